import { nextBankingDay } from '../kernel/bankingDay.ts'
import { addDays, type CalendarDate } from '../kernel/calendarDate.ts'
import type { Move } from './bankBook.ts'
import type { Course } from './course.ts'
import type { CreditNote } from './documents.ts'
import type { DemoInvoice } from './invoices.ts'

type Paying = Extract<Course, { kind: 'PAYS' }>

function moveOf(invoice: DemoInvoice, days: number, amount: bigint): Move {
  const { customer, reference, dueOn, issuedOn } = invoice
  const on = addDays(dueOn, days)
  return {
    on: nextBankingDay(on > issuedOn ? on : addDays(issuedOn, 1)),
    amount,
    reference,
    payerName: customer.name,
    payerIban: customer.iban,
  }
}

/** What arrives on the company's account for an invoice that nobody has to collect. */
export function movesOf(invoice: DemoInvoice): Move[] {
  const { course, total } = invoice
  if (course.kind === 'CREDITED' && course.percent < 100) {
    return [moveOf(invoice, course.days + 5, total - creditedPart(total, course.percent))]
  }
  return course.kind === 'PAYS' ? paymentsOf(invoice, course) : []
}

function paymentsOf(invoice: DemoInvoice, { days, how }: Paying): Move[] {
  const { total, number } = invoice
  const whole = moveOf(invoice, days, total)
  switch (how) {
    case 'WHOLE':
      return [whole]
    case 'MORE':
      return [{ ...whole, amount: total + 1_000n }]
    case 'HALVES':
      return [moveOf(invoice, days, total / 2n), moveOf(invoice, days + 6, total - total / 2n)]
    case 'TWICE':
      return [whole, moveOf(invoice, days + 2, total)]
    case 'TAKEN_BACK':
      // Most pay a second time when they notice.
      return [
        whole,
        { ...moveOf(invoice, days + 4, total), isTakenBack: true },
        ...(Number(number) % 4 === 0 ? [] : [moveOf(invoice, days + 15, total)]),
      ]
    case 'WITHOUT_REFERENCE':
      return [{ ...whole, reference: null, message: `Lasku ${number}` }]
  }
}

function creditedPart(total: bigint, percent: number): bigint {
  return (total * BigInt(percent)) / 100n
}

/** The credit note that the company writes, if it writes one. */
export function creditNoteOf(invoice: DemoInvoice): CreditNote | undefined {
  const { course, total, number, dueOn, issuedOn } = invoice
  if (course.kind === 'CREDITED') {
    const day = addDays(dueOn, course.days)
    const on: CalendarDate = day > issuedOn ? day : addDays(issuedOn, 1)
    return { invoice, number: `H${number}`, on, amount: creditedPart(total, course.percent) }
  }
  const isCredited = (course.kind === 'SERVED' || course.kind === 'OWN_LETTERS') && course.reaction.isCredited
  // While the agency works on it: a rebate after a complaint.
  return isCredited
    ? { invoice, number: `H${number}`, on: addDays(dueOn, 40), amount: creditedPart(total, 15) }
    : undefined
}
