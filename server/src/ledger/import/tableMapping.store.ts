import { z } from 'zod'
import { decimalSigns } from '../../exchange/table/amountText.ts'
import { dateOrders } from '../../exchange/table/dateText.ts'
import { type FieldKind, tableFields } from '../../exchange/table/headings.ts'
import type { TableMapping } from '../../exchange/table/mapping.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { allByKey, defineLoader } from '../../platform/graphql/loader.ts'

export interface SavedMapping {
  readonly name: string
  readonly mapping: TableMapping
}

const stored = z.object({
  columns: z.array(z.object({ column: z.int(), field: z.enum(tableFields) })),
  dateOrder: z.enum(dateOrders).nullable(),
  decimalSign: z.enum(decimalSigns).nullable(),
  currency: z.string(),
})

/** The newest mapping that was saved for exactly these headings. */
export async function findMapping(
  unit: Unit,
  companyId: bigint,
  kind: FieldKind,
  headings: readonly string[],
): Promise<SavedMapping | undefined> {
  const row = await unit.row<{ name: string; mapping: unknown }>(
    `SELECT m.name, m.mapping FROM ledger.table_mapping m WHERE m.company_id = $1 AND m.kind = $2 AND m.headings = $3::text[]
      ORDER BY m.saved_at DESC, m.name LIMIT 1`,
    [companyId, kind, headings],
    'ledger.findMapping',
  )
  const mapping = stored.safeParse(row?.mapping)
  return row && mapping.success ? { name: row.name, mapping: mapping.data } : undefined
}

/** Saves a mapping under a name; the one that had the name before is replaced. */
export async function saveMapping(
  unit: Unit,
  companyId: bigint,
  kind: FieldKind,
  headings: readonly string[],
  { name, mapping }: SavedMapping,
  by: { readonly userId: bigint; readonly now: Date },
): Promise<void> {
  await unit.rows(
    `INSERT INTO ledger.table_mapping AS m (company_id, kind, name, headings, mapping, saved_by, saved_at)
      VALUES ($1, $2, $3, $4::text[], $5::jsonb, $6, $7)
      ON CONFLICT (company_id, kind, name) DO UPDATE SET headings = EXCLUDED.headings, mapping = EXCLUDED.mapping,
        saved_by = EXCLUDED.saved_by, saved_at = EXCLUDED.saved_at`,
    [companyId, kind, name, headings, JSON.stringify(mapping), by.userId, by.now],
    'ledger.saveMapping',
  )
}

export interface MappingRow {
  readonly companyId: bigint
  readonly kind: FieldKind
  readonly name: string
  readonly headings: readonly string[]
  readonly savedBy: bigint | null
  readonly savedAt: Date
}

/** The saved mappings of each company, by kind and name. */
export const mappingsOf = defineLoader<bigint, MappingRow[]>('ledger.tableMappings', async (unit, ids) => {
  const rows = await unit.rows<MappingRow>(
    `SELECT m.company_id AS "companyId", m.kind, m.name, m.headings, m.saved_by AS "savedBy", m.saved_at AS "savedAt"
      FROM ledger.table_mapping m WHERE m.company_id = ANY ($1::bigint[]) ORDER BY m.kind, m.name`,
    [ids],
    'ledger.tableMappings',
  )
  return allByKey(ids, rows, (row) => row.companyId)
})

export interface MappingKey {
  readonly companyId: bigint
  readonly kind: FieldKind
  readonly name: string
}

/** Locks the mappings of these names. */
export async function lockMappings(
  unit: Unit,
  { companyId, kind }: MappingKey,
  names: readonly string[],
): Promise<Set<string>> {
  const rows = await unit.rows<{ name: string }>(
    `SELECT m.name FROM ledger.table_mapping m WHERE m.company_id = $1 AND m.kind = $2 AND m.name = ANY ($3::text[])
      ORDER BY m.name FOR UPDATE`,
    [companyId, kind, names],
    'ledger.lockMappings',
  )
  return new Set(rows.map(({ name }) => name))
}

export async function renameMapping(unit: Unit, { companyId, kind, name }: MappingKey, newName: string): Promise<void> {
  await unit.rows(
    'UPDATE ledger.table_mapping m SET name = $4 WHERE m.company_id = $1 AND m.kind = $2 AND m.name = $3',
    [companyId, kind, name, newName],
    'ledger.renameMapping',
  )
}

export async function deleteMapping(unit: Unit, { companyId, kind, name }: MappingKey): Promise<void> {
  await unit.rows(
    'DELETE FROM ledger.table_mapping m WHERE m.company_id = $1 AND m.kind = $2 AND m.name = $3',
    [companyId, kind, name],
    'ledger.deleteMapping',
  )
}
