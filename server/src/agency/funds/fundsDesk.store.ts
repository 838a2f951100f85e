import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import type { TransactionState } from './clientFunds.store.ts'
import type { OutgoingReason } from './outgoingDesk.store.ts'

/** Amounts in cents. */
export interface FundsTransaction {
  readonly id: bigint
  readonly iban: string
  readonly bookedOn: CalendarDate
  /** Positive came in, negative went out. */
  readonly amount: bigint
  readonly currency: string
  readonly reference: string | null
  readonly payerName: string | null
  readonly payerIban: string | null
  readonly message: string | null
  readonly state: TransactionState
  /** Paid above what was owed and not given back yet. */
  readonly refundable: bigint
  readonly allocations: readonly FundsAllocation[]
  readonly payeeName: string | null
  readonly endToEndId: string | null
  /** Of money that left or came back: what of it no transfer of ours explains, with its sign. */
  readonly rest: bigint
  readonly explainedAs: OutgoingReason | null
  readonly explanation: string | null
  /** The transfers that left with it, or that came back with it. */
  readonly instructions: readonly FundsInstruction[]
}

/** As JSON has it: cents as text. */
export interface FundsInstruction {
  readonly endToEndId: string
  readonly messageId: string
  readonly toName: string
  readonly amount: string
}

/** As JSON has it: cents as text. */
export interface FundsAllocation {
  readonly creditorName: string
  readonly debtorName: string
  readonly invoiceNumber: string
  readonly creditor: string
  readonly agency: string
  readonly excess: string
}

const TRANSACTION = `
  SELECT t.id, t.iban, t.booked_on AS "bookedOn", t.amount, t.currency, t.reference, t.payer_name AS "payerName",
    t.payer_iban AS "payerIban", t.message, t.state, coalesce(c.allocations, '[]') || coalesce(i.allocations, '[]') AS allocations,
    CASE WHEN t.state = 'ALLOCATED' THEN (coalesce(c.excess, 0) - coalesce(r.amount, 0))::bigint ELSE 0 END AS refundable,
    t.payee_name AS "payeeName", t.end_to_end_id AS "endToEndId", t.explained_as AS "explainedAs", t.explanation,
    CASE WHEN t.state = 'OUTGOING' THEN (t.amount + CASE WHEN t.amount < 0 THEN coalesce(o.amount, 0) ELSE -coalesce(o.amount, 0) END)::bigint ELSE 0 END AS rest,
    coalesce(o.instructions, '[]') AS instructions
  FROM agency.client_transaction t
  LEFT JOIN LATERAL (
    SELECT sum(c.excess) AS excess, jsonb_agg(jsonb_build_object('creditorName', a.creditor->>'name', 'debtorName', a.debtor->>'name',
      'invoiceNumber', a.invoice_number, 'creditor', c.creditor_share::text, 'agency', c.agency_share::text, 'excess', c.excess::text)
      ORDER BY c.id) AS allocations
    FROM agency.client_allocation c JOIN agency.assignment a ON a.company_id = c.company_id AND a.id = c.assignment_id
    WHERE c.transaction_id = t.id
  ) c ON true
  -- An invoice of the agency's is paid by the company that owes it.
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('creditorName', 'Duetto', 'debtorName', n.buyer->>'name', 'invoiceNumber', n.number::text,
      'creditor', '0', 'agency', p.amount::text, 'excess', '0') ORDER BY p.id) AS allocations
    FROM agency.invoice_payment p JOIN agency.invoice n ON n.company_id = p.company_id AND n.id = p.invoice_id
    WHERE p.transaction_id = t.id
  ) i ON true
  LEFT JOIN LATERAL (
    SELECT sum(x.amount) AS amount, jsonb_agg(jsonb_build_object('endToEndId', x.end_to_end_id, 'messageId', f.message_id,
      'toName', coalesce(p.to_name, k.name), 'amount', x.amount::text) ORDER BY x.payment_file_id, x.ordinal) AS instructions
    FROM agency.transfer x JOIN agency.payment_file f ON f.id = x.payment_file_id
    LEFT JOIN agency.payout p ON p.id = x.payout_id LEFT JOIN agency.creditor k ON k.company_id = x.company_id
    WHERE x.paid_by_id = t.id OR x.returned_by_id = t.id
  ) o ON t.state = 'OUTGOING'
  LEFT JOIN LATERAL (SELECT sum(amount) AS amount FROM agency.payout p WHERE p.transaction_id = t.id AND p.kind = 'REFUND') r ON true`

export interface FundsFilter {
  readonly state: TransactionState | null
  /** Only those of which something is to be given back. */
  readonly isOverpaid: boolean
  /** Only what left, or came back, and waits for a person to say what it was. */
  readonly isUnexplained?: boolean
}

export function listTransactions(unit: Unit, filter: FundsFilter, page: Page): Promise<FundsTransaction[]> {
  const [day, id] = page.after ?? [null, null]
  return unit.rows<FundsTransaction>(
    `SELECT * FROM (${TRANSACTION}
       WHERE ($1::text IS NULL OR t.state = $1) AND ($2::date IS NULL OR (t.booked_on, t.id) < ($2::date, $3::bigint))) t
     WHERE (NOT $4 OR refundable > 0) AND (NOT $6 OR (rest <> 0 AND "explainedAs" IS NULL))
     ORDER BY "bookedOn" DESC, id DESC LIMIT $5`,
    [
      filter.isUnexplained ? 'OUTGOING' : filter.state,
      day,
      id,
      filter.isOverpaid,
      page.limit,
      filter.isUnexplained ?? false,
    ],
    'agency.listTransactions',
  )
}

export function transactionOf(unit: Unit, id: bigint): Promise<FundsTransaction | undefined> {
  return unit.row<FundsTransaction>(`${TRANSACTION} WHERE t.id = $1`, [id], 'agency.transactionOf')
}

/** The assignment that a transaction is on, when it is on one alone. */
export async function assignmentIn(
  unit: Unit,
  id: bigint,
): Promise<{ companyId: bigint; assignmentId: bigint } | undefined> {
  const rows = await unit.rows<{ companyId: bigint; assignmentId: bigint }>(
    `SELECT DISTINCT company_id AS "companyId", assignment_id AS "assignmentId" FROM agency.client_allocation WHERE transaction_id = $1`,
    [id],
    'agency.assignmentIn',
  )
  return rows.length === 1 ? rows[0] : undefined
}

/** Nobody else decides on it until the unit ends. */
export async function lockTransaction(unit: Unit, id: bigint): Promise<void> {
  await unit.rows('SELECT 1 FROM agency.client_transaction WHERE id = $1 FOR UPDATE', [id], 'agency.lockTransaction')
}

/** An assignment that a payment may belong to. */
export interface MatchCandidate {
  readonly companyId: bigint
  readonly id: bigint
  readonly creditorName: string
  readonly debtorName: string
  readonly invoiceNumber: string
  readonly reference: string
  readonly stage: string
  readonly currency: string
  readonly balance: bigint
}

const CANDIDATE = `
  SELECT a.company_id AS "companyId", a.id, a.creditor->>'name' AS "creditorName", a.debtor->>'name' AS "debtorName",
    a.invoice_number AS "invoiceNumber", a.reference, a.stage, a.currency, p.balance
  FROM agency.assignment a
  CROSS JOIN LATERAL (SELECT coalesce(sum(amount), 0)::bigint AS balance FROM agency.posting
    WHERE company_id = a.company_id AND assignment_id = a.id) p`

/**
 * Assignments found by a text: the agency's reference, the invoice's own reference or number, or part of the debtor's
 * name; running ones first. For staff alone, and few: it reads the book by a scan.
 */
export function findCandidates(unit: Unit, text: string, currency: string | null): Promise<MatchCandidate[]> {
  return unit.rows<MatchCandidate>(
    `${CANDIDATE} WHERE ($2::text IS NULL OR a.currency = $2) AND a.close_reason IS DISTINCT FROM 'REFUSED'
       AND (a.reference = $1 OR a.invoice_reference = $1 OR a.invoice_number = $1
         OR (length($1) >= 3 AND position(lower($1) IN lower(a.debtor->>'name')) > 0))
     ORDER BY (a.stage = 'CLOSED'), a.company_id, a.id DESC LIMIT 20`,
    [text, currency],
    'agency.findCandidates',
  )
}

export interface Payout {
  readonly kind: 'REFUND' | 'RETURN'
  readonly toName: string
  readonly toIban: string
  readonly amount: bigint
  readonly message: string
}

export async function insertPayout(unit: Unit, of: FundsTransaction, payout: Payout, at: Date): Promise<void> {
  const { kind, toName, toIban, amount, message } = payout
  await unit.rows(
    `INSERT INTO agency.payout (kind, transaction_id, from_iban, to_name, to_iban, amount, currency, message, decided_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [kind, of.id, of.iban, toName, toIban, amount, of.currency, message, at],
    'agency.insertPayout',
  )
}
