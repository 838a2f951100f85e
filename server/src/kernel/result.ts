/** What the user did wrong or must do first. `code` is stable and in SCREAMING_SNAKE_CASE; `message` is plain English. */
export interface UserError {
  code: string
  message: string
  /** The input field at fault, as a dotted path; absent when no single field is. */
  field?: string
  /** What the message names, for words in another language: days as `YYYY-MM-DD`, amounts as `5.00 EUR`, codes. */
  values?: Readonly<Record<string, string>>
}

/** An expected outcome as a value. */
export type Result<T, E = UserError> = { ok: true; value: T } | { ok: false; error: E }

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

export function err<E = UserError>(error: E): { ok: false; error: E } {
  return { ok: false, error }
}

/** A refusal that is an exception and not a value; `code` reaches the client as `extensions.code`. */
export class CodedError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = new.target.name
    this.code = code
  }
}

export class NotSignedIn extends CodedError {
  constructor(message = 'Sign in first.') {
    super('UNAUTHENTICATED', message)
  }
}

export class NotAllowed extends CodedError {
  constructor(message = 'You do not have the right to do this.') {
    super('FORBIDDEN', message)
  }
}

export class NotFound extends CodedError {
  constructor(message = 'It does not exist.') {
    super('NOT_FOUND', message)
  }
}

export class Busy extends CodedError {
  constructor(message = 'The service is busy. Try again in a moment.') {
    super('BUSY', message)
  }
}
