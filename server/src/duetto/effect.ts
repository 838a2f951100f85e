import type { Amount } from '../exchange/messages/envelope.ts'
import type {
  FromAgency,
  MessageCost,
  MessageLetter,
  MessagePosting,
  MessageState,
} from '../exchange/messages/fromAgency.ts'
import { type CalendarDate, calendarDate } from '../kernel/calendarDate.ts'
import { type Money, parseDecimal, sum } from '../kernel/money.ts'
import type { Shares } from './allocation.ts'

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
  'SECOND_DEMAND_SENT',
  'EXTENSION_GRANTED',
  'PAYMENT_PLAN_MADE',
  'PAYMENT_PLAN_BROKEN',
  'DISPUTE_REPORTED',
  'DISPUTED',
  'DISPUTE_ANSWERED',
  'SUSPENDED',
  'RESUMED',
  'MAIL_RETURNED',
  'ADDRESS_CHANGED',
  'DEBTOR_DECEASED',
  'DEBTOR_INSOLVENT',
  'LEGAL_DECISION',
  'LEGAL_AUTHORISED',
  'AUTHORITY_FEE',
  'JUDGMENT',
  'SURVEILLANCE',
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
  /** What arrives at the bank with the reference. */
  readonly amount: Money
  readonly kind: 'SHARE' | 'CARRIED'
  /** What was collected for the company; below zero: it was paid too much before. */
  readonly share: Money
  /** The agency's costs that the debtor has paid, the VAT that the company bears on them, and the part held back. */
  readonly costs: Money
  readonly vat: Money
  readonly vatNetted: Money
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
  /** The credit loss is booked and the agency watches the debt further. */
  readonly surveillance: boolean
  /** What became of the costs of the company's own letters. */
  readonly costs: readonly MessageCost[]
  /** What the agency has collected for the company so far, in minor units; null: not told. */
  readonly collected: Shares | null
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
    surveillance: false,
    costs: [],
    collected: message.body.state.collected ? sharesOf(message.body.state.collected) : null,
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
      const { accepted, receivedOn, refusal, agencyReference, agencyIban, costs = [], postings } = message.body
      const note = refusal ? `${refusal.code}: ${refusal.message}` : costNote(costs)
      const agency = { reference: agencyReference, iban: agencyIban }
      return {
        ...base,
        postings,
        agency,
        costs,
        event: event(accepted ? 'RECEIVED' : 'REFUSED', receivedOn, null, note),
      }
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
        ...settledDetail(line),
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
      const { confirmed, answeredOn, note, surveillance = false, postings } = message.body
      const creditLoss = confirmed ? 'CONFIRMED' : 'REFUSED'
      return {
        ...base,
        postings,
        creditLoss,
        surveillance,
        event: event(`CREDIT_LOSS_${creditLoss}`, answeredOn, null, note),
      }
    }
  }
}

type ToldLine = Extract<FromAgency, { kind: 'SETTLEMENT' }>['body']['lines'][number]

/** A line without them was paid whole, and says nothing of costs. */
function settledDetail(line: ToldLine): Pick<SettlementLine, 'kind' | 'share' | 'costs' | 'vat' | 'vatNetted'> {
  const nothing = { amount: '0.00', currency: line.amount.currency }
  const vat = amountOf(line.vat ?? nothing)
  return {
    kind: line.kind ?? 'SHARE',
    share: amountOf(line.share ?? line.amount),
    costs: amountOf(line.costs ?? nothing),
    vat,
    vatNetted: line.vatNetted ? vat : amountOf(nothing),
  }
}

function sharesOf({ principal, interest, costs }: { readonly [Part in keyof Shares]: Amount }): Shares {
  return {
    principal: amountOf(principal).minor,
    interest: amountOf(interest).minor,
    costs: amountOf(costs).minor,
  }
}

/** Costs that the law does not allow stand in the history, each with its section. */
function costNote(costs: readonly MessageCost[]): string | null {
  const refused = costs.filter((cost) => !cost.accepted)
  if (refused.length === 0) return null
  return refused
    .map(({ kind, amount, section, message }) => `COST_REFUSED ${kind} ${amount.amount} (${section}): ${message}`)
    .join(' ')
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
    lines.map((line) => line.share),
    first.share.currency,
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
