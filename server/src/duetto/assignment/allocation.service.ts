import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { type LedgerInvoice, lockInvoices } from '../../ledger/invoice/invoice.store.ts'
import type { InvoiceForSend } from '../../ledger/invoice/serviceLink.ts'
import type { ExpectedPayment } from '../../ledger/invoice/servicePort.ts'
import { type Beyond, beyondSum, NOTHING_BEYOND } from '../../ledger/payment/allocation.store.ts'
import { allocate, type NewPayment, type Writing, writePayments } from '../../ledger/payment/booking.ts'
import { SERVICE_AS_PAYER } from '../../ledger/payment/payment.service.ts'
import type { Unit } from '../../platform/database/unit.ts'
import {
  announcedLines,
  collectedAhead,
  collectedOf,
  divideLine,
  linesOf,
  linesToNet,
  markNetted,
  moneyFacts,
  openDebts,
} from './allocation.store.ts'
import { beyondOf, expectOf, lineShares, type OpenParts, type Shares } from './allocation.ts'

interface When {
  readonly on: CalendarDate
  readonly now: Date
}

/** Brings the invoice's principal in the ledger to what both sides have said of its money so far. */
export async function allocateMoney(unit: Unit, companyId: bigint, invoiceId: bigint, when: When): Promise<void> {
  const invoice = await locked(unit, companyId, invoiceId)
  const wanted = beyondOf(await moneyFacts(unit, companyId, invoiceId))
  // Money that the ledger alone knows of, and more of it than anything was owed for.
  const over = invoice.paid - invoice.total - beyondSum(wanted)
  const beyond = over > 0n ? { ...wanted, EXCESS: wanted.EXCESS + over } : wanted
  await allocate(writing(unit, companyId, when), invoice, beyond, when.on)
}

export interface AskableInvoice extends InvoiceForSend {
  /** All that was left has been paid to the agency, and its settlement is on the way. */
  readonly isPaidToAgency: boolean
}

/** What may be asked of the debtor: without what the agency has collected already and the company has not booked yet. */
export async function lessCollected(unit: Unit, invoices: readonly InvoiceForSend[]): Promise<AskableInvoice[]> {
  const rows = await collectedAhead(unit, invoices)
  return invoices.map((invoice) => {
    const ahead = rows.find((row) => row.companyId === invoice.companyId && row.invoiceId === invoice.id)?.ahead ?? 0n
    if (ahead === 0n) return { ...invoice, isPaidToAgency: false }
    const open = invoice.open > ahead ? invoice.open - ahead : 0n
    return { ...invoice, open, isPaidToAgency: open === 0n }
  })
}

/** Divides the settlement lines of an assignment that have just come by what their shares paid. */
export async function divideLines(unit: Unit, companyId: bigint, assignmentId: bigint): Promise<void> {
  const lines = await linesOf(unit, companyId, assignmentId)
  if (lines.every((line) => line.interest !== null)) return
  const collected = await collectedOf(unit, companyId, assignmentId)
  let before: Shares = { principal: 0n, interest: 0n, costs: 0n }
  for (const { id, share, interest, costs } of lines) {
    const own =
      interest === null || costs === null
        ? lineShares(share, collected, before)
        : { principal: share - interest - costs, interest, costs }
    if (interest === null) await divideLine(unit, companyId, id, own)
    before = {
      principal: before.principal + own.principal,
      interest: before.interest + own.interest,
      costs: before.costs + own.costs,
    }
  }
}

/**
 * What a settlement holds back never comes by the bank: it is booked without money, so that the company's own share is
 * booked whole. Of an invoice that was paid too much before, this takes back what was booked too much.
 */
export async function bookNetted(
  unit: Unit,
  companyId: bigint,
  { id, invoiceId }: { readonly id: bigint; readonly invoiceId: bigint },
  when: When,
): Promise<void> {
  for (const line of await linesToNet(unit, companyId, id)) {
    const invoice = await locked(unit, companyId, invoiceId)
    const payment = netting(invoiceId, line.held, when.on)
    const [paymentId] = await writePayments(writing(unit, companyId, when), [invoice], [payment])
    await markNetted(unit, companyId, line.id, paymentId as bigint)
  }
}

function netting(invoiceId: bigint, amount: bigint, on: CalendarDate): NewPayment {
  return {
    invoiceId,
    kind: 'SETTLEMENT',
    paidOn: on,
    amount,
    payerName: SERVICE_AS_PAYER,
    documentNumber: null,
    bankTransactionId: null,
    reversesId: null,
    money: null,
    note: amount < 0n ? 'SETTLED_TOO_MUCH_BEFORE' : 'HELD_BACK_FROM_SETTLEMENT',
  }
}

async function locked(unit: Unit, companyId: bigint, invoiceId: bigint): Promise<LedgerInvoice> {
  const [invoice] = await lockInvoices(unit, companyId, [invoiceId])
  if (!invoice) throw new Error(`Invoice ${invoiceId} has been in the service but is not in the books.`)
  return invoice
}

function writing(unit: Unit, companyId: bigint, { on, now }: When): Writing {
  return { unit, companyId, userId: null, now, today: on }
}

/** What payments are expected to pay beside the principal, by the company's copy of the assignments. */
export async function expectedOf(
  unit: Unit,
  companyId: bigint,
  payments: readonly ExpectedPayment[],
): Promise<Beyond[]> {
  if (payments.length === 0) return []
  const invoiceIds = payments.map(({ invoiceId }) => invoiceId)
  const debts = await openDebts(unit, companyId, invoiceIds)
  const lines = [...(await announcedLines(unit, companyId, invoiceIds))]
  const left = new Map<bigint, OpenParts>(debts.map((debt) => [debt.invoiceId, debt]))
  return payments.map(({ invoiceId, kind, amount }) => {
    const debt = debts.find((one) => one.invoiceId === invoiceId)
    if (kind === 'DIRECT_PAYMENT' && debt) {
      const use = expectOf(amount, left.get(invoiceId) ?? debt, debt.debtor)
      left.set(invoiceId, use.left)
      return use.beyond
    }
    const at = lines.findIndex((line) => line.invoiceId === invoiceId && line.amount === amount)
    const [line] = kind === 'SETTLEMENT' && at >= 0 ? lines.splice(at, 1) : []
    return line ? { ...NOTHING_BEYOND, INTEREST: line.interest, COSTS: line.costs } : NOTHING_BEYOND
  })
}
