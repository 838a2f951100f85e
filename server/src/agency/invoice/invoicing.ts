import { createHash, randomUUID } from 'node:crypto'
import { auditStaff } from '../../access/staffAudit.ts'
import { addDays, type CalendarDate } from '../../kernel/calendarDate.ts'
import { formatDecimal, money, parseDecimal } from '../../kernel/money.ts'
import { makeReference } from '../../kernel/referenceNumber.ts'
import { err, NotFound, ok, type Result } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import { amountOf } from '../amount.ts'
import { invoicePdf } from '../letter/print/invoicePdf.ts'
import { putAccountMessage } from '../road/accountMessage.ts'
import { lockCreditor, nextReferenceBase } from '../settlement/claim.store.ts'
import { staffActor, staffReader } from '../staff.ts'
import {
  chargedRecalls,
  collectedCosts,
  creditorsToInvoice,
  invoicedCosts,
  pricesForInvoices,
  sentMaterial,
} from './charge.store.ts'
import {
  type InvoiceHead,
  type InvoiceRow,
  insertInvoice,
  invoiceFile,
  invoiceOf,
  listInvoices,
  newestCard,
  nextInvoiceNumber,
  openInvoiceOf,
  ownAccountOn,
} from './invoice.store.ts'
import { type Charge, collectedCharges, invoiceSums, percentText, recallCharges, transferCharges } from './invoice.ts'
import { invoiceFinvoice } from './invoiceFinvoice.ts'
import { payInvoice } from './invoicePayment.ts'
import { moneyTermsOn } from './moneyTerms.store.ts'

/** How long a creditor has to pay. */
const TERM_DAYS = 14

export interface InvoiceFilter {
  readonly companyId: bigint | null
  readonly isOpen: boolean
}

export interface RecordedPayment {
  readonly companyId: bigint
  readonly id: bigint
  /** Decimal euros; all that is open when null. */
  readonly amount: string | null
  readonly paidOn: CalendarDate
}

/** Invoices of the agency's to creditors: fees, and the VAT of its costs, which no debtor is asked for. */
export class Invoicing {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Staff only. */
  list(scope: Scope, filter: InvoiceFilter, page: Page): Promise<InvoiceRow[]> {
    return this.#database.agency(staffReader(scope), (unit) => listInvoices(unit, filter, page))
  }

  /** Whether there has ever been an invoice. */
  async hasBegun(): Promise<boolean> {
    const row = await this.#database.agency('system', (unit) =>
      unit.row('SELECT 1 FROM agency.invoice LIMIT 1', [], 'agency.hasInvoices'),
    )
    return row !== undefined
  }

  /** Staff only. The bytes as they were sent. */
  file(
    scope: Scope,
    uid: string,
    form: 'pdf' | 'finvoice',
  ): Promise<{ content: Buffer; number: bigint; companyId: bigint } | undefined> {
    return this.#database.agency(staffReader(scope), (unit) => invoiceFile(unit, uid, form))
  }

  /** Staff only. As `invoice`. Errors: PERIOD_OPEN. */
  async run(scope: Scope, periodEnd: CalendarDate): Promise<Result<InvoiceHead[]>> {
    const actor = staffActor(scope)
    if (periodEnd >= scope.today) {
      return err({ code: 'PERIOD_OPEN', message: 'The day has not passed: more may come of it.', field: 'periodEnd' })
    }
    const made = await this.invoice(periodEnd, scope.today)
    const sum = made.reduce((total, { payable }) => total + payable, 0n)
    const after = { periodEnd, invoices: `${made.length}`, amount: formatDecimal(money(sum)) }
    await this.#database.agency(actor, (unit) => auditStaff(unit, scope, { action: 'AGENCY_INVOICES_MADE', after }))
    return ok(made)
  }

  /**
   * One invoice to each creditor of everything until a day that was not invoiced before; a second run finds nothing. What
   * comes to nothing or below waits for the next one. One transaction per creditor.
   */
  async invoice(periodEnd: CalendarDate, today: CalendarDate): Promise<InvoiceHead[]> {
    const creditors = await this.#database.agency('system', creditorsToInvoice)
    const made: InvoiceHead[] = []
    for (const companyId of creditors) {
      const head = await this.#database.agency('system', (unit) => this.#invoiceOne(unit, companyId, periodEnd, today))
      if (head) made.push(head)
    }
    return made
  }

  async #invoiceOne(
    unit: Unit,
    companyId: bigint,
    periodEnd: CalendarDate,
    today: CalendarDate,
  ): Promise<InvoiceHead | undefined> {
    await lockCreditor(unit, companyId)
    const charges = await openCharges(unit, companyId, periodEnd)
    const sums = invoiceSums(charges)
    const buyer = await newestCard(unit, companyId)
    if (!buyer || sums.payable <= 0n) return undefined
    const terms = await moneyTermsOn(unit, companyId, today)
    const head: InvoiceHead = {
      ...{
        companyId,
        uid: randomUUID(),
        issuedOn: today,
        dueOn: addDays(today, TERM_DAYS),
        periodEnd,
        currency: 'EUR',
      },
      ...{ ...sums, way: terms.way, language: terms.language, iban: await ownAccountOn(unit, today) },
      reference: makeReference(await nextReferenceBase(unit)),
      number: await nextInvoiceNumber(unit),
    }
    const content = { head, buyer, charges }
    const [pdf, finvoice] = [await invoicePdf(content), invoiceFinvoice(content)]
    const [pdfSha256, finvoiceSha256] = [digest(pdf), digest(finvoice)]
    const now = this.#clock.now()
    await insertInvoice(unit, { ...head, buyer, pdf, pdfSha256, finvoice, finvoiceSha256 }, charges, now)
    await tell(unit, head, charges, { pdf, pdfSha256, finvoice, finvoiceSha256 }, now)
    return head
  }

  /**
   * Staff only. A payment of an invoice that came to the agency's own account. Throws NotFound. Errors: AMOUNT_INVALID,
   * NOTHING_OPEN, ABOVE_OPEN.
   */
  recordPayment(scope: Scope, { companyId, id, amount, paidOn }: RecordedPayment): Promise<Result<InvoiceRow>> {
    return this.#database.agency(staffActor(scope), async (unit) => {
      await lockCreditor(unit, companyId)
      const invoice = await openInvoiceOf(unit, companyId, id)
      if (!invoice) throw new NotFound('There is no such invoice.')
      if (invoice.open <= 0n) return err({ code: 'NOTHING_OPEN', message: 'The invoice has been paid.' })
      const cents = amount === null ? invoice.open : parseDecimal(amount, invoice.currency)?.minor
      if (cents === undefined || cents <= 0n) {
        return err({ code: 'AMOUNT_INVALID', message: 'Give an amount above zero.', field: 'amount' })
      }
      if (cents > invoice.open) {
        return err({ code: 'ABOVE_OPEN', message: 'It is more than what is open of the invoice.', field: 'amount' })
      }
      await payInvoice(unit, invoice, { kind: 'OWN_ACCOUNT', on: paidOn, amount: cents }, this.#clock.now())
      const subject = { type: 'AgencyInvoice', id, name: invoice.number.toString() }
      const after = { amount: formatDecimal(money(cents, invoice.currency)), paidOn }
      await auditStaff(unit, scope, { action: 'INVOICE_PAYMENT_RECORDED', companyId, subject, after })
      return ok((await invoiceOf(unit, companyId, id)) as InvoiceRow)
    })
  }
}

/** Everything until a day that no invoice has had, in the order of the days. */
async function openCharges(unit: Unit, companyId: bigint, until: CalendarDate): Promise<Charge[]> {
  const prices = await pricesForInvoices(unit)
  const charges = [
    ...transferCharges(await sentMaterial(unit, companyId, until), prices),
    ...recallCharges(await chargedRecalls(unit, companyId, until), prices),
    ...collectedCharges(await collectedCosts(unit, companyId, until), await invoicedCosts(unit, companyId)),
  ]
  return charges.toSorted((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0))
}

function digest(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

async function tell(
  unit: Unit,
  head: InvoiceHead,
  charges: readonly Charge[],
  files: Readonly<Record<'pdf' | 'pdfSha256' | 'finvoice' | 'finvoiceSha256', Buffer>>,
  now: Date,
): Promise<void> {
  const amount = (cents: bigint) => amountOf(cents, head.currency)
  const file = (bytes: Buffer, sha256: Buffer) => ({
    sha256: sha256.toString('hex'),
    bytes: bytes.length,
    content: null,
  })
  const { issuedOn, dueOn, periodEnd, way, iban, reference } = head
  const body = {
    ...{ invoiceId: head.uid, number: head.number.toString(), issuedOn, dueOn, periodEnd, way, iban, reference },
    ...{ net: amount(head.net), vat: amount(head.vat) },
    ...{ paidByDebtors: amount(head.paidByDebtors), payable: amount(head.payable) },
    lines: charges.map(({ kind, on, count, invoiceNumber, net, basisPoints, vat, paidByDebtor }) => ({
      ...{ kind, on, count, invoiceNumber, net: amount(net), vatPercent: percentText(basisPoints), vat: amount(vat) },
      paidByDebtor: amount(paidByDebtor),
    })),
    pdf: file(files.pdf, files.pdfSha256),
    finvoice: file(files.finvoice, files.finvoiceSha256),
  }
  await putAccountMessage(unit, head.companyId, { kind: 'AGENCY_INVOICE', body }, now)
}
