import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Money } from '../../kernel/money.ts'
import type { UserError } from '../../kernel/result.ts'
import type { InvoiceForSend } from '../../ledger/invoice/serviceLink.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { CompanyKey } from '../../platform/graphql/loader.ts'
import type { Fee } from '../activation/priceList.ts'
import type { AfterReminder, AssignmentKind } from '../assignment/assignment.enums.ts'
import { keyArrays } from '../history.store.ts'
import type { Creditor } from '../road/material.ts'
import type { SendRequest, SendState } from './send.ts'
import type { ServiceLetter } from './sendFacts.ts'

export interface MadeSend {
  readonly id: bigint
  readonly digest: Buffer
  readonly sentCount: number
  readonly state: SendState
}

/** Sends of one company with the same key come one after another: the second finds what the first made. */
export async function lockSendKey(unit: Unit, companyId: bigint, key: string): Promise<MadeSend | undefined> {
  await unit.rows(
    `SELECT pg_advisory_xact_lock(hashtextextended('duetto.send:' || $1::text || ':' || $2, 0))`,
    [companyId, key],
    'duetto.lockSendKey',
  )
  return unit.row(
    `SELECT id, request_digest AS digest, sent_count AS "sentCount", state FROM duetto.send WHERE company_id = $1 AND idempotency_key = $2`,
    [companyId, key],
    'duetto.sendByKey',
  )
}

export async function creditorOf(unit: Unit, companyId: bigint): Promise<Creditor> {
  const row = await unit.row<Creditor>(
    `SELECT business_id AS "businessId", name, street, post_code AS "postCode", town, country, email, phone,
       may_deduct_vat AS "mayDeductVat"
     FROM access.company WHERE company_id = $1`,
    [companyId],
    'duetto.creditorOf',
  )
  if (!row) throw new Error(`Company ${companyId} is not readable in its own unit.`)
  return row
}

/** A send as far as its invoices need it. */
export interface HandOver {
  readonly companyId: bigint
  readonly sendId: bigint
  readonly kind: AssignmentKind
  readonly afterReminder: AfterReminder | null
  readonly on: CalendarDate
  readonly at: Date
}

export function serviceLettersOf(unit: Unit, invoices: readonly CompanyKey[]): Promise<ServiceLetter[]> {
  return unit.rows(
    `SELECT a.company_id AS "companyId", a.invoice_id AS "invoiceId", l.kind, l.sent_on AS "sentOn"
     FROM duetto.assignment a JOIN duetto.letter l ON l.company_id = a.company_id AND l.assignment_id = a.id
     WHERE (a.company_id, a.invoice_id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[])) ORDER BY l.sent_on, l.id`,
    keyArrays(invoices),
    'duetto.serviceLetters',
  )
}

export interface Previous {
  readonly invoiceId: bigint
  readonly id: bigint
  readonly uid: string
}

/** The newest assignment of each invoice that the agency had taken on. */
export function previousOf(unit: Unit, companyId: bigint, invoiceIds: readonly bigint[]): Promise<Previous[]> {
  return unit.rows(
    `SELECT DISTINCT ON (invoice_id) invoice_id AS "invoiceId", id, uid FROM duetto.assignment
     WHERE company_id = $1 AND invoice_id = ANY ($2::bigint[]) AND close_reason <> 'REFUSED' ORDER BY invoice_id, id DESC`,
    [companyId, invoiceIds],
    'duetto.previousOf',
  )
}

export interface NewSend {
  readonly request: SendRequest
  readonly digest: Buffer
  readonly on: CalendarDate
  readonly at: Date
  readonly userId: bigint
  readonly priceListId: bigint
  readonly sentCount: number
  readonly refusedCount: number
  readonly principal: Money
  readonly fee: Fee
  readonly state: SendState
  /** Of a send in the background; null: all are answered at once. */
  readonly askedCount: number | null
}

export async function insertSend(unit: Unit, send: NewSend): Promise<bigint> {
  const { request, fee } = send
  const row = await unit.row<{ id: bigint }>(
    `INSERT INTO duetto.send (company_id, kind, after_reminder, idempotency_key, request_digest, sent_on, at, user_id,
       price_list_id, currency, sent_count, refused_count, principal, fee, fee_vat, state, asked_count)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) RETURNING id`,
    [
      request.companyId,
      request.kind,
      request.afterReminder,
      request.idempotencyKey,
      send.digest,
      send.on,
      send.at,
      send.userId,
      send.priceListId,
      fee.fee.currency,
      send.sentCount,
      send.refusedCount,
      send.principal.minor,
      fee.fee.minor,
      fee.vat.minor,
      send.state,
      send.askedCount,
    ],
    'duetto.insertSend',
  )
  return (row as { id: bigint }).id
}

export interface NewAssignment {
  readonly uid: string
  readonly invoice: InvoiceForSend
  readonly previousId: bigint | null
}

/** The assignments of a send with their first event, all at once. Returns the ids by invoice. */
export async function insertAssignments(
  unit: Unit,
  { companyId, sendId, kind, afterReminder, on, at }: HandOver,
  assignments: readonly NewAssignment[],
): Promise<Map<bigint, bigint>> {
  const rows = assignments.map(({ uid, invoice, previousId }) => ({
    uid,
    invoice: invoice.id.toString(),
    previous: previousId?.toString() ?? null,
    number: invoice.number,
    reference: invoice.reference,
    due: invoice.dueOn,
    debtor: invoice.customer.name,
    business: invoice.customer.businessId,
    kind: invoice.customer.kind,
    currency: invoice.currency,
    open: invoice.open.toString(),
  }))
  // Until the agency's acknowledgement brings the lines, the balance is what was handed over.
  const inserted = await unit.rows<{ id: bigint; invoiceId: bigint }>(
    `INSERT INTO duetto.assignment (company_id, uid, invoice_id, send_id, previous_id, kind, after_reminder, stage, opened_on,
       invoice_number, reference, due_on, debtor_name, debtor_business_id, debtor_kind, currency, principal, principal_open,
       balance, newest_event_type, newest_event_on, newest_event_at, sent_sequence)
     SELECT $1, r.uid, r.invoice, $2, r.previous, $3, $4, 'SENT', $5, r.number, r.reference, r.due, r.debtor, r.business, r.kind,
       r.currency, r.open, r.open, r.open, 'SENT', $5, $6, 1
     FROM jsonb_to_recordset($7::jsonb) AS r (uid uuid, invoice bigint, previous bigint, number text, reference text, due date,
       debtor text, business text, kind text, currency text, open bigint)
     RETURNING id, invoice_id AS "invoiceId"`,
    [companyId, sendId, kind, afterReminder, on, at, JSON.stringify(rows)],
    'duetto.insertAssignments',
  )
  await unit.rows(
    `WITH sent AS (
       INSERT INTO duetto.assignment_event (company_id, assignment_id, uid, type, on_day, at)
       SELECT $1, id, gen_random_uuid(), 'SENT', $3, $4 FROM unnest($2::bigint[]) AS i (id) RETURNING id, assignment_id
     )
     UPDATE duetto.assignment a SET newest_event_id = sent.id FROM sent WHERE a.company_id = $1 AND a.id = sent.assignment_id`,
    [companyId, inserted.map((row) => row.id), on, at],
    'duetto.insertSentEvents',
  )
  return new Map(inserted.map((row) => [row.invoiceId, row.id]))
}

/** What became of one invoice of a send: an assignment, or the first reason against it; neither: it waits. */
export interface NewItem {
  readonly invoiceId: bigint
  readonly assignmentId: bigint | null
  readonly refusal: UserError | null
}

export async function insertItems(
  unit: Unit,
  companyId: bigint,
  sendId: bigint,
  items: readonly NewItem[],
): Promise<void> {
  const rows = items.map(({ invoiceId, assignmentId, refusal }, index) => ({
    ordinal: index + 1,
    invoice: invoiceId.toString(),
    assignment: assignmentId?.toString() ?? null,
    code: refusal?.code ?? null,
    message: refusal?.message ?? null,
    values: refusal?.values ?? null,
  }))
  await unit.rows(
    `INSERT INTO duetto.send_item (company_id, send_id, ordinal, invoice_id, assignment_id, code, message, refusal_values)
     SELECT $1, $2, r.ordinal, r.invoice, r.assignment, r.code, r.message, r.values
     FROM jsonb_to_recordset($3::jsonb) AS r (ordinal integer, invoice bigint, assignment bigint, code text, message text, values jsonb)`,
    [companyId, sendId, JSON.stringify(rows)],
    'duetto.insertItems',
  )
}
