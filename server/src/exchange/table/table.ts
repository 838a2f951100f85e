import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Money } from '../../kernel/money.ts'

/** What a column of an exported table holds. Amounts are money; their currency has a column of its own. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'whole'; readonly value: number }
  | { readonly kind: 'amount'; readonly money: Money }
  | { readonly kind: 'day'; readonly day: CalendarDate }
  | { readonly kind: 'none' }

export const NONE: Cell = { kind: 'none' }

export function textCell(text: string | null | undefined): Cell {
  return text == null || text === '' ? NONE : { kind: 'text', text }
}

export function dayCell(day: CalendarDate | null | undefined): Cell {
  return day == null ? NONE : { kind: 'day', day }
}

export function wholeCell(value: number): Cell {
  return { kind: 'whole', value }
}

export function amountCell(minor: bigint, currency: string): Cell {
  return { kind: 'amount', money: { minor, currency } }
}
