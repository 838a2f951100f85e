import { useTranslation } from 'react-i18next'
import { useFormats } from '../../ui/useFormats.ts'
import type { SendCheck } from './DraftInvoices.tsx'

/** The fee of the whole send by the price list in force today, its VAT, and their sum. */
export function FeeSheet({ check }: { check: SendCheck }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <table className="small-table" style={{ width: '100%', maxWidth: 560 }}>
      <tbody>
        <tr>
          <th scope="row">
            {t('draft.feeLine', {
              count: check.sendableCount,
              price: formats.money(check.price),
              date: formats.date(check.priceFrom),
            })}
          </th>
          <td className="number">{formats.money(check.fee)}</td>
        </tr>
        <tr>
          <th scope="row">{t('draft.vatLine', { percent: formats.percent(check.vatPercent) })}</th>
          <td className="number">{formats.money(check.feeVat)}</td>
        </tr>
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('draft.feeTotal')}</th>
          <td className="number">{formats.money(check.feeTotal)}</td>
        </tr>
      </tfoot>
    </table>
  )
}
