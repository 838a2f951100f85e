import { type NetvisorCustomer, readCustomerList } from '../../exchange/netvisor/customer.ts'
import { customerList } from '../../exchange/netvisor/questions.ts'
import type { NetvisorInvoice } from '../../exchange/netvisor/salesInvoice.ts'
import { saveContactPersons } from '../import/importInvoices.store.ts'
import { customerIdentity } from '../import/importPlan.ts'
import type { Books } from '../payment/booking.ts'
import { NO_COUNTS } from './netvisor.store.ts'
import { askForCards } from './netvisorCards.ts'
import { findCustomersByKey, prohibit, saveCustomerLinks, updateCards } from './netvisorCustomer.store.ts'
import { buyerOf } from './netvisorDocument.ts'
import { inChunks, type Run } from './netvisorFetch.ts'
import { changedSince, type FetchProgress } from './netvisorProgress.ts'
import type { Taken } from './netvisorTakeOver.ts'

const CHUNK_SIZE = 100

interface Known {
  readonly invoices: ReadonlyMap<bigint, NetvisorInvoice>
  readonly cards: ReadonlyMap<bigint, NetvisorCustomer>
}

/** Customers of invoices that came: whom Netvisor means by its key, their contact persons, their collection prohibition. */
export async function noteCustomers(books: Books, taken: readonly Taken[], { invoices, cards }: Known): Promise<void> {
  const { unit, companyId } = books
  const seen = new Map<bigint, { invoiceId: bigint; card: NetvisorCustomer | undefined; prohibited: boolean }>()
  for (const { link } of taken) {
    const invoice = invoices.get(link.brief.key)
    const key = invoice?.customer.key ?? link.brief.customerKey
    if (!invoice || key === undefined || link.invoiceId === null) continue
    const card = cards.get(key)
    const prohibited = card?.collectionProhibited ?? invoice.customer.collectionProhibited
    seen.set(key, { invoiceId: link.invoiceId, card, prohibited })
    const persons = (card?.contactPersons ?? []).map((person) => ({
      contactPerson: person,
      buyer: buyerOf(invoice, card),
    }))
    if (persons.length > 0) await savePersons(books, link.invoiceId, persons)
  }
  const before = await findCustomersByKey(unit, companyId, [...seen.keys()])
  const linked = await saveCustomerLinks(
    unit,
    companyId,
    [...seen].map(([key, { invoiceId, prohibited }]) => ({ key, invoiceId, prohibited })),
  )
  await prohibit(
    unit,
    companyId,
    linked.filter(({ key, prohibited }) => isNews(before.get(key)?.toldProhibited ?? null, prohibited)),
  )
}

/** Only what Netvisor changed, or forbade from the first, changes the card: a person may have decided otherwise here. */
function isNews(told: boolean | null, prohibited: boolean): boolean {
  return told === null ? prohibited : told !== prohibited
}

async function savePersons(
  { unit, companyId }: Books,
  invoiceId: bigint,
  persons: Parameters<typeof saveContactPersons>[2],
): Promise<void> {
  const row = await unit.row<{ id: bigint }>(
    'SELECT i.customer_id AS id FROM ledger.sales_invoice i WHERE i.company_id = $1 AND i.id = $2',
    [companyId, invoiceId],
    'ledger.customerOfInvoice',
  )
  const [first] = persons
  if (!row || !first) return
  const ids = new Map(persons.map(({ buyer }) => [customerIdentity(buyer), row.id]))
  await saveContactPersons(unit, companyId, persons, ids)
}

/** Cards that changed in Netvisor, of customers that are in the books. */
export async function fetchCustomers(run: Run, start: FetchProgress): Promise<FetchProgress | null> {
  const changed = changedSince(run.parts.connection.customersUntil, start)
  let progress = start
  // The first run read the cards with the invoices.
  if (changed) {
    const above = BigInt(start.above)
    const keys = readCustomerList(await run.ask(customerList(changed.from)))
    const wanted = [...new Set(keys)].filter((key) => key > above).sort((a, b) => (a < b ? -1 : 1))
    for (const keys of inChunks(wanted, CHUNK_SIZE)) {
      const known = await run.look(({ unit, companyId }) => findCustomersByKey(unit, companyId, keys))
      const cards = await askForCards(run, [...known.keys()])
      progress = { ...progress, above: String(keys.at(-1)) }
      await run.store(progress, async (books) => {
        const { unit, companyId, today } = books
        await updateCards(unit, companyId, cards, today)
        for (const [key, card] of cards) await changeProhibition(books, key, card)
        return { ...NO_COUNTS, read: keys.length, changed: cards.size }
      })
    }
  }
  return run.close(progress, { customersUntil: new Date(progress.startedAt) })
}

async function changeProhibition({ unit, companyId }: Books, key: bigint, card: NetvisorCustomer): Promise<void> {
  const known = (await findCustomersByKey(unit, companyId, [key])).get(key)
  if (!known || card.collectionProhibited === undefined) return
  if (isNews(known.toldProhibited, card.collectionProhibited)) {
    await prohibit(unit, companyId, [{ key, customerId: known.customerId, prohibited: card.collectionProhibited }])
  }
  await unit.rows(
    'UPDATE ledger.netvisor_customer n SET told_prohibited = $3 WHERE n.company_id = $1 AND n.netvisor_key = $2',
    [companyId, key, card.collectionProhibited],
    'ledger.noteProhibition',
  )
}
