import type { Amount } from '../../exchange/messages/envelope.ts'
import type { Material } from '../../exchange/messages/toAgency.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { calendarDate } from '../../kernel/calendarDate.ts'
import { money, parseDecimal } from '../../kernel/money.ts'
import type { UserError } from '../../kernel/result.ts'
import { askStep } from '../../statute/ask.ts'
import type { StepKind } from '../../statute/facts.ts'
import { prescription } from '../../statute/prescription.ts'
import type { Practice } from '../settings.ts'
import type { Assignment, Book, Step } from './assignment.ts'
import { factsOf } from './facts.ts'
import type { Line } from './posting.ts'
import { balanceOf, openCosts } from './posting.ts'

export function centsOf(amount: Amount): bigint {
  const parsed = parseDecimal(amount.amount, amount.currency)
  if (!parsed) throw new RangeError('Not an amount of two decimals.')
  return parsed.minor
}

export const LETTER_KIND: Readonly<Record<'REMINDER' | 'NOTICE', StepKind>> = {
  REMINDER: 'REMINDER',
  NOTICE: 'PAYMENT_NOTICE',
}

/** Letters before the hand-over: those of the assignment that this one follows, and what the material tells beyond. */
export function earlierSteps(material: Material['body'], previous: Book | undefined): Step[] {
  const known = (previous?.steps ?? []).map((step): Step => ({ ...step, byAgency: false }))
  const isKnown = (kind: StepKind, sentOn: string) => known.some((step) => step.kind === kind && step.sentOn === sentOn)
  const told = material.earlierLetters.map(({ kind, sentOn, cost }): Step => {
    const charged = money(cost ? centsOf(cost) : 0n, material.invoice.open.currency)
    return { kind: LETTER_KIND[kind], sentOn: calendarDate(sentOn), charged, byAgency: false }
  })
  return [...known, ...told.filter((step) => !isKnown(step.kind, step.sentOn))]
}

/**
 * Costs that the debtor left unpaid when the invoice was returned are asked again, with the sections that justified
 * them. The newest are the unpaid ones, for the oldest are paid first.
 */
function carriedCosts(previous: Book | undefined, on: CalendarDate): Line[] {
  if (previous?.assignment.closeReason !== 'RETURNED') return []
  const left = new Map(openCosts(previous.postings).map(({ beneficiary, open }) => [beneficiary, open]))
  const asked = previous.postings.filter(
    (line) => line.component === 'COSTS' && line.amount > 0n && line.section !== null,
  )
  const carried = asked.toReversed().flatMap((line): Line[] => {
    const open = left.get(line.beneficiary) ?? 0n
    const amount = open < line.amount ? open : line.amount
    left.set(line.beneficiary, open - amount)
    const { kind, component, beneficiary, section } = line
    return amount > 0n ? [{ kind, component, beneficiary, amount, on, section }] : []
  })
  return carried.toReversed()
}

/** Interest that the debtor has paid for the same invoice, in cents. */
export function interestPaid(previous: Book | undefined): bigint {
  if (!previous) return 0n
  const paid = previous.postings.filter((line) => line.component === 'INTEREST' && line.kind !== 'LATE_INTEREST')
  return previous.assignment.interestBefore - balanceOf(paid)
}

/** What the debtor owes at the hand-over: the principal, and costs that came along. */
export function openingLines(material: Material['body'], previous: Book | undefined, on: CalendarDate): Line[] {
  const amount = centsOf(material.invoice.open)
  const principal: Line = {
    kind: 'PRINCIPAL',
    component: 'PRINCIPAL',
    beneficiary: 'CREDITOR',
    amount,
    on,
    section: null,
  }
  return [...(amount === 0n ? [] : [principal]), ...carriedCosts(previous, on)]
}

interface Circumstances {
  readonly creditorState: 'ACTIVE' | 'BLOCKED'
  readonly isRunning: boolean
}

/** Why the agency does not take the assignment; undefined when it does. `book` is as it would be opened. */
export function refusalOf(
  book: Book,
  circumstances: Circumstances,
  on: CalendarDate,
  practice: Practice,
): UserError | undefined {
  if (circumstances.creditorState === 'BLOCKED') {
    return {
      code: 'CREDITOR_BLOCKED',
      message: 'The agency takes no assignments from this creditor now. Ask the service.',
    }
  }
  if (circumstances.isRunning) {
    return { code: 'DUPLICATE', message: 'An assignment of the same invoice is running.' }
  }
  if (balanceOf(book.postings.filter((line) => line.kind === 'PRINCIPAL')) <= 0n) {
    return { code: 'NOTHING_OPEN', message: 'Nothing of the invoice is unpaid.' }
  }
  const limitation = prescription(factsOf(book), on)
  if (limitation?.prescribed) {
    return {
      code: 'PRESCRIBED',
      message: `The debt became time-barred after ${limitation.expiresOn} and may not be collected.`,
    }
  }
  return lawfulStart(book.assignment, book, on, practice)
}

/** A consumer must have been reminded before a payment demand (513/1999 5 §); no waiting helps without a reminder. */
function lawfulStart(assignment: Assignment, book: Book, on: CalendarDate, practice: Practice): UserError | undefined {
  if (assignment.service === 'REMINDER') return undefined
  const reason = askStep(factsOf(book), 'PAYMENT_DEMAND', on, practice.rates).reasons.find(
    ({ code }) => code === 'REMINDER_MISSING',
  )
  return reason && { code: reason.code, message: reason.text }
}
