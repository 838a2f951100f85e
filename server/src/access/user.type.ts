import { Field, ObjectType } from 'type-graphql'
import { encodeId } from '../kernel/globalId.ts'
import { NodeType } from '../platform/graphql/node.type.ts'
import { type Language, LanguageEnum } from './access.enums.ts'

@ObjectType('User', { implements: NodeType, description: 'A person who signs in.' })
export class UserType extends NodeType {
  @Field(() => String, { description: "The person's name." })
  name!: string

  @Field(() => String, { description: 'E-mail, by which the person signs in.' })
  email!: string

  @Field(() => LanguageEnum, { description: "The language of the person's pages." })
  language!: Language

  @Field(() => String, { nullable: true, description: 'Phone number as the person wrote it.' })
  phone!: string | null
}

export interface UserRow {
  id: bigint
  name: string
  email: string
  language: 'fi' | 'sv' | 'en'
  phone: string | null
}

export function showUser(row: UserRow): UserType & { __typename: 'User' } {
  return {
    __typename: 'User',
    id: encodeId('User', 0, row.id),
    name: row.name,
    email: row.email,
    language: row.language.toUpperCase() as Language,
    phone: row.phone,
  }
}
