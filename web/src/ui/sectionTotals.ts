import { type InvoiceSectionName, type SalesInvoiceFilter, SectionTotalsDocument } from '../api/generated.ts'
import { useLatest } from '../api/useLatest.ts'

/** A section with how many invoices it has, and what is unpaid of them in one currency. */
export interface SectionTotal {
  section: InvoiceSectionName
  count: number
  open: { amount: string; currency: string }
}

const nothing = { count: 0, open: { amount: '0.00', currency: 'EUR' } }

/** The sections of the invoices that a filter finds, an empty one with nothing; undefined until they are known. */
export function useSectionTotals(
  companyId: string,
  filter: SalesInvoiceFilter,
  skip: boolean,
): readonly SectionTotal[] | undefined {
  const of = (section: InvoiceSectionName) => ({ ...filter, section })
  const { data } = useLatest(SectionTotalsDocument, {
    variables: {
      companyId,
      open: of('OPEN'),
      overdue: of('OVERDUE'),
      reminded: of('REMINDED_REQUESTED'),
      inService: of('IN_SERVICE'),
    },
    skip,
    fresh: true,
  })
  if (!data) return undefined
  const rows = (section: InvoiceSectionName, totals: typeof data.open) =>
    (totals.length > 0 ? totals : [nothing]).map(({ count, open }) => ({ section, count, open }))
  return [
    ...rows('OPEN', data.open),
    ...rows('OVERDUE', data.overdue),
    ...rows('REMINDED_REQUESTED', data.reminded),
    ...rows('IN_SERVICE', data.inService),
  ]
}

/** Where most of the invoices are; overdue ones first where sections have equally many. */
export function largestSection(totals: readonly SectionTotal[]): InvoiceSectionName {
  const order: readonly InvoiceSectionName[] = ['OVERDUE', 'REMINDED_REQUESTED', 'IN_SERVICE', 'OPEN']
  const counts = order.map((section) => ({
    section,
    count: totals.filter((one) => one.section === section).reduce((sum, one) => sum + one.count, 0),
  }))
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).section
}
