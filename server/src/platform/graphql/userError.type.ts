import { Field, InterfaceType, ObjectType } from 'type-graphql'
import type { UserError } from '../../kernel/result.ts'

@ObjectType('RefusalValue', {
  description: 'Something that the message of a refusal names, for words in another language.',
})
export class RefusalValueType {
  @Field(() => String, { description: 'Its name; stable for a code.' })
  name!: string

  @Field(() => String, { description: 'A day as YYYY-MM-DD, an amount as `5.00 EUR`, a code, or plain text.' })
  value!: string
}

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

  @Field(() => [RefusalValueType], { nullable: true, description: 'What the message names; null when nothing.' })
  values?: RefusalValueType[] | null
}

@ObjectType('Refusal', {
  implements: UserErrorType,
  description: 'An ordinary refusal, or a warning that says no more than that.',
})
export class RefusalType extends UserErrorType {}

export function showRefusal(error: UserError): RefusalType & { __typename: 'Refusal' } {
  const { code, message, field = null, values } = error
  const named = values ? Object.entries(values).map(([name, value]) => ({ name, value })) : null
  return { __typename: 'Refusal', code, message, field, values: named }
}
