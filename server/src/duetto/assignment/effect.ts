import type { Amount } from '../../exchange/messages/envelope.ts'
import type {
  FromAgency,
  MessageCost,
  MessageLetter,
  MessagePosting,
  MessageState,
} from '../../exchange/messages/fromAgency.ts'
import { type CalendarDate, calendarDate } from '../../kernel/calendarDate.ts'
import { type Money, parseDecimal, sum } from '../../kernel/money.ts'
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

/** What a kind of message changes beside the state, which every message tells. */
type Change = Pick<Effect, 'event'> & Partial<Effect>

type Told<Kind extends FromAgency['kind']> = Extract<FromAgency, { kind: Kind }>

const UNCHANGED: Omit<Effect, 'event' | 'state' | 'collected'> = {
  postings: [],
  letter: null,
  lines: [],
  collectionStatus: null,
  agency: null,
  recall: null,
  creditLoss: null,
  surveillance: false,
  costs: [],
}

export function effectOf(message: FromAgency): Effect {
  const { state } = message.body
  return { ...UNCHANGED, state, collected: state.collected ? sharesOf(state.collected) : null, ...changeIn(message) }
}

function changeIn(message: FromAgency): Change {
  switch (message.kind) {
    case 'ACKNOWLEDGEMENT':
      return acknowledged(message)
    case 'EVENT':
      return happened(message)
    case 'SETTLEMENT':
      return settled(message)
    case 'RECALL_ANSWER':
      return recallAnswered(message)
    case 'CREDIT_LOSS_ANSWER':
      return creditLossAnswered(message)
  }
}

function acknowledged(message: Told<'ACKNOWLEDGEMENT'>): Change {
  const { accepted, receivedOn, refusal, agencyReference, agencyIban, costs = [], postings } = message.body
  const note = refusal ? `${refusal.code}: ${refusal.message}` : costNote(costs)
  const event = eventOf(message, { type: accepted ? 'RECEIVED' : 'REFUSED', on: receivedOn, note })
  return { event, postings, costs, agency: { reference: agencyReference, iban: agencyIban } }
}

function happened(message: Told<'EVENT'>): Change {
  const { event: told, postings, letter, collectionStatus } = message.body
  return { event: { ...eventOf(message, told), uid: told.id }, postings, letter, collectionStatus }
}

function settled(message: Told<'SETTLEMENT'>): Change {
  const { settlementId: settlementUid, settledOn } = message.body
  const lines = message.body.lines.map((line) => ({
    settlementUid,
    ordinal: line.ordinal,
    settledOn: calendarDate(settledOn),
    reference: line.reference,
    amount: amountOf(line.amount),
    ...settledDetail(line),
  }))
  const event = eventOf(message, { type: 'SETTLED', on: settledOn })
  return { event: { ...event, amount: sumOf(lines) }, lines }
}

function recallAnswered(message: Told<'RECALL_ANSWER'>): Change {
  const { confirmed, answeredOn: on, note, charged, postings } = message.body
  const recall = confirmed ? 'CONFIRMED' : 'REFUSED'
  const event = eventOf(message, { type: `RECALL_${recall}`, on, amount: confirmed ? charged : null, note })
  return { event, postings, recall }
}

function creditLossAnswered(message: Told<'CREDIT_LOSS_ANSWER'>): Change {
  const { confirmed, answeredOn: on, note, surveillance = false, postings } = message.body
  const creditLoss = confirmed ? 'CONFIRMED' : 'REFUSED'
  const event = eventOf(message, { type: `CREDIT_LOSS_${creditLoss}`, on, note })
  return { event, postings, creditLoss, surveillance }
}

interface ToldEvent {
  readonly type: AssignmentEventType
  readonly on: string
  readonly amount?: Amount | null
  readonly note?: string | null
}

function eventOf({ id, sentAt }: FromAgency, { type, on, amount, note = null }: ToldEvent): EffectEvent {
  return { uid: id, type, on: calendarDate(on), at: new Date(sentAt), amount: amount ? amountOf(amount) : null, note }
}

type ToldLine = Told<'SETTLEMENT'>['body']['lines'][number]

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
