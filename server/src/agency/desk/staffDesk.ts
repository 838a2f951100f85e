import { auditAmount, changeOf } from '../../access/audit.ts'
import { auditStaff } from '../../access/staffAudit.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Result } from '../../kernel/result.ts'
import { err, NotFound, ok } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { amountOf } from '../amount.ts'
import { end, watch } from '../case/act.ts'
import type { Book } from '../case/assignment.ts'
import { lockBook } from '../case/book.store.ts'
import { insertEvent, recordDraft, stateOf } from '../case/record.ts'
import { loadPractice } from '../practice.ts'
import { putMessage } from '../road/outbox.ts'
import { staffActor, staffReader } from '../staff.ts'

export type RequestKind = 'RECALL' | 'CREDIT_LOSS'

/** A creditor's question with what staff need for the answer. Amounts in cents. */
export interface StaffRequest {
  readonly companyId: bigint
  readonly id: bigint
  readonly assignmentId: bigint
  readonly kind: RequestKind
  readonly state: 'WAITING' | 'CONFIRMED' | 'REFUSED'
  readonly creditorName: string
  readonly creditorBusinessId: string
  readonly debtorName: string
  readonly invoiceNumber: string
  readonly reason: string
  readonly requestedAt: Date
  readonly currency: string
  readonly balance: bigint
  readonly unpaidCosts: bigint
}

export interface Answer {
  readonly kind: RequestKind
  readonly companyId: bigint
  readonly id: bigint
  readonly confirm: boolean
  readonly note: string | null
  /** Of a confirmed credit loss: the debt is watched further, without letters, and stays owed. */
  readonly surveillance?: boolean
}

const REQUEST = `
  SELECT r.company_id AS "companyId", r.id, r.assignment_id AS "assignmentId", r.kind, r.state, a.creditor->>'name' AS "creditorName",
    c.business_id AS "creditorBusinessId", a.debtor->>'name' AS "debtorName", a.invoice_number AS "invoiceNumber", r.reason,
    r.requested_at AS "requestedAt", a.currency, p.balance, p."unpaidCosts"
  FROM agency.request r
  JOIN agency.assignment a ON a.company_id = r.company_id AND a.id = r.assignment_id
  JOIN agency.creditor c ON c.company_id = r.company_id
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount), 0)::bigint AS balance, coalesce(sum(amount) FILTER (WHERE component = 'COSTS'), 0)::bigint AS "unpaidCosts"
    FROM agency.posting WHERE company_id = r.company_id AND assignment_id = r.assignment_id
  ) p`

/** The questions of creditors, and their answers. */
export class StaffDesk {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Staff only. Those that wait, the oldest first. */
  requests(scope: Scope): Promise<StaffRequest[]> {
    return this.#database.agency(staffReader(scope), (unit) =>
      unit.rows<StaffRequest>(
        `${REQUEST} WHERE r.state = 'WAITING' ORDER BY r.requested_at, r.company_id, r.id`,
        [],
        'agency.requests',
      ),
    )
  }

  /**
   * Staff only. Throws NotFound for an unknown request. Errors: ALREADY_ANSWERED; ASSIGNMENT_CLOSED when it ended
   * meanwhile, so that the request can only be refused.
   */
  answer(scope: Scope, answer: Answer): Promise<Result<StaffRequest>> {
    return this.#database.agency(staffActor(scope), (unit) => this.#answer(unit, answer, scope))
  }

  async #answer(unit: Unit, answer: Answer, scope: Scope): Promise<Result<StaffRequest>> {
    const { today } = scope
    const found = await requestOf(unit, answer)
    if (found?.kind !== answer.kind) throw new NotFound('There is no such request.')
    const book = await lockBook(unit, found.companyId, found.assignmentId)
    // Read again under the lock of the assignment, which every answer takes.
    const request = await requestOf(unit, answer)
    if (!book || !request) throw new NotFound('There is no such request.')
    if (request.state !== 'WAITING') {
      return err({ code: 'ALREADY_ANSWERED', message: 'The request has been answered before.', field: 'requestId' })
    }
    if (answer.confirm && book.assignment.stage === 'CLOSED') {
      return err({ code: 'ASSIGNMENT_CLOSED', message: 'The assignment has ended meanwhile. Refuse the request.' })
    }
    const charged = answer.confirm
      ? await this.#confirm(unit, book, answer, today)
      : await this.#refuse(unit, book, answer, today)
    await this.#close(unit, answer, staffActor(scope).userId, charged)
    const answered = await requestOf(unit, answer)
    if (!answered) throw new Error('An answered request is still there.')
    await auditAnswer(unit, scope, answer, request, answered, charged)
    return ok(answered)
  }

  async #confirm(unit: Unit, book: Book, { kind, note, surveillance }: Answer, on: CalendarDate): Promise<bigint> {
    const now = this.#clock.now()
    const isWatched = kind === 'CREDIT_LOSS' && surveillance
    const practice = await loadPractice(unit)
    const ending = isWatched ? watch(on) : end(book, kind === 'RECALL' ? 'RECALLED' : 'CREDIT_LOSS', on, practice)
    const { postings, book: after } = await recordDraft(unit, book, ending.draft, now)
    const answer = {
      confirmed: true,
      answeredOn: on,
      answeredBy: 'STAFF' as const,
      note,
      postings: [...postings],
      state: stateOf(after),
    }
    const body = isWatched ? { ...answer, surveillance: true } : answer
    await tell(unit, book, kind, body, ending.charged, now)
    return ending.charged
  }

  async #refuse(unit: Unit, book: Book, { kind, note }: Answer, on: CalendarDate): Promise<bigint> {
    const now = this.#clock.now()
    await insertEvent(unit, book.assignment, { type: `${kind}_REFUSED`, on, amount: null, note }, now)
    await tell(
      unit,
      book,
      kind,
      { confirmed: false, answeredOn: on, answeredBy: 'STAFF', note, postings: [], state: stateOf(book) },
      0n,
      now,
    )
    return 0n
  }

  async #close(unit: Unit, { companyId, id, confirm, note }: Answer, userId: bigint, charged: bigint): Promise<void> {
    await unit.rows(
      `UPDATE agency.request SET state = $3, answered_by = $4, answered_at = $5, note = $6, charged = $7
       WHERE company_id = $1 AND id = $2`,
      [companyId, id, confirm ? 'CONFIRMED' : 'REFUSED', userId.toString(), this.#clock.now(), note, charged],
      'agency.closeRequest',
    )
  }
}

async function auditAnswer(
  unit: Unit,
  scope: Scope,
  { kind, surveillance }: Answer,
  was: StaffRequest,
  is: StaffRequest,
  charged: bigint,
): Promise<void> {
  const { companyId, assignmentId, invoiceNumber, currency } = was
  const values = ({ state, balance }: StaffRequest) => ({ state, balance: auditAmount(balance, currency) })
  const more = {
    charged: charged > 0n ? auditAmount(charged, currency) : null,
    surveillance: surveillance ? 'true' : null,
  }
  await auditStaff(unit, scope, {
    action: kind === 'RECALL' ? 'RECALL_ANSWERED' : 'CREDIT_LOSS_ANSWERED',
    companyId,
    assignmentId,
    subject: { type: 'StaffAssignment', id: assignmentId, name: invoiceNumber },
    ...changeOf(values(was), { ...values(is), ...more }),
  })
}

function requestOf(unit: Unit, { companyId, id }: Pick<Answer, 'companyId' | 'id'>): Promise<StaffRequest | undefined> {
  return unit.row<StaffRequest>(`${REQUEST} WHERE r.company_id = $1 AND r.id = $2`, [companyId, id], 'agency.request')
}

type AnswerBody = Extract<Parameters<typeof putMessage>[2], { kind: 'CREDIT_LOSS_ANSWER' }>['body']

async function tell(
  unit: Unit,
  book: Book,
  kind: RequestKind,
  body: AnswerBody,
  charged: bigint,
  at: Date,
): Promise<void> {
  const { assignment } = book
  if (kind === 'CREDIT_LOSS') return putMessage(unit, assignment, { kind: 'CREDIT_LOSS_ANSWER', body }, at)
  const recall = { ...body, charged: amountOf(charged, assignment.currency) }
  return putMessage(unit, assignment, { kind: 'RECALL_ANSWER', body: recall }, at)
}
