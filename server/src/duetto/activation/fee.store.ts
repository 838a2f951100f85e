import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Creditor } from '../road/material.ts'
import { creditorOf } from '../send/send.store.ts'
import { type ChargedRecall, type FeeLine, feeSums, recallLines } from './fee.ts'
import { priceLists } from './priceList.store.ts'

export interface FeeStatement {
  readonly creditor: Creditor
  /** 'YYYY-MM'. */
  readonly month: string
  readonly lines: readonly FeeLine[]
  readonly sums: ReturnType<typeof feeSums>
}

interface SendFeeRow {
  readonly id: bigint
  readonly kind: 'REMINDER' | 'COLLECTION'
  readonly on: CalendarDate
  readonly count: number
  readonly currency: string
  readonly fee: bigint
  readonly vat: bigint
  readonly vatPercent: string
}

/** What a company is charged for a month, in the order of the days; the company must be readable in the unit. */
export async function feeStatement(
  unit: Unit,
  companyId: bigint,
  month: string,
  period: { readonly from: CalendarDate; readonly to: CalendarDate },
): Promise<FeeStatement> {
  const creditor = await creditorOf(unit, companyId)
  const sends = (await sendFees(unit, companyId, period)).map(sendLine)
  const lists = await priceLists(unit)
  const recalls = (await chargedRecalls(unit, companyId, period)).flatMap((recall) =>
    recallLines(recall, lists, creditor.mayDeductVat),
  )
  const lines = [...sends, ...recalls].toSorted((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0))
  return { creditor, month, lines, sums: feeSums(lines) }
}

function sendLine({ id, kind, on, count, currency, fee, vat, vatPercent }: SendFeeRow): FeeLine {
  return {
    ...{ on, count, vatPercent },
    kind: `${kind}_TRANSFER`,
    net: money(fee, currency),
    vat: money(vat, currency),
    sendId: id,
    assignmentId: null,
    invoiceNumber: null,
  }
}

function sendFees(
  unit: Unit,
  companyId: bigint,
  { from, to }: { readonly from: CalendarDate; readonly to: CalendarDate },
): Promise<SendFeeRow[]> {
  return unit.rows(
    `SELECT s.id, s.kind, s.sent_on AS "on", s.sent_count AS count, s.currency, s.fee, s.fee_vat AS vat,
       p.vat_percent AS "vatPercent"
     FROM duetto.send s JOIN platform.price_list p ON p.id = s.price_list_id
     WHERE s.company_id = $1 AND s.sent_on >= $2 AND s.sent_on < $3 AND s.sent_count > 0 ORDER BY s.id`,
    [companyId, from, to],
    'duetto.sendFees',
  )
}

async function chargedRecalls(
  unit: Unit,
  companyId: bigint,
  { from, to }: { readonly from: CalendarDate; readonly to: CalendarDate },
): Promise<ChargedRecall[]> {
  const rows = await unit.rows<Omit<ChargedRecall, 'charged'> & { amount: bigint; currency: string }>(
    `SELECT e.on_day AS "on", (e.detail ->> 'amount')::bigint AS amount, a.currency, a.id AS "assignmentId",
       a.invoice_number AS "invoiceNumber"
     FROM duetto.assignment_event e JOIN duetto.assignment a ON a.company_id = e.company_id AND a.id = e.assignment_id
     WHERE e.company_id = $1 AND e.type = 'RECALL_CONFIRMED' AND e.on_day >= $2 AND e.on_day < $3 AND e.detail ? 'amount'
     ORDER BY e.id`,
    [companyId, from, to],
    'duetto.chargedRecalls',
  )
  return rows.map(({ amount, currency, ...row }) => ({ ...row, charged: money(amount, currency) }))
}
