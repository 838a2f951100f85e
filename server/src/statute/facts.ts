import type { CalendarDate } from '../kernel/calendarDate.ts'
import { compare, type Money, money, subtract } from '../kernel/money.ts'

/** Whose debt it is decides the caps: a consumer's (513/1999 3 §) or anyone else's. */
export type CostRegime = 'CONSUMER' | 'OTHER'

/** A payment notice (maksuhuomautus) is a reminder in law; the law knows no second word. */
export const stepKinds = [
  'REMINDER',
  'PAYMENT_NOTICE',
  'PAYMENT_DEMAND',
  'SECOND_DEMAND',
  'EXTENSION',
  'PAYMENT_PLAN',
  'TRATTA',
  'BANKRUPTCY_DEMAND',
] as const
export type StepKind = (typeof stepKinds)[number]

/** Something that was done to collect the receivable, by the creditor or by an agency. */
export interface StepTaken {
  readonly kind: StepKind
  readonly sentOn: CalendarDate
  /** What the debtor was asked to pay for it; zero if nothing. */
  readonly charged: Money
  /** Its cost before netting against the standard compensation (10 i §); `charged` when absent. */
  readonly cost?: Money
  /** Last day of the time to pay that it set: a tratta needs one in an earlier reminder (7 §). */
  readonly payBy?: CalendarDate
  /** A reminder by phone, SMS or the like; absent means in writing or another durable form. */
  readonly reminderOther?: boolean
}

/** A payment or credit note, by the part of it that went to the principal. */
export interface PrincipalPayment {
  /** The day the payment was made. */
  readonly on: CalendarDate
  readonly principal: Money
}

/** What the law asks about a receivable. All amounts are in one currency. */
export interface ReceivableFacts {
  readonly regime: CostRegime
  /** Goods or services between traders, or bought by a contracting entity from a trader (30/2013). */
  readonly commercialContract: boolean
  readonly publicLaw: boolean
  /** Enforceable without a judgment (3 a §): lower caps. */
  readonly directlyEnforceable: boolean
  readonly creditorMayDeductVat: boolean
  /** The receivable without interest and costs, before payments and credit notes. */
  readonly principal: Money
  /** Absent when unknown. */
  readonly invoiceSentOn?: CalendarDate
  readonly dueDate: CalendarDate
  /** Agreed beforehand (633/1982 5 §), not set by the invoice alone (6 §). */
  readonly dueDateBinding: boolean
  readonly history: readonly StepTaken[]
  readonly payments: readonly PrincipalPayment[]
  /** Disputed with a reason that is not clearly irrelevant (4 b §) and not yet answered. */
  readonly disputed: boolean
  /** The day a consumer asked in a durable form for suspension and transfer to court (4 c §). */
  readonly suspendedOn?: CalendarDate
  /** Who collects: a professional (default), or a company of the creditor's own group (411/2018 2 §). */
  readonly collector?: 'PROFESSIONAL' | 'GROUP'
  /** Standard compensation already asked of the debtor (10 i §). */
  readonly compensationCharged?: Money
  /** Debtor is a natural person; the regime decides when absent. */
  readonly debtorIsNaturalPerson?: boolean
  readonly creditorIsNaturalPerson?: boolean
  /** Days on which the debtor admitted or agreed on the debt, or a payment shows it (728/2003 10 §). */
  readonly acknowledgedOn?: readonly CalendarDate[]
  readonly judgmentOn?: CalendarDate
  /** Late interest agreed in the contract, basis points a year (11.5 % = 1150). A consumer's never exceeds the legal rate. */
  readonly agreedInterest?: bigint
  /** Contractual interest that ran before the due date, basis points; a higher one goes on (633/1982 4 § 2). */
  readonly interestBeforeDue?: bigint
  /** False when an invoice to a consumer whose due date is not binding did not state the interest (6 §): none runs. */
  readonly interestStated?: boolean
  /**
   * Puts VAT on top of consumer caps too when the creditor may not deduct it. Whether the law allows it was not
   * verified, so it is off unless set.
   */
  readonly vatOnTopOfConsumerCaps?: boolean
}

const REMINDERS: readonly StepKind[] = ['REMINDER', 'PAYMENT_NOTICE']
const DEMANDS: readonly StepKind[] = ['PAYMENT_DEMAND', 'SECOND_DEMAND']

export const isReminder = (kind: StepKind): boolean => REMINDERS.includes(kind)
export const isDemand = (kind: StepKind): boolean => DEMANDS.includes(kind)

/** Cost of a step before netting. */
export function grossCost(step: StepTaken): Money {
  return step.cost ?? step.charged
}

/** Did the step cost the debtor something, be it inside the standard compensation? */
export function isCharged(step: StepTaken): boolean {
  return grossCost(step).minor > 0n
}

/** Principal still open at the end of a day, never below zero. */
export function openPrincipal(facts: ReceivableFacts, on: CalendarDate): Money {
  const paid = facts.payments.filter((payment) => payment.on <= on)
  const open = paid.reduce((rest, payment) => subtract(rest, payment.principal), facts.principal)
  const none = money(0n, facts.principal.currency)
  return compare(open, none) < 0 ? none : open
}

/** Steps sent on a day or before it. */
export function stepsUntil(facts: ReceivableFacts, on: CalendarDate): readonly StepTaken[] {
  return facts.history.filter((step) => step.sentOn <= on)
}
