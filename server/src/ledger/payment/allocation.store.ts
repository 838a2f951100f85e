import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'

/** What received money can have paid beside the principal. */
export const allocationParts = ['INTEREST', 'COSTS', 'AGENCY_COSTS', 'EXCESS'] as const
export type AllocationPart = (typeof allocationParts)[number]

/** Minor units of an invoice's received money by what it paid beside the principal. */
export type Beyond = Readonly<Record<AllocationPart, bigint>>

export const NOTHING_BEYOND: Beyond = { INTEREST: 0n, COSTS: 0n, AGENCY_COSTS: 0n, EXCESS: 0n }

export function beyondSum(beyond: Beyond): bigint {
  return allocationParts.reduce((sum, part) => sum + beyond[part], 0n)
}

export function beyondLess(wanted: Beyond, stored: Beyond): Beyond {
  const less = (part: AllocationPart) => wanted[part] - stored[part]
  return {
    INTEREST: less('INTEREST'),
    COSTS: less('COSTS'),
    AGENCY_COSTS: less('AGENCY_COSTS'),
    EXCESS: less('EXCESS'),
  }
}

export interface NewAllocation {
  readonly invoiceId: bigint
  /** The payment that it is expected of; null: what the agency's book says. */
  readonly paymentId: bigint | null
  readonly beyond: Beyond
  readonly on: CalendarDate
}

export async function insertAllocations(
  unit: Unit,
  companyId: bigint,
  allocations: readonly NewAllocation[],
  at: Date,
): Promise<void> {
  const rows = allocations.flatMap(({ invoiceId, paymentId, beyond, on }) =>
    allocationParts
      .filter((part) => beyond[part] !== 0n)
      .map((part) => ({
        invoice: `${invoiceId}`,
        payment: paymentId && `${paymentId}`,
        part,
        amount: `${beyond[part]}`,
        on,
      })),
  )
  if (rows.length === 0) return
  await unit.rows(
    `INSERT INTO ledger.allocation (company_id, invoice_id, payment_id, part, amount, on_day, at)
      SELECT $1, r.invoice, r.payment, r.part, r.amount, r."on", $3
      FROM jsonb_to_recordset($2::jsonb) AS r (invoice bigint, payment bigint, part text, amount bigint, "on" date)`,
    [companyId, JSON.stringify(rows), at],
    'ledger.insertAllocations',
  )
}

interface PartRow {
  readonly key: bigint
  readonly part: AllocationPart
  readonly amount: bigint
}

function byKey(rows: readonly PartRow[]): Map<bigint, Beyond> {
  const sums = new Map<bigint, Beyond>()
  for (const { key, part, amount } of rows) sums.set(key, { ...(sums.get(key) ?? NOTHING_BEYOND), [part]: amount })
  return sums
}

/** What is written down of one invoice. */
export async function allocatedOf(unit: Unit, companyId: bigint, invoiceId: bigint): Promise<Beyond> {
  const rows = await unit.rows<PartRow>(
    `SELECT l.invoice_id AS key, l.part, sum(l.amount)::bigint AS amount FROM ledger.allocation l
      WHERE l.company_id = $1 AND l.invoice_id = $2 GROUP BY l.invoice_id, l.part`,
    [companyId, invoiceId],
    'ledger.allocatedOf',
  )
  return byKey(rows).get(invoiceId) ?? NOTHING_BEYOND
}

/** What was expected of payments when they were booked. */
export async function allocatedByPayment(
  unit: Unit,
  companyId: bigint,
  paymentIds: readonly bigint[],
): Promise<Map<bigint, Beyond>> {
  if (paymentIds.length === 0) return new Map()
  const rows = await unit.rows<PartRow>(
    `SELECT l.payment_id AS key, l.part, sum(l.amount)::bigint AS amount FROM ledger.allocation l
      WHERE l.company_id = $1 AND l.payment_id = ANY ($2::bigint[]) GROUP BY l.payment_id, l.part`,
    [companyId, paymentIds],
    'ledger.allocatedByPayment',
  )
  return byKey(rows)
}
