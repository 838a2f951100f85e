import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { PriceList } from './priceList.ts'

interface PriceListRow {
  id: bigint
  validFrom: CalendarDate
  currency: string
  transferFee: bigint
  recallFee: bigint
  vatPercent: string
}

/** Every price list, oldest first: they are few. */
export async function priceLists(unit: Unit): Promise<PriceList[]> {
  const rows = await unit.rows<PriceListRow>(
    `SELECT id, valid_from AS "validFrom", currency, transfer_fee AS "transferFee", recall_fee AS "recallFee",
       vat_percent AS "vatPercent"
     FROM platform.price_list ORDER BY valid_from`,
    [],
    'duetto.priceLists',
  )
  return rows.map(({ id, validFrom, currency, transferFee, recallFee, vatPercent }) => ({
    id,
    validFrom,
    transferFee: money(transferFee, currency),
    recallFee: money(recallFee, currency),
    vatPercent,
  }))
}
