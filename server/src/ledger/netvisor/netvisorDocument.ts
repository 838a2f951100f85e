import type { EInvoice, EInvoiceBuyer } from '../../exchange/finvoice/einvoice.ts'
import type { NetvisorCustomer } from '../../exchange/netvisor/customer.ts'
import type { NetvisorInvoice } from '../../exchange/netvisor/salesInvoice.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { money, negate } from '../../kernel/money.ts'
import { err, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { ReadDocument } from '../import/importPlan.ts'

/** The company as the seller of its invoices. */
export interface Seller {
  readonly businessId: string
  readonly name: string
  /** Its account, when it has exactly one known. */
  readonly iban: string | null
}

/** What Netvisor says of one invoice, from its list and from the invoice itself. */
export interface Described {
  readonly invoice: NetvisorInvoice
  readonly customer: NetvisorCustomer | undefined
  /** Unpaid by the list. */
  readonly open: bigint
  /** Paid in payments that are booked by themselves. */
  readonly booked: bigint
}

/** What stands for a file's name in the record of imports. */
const NETVISOR_NAME = 'Netvisor'

/**
 * A Netvisor invoice as the ledger takes it: what was paid of it before comes as one payment. Refused: what the ledger
 * would have to guess.
 */
export function documentFrom(seller: Seller, described: Described, today: CalendarDate): Result<ReadDocument> {
  const { invoice } = described
  const problem = problemOf(invoice)
  if (problem) return err(problem)
  const total = invoice.total.minor < 0n ? negate(invoice.total) : invoice.total
  const isCredit = invoice.total.minor < 0n
  const paid = isCredit ? 0n : paidBefore(total.minor, described)
  const { customer } = described
  const contactPerson = invoice.contactPerson ?? customer?.contactPersons[0]
  const document: EInvoice = {
    type: isCredit ? 'INV02' : 'INV01',
    origin: 'Original',
    number: invoice.number,
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn ?? invoice.issuedOn,
    currency: invoice.currency,
    total,
    paid: money(paid, invoice.currency),
    seller: {
      businessId: seller.businessId,
      names: [seller.name],
      accounts: seller.iban === null ? [] : [{ iban: seller.iban }],
      ...(invoice.auxiliaryName ? { tradingName: invoice.auxiliaryName } : {}),
    },
    buyer: buyerOf(invoice, customer),
    rows: invoice.rows,
    ...(invoice.reference ? { reference: invoice.reference } : {}),
    ...(invoice.credits?.number ? { originalInvoice: { number: invoice.credits.number } } : {}),
    ...(contactPerson ? { contactPerson } : {}),
    ...(customer?.language ? { language: customer.language } : {}),
  }
  return ok({
    source: 'NETVISOR',
    fileName: NETVISOR_NAME,
    line: 1,
    invoice: document,
    warnings: [],
    ...(paid > 0n ? { paidThrough: today } : {}),
  })
}

/** What was paid when the invoice came, from nothing to all of it. */
function paidBefore(total: bigint, { open, booked }: Described): bigint {
  const paid = total - open - booked
  return paid < 0n ? 0n : paid < total ? paid : total
}

/** The invoice's own address counts before the card's: it is where the invoice went. */
export function buyerOf({ customer: own }: Pick<NetvisorInvoice, 'customer'>, card?: NetvisorCustomer): EInvoiceBuyer {
  const hasOwn = own.town !== undefined && own.street.length > 0
  const { street, postCode, town, country } = hasOwn ? own : (card ?? own)
  const identifier = own.code ?? card?.code
  const businessId = own.businessId ?? card?.businessId
  return {
    name: own.name,
    address: {
      street,
      ...(postCode ? { postCode } : {}),
      ...(town ? { town } : {}),
      ...(country ? { countryCode: country } : {}),
    },
    ...(identifier ? { identifier } : {}),
    ...(businessId ? { businessId } : {}),
    ...(card?.email ? { email: card.email } : {}),
    ...(card?.phone ? { phone: card.phone } : {}),
  }
}

function problemOf(invoice: NetvisorInvoice): UserError | undefined {
  if (invoice.currency !== 'EUR') {
    const message = `Invoice ${invoice.number} is in ${invoice.currency}: Netvisor tells what is unpaid in euros only.`
    return { code: 'NETVISOR_CURRENCY', message }
  }
  if (invoice.total.minor === 0n) return { code: 'AMOUNT_ZERO', message: 'There is nothing to collect.' }
  if (invoice.total.minor > 0n && !invoice.dueOn)
    return { code: 'DUE_DATE_MISSING', message: `Invoice ${invoice.number} has no due date in Netvisor.` }
  if (invoice.number.length > 40) return { code: 'NUMBER_TOO_LONG', message: 'The invoice number is too long.' }
  return undefined
}
