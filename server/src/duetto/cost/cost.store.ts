import type { MessageCost } from '../../exchange/messages/fromAgency.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { CompanyKey } from '../../platform/graphql/loader.ts'
import { keyArrays } from '../history.store.ts'
import type { CostAgreement, CostKind, CostState, InvoiceCost } from './cost.ts'

export interface AgreementRow {
  readonly companyId: bigint
  readonly id: bigint
  readonly kind: CostKind
  readonly amount: bigint
  readonly currency: string
  readonly validFrom: CalendarDate
  readonly validTo: CalendarDate | null
  readonly agreedAt: Date
}

/** Newest first. */
export function agreementRows(unit: Unit, companyId: bigint): Promise<AgreementRow[]> {
  return unit.rows<AgreementRow>(
    `SELECT a.company_id AS "companyId", a.id, a.kind, a.amount, a.currency, a.valid_from AS "validFrom", a.valid_to AS "validTo",
       a.agreed_at AS "agreedAt"
     FROM duetto.cost_agreement a WHERE a.company_id = $1 ORDER BY a.valid_from DESC, a.id DESC`,
    [companyId],
    'duetto.costAgreements',
  )
}

export function agreementOf({ kind, amount, currency, validFrom, validTo }: AgreementRow): CostAgreement {
  return { kind, amount: money(amount, currency), validFrom, validTo }
}

export async function insertAgreement(
  unit: Unit,
  companyId: bigint,
  agreement: CostAgreement,
  by: { readonly userId: bigint; readonly at: Date },
): Promise<bigint> {
  const { kind, amount, validFrom, validTo } = agreement
  const row = await unit.row<{ id: bigint }>(
    `INSERT INTO duetto.cost_agreement (company_id, kind, amount, currency, valid_from, valid_to, agreed_by, agreed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [companyId, kind, amount.minor, amount.currency, validFrom, validTo, by.userId, by.at],
    'duetto.insertCostAgreement',
  )
  return (row as { id: bigint }).id
}

/** A newer agreement takes the place of the older from its first day on. */
export async function endAgreementsBefore(
  unit: Unit,
  companyId: bigint,
  kind: CostKind,
  from: CalendarDate,
): Promise<void> {
  await unit.rows(
    `UPDATE duetto.cost_agreement SET valid_to = $3::date - 1
     WHERE company_id = $1 AND kind = $2 AND valid_from < $3 AND (valid_to IS NULL OR valid_to >= $3)`,
    [companyId, kind, from],
    'duetto.endCostAgreements',
  )
}

export interface CostRow {
  readonly companyId: bigint
  readonly invoiceId: bigint
  readonly kind: CostKind
  readonly amount: bigint
  readonly currency: string
  readonly state: CostState
  readonly section: string | null
  readonly note: string | null
}

export function costsOf(unit: Unit, invoices: readonly CompanyKey[]): Promise<CostRow[]> {
  return unit.rows<CostRow>(
    `SELECT c.company_id AS "companyId", c.invoice_id AS "invoiceId", c.kind, c.amount, c.currency, c.state, c.section, c.note
     FROM duetto.collection_cost c
     WHERE (c.company_id, c.invoice_id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[])) ORDER BY c.kind DESC`,
    keyArrays(invoices),
    'duetto.costsOf',
  )
}

/** What still has to go with the invoice's material: added and not sent, or sent in an assignment that came to nothing. */
export interface WaitingCost extends InvoiceCost {
  readonly companyId: bigint
  readonly invoiceId: bigint
}

export async function waitingCosts(unit: Unit, invoices: readonly CompanyKey[]): Promise<WaitingCost[]> {
  const rows = await unit.rows<CostRow>(
    `SELECT c.company_id AS "companyId", c.invoice_id AS "invoiceId", c.kind, c.amount, c.currency, c.state, c.section, c.note
     FROM duetto.collection_cost c
     LEFT JOIN duetto.assignment a ON a.company_id = c.company_id AND a.id = c.assignment_id
     WHERE (c.company_id, c.invoice_id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[]))
       AND (c.state = 'ADDED' OR a.close_reason IN ('REFUSED', 'RECALLED'))
     ORDER BY c.kind DESC`,
    keyArrays(invoices),
    'duetto.waitingCosts',
  )
  return rows.map(({ companyId, invoiceId, kind, amount, currency }) => ({
    ...{ companyId, invoiceId, kind },
    amount: money(amount, currency),
  }))
}

/** Adds or replaces the cost of a kind. */
export async function putCost(
  unit: Unit,
  companyId: bigint,
  invoiceId: bigint,
  { kind, amount }: InvoiceCost,
  by: { readonly userId: bigint; readonly at: Date },
): Promise<void> {
  await unit.rows(
    `INSERT INTO duetto.collection_cost (company_id, invoice_id, kind, amount, currency, added_by, added_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (company_id, invoice_id, kind) DO UPDATE SET amount = excluded.amount, currency = excluded.currency,
       added_by = excluded.added_by, added_at = excluded.added_at, assignment_id = NULL, state = 'ADDED', section = NULL, note = NULL`,
    [companyId, invoiceId, kind, amount.minor, amount.currency, by.userId, by.at],
    'duetto.putCost',
  )
}

/** The cost that is gone, in cents; undefined when there was none. */
export async function deleteCost(
  unit: Unit,
  companyId: bigint,
  invoiceId: bigint,
  kind: CostKind,
): Promise<{ amount: bigint; currency: string } | undefined> {
  return unit.row(
    'DELETE FROM duetto.collection_cost c WHERE c.company_id = $1 AND c.invoice_id = $2 AND c.kind = $3 RETURNING c.amount, c.currency',
    [companyId, invoiceId, kind],
    'duetto.deleteCost',
  )
}

/** The costs went with the assignments' material. */
export async function markCostsSent(
  unit: Unit,
  companyId: bigint,
  sent: readonly { readonly invoiceId: bigint; readonly assignmentId: bigint; readonly kind: CostKind }[],
): Promise<void> {
  if (sent.length === 0) return
  await unit.rows(
    `UPDATE duetto.collection_cost c SET assignment_id = s.assignment, state = 'SENT', section = NULL, note = NULL
     FROM unnest($2::bigint[], $3::bigint[], $4::text[]) AS s (invoice, assignment, kind)
     WHERE c.company_id = $1 AND c.invoice_id = s.invoice AND c.kind = s.kind`,
    [companyId, sent.map((one) => one.invoiceId), sent.map((one) => one.assignmentId), sent.map((one) => one.kind)],
    'duetto.markCostsSent',
  )
}

/** What the agency made of the costs of an assignment. */
export async function answerCosts(
  unit: Unit,
  companyId: bigint,
  assignmentId: bigint,
  costs: readonly MessageCost[],
): Promise<void> {
  for (const { kind, accepted, section, message } of costs) {
    await unit.rows(
      `UPDATE duetto.collection_cost SET state = $4, section = $5, note = $6
       WHERE company_id = $1 AND assignment_id = $2 AND kind = $3`,
      [companyId, assignmentId, kind, accepted ? 'ACCEPTED' : 'REFUSED', section, message],
      'duetto.answerCost',
    )
  }
}

/** What sending an invoice needs to know of its costs: in the order of the keys. No agreements are read where no cost is. */
export async function costFacts(
  unit: Unit,
  keys: readonly CompanyKey[],
): Promise<{ costs: WaitingCost[]; agreements: CostAgreement[] }[]> {
  const costs = await waitingCosts(unit, keys)
  const companies = [...new Set(costs.map((cost) => cost.companyId))]
  const agreements = new Map<bigint, CostAgreement[]>()
  for (const companyId of companies) agreements.set(companyId, (await agreementRows(unit, companyId)).map(agreementOf))
  return keys.map(({ companyId, id }) => ({
    costs: costs.filter((cost) => cost.companyId === companyId && cost.invoiceId === id),
    agreements: agreements.get(companyId) ?? [],
  }))
}
