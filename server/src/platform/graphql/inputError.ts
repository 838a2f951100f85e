import { CodedError } from '../../kernel/result.ts'

/** Input that the schema's types let through but that cannot be meant. */
export class BadInput extends CodedError {
  constructor(message: string, code = 'BAD_USER_INPUT') {
    super(code, message)
  }
}
