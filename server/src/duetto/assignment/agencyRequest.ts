import { checkReason } from '../../kernel/reason.ts'
import { err, type Result } from '../../kernel/result.ts'
import type { AnswerState } from './assignment.enums.ts'

/** What a company may ask of the agency: to stop an assignment (O7), or for leave to book a credit loss (P3). */
export type RequestKind = 'RECALL' | 'CREDIT_LOSS'

export interface Requestable {
  readonly stage: string
  /** How the newest request of the kind stands; null: never asked. */
  readonly answer: AnswerState | null
}

/** An assignment that runs may be asked about, again after a refusal, but not twice at a time. */
export function mayRequest(assignment: Requestable): boolean {
  return assignment.stage !== 'CLOSED' && assignment.answer !== 'REQUESTED'
}

/** The reason as it will be sent, or why the request cannot be made. */
export function checkRequest(assignment: Requestable, reason: string): Result<string> {
  if (assignment.stage === 'CLOSED') {
    return err({ code: 'ASSIGNMENT_CLOSED', message: 'The assignment has ended. There is nothing to ask for.' })
  }
  if (assignment.answer === 'REQUESTED') {
    return err({ code: 'ALREADY_REQUESTED', message: 'The agency has been asked. Wait for its answer.' })
  }
  return checkReason(reason, 'input.reason')
}
