import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import {
  columnVisibilityFeature,
  createColumnHelper,
  type RowData,
  type RowSelectionState,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { SkeletonRows } from './SkeletonRows.tsx'

/** One column of a ledger table. */
export interface LedgerColumn<Row extends RowData> {
  id: string
  header: string
  /** Called, not mounted: when the columns are made anew, links and buttons in the rows stay and keep the focus. */
  cell: (row: Row) => ReactNode
  /** Right-aligned figures. */
  number?: boolean
  /** The word of the list's order when the column can be ordered by, and of the order the other way round. */
  sort?: string
  sortBack?: string
  footer?: ReactNode
  /** The currency that the heading names: cards on a phone have no heading. */
  unit?: string
  /** Its place when rows become cards on a phone; a column without one is left out there. */
  card?: 'title' | 'value' | 'fact'
  /** Hidden until the reader chooses it. */
  optional?: boolean
}

export interface LedgerSelection {
  ids: ReadonlySet<string>
  change: (ids: ReadonlySet<string>) => void
}

export interface LedgerTableProps<Row extends RowData> {
  label: string
  columns: readonly LedgerColumn<Row>[]
  rows: readonly Row[] | undefined
  rowId: (row: Row) => string
  visible?: Record<string, boolean>
  sort?: string
  onSort?: (sort: string) => void
  onOpen?: (row: Row) => void
  openId?: string
  selection?: LedgerSelection
  /** What was seen is shown, dimmed, while the new comes. */
  stale?: boolean
  empty: ReactNode
  height?: string
}

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature })

function keepChange() {
  // Selection and visibility are given from outside; the table itself changes neither.
}

/** Moves the focus from row to row, opens with Enter and selects with the space bar. */
function onRowKey(event: KeyboardEvent<HTMLTableRowElement>, open: () => void, select: (() => void) | undefined) {
  if (event.target !== event.currentTarget) return
  const row = event.currentTarget
  const body = row.parentElement
  const next = {
    ArrowDown: row.nextElementSibling,
    ArrowUp: row.previousElementSibling,
    Home: body?.firstElementChild,
    End: body?.lastElementChild,
  }[event.key]
  if (next instanceof HTMLElement) {
    event.preventDefault()
    next.focus()
    return
  }
  if (event.key === 'Enter') open()
  if (event.key === ' ' && select) {
    event.preventDefault()
    select()
  }
}

function isControl(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('a, button, input, label') !== null
}

/** The one table of the product: sticky head, first column and totals, keyboard, selection, cards on a phone. */
export function LedgerTable<Row extends RowData>(props: LedgerTableProps<Row>) {
  const { t } = useTranslation()
  const { columns, rows, rowId, selection, onOpen } = props
  const helper = useMemo(() => createColumnHelper<typeof features, Row>(), [])
  const definitions = useMemo(
    () => columns.map((column) => helper.display({ id: column.id, header: column.header })),
    [columns, helper],
  )
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns])
  const rowSelection: RowSelectionState = Object.fromEntries([...(selection?.ids ?? [])].map((id) => [id, true]))
  const columnVisibility = Object.fromEntries(
    columns.map((column) => [column.id, props.visible?.[column.id] ?? !column.optional]),
  )
  const data = useMemo(() => [...(rows ?? [])], [rows])
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: rowId,
    state: { rowSelection, columnVisibility },
    onRowSelectionChange: keepChange,
    onColumnVisibilityChange: keepChange,
  })

  if (!rows) return <SkeletonRows label={props.label} />
  if (rows.length === 0) return <>{props.empty}</>

  const toggle = (id: string) => {
    if (!selection) return
    const ids = new Set(selection.ids)
    if (!ids.delete(id)) ids.add(id)
    selection.change(ids)
  }
  const allSelected = selection !== undefined && rows.every((row) => selection.ids.has(rowId(row)))
  const visibleColumns = table.getVisibleLeafColumns().map((column) => byId.get(column.id) as LedgerColumn<Row>)
  const hasFooter = visibleColumns.some((column) => column.footer !== undefined)
  const classes = (index: number, column: LedgerColumn<Row>) =>
    `${index === 0 ? 'ledger-first' : ''} ${column.number ? 'ledger-number' : ''}`

  return (
    <div
      className="ledger-frame"
      style={props.height ? ({ '--ledger-height': props.height } as CSSProperties) : undefined}
    >
      <table
        className={props.stale ? 'ledger ledger-stale' : 'ledger'}
        aria-label={props.label}
        aria-busy={props.stale}
      >
        <thead>
          <tr>
            {selection && (
              <th className="ledger-check">
                <Checkbox
                  size="xs"
                  aria-label={t('table.selectAll')}
                  checked={allSelected}
                  indeterminate={!allSelected && rows.some((row) => selection.ids.has(rowId(row)))}
                  onChange={() => selection.change(withPage(selection.ids, rows.map(rowId), !allSelected))}
                />
              </th>
            )}
            {visibleColumns.map((column, index) => (
              <th
                key={column.id}
                scope="col"
                className={classes(index, column)}
                data-card={column.card}
                aria-sort={isOrder(column, props.sort) ? direction(props.sort) : undefined}
              >
                <HeaderCell column={column} sort={props.sort} onSort={props.onSort} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row, rowIndex) => (
            <tr
              key={row.id}
              tabIndex={rowIndex === 0 || row.id === props.openId ? 0 : -1}
              data-opens={onOpen ? '' : undefined}
              data-open={row.id === props.openId ? '' : undefined}
              data-selected={selection?.ids.has(row.id) || undefined}
              onClick={(event) => !isControl(event) && onOpen?.(row.original)}
              onKeyDown={(event) => onRowKey(event, () => onOpen?.(row.original), selection && (() => toggle(row.id)))}
            >
              {selection && (
                <td className="ledger-check">
                  <Checkbox
                    size="xs"
                    aria-label={t('table.selectRow')}
                    checked={selection.ids.has(row.id)}
                    onChange={() => toggle(row.id)}
                  />
                </td>
              )}
              {row.getVisibleCells().map((cell, index) => {
                const column = byId.get(cell.column.id) as LedgerColumn<Row>
                return (
                  <td
                    key={cell.id}
                    className={classes(index, column)}
                    data-card={column.card}
                    data-label={column.header}
                    data-unit={column.unit}
                  >
                    {column.cell(row.original)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
        {hasFooter && (
          <tfoot>
            <tr>
              {selection && <td className="ledger-check" />}
              {visibleColumns.map((column, index) => (
                <td
                  key={column.id}
                  className={classes(index, column)}
                  data-card={column.card}
                  data-label={column.header}
                >
                  {column.footer}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

/** What is chosen on other pages stays chosen. */
function withPage(ids: ReadonlySet<string>, page: readonly string[], chosen: boolean): ReadonlySet<string> {
  const next = new Set(ids)
  for (const id of page) {
    if (chosen) next.add(id)
    else next.delete(id)
  }
  return next
}

function isOrder<Row extends RowData>(column: LedgerColumn<Row>, sort: string | undefined): sort is string {
  return sort !== undefined && (sort === column.sort || sort === column.sortBack)
}

/** Orders that begin with the largest or the newest say so in their word. */
function direction(sort: string): 'ascending' | 'descending' {
  return /_DESC$|^NEWEST/.test(sort) ? 'descending' : 'ascending'
}

interface HeaderCellProps<Row extends RowData> {
  column: LedgerColumn<Row>
  sort?: string
  onSort?: (sort: string) => void
}

function HeaderCell<Row extends RowData>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const word = column.sort
  if (!word || !onSort) return <>{column.header}</>
  const on = isOrder(column, sort)
  const Arrow = direction(on ? sort : word) === 'descending' ? IconArrowDown : IconArrowUp
  const next = sort === word && column.sortBack ? column.sortBack : word
  return (
    <button type="button" className="ledger-sort" data-on={on || undefined} onClick={() => onSort(next)}>
      {column.header}
      {on && <Arrow size={13} aria-hidden />}
    </button>
  )
}
