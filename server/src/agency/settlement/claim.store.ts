import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'

/** What a creditor owes to the client funds. Cents. */
export interface Claim {
  readonly companyId: bigint
  readonly id: bigint
  readonly uid: string
  readonly iban: string
  readonly currency: string
  readonly reference: string
  readonly raisedOn: CalendarDate
  readonly amount: bigint
  readonly closedOn: CalendarDate | null
}

const CLAIM = `
  SELECT company_id AS "companyId", id, uid, iban, currency, reference, raised_on AS "raisedOn", amount, closed_on AS "closedOn"
  FROM agency.claim`

export function runningClaims(unit: Unit, companyId: bigint): Promise<Claim[]> {
  return unit.rows<Claim>(
    `${CLAIM} WHERE company_id = $1 AND closed_on IS NULL ORDER BY id`,
    [companyId],
    'agency.runningClaims',
  )
}

export interface ClaimRow extends Claim {
  readonly creditorName: string
  readonly businessId: string
}

/** Of all creditors: those that run first, then the newest. */
export function listClaims(unit: Unit): Promise<ClaimRow[]> {
  return unit.rows<ClaimRow>(
    `SELECT l.company_id AS "companyId", l.id, l.uid, l.iban, l.currency, l.reference, l.raised_on AS "raisedOn", l.amount,
       l.closed_on AS "closedOn", coalesce(c.name, c.business_id) AS "creditorName", c.business_id AS "businessId"
     FROM agency.claim l JOIN agency.creditor c ON c.company_id = l.company_id
     ORDER BY (l.closed_on IS NOT NULL), l.raised_on DESC, l.company_id, l.id DESC LIMIT 100`,
    [],
    'agency.listClaims',
  )
}

export function claimOfReference(unit: Unit, reference: string): Promise<Claim | undefined> {
  return unit.row<Claim>(`${CLAIM} WHERE reference = $1`, [reference], 'agency.claimOfReference')
}

export async function insertClaim(unit: Unit, claim: Omit<Claim, 'id' | 'closedOn'>): Promise<void> {
  const { companyId, uid, iban, currency, reference, raisedOn, amount } = claim
  await unit.rows(
    `INSERT INTO agency.claim (company_id, uid, iban, currency, reference, raised_on, amount)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [companyId, uid, iban, currency, reference, raisedOn, amount],
    'agency.insertClaim',
  )
}

export async function updateClaim(
  unit: Unit,
  { companyId, id }: Claim,
  amount: bigint,
  closedOn: CalendarDate | null,
): Promise<void> {
  await unit.rows(
    'UPDATE agency.claim SET amount = $3, closed_on = $4 WHERE company_id = $1 AND id = $2',
    [companyId, id, amount, closedOn],
    'agency.updateClaim',
  )
}

/** The open share of an assignment, in cents; below zero: the creditor was paid too much of it. */
export interface NetShare {
  readonly assignmentId: bigint
  readonly uid: string
  readonly invoiceNumber: string
  readonly clientIban: string
  readonly currency: string
  readonly amount: bigint
}

/** Of every assignment of which something is collected and not settled, or settled and taken back; the oldest first. */
export function netShares(unit: Unit, companyId: bigint): Promise<NetShare[]> {
  return unit.rows<NetShare>(
    `SELECT a.id AS "assignmentId", a.uid, a.invoice_number AS "invoiceNumber", a.client_iban AS "clientIban", a.currency,
       (c.share - coalesce(s.settled, 0))::bigint AS amount
     FROM (SELECT assignment_id, sum(creditor_share) AS share FROM agency.client_allocation
       WHERE company_id = $1 GROUP BY assignment_id) c
     LEFT JOIN (SELECT assignment_id, sum(amount) AS settled FROM agency.settlement_line
       WHERE company_id = $1 GROUP BY assignment_id) s USING (assignment_id)
     JOIN agency.assignment a ON a.company_id = $1 AND a.id = c.assignment_id
     WHERE c.share <> coalesce(s.settled, 0) ORDER BY a.id`,
    [companyId],
    'agency.netShares',
  )
}

export async function nextReferenceBase(unit: Unit): Promise<bigint> {
  const row = await unit.row<{ base: bigint }>(
    `SELECT nextval('agency.reference_base') AS base`,
    [],
    'agency.nextReferenceBase',
  )
  if (!row) throw new Error('A sequence has a next value.')
  return row.base
}

/** Two runs at once would settle twice. NO KEY: whoever writes for the creditor meanwhile is not held up. */
export async function lockCreditor(unit: Unit, companyId: bigint): Promise<void> {
  await unit.rows(
    'SELECT 1 FROM agency.creditor WHERE company_id = $1 FOR NO KEY UPDATE',
    [companyId],
    'agency.lockCreditor',
  )
}
