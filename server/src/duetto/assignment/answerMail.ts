import { writeMail } from '../../access/mail.ts'
import { encodeId } from '../../kernel/globalId.ts'
import type { Unit } from '../../platform/database/unit.ts'

export interface Answer {
  readonly kind: 'RECALL_ANSWERED' | 'CREDIT_LOSS_ANSWERED'
  readonly assignmentId: bigint
  /** The event of the answer. */
  readonly uid: string
  readonly confirmed: boolean
  readonly at: Date
}

const ASKED = { RECALL_ANSWERED: 'RECALL_REQUESTED', CREDIT_LOSS_ANSWERED: 'CREDIT_LOSS_REQUESTED' } as const

/** Tells the person who asked, while they still reach the company, and otherwise its administrators. */
export async function mailAnswer(unit: Unit, companyId: bigint, answer: Answer, publicUrl: string): Promise<void> {
  const { kind, assignmentId, uid, confirmed, at } = answer
  const asked = await unit.row<{ company: string; invoice: string; person: bigint | null }>(
    `SELECT c.name AS company, a.invoice_number AS invoice, (
       SELECT e.user_id FROM access.audit_entry e WHERE e.company_id = $1 AND e.subject_type = 'Assignment'
         AND e.subject_id = $2 AND e.action = $3 ORDER BY e.id DESC LIMIT 1) AS person
     FROM duetto.assignment a JOIN access.company c ON c.company_id = a.company_id WHERE a.company_id = $1 AND a.id = $2`,
    [companyId, assignmentId, ASKED[kind]],
    'duetto.whoAsked',
  )
  if (!asked) return
  const { company, invoice, person } = asked
  const assignment = encodeId('CollectionAssignment', companyId, assignmentId)
  const news = { kind, company, invoice, confirmed, assignment }
  await writeMail(unit, { companyId, news, publicUrl, at, person, alone: true, about: `${kind}:${uid}` })
}
