import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Assignment } from './assignment.ts'

type Key = Pick<Assignment, 'companyId' | 'id'>

export interface Dispute {
  readonly id: bigint
  readonly raisedBy: 'DEBTOR' | 'CREDITOR'
  readonly reason: string
  readonly raisedOn: CalendarDate
  readonly state: 'WAITING' | 'UPHELD' | 'REJECTED'
  readonly answer: string | null
  readonly answeredAt: Date | null
}

/** Every dispute of an assignment, oldest first. */
export function disputesOf(unit: Unit, { companyId, id }: Key): Promise<Dispute[]> {
  return unit.rows<Dispute>(
    `SELECT id, raised_by AS "raisedBy", reason, raised_on AS "raisedOn", state, answer, answered_at AS "answeredAt"
     FROM agency.dispute WHERE company_id = $1 AND assignment_id = $2 ORDER BY id`,
    [companyId, id],
    'agency.disputes',
  )
}

export async function insertDispute(
  unit: Unit,
  { companyId, id }: Key,
  { raisedBy, reason, raisedOn }: Pick<Dispute, 'raisedBy' | 'reason' | 'raisedOn'>,
): Promise<void> {
  await unit.rows(
    `INSERT INTO agency.dispute (company_id, assignment_id, raised_by, reason, raised_on) VALUES ($1, $2, $3, $4, $5)`,
    [companyId, id, raisedBy, reason, raisedOn],
    'agency.insertDispute',
  )
}

export async function closeDispute(
  unit: Unit,
  { companyId, id }: Key,
  answer: { readonly uphold: boolean; readonly text: string; readonly by: string; readonly at: Date },
): Promise<void> {
  await unit.rows(
    `UPDATE agency.dispute SET state = $3, answer = $4, answered_by = $5, answered_at = $6
     WHERE company_id = $1 AND assignment_id = $2 AND state = 'WAITING'`,
    [companyId, id, answer.uphold ? 'UPHELD' : 'REJECTED', answer.text, answer.by, answer.at],
    'agency.closeDispute',
  )
}
