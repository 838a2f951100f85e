import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Unit } from '../platform/database/unit.ts'
import { BadInput } from '../platform/graphql/inputError.ts'
import type { Page } from '../platform/graphql/paging.ts'
import type { SearchPatterns } from './searchText.ts'

export type AssignmentSort = 'DUE_DATE' | 'BALANCE_DESC' | 'NEWEST_EVENT'

/** What a list is narrowed to; days and cents. */
export interface AssignmentSelection {
  readonly companyIds?: readonly bigint[]
  readonly kind?: string
  readonly stages?: readonly string[]
  readonly search?: SearchPatterns
  readonly dueFrom?: CalendarDate
  readonly dueTo?: CalendarDate
  readonly minBalance?: bigint
  readonly maxBalance?: bigint
  readonly openedFrom?: CalendarDate
  readonly openedTo?: CalendarDate
  readonly includeClosed: boolean
}

interface Order {
  /** The sort key's column, and the direction in which it runs. */
  readonly column: string
  readonly type: string
  readonly descending: boolean
}

const orders: Readonly<Record<AssignmentSort, Order>> = {
  DUE_DATE: { column: 'due_on', type: 'date', descending: false },
  BALANCE_DESC: { column: 'balance', type: 'bigint', descending: true },
  NEWEST_EVENT: { column: 'newest_event_at', type: 'timestamptz', descending: true },
}

/** A cursor of these lists: sort key, company, id. */
export const CURSOR_PARTS = 3

const KEYS: Readonly<Record<AssignmentSort, RegExp>> = {
  DUE_DATE: /^\d{4}-\d{2}-\d{2}$/,
  BALANCE_DESC: /^-?\d{1,18}$/,
  NEWEST_EVENT: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?$/,
}

/** Whether a cursor can be of a list in this order: one of another order is not. */
export function isCursorOf(sort: AssignmentSort, cursor: readonly unknown[]): boolean {
  const [key, companyId] = cursor
  return KEYS[sort].test(String(key)) && /^\d{1,18}$/.test(String(companyId))
}

/** A row of a list with the sort key's exact text, for its cursor. */
export type WithCursorKey<R> = R & { readonly cursorKey: string }

/** One page, ordered by the sort key, then company and id. `columns` selects from the alias `a`. */
export async function listAssignments<R>(
  unit: Unit,
  columns: string,
  selection: AssignmentSelection,
  sort: AssignmentSort,
  page: Page,
): Promise<WithCursorKey<R>[]> {
  const companyIds = selection.companyIds ?? (await fewCompanies(unit))
  if (companyIds !== undefined && !selection.search) {
    return byCompany(unit, columns, companyIds, selection, sort, page, true)
  }
  const bind = new Binder()
  const where = [...conditions(selection, bind), ...after(sort, page, bind)]
  if (companyIds !== undefined) where.push(`a.company_id = ANY (${bind.add(companyIds, 'bigint[]')})`)
  const sql = `SELECT ${columns}, ${cursorKey(sort)} FROM ${source(selection.search, bind)} ${whereOf(where)}
    ORDER BY ${orderBy(sort)} LIMIT ${bind.add(page.limit, 'int')}`
  return unit.rows(sql, bind.values)
}

/** The page of each company, all in one statement; rows of one company stand in order. */
export function listAssignmentsOfEach<R>(
  unit: Unit,
  columns: string,
  companyIds: readonly bigint[],
  selection: AssignmentSelection,
  sort: AssignmentSort,
  page: Page,
): Promise<WithCursorKey<R>[]> {
  return byCompany(unit, columns, companyIds, selection, sort, page, false)
}

/**
 * The first rows of each company by its own index, merged. For few companies of many: a walk through everybody's rows in
 * order would pass thousands of rows that the reader may not see.
 */
function byCompany<R>(
  unit: Unit,
  columns: string,
  companyIds: readonly bigint[],
  selection: AssignmentSelection,
  sort: AssignmentSort,
  page: Page,
  isOneList: boolean,
): Promise<WithCursorKey<R>[]> {
  const bind = new Binder()
  const where = [...conditions(selection, bind), ...after(sort, page, bind), 'a.company_id = c.company_id']
  const limit = `LIMIT ${bind.add(page.limit, 'int')}`
  return unit.rows(
    `SELECT ${columns}, ${cursorKey(sort)} FROM (SELECT DISTINCT unnest(${bind.add(companyIds, 'bigint[]')}) AS company_id) c
       CROSS JOIN LATERAL (SELECT a.* FROM ${source(selection.search, bind)} ${whereOf(where)}
         ORDER BY ${orderBy(sort)} ${limit}) a
     ORDER BY ${orderBy(sort)} ${isOneList ? limit : ''}`,
    bind.values,
  )
}

function source(search: SearchPatterns | undefined, bind: Binder): string {
  if (!search) return 'duetto.assignment a'
  const found = `portfolio.find_assignments(${bind.add(search.pattern, 'text')}, ${bind.add(search.others, 'text[]')}) f`
  return `${found} JOIN duetto.assignment a ON (a.company_id, a.id) = (f.company_id, f.id)`
}

function cursorKey(sort: AssignmentSort): string {
  return `a.${orders[sort].column}::text AS "cursorKey"`
}

function orderBy(sort: AssignmentSort): string {
  const { column, descending } = orders[sort]
  return `a.${column} ${descending ? 'DESC' : 'ASC'}, a.company_id, a.id`
}

/**
 * The reader's companies when they are so few among all that lists are cheaper company by company: reading in global
 * order passes about (all / reached) rows for each row shown, reading by company about (reached) rows.
 */
async function fewCompanies(unit: Unit): Promise<readonly bigint[] | undefined> {
  const row = await unit.row<{ companyIds: bigint[] | null }>(
    `SELECT CASE WHEN count(*)^2 < (SELECT reltuples FROM pg_class WHERE oid = 'access.company'::regclass)
       THEN array_agg(company_id) END AS "companyIds" FROM access.company`,
    [],
    'portfolio.fewCompanies',
  )
  return row?.companyIds ?? undefined
}

function conditions(selection: AssignmentSelection, bind: Binder): string[] {
  const { kind, stages, dueFrom, dueTo, minBalance, maxBalance, openedFrom, openedTo } = selection
  const where: string[] = []
  if (!selection.includeClosed) where.push("a.stage <> 'CLOSED'")
  if (kind !== undefined) where.push(`a.kind = ${bind.add(kind, 'text')}`)
  if (stages !== undefined) where.push(`a.stage = ANY (${bind.add(stages, 'text[]')})`)
  if (dueFrom !== undefined) where.push(`a.due_on >= ${bind.add(dueFrom, 'date')}`)
  if (dueTo !== undefined) where.push(`a.due_on <= ${bind.add(dueTo, 'date')}`)
  if (minBalance !== undefined) where.push(`a.balance >= ${bind.add(minBalance, 'bigint')}`)
  if (maxBalance !== undefined) where.push(`a.balance <= ${bind.add(maxBalance, 'bigint')}`)
  if (openedFrom !== undefined) where.push(`a.opened_on >= ${bind.add(openedFrom, 'date')}`)
  if (openedTo !== undefined) where.push(`a.opened_on <= ${bind.add(openedTo, 'date')}`)
  return where
}

/** Keyset: strictly after the cursor's row. The first comparison alone bounds the index scan. */
function after(sort: AssignmentSort, page: Page, bind: Binder): string[] {
  if (!page.after) return []
  if (!isCursorOf(sort, page.after)) throw new BadInput('`after` is not a cursor of this list.')
  const order = orders[sort]
  const [key, companyId, id] = page.after
  const [keyParam, companyParam, idParam] = [
    bind.add(key, order.type),
    bind.add(companyId, 'bigint'),
    bind.add(id, 'bigint'),
  ]
  if (!order.descending) {
    return [`(a.${order.column}, a.company_id, a.id) > (${keyParam}, ${companyParam}, ${idParam})`]
  }
  return [
    `a.${order.column} <= ${keyParam}`,
    `(a.${order.column} < ${keyParam} OR (a.company_id, a.id) > (${companyParam}, ${idParam}))`,
  ]
}

function whereOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
}

/** Collects parameters and gives each its place in the statement. */
class Binder {
  readonly values: unknown[] = []

  add(value: unknown, type: string): string {
    this.values.push(value)
    return `$${this.values.length}::${type}`
  }
}
