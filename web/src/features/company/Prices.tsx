import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CompanyServiceQuery } from '../../api/generated.ts'
import { useToday } from '../../api/viewer.ts'
import { Sheet } from '../../ui/Sheet.tsx'
import { useFormats } from '../../ui/useFormats.ts'

/** The dated price list, the one in force and those to come marked (requirement A4). */
export function Prices({ lists }: { lists: CompanyServiceQuery['priceLists'] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  const current = lists
    .filter((list) => today !== undefined && list.validFrom <= today)
    .map((list) => list.validFrom)
    .sort()
    .at(-1)
  return (
    <Sheet title={t('service.prices')}>
      <div className="scroll-x">
        <table className="small-table" style={{ width: '100%' }}>
          <thead>
            <tr>
              <th scope="col">{t('service.validFrom')}</th>
              <th scope="col" className="number" style={{ whiteSpace: 'normal' }}>
                {t('service.transferFee')}
              </th>
              <th scope="col" className="number" style={{ whiteSpace: 'normal' }}>
                {t('service.recallFee')}
              </th>
              <th scope="col" className="number" style={{ whiteSpace: 'normal' }}>
                {t('service.vat')}
              </th>
            </tr>
          </thead>
          <tbody>
            {lists.map((list) => (
              <tr key={list.validFrom}>
                <td>
                  <span style={{ whiteSpace: 'nowrap' }}>{formats.date(list.validFrom)}</span>
                  {list.validFrom === current && <div className="muted small">{t('service.inForce')}</div>}
                  {today !== undefined && list.validFrom > today && (
                    <div className="muted small">{t('service.coming')}</div>
                  )}
                </td>
                <td className="number">{formats.money(list.transferFee)}</td>
                <td className="number">{formats.money(list.recallFee)}</td>
                <td className="number">{formats.percent(list.vatPercent)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Text className="small muted" mt="xs">
        {t('service.pricesWithoutVat')}
      </Text>
    </Sheet>
  )
}
