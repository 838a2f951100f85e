import { salesInvoices } from '../../exchange/netvisor/questions.ts'
import { type NetvisorInvoice, readSalesInvoices } from '../../exchange/netvisor/salesInvoice.ts'
import { importBatch } from '../import/importBatch.ts'
import { lockBooks, lockInvoices } from '../invoice/invoice.store.ts'
import type { Books } from '../payment/booking.ts'
import { NO_COUNTS, type RunCounts } from './netvisor.store.ts'
import { documentFrom, type Seller } from './netvisorDocument.ts'
import type { Run } from './netvisorFetch.ts'
import { findCreditNotes, findLinked, type Link, updateLink } from './netvisorLink.store.ts'
import type { FetchProgress } from './netvisorProgress.ts'

const CHUNK_SIZE = 50

/** Credit notes that Netvisor has matched: after the invoices and payments, so that it can be told what they lower. */
export async function fetchCreditNotes(run: Run, start: FetchProgress): Promise<FetchProgress | null> {
  let progress = start
  for (;;) {
    const above = BigInt(progress.above)
    const waiting = await run.look(({ unit, companyId, now }) =>
      findCreditNotes(unit, companyId, above, CHUNK_SIZE, now),
    )
    const last = waiting.at(-1)
    if (!last) break
    const keys = waiting.map(({ key }) => key)
    const read = readSalesInvoices(await run.ask(salesInvoices(keys)))
    progress = { ...progress, above: last.key.toString() }
    await run.store(progress, async (books) => {
      let counts = NO_COUNTS
      for (const link of waiting) {
        const invoice = read.find(({ key }) => key === link.key || (key === undefined && keys.length === 1))
        if (invoice) counts = plus(counts, await takeCredit(books, run.parts.seller, link, invoice))
      }
      return counts
    })
  }
  return run.close(progress, {})
}

function plus(counts: RunCounts, outcome: 'WAITS' | 'BOOKED' | 'COVERED' | 'REFUSED'): RunCounts {
  if (outcome === 'BOOKED') return { ...counts, changed: counts.changed + 1 }
  return outcome === 'REFUSED' ? { ...counts, refused: counts.refused + 1 } : counts
}

/**
 * A credit note lowers its invoice by what the books and Netvisor differ in. Where they do not differ the invoice came
 * without the credited part already; where they differ by less it waits for what explains it.
 */
async function takeCredit(
  books: Books,
  seller: Seller,
  link: Link,
  invoice: NetvisorInvoice,
): Promise<'WAITS' | 'BOOKED' | 'COVERED' | 'REFUSED'> {
  const { unit, companyId, today } = books
  await lockBooks(unit, companyId)
  const original = await findLinked(unit, companyId, {
    key: invoice.credits?.key ?? null,
    number: invoice.credits?.number ?? null,
    reference: invoice.reference ?? null,
  })
  if (!original) return 'WAITS'
  const made = documentFrom(seller, { invoice, customer: undefined, open: 0n, booked: 0n }, today)
  if (!made.ok) {
    await updateLink(unit, companyId, link.key, { state: 'REFUSED', invoiceId: null, refusal: made.error })
    return 'REFUSED'
  }
  const [locked] = await lockInvoices(unit, companyId, [original.invoiceId])
  const differs = (locked?.open ?? 0n) - original.toldOpen
  if (differs === 0n) {
    await updateLink(unit, companyId, link.key, { state: 'COVERED', invoiceId: original.invoiceId, refusal: null })
    return 'COVERED'
  }
  if (differs < made.value.invoice.total.minor) return 'WAITS'
  const credit = { ...made.value.invoice, originalInvoice: { number: original.number } }
  const [answer] = await importBatch(books, [{ ...made.value, invoice: credit }])
  const isBooked = answer?.creditedId != null
  await updateLink(unit, companyId, link.key, {
    state: isBooked ? 'LINKED' : 'REFUSED',
    invoiceId: answer?.creditedId ?? null,
    refusal: answer?.refusal ?? null,
  })
  return isBooked ? 'BOOKED' : 'REFUSED'
}
