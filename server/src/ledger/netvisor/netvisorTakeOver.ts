import type { BatchAnswer } from '../import/importBatch.ts'
import { type CollectionStatus, statusOn } from '../invoice/collectionStatus.ts'
import { creditLossOf } from '../invoice/creditLoss.ts'
import {
  asOf,
  type LedgerInvoice,
  lockInvoices,
  type StatusChangeRow,
  writeAmountsAndStatus,
  writeHistory,
} from '../invoice/invoice.store.ts'
import type { Books } from '../payment/booking.ts'
import { writePayments } from '../payment/booking.ts'
import { readMaster } from '../payment/paymentSource.store.ts'
import type { Link, LinkWrite } from './netvisorLink.store.ts'
import { statusFrom } from './netvisorStatus.ts'

/** An invoice of Netvisor that came to the books, with what became of it there. */
export interface Taken {
  readonly link: LinkWrite
  readonly answer: BatchAnswer | undefined
}

/** New invoices begin with the status that they have in Netvisor, whoever masters it from now on. */
export async function takeStatusesOfNew(books: Books, taken: readonly Taken[]): Promise<void> {
  const wanted = new Map<bigint, CollectionStatus>()
  for (const { link } of taken) {
    const status = statusFrom(link.brief.status)
    if (link.invoiceId !== null && status !== undefined && status !== 'OPEN') wanted.set(link.invoiceId, status)
  }
  await write(books, wanted)
}

/**
 * Takes over what changed in Netvisor since it was last told or seen, where Netvisor masters the statuses: never of an
 * invoice in the service, whose status is the agency's. Returns how many changed.
 */
export async function takeOverStatuses(
  books: Books,
  links: readonly LinkWrite[],
  before: ReadonlyMap<bigint, Link>,
): Promise<number> {
  const moved = links.filter(({ brief, state, invoiceId }) => {
    return state === 'LINKED' && invoiceId !== null && brief.status !== before.get(brief.key)?.toldStatus
  })
  if (moved.length === 0 || (await readMaster(books.unit, books.companyId)) !== 'NETVISOR') return 0
  const wanted = new Map<bigint, CollectionStatus>()
  const losses: bigint[] = []
  for (const { brief, invoiceId } of moved) {
    if (invoiceId === null) continue
    const status = statusFrom(brief.status)
    if (status !== undefined) wanted.set(invoiceId, status)
    if (brief.status === 'creditloss') losses.push(invoiceId)
  }
  return (await write(books, wanted)) + (await writeOff(books, losses))
}

async function write(books: Books, wanted: ReadonlyMap<bigint, CollectionStatus>): Promise<number> {
  if (wanted.size === 0) return 0
  const { unit, companyId, now } = books
  const locked = await lockInvoices(unit, companyId, [...wanted.keys()])
  const written: LedgerInvoice[] = []
  const changes: StatusChangeRow[] = []
  for (const invoice of locked) {
    const step = stepOf(books, invoice, wanted.get(invoice.id) as CollectionStatus)
    if (!step) continue
    written.push({ ...invoice, status: step.status })
    changes.push(...step.changes)
  }
  await writeAmountsAndStatus(unit, companyId, written)
  await writeHistory(unit, companyId, changes, now, null)
  return written.length
}

function stepOf(
  { today }: Books,
  invoice: LedgerInvoice,
  wanted: CollectionStatus,
): { status: CollectionStatus; changes: StatusChangeRow[] } | undefined {
  const isSettled = invoice.open === 0n || invoice.status === 'CREDIT_LOSS'
  if (invoice.inService || isSettled) return undefined
  const { status: from, late } = asOf(invoice, today)
  const to = statusOn(wanted, invoice.overdueFrom, today)
  if (from === to) return undefined
  const step = { invoiceId: invoice.id, from, to, on: today, reason: 'NETVISOR' as const, detail: {} }
  return { status: to, changes: [...late, step] }
}

async function writeOff(books: Books, ids: readonly bigint[]): Promise<number> {
  if (ids.length === 0) return 0
  const locked = await lockInvoices(books.unit, books.companyId, ids)
  // A loss on an invoice in the service is the agency's to agree to first.
  const open = locked.filter((invoice) => invoice.open > 0n && !invoice.inService)
  await writePayments(
    books,
    open,
    open.map((invoice) => creditLossOf(invoice, books.today)),
  )
  return open.length
}
