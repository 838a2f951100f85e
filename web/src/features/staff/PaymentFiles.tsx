import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconCheck, IconClock } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import {
  MakePaymentFilesDocument,
  MarkPaymentFileSentDocument,
  PaymentFilesDocument,
  type PaymentFilesQuery,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { StateWord } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

type PaymentFile = PaymentFilesQuery['paymentFiles']['nodes'][number]

/** Files for the bank: made of everything that waits, fetched, and marked when they have gone. */
export function PaymentFiles() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const { data, fault, stale, retry } = useLatest(PaymentFilesDocument, {
    variables: { first: 20, after: url.get('files') ?? null },
    fresh: true,
  })
  const make = useAct(MakePaymentFilesDocument, ['PaymentFiles', 'AgencySettlements'])
  const mark = useAct(MarkPaymentFileSentDocument, ['PaymentFiles'])
  const rows = data?.paymentFiles.nodes
  const { run, busy } = mark
  const columns = useMemo<LedgerColumn<PaymentFile>[]>(
    () => [
      {
        id: 'file',
        header: t('paymentFile.file'),
        card: 'title',
        cell: (file) => (
          <Anchor href={file.url} download>
            {file.messageId}
          </Anchor>
        ),
      },
      { id: 'day', header: t('paymentFile.executeOn'), cell: (file) => formats.date(file.executeOn), card: 'fact' },
      {
        id: 'count',
        header: t('paymentFile.transfers'),
        number: true,
        cell: (file) => formats.count(file.transfers),
        card: 'fact',
      },
      {
        id: 'amount',
        header: t('payment.amount'),
        number: true,
        cell: (file) => formats.money(file.amount),
        card: 'value',
      },
      {
        id: 'state',
        header: t('paymentFile.state'),
        card: 'fact',
        cell: ({ sentAt }) =>
          sentAt ? (
            <StateWord look={['green', IconCheck]} word={t('paymentFile.sent', { at: formats.moment(sentAt) })} />
          ) : (
            <StateWord look={['amber', IconClock]} word={t('paymentFile.notSent')} />
          ),
      },
      {
        id: 'act',
        header: t('deadLetter.act'),
        card: 'fact',
        cell: ({ id, sentAt }) =>
          !sentAt && (
            <Button size="compact-xs" variant="default" loading={busy} onClick={() => run({ input: { id } })}>
              {t('paymentFile.mark')}
            </Button>
          ),
      },
    ],
    [t, formats, run, busy],
  )
  return (
    <Stack gap="sm">
      <section className="sheet sheet-padded">
        <Stack gap="sm">
          <Title order={2} fz="sm">
            {t('paymentFile.title')}
          </Title>
          <Text className="muted">{t('paymentFile.text')}</Text>
          <Group>
            <Button onClick={() => make.run({ input: {} })} loading={make.busy}>
              {t('paymentFile.make')}
            </Button>
          </Group>
          {make.fault && <ErrorState fault={make.fault} />}
          {mark.fault && <ErrorState fault={mark.fault} />}
        </Stack>
      </section>
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {(rows || !fault) && (
        <LedgerTable
          label={t('paymentFile.title')}
          columns={columns}
          rows={rows}
          rowId={(file) => file.id}
          stale={stale}
          empty={<EmptyState title={t('paymentFile.none.title')}>{t('paymentFile.none.text')}</EmptyState>}
        />
      )}
      {rows && rows.length > 0 && <Pager name="files" pageInfo={data?.paymentFiles.pageInfo} shown={rows.length} />}
    </Stack>
  )
}
