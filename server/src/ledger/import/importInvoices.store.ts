import type { EInvoice } from '../../exchange/finvoice/einvoice.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { formatDecimal } from '../../kernel/money.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { matchCards } from '../customer/customerMatch.store.ts'
import { type CollectionStatus, overdueFrom, statusOn } from '../invoice/collectionStatus.ts'
import {
  customerDetails,
  customerIdentity,
  type KnownDocument,
  keptWarnings,
  type ReadDocument,
  sellerAccount,
} from './importPlan.ts'

/** The documents that the company's books hold under these numbers, invoices and credit notes. */
export function findKnownDocuments(
  unit: Unit,
  companyId: bigint,
  numbers: readonly string[],
): Promise<KnownDocument[]> {
  return unit.rows<KnownDocument>(
    `SELECT i.number, 'INVOICE' AS kind, i.id AS "invoiceId", i.total, i.currency, i.issued_on AS "issuedOn", i.due_on AS "dueOn", i.reference
      FROM ledger.sales_invoice i WHERE i.company_id = $1 AND i.number = ANY ($2::text[])
      UNION ALL
      SELECT p.document_number, 'CREDIT_NOTE', p.invoice_id, p.amount, p.currency, p.paid_on, NULL, NULL
      FROM ledger.payment p WHERE p.company_id = $1 AND p.document_number = ANY ($2::text[])`,
    [companyId, numbers],
    'ledger.findKnownDocuments',
  )
}

/** A document that names a language, of a customer whose language was only assumed. */
const isNewsOfLanguage = "(c.language_assumed AND NOT EXCLUDED.language_assumed AND NOT 'language' = ANY (c.by_hand))"

const hasNewerAddress =
  'EXCLUDED.town IS NOT NULL AND EXCLUDED.street IS NOT NULL AND (EXCLUDED.details_from >= c.details_from OR c.town IS NULL)' +
  " AND NOT 'address' = ANY (c.by_hand)"

/** Finds the buyers of invoices, by identity or business ID, or makes them. Returns their ids by the identity of the invoices. */
export async function saveCustomers(
  unit: Unit,
  companyId: bigint,
  invoices: readonly EInvoice[],
): Promise<Map<string, bigint>> {
  const given = invoices.map(customerDetails)
  const asked = [...new Set(given.map((details) => details.identity))]
  const matched = await matchCards(unit, companyId, asked)
  const identityOn = (identity: string) => matched.get(identity)?.identity ?? identity
  // Of one customer's documents the newest speaks.
  const byIdentity = new Map<string, ReturnType<typeof customerDetails>>()
  for (const details of given) {
    const identity = identityOn(details.identity)
    const known = byIdentity.get(identity)
    if (!known || known.detailsFrom <= details.detailsFrom) byIdentity.set(identity, { ...details, identity })
  }
  const rows = await unit.rows<{ id: bigint; identity: string }>(
    `INSERT INTO ledger.customer AS c (company_id, identity, name, business_id, kind, kind_assumed, language, language_assumed, street,
        post_code, town, country, email, phone, details_from)
      SELECT $1, r.identity, r.name, r."businessId", r.kind, r."kindAssumed", r.language, r."languageAssumed", r.street, r."postCode", r.town, r.country,
        r.email, r.phone, r."detailsFrom"
      FROM jsonb_to_recordset($2::jsonb) AS r (identity text, name text, "businessId" text, kind text, "kindAssumed" boolean,
        language text, "languageAssumed" boolean, street text, "postCode" text, town text, country text, email text, phone text,
        "detailsFrom" date)
      ORDER BY r.identity
      ON CONFLICT (company_id, identity) DO UPDATE SET
        name = CASE WHEN EXCLUDED.details_from >= c.details_from AND NOT 'name' = ANY (c.by_hand) THEN EXCLUDED.name ELSE c.name END,
        language = CASE WHEN ${isNewsOfLanguage} THEN EXCLUDED.language ELSE c.language END,
        language_assumed = c.language_assumed AND NOT ${isNewsOfLanguage},
        -- An address is taken whole or not at all: never the street of one document with the town of another.
        street = CASE WHEN ${hasNewerAddress} THEN EXCLUDED.street ELSE c.street END,
        post_code = CASE WHEN ${hasNewerAddress} THEN EXCLUDED.post_code ELSE c.post_code END,
        town = CASE WHEN ${hasNewerAddress} THEN EXCLUDED.town ELSE c.town END,
        country = CASE WHEN ${hasNewerAddress} THEN EXCLUDED.country ELSE c.country END,
        email = CASE WHEN 'email' = ANY (c.by_hand) THEN c.email WHEN EXCLUDED.details_from >= c.details_from THEN coalesce(EXCLUDED.email, c.email) ELSE coalesce(c.email, EXCLUDED.email) END,
        phone = CASE WHEN 'phone' = ANY (c.by_hand) THEN c.phone WHEN EXCLUDED.details_from >= c.details_from THEN coalesce(EXCLUDED.phone, c.phone) ELSE coalesce(c.phone, EXCLUDED.phone) END,
        details_from = greatest(c.details_from, EXCLUDED.details_from)
      RETURNING c.id, c.identity`,
    [companyId, JSON.stringify([...byIdentity.values()])],
    'ledger.saveCustomers',
  )
  const ids = new Map(rows.map((row) => [row.identity, row.id]))
  return new Map(asked.map((identity) => [identity, ids.get(identityOn(identity)) as bigint]))
}

/** The first contact person of a customer becomes the default one (requirement K1). */
export async function saveContactPersons(
  unit: Unit,
  companyId: bigint,
  invoices: readonly Pick<EInvoice, 'contactPerson' | 'buyer'>[],
  customers: ReadonlyMap<string, bigint>,
): Promise<void> {
  const persons = invoices.flatMap(({ contactPerson, buyer }) =>
    contactPerson ? [{ customer: customers.get(customerIdentity(buyer))?.toString(), ...contactPerson }] : [],
  )
  if (persons.length === 0) return
  await unit.rows(
    `INSERT INTO ledger.contact_person AS p (company_id, customer_id, name, phone, email, is_default)
      SELECT $1, r.customer, r.name, r.phone, r.email,
        row_number() OVER (PARTITION BY r.customer ORDER BY r.ordinal) = 1
          AND NOT EXISTS (SELECT 1 FROM ledger.contact_person d WHERE d.company_id = $1 AND d.customer_id = r.customer AND d.is_default)
      FROM (
        SELECT DISTINCT ON (r.customer, r.name) r.*
        FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS (customer bigint, name text, phone text, email text)) WITH ORDINALITY
          AS r (customer, name, phone, email, ordinal)
        ORDER BY r.customer, r.name, r.ordinal
      ) r
      ORDER BY r.customer, r.ordinal
      ON CONFLICT (company_id, customer_id, name) DO UPDATE
        SET phone = coalesce(EXCLUDED.phone, p.phone), email = coalesce(EXCLUDED.email, p.email) WHERE NOT p.by_hand`,
    [companyId, JSON.stringify(persons)],
    'ledger.saveContactPersons',
  )
}

/**
 * Remembers the accounts that invoices ask to be paid to, so that bank files find their company. One that another
 * company within reach already uses is left with that company. Returns those.
 */
export async function saveBankAccounts(unit: Unit, companyId: bigint, ibans: readonly string[]): Promise<Set<string>> {
  if (ibans.length === 0) return new Set()
  const taken = await unit.rows<{ iban: string }>(
    `SELECT DISTINCT a.iban FROM ledger.bank_account a WHERE a.iban = ANY ($2::text[]) AND a.company_id <> $1
      AND NOT EXISTS (SELECT 1 FROM ledger.bank_account own WHERE own.company_id = $1 AND own.iban = a.iban)`,
    [companyId, ibans],
    'ledger.accountsOfOthers',
  )
  const others = new Set(taken.map((row) => row.iban))
  await unit.rows(
    `INSERT INTO ledger.bank_account (company_id, iban) SELECT DISTINCT $1::bigint, i.iban FROM unnest($2::text[]) AS i (iban)
      ORDER BY i.iban ON CONFLICT DO NOTHING`,
    [companyId, ibans.filter((iban) => !others.has(iban))],
    'ledger.saveBankAccounts',
  )
  return others
}

/** A new invoice as it is first stored, nothing paid on it yet. */
export interface InsertedInvoice {
  readonly id: bigint
  readonly number: string
}

export async function insertInvoices(
  unit: Unit,
  companyId: bigint,
  documents: readonly ReadDocument[],
  customers: ReadonlyMap<string, bigint>,
  at: Date,
  today: CalendarDate,
): Promise<InsertedInvoice[]> {
  if (documents.length === 0) return []
  const rows = documents.map((document) => invoiceRow(document, customers, today))
  return unit.rows<InsertedInvoice>(
    `INSERT INTO ledger.sales_invoice (company_id, customer_id, number, reference, issued_on, due_on, overdue_from, currency, total,
        vat, open, status, seller_iban, auxiliary_name, contact_name, contact_phone, contact_email, interest_percent, rows, warnings,
        source, imported_at, paid_through)
      SELECT $1, r.customer, r.number, r.reference, r."issuedOn", r."dueOn", r."overdueFrom", r.currency, r.total, r.vat, r.total,
        r.status, r.iban, r."auxiliaryName", coalesce(r."contactName", d.name),
        CASE WHEN r."contactName" IS NULL THEN d.phone ELSE r."contactPhone" END,
        CASE WHEN r."contactName" IS NULL THEN d.email ELSE r."contactEmail" END, r.interest, r.rows, r.warnings,
        r.source, $3, r."paidThrough"
      FROM jsonb_to_recordset($2::jsonb) AS r (customer bigint, number text, reference text, "issuedOn" date, "dueOn" date,
        "overdueFrom" date, currency text, total bigint, vat bigint, status text, iban text, "auxiliaryName" text, "contactName" text,
        "contactPhone" text, "contactEmail" text, interest numeric, rows jsonb, warnings jsonb, source text, "paidThrough" date)
      -- The company may want the customer's default contact person on invoices that come without one (requirement K1).
      LEFT JOIN ledger.contact_person d ON d.company_id = $1 AND d.customer_id = r.customer AND d.is_default
        AND EXISTS (SELECT 1 FROM ledger.sales_setting s WHERE s.company_id = $1 AND s.fetch_contact_person)
      RETURNING id, number`,
    [companyId, JSON.stringify(rows), at],
    'ledger.insertInvoices',
  )
}

export function statusAtImport(invoice: EInvoice, today: CalendarDate): CollectionStatus {
  return statusOn('OPEN', overdueFrom(invoice.dueOn), today)
}

function invoiceRow(document: ReadDocument, customers: ReadonlyMap<string, bigint>, today: CalendarDate) {
  const { invoice } = document
  return {
    customer: customers.get(customerIdentity(invoice.buyer))?.toString(),
    number: invoice.number,
    reference: invoice.reference ?? null,
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    overdueFrom: overdueFrom(invoice.dueOn),
    currency: invoice.currency,
    total: invoice.total.minor.toString(),
    vat: invoice.vatTotal?.minor.toString() ?? null,
    status: statusAtImport(invoice, today),
    iban: sellerAccount(invoice)?.iban ?? null,
    auxiliaryName: invoice.seller.tradingName ?? null,
    contactName: invoice.contactPerson?.name ?? null,
    contactPhone: invoice.contactPerson?.phone ?? null,
    contactEmail: invoice.contactPerson?.email ?? null,
    interest: invoice.lateInterestPercent ?? null,
    rows: invoice.rows.map(keptRow),
    warnings: keptWarnings(document),
    source: document.source,
    paidThrough: document.paidThrough ?? null,
  }
}

/** A row as the books keep it. */
export function keptRow(row: EInvoice['rows'][number]) {
  return {
    description: row.description ?? '',
    quantity: row.quantity ?? null,
    unitPrice: row.unitPrice ?? null,
    vatPercent: row.vatPercent ?? null,
    total: row.total ? formatDecimal(row.total) : null,
  }
}

export interface ImportedAnswer {
  readonly fileName: string
  readonly number: string
  readonly outcome: 'IMPORTED' | 'ALREADY_THERE' | 'REFUSED'
  readonly code: string | null
}

export async function recordAnswers(
  unit: Unit,
  companyId: bigint,
  answers: readonly ImportedAnswer[],
  at: Date,
  userId: bigint | null,
): Promise<void> {
  await unit.rows(
    `INSERT INTO ledger.imported_document (company_id, at, user_id, file_name, number, outcome, code)
      SELECT $1, $3, $4, r."fileName", r.number, r.outcome, r.code
      FROM jsonb_to_recordset($2::jsonb) AS r ("fileName" text, number text, outcome text, code text)`,
    [companyId, JSON.stringify(answers), at, userId],
    'ledger.recordAnswers',
  )
}
