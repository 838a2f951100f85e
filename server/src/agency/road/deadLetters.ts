import { auditStaff } from '../../access/staffAudit.ts'
import type { Result } from '../../kernel/result.ts'
import { err, NotFound, ok } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Receipt } from '../../platform/folder/messageFile.ts'
import { ALREADY_DELIVERED, type DeadLetterRow, IS_STUCK } from '../../platform/graphql/deadLetter.type.ts'
import { staffActor, staffReader } from '../staff.ts'
import { enqueueDelivery } from './outbox.ts'

interface LockedMessage {
  readonly delivered: boolean
  readonly kind: string
  readonly attempts: number
  readonly assignmentId: bigint | null
  readonly invoiceNumber: string | null
}

/** Messages to creditors' sides that have not got through, and what those sides say of the others. */
export class AgencyDeadLetters {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Staff only. The newest first, at most 100. */
  list(scope: Scope): Promise<DeadLetterRow[]> {
    return this.#database.agency(staffReader(scope), (unit) =>
      unit.rows<DeadLetterRow>(
        `SELECT o.company_id AS "companyId", o.id, o.kind, coalesce(c.name, c.business_id) AS "companyName",
           a.invoice_number AS "invoiceNumber", o.refused_at IS NOT NULL AS "isRefused", o.attempts,
           o.last_error AS "lastError", o.created_at AS "createdAt"
         FROM agency.outbox o JOIN agency.creditor c ON c.company_id = o.company_id
         LEFT JOIN agency.assignment a ON a.company_id = o.company_id AND a.uid = o.assignment
         WHERE ${IS_STUCK}
         ORDER BY o.created_at DESC, o.company_id, o.id DESC LIMIT 100`,
        [],
        'agency.deadLetters',
      ),
    )
  }

  /** Staff only. Sends a message again, now. Throws NotFound. Errors: ALREADY_DELIVERED. */
  resend(scope: Scope, { companyId, id }: { companyId: bigint; id: bigint }): Promise<Result<true>> {
    return this.#database.agency(staffActor(scope), async (unit) => {
      const row = await unit.row<LockedMessage>(
        `SELECT o.delivered_at IS NOT NULL AS delivered, o.kind, o.attempts, a.id AS "assignmentId", a.invoice_number AS "invoiceNumber"
         FROM agency.outbox o LEFT JOIN agency.assignment a ON a.company_id = o.company_id AND a.uid = o.assignment
         WHERE o.company_id = $1 AND o.id = $2 FOR UPDATE OF o`,
        [companyId, id],
        'agency.lockOutbox',
      )
      if (!row) throw new NotFound('There is no such message.')
      if (row.delivered) return err(ALREADY_DELIVERED)
      await unit.rows(
        'UPDATE agency.outbox SET refused_at = NULL, attempts = 0 WHERE company_id = $1 AND id = $2',
        [companyId, id],
        'agency.resend',
      )
      await enqueueDelivery(unit, companyId)
      await auditResend(unit, scope, companyId, row)
      return ok(true as const)
    })
  }

  /** What the other side says of a message that went as a file. */
  async acknowledge({ creditor, message, refusal }: Receipt): Promise<void> {
    const error = refusal && `${refusal.code}: ${refusal.text}`.slice(0, 500)
    await this.#database.agency('system', (unit) =>
      unit.rows(
        `UPDATE agency.outbox o SET acknowledged_at = $3, last_error = $4,
           refused_at = CASE WHEN $4::text IS NOT NULL THEN $3::timestamptz END,
           delivered_at = CASE WHEN $4::text IS NULL THEN coalesce(o.delivered_at, $3) END
         FROM agency.creditor c WHERE c.business_id = $1 AND o.company_id = c.company_id AND o.uid = $2`,
        [creditor, message, this.#clock.now(), error],
        'agency.acknowledge',
      ),
    )
  }
}

async function auditResend(unit: Unit, scope: Scope, companyId: bigint, message: LockedMessage): Promise<void> {
  const { kind, attempts, assignmentId, invoiceNumber } = message
  const of = assignmentId && {
    assignmentId,
    subject: { type: 'StaffAssignment', id: assignmentId, name: invoiceNumber ?? '' },
  }
  const values = { before: { attempts: String(attempts) }, after: { message: kind } }
  await auditStaff(unit, scope, { action: 'MESSAGE_RESENT', companyId, ...of, ...values })
}
