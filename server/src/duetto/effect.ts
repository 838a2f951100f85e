import type { Amount } from '../exchange/messages/envelope.ts'
import type { FromAgency, MessageLetter, MessagePosting, MessageState } from '../exchange/messages/fromAgency.ts'
import { type CalendarDate, calendarDate } from '../kernel/calendarDate.ts'
import { type Money, parseDecimal, sum } from '../kernel/money.ts'

/** What can happen to an assignment, as its history shows it. */
export const assignmentEventTypes = [
  'SENT',
  'RECEIVED',
  'REFUSED',
  'REMINDER_SENT',
  'NOTICE_SENT',
  'COLLECTION_LETTER_SENT',
  'PAYMENT_TO_AGENCY',
  'DIRECT_PAYMENT',
  'DIRECT_PAYMENT_REVERSED',
  'CREDIT_NOTE',
  'DUE_DATE_CHANGED',
  'RECALL_REQUESTED',
  'RECALL_CONFIRMED',
  'RECALL_REFUSED',
  'CREDIT_LOSS_REQUESTED',
  'CREDIT_LOSS_CONFIRMED',
  'CREDIT_LOSS_REFUSED',
  'SETTLED',
  'STEP_POSTPONED',
  'CLOSED',
] as const
export type AssignmentEventType = (typeof assignmentEventTypes)[number]

export interface EffectEvent {
  readonly uid: string
  readonly type: AssignmentEventType
  readonly on: CalendarDate
  readonly at: Date
  readonly amount: Money | null
  readonly note: string | null
}

export interface SettlementLine {
  readonly settlementUid: string
  readonly ordinal: number
  readonly settledOn: CalendarDate
  readonly reference: string | null
  readonly amount: Money
}

/** What a message of the agency changes in the company's copy of the assignment. */
export interface Effect {
  readonly event: EffectEvent
  readonly postings: readonly MessagePosting[]
  readonly letter: MessageLetter | null
  readonly lines: readonly SettlementLine[]
  readonly state: MessageState
  /** The status that the ledger shows from now on; null: unchanged. */
  readonly collectionStatus: 'REMINDED' | 'REQUESTED' | 'COLLECTED' | null
  readonly agency: { readonly reference: string | null; readonly iban: string | null } | null
  readonly recall: 'CONFIRMED' | 'REFUSED' | null
  readonly creditLoss: 'CONFIRMED' | 'REFUSED' | null
}

export function effectOf(message: FromAgency): Effect {
  const base = {
    postings: [],
    letter: null,
    lines: [],
    state: message.body.state,
    collectionStatus: null,
    agency: null,
    recall: null,
    creditLoss: null,
  }
  const event = (
    type: AssignmentEventType,
    on: string,
    amount: Amount | null,
    note: string | null,
    uid = message.id,
  ): EffectEvent => ({
    uid,
    type,
    on: calendarDate(on),
    at: new Date(message.sentAt),
    amount: amount && amountOf(amount),
    note,
  })
  switch (message.kind) {
    case 'ACKNOWLEDGEMENT': {
      const { accepted, receivedOn, refusal, agencyReference, agencyIban, postings } = message.body
      const note = refusal ? `${refusal.code}: ${refusal.message}` : null
      const agency = { reference: agencyReference, iban: agencyIban }
      return { ...base, postings, agency, event: event(accepted ? 'RECEIVED' : 'REFUSED', receivedOn, null, note) }
    }
    case 'EVENT': {
      const { event: told, postings, letter, collectionStatus } = message.body
      return {
        ...base,
        postings,
        letter,
        collectionStatus,
        event: event(told.type, told.on, told.amount, told.note, told.id),
      }
    }
    case 'SETTLEMENT': {
      const lines = message.body.lines.map((line) => ({
        settlementUid: message.body.settlementId,
        ordinal: line.ordinal,
        settledOn: calendarDate(message.body.settledOn),
        reference: line.reference,
        amount: amountOf(line.amount),
      }))
      return {
        ...base,
        lines,
        event: { ...event('SETTLED', message.body.settledOn, null, null), amount: sumOf(lines) },
      }
    }
    case 'RECALL_ANSWER': {
      const { confirmed, answeredOn, note, charged, postings } = message.body
      const recall = confirmed ? 'CONFIRMED' : 'REFUSED'
      return {
        ...base,
        postings,
        recall,
        event: event(`RECALL_${recall}`, answeredOn, confirmed ? charged : null, note),
      }
    }
    case 'CREDIT_LOSS_ANSWER': {
      const { confirmed, answeredOn, note, postings } = message.body
      const creditLoss = confirmed ? 'CONFIRMED' : 'REFUSED'
      return { ...base, postings, creditLoss, event: event(`CREDIT_LOSS_${creditLoss}`, answeredOn, null, note) }
    }
  }
}

/** The schema of messages lets only exact amounts through. */
export function amountOf(amount: Amount): Money {
  const parsed = parseDecimal(amount.amount, amount.currency)
  if (!parsed) throw new RangeError('Not an amount of two decimals')
  return parsed
}

function sumOf(lines: readonly SettlementLine[]): Money | null {
  const [first] = lines
  if (!first) return null
  return sum(
    lines.map((line) => line.amount),
    first.amount.currency,
  )
}

/** Amounts of the message that are not in the assignment's currency cannot be posted: CURRENCY_DIFFERS. */
export function isInCurrency(effect: Effect, currency: string): boolean {
  const amounts = [
    ...effect.postings.map((posting) => posting.amount.currency),
    ...effect.lines.map((line) => line.amount.currency),
    ...(effect.letter ? [effect.letter.total.currency] : []),
  ]
  return amounts.every((found) => found === currency)
}
