import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClock, IconX } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  CancelPaymentFileDocument,
  MakePaymentFilesDocument,
  MarkPaymentFileSentDocument,
  PaymentFilesDocument,
  type PaymentFilesQuery,
  ReleasePaymentFileDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { StateWord } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { EmptyState, ErrorState, RefusalNote } from '../../ui/states.tsx'
import type { CodedProblem } from '../../ui/useErrorText.ts'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { PaymentFileTransfers } from './PaymentFileTransfers.tsx'

type PaymentFile = PaymentFilesQuery['paymentFiles']['nodes'][number]

const AGAIN = ['PaymentFiles', 'AgencySettlements', 'UnpaidTransfers']

function FileState({ file }: { file: PaymentFile }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { cancelledAt, sentAt, releasedAt, releasedByName, madeByName, refused, paid, transfers } = file
  if (cancelledAt) return <StateWord look={['grey', IconX]} word={t('paymentFile.cancelled')} />
  if (refused > 0) {
    return <StateWord look={['red', IconAlertTriangle]} word={t('paymentFile.refused', { count: refused })} />
  }
  if (paid > 0) {
    const look = paid === transfers ? (['green', IconCheck] as const) : (['blue', IconClock] as const)
    return <StateWord look={look} word={t('paymentFile.paid', { paid, transfers })} />
  }
  if (sentAt) {
    return <StateWord look={['green', IconCheck]} word={t('paymentFile.sent', { at: formats.moment(sentAt) })} />
  }
  if (releasedAt) {
    return <StateWord look={['blue', IconCheck]} word={t('paymentFile.released', { name: releasedByName ?? '' })} />
  }
  return <StateWord look={['amber', IconClock]} word={t('paymentFile.waits', { name: madeByName })} />
}

/** What may be done with a file now: another lets it go, whoever is there cancels it or says that it has gone. */
function FileActs({ file, onRefusal }: { file: PaymentFile; onRefusal: (refusal: CodedProblem | null) => void }) {
  const { t } = useTranslation()
  const release = useAct(ReleasePaymentFileDocument, AGAIN)
  const cancel = useAct(CancelPaymentFileDocument, AGAIN)
  const mark = useAct(MarkPaymentFileSentDocument, AGAIN)
  const busy = release.busy || cancel.busy || mark.busy
  const input = { id: file.id }
  if (file.cancelledAt || file.sentAt) return null
  if (file.releasedAt) {
    const sent = async () => onRefusal((await mark.run({ input }))?.markPaymentFileSent.error ?? null)
    return (
      <Button size="compact-xs" variant="default" loading={busy} onClick={sent}>
        {t('paymentFile.mark')}
      </Button>
    )
  }
  const letGo = async () => onRefusal((await release.run({ input }))?.releasePaymentFile.error ?? null)
  const takeBack = async () => onRefusal((await cancel.run({ input }))?.cancelPaymentFile.error ?? null)
  return (
    <Group gap={6} wrap="nowrap">
      {file.viewerCanRelease ? (
        <Button size="compact-xs" loading={busy} onClick={letGo}>
          {t('paymentFile.release')}
        </Button>
      ) : (
        <span className="small muted">{t('paymentFile.another')}</span>
      )}
      <Button size="compact-xs" variant="default" loading={busy} onClick={takeBack}>
        {t('paymentFile.cancel')}
      </Button>
    </Group>
  )
}

/** Files for the bank: made of everything that waits, let go by another, fetched, and marked when they have gone. */
export function PaymentFiles() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const { data, fault, stale, retry } = useLatest(PaymentFilesDocument, {
    variables: { first: 20, after: url.get('files') ?? null },
    fresh: true,
  })
  const make = useAct(MakePaymentFilesDocument, AGAIN)
  const [refusal, setRefusal] = useState<CodedProblem | null>(null)
  const rows = data?.paymentFiles.nodes
  const opened = rows?.find((file) => file.id === url.get('file'))
  const columns = useMemo<LedgerColumn<PaymentFile>[]>(
    () => [
      {
        id: 'file',
        header: t('paymentFile.file'),
        card: 'title',
        cell: (file) =>
          file.releasedAt && !file.cancelledAt ? (
            <Anchor href={file.url} download onClick={(event) => event.stopPropagation()}>
              {file.messageId}
            </Anchor>
          ) : (
            file.messageId
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
      { id: 'state', header: t('paymentFile.state'), card: 'fact', cell: (file) => <FileState file={file} /> },
      {
        id: 'act',
        header: t('deadLetter.act'),
        card: 'fact',
        cell: (file) => <FileActs file={file} onRefusal={setRefusal} />,
      },
    ],
    [t, formats],
  )
  return (
    <Stack gap="sm">
      <Sheet title={t('paymentFile.title')} stacked>
        <Text className="muted">{t('paymentFile.text')}</Text>
        <Group>
          <Button variant="default" onClick={() => make.run({ input: {} })} loading={make.busy}>
            {t('paymentFile.make')}
          </Button>
        </Group>
        {make.fault && <ErrorState fault={make.fault} />}
        {refusal && <RefusalNote problem={refusal} />}
      </Sheet>
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {(rows || !fault) && (
        <LedgerTable
          label={t('paymentFile.title')}
          columns={columns}
          rows={rows}
          rowId={(file) => file.id}
          stale={stale}
          onOpen={(file) => url.set({ file: file.id })}
          openId={opened?.id}
          empty={<EmptyState title={t('paymentFile.none.title')}>{t('paymentFile.none.text')}</EmptyState>}
        />
      )}
      {rows && rows.length > 0 && <Pager name="files" pageInfo={data?.paymentFiles.pageInfo} shown={rows.length} />}
      {opened && <PaymentFileTransfers file={opened} onClose={() => url.set({ file: null })} />}
    </Stack>
  )
}
