import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { BankTransactionState } from '../bank/bankMatching.ts'

/** What stands in the books for a payment of Netvisor. */
export interface Told {
  readonly id: bigint
  /** 1 for the payment as it came first; one more each time that Netvisor changed it. */
  readonly version: number
  readonly amount: bigint
  readonly bookedOn: CalendarDate
  readonly state: BankTransactionState
  readonly isByHand: boolean
}

/** A payment that is changed more often than this is left as it stood. */
const MOST_VERSIONS = 9

export function transactionKey(key: bigint, version: number): string {
  return version === 1 ? `NETVISOR:${key}` : `NETVISOR:${key}/${version}`
}

/** By transaction key. */
export async function findTold(unit: Unit, companyId: bigint, keys: readonly bigint[]): Promise<Map<string, Told>> {
  const names = keys.flatMap((key) =>
    Array.from({ length: MOST_VERSIONS }, (_, index) => transactionKey(key, index + 1)),
  )
  const rows = await unit.rows<Omit<Told, 'version'> & { key: string }>(
    `SELECT t.key, t.id, t.amount, t.booked_on AS "bookedOn", t.state, t.by_hand AS "isByHand" FROM ledger.bank_transaction t
      WHERE t.company_id = $1 AND t.key = ANY ($2::text[])`,
    [companyId, names],
    'ledger.netvisorPayments',
  )
  return new Map(rows.map(({ key, ...row }) => [key, { ...row, version: Number(key.split('/')[1] ?? 1) }]))
}

export function latestOf(told: ReadonlyMap<string, Told>, key: bigint): Told | undefined {
  for (let version = MOST_VERSIONS; version > 0; version--) {
    const found = told.get(transactionKey(key, version))
    // Changed too often: as if a person had decided.
    if (found) return version === MOST_VERSIONS ? { ...found, isByHand: true } : found
  }
  return undefined
}

/** All that Netvisor tells of payments stands under one heading. */
export async function netvisorStatement(unit: Unit, companyId: bigint, at: Date): Promise<bigint> {
  const row = await unit.row<{ id: bigint }>(
    `WITH made AS (
      INSERT INTO ledger.bank_statement (company_id, iban, kind, message_id, statement_id, currency, imported_at)
        VALUES ($1, NULL, 'NETVISOR', 'NETVISOR', 'NETVISOR', 'EUR', $2)
        ON CONFLICT (company_id) WHERE kind = 'NETVISOR' DO NOTHING RETURNING id
    )
    SELECT id FROM made UNION ALL SELECT s.id FROM ledger.bank_statement s WHERE s.company_id = $1 AND s.kind = 'NETVISOR'`,
    [companyId, at],
    'ledger.netvisorStatement',
  )
  if (!row) throw new Error('The heading of Netvisor payments was neither made nor found.')
  return row.id
}
