import type { LetterChannel } from '../../exchange/messages/fromAgency.ts'
import { nextBankingDay } from '../../kernel/bankingDay.ts'
import { addDays, type CalendarDate, daysBetween } from '../../kernel/calendarDate.ts'
import { err, ok, type Result, type UserError } from '../../kernel/result.ts'

export const collectionStatuses = [
  'UNSENT',
  'OPEN',
  'OVERDUE',
  'REMINDED',
  'REQUESTED',
  'COLLECTED',
  'PAID',
  'CREDIT_LOSS',
] as const
export type CollectionStatus = (typeof collectionStatuses)[number]

export const statusReasons = [
  'IMPORTED',
  'FELL_DUE',
  'SET_BY_HAND',
  'PAID',
  'REOPENED',
  'CREDITED',
  'AGENCY',
  'NETVISOR',
  'RECALLED',
  'CREDIT_LOSS',
  'DISPUTED',
  'DISPUTE_ENDED',
  'DUE_DATE_CHANGED',
  'AUXILIARY_NAME_CHANGED',
  'AMOUNT_CHANGED',
] as const
export type StatusReason = (typeof statusReasons)[number]

/** The first day on which an invoice is late: a due date on a day without banking moves to the next banking day. */
export function overdueFrom(dueOn: CalendarDate): CalendarDate {
  return addDays(nextBankingDay(dueOn), 1)
}

/** How many days late an invoice is: 1 on the first day on which it is; 0 when nothing is unpaid. */
export function daysOverdue(
  { open, overdueFrom }: { readonly open: bigint; readonly overdueFrom: CalendarDate },
  today: CalendarDate,
): number {
  return open > 0n ? Math.max(daysBetween(overdueFrom, today) + 1, 0) : 0
}

/** What holds on a day, whether or not the nightly job has run. `ledger.status_on` says the same in SQL. */
export function statusOn(stored: CollectionStatus, overdue: CalendarDate, today: CalendarDate): CollectionStatus {
  return stored === 'OPEN' && overdue <= today ? 'OVERDUE' : stored
}

/**
 * What an invoice comes back to when its payment is taken back. `before` is the newest status of its history that was
 * neither PAID nor CREDIT_LOSS; letters that were sent stay sent, and between OPEN and OVERDUE the calendar decides.
 */
export function statusWhenReopened(
  before: CollectionStatus | undefined,
  overdue: CalendarDate,
  today: CalendarDate,
): CollectionStatus {
  if (before === 'REMINDED' || before === 'REQUESTED' || before === 'COLLECTED' || before === 'UNSENT') return before
  return statusOn('OPEN', overdue, today)
}

/** What holds once the due date is moved: between OPEN and OVERDUE the calendar decides, letters that were sent stay sent. */
export function statusWhenMoved(now: CollectionStatus, dueOn: CalendarDate, today: CalendarDate): CollectionStatus {
  return now === 'OPEN' || now === 'OVERDUE' ? statusOn('OPEN', overdueFrom(dueOn), today) : now
}

/**
 * What a person may set, from what holds today. OPEN turns to OVERDUE by the calendar and anything to PAID by payments,
 * so nobody sets those; a credit loss taken back is late again.
 */
const allowedByHand: Readonly<Record<CollectionStatus, readonly CollectionStatus[]>> = {
  UNSENT: ['OPEN'],
  OPEN: ['CREDIT_LOSS'],
  OVERDUE: ['REMINDED', 'REQUESTED', 'COLLECTED', 'CREDIT_LOSS'],
  REMINDED: ['OVERDUE', 'REQUESTED', 'COLLECTED', 'CREDIT_LOSS'],
  REQUESTED: ['OVERDUE', 'REMINDED', 'COLLECTED', 'CREDIT_LOSS'],
  COLLECTED: ['OVERDUE', 'REMINDED', 'REQUESTED', 'CREDIT_LOSS'],
  PAID: [],
  CREDIT_LOSS: ['OVERDUE'],
}

export function mayBeSetByHand(from: CollectionStatus, to: CollectionStatus): boolean {
  return allowedByHand[from].includes(to)
}

/** A letter that a person says was sent. */
export interface SentLetter {
  readonly sentOn: CalendarDate
  readonly channel: LetterChannel
  /** Minor units of the invoice's currency, 0 when nothing was asked for it. */
  readonly cost: bigint
}

export interface StatusWish {
  readonly status: CollectionStatus
  readonly on: CalendarDate | null
  readonly letterChannel: LetterChannel | null
  readonly letterCost: bigint | null
}

export interface StatusSituation {
  /** What holds today. */
  readonly status: CollectionStatus
  readonly inService: boolean
  readonly issuedOn: CalendarDate
  readonly overdueFrom: CalendarDate
  readonly today: CalendarDate
}

/** The day and, for REMINDED and REQUESTED, the letter of an allowed change by hand (requirement R4). */
export interface StatusByHand {
  readonly on: CalendarDate
  readonly letter: SentLetter | null
}

const needsLetter = (status: CollectionStatus): boolean => status === 'REMINDED' || status === 'REQUESTED'

export function statusByHand(now: StatusSituation, wish: StatusWish): Result<StatusByHand> {
  if (now.inService) {
    return refuse(
      'IN_SERVICE',
      'While the invoice is in the service, only the service changes its status. Follow its assignment, or ask for a recall.',
      'status',
    )
  }
  if (!mayBeSetByHand(now.status, wish.status)) {
    return refuse(
      'STATUS_NOT_ALLOWED',
      `The status cannot be changed by hand from ${now.status} to ${wish.status}.`,
      'status',
    )
  }
  const on = wish.on ?? now.today
  if (on > now.today) return refuse('DATE_IN_FUTURE', 'The date cannot be in the future.', 'on')
  if (on < now.issuedOn)
    return refuse('DAY_TOO_EARLY', `The invoice was issued on ${now.issuedOn}. Check the year.`, 'on')
  if (needsLetter(wish.status)) return letterByHand(now, wish)
  if (wish.letterChannel !== null || wish.letterCost !== null) {
    return refuse('LETTER_NOT_EXPECTED', `No letter belongs to the status ${wish.status}.`, 'letterChannel')
  }
  return ok({ on, letter: null })
}

function letterByHand(now: StatusSituation, wish: StatusWish): Result<StatusByHand> {
  const { on, letterChannel, letterCost } = wish
  if (on === null) return refuse('LETTER_DATE_MISSING', 'Give the day on which the letter was sent.', 'on')
  if (letterChannel === null) return refuse('LETTER_CHANNEL_MISSING', 'Say how the letter was sent.', 'letterChannel')
  if (letterCost === null)
    return refuse('LETTER_COST_MISSING', 'Give the cost of the letter, 0.00 for none.', 'letterCost')
  if (letterCost < 0n) return refuse('LETTER_COST_NEGATIVE', 'The cost of the letter cannot be negative.', 'letterCost')
  if (on < now.overdueFrom) {
    return refuse(
      'LETTER_BEFORE_OVERDUE',
      `A letter sent before ${now.overdueFrom} did not remind of a late payment.`,
      'on',
    )
  }
  return ok({ on, letter: { sentOn: on, channel: letterChannel, cost: letterCost } })
}

function refuse(code: string, message: string, field: string): { ok: false; error: UserError } {
  return err({ code, message, field })
}
