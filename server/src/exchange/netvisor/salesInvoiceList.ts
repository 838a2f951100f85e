import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Money } from '../../kernel/money.ts'
import type { XmlElement } from '../xml/element.ts'
import { allWithin, attributeOf, textIn, within } from './answer.ts'
import { dayOf, exactAmount, flagOf, keyOf } from './values.ts'

/** `InvoiceStatus`, narrowed by its `substatus` where it is open. */
const netvisorStatuses = [
  'unsent',
  'open',
  'overdue',
  'reminded',
  'requested',
  'collected',
  'paid',
  'creditloss',
  'rejected',
] as const
export type NetvisorStatus = (typeof netvisorStatuses)[number]

/** An invoice as Netvisor's list tells it, before it is asked for whole. */
export interface InvoiceBrief {
  readonly key: bigint
  readonly number: string
  readonly issuedOn: CalendarDate
  /** Undefined for a word that is not known. */
  readonly status: NetvisorStatus | undefined
  readonly isInCollection: boolean
  readonly customerKey: bigint | undefined
  readonly customerCode: string | undefined
  /** Negative for a credit note; in the company's currency. */
  readonly total: Money
  readonly open: Money
}

/** What a list holds, and how many of its entries could not be read. */
export interface ReadList<T> {
  readonly entries: readonly T[]
  readonly unreadable: number
  /** The greatest key of any entry: the next page begins above it. */
  readonly lastKey: bigint | undefined
  /** Entries of the answer, readable or not: fewer than asked for is the last page. */
  readonly size: number
}

export function readSalesInvoiceList(root: XmlElement): ReadList<InvoiceBrief> {
  return readList(allWithin(within(root, 'SalesInvoiceList'), 'SalesInvoice'), invoiceBrief)
}

export function readList<T>(elements: readonly XmlElement[], read: (one: XmlElement) => T | undefined): ReadList<T> {
  const entries = elements.flatMap((element) => read(element) ?? [])
  const keys = elements.flatMap((element) => keyOf(textIn(element, 'NetvisorKey')) ?? [])
  const lastKey = keys.reduce<bigint | undefined>(
    (most, key) => (most === undefined || key > most ? key : most),
    undefined,
  )
  return { entries, unreadable: elements.length - entries.length, lastKey, size: elements.length }
}

function invoiceBrief(element: XmlElement): InvoiceBrief | undefined {
  const key = keyOf(textIn(element, 'NetvisorKey'))
  const number = textIn(element, 'InvoiceNumber')
  const issuedOn = dayOf(textIn(element, 'InvoiceDate'))
  const total = exactAmount(textIn(element, 'InvoiceSum'), 'EUR')
  const open = exactAmount(textIn(element, 'OpenSum'), 'EUR')
  if (key === undefined || number === undefined || !issuedOn || !total || !open) return undefined
  const status = within(element, 'InvoiceStatus')
  return {
    key,
    number,
    issuedOn,
    status: statusOf(attributeOf(status, 'substatus') ?? status?.text.trim()),
    isInCollection: flagOf(attributeOf(status, 'isincollection')),
    customerKey: keyOf(textIn(element, 'CustomerNetvisorKey')),
    customerCode: textIn(element, 'CustomerCode'),
    total,
    open,
  }
}

export function statusOf(word: string | undefined): NetvisorStatus | undefined {
  return netvisorStatuses.find((status) => status === word?.toLowerCase())
}
