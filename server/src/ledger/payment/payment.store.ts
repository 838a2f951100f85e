import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { BadInput } from '../../platform/graphql/inputError.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import type { BankTransactionState } from '../bank/bankMatching.ts'
import type { PaymentKind } from './booking.ts'
import { BANK_TRANSACTION_COLUMNS, type BankTransactionRow, PAYMENT_COLUMNS, type PaymentRow } from './payment.type.ts'

export interface PaymentFilter {
  readonly kind?: PaymentKind | null
  readonly inService?: boolean | null
  readonly search?: string | null
  readonly from?: CalendarDate | null
  readonly to?: CalendarDate | null
}

/** The day and id after which a page of a newest-first list goes on. */
function readAfter(page: Page): [string, string] | undefined {
  if (!page.after) return undefined
  const [day, id] = page.after
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day ?? '') || !/^\d{1,18}$/.test(id ?? ''))
    throw new BadInput('`after` is not a cursor of this list.')
  return [day as string, id as string]
}

/** The payments of a company, or with null of every company within reach; newest first. */
export async function listPayments(
  unit: Unit,
  companyId: bigint | null,
  filter: PaymentFilter,
  page: Page,
): Promise<PaymentRow[]> {
  const params: unknown[] = []
  const bind = (value: unknown): string => `$${params.push(value)}`
  const where = ['p.company_id = c.company_id']
  if (filter.kind) where.push(`p.kind = ${bind(filter.kind)}`)
  if (filter.inService !== undefined && filter.inService !== null)
    where.push(`i.had_service = ${bind(filter.inService)}`)
  if (filter.from) where.push(`p.paid_on >= ${bind(filter.from)}::date`)
  if (filter.to) where.push(`p.paid_on <= ${bind(filter.to)}::date`)
  const search = filter.search?.trim()
  if (search) {
    const exact = bind(search)
    const digits = bind(search.replace(/\s+/g, '').replace(/^0+(?=\d)/, ''))
    const pattern = bind(`%${search.replace(/[\\%_]/g, '\\$&')}%`)
    where.push(
      `(i.number = ${exact} OR i.reference = ${digits} OR p.document_number = ${exact} OR p.payer_name ILIKE ${pattern})`,
    )
  }
  const after = readAfter(page)
  if (after) where.push(`(p.paid_on, p.id) < (${bind(after[0])}::date, ${bind(after[1])}::bigint)`)
  const limit = `LIMIT ${bind(page.limit)}`
  // The newest of each company by its own index, merged.
  return unit.rows<PaymentRow>(
    `SELECT newest.* FROM access.company c CROSS JOIN LATERAL (
        SELECT ${PAYMENT_COLUMNS}
        FROM ledger.payment p JOIN ledger.sales_invoice i ON i.company_id = p.company_id AND i.id = p.invoice_id
        WHERE ${where.join(' AND ')} ORDER BY p.paid_on DESC, p.id DESC ${limit}) newest
      ${companyId === null ? '' : `WHERE c.company_id = ${bind(companyId)}`} ORDER BY newest."paidOn" DESC, newest.id DESC ${limit}`,
    params,
  )
}

/** A company's bank transactions, newest first. */
export async function listBankTransactions(
  unit: Unit,
  companyId: bigint,
  state: BankTransactionState | null,
  page: Page,
): Promise<BankTransactionRow[]> {
  const params: unknown[] = [companyId]
  const bind = (value: unknown): string => `$${params.push(value)}`
  const where = ['t.company_id = $1']
  if (state) where.push(`t.state = ${bind(state)}`)
  const after = readAfter(page)
  if (after) where.push(`(t.booked_on, t.id) < (${bind(after[0])}::date, ${bind(after[1])}::bigint)`)
  return unit.rows<BankTransactionRow>(
    `SELECT ${BANK_TRANSACTION_COLUMNS} FROM ledger.bank_transaction t WHERE ${where.join(' AND ')}
      ORDER BY t.booked_on DESC, t.id DESC LIMIT ${bind(page.limit)}`,
    params,
  )
}
