import { auditOther } from '../../access/audit.ts'
import type { NetvisorCustomer } from '../../exchange/netvisor/customer.ts'
import { paymentsOfInvoice, salesInvoiceList, salesInvoices } from '../../exchange/netvisor/questions.ts'
import { type NetvisorInvoice, readSalesInvoices } from '../../exchange/netvisor/salesInvoice.ts'
import { type InvoiceBrief, readSalesInvoiceList } from '../../exchange/netvisor/salesInvoiceList.ts'
import { type NetvisorPayment, readSalesPaymentList } from '../../exchange/netvisor/salesPaymentList.ts'
import type { Result } from '../../kernel/result.ts'
import { isAboutData } from '../dataError.ts'
import { type BatchAnswer, importBatch } from '../import/importBatch.ts'
import type { ReadDocument } from '../import/importPlan.ts'
import { lockBooks } from '../invoice/invoice.store.ts'
import type { Books } from '../payment/booking.ts'
import { readSources } from '../payment/paymentSource.store.ts'
import { firstNetvisorDay, type SourceFrom } from '../payment/paymentSource.ts'
import type { RunCounts } from './netvisor.store.ts'
import { askForCards, keyed } from './netvisorCards.ts'
import { takeOverContents } from './netvisorChanges.ts'
import { noteCustomers } from './netvisorCustomers.ts'
import { documentFrom } from './netvisorDocument.ts'
import { byKey, inChunks, type Run } from './netvisorFetch.ts'
import { findLinks, type Link, type LinkWrite, saveLinks } from './netvisorLink.store.ts'
import { bookedByKey, takePayments } from './netvisorPayments.ts'
import { changedSince, type FetchProgress } from './netvisorProgress.ts'
import { isRunning } from './netvisorStatus.ts'
import { type Taken, takeOverStatuses, takeStatusesOfNew } from './netvisorTakeOver.ts'

/** Invoices asked for in full at once, and stored in one transaction. */
const CHUNK_SIZE = 100

/** What was asked about a chunk of the list, before anything is stored. */
interface Answers {
  readonly invoices: ReadonlyMap<bigint, NetvisorInvoice>
  readonly cards: ReadonlyMap<bigint, NetvisorCustomer>
  /** Payments of those that are partly paid, where payments come from Netvisor. */
  readonly payments: ReadonlyMap<bigint, readonly NetvisorPayment[]>
}

/** Lists what is new or changed, and takes it into the books. */
export async function fetchInvoices(run: Run, start: FetchProgress): Promise<FetchProgress | null> {
  const changed = changedSince(run.parts.connection.invoicesUntil, start)
  let progress = start
  for (;;) {
    const above = BigInt(progress.above)
    const page = readSalesInvoiceList(await run.ask(salesInvoiceList({ above, ...(changed ? { changed } : {}) })))
    const { lastKey } = page
    if (lastKey === undefined || lastKey <= above) break
    for (const chunk of inChunks(byKey(page.entries), CHUNK_SIZE)) {
      progress = { ...progress, above: String(chunk.at(-1)?.key) }
      await storeChunk(run, chunk, progress)
    }
    progress = { ...progress, above: lastKey.toString() }
    const { unreadable } = page
    await run.store(progress, async () => ({ ...NOTHING, read: unreadable, refused: unreadable }))
  }
  return run.close(progress, { invoicesUntil: new Date(progress.startedAt) })
}

const NOTHING: RunCounts = { read: 0, newInvoices: 0, changed: 0, refused: 0, payments: 0 }

async function storeChunk(run: Run, briefs: readonly InvoiceBrief[], progress: FetchProgress): Promise<void> {
  const keys = briefs.map(({ key }) => key)
  const links = await run.look(({ unit, companyId }) => findLinks(unit, companyId, keys))
  const fresh = briefs.filter((one) => isFresh(one, links.get(one.key)))
  const changed = briefs.filter((one) => mayHaveChanged(one, links.get(one.key)))
  const answers = await askAbout(run, fresh, changed)
  try {
    await run.store(progress, (books) => take(run, books, briefs, fresh, answers))
  } catch (error) {
    if (!isAboutData(error)) throw error
    // One of them holds what the books cannot: each by itself, so that only that one is refused.
    for (const one of briefs) await storeAlone(run, one, fresh.includes(one), answers, progress)
  }
}

async function storeAlone(
  run: Run,
  one: InvoiceBrief,
  isNew: boolean,
  answers: Answers,
  progress: FetchProgress,
): Promise<void> {
  const alone = { ...progress, above: one.key.toString() }
  try {
    await run.store(alone, (books) => take(run, books, [one], isNew ? [one] : [], answers))
  } catch (error) {
    if (!isAboutData(error)) throw error
    const message = 'A value of the invoice does not fit into the books.'
    const refusal = { code: 'NOT_STORABLE', message }
    await run.store(alone, async ({ unit, companyId, now }) => {
      await saveLinks(unit, companyId, [{ brief: one, state: 'REFUSED', invoiceId: null, refusal }], now)
      return { ...NOTHING, read: 1, refused: 1 }
    })
  }
}

/** An unpaid invoice that the books do not have from here yet. Paid ones that were never here are nobody's business. */
function isFresh({ total, status }: InvoiceBrief, link: Link | undefined): boolean {
  return total.minor > 0n && isRunning(status) && link?.state !== 'LINKED'
}

/** An unpaid invoice that the books have: its contents are compared with what Netvisor told before. */
function mayHaveChanged({ total, status }: InvoiceBrief, link: Link | undefined): boolean {
  return total.minor > 0n && isRunning(status) && link?.state === 'LINKED'
}

async function askAbout(run: Run, fresh: readonly InvoiceBrief[], changed: readonly InvoiceBrief[]): Promise<Answers> {
  const keys = byKey([...fresh, ...changed]).map(({ key }) => key)
  if (keys.length === 0) return { invoices: new Map(), cards: new Map(), payments: new Map() }
  const read = readSalesInvoices(await run.ask(salesInvoices(keys)))
  const invoices = keyed(read, keys)
  const customerKeys = fresh.flatMap(({ key, customerKey }) => invoices.get(key)?.customer.key ?? customerKey ?? [])
  const cards = await askForCards(run, [...new Set(customerKeys)])
  const payments = new Map<bigint, readonly NetvisorPayment[]>()
  const sources = await run.look(({ unit, companyId }) => readSources(unit, companyId))
  if (firstNetvisorDay(sources) !== undefined) {
    for (const { key } of fresh.filter(({ open, total }) => open.minor < total.minor))
      payments.set(key, await askForPayments(run, key))
  }
  return { invoices, cards, payments }
}

/** All of an invoice's, page by page. */
async function askForPayments(run: Run, invoice: bigint): Promise<NetvisorPayment[]> {
  const payments: NetvisorPayment[] = []
  for (let above = 0n; ; ) {
    const page = readSalesPaymentList(await run.ask(paymentsOfInvoice(invoice, above)))
    if (page.lastKey === undefined || page.lastKey <= above) return payments
    payments.push(...page.entries)
    above = page.lastKey
  }
}

interface Prepared {
  readonly brief: InvoiceBrief
  readonly document: Result<ReadDocument>
}

async function take(
  run: Run,
  books: Books,
  briefs: readonly InvoiceBrief[],
  fresh: readonly InvoiceBrief[],
  answers: Answers,
): Promise<RunCounts> {
  const { unit, companyId, now } = books
  await lockBooks(unit, companyId)
  const links = await findLinks(
    unit,
    companyId,
    briefs.map(({ key }) => key),
  )
  const sources = await readSources(unit, companyId)
  const prepared = fresh.map((one) => prepare(run, books, one, answers, sources))
  const documents = prepared.flatMap(({ document }) => (document.ok ? [document.value] : []))
  const batch = documents.length > 0 ? await importBatch(books, documents) : []
  const answerOf = new Map(documents.map((document, index) => [document, batch[index] as BatchAnswer]))
  const taken = prepared.map((one) => linkOfFresh(one, answerOf))
  const known = briefs.filter((one) => !fresh.includes(one)).flatMap((one) => linkOfKnown(one, links.get(one.key)))
  const imported = taken.filter(({ answer }) => answer?.outcome === 'IMPORTED')
  await takeStatusesOfNew(books, imported)
  const there = taken.filter(({ answer }) => answer?.outcome === 'ALREADY_THERE')
  const statuses = await takeOverStatuses(books, [...known, ...there.map(({ link }) => link)], links)
  const noted = [...taken.map(({ link }) => link), ...known]
  await saveLinks(unit, companyId, noted, now)
  const taking = await takeOverContents(books, noted, answers.invoices)
  await noteCustomers(books, [...imported, ...there], answers)
  if (imported.length > 0) {
    const after = { documents: String(imported.length), source: 'NETVISOR' }
    await auditOther(unit, { now }, companyId, { action: 'INVOICES_IMPORTED', after })
  }
  // What was paid of them stands in these: together with what came with the invoice, or not at all.
  const paid = await takePayments(books, [...answers.payments.values()].flat())
  const refused = taken.filter(({ link }) => link.state === 'REFUSED').length
  return {
    ...NOTHING,
    read: briefs.length,
    newInvoices: imported.length,
    changed: statuses + taking,
    refused,
    payments: paid.payments,
  }
}

function prepare(
  run: Run,
  { today }: Books,
  brief: InvoiceBrief,
  { invoices, cards, payments }: Answers,
  sources: readonly SourceFrom[],
): Prepared {
  const invoice = invoices.get(brief.key)
  if (!invoice) {
    const message = `Netvisor lists invoice ${brief.number}, but does not give it.`
    return { brief, document: { ok: false, error: { code: 'NETVISOR_INVOICE_MISSING', message } } }
  }
  const customer = cards.get(invoice.customer.key ?? brief.customerKey ?? 0n)
  const { minor: open } = brief.open
  const booked = bookedByKey(payments.get(brief.key) ?? [], invoice.total.minor - open, sources)
  const described = { invoice, customer, open, booked }
  const made = documentFrom(run.parts.seller, described, today)
  return { brief, document: made }
}

function linkOfFresh({ brief, document }: Prepared, answers: ReadonlyMap<ReadDocument, BatchAnswer>): Taken {
  if (!document.ok) {
    return { link: { brief, state: 'REFUSED', invoiceId: null, refusal: document.error }, answer: undefined }
  }
  const answer = answers.get(document.value)
  const state = answer?.invoiceId == null ? 'REFUSED' : 'LINKED'
  const refusal = answer?.refusal ?? (state === 'REFUSED' ? ANOTHER_DOCUMENT : null)
  return { link: { brief, state, invoiceId: answer?.invoiceId ?? null, refusal }, answer }
}

const ANOTHER_DOCUMENT = { code: 'NUMBER_TAKEN_DIFFERENT', message: 'The number stands for another document here.' }

/** Credit notes wait for the end of the run; of the rest only what is linked, or was refused and has gone, is noted. */
function linkOfKnown(brief: InvoiceBrief, link: Link | undefined): LinkWrite[] {
  if (brief.total.minor < 0n) {
    const state = link && link.state !== 'REFUSED' ? link.state : 'WAITING'
    return [{ brief, state, invoiceId: link?.invoiceId ?? null, refusal: null }]
  }
  if (link?.state === 'LINKED') return [{ brief, state: 'LINKED', invoiceId: link.invoiceId, refusal: null }]
  if (link?.state === 'REFUSED') return [{ brief, state: 'COVERED', invoiceId: null, refusal: null }]
  return []
}
