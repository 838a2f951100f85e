import { Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { UnpaidTransfersDocument, type UnpaidTransfersQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { useToday } from '../../api/viewer.ts'
import { groupIban } from '../../format/iban.ts'
import { StateWord } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { bankWord } from './bankWord.ts'

type Transfer = UnpaidTransfersQuery['unpaidTransfers']['nodes'][number]

function BankState({ transfer, today }: { transfer: Transfer; today: string | undefined }) {
  const { t } = useTranslation()
  if (today !== undefined && transfer.executeOn < today) {
    return <StateWord look={['amber', IconAlertTriangle]} word={t('outgoing.late')} />
  }
  const { bankStatus } = transfer
  const word = bankStatus
    ? t('transfer.status', { word: bankWord(t, bankStatus), code: bankStatus })
    : t('outgoing.noReport')
  return <StateWord look={['grey', IconClock]} word={word} />
}

/** Payments that were let go and that the bank has not booked: what is still on its way out. */
export function UnpaidTransfers() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const today = useToday()
  const { data, fault, stale, retry } = useLatest(UnpaidTransfersDocument, {
    variables: { first: 20, after: url.get('unpaid') ?? null },
    fresh: true,
  })
  const rows = data?.unpaidTransfers.nodes
  const columns = useMemo<LedgerColumn<Transfer>[]>(
    () => [
      { id: 'day', header: t('paymentFile.executeOn'), cell: (row) => formats.date(row.executeOn), card: 'fact' },
      { id: 'to', header: t('transfer.to'), cell: (row) => row.toName, card: 'title' },
      { id: 'iban', header: t('transfer.iban'), cell: (row) => groupIban(row.toIban), card: 'fact' },
      { id: 'name', header: t('transfer.endToEndId'), cell: (row) => row.endToEndId, card: 'fact' },
      {
        id: 'state',
        header: t('outgoing.bank'),
        cell: (row) => <BankState transfer={row} today={today} />,
        card: 'fact',
      },
      {
        id: 'amount',
        header: t('payment.amount'),
        number: true,
        cell: (row) => formats.money(row.amount),
        card: 'value',
      },
    ],
    [t, formats, today],
  )
  return (
    <Stack gap="sm">
      <Sheet title={t('outgoing.title')} stacked>
        <Text className="muted">{rows?.length === 0 ? t('outgoing.none') : t('outgoing.text')}</Text>
      </Sheet>
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {rows && rows.length > 0 && (
        <>
          <LedgerTable
            label={t('outgoing.title')}
            columns={columns}
            rows={rows}
            rowId={(row) => `${row.fileId} ${row.ordinal}`}
            stale={stale}
            onOpen={(row) => url.set({ file: row.fileId })}
            empty={null}
          />
          <Pager name="unpaid" pageInfo={data?.unpaidTransfers.pageInfo} shown={rows.length} />
        </>
      )}
    </Stack>
  )
}
