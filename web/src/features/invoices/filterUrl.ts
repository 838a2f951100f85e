import type {
  CollectionStatus,
  InvoiceSectionName,
  InvoiceStep,
  SalesInvoiceFilter,
  SalesInvoiceSort,
} from '../../api/generated.ts'
import { readDecimal } from '../../format/decimal.ts'

const sectionNames: readonly InvoiceSectionName[] = ['OPEN', 'OVERDUE', 'REMINDED_REQUESTED', 'IN_SERVICE']
const columns = [
  ...(['DUE_DATE', 'NUMBER', 'OPEN', 'TOTAL', 'ISSUED', 'CUSTOMER', 'STATUS', 'AUXILIARY_NAME'] as const),
  ...(['DAYS_OVERDUE', 'NEWEST_STEP'] as const),
] as const
const sorts: readonly SalesInvoiceSort[] = columns.flatMap((column) => [column, `${column}_DESC` as const])

/** The statuses that a filter offers. */
export const filterStatuses: readonly CollectionStatus[] = ['REMINDED', 'REQUESTED', 'COLLECTED']

/** The steps of the service that a filter offers. */
export const filterSteps: readonly InvoiceStep[] = [
  ...(['SENT', 'RECEIVED', 'REMINDER_SENT', 'NOTICE_SENT', 'COLLECTION_LETTER_SENT', 'SECOND_DEMAND_SENT'] as const),
  ...(['PAYMENT_TO_AGENCY', 'DIRECT_PAYMENT', 'PAYMENT_PLAN_MADE', 'EXTENSION_GRANTED'] as const),
  ...(['DISPUTED', 'MAIL_RETURNED', 'CLOSED'] as const),
]

/** The names under which the list's filters stand in the address, besides the search. */
export const filterNames = [
  ...(['dueFrom', 'dueTo', 'openFrom', 'openTo', 'aux', 'status', 'disputed', 'customer'] as const),
  ...(['step', 'stepFrom', 'stepTo'] as const),
] as const

const isDay = (text: string | null) => (text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined)

export function readSection(params: URLSearchParams): InvoiceSectionName {
  return sectionNames.find((name) => name === params.get('section')) ?? 'OVERDUE'
}

export function readSort(params: URLSearchParams): SalesInvoiceSort {
  return sorts.find((sort) => sort === params.get('sort')) ?? 'DUE_DATE'
}

/** An address anybody may have typed: what is not a filter is left out, never passed on. */
export function readFilter(params: URLSearchParams): SalesInvoiceFilter {
  const statuses = params
    .getAll('status')
    .filter((word): word is CollectionStatus => filterStatuses.some((one) => one === word))
  const steps = params.getAll('step').filter((word): word is InvoiceStep => filterSteps.some((one) => one === word))
  const read: SalesInvoiceFilter = {
    section: readSection(params),
    search: params.get('q') || undefined,
    dueFrom: isDay(params.get('dueFrom')),
    dueTo: isDay(params.get('dueTo')),
    openFrom: readDecimal(params.get('openFrom') ?? ''),
    openTo: readDecimal(params.get('openTo') ?? ''),
    auxiliaryName: params.get('aux') || undefined,
    statuses: statuses.length > 0 ? statuses : undefined,
    disputed: params.has('disputed') ? params.get('disputed') === '1' : undefined,
    newestSteps: steps.length > 0 ? steps : undefined,
    stepFrom: isDay(params.get('stepFrom')),
    stepTo: isDay(params.get('stepTo')),
    customerId: params.get('customer') || undefined,
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}
