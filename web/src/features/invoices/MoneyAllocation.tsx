import { useTranslation } from 'react-i18next'
import { Sheet } from '../../ui/Sheet.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import type { Invoice } from './InvoiceParts.tsx'

const parts = ['interest', 'costs', 'agencyCosts', 'excess'] as const
const isNothing = ({ amount }: { amount: string }) => /^-?0*(\.0*)?$/.test(amount)

/** Received money by what it paid: shown when some of it paid more than the invoice itself. */
export function MoneyAllocation({ invoice: { allocation, open } }: { invoice: Invoice }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const others = parts.filter((part) => !isNothing(allocation[part]))
  if (others.length === 0) return null
  return (
    <Sheet title={t('allocation.title')}>
      <table className="small-table" style={{ width: '100%' }}>
        <tbody>
          <tr>
            <td>{t('allocation.received')}</td>
            <td className="number">{formats.money(allocation.received)}</td>
          </tr>
          {(['principal', ...others] as const).map((part) => (
            <tr key={part}>
              <td className="muted">{t(`allocation.${part}`)}</td>
              <td className="number muted">{formats.money(allocation[part])}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('allocation.left')}</th>
            <td className="number">
              <strong>{formats.money(open)}</strong>
            </td>
          </tr>
        </tbody>
      </table>
      <p className="small muted">{t('allocation.why')}</p>
    </Sheet>
  )
}
