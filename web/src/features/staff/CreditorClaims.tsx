import { Stack, Text, Title } from '@mantine/core'
import { IconCheck, IconClock } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { CreditorClaimsDocument, type CreditorClaimsQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { StateWord } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

type Claim = CreditorClaimsQuery['creditorClaims'][number]

/** What companies were paid too much and owe to client funds; nothing when there never was such a thing. */
export function CreditorClaims() {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, fault, stale, retry } = useLatest(CreditorClaimsDocument, { variables: {}, fresh: true })
  const columns = useMemo<LedgerColumn<Claim>[]>(
    () => [
      { id: 'creditor', header: t('staff.creditor'), cell: (row) => row.creditorName, card: 'title' },
      { id: 'raised', header: t('claim.raisedOn'), cell: (row) => formats.date(row.raisedOn), card: 'fact' },
      { id: 'reference', header: t('settlements.reference'), cell: (row) => row.reference, card: 'fact' },
      {
        id: 'amount',
        header: t('claim.amount'),
        number: true,
        cell: (row) => formats.money(row.amount),
        card: 'value',
      },
      {
        id: 'state',
        header: t('paymentFile.state'),
        card: 'fact',
        cell: ({ closedOn }) =>
          closedOn ? (
            <StateWord look={['green', IconCheck]} word={t('claim.closed', { date: formats.date(closedOn) })} />
          ) : (
            <StateWord look={['amber', IconClock]} word={t('claim.runs')} />
          ),
      },
    ],
    [t, formats],
  )
  if (fault) return <ErrorState fault={fault} onRetry={retry} />
  if (!data || data.creditorClaims.length === 0) return null
  return (
    <Stack gap="xs">
      <Title order={2} fz="sm">
        {t('claim.title')}
      </Title>
      <Text className="muted">{t('claim.staffText')}</Text>
      <LedgerTable
        label={t('claim.title')}
        columns={columns}
        rows={data.creditorClaims}
        rowId={(row) => row.id}
        stale={stale}
        empty={null}
      />
    </Stack>
  )
}
