import { CodedError } from '../../kernel/result.ts'
import { sqlState } from '../database/unit.ts'

/** Input that the schema's types let through but that cannot be meant. */
export class BadInput extends CodedError {
  constructor(message: string, code = 'BAD_USER_INPUT') {
    super(code, message)
  }
}

/** A place in a list that no list has written: a cursor made by hand, or of another list. */
const UNREADABLE =
  /^invalid input syntax for type (?:bigint|integer|date|timestamp|timestamp with time zone|uuid|numeric)/

/**
 * What PostgreSQL could not take for a value of the request. JSON may carry the character U+0000 and halves of surrogate
 * pairs, which it cannot keep in a text: character_not_in_repertoire, and within JSON untranslatable_character or
 * invalid_text_representation.
 */
export function refusedValue(error: unknown): BadInput | undefined {
  const state = sqlState(error)
  if ((state === '22P02' || state === '22007') && error instanceof Error && UNREADABLE.test(error.message))
    return new BadInput('A value of the request cannot be read, such as a cursor that no list has given.')
  // numeric_value_out_of_range: a Decimal may have more digits than a column of cents.
  if (state === '22003') return new BadInput('A number of the request is larger than any that the books hold.')
  const isOfJson = state === '22P02' && error instanceof Error && error.message.endsWith('for type json')
  if (state !== '22021' && state !== '22P05' && !isOfJson) return undefined
  return new BadInput('A text holds a character that cannot be stored.')
}
