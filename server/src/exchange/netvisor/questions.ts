import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { NetvisorStatus } from './salesInvoiceList.ts'

/** A question to the service: a path below its address, whose spelling is signed as it stands. */
export interface NetvisorQuestion {
  readonly method: 'GET' | 'POST'
  readonly path: string
}

export interface InvoiceListWish {
  /** Entries with greater keys: where the page before ended. */
  readonly above: bigint
  /** Changed at or after this moment and before the other; without them everything that is unpaid. */
  readonly changed?: { readonly from: Date; readonly until: Date }
}

/** `includemodifiedpayments` also names invoices whose payments changed while they themselves did not. */
export function salesInvoiceList({ above, changed }: InvoiceListWish): NetvisorQuestion {
  return get('salesinvoicelist.nv', {
    ...(above > 0n ? { invoicesabovenetvisorkey: above.toString() } : {}),
    ...(changed
      ? {
          lastmodifiedstart: moment(changed.from),
          lastmodifiedend: moment(changed.until),
          includemodifiedpayments: '1',
        }
      : { invoicestatus: 'open' }),
  })
}

/** Asks for nothing, to see whether the service answers: invoices of a day on which nobody invoices. */
export function emptyList(): NetvisorQuestion {
  return get('salesinvoicelist.nv', { begininvoicedate: '1900-01-01', endinvoicedate: '1900-01-01' })
}

/** Full invoices, without the pictures of their pages. */
export function salesInvoices(keys: readonly bigint[]): NetvisorQuestion {
  const which: [string, string] =
    keys.length === 1 ? ['netvisorkey', String(keys[0])] : ['netvisorkeylist', keys.join(',')]
  // 16 and 32: which invoice a credit note credits.
  return get('getsalesinvoice.nv', { ...Object.fromEntries([which]), pdfimage: 'nopdf', replyoption: '48' })
}

export function customers(keys: readonly bigint[]): NetvisorQuestion {
  return get(
    'getcustomer.nv',
    Object.fromEntries([keys.length === 1 ? ['id', String(keys[0])] : ['idlist', keys.join(',')]]),
  )
}

export function customerList(changedSince: Date): NetvisorQuestion {
  return get('customerlist.nv', { changedsince: moment(changedSince) })
}

export interface PaymentListWish {
  readonly above: bigint
  readonly changed?: { readonly from: Date; readonly until: Date }
  /** Payments of this day or later. */
  readonly from?: CalendarDate
}

/** Credit losses are not money. */
export function salesPaymentList({ above, changed, from }: PaymentListWish): NetvisorQuestion {
  return get('salespaymentlist.nv', {
    ...(above > 0n ? { abovenetvisorkey: above.toString() } : {}),
    ...(from ? { begindate: from } : {}),
    limitbytype: 'excludecreditloss',
    ...(changed ? { lastmodifiedstart: moment(changed.from), lastmodifiedend: moment(changed.until) } : {}),
  })
}

export function paymentsOfInvoice(key: bigint, above: bigint): NetvisorQuestion {
  return get('salespaymentlist.nv', {
    ...(above > 0n ? { abovenetvisorkey: above.toString() } : {}),
    limitbytype: 'excludecreditloss',
    invoicenetvisorkey: key.toString(),
  })
}

/** What Netvisor is told: the invoice's status from now on. Telling it twice changes nothing. */
export function updateStatus(key: bigint, status: NetvisorStatus): NetvisorQuestion {
  return { method: 'POST', path: pathOf('updatesalesinvoicestatus.nv', { netvisorkey: key.toString(), status }) }
}

function get(resource: string, params: Readonly<Record<string, string>>): NetvisorQuestion {
  return { method: 'GET', path: pathOf(resource, params) }
}

/** Values hold digits, commas, letters, dashes and colons alone, which need no escaping. */
function pathOf(resource: string, params: Readonly<Record<string, string>>): string {
  const query = Object.entries(params).map(([name, value]) => `${name}=${value}`)
  return `${resource}?${query.join('&')}`
}

/** `2026-03-02T12:00:00` by Finland's clocks, which the service keeps. */
function moment(at: Date): string {
  return helsinki.format(at).replace(' ', 'T')
}

// Swedish writes a moment as the ISO standard does.
const helsinki = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Helsinki',
  dateStyle: 'short',
  timeStyle: 'medium',
})
