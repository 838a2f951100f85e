import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { makeReference } from '../../server/src/kernel/referenceNumber.ts'
import { overdueFrom } from '../../server/src/ledger/invoice/collectionStatus.ts'
import type { TestApp } from './app.ts'
import type { Client } from './client.ts'
import { people, signedIn } from './people.ts'

/** What an invoice of a test differs in; the rest is an overdue one of 124.00 to a consumer. */
export interface InvoiceWish {
  readonly open?: bigint
  readonly total?: bigint
  readonly dueOn?: string
  readonly status?: string
  readonly debtorKind?: 'CONSUMER' | 'BUSINESS'
  readonly currency?: string
  readonly email?: string | null
  readonly hasAddress?: boolean
  readonly collectionProhibited?: boolean
}

/** A company that uses the service, its administrator's client, and invoices at will. */
export interface Creditor {
  readonly companyId: bigint
  readonly userId: bigint
  readonly client: Client
  /** The company's id in the API. */
  readonly id: string
  invoice(wish?: InvoiceWish): Promise<bigint>
  invoiceIds(count: number, wish?: InvoiceWish): Promise<string[]>
  /** A letter that the company sent itself, as its history has it. */
  letter(invoiceId: bigint, status: 'REMINDED' | 'REQUESTED', on: string): Promise<void>
}

export const invoiceGlobalId = (companyId: bigint, id: bigint): string => encodeId('SalesInvoice', companyId, id)

/** What a company of a test says of itself for the identity check. */
export const IDENTITY = { signing: 'ALONE', signatories: ['Aino Esimerkki'], owners: [], politicallyExposed: false }

let serial = 70_000

export async function creditor(t: TestApp, state = 'ACTIVE'): Promise<Creditor> {
  const make = people(t.db, t.app.database)
  const companyId = await make.company()
  const userId = await make.personWith(companyId, 'COMPANY_ADMINISTRATOR')
  await t.db.sql(`INSERT INTO duetto.activation (company_id, state, changed_at) VALUES ($1, $2, now())`, [
    companyId,
    state,
  ])
  const self: Creditor = {
    companyId,
    userId,
    client: await signedIn(t, userId),
    id: encodeId('Company', companyId, companyId),
    invoice: (wish = {}) => insertInvoice(t, companyId, wish),
    invoiceIds: async (count, wish) => {
      const ids: string[] = []
      for (let made = 0; made < count; made += 1) ids.push(invoiceGlobalId(companyId, await self.invoice(wish)))
      return ids
    },
    letter: async (invoiceId, status, on) => {
      await t.db.sql(
        `INSERT INTO ledger.status_change (company_id, invoice_id, from_status, to_status, on_day, at, reason, detail)
         VALUES ($1, $2, 'OVERDUE', $3, $4, now(), 'SET_BY_HAND', '{"letterChannel": "PRINT", "letterCost": "5.00"}')`,
        [companyId, invoiceId, status, on],
      )
    },
  }
  return self
}

async function insertInvoice(t: TestApp, companyId: bigint, wish: InvoiceWish): Promise<bigint> {
  serial += 1
  const address = wish.hasAddress ?? true
  const [customer] = await t.db.sql<{ id: bigint }>(
    `INSERT INTO ledger.customer (company_id, name, identity, kind, kind_assumed, street, post_code, town, country, email, collection_prohibited)
     VALUES ($1, $2, $2, $3, true, $4, $5, $6, 'FI', $7, $8) RETURNING id`,
    [
      companyId,
      `Asiakas ${serial}`,
      wish.debtorKind ?? 'CONSUMER',
      address ? 'Mallikatu 1' : null,
      address ? '00100' : null,
      address ? 'Helsinki' : null,
      wish.email ?? null,
      wish.collectionProhibited ?? false,
    ],
  )
  const dueOn = calendarDate(wish.dueOn ?? '2026-02-10')
  const total = wish.total ?? wish.open ?? 12_400n
  const [invoice] = await t.db.sql<{ id: bigint }>(
    `INSERT INTO ledger.sales_invoice (company_id, customer_id, number, reference, issued_on, due_on, overdue_from, currency, total,
       open, status, seller_iban, source, imported_at)
     VALUES ($1, $2, $3, $4, $5::date - 14, $5, $6, $7, $8, $9, $10, 'FI2112345600000785', 'API', now()) RETURNING id`,
    [
      companyId,
      customer?.id,
      String(serial),
      makeReference(serial.toString()),
      dueOn,
      overdueFrom(dueOn),
      wish.currency ?? 'EUR',
      total,
      wish.open ?? total,
      wish.status ?? 'OPEN',
    ],
  )
  if (!invoice) throw new Error('No invoice was made.')
  return invoice.id
}
