import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { BadInput } from '../../platform/graphql/inputError.ts'
import type { SalesInvoiceSort } from '../ledger.enums.ts'
import { collectionStatuses } from './collectionStatus.ts'
import type { SalesInvoiceRow } from './salesInvoice.type.ts'

/** A row of a list, with what lists are ordered by. */
export interface ListedInvoiceRow extends SalesInvoiceRow {
  customerName: string
  /** Days late today. */
  daysOverdue: number
  /** The day of the newest step of the service, where the list is ordered by it. */
  steppedOn?: CalendarDate | null
}

type KeyType = 'integer' | 'bigint' | 'date' | 'text'

interface Key {
  /** SQL from ledger.sales_invoice i joined with ledger.customer c; `$2` is today. */
  readonly sql: string
  readonly type: KeyType
  readonly of: (row: ListedInvoiceRow) => string | bigint
}

interface Order {
  /** The id comes after them. */
  readonly keys: readonly Key[]
  readonly descending: boolean
  /** The id rises although the key falls, as its index has it. */
  readonly risingId?: boolean
}

const dueOn: Key = { sql: 'i.due_on', type: 'date', of: (row) => row.dueOn }
const issuedOn: Key = { sql: 'i.issued_on', type: 'date', of: (row) => row.issuedOn }
const open: Key = { sql: 'i.open', type: 'bigint', of: (row) => row.open }
const total: Key = { sql: 'i.total', type: 'bigint', of: (row) => row.total }
const customer: Key = { sql: 'c.name COLLATE "fi-x-icu"', type: 'text', of: (row) => row.customerName }
const auxiliary: Key = {
  sql: `coalesce(i.auxiliary_name, '') COLLATE "fi-x-icu"`,
  type: 'text',
  of: (row) => row.auxiliaryName ?? '',
}
const status: Key = {
  sql: `array_position(ARRAY[${collectionStatuses.map((word) => `'${word}'`).join(', ')}], ledger.status_on(i.status, i.overdue_from, $2::date))`,
  type: 'integer',
  of: (row) => String(collectionStatuses.indexOf(row.status) + 1),
}
/** Numbers are mostly digits: shorter ones come first. Characters are counted as PostgreSQL counts them. */
const number: readonly Key[] = [
  { sql: 'length(i.number)', type: 'integer', of: (row) => String([...row.number].length) },
  { sql: 'i.number', type: 'text', of: (row) => row.number },
]

const daysLate: Key = {
  sql: 'CASE WHEN i.open > 0 THEN greatest($2::date - i.overdue_from + 1, 0) ELSE 0 END',
  type: 'integer',
  of: (row) => String(row.daysOverdue),
}
/** Before any step that was ever taken. */
const NEVER = '0001-01-01'
const step: Key = {
  sql: `coalesce(n.on_day, '${NEVER}'::date)`,
  type: 'date',
  of: (row) => row.steppedOn ?? NEVER,
}

const ORDERS: Readonly<Record<SalesInvoiceSort, Order>> = {
  DUE_DATE: { keys: [dueOn], descending: false },
  DUE_DATE_DESC: { keys: [dueOn], descending: true },
  NUMBER: { keys: number, descending: false },
  NUMBER_DESC: { keys: number, descending: true },
  OPEN: { keys: [open], descending: false },
  OPEN_DESC: { keys: [open], descending: true, risingId: true },
  TOTAL: { keys: [total], descending: false },
  TOTAL_DESC: { keys: [total], descending: true },
  ISSUED: { keys: [issuedOn], descending: false },
  ISSUED_DESC: { keys: [issuedOn], descending: true },
  CUSTOMER: { keys: [customer], descending: false },
  CUSTOMER_DESC: { keys: [customer], descending: true },
  STATUS: { keys: [status], descending: false },
  STATUS_DESC: { keys: [status], descending: true },
  AUXILIARY_NAME: { keys: [auxiliary], descending: false },
  AUXILIARY_NAME_DESC: { keys: [auxiliary], descending: true },
  DAYS_OVERDUE: { keys: [daysLate], descending: false },
  DAYS_OVERDUE_DESC: { keys: [daysLate], descending: true, risingId: true },
  NEWEST_STEP: { keys: [step], descending: false },
  NEWEST_STEP_DESC: { keys: [step], descending: true },
}

const SPELLED: Readonly<Record<KeyType, RegExp>> = {
  integer: /^\d{1,6}$/,
  bigint: /^\d{1,18}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  text: /^[^\0]{0,300}$/,
}

/** Whether the order needs the newest step of the service, ledger.newest_step n. */
export function ordersByStep(sort: SalesInvoiceSort): boolean {
  return ORDERS[sort].keys.includes(step)
}

/** How many parts a cursor of this order has. */
export function cursorParts(sort: SalesInvoiceSort): number {
  return ORDERS[sort].keys.length + 1
}

export function cursorKey(sort: SalesInvoiceSort): (row: ListedInvoiceRow) => (string | bigint)[] {
  return (row) => [...ORDERS[sort].keys.map((key) => key.of(row)), row.id]
}

/** The list of an ORDER BY. */
export function orderBy(sort: SalesInvoiceSort): string {
  const { keys, descending, risingId } = ORDERS[sort]
  const way = descending ? ' DESC' : ''
  return [...keys.map((key) => `${key.sql}${way}`), `i.id${risingId ? '' : way}`].join(', ')
}

/** The condition that a row comes after the cursor's. Throws BadInput for a cursor of another list. */
export function afterCursor(
  sort: SalesInvoiceSort,
  cursor: readonly (string | null)[],
  bind: (value: unknown) => string,
): string {
  const { keys, descending, risingId } = ORDERS[sort]
  const types = [...keys.map((key) => key.type), 'bigint' as const]
  const places = types.map((type, index) => {
    const part = cursor[index]
    if (typeof part !== 'string' || !SPELLED[type].test(part))
      throw new BadInput('`after` is not a cursor of this list.')
    return `${bind(part)}::${type}`
  })
  const columns = keys.map((key) => key.sql)
  if (!risingId) return `(${[...columns, 'i.id'].join(', ')}) ${descending ? '<' : '>'} (${places.join(', ')})`
  const [column, place, id] = [columns[0], places[0], places[1]]
  return `(${column} < ${place} OR (${column} = ${place} AND i.id > ${id}))`
}
