import type { HoldReason } from '../../exchange/messages/fromAgency.ts'
import { checkReason } from '../../kernel/reason.ts'
import { err, type Result } from '../../kernel/result.ts'

export interface Disputable {
  readonly stage: string
  readonly hold: HoldReason | null
  /** The newest event of the assignment. */
  readonly newestEventType: string | null
}

/** Told, and the agency has not taken it in yet. */
const isOnItsWay = ({ newestEventType }: Disputable): boolean => newestEventType === 'DISPUTE_REPORTED'

export function mayDispute(assignment: Disputable): boolean {
  return assignment.stage !== 'CLOSED' && assignment.hold !== 'DISPUTED' && !isOnItsWay(assignment)
}

/** The reason as it will be sent, or why the dispute cannot be reported. */
export function checkDispute(assignment: Disputable, reason: string): Result<string> {
  if (assignment.stage === 'CLOSED') {
    return err({ code: 'ASSIGNMENT_CLOSED', message: 'The assignment has ended. There is nothing to stop.' })
  }
  if (!mayDispute(assignment)) {
    return err({ code: 'ALREADY_REQUESTED', message: 'The dispute has been reported. Wait for the answer.' })
  }
  return checkReason(reason, 'input.reason')
}
