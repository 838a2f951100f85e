import { auditAmount, auditOther, changeOf } from '../../access/audit.ts'
import type { NetvisorInvoice } from '../../exchange/netvisor/salesInvoice.ts'
import type { UserError } from '../../kernel/result.ts'
import { keptRow } from '../import/importInvoices.store.ts'
import { overdueFrom, statusWhenMoved } from '../invoice/collectionStatus.ts'
import { asOf, type LedgerInvoice, lockInvoices, type StatusChangeRow, writeHistory } from '../invoice/invoice.store.ts'
import { afterPayment, type Books, writeStatus } from '../payment/booking.ts'
import {
  type ContentsWrite,
  findContents,
  type InvoiceContents,
  invoiceContents,
  type LinkContents,
  saveContents,
} from './netvisorChange.store.ts'
import {
  type ChangedPart,
  type Compared,
  partsChanged,
  reasonOf,
  refusalOfChange,
  type StandingInvoice,
} from './netvisorChange.ts'
import type { LinkWrite } from './netvisorLink.store.ts'

/** What is compared of an invoice as Netvisor has it; undefined of one whose books would have to guess. */
function comparedOf({ total, dueOn, currency, rows }: NetvisorInvoice): Compared | undefined {
  if (dueOn === undefined || currency !== 'EUR') return undefined
  return { total: total.minor, dueOn, rows: rows.map(keptRow) }
}

/**
 * Takes over what changed in Netvisor of invoices that the books have, as far as the books allow it; the rest stands as a
 * difference until a person decides. Returns how many invoices changed.
 */
export async function takeOverContents(
  books: Books,
  links: readonly LinkWrite[],
  invoices: ReadonlyMap<bigint, NetvisorInvoice>,
): Promise<number> {
  const { unit, companyId, now } = books
  const ofKey = new Map(links.map((link) => [link.brief.key, link]))
  const contents = await findContents(unit, companyId, [...ofKey.keys()])
  if (contents.length === 0) return 0
  const ids = [...new Set(contents.map(({ invoiceId }) => invoiceId))]
  const locked = new Map((await lockInvoices(unit, companyId, ids)).map((one) => [one.id, one]))
  const kept = new Map((await invoiceContents(unit, companyId, ids)).map((one) => [one.id, one]))
  const writes: ContentsWrite[] = []
  let changed = 0
  for (const link of contents) {
    const invoice = locked.get(link.invoiceId)
    const own = kept.get(link.invoiceId)
    const write = ofKey.get(link.key)
    if (!invoice || !own || !write) continue
    const found = invoices.get(link.key)
    const there = link.isCreditNote || !found ? undefined : comparedOf(found)
    const step = stepOf(link, write, { invoice, own }, there)
    if (step.take && there) {
      await applyContents(books, invoice, there, step.take)
      await auditOther(unit, { now }, companyId, actOf(invoice, there, step.take))
      changed += 1
    }
    const code = step.refusal?.code
    const difference = code === undefined ? null : { code, parts: step.parts, since: link.since ?? now }
    writes.push({ key: link.key, told: there ?? null, difference })
  }
  await saveContents(unit, companyId, writes)
  return changed
}

interface Step {
  readonly parts: readonly ChangedPart[]
  readonly take?: readonly ChangedPart[]
  readonly refusal?: UserError
}

interface Known {
  readonly invoice: LedgerInvoice
  readonly own: InvoiceContents
}

function stepOf(link: LinkContents, { brief }: LinkWrite, known: Known, there: Compared | undefined): Step {
  if (link.isCreditNote) {
    // Booked here, and open again there: its match was undone.
    return brief.open.minor === 0n
      ? { parts: [] }
      : { parts: ['CREDIT_NOTE'], refusal: reasonOf('NETVISOR_CREDIT_UNMATCHED') }
  }
  if (brief.status === 'rejected' && known.invoice.open > 0n)
    return { parts: ['STATUS'], refusal: reasonOf('NETVISOR_REJECTED') }
  const book = standing(known)
  if (!there) return keptStep(link)
  const parts = partsChanged(book, link.before, there, link.parts)
  if (parts.length === 0) return { parts }
  const isMovedHere = wasMovedHere(link, book, known.own)
  const refusal = refusalOfChange(book, there, { parts, isMovedHere, byPerson: false })
  return refusal ? { parts, refusal } : { parts, take: parts }
}

/** Whether a person moved the due date: from what Netvisor told before, or since a change there waits. */
function wasMovedHere(
  { since, code, before }: LinkContents,
  book: StandingInvoice,
  { movedAt }: InvoiceContents,
): boolean {
  if (since === null) return book.dueOn !== (before.dueOn ?? book.firstDueOn ?? book.dueOn)
  return code === 'NETVISOR_CHANGED_HERE' || (movedAt !== null && movedAt > since)
}

/** Nothing new was told of it: what waits goes on waiting, except what only the status said. */
function keptStep({ code, parts }: LinkContents): Step {
  return code === null || parts.includes('STATUS') ? { parts: [] } : { parts, refusal: reasonOf(code) }
}

export function standing({ invoice, own }: Known): StandingInvoice {
  const { total, dueOn, issuedOn, currency, paid, beyond, open, inService } = invoice
  const { rows, source, firstDueOn } = own
  return { total, dueOn, issuedOn, currency, paid, beyond, open, inService, rows, source, firstDueOn }
}

/** Writes the parts of a locked invoice that Netvisor has otherwise; in the service the agency hears of a new due date. */
export async function applyContents(
  books: Books,
  invoice: LedgerInvoice,
  there: Compared,
  parts: readonly ChangedPart[],
): Promise<void> {
  const { unit, companyId, today, now, userId, service } = books
  const total = parts.includes('TOTAL') ? there.total : invoice.total
  const dueOn = parts.includes('DUE_DATE') ? there.dueOn : invoice.dueOn
  const to = statusWhenMoved(invoice.status, dueOn, today)
  // A settled invoice whose rows alone changed is settled still.
  const after = parts.includes('TOTAL') ? afterPayment({ ...invoice, total }, 0n) : invoice
  await unit.rows(
    `UPDATE ledger.sales_invoice i SET total = $3, open = $4, due_on = $5, overdue_from = $6, status = $7,
        vat = CASE WHEN i.total = $3 THEN i.vat END, rows = coalesce($8::jsonb, i.rows)
      WHERE i.company_id = $1 AND i.id = $2`,
    [
      companyId,
      invoice.id,
      total,
      after.open,
      dueOn,
      overdueFrom(dueOn),
      to,
      parts.includes('ROWS') ? JSON.stringify(there.rows) : null,
    ],
    'ledger.takeOverContents',
  )
  await writeHistory(unit, companyId, historyOf(invoice, { total, dueOn, to }, books), now, userId)
  const changed = { ...after, dueOn, overdueFrom: overdueFrom(dueOn), status: to }
  if (invoice.open > 0n && changed.open === 0n)
    await writeStatus(books, changed, changed, { paidOn: today, kind: 'PAYMENT', amount: 0n })
  if (invoice.inService && dueOn !== invoice.dueOn) await service.dueDateChanged(unit, companyId, invoice.id, dueOn)
}

function historyOf(
  invoice: LedgerInvoice,
  { total, dueOn, to }: Pick<LedgerInvoice, 'total' | 'dueOn'> & { readonly to: LedgerInvoice['status'] },
  { today }: Books,
): StatusChangeRow[] {
  const { status: from, late } = asOf(invoice, today)
  const changes = [...late]
  const own = { invoiceId: invoice.id, on: today }
  if (total !== invoice.total) {
    const [before, after] = [invoice.total, total].map((amount) => auditAmount(amount, invoice.currency))
    changes.push({
      ...own,
      from,
      to: from,
      reason: 'AMOUNT_CHANGED',
      detail: { before: before ?? '', after: after ?? '' },
    })
  }
  if (dueOn !== invoice.dueOn)
    changes.push({ ...own, from, to, reason: 'DUE_DATE_CHANGED', detail: { before: invoice.dueOn, after: dueOn } })
  return changes
}

/** The act as the trail keeps it. */
export function actOf(invoice: LedgerInvoice, there: Compared, parts: readonly ChangedPart[]) {
  const values = ({ total, dueOn }: Pick<Compared, 'total' | 'dueOn'>) => ({
    ...(parts.includes('TOTAL') ? { total: auditAmount(total, invoice.currency) } : {}),
    ...(parts.includes('DUE_DATE') ? { dueOn } : {}),
  })
  const { before, after } = changeOf(values(invoice), values(there))
  return {
    action: 'NETVISOR_CHANGE_TAKEN',
    subject: { type: 'SalesInvoice', id: invoice.id, name: invoice.number },
    before,
    after: { ...after, source: 'NETVISOR' },
  } as const
}
