import { randomUUID } from 'node:crypto'
import { audit } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import { requireUser } from '../../access/signedIn.ts'
import { NotFound, ok, type Result } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { insertEvent } from '../road/apply.store.ts'
import { type Outgoing, putMessage } from '../road/outbox.ts'
import { checkRequest, type RequestKind } from './agencyRequest.ts'
import type { AnswerState } from './assignment.enums.ts'

export interface AssignmentKey {
  readonly companyId: bigint
  readonly id: bigint
}

const RIGHTS = { RECALL: 'REQUEST_RECALL', CREDIT_LOSS: 'REQUEST_CREDIT_LOSS' } as const

/** The company's questions to the agency; the answers come as messages, and nothing changes before them. */
export class AgencyRequestService {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Throws NotFound for an assignment out of reach, NotAllowed without the right to ask. */
  request(scope: Scope, kind: RequestKind, key: AssignmentKey, reason: string): Promise<Result<AssignmentKey>> {
    return this.#database.write(scope, key.companyId, async (unit) => {
      await requireRight(unit, scope, key.companyId, RIGHTS[kind])
      const assignment = await lockAnswer(unit, kind, key)
      if (!assignment) throw new NotFound('There is no such assignment.')
      const checked = checkRequest(assignment, reason)
      if (!checked.ok) return checked
      const body = { reason: checked.value, requestedOn: scope.today }
      const event = {
        uid: randomUUID(),
        type: `${kind}_REQUESTED` as const,
        on: scope.today,
        at: scope.now,
        amount: null,
        note: checked.value,
      }
      const eventId = await insertEvent(unit, key.companyId, key.id, event)
      await writeRequested(unit, kind, key, { ...event, id: eventId })
      const message = { kind: `${kind}_REQUEST`, body } as Outgoing
      await putMessage(unit, key.companyId, key.id, message, scope.now)
      await audit(unit, requireUser(scope), key.companyId, {
        action: `${kind}_REQUESTED`,
        subject: { type: 'Assignment', id: key.id, name: assignment.invoiceNumber },
        before: { stage: assignment.stage },
        after: { answer: 'REQUESTED' },
      })
      return ok(key)
    })
  }
}

const COLUMN = { RECALL: 'recall_state', CREDIT_LOSS: 'credit_loss_state' } as const

function lockAnswer(
  unit: Unit,
  kind: RequestKind,
  key: AssignmentKey,
): Promise<{ stage: string; answer: AnswerState | null; invoiceNumber: string } | undefined> {
  return unit.row(
    `SELECT stage, ${COLUMN[kind]} AS answer, invoice_number AS "invoiceNumber" FROM duetto.assignment WHERE company_id = $1 AND id = $2 FOR UPDATE`,
    [key.companyId, key.id],
    `duetto.lockAnswer.${kind}`,
  )
}

async function writeRequested(
  unit: Unit,
  kind: RequestKind,
  key: AssignmentKey,
  event: { readonly id: bigint; readonly type: string; readonly on: string; readonly at: Date },
): Promise<void> {
  await unit.rows(
    `UPDATE duetto.assignment SET ${COLUMN[kind]} = 'REQUESTED', newest_event_id = $3, newest_event_type = $4,
       newest_event_on = $5, newest_event_at = $6
     WHERE company_id = $1 AND id = $2`,
    [key.companyId, key.id, event.id, event.type, event.on, event.at],
    `duetto.writeRequested.${kind}`,
  )
}
