import { formatDecimal, money } from '../../kernel/money.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { putAccountMessage } from './accountMessage.ts'

interface UntoldList {
  readonly companyId: bigint
  readonly validFrom: string
  readonly currency: string
  readonly transferFee: bigint
  readonly recallFee: bigint
  readonly vatPercent: string
}

/**
 * Tells creditors' sides the price lists that were approved here and that they have not been told: a side of its own has
 * no other way to know them. Lists from before there were approvals stand on both sides from the start. Of one creditor, or
 * of all.
 */
export async function tellPriceLists(unit: Unit, companyId: bigint | null, now: Date): Promise<void> {
  const untold = await unit.rows<UntoldList>(
    `SELECT c.company_id AS "companyId", l.valid_from AS "validFrom", l.currency, l.transfer_fee AS "transferFee",
       l.recall_fee AS "recallFee", l.vat_percent AS "vatPercent"
     FROM agency.creditor c CROSS JOIN platform.price_list l
     WHERE ($1::bigint IS NULL OR c.company_id = $1)
       AND EXISTS (SELECT 1 FROM agency.proposal p WHERE p.kind = 'PRICE_LIST' AND p.state = 'APPROVED' AND p.valid_from = l.valid_from)
       AND NOT EXISTS (SELECT 1 FROM agency.price_list_told t WHERE t.company_id = c.company_id AND t.valid_from = l.valid_from)
     ORDER BY c.company_id, l.valid_from`,
    [companyId],
    'agency.untoldPriceLists',
  )
  for (const list of untold) {
    const amount = (cents: bigint) => ({ amount: formatDecimal(money(cents, list.currency)), currency: list.currency })
    const { validFrom, vatPercent } = list
    const body = { validFrom, transferFee: amount(list.transferFee), recallFee: amount(list.recallFee), vatPercent }
    await putAccountMessage(unit, list.companyId, { kind: 'PRICE_LIST', body }, now)
    await unit.rows(
      'INSERT INTO agency.price_list_told (company_id, valid_from, told_at) VALUES ($1, $2, $3)',
      [list.companyId, validFrom, now],
      'agency.priceListTold',
    )
  }
}
