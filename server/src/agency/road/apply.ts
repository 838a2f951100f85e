import type { ToAgency } from '../../exchange/messages/toAgency.ts'
import { toAgency } from '../../exchange/messages/toAgency.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { calendarDate, helsinkiToday } from '../../kernel/calendarDate.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { amountOf } from '../amount.ts'
import { addPrincipal, moveDueDate, pay, reverse } from '../case/act.ts'
import type { Book, Draft } from '../case/assignment.ts'
import { lockBookByUid, patchAssignment } from '../case/book.store.ts'
import { dispute } from '../case/caseAct.ts'
import { insertDispute } from '../case/dispute.store.ts'
import { openAssignment } from '../case/openAssignment.ts'
import { centsOf } from '../case/opening.ts'
import type { IncomingPayment } from '../case/payment.ts'
import { insertEvent, recordAndTell, stateOf } from '../case/record.ts'
import { loadPractice } from '../practice.ts'
import type { Practice } from '../settings.ts'
import { insertRequest, isFollowedBy, lockMessages, markApplied, nextMessage } from './apply.store.ts'
import { putMessage } from './outbox.ts'

interface Moment {
  readonly today: CalendarDate
  readonly now: Date
}

/** Applies what the company side sent: per assignment in the order of its sequence, each message once. Gaps wait. */
export class Application {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** One transaction per message, so that what is done stays done whatever comes after. */
  async apply(companyId: bigint, assignment: string): Promise<void> {
    while (await this.#database.agency('system', (unit) => this.#applyNext(unit, companyId, assignment)));
  }

  async #applyNext(unit: Unit, companyId: bigint, uid: string): Promise<boolean> {
    await lockMessages(unit, companyId, uid)
    const next = await nextMessage(unit, companyId, uid)
    if (!next) return false
    const now = this.#clock.now()
    const moment = { today: helsinkiToday(now), now }
    const message = toAgency.parse(next.message)
    const practice = await loadPractice(unit)
    const book = await lockBookByUid(unit, companyId, uid)
    if (message.kind === 'MATERIAL') {
      if (book) throw new Error('Material came twice for one assignment.')
      await openAssignment(unit, companyId, message, moment, practice)
    } else {
      if (!book) throw new Error('The first message of an assignment is its material.')
      await applyTo(unit, book, message, moment, practice)
    }
    await markApplied(unit, companyId, uid, next.id, now)
    return true
  }
}

type Later = Exclude<ToAgency, { kind: 'MATERIAL' }>

async function applyTo(unit: Unit, book: Book, message: Later, moment: Moment, practice: Practice): Promise<void> {
  if (message.kind === 'RECALL_REQUEST' || message.kind === 'CREDIT_LOSS_REQUEST') {
    return takeRequest(unit, book, message, moment)
  }
  if (message.kind === 'EMAIL_CONSENT') return takeConsent(unit, book, message)
  if (message.kind === 'DISPUTE') return takeDispute(unit, book, message, moment, practice)
  const isFollowed = await isFollowedBy(unit, book.assignment)
  await recordAndTell(unit, book, draftsFor(book, message, { ...moment, isFollowed }, practice), moment.now)
}

type Money = Exclude<Later, { kind: 'RECALL_REQUEST' | 'CREDIT_LOSS_REQUEST' | 'DISPUTE' | 'EMAIL_CONSENT' }>

function draftsFor(book: Book, message: Money, at: Moment & { isFollowed: boolean }, practice: Practice): Draft[] {
  const { today, isFollowed } = at
  if (message.kind === 'DUE_DATE_CHANGE') return moveDueDate(book, calendarDate(message.body.dueOn), today, practice)
  if (message.body.amount.currency !== book.assignment.currency) {
    return [{ type: TYPE[message.kind], on: today, amount: null, note: 'CURRENCY_DIFFERS', lines: [], patch: {} }]
  }
  const amount = centsOf(message.body.amount)
  if (message.kind === 'DIRECT_PAYMENT_REVERSED') {
    const { paymentId, reversedOn, countedIn } = message.body
    const reversal = { key: paymentId, amount, on: calendarDate(reversedOn), type: 'DIRECT_PAYMENT_REVERSED' as const }
    return [(countedIn ? addPrincipal : reverse)(book, { ...reversal, isFollowed }, practice)]
  }
  if (message.kind === 'CREDIT_NOTE_REVERSED') {
    const { number, reversedOn, countedIn } = message.body
    const reversal = { key: creditKey(number), amount, on: calendarDate(reversedOn), type: 'CREDIT_NOTE' as const }
    return [(countedIn ? addPrincipal : reverse)(book, { ...reversal, isFollowed }, practice)]
  }
  return pay(book, paymentOf(message, amount), practice).drafts
}

const TYPE = {
  DIRECT_PAYMENT: 'DIRECT_PAYMENT',
  DIRECT_PAYMENT_REVERSED: 'DIRECT_PAYMENT_REVERSED',
  CREDIT_NOTE: 'CREDIT_NOTE',
  CREDIT_NOTE_REVERSED: 'CREDIT_NOTE',
} as const

function paymentOf(
  message: Extract<Money, { kind: 'DIRECT_PAYMENT' | 'CREDIT_NOTE' }>,
  amount: bigint,
): IncomingPayment {
  if (message.kind === 'CREDIT_NOTE') {
    return { kind: 'CREDIT', amount, on: calendarDate(message.body.creditedOn), key: creditKey(message.body.number) }
  }
  return { kind: 'DIRECT_PAYMENT', amount, on: calendarDate(message.body.paidOn), key: message.body.paymentId }
}

/** Letters from now on go by it; those on their way are looked at when they are mailed. */
async function takeConsent(
  unit: Unit,
  { assignment }: Book,
  { body }: Extract<Later, { kind: 'EMAIL_CONSENT' }>,
): Promise<void> {
  const { email, ...emailConsent } = body
  await patchAssignment(unit, assignment, { debtor: { ...assignment.debtor, email, emailConsent } })
}

const creditKey = (number: string): string => `credit ${number}`

type DisputeMessage = Extract<Later, { kind: 'DISPUTE' }>

/**
 * The debtor's dispute, told by the creditor, stops collection. What is disputed already has nothing to stop; of what has
 * ended the creditor hears that its message is returned.
 */
async function takeDispute(
  unit: Unit,
  book: Book,
  { body }: DisputeMessage,
  { today, now }: Moment,
  practice: Practice,
): Promise<void> {
  const { reason } = body
  const drafts = dispute(book, reason, today, practice)
  if (!drafts.ok) {
    await insertEvent(unit, book.assignment, { type: 'DISPUTE_REPORTED', on: today, amount: null, note: reason }, now)
    if (book.assignment.stage === 'CLOSED') await recordAndTell(unit, book, [returned(today)], now)
    return
  }
  const raised = { raisedBy: 'CREDITOR', reason, raisedOn: calendarDate(body.raisedOn) } as const
  await insertDispute(unit, book.assignment, raised)
  await recordAndTell(unit, book, drafts.value, now)
}

const returned = (on: CalendarDate): Draft => {
  return { type: 'DISPUTE_ANSWERED', on, amount: null, note: 'ALREADY_CLOSED', lines: [], patch: {} }
}

type RequestMessage = Extract<Later, { kind: 'RECALL_REQUEST' | 'CREDIT_LOSS_REQUEST' }>

/** A question waits for staff. What has ended cannot be ended: then the answer is given at once. */
async function takeRequest(unit: Unit, book: Book, message: RequestMessage, { today, now }: Moment): Promise<void> {
  const { assignment } = book
  const kind = message.kind === 'RECALL_REQUEST' ? 'RECALL' : 'CREDIT_LOSS'
  const { reason } = message.body
  await insertEvent(unit, assignment, { type: `${kind}_REQUESTED`, on: today, amount: null, note: reason }, now)
  if (assignment.stage !== 'CLOSED') {
    await insertRequest(unit, assignment, { kind, reason, requestedOn: message.body.requestedOn }, now)
    return
  }
  const answer = { confirmed: false, answeredOn: today, note: 'ALREADY_CLOSED', postings: [], state: stateOf(book) }
  await insertEvent(unit, assignment, { type: `${kind}_REFUSED`, on: today, amount: null, note: answer.note }, now)
  if (kind === 'CREDIT_LOSS') return putMessage(unit, assignment, { kind: 'CREDIT_LOSS_ANSWER', body: answer }, now)
  const body = { ...answer, charged: amountOf(0n, assignment.currency) }
  await putMessage(unit, assignment, { kind: 'RECALL_ANSWER', body }, now)
}
