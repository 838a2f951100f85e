import type { Unit } from '../../platform/database/unit.ts'
import type { FetchProgress } from './netvisorProgress.ts'

export interface Connection {
  readonly companyId: bigint
  readonly customerId: string
  /** Sealed. */
  readonly customerKey: Buffer
  readonly setBy: bigint
  readonly setAt: Date
  readonly invoicesUntil: Date | null
  readonly customersUntil: Date | null
  readonly paymentsUntil: Date | null
  readonly progress: FetchProgress | null
  readonly runId: bigint | null
  readonly leaseUntil: Date | null
  readonly nextRunAt: Date
  readonly failures: number
}

const CONNECTION_COLUMNS = `n.company_id AS "companyId", n.customer_id AS "customerId", n.customer_key AS "customerKey",
  n.set_by AS "setBy", n.set_at AS "setAt", n.invoices_until AS "invoicesUntil", n.customers_until AS "customersUntil",
  n.payments_until AS "paymentsUntil", n.progress, n.run_id AS "runId", n.lease_until AS "leaseUntil", n.next_run_at AS "nextRunAt",
  n.failures`

export function findConnection(unit: Unit, companyId: bigint): Promise<Connection | undefined> {
  return unit.row<Connection>(
    `SELECT ${CONNECTION_COLUMNS} FROM ledger.netvisor_connection n WHERE n.company_id = $1`,
    [companyId],
    'ledger.netvisorConnection',
  )
}

export interface NewConnection {
  readonly customerId: string
  readonly customerKey: Buffer
  /** Null leaves the one there is. */
  readonly iban: string | null
  readonly userId: bigint
  readonly now: Date
}

/** Makes the connection, or gives the one there is other credentials; what was fetched stays fetched. */
export async function saveConnection(unit: Unit, companyId: bigint, made: NewConnection): Promise<void> {
  await unit.rows(
    `INSERT INTO ledger.netvisor_connection AS n (company_id, customer_id, customer_key, set_by, set_at, next_run_at, iban)
      VALUES ($1, $2, $3, $4, $5, $5, $6)
      ON CONFLICT (company_id) DO UPDATE SET customer_id = EXCLUDED.customer_id, customer_key = EXCLUDED.customer_key,
        set_by = EXCLUDED.set_by, set_at = EXCLUDED.set_at, next_run_at = EXCLUDED.next_run_at, failures = 0,
        iban = coalesce(EXCLUDED.iban, n.iban)`,
    [companyId, made.customerId, made.customerKey, made.userId, made.now, made.iban],
    'ledger.saveNetvisorConnection',
  )
}

export async function deleteConnection(unit: Unit, companyId: bigint): Promise<boolean> {
  const sql = 'DELETE FROM ledger.netvisor_connection n WHERE n.company_id = $1'
  return (await unit.count(sql, [companyId], 'ledger.deleteNetvisorConnection')) > 0
}

/** Other days' payments are wanted from now on: the next run reads them all, each still counts once. */
export async function forgetPaymentsRead(unit: Unit, companyId: bigint): Promise<void> {
  await unit.rows(
    'UPDATE ledger.netvisor_connection n SET payments_until = NULL WHERE n.company_id = $1',
    [companyId],
    'ledger.forgetPaymentsRead',
  )
}

export async function makeDue(unit: Unit, companyId: bigint, now: Date): Promise<void> {
  await unit.rows(
    'UPDATE ledger.netvisor_connection n SET next_run_at = $2 WHERE n.company_id = $1',
    [companyId, now],
    'ledger.makeNetvisorDue',
  )
}

/** A run under way is taken for dead after this long without a batch. */
const LEASE_MS = 10 * 60_000

/** Begins a run, unless another one lives: then null. */
export async function beginRun(
  unit: Unit,
  companyId: bigint,
  askedBy: bigint | null,
  now: Date,
): Promise<{ runId: bigint; connection: Connection } | null> {
  const connection = await unit.row<Connection>(
    `SELECT ${CONNECTION_COLUMNS} FROM ledger.netvisor_connection n WHERE n.company_id = $1 FOR UPDATE`,
    [companyId],
    'ledger.lockNetvisorConnection',
  )
  if (!connection || (connection.leaseUntil && connection.leaseUntil > now)) return null
  const run = await unit.row<{ id: bigint }>(
    'INSERT INTO ledger.netvisor_run (company_id, started_at, asked_by) VALUES ($1, $2, $3) RETURNING id',
    [companyId, now, askedBy],
    'ledger.insertNetvisorRun',
  )
  if (!run) throw new Error('A run was not made.')
  if (connection.runId !== null) await endAbandoned(unit, companyId, connection.runId, now)
  await unit.rows(
    'UPDATE ledger.netvisor_connection n SET run_id = $2, lease_until = $3 WHERE n.company_id = $1',
    [companyId, run.id, leaseFrom(now)],
    'ledger.leaseNetvisor',
  )
  return { runId: run.id, connection }
}

async function endAbandoned(unit: Unit, companyId: bigint, runId: bigint, now: Date): Promise<void> {
  await unit.rows(
    `UPDATE ledger.netvisor_run r SET ended_at = $3, error_code = 'RUN_ABANDONED'
      WHERE r.company_id = $1 AND r.id = $2 AND r.ended_at IS NULL`,
    [companyId, runId, now],
    'ledger.endAbandonedRun',
  )
}

function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS)
}

/** How many of each a batch brought. */
export interface RunCounts {
  readonly read: number
  readonly newInvoices: number
  readonly changed: number
  readonly refused: number
  readonly payments: number
}

export const NO_COUNTS: RunCounts = { read: 0, newInvoices: 0, changed: 0, refused: 0, payments: 0 }

/** The run is not the company's run any more: the connection ended, or another run took over. */
export class RunReplaced extends Error {
  constructor() {
    super('Another run has taken over.')
    this.name = 'RunReplaced'
  }
}

export interface Through {
  readonly invoicesUntil?: Date
  readonly customersUntil?: Date
  readonly paymentsUntil?: Date
}

/**
 * Notes how far the run has come, in the transaction of the batch that brought it there: neither is kept without the
 * other. Throws RunReplaced.
 */
export async function noteProgress(
  unit: Unit,
  companyId: bigint,
  runId: bigint,
  progress: FetchProgress | null,
  counts: RunCounts,
  through: Through,
  now: Date,
): Promise<void> {
  const mine = await unit.count(
    `UPDATE ledger.netvisor_connection n SET progress = $3, lease_until = $4, invoices_until = coalesce($5, n.invoices_until),
        customers_until = coalesce($6, n.customers_until), payments_until = coalesce($7, n.payments_until)
      WHERE n.company_id = $1 AND n.run_id = $2`,
    [
      companyId,
      runId,
      progress && JSON.stringify(progress),
      leaseFrom(now),
      through.invoicesUntil ?? null,
      through.customersUntil ?? null,
      through.paymentsUntil ?? null,
    ],
    'ledger.noteNetvisorProgress',
  )
  if (mine === 0) throw new RunReplaced()
  await unit.rows(
    `UPDATE ledger.netvisor_run r SET read = r.read + $3, new_invoices = r.new_invoices + $4, changed = r.changed + $5,
        refused = r.refused + $6, payments = r.payments + $7
      WHERE r.company_id = $1 AND r.id = $2`,
    [companyId, runId, counts.read, counts.newInvoices, counts.changed, counts.refused, counts.payments],
    'ledger.countNetvisorRun',
  )
}

/** Ends a run; the next one is due at a moment. A failed run leaves its progress for the next one. */
export async function endRun(
  unit: Unit,
  companyId: bigint,
  runId: bigint,
  failure: { readonly code: string; readonly words: string | null } | null,
  nextRunAt: Date,
  now: Date,
): Promise<void> {
  await unit.rows(
    `UPDATE ledger.netvisor_run r SET ended_at = $3, error_code = $4, error_words = $5 WHERE r.company_id = $1 AND r.id = $2`,
    [companyId, runId, now, failure?.code ?? null, failure?.words ?? null],
    'ledger.endNetvisorRun',
  )
  await unit.rows(
    `UPDATE ledger.netvisor_connection n SET run_id = NULL, lease_until = NULL, next_run_at = $3,
        failures = CASE WHEN $4 THEN n.failures + 1 ELSE 0 END
      WHERE n.company_id = $1 AND n.run_id = $2`,
    [companyId, runId, nextRunAt, failure !== null],
    'ledger.releaseNetvisor',
  )
}
