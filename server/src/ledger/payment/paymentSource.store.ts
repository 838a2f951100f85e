import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { allByKey, defineLoader, oneByKey } from '../../platform/graphql/loader.ts'
import type { PaymentOrigin, SourceFrom, StatusMaster } from './paymentSource.ts'

interface SourceRow extends SourceFrom {
  readonly companyId: bigint
}

function sourceRows(unit: Unit, companyIds: readonly bigint[]): Promise<SourceRow[]> {
  return unit.rows<SourceRow>(
    `SELECT s.company_id AS "companyId", s.from_day AS "from", s.source FROM ledger.payment_source s
      WHERE s.company_id = ANY ($1::bigint[]) ORDER BY s.from_day`,
    [companyIds],
    'ledger.paymentSources',
  )
}

interface MasterRow {
  readonly companyId: bigint
  readonly master: StatusMaster
}

function masterRows(unit: Unit, companyIds: readonly bigint[]): Promise<MasterRow[]> {
  return unit.rows<MasterRow>(
    'SELECT m.company_id AS "companyId", m.master FROM ledger.status_master m WHERE m.company_id = ANY ($1::bigint[])',
    [companyIds],
    'ledger.statusMasters',
  )
}

/** Oldest first. */
export const sourcesOf = defineLoader<bigint, SourceFrom[]>('ledger.paymentSources', async (unit, ids) => {
  return allByKey(ids, await sourceRows(unit, ids), (row) => row.companyId).map((rows) =>
    rows.map(({ from, source }) => ({ from, source })),
  )
})

export const masterOf = defineLoader<bigint, StatusMaster>('ledger.statusMaster', async (unit, ids) => {
  return oneByKey(ids, await masterRows(unit, ids), (row) => row.companyId).map((row) => row?.master ?? 'DUETTO')
})

export async function readSources(unit: Unit, companyId: bigint): Promise<SourceFrom[]> {
  return sourceRows(unit, [companyId])
}

export async function readMaster(unit: Unit, companyId: bigint): Promise<StatusMaster> {
  const [row] = await masterRows(unit, [companyId])
  return row?.master ?? 'DUETTO'
}

export interface Choice {
  readonly userId: bigint
  readonly now: Date
}

/** Chooses a source from a day on; choices that would begin later give way. */
export async function writeSource(
  unit: Unit,
  companyId: bigint,
  { from, source }: SourceFrom,
  { userId, now }: Choice,
): Promise<void> {
  await unit.rows(
    'DELETE FROM ledger.payment_source s WHERE s.company_id = $1 AND s.from_day >= $2',
    [companyId, from],
    'ledger.deleteLaterSources',
  )
  await unit.rows(
    'INSERT INTO ledger.payment_source (company_id, from_day, source, set_by, set_at) VALUES ($1, $2, $3, $4, $5)',
    [companyId, from, source, userId, now],
    'ledger.insertSource',
  )
}

export async function writeMaster(
  unit: Unit,
  companyId: bigint,
  master: StatusMaster,
  { userId, now }: Choice,
): Promise<void> {
  await unit.rows(
    `INSERT INTO ledger.status_master (company_id, master, set_by, set_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (company_id) DO UPDATE SET master = EXCLUDED.master, set_by = EXCLUDED.set_by, set_at = EXCLUDED.set_at`,
    [companyId, master, userId, now],
    'ledger.writeStatusMaster',
  )
}

/** The newest day of money that came from a source, booked or waiting; undefined when none did. By hand counts as bank files. */
export async function newestMoneyFrom(
  unit: Unit,
  companyId: bigint,
  source: PaymentOrigin,
): Promise<CalendarDate | undefined> {
  const row = await unit.row<{ day: CalendarDate | null }>(
    `SELECT greatest((
        SELECT max(t.booked_on) FROM ledger.bank_transaction t
        JOIN ledger.bank_statement s ON s.company_id = t.company_id AND s.id = t.statement_id
        WHERE t.company_id = $1 AND (s.kind = 'NETVISOR') = ($2 = 'NETVISOR') AND t.direction = 'CREDIT'
      ), (
        -- What people and lists brought stands for the bank's money.
        SELECT max(p.paid_on) FROM ledger.payment p
        WHERE p.company_id = $1 AND $2 = 'BANK_FILES' AND p.bank_transaction_id IS NULL AND p.registered_by IS NOT NULL
          AND p.kind IN ('PAYMENT', 'DIRECT_PAYMENT', 'SETTLEMENT') AND p.amount > 0
          AND NOT EXISTS (SELECT 1 FROM ledger.payment r WHERE r.company_id = p.company_id AND r.reverses_id = p.id)
      )) AS day`,
    [companyId, source],
    'ledger.newestMoneyFrom',
  )
  return row?.day ?? undefined
}
