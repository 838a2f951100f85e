import { CodedError } from '../../kernel/result.ts'
import { sqlState } from '../database/unit.ts'

/** Input that the schema's types let through but that cannot be meant. */
export class BadInput extends CodedError {
  constructor(message: string, code = 'BAD_USER_INPUT') {
    super(code, message)
  }
}

/**
 * JSON may carry the character U+0000 and halves of surrogate pairs, which PostgreSQL cannot keep in a text:
 * character_not_in_repertoire, and within JSON untranslatable_character or invalid_text_representation.
 */
export function refusedText(error: unknown): BadInput | undefined {
  const state = sqlState(error)
  const isOfJson = state === '22P02' && error instanceof Error && error.message.endsWith('for type json')
  if (state !== '22021' && state !== '22P05' && !isOfJson) return undefined
  return new BadInput('A text holds a character that cannot be stored.')
}
