import type { AccountMessage, InvoiceWay, invoicePaymentKinds } from '../../exchange/messages/account.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Page } from '../../platform/graphql/paging.ts'

type BodyOf<Kind extends AccountMessage['kind']> = Extract<AccountMessage, { kind: Kind }>['body']

/** An invoice of the agency's as the company has it. Cents. */
export interface ServiceInvoice {
  readonly companyId: bigint
  readonly uid: string
  readonly number: string
  readonly issuedOn: CalendarDate
  readonly dueOn: CalendarDate
  readonly periodEnd: CalendarDate
  readonly currency: string
  readonly net: bigint
  readonly vat: bigint
  readonly paidByDebtors: bigint
  readonly payable: bigint
  readonly open: bigint
  readonly way: InvoiceWay
  readonly iban: string
  readonly reference: string
  /** As the message told them. */
  readonly lines: BodyOf<'AGENCY_INVOICE'>['lines']
  /** As JSON has them: cents as text. */
  readonly payments: readonly {
    readonly kind: (typeof invoicePaymentKinds)[number]
    readonly on: CalendarDate
    readonly amount: string
  }[]
}

/** Newest first. */
export function listServiceInvoices(unit: Unit, companyId: bigint, page: Page): Promise<ServiceInvoice[]> {
  const [day, uid] = page.after ?? [null, null]
  return unit.rows<ServiceInvoice>(
    `SELECT i.company_id AS "companyId", i.uid, i.number, i.issued_on AS "issuedOn", i.due_on AS "dueOn",
       i.period_end AS "periodEnd", i.currency, i.net, i.vat, i.paid_by_debtors AS "paidByDebtors", i.payable,
       (i.payable - coalesce(p.paid, 0))::bigint AS open, i.way, i.iban, i.reference, i.lines, coalesce(p.payments, '[]') AS payments
     FROM duetto.agency_invoice i
     LEFT JOIN LATERAL (SELECT sum(amount) AS paid, jsonb_agg(jsonb_build_object('kind', kind, 'on', on_day, 'amount', amount::text)
         ORDER BY on_day, uid) AS payments
       FROM duetto.agency_invoice_payment WHERE company_id = i.company_id AND invoice_uid = i.uid) p ON true
     WHERE i.company_id = $1 AND ($2::date IS NULL OR (i.issued_on, i.uid) < ($2::date, $3::uuid))
     ORDER BY i.issued_on DESC, i.uid DESC LIMIT $4`,
    [companyId, day, uid, page.limit],
    'duetto.listServiceInvoices',
  )
}

/** The bytes as the agency sent them, of whichever company the reader reaches. */
export function serviceInvoiceFile(
  unit: Unit,
  uid: string,
  form: 'pdf' | 'finvoice',
): Promise<{ companyId: bigint; number: string; content: Buffer } | undefined> {
  return unit.row(
    `SELECT company_id AS "companyId", number, ${form} AS content FROM duetto.agency_invoice WHERE uid = $1`,
    [uid],
    `duetto.serviceInvoiceFile.${form}`,
  )
}

/** What the company owes to the client funds. Cents. */
export interface ServiceClaim {
  readonly uid: string
  readonly raisedOn: CalendarDate
  readonly closedOn: CalendarDate | null
  readonly amount: bigint
  readonly currency: string
  readonly iban: string
  readonly reference: string
  readonly cases: BodyOf<'CREDITOR_CLAIM'>['cases']
}

/** Those that run first, then the newest. */
export function serviceClaims(unit: Unit, companyId: bigint): Promise<ServiceClaim[]> {
  return unit.rows<ServiceClaim>(
    `SELECT uid, raised_on AS "raisedOn", closed_on AS "closedOn", amount, currency, iban, reference, cases
     FROM duetto.agency_claim WHERE company_id = $1 ORDER BY (closed_on IS NOT NULL), raised_on DESC, uid LIMIT 50`,
    [companyId],
    'duetto.serviceClaims',
  )
}
