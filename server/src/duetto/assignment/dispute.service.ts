import { randomUUID } from 'node:crypto'
import { audit } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import { requireUser } from '../../access/signedIn.ts'
import { NotFound, ok, type Result } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import { insertEvent } from '../road/apply.store.ts'
import { putMessage } from '../road/outbox.ts'
import type { AssignmentKey } from './agencyRequest.service.ts'
import { checkDispute, type Disputable } from './dispute.ts'

/** Disputes of debtors that reach the company; the agency stops and answers them. */
export class DisputeService {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Throws NotFound for an assignment out of reach, NotAllowed without the right to ask for a recall. */
  report(scope: Scope, key: AssignmentKey, reason: string): Promise<Result<AssignmentKey>> {
    return this.#database.write(scope, key.companyId, async (unit) => {
      await requireRight(unit, scope, key.companyId, 'REQUEST_RECALL')
      const assignment = await unit.row<Disputable & { invoiceNumber: string }>(
        `SELECT stage, hold, newest_event_type AS "newestEventType", invoice_number AS "invoiceNumber" FROM duetto.assignment
         WHERE company_id = $1 AND id = $2 FOR UPDATE`,
        [key.companyId, key.id],
        'duetto.lockDispute',
      )
      if (!assignment) throw new NotFound('There is no such assignment.')
      const checked = checkDispute(assignment, reason)
      if (!checked.ok) return checked
      const event = {
        uid: randomUUID(),
        type: 'DISPUTE_REPORTED' as const,
        on: scope.today,
        at: scope.now,
        amount: null,
        note: checked.value,
      }
      const eventId = await insertEvent(unit, key.companyId, key.id, event)
      await unit.rows(
        `UPDATE duetto.assignment SET newest_event_id = $3, newest_event_type = $4, newest_event_on = $5, newest_event_at = $6
         WHERE company_id = $1 AND id = $2`,
        [key.companyId, key.id, eventId, event.type, event.on, event.at],
        'duetto.writeDispute',
      )
      const message = { kind: 'DISPUTE', body: { reason: checked.value, raisedOn: scope.today } } as const
      await putMessage(unit, key.companyId, key.id, message, scope.now)
      const subject = { type: 'Assignment', id: key.id, name: assignment.invoiceNumber }
      const before = { stage: assignment.stage }
      await audit(unit, requireUser(scope), key.companyId, { action: 'DISPUTE_REPORTED', subject, before })
      return ok(key)
    })
  }
}
