import { Alert, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ClientFundsProofDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { groupIban } from '../../format/iban.ts'
import { Figures } from '../../ui/Figures.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

/** What client funds owe to whom; red when they are not what is owed. */
export function FundsProof() {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, fault, retry } = useLatest(ClientFundsProofDocument, { variables: {}, fresh: true })
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  if (!data) return null
  const { alarm, checkedAt, standings, statedBalances } = data.clientFundsProof
  return (
    <Stack gap="sm">
      {alarm && (
        <Alert
          color="red"
          variant="light"
          icon={<IconAlertTriangle size={18} />}
          title={t('clientFunds.alarm')}
          role="alert"
        >
          {t('clientFunds.alarmText')} <code>{alarm}</code>
        </Alert>
      )}
      {standings.map((standing) => (
        <Figures
          key={standing.received.currency}
          label={t('clientFunds.proof')}
          figures={[
            { name: t('clientFunds.owedToCreditors'), value: formats.money(standing.owedToCreditors) },
            ...(Number(standing.owedByCreditors.amount) > 0
              ? [{ name: t('clientFunds.owedByCreditors'), value: formats.money(standing.owedByCreditors) }]
              : []),
            { name: t('clientFunds.owedToDebtors'), value: formats.money(standing.owedToDebtors) },
            { name: t('clientFunds.unmatched'), value: formats.money(standing.unmatched) },
            { name: t('clientFunds.owedToAgency'), value: formats.money(standing.owedToAgency) },
            { name: t('clientFunds.onAccounts'), value: formats.money(standing.onAccounts) },
            { name: t('clientFunds.underWay'), value: formats.money(standing.underWay) },
            ...(Number(standing.unexplained.amount) === 0
              ? []
              : [
                  {
                    name: t('clientFunds.unexplainedSum'),
                    value: formats.money(standing.unexplained),
                    to: '?tab=funds&funds=UNEXPLAINED',
                  },
                ]),
            ...(Number(standing.bankDifference.amount) === 0
              ? []
              : [{ name: t('clientFunds.bankDifference'), value: formats.money(standing.bankDifference) }]),
            {
              name: t('clientFunds.difference'),
              value: formats.money(standing.difference),
              note: checkedAt
                ? t('clientFunds.checkedAt', { at: formats.moment(checkedAt) })
                : t('clientFunds.neverChecked'),
            },
          ]}
        />
      ))}
      {statedBalances.map(({ iban, on, amount, difference }) => (
        <Text key={`${iban} ${amount.currency}`} className="small muted">
          {t('clientFunds.stated', { iban: groupIban(iban), date: formats.date(on), amount: formats.money(amount) })}
          {Number(difference.amount) !== 0 && (
            <span className="late"> {t('clientFunds.statedDiffers', { amount: formats.money(difference) })}</span>
          )}
        </Text>
      ))}
    </Stack>
  )
}
