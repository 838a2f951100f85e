import { audit } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import { requireUser } from '../../access/signedIn.ts'
import { err, NotFound, ok, type Result } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Receipt } from '../../platform/folder/messageFile.ts'
import { ALREADY_DELIVERED, type DeadLetterRow, IS_STUCK } from '../../platform/graphql/deadLetter.type.ts'
import { enqueueDelivery } from './outbox.ts'

/** Rows of no company: enough for asking which company a business ID is. */
const NO_COMPANY = 0n

interface Resent {
  readonly kind: string
  readonly attempts: number
  readonly assignmentId: bigint | null
  readonly invoiceNumber: string | null
}

/** Messages to the agency that have not got through, and what the agency's side says of those that have. */
export class DeadLetters {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** For who may take the service into use. The newest first, at most 100. Throws NotFound or NotAllowed. */
  async list(unit: Unit, scope: Scope, companyId: bigint): Promise<DeadLetterRow[]> {
    await requireRight(unit, scope, companyId, 'ACTIVATE')
    return unit.rows<DeadLetterRow>(
      `SELECT o.company_id AS "companyId", o.id, o.kind, c.name AS "companyName", a.invoice_number AS "invoiceNumber",
         o.refused_at IS NOT NULL AS "isRefused", o.attempts, o.last_error AS "lastError", o.created_at AS "createdAt"
       FROM duetto.outbox o JOIN access.company c ON c.company_id = o.company_id
       LEFT JOIN duetto.assignment a ON a.company_id = o.company_id AND a.uid = o.assignment
       WHERE o.company_id = $1 AND ${IS_STUCK}
       ORDER BY o.id DESC LIMIT 100`,
      [companyId],
      'duetto.deadLetters',
    )
  }

  /** As `list`. Sends a message again, now. Errors: ALREADY_DELIVERED. */
  resend(scope: Scope, { companyId, id }: { companyId: bigint; id: bigint }): Promise<Result<true>> {
    return this.#database.write(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'ACTIVATE')
      const resent = await unit.row<Resent>(
        `UPDATE duetto.outbox o SET refused_at = NULL, attempts = 0
         FROM duetto.outbox was LEFT JOIN duetto.assignment a ON a.company_id = was.company_id AND a.uid = was.assignment
         WHERE was.company_id = $1 AND was.id = $2 AND o.company_id = $1 AND o.id = $2 AND o.delivered_at IS NULL
         RETURNING o.kind, was.attempts, a.id AS "assignmentId", a.invoice_number AS "invoiceNumber"`,
        [companyId, id],
        'duetto.resend',
      )
      if (!resent) {
        const known = await unit.row(
          'SELECT 1 FROM duetto.outbox WHERE company_id = $1 AND id = $2',
          [companyId, id],
          'duetto.outboxKnown',
        )
        if (!known) throw new NotFound('There is no such message.')
        return err(ALREADY_DELIVERED)
      }
      await enqueueDelivery(unit, companyId)
      const { kind, attempts, assignmentId, invoiceNumber } = resent
      await audit(unit, requireUser(scope), companyId, {
        action: 'MESSAGE_RESENT',
        ...(assignmentId && { subject: { type: 'Assignment', id: assignmentId, name: invoiceNumber ?? '' } }),
        before: { attempts: String(attempts) },
        after: { message: kind },
      })
      return ok(true as const)
    })
  }

  /** What the other side says of a message that went as a file. */
  async acknowledge({ creditor, message, refusal }: Receipt): Promise<void> {
    const found = await this.#database.job(NO_COMPANY, (unit) =>
      unit.row<{ companyId: bigint | null }>(
        'SELECT duetto.creditor($1) AS "companyId"',
        [creditor],
        'duetto.creditor',
      ),
    )
    const companyId = found?.companyId
    if (companyId === null || companyId === undefined) return
    const now = this.#clock.now()
    const error = refusal && `${refusal.code}: ${refusal.text}`.slice(0, 500)
    await this.#database.job(companyId, (unit) =>
      unit.rows(
        `UPDATE duetto.outbox SET acknowledged_at = $3, last_error = $4,
           refused_at = CASE WHEN $4::text IS NOT NULL THEN $3::timestamptz END,
           delivered_at = CASE WHEN $4::text IS NULL THEN coalesce(delivered_at, $3) END
         WHERE company_id = $1 AND uid = $2`,
        [companyId, message, now, error],
        'duetto.acknowledge',
      ),
    )
  }
}
