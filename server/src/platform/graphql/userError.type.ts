import { Field, InterfaceType, ObjectType } from 'type-graphql'
import type { UserError } from '../../kernel/result.ts'

@InterfaceType('UserError', {
  description: 'An expected refusal: what was wrong or must be done first.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class UserErrorType {
  @Field(() => String, { description: 'A stable code in SCREAMING_SNAKE_CASE, for programs.' })
  code!: string

  @Field(() => String, { description: 'What happened and what to do, in plain English, for people.' })
  message!: string

  @Field(() => String, {
    nullable: true,
    description: 'The input field at fault, as a dotted path, when a single one is.',
  })
  field?: string | null
}

@ObjectType('Refusal', {
  implements: UserErrorType,
  description: 'An ordinary refusal, or a warning that says no more than that.',
})
export class RefusalType extends UserErrorType {}

export function showRefusal(error: UserError): RefusalType & { __typename: 'Refusal' } {
  return { __typename: 'Refusal', code: error.code, message: error.message, field: error.field ?? null }
}
