import { useTranslation } from 'react-i18next'
import { useFormats } from '../../ui/useFormats.ts'

interface Amount {
  amount: string
  currency: string
}

interface BalancePartsProps {
  principalOpen: Amount
  costsOpen: Amount
  interestOpen: Amount
  balance: Amount
}

/** What is open of an assignment, by component, and their sum. */
export function BalanceParts({ principalOpen, costsOpen, interestOpen, balance }: BalancePartsProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const parts = [
    [t('component.PRINCIPAL'), principalOpen],
    [t('component.INTEREST'), interestOpen],
    [t('component.COSTS'), costsOpen],
  ] as const
  return (
    <table className="small-table" style={{ width: '100%' }}>
      <tbody>
        {parts.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="number">{formats.money(value)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('column.balance')}</th>
          <td className="number">{formats.money(balance)}</td>
        </tr>
      </tfoot>
    </table>
  )
}
