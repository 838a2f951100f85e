import { useTranslation } from 'react-i18next'
import type { SendDraftQuery } from '../../api/generated.ts'
import { useToday } from '../../api/viewer.ts'
import { percentOf, sumDecimals, timesDecimal } from '../../format/decimal.ts'
import { useFormats } from '../../ui/useFormats.ts'

interface FeeSheetProps {
  lists: SendDraftQuery['priceLists']
  count: number
}

/** The fee of the whole send by the price list in force today, its VAT, and their sum. */
export function FeeSheet({ lists, count }: FeeSheetProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  const list = lists
    .filter((one) => today !== undefined && one.validFrom <= today)
    .toSorted((left, right) => right.validFrom.localeCompare(left.validFrom))[0]
  if (!list) return <span className="muted">{t('draft.noPrice')}</span>
  const { currency } = list.transferFee
  const fee = timesDecimal(list.transferFee.amount, count)
  const vat = percentOf(fee, list.vatPercent)
  const money = (amount: string) => formats.money({ amount, currency })
  return (
    <table className="small-table" style={{ minWidth: 320 }}>
      <tbody>
        <tr>
          <th scope="row">
            {t('draft.feeLine', { count, price: formats.money(list.transferFee), date: formats.date(list.validFrom) })}
          </th>
          <td className="number">{money(fee)}</td>
        </tr>
        <tr>
          <th scope="row">{t('draft.vatLine', { percent: formats.percent(list.vatPercent) })}</th>
          <td className="number">{money(vat)}</td>
        </tr>
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('draft.feeTotal')}</th>
          <td className="number">{money(sumDecimals([fee, vat]))}</td>
        </tr>
      </tfoot>
    </table>
  )
}
