import { type CalendarDate, parseCalendarDate } from '../../kernel/calendarDate.ts'
import { dayOfSerial } from './serialDay.ts'
import type { SourceCell } from './sourceTable.ts'

/** How a table writes days that are three numbers between slashes or dashes. Between dots the day always comes first. */
export const dateOrders = ['DAY_FIRST', 'MONTH_FIRST', 'YEAR_FIRST'] as const
export type DateOrder = (typeof dateOrders)[number]

/** First three letters, accents folded: Finnish months have names of their own, Swedish and English ones are alike. */
const MONTHS: Readonly<Record<string, number>> = {
  ...{ tam: 1, hel: 2, maa: 3, huh: 4, tou: 5, kes: 6, hei: 7, elo: 8, syy: 9, lok: 10, mar: 11, jou: 12 },
  ...{ jan: 1, feb: 2, apr: 4, may: 5, maj: 5, jun: 6, jul: 7, aug: 8, sep: 9, oct: 10, okt: 10, nov: 11, dec: 12 },
}

/** `mar` begins both marraskuu (November) and mars or March. */
function monthOf(word: string): number | undefined {
  const folded = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  if (folded.startsWith('mar')) return folded.startsWith('marras') ? 11 : 3
  return MONTHS[folded.slice(0, 3)]
}

const YEAR_FIRST = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ].*)?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const DOTTED = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?: .*)?$/
const DIVIDED = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})(?: .*)?$/
const NAMED = /^(\d{1,2})[.:]?\s*([\p{L}]{3,12})\.?,?\s*(\d{4})$/u
const NAMED_FIRST = /^([\p{L}]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u

/** The day that a cell means; undefined when it is none, or one that needs `order` to be read. */
export function dayOfCell(cell: SourceCell, order: DateOrder | null): CalendarDate | undefined {
  if (cell.kind === 'day') return cell.day
  if (cell.kind === 'number') return compact(cell.decimal) ?? serial(cell.decimal)
  const text = cell.text.replace(/\s+/g, ' ').trim()
  const yearFirst = YEAR_FIRST.exec(text)
  if (yearFirst) return day(yearFirst[1], yearFirst[2], yearFirst[3])
  const dotted = DOTTED.exec(text)
  if (dotted) return day(dotted[3], dotted[2], dotted[1])
  const named = NAMED.exec(text)
  if (named) return day(named[3], monthOf(named[2] ?? ''), named[1])
  const namedFirst = NAMED_FIRST.exec(text)
  if (namedFirst) return day(namedFirst[3], monthOf(namedFirst[1] ?? ''), namedFirst[2])
  return divided(text, order) ?? compact(text) ?? serial(text)
}

function divided(text: string, order: DateOrder | null): CalendarDate | undefined {
  const match = DIVIDED.exec(text)
  if (!match || order === null) return undefined
  const [, first, second, third] = match
  if (order === 'YEAR_FIRST') return third?.length === 2 ? day(first, second, third) : undefined
  return order === 'DAY_FIRST' ? day(third, second, first) : day(third, first, second)
}

function compact(text: string): CalendarDate | undefined {
  const match = COMPACT.exec(text)
  return match ? day(match[1], match[2], match[3]) : undefined
}

/** Day numbers of the years 1982 to 2100: a smaller or larger number is something else. */
function serial(text: string): CalendarDate | undefined {
  const number = /^\d{5}(\.\d+)?$/.test(text) ? Number(text) : 0
  return number >= 30_000 && number < 73_415 ? dayOfSerial(number) : undefined
}

type Part = string | number | undefined

function day(year: Part, month: Part, dayOfMonth: Part): CalendarDate | undefined {
  if (year === undefined || month === undefined || dayOfMonth === undefined) return undefined
  const two = (part: string | number) => String(part).padStart(2, '0')
  const century = String(year).length === 2 ? `20${year}` : String(year)
  return parseCalendarDate(`${century}-${two(month)}-${two(dayOfMonth)}`)
}

/**
 * The order that a column's cells prove: null when they could be read in several ways, undefined when none of them needs
 * an order.
 */
export function provenOrder(cells: readonly SourceCell[]): DateOrder | null | undefined {
  const texts = cells.flatMap((cell) => (cell.kind === 'text' ? (DIVIDED.exec(cell.text.trim()) ?? []) : []))
  if (texts.length === 0) return undefined
  const divided = cells.filter((cell) => cell.kind === 'text' && DIVIDED.test(cell.text.trim()))
  const fitting = dateOrders.filter((order) => divided.every((cell) => dayOfCell(cell, order) !== undefined))
  // Two digits in front are a year only when they can be no day.
  const likely = fitting.filter((order) => order !== 'YEAR_FIRST')
  if (likely.length === 0) return fitting[0] ?? null
  return likely.length === 1 ? (likely[0] as DateOrder) : null
}
