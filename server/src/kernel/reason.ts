import { err, ok, type Result } from './result.ts'

const LONGEST_REASON = 1000

/** A reason as it will be kept: trimmed. Refused when it says nothing (REASON_MISSING) or too much (REASON_TOO_LONG). */
export function checkReason(reason: string, field: string): Result<string> {
  const text = reason.trim()
  if (text === '') return err({ code: 'REASON_MISSING', message: 'Give the reason.', field })
  if (text.length <= LONGEST_REASON) return ok(text)
  return err({
    code: 'REASON_TOO_LONG',
    message: `The reason is longer than ${LONGEST_REASON} characters. Shorten it.`,
    field,
  })
}
