import { Field, ObjectType } from 'type-graphql'
import { encodeId } from '../kernel/globalId.ts'
import { NodeType } from '../platform/graphql/node.type.ts'
import { DateTimeScalar } from '../platform/graphql/scalars.ts'

@ObjectType('ApiToken', {
  implements: NodeType,
  description:
    'A personal token with which a program acts for its owner. The secret itself is shown once and not kept.',
})
export class ApiTokenType extends NodeType {
  /** Not published. */
  tokenId!: bigint

  @Field(() => String, { description: 'What its owner called it.' })
  name!: string

  @Field(() => String, { description: 'How the secret begins, to tell tokens apart.' })
  prefix!: string

  @Field(() => Boolean, { description: 'Whether it may only read.' })
  readOnly!: boolean

  @Field(() => Boolean, {
    description: 'Whether it is good for every company that its owner reaches, later ones included.',
  })
  everyCompany!: boolean

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: Date

  @Field(() => DateTimeScalar, { description: 'When it stops working.' })
  expiresAt!: Date

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked; null when it was not.' })
  revokedAt!: Date | null
}

export interface ApiTokenRow {
  id: bigint
  name: string
  prefix: string
  read_only: boolean
  every_company: boolean
  created_at: Date
  expires_at: Date
  revoked_at: Date | null
}

export const API_TOKEN_COLUMNS = 'id, name, prefix, read_only, every_company, created_at, expires_at, revoked_at'

export function showApiToken(row: ApiTokenRow): ApiTokenType & { __typename: 'ApiToken' } {
  return {
    __typename: 'ApiToken',
    id: encodeId('ApiToken', 0, row.id),
    tokenId: row.id,
    name: row.name,
    prefix: row.prefix,
    readOnly: row.read_only,
    everyCompany: row.every_company,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }
}
