import { allByKey, defineLoader, oneByKey } from '../../platform/graphql/loader.ts'

/** What may be shown of a connection: the key never. */
export interface ShownConnection {
  readonly companyId: bigint
  readonly customerId: string
  readonly iban: string | null
  readonly setBy: bigint
  readonly setAt: Date
  readonly nextRunAt: Date
  readonly isRunning: boolean
}

export const connectionOf = defineLoader<bigint, ShownConnection | undefined>(
  'ledger.shownNetvisor',
  async (unit, ids, { scope }) => {
    const rows = await unit.rows<ShownConnection>(
      `SELECT n.company_id AS "companyId", n.customer_id AS "customerId", n.iban, n.set_by AS "setBy", n.set_at AS "setAt",
        n.next_run_at AS "nextRunAt", coalesce(n.lease_until > $2, false) AS "isRunning"
      FROM ledger.netvisor_connection n WHERE n.company_id = ANY ($1::bigint[])`,
      [ids, scope.now],
      'ledger.shownNetvisor',
    )
    return oneByKey(ids, rows, (row) => row.companyId)
  },
)

export interface RunRow {
  readonly companyId: bigint
  readonly id: bigint
  readonly startedAt: Date
  readonly endedAt: Date | null
  readonly askedBy: bigint | null
  readonly read: number
  readonly newInvoices: number
  readonly changed: number
  readonly refused: number
  readonly payments: number
  readonly errorCode: string | null
  readonly errorWords: string | null
}

const SHOWN_RUNS = 10

/** The newest runs, newest first. */
export const runsOf = defineLoader<bigint, RunRow[]>('ledger.netvisorRuns', async (unit, ids) => {
  const rows = await unit.rows<RunRow>(
    `SELECT r.* FROM unnest($1::bigint[]) AS k (company_id) CROSS JOIN LATERAL (
      SELECT r.company_id AS "companyId", r.id, r.started_at AS "startedAt", r.ended_at AS "endedAt", r.asked_by AS "askedBy", r.read,
        r.new_invoices AS "newInvoices", r.changed, r.refused, r.payments, r.error_code AS "errorCode", r.error_words AS "errorWords"
      FROM ledger.netvisor_run r WHERE r.company_id = k.company_id ORDER BY r.id DESC LIMIT $2) r`,
    [ids, SHOWN_RUNS],
    'ledger.netvisorRuns',
  )
  return allByKey(ids, rows, (row) => row.companyId)
})

export interface RefusedRow {
  readonly companyId: bigint
  readonly key: bigint
  readonly number: string
  readonly code: string
  readonly message: string
  readonly seenAt: Date
}

const SHOWN_REFUSALS = 50

/** Invoices of Netvisor that the books could not take, newest first. */
export const refusedOf = defineLoader<bigint, RefusedRow[]>('ledger.netvisorRefused', async (unit, ids) => {
  const rows = await unit.rows<RefusedRow>(
    `SELECT r.* FROM unnest($1::bigint[]) AS k (company_id) CROSS JOIN LATERAL (
      SELECT n.company_id AS "companyId", n.netvisor_key AS "key", n.number, n.refusal_code AS code, n.refusal_message AS message,
        n.seen_at AS "seenAt"
      FROM ledger.netvisor_invoice n WHERE n.company_id = k.company_id AND n.state = 'REFUSED' AND n.refusal_code IS NOT NULL
      ORDER BY n.seen_at DESC, n.netvisor_key LIMIT $2) r`,
    [ids, SHOWN_REFUSALS],
    'ledger.netvisorRefused',
  )
  return allByKey(ids, rows, (row) => row.companyId)
})
