import { CodedError } from '../../kernel/result.ts'
import { sqlState } from '../database/unit.ts'

/** Input that the schema's types let through but that cannot be meant. */
export class BadInput extends CodedError {
  constructor(message: string, code = 'BAD_USER_INPUT') {
    super(code, message)
  }
}

/** character_not_in_repertoire: JSON may carry the character U+0000, which PostgreSQL cannot keep in a text. */
export function refusedText(error: unknown): BadInput | undefined {
  return sqlState(error) === '22021' ? new BadInput('A text holds a character that cannot be stored.') : undefined
}
