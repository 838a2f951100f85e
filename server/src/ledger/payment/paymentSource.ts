import type { CalendarDate } from '../../kernel/calendarDate.ts'

/** Where a company's payments come from. */
export const paymentSources = ['BANK_FILES', 'NETVISOR'] as const
export type PaymentOrigin = (typeof paymentSources)[number]

/** Who masters the statuses of invoices outside the service: this ledger, or Netvisor. */
export const statusMasters = ['DUETTO', 'NETVISOR'] as const
export type StatusMaster = (typeof statusMasters)[number]

/** From a day on payments come from this source. */
export interface SourceFrom {
  readonly from: CalendarDate
  readonly source: PaymentOrigin
}

/** The one source of a day; before the first choice bank files. So nothing is booked twice, whichever way one changes. */
export function sourceOn(sources: readonly SourceFrom[], day: CalendarDate): PaymentOrigin {
  let found: SourceFrom | undefined
  for (const one of sources) if (one.from <= day && (!found || one.from > found.from)) found = one
  return found?.source ?? 'BANK_FILES'
}

/** The first day whose payments come from Netvisor; undefined when none ever do. */
export function firstNetvisorDay(sources: readonly SourceFrom[]): CalendarDate | undefined {
  return sources
    .filter(({ source }) => source === 'NETVISOR')
    .map(({ from }) => from)
    .sort()[0]
}

export const NETVISOR_PAYS = {
  code: 'PAYMENTS_FROM_NETVISOR',
  message: 'Payments of this day come from Netvisor: booked here as well they would count twice.',
  advice: 'Let Netvisor bring it, or choose bank files as the source of payments under Connections.',
} as const
