import { allocationParts, type Beyond } from '../../ledger/payment/allocation.store.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { CompanyKey } from '../../platform/graphql/loader.ts'
import type { MoneyFacts, OpenParts, Shares } from './allocation.ts'

/** Postings that money makes; the others ask for it. Principal that is added after the hand-over had been paid before it. */
const MOVED = `(p.kind IN ('PAYMENT', 'DIRECT_PAYMENT', 'CREDIT', 'REVERSAL', 'REALLOCATION', 'REFUND')
  OR (p.kind = 'PRINCIPAL' AND e.type <> 'RECEIVED'))`

const sumOf = (what: string, where: string) => `coalesce((SELECT sum(${what})::bigint FROM ${where}), 0)`

const FACTS = `
  WITH a AS (
    SELECT * FROM duetto.assignment WHERE company_id = $1 AND invoice_id = $2 AND close_reason IS DISTINCT FROM 'REFUSED'
  ), m AS (
    SELECT p.component, p.beneficiary = 'CREDITOR' AS own, e.type, -p.amount AS used
    FROM a JOIN duetto.posting p ON p.company_id = a.company_id AND p.assignment_id = a.id
    LEFT JOIN duetto.assignment_event e ON e.company_id = p.company_id AND e.id = p.event_id
    WHERE ${MOVED}
  ), t AS (
    SELECT (e.detail ->> 'amount')::bigint * CASE e.type WHEN 'DIRECT_PAYMENT_REVERSED' THEN -1 ELSE 1 END AS amount
    FROM a JOIN duetto.assignment_event e ON e.company_id = a.company_id AND e.assignment_id = a.id
    WHERE e.type IN ('DIRECT_PAYMENT', 'DIRECT_PAYMENT_REVERSED', 'CREDIT_NOTE')
  ), l AS (
    SELECT l.* FROM duetto.settlement_line l JOIN duetto.assignment o ON o.company_id = l.company_id AND o.id = l.assignment_id
    WHERE o.company_id = $1 AND o.invoice_id = $2 AND (l.payment_id IS NOT NULL OR l.netted_payment_id IS NOT NULL)
  ), s AS (
    SELECT p.amount, EXISTS (SELECT 1 FROM l WHERE p.id IN (l.payment_id, l.netted_payment_id)) AS announced
    FROM ledger.payment p WHERE p.company_id = $1 AND p.invoice_id = $2 AND p.kind = 'SETTLEMENT'
  ), f AS (
    -- Direct payments that the agency has not answered yet, with what was expected of them.
    SELECT x.part, x.amount FROM (
      SELECT a.company_id, o.message -> 'body' ->> 'paymentId' AS payment, row_number() OVER (PARTITION BY a.id ORDER BY o.sequence) AS place,
        (SELECT count(*) FROM duetto.assignment_event e
          WHERE e.company_id = a.company_id AND e.assignment_id = a.id AND e.type = 'DIRECT_PAYMENT') AS answered
      FROM a JOIN duetto.outbox o ON o.company_id = a.company_id AND o.assignment = a.uid AND o.kind = 'DIRECT_PAYMENT'
    ) w JOIN ledger.allocation x ON x.company_id = w.company_id AND x.payment_id = w.payment::bigint WHERE w.place > w.answered
  )
  SELECT ${sumOf('amount', 't')} AS told, ${allocationParts
    .map((part) => `${sumOf('amount', `f WHERE part = '${part}'`)} AS "${part}"`)
    .join(', ')},
    ${sumOf('used', `m WHERE component = 'PRINCIPAL'`)} AS "usedPrincipal",
    ${sumOf('used', `m WHERE component = 'INTEREST'`)} AS "usedInterest",
    ${sumOf('used', `m WHERE component = 'COSTS' AND own`)} AS "usedCosts",
    ${sumOf('used', `m WHERE component = 'COSTS' AND NOT own AND type <> 'PAYMENT_TO_AGENCY'`)} AS "agencyCosts",
    ${sumOf('collected_principal', 'a')} AS "collectedPrincipal",
    ${sumOf('collected_interest', 'a')} AS "collectedInterest",
    ${sumOf('collected_costs', 'a')} AS "collectedCosts",
    ${sumOf('amount', 's')} AS settled, ${sumOf('amount', 's WHERE announced')} AS announced,
    ${sumOf('interest', 'l')} AS "linesInterest", ${sumOf('own_costs', 'l')} AS "linesCosts"`

type SharesOf<Name extends string> = { readonly [Part in keyof Shares as `${Name}${Capitalize<Part>}`]: bigint }
type FactsRow = Pick<MoneyFacts, 'told' | 'agencyCosts' | 'settled' | 'announced'> &
  Beyond &
  SharesOf<'used'> &
  SharesOf<'collected'> &
  Omit<SharesOf<'lines'>, 'linesPrincipal'>

/** Of the newest state of both copies; the caller holds the invoice's lock. */
export async function moneyFacts(unit: Unit, companyId: bigint, invoiceId: bigint): Promise<MoneyFacts> {
  const row = await unit.row<FactsRow>(FACTS, [companyId, invoiceId], 'duetto.moneyFacts')
  if (!row) throw new Error('A sum has a row.')
  const { told, agencyCosts, settled, announced, INTEREST, COSTS, AGENCY_COSTS, EXCESS } = row
  return {
    told,
    expected: { INTEREST, COSTS, AGENCY_COSTS, EXCESS },
    agencyCosts,
    settled,
    announced,
    used: { principal: row.usedPrincipal, interest: row.usedInterest, costs: row.usedCosts },
    collected: { principal: row.collectedPrincipal, interest: row.collectedInterest, costs: row.collectedCosts },
    lines: { principal: 0n, interest: row.linesInterest, costs: row.linesCosts },
  }
}

export interface OpenDebt extends OpenParts {
  readonly invoiceId: bigint
  readonly debtor: 'CONSUMER' | 'BUSINESS'
}

/** What is open of the invoices' running assignments. */
export function openDebts(unit: Unit, companyId: bigint, invoiceIds: readonly bigint[]): Promise<OpenDebt[]> {
  return unit.rows<OpenDebt>(
    `SELECT a.invoice_id AS "invoiceId", a.debtor_kind AS debtor, a.principal_open AS "PRINCIPAL", a.interest_open AS "INTEREST",
       c.own AS "COSTS", a.costs_open - c.own AS "AGENCY_COSTS"
     FROM duetto.assignment a CROSS JOIN LATERAL (
       SELECT coalesce(sum(p.amount), 0)::bigint AS own FROM duetto.posting p
       WHERE p.company_id = a.company_id AND p.assignment_id = a.id AND p.component = 'COSTS' AND p.beneficiary = 'CREDITOR'
     ) c
     WHERE a.company_id = $1 AND a.invoice_id = ANY ($2::bigint[]) AND a.stage <> 'CLOSED'`,
    [companyId, invoiceIds],
    'duetto.openDebts',
  )
}

export interface AnnouncedLine extends Shares {
  readonly invoiceId: bigint
  readonly id: bigint
  readonly amount: bigint
}

/** Announced lines of the invoices that no money was booked on yet, with what they were said to have paid. */
export function announcedLines(unit: Unit, companyId: bigint, invoiceIds: readonly bigint[]): Promise<AnnouncedLine[]> {
  return unit.rows<AnnouncedLine>(
    `SELECT a.invoice_id AS "invoiceId", l.id, l.amount, coalesce(l.principal, l.amount) AS principal,
       coalesce(l.interest, 0) AS interest, coalesce(l.own_costs, 0) AS costs
     FROM duetto.assignment a JOIN duetto.settlement_line l ON l.company_id = a.company_id AND l.assignment_id = a.id
     WHERE a.company_id = $1 AND a.invoice_id = ANY ($2::bigint[]) AND l.payment_id IS NULL ORDER BY l.id`,
    [companyId, invoiceIds],
    'duetto.announcedLines',
  )
}

/** Settlement lines of one assignment that hold something back, and are not booked as such yet. */
export function linesToNet(
  unit: Unit,
  companyId: bigint,
  assignmentId: bigint,
): Promise<{ id: bigint; held: bigint }[]> {
  return unit.rows(
    `SELECT l.id, (l.share - l.amount)::bigint AS held FROM duetto.settlement_line l
     WHERE l.company_id = $1 AND l.assignment_id = $2 AND l.share <> l.amount AND l.netted_payment_id IS NULL ORDER BY l.id`,
    [companyId, assignmentId],
    'duetto.linesToNet',
  )
}

export async function markNetted(unit: Unit, companyId: bigint, lineId: bigint, paymentId: bigint): Promise<void> {
  await unit.rows(
    'UPDATE duetto.settlement_line SET netted_payment_id = $3 WHERE company_id = $1 AND id = $2',
    [companyId, lineId, paymentId],
    'duetto.markNetted',
  )
}

/**
 * Principal that the agency has collected on ended assignments and the company has not booked yet, by invoice: the debtor
 * does not owe it any more, though the ledger waits for it.
 */
export function collectedAhead(
  unit: Unit,
  keys: readonly CompanyKey[],
): Promise<{ companyId: bigint; invoiceId: bigint; ahead: bigint }[]> {
  return unit.rows(
    `SELECT c.company_id AS "companyId", c.invoice_id AS "invoiceId", (c.collected - c.booked)::bigint AS ahead FROM (
       SELECT a.company_id, a.invoice_id, sum(a.collected_principal) AS collected, coalesce((
           SELECT sum(CASE WHEN l.payment_id IS NOT NULL OR l.amount = 0 THEN coalesce(l.principal, l.amount) END)
           FROM duetto.settlement_line l JOIN duetto.assignment o ON o.company_id = l.company_id AND o.id = l.assignment_id
           WHERE o.company_id = a.company_id AND o.invoice_id = a.invoice_id), 0)
         + coalesce((SELECT sum(p.amount) FROM ledger.payment p
           WHERE p.company_id = a.company_id AND p.invoice_id = a.invoice_id AND p.kind = 'SETTLEMENT' AND NOT EXISTS (
             SELECT 1 FROM duetto.settlement_line l WHERE l.company_id = p.company_id AND p.id IN (l.payment_id, l.netted_payment_id))), 0) AS booked
       FROM unnest($1::bigint[], $2::bigint[]) AS k (company_id, id)
       JOIN duetto.assignment a ON a.company_id = k.company_id AND a.invoice_id = k.id
       WHERE a.close_reason IS DISTINCT FROM 'REFUSED'
       GROUP BY a.company_id, a.invoice_id
     ) c WHERE c.collected > c.booked`,
    [keys.map((key) => key.companyId), keys.map((key) => key.id)],
    'duetto.collectedAhead',
  )
}

export interface DividedLine {
  readonly id: bigint
  readonly share: bigint
  /** Null: not divided yet. */
  readonly interest: bigint | null
  readonly costs: bigint | null
}

export function linesOf(unit: Unit, companyId: bigint, assignmentId: bigint): Promise<DividedLine[]> {
  return unit.rows<DividedLine>(
    `SELECT l.id, coalesce(l.share, l.amount) AS share, l.interest, l.own_costs AS costs FROM duetto.settlement_line l
     WHERE l.company_id = $1 AND l.assignment_id = $2 ORDER BY l.id`,
    [companyId, assignmentId],
    'duetto.linesOf',
  )
}

export async function collectedOf(unit: Unit, companyId: bigint, assignmentId: bigint): Promise<Shares> {
  const row = await unit.row<Shares>(
    `SELECT collected_principal AS principal, collected_interest AS interest, collected_costs AS costs
     FROM duetto.assignment WHERE company_id = $1 AND id = $2`,
    [companyId, assignmentId],
    'duetto.collectedOf',
  )
  if (!row) throw new Error('The assignment is locked by the caller.')
  return row
}

export async function divideLine(unit: Unit, companyId: bigint, lineId: bigint, shares: Shares): Promise<void> {
  await unit.rows(
    'UPDATE duetto.settlement_line SET principal = $3, interest = $4, own_costs = $5 WHERE company_id = $1 AND id = $2',
    [companyId, lineId, shares.principal, shares.interest, shares.costs],
    'duetto.divideLine',
  )
}
