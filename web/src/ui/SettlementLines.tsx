import type { Money } from '@duetto/schema'
import { Anchor, Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormats } from './useFormats.ts'
import { WideTable } from './WideTable.tsx'

type Amount = Pick<Money, 'amount' | 'currency'>

interface Settlement {
  statement: string
  vat: Amount
  vatNetted: Amount
  setOffs: readonly { number: string; amount: Amount }[]
  lines: readonly {
    debtorName: string
    invoiceNumber: string
    reference?: string | null
    kind: 'SHARE' | 'CARRIED'
    share: Amount
    paid: Amount
    costs: Amount
    vat: Amount
  }[]
}

const isNothing = ({ amount }: Amount) => /^-?0+(\.0+)?$/.test(amount)

/** Every case of a settlement, and its statement as files. */
export function SettlementLines({ settlement }: { settlement: Settlement }) {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  const { lines, vat, vatNetted, setOffs, statement } = settlement
  const file = `${statement}.${i18n.language.slice(0, 2)}`
  return (
    <Stack gap="sm">
      <Group gap="md">
        <Anchor href={`${file}.pdf`} target="_blank" rel="noreferrer">
          {t('settlements.pdf')}
        </Anchor>
        <Anchor href={`${file}.csv`} download>
          {t('settlements.csv')}
        </Anchor>
      </Group>
      <WideTable label={t('settlements.one')}>
        <thead>
          <tr>
            <th scope="col">{t('column.debtor')}</th>
            <th scope="col">{t('column.invoice')}</th>
            <th scope="col">{t('settlements.reference')}</th>
            <th scope="col" className="number">
              {t('settlements.share')}
            </th>
            <th scope="col" className="number">
              {t('settlements.costs')}
            </th>
            <th scope="col" className="number">
              {t('settlements.vat')}
            </th>
            <th scope="col" className="number">
              {t('settlements.paid')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            // A statement's lines never change.
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be of one invoice
            <tr key={index}>
              <td>{line.debtorName}</td>
              <td data-label={t('column.invoice')}>
                {line.invoiceNumber}
                {line.kind === 'CARRIED' && <span className="muted"> · {t('settlements.carried')}</span>}
              </td>
              <td data-label={t('settlements.reference')}>{line.reference}</td>
              <td className="number" data-label={t('settlements.share')}>
                {formats.money(line.share)}
              </td>
              <td className="number" data-label={t('settlements.costs')}>
                {formats.money(line.costs)}
              </td>
              <td className="number" data-label={t('settlements.vat')}>
                {formats.money(line.vat)}
              </td>
              <td className="number" data-label={t('settlements.paid')}>
                {formats.money(line.paid)}
              </td>
            </tr>
          ))}
          {setOffs.map((setOff) => (
            <tr key={setOff.number}>
              <td colSpan={6}>{t('settlements.setOff', { number: setOff.number })}</td>
              <td className="number">{formats.money({ ...setOff.amount, amount: `-${setOff.amount.amount}` })}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      {!isNothing(vat) && (
        <span className="small muted">
          {isNothing(vatNetted)
            ? t('settlements.vatInvoiced', { vat: formats.money(vat) })
            : t('settlements.vatNetted', { vat: formats.money(vatNetted) })}
        </span>
      )}
    </Stack>
  )
}
