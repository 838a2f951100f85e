import type { CalendarDate } from '../kernel/calendarDate.ts'
import { makeReference } from '../kernel/referenceNumber.ts'
import { BankBook } from './bankBook.ts'
import { type DemoCompany, type DemoSize, makeCompanies } from './companies.ts'
import { makeCustomers } from './customers.ts'
import type { CreditNote } from './documents.ts'
import { type DemoInvoice, makeInvoices } from './invoices.ts'
import { creditNoteOf, movesOf } from './ledgerCourse.ts'

/** A company with all that will happen to it, before anything has. */
export interface Script {
  readonly company: DemoCompany
  /** Oldest first. */
  readonly invoices: readonly DemoInvoice[]
  /** Oldest first. */
  readonly creditNotes: readonly CreditNote[]
  readonly bank: BankBook
}

/** Writes the scripts of all companies. The same seed, size and period always give the same. */
export function writeScripts(
  seed: string,
  size: DemoSize,
  period: { readonly from: CalendarDate; readonly to: CalendarDate },
): Script[] {
  return makeCompanies(seed, size).map((company) => {
    const invoices = makeInvoices(seed, company, makeCustomers(seed, company), period)
    const creditNotes = invoices.flatMap((invoice) => creditNoteOf(invoice) ?? [])
    creditNotes.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    const bank = new BankBook(company.iban, 1_250_000n + BigInt(company.serial) * 37_500n)
    for (const invoice of invoices) for (const move of movesOf(invoice)) bank.add(move)
    addStrays(bank, company, period)
    return { company, invoices, creditNotes, bank }
  })
}

/** Payments that fit no invoice: problems to find. */
function addStrays(bank: BankBook, company: DemoCompany, period: { readonly to: CalendarDate }): void {
  if (company.serial % 5 !== 2) return
  const stray = {
    on: period.to,
    amount: 4_990n + BigInt(company.serial),
    payerName: 'Outi Tuntematon',
    payerIban: company.iban,
  }
  bank.add({ ...stray, reference: makeReference(`${9_000 + company.serial}77`) })
  bank.add({ ...stray, amount: 8_750n, reference: '9999999990' })
  bank.add({ ...stray, amount: 12_000n, reference: null, message: 'Kiitos hyvästä palvelusta' })
}
