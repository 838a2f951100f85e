import type { InvoiceLineKind, InvoiceWay, invoicePaymentKinds } from '../../exchange/messages/account.ts'
import type { StatementLanguage } from '../../exchange/settlement/statement.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import type { CreditorCard } from '../case/assignment.ts'
import type { Charge, InvoiceSums } from './invoice.ts'

/** What an invoice says of itself. Cents. */
export interface InvoiceHead extends InvoiceSums {
  readonly companyId: bigint
  readonly uid: string
  readonly number: bigint
  readonly issuedOn: CalendarDate
  readonly dueOn: CalendarDate
  readonly periodEnd: CalendarDate
  readonly currency: string
  readonly way: InvoiceWay
  readonly iban: string
  readonly reference: string
  readonly language: StatementLanguage
}

export interface NewInvoice extends InvoiceHead {
  readonly buyer: CreditorCard
  readonly pdf: Buffer
  readonly pdfSha256: Buffer
  readonly finvoice: Buffer
  readonly finvoiceSha256: Buffer
}

/** Holds the series until the unit ends: numbers follow each other without a gap. */
export async function nextInvoiceNumber(unit: Unit): Promise<bigint> {
  const row = await unit.row<{ number: bigint }>(
    'UPDATE agency.invoice_series SET last_number = last_number + 1 RETURNING last_number AS number',
    [],
    'agency.nextInvoiceNumber',
  )
  if (!row) throw new Error('The series of invoices is missing.')
  return row.number
}

/** Where the agency's own money goes on a day. */
export async function ownAccountOn(unit: Unit, on: CalendarDate): Promise<string> {
  const row = await unit.row<{ iban: string }>(
    'SELECT iban FROM agency.own_account WHERE valid_from <= $1 ORDER BY valid_from DESC LIMIT 1',
    [on],
    'agency.ownAccountOn',
  )
  if (!row) throw new Error('The agency has no account of its own.')
  return row.iban
}

/** The creditor as its newest material names it. */
export async function newestCard(unit: Unit, companyId: bigint): Promise<CreditorCard | undefined> {
  const row = await unit.row<{ creditor: CreditorCard }>(
    'SELECT creditor FROM agency.assignment WHERE company_id = $1 ORDER BY id DESC LIMIT 1',
    [companyId],
    'agency.newestCard',
  )
  return row?.creditor
}

export async function insertInvoice(
  unit: Unit,
  made: NewInvoice,
  charges: readonly Charge[],
  at: Date,
): Promise<bigint> {
  const row = await unit.row<{ id: bigint }>(
    `INSERT INTO agency.invoice (company_id, uid, number, issued_on, due_on, period_end, currency, net, vat, paid_by_debtors, payable,
       way, iban, reference, language, buyer, pdf_sha256, pdf, finvoice_sha256, finvoice, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21) RETURNING id`,
    [
      ...[made.companyId, made.uid, made.number, made.issuedOn, made.dueOn, made.periodEnd, made.currency],
      ...[made.net, made.vat, made.paidByDebtors, made.payable, made.way, made.iban, made.reference, made.language],
      ...[JSON.stringify(made.buyer), made.pdfSha256, made.pdf, made.finvoiceSha256, made.finvoice, at],
    ],
    'agency.insertInvoice',
  )
  if (!row) throw new Error('The invoice was not stored.')
  await unit.rows(
    `INSERT INTO agency.invoice_line (company_id, invoice_id, ordinal, kind, on_day, source, assignment_id, count, net,
       vat_basis_points, vat, paid_by_debtor)
     SELECT $1, $2, t.ordinal, t.kind, t.on_day, t.source, t.assignment_id, t.count, t.net, t.basis_points, t.vat, t.paid
     FROM unnest($3::text[], $4::date[], $5::text[], $6::bigint[], $7::integer[], $8::bigint[], $9::integer[], $10::bigint[],
       $11::bigint[]) WITH ORDINALITY AS t (kind, on_day, source, assignment_id, count, net, basis_points, vat, paid, ordinal)`,
    [
      ...[made.companyId, row.id, charges.map(({ kind }) => kind), charges.map(({ on }) => on)],
      ...[charges.map(({ source }) => source), charges.map(({ assignmentId }) => assignmentId)],
      ...[charges.map(({ count }) => count), charges.map(({ net }) => net)],
      ...[charges.map(({ basisPoints }) => basisPoints), charges.map(({ vat }) => vat)],
      charges.map(({ paidByDebtor }) => paidByDebtor),
    ],
    'agency.insertInvoiceLines',
  )
  return row.id
}

/** What paying needs of an invoice. */
export interface OpenInvoice {
  readonly companyId: bigint
  readonly id: bigint
  readonly uid: string
  readonly number: bigint
  readonly currency: string
  readonly way: InvoiceWay
  /** Cents that nobody has paid. */
  readonly open: bigint
}

const OPEN = `
  SELECT i.company_id AS "companyId", i.id, i.uid, i.number, i.currency, i.way, (i.payable - coalesce(p.paid, 0))::bigint AS open
  FROM agency.invoice i
  LEFT JOIN LATERAL (SELECT sum(amount) AS paid FROM agency.invoice_payment
    WHERE company_id = i.company_id AND invoice_id = i.id) p ON true`

/** Those that the creditor has agreed to have set off, the oldest first. */
export function invoicesToSetOff(unit: Unit, companyId: bigint, currency: string): Promise<OpenInvoice[]> {
  return unit.rows<OpenInvoice>(
    `SELECT * FROM (${OPEN} WHERE i.company_id = $1 AND i.currency = $2 AND i.way = 'NETTED') o WHERE open > 0 ORDER BY number`,
    [companyId, currency],
    'agency.invoicesToSetOff',
  )
}

export function openInvoiceOfReference(unit: Unit, reference: string): Promise<OpenInvoice | undefined> {
  return unit.row<OpenInvoice>(`${OPEN} WHERE i.reference = $1`, [reference], 'agency.openInvoiceOfReference')
}

export function openInvoiceOf(unit: Unit, companyId: bigint, id: bigint): Promise<OpenInvoice | undefined> {
  return unit.row<OpenInvoice>(`${OPEN} WHERE i.company_id = $1 AND i.id = $2`, [companyId, id], 'agency.openInvoiceOf')
}

export interface InvoicePaymentRow {
  readonly kind: (typeof invoicePaymentKinds)[number]
  readonly on: CalendarDate
  /** As JSON has it: cents as text. */
  readonly amount: string
}

export interface InvoiceLineRow {
  readonly kind: InvoiceLineKind
  readonly on: CalendarDate
  readonly count: number
  readonly invoiceNumber: string | null
  readonly basisPoints: number
  /** As JSON has them: cents as text. */
  readonly net: string
  readonly vat: string
  readonly paidByDebtor: string
}

/** An invoice as staff see it. */
export interface InvoiceRow extends InvoiceHead {
  readonly id: bigint
  readonly creditorName: string
  readonly businessId: string
  readonly open: bigint
  readonly lines: readonly InvoiceLineRow[]
  readonly payments: readonly InvoicePaymentRow[]
}

const INVOICE = `
  SELECT i.company_id AS "companyId", i.id, i.uid, i.number, i.issued_on AS "issuedOn", i.due_on AS "dueOn",
    i.period_end AS "periodEnd", i.currency, i.net, i.vat, i.paid_by_debtors AS "paidByDebtors", i.payable, i.way, i.iban, i.reference,
    i.language, i.buyer->>'name' AS "creditorName", c.business_id AS "businessId",
    (i.payable - coalesce(p.paid, 0))::bigint AS open, l.lines, coalesce(p.payments, '[]') AS payments
  FROM agency.invoice i JOIN agency.creditor c ON c.company_id = i.company_id
  CROSS JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('kind', l.kind, 'on', l.on_day, 'count', l.count,
      'invoiceNumber', a.invoice_number, 'basisPoints', l.vat_basis_points, 'net', l.net::text, 'vat', l.vat::text,
      'paidByDebtor', l.paid_by_debtor::text) ORDER BY l.ordinal) AS lines
    FROM agency.invoice_line l LEFT JOIN agency.assignment a ON a.company_id = l.company_id AND a.id = l.assignment_id
    WHERE l.company_id = i.company_id AND l.invoice_id = i.id) l
  LEFT JOIN LATERAL (SELECT sum(amount) AS paid, jsonb_agg(jsonb_build_object('kind', kind, 'on', on_day, 'amount', amount::text)
      ORDER BY id) AS payments
    FROM agency.invoice_payment WHERE company_id = i.company_id AND invoice_id = i.id) p ON true`

/** The newest number first. */
export function listInvoices(unit: Unit, filter: { companyId: bigint | null; isOpen: boolean }, page: Page) {
  return unit.rows<InvoiceRow>(
    `SELECT * FROM (${INVOICE} WHERE ($1::bigint IS NULL OR i.company_id = $1) AND ($2::bigint IS NULL OR i.number < $2)) i
     WHERE NOT $3 OR open > 0 ORDER BY number DESC LIMIT $4`,
    [filter.companyId, page.after?.[0] ?? null, filter.isOpen, page.limit],
    'agency.listInvoices',
  )
}

export function invoiceOf(unit: Unit, companyId: bigint, id: bigint): Promise<InvoiceRow | undefined> {
  return unit.row<InvoiceRow>(`${INVOICE} WHERE i.company_id = $1 AND i.id = $2`, [companyId, id], 'agency.invoiceOf')
}

/** The bytes as they were sent. */
export async function invoiceFile(
  unit: Unit,
  uid: string,
  form: 'pdf' | 'finvoice',
): Promise<{ content: Buffer; number: bigint; companyId: bigint } | undefined> {
  return unit.row<{ content: Buffer; number: bigint; companyId: bigint }>(
    `SELECT ${form} AS content, number, company_id AS "companyId" FROM agency.invoice WHERE uid = $1`,
    [uid],
    `agency.invoiceFile.${form}`,
  )
}

export interface InvoiceFiles {
  readonly pdf: Buffer
  readonly finvoice: Buffer
}

/** The files of invoices by the names that messages give them. */
export async function invoiceFiles(unit: Unit, uids: readonly string[]): Promise<Map<string, InvoiceFiles>> {
  if (uids.length === 0) return new Map()
  const rows = await unit.rows<InvoiceFiles & { uid: string }>(
    'SELECT uid, pdf, finvoice FROM agency.invoice WHERE uid = ANY ($1::uuid[])',
    [uids],
    'agency.invoiceFiles',
  )
  return new Map(rows.map((row) => [row.uid, row]))
}
