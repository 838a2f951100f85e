import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClock, IconX } from '@tabler/icons-react'
import { useState } from 'react'
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

interface FileActsProps {
  file: PaymentFile
  busy: boolean
  onRelease: () => void
  onCancel: () => void
  onMark: () => void
}

/** What may be done with a file now: another lets it go, whoever is there cancels it or says that it has gone. */
function FileActs({ file, busy, onRelease, onCancel, onMark }: FileActsProps) {
  const { t } = useTranslation()
  if (file.cancelledAt || file.sentAt) return null
  if (file.releasedAt) {
    return (
      <Button size="compact-xs" variant="default" loading={busy} onClick={onMark}>
        {t('paymentFile.mark')}
      </Button>
    )
  }
  return (
    <Group gap={6} wrap="nowrap">
      {file.viewerCanRelease ? (
        <Button size="compact-xs" loading={busy} onClick={onRelease}>
          {t('paymentFile.release')}
        </Button>
      ) : (
        <span className="small muted">{t('paymentFile.another')}</span>
      )}
      <Button size="compact-xs" variant="default" loading={busy} onClick={onCancel}>
        {t('paymentFile.cancel')}
      </Button>
    </Group>
  )
}

/** The acts on files, and what came of the newest. */
function useFileActs() {
  const make = useAct(MakePaymentFilesDocument, AGAIN)
  const release = useAct(ReleasePaymentFileDocument, AGAIN)
  const cancel = useAct(CancelPaymentFileDocument, AGAIN)
  const mark = useAct(MarkPaymentFileSentDocument, AGAIN)
  const acts = [make, release, cancel, mark]
  const [actedId, setActedId] = useState<string>()
  const begin = (id?: string) => {
    for (const act of acts) act.forget()
    setActedId(id)
  }
  const onFile = (act: { run: (variables: { input: { id: string } }) => Promise<unknown> }, id: string) => {
    begin(id)
    void act.run({ input: { id } })
  }
  return {
    make: () => {
      begin()
      void make.run({ input: {} })
    },
    release: ({ id }: PaymentFile) => onFile(release, id),
    cancel: ({ id }: PaymentFile) => onFile(cancel, id),
    mark: ({ id }: PaymentFile) => onFile(mark, id),
    isMaking: make.busy,
    isActing: ({ id }: PaymentFile) => id === actedId && (release.busy || cancel.busy || mark.busy),
    refusal: acts.find((act) => act.refusal)?.refusal,
    fault: acts.find((act) => act.fault)?.fault,
  }
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
  const acts = useFileActs()
  const rows = data?.paymentFiles.nodes
  const opened = rows?.find((file) => file.id === url.get('file'))
  const columns: LedgerColumn<PaymentFile>[] = [
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
      cell: (file) => (
        <FileActs
          file={file}
          busy={acts.isActing(file)}
          onRelease={() => acts.release(file)}
          onCancel={() => acts.cancel(file)}
          onMark={() => acts.mark(file)}
        />
      ),
    },
  ]
  return (
    <Stack gap="sm">
      <Sheet title={t('paymentFile.title')} stacked>
        <Text className="muted">{t('paymentFile.text')}</Text>
        <Group>
          <Button variant="default" onClick={acts.make} loading={acts.isMaking}>
            {t('paymentFile.make')}
          </Button>
        </Group>
        {acts.fault && <ErrorState fault={acts.fault} />}
        {acts.refusal && <RefusalNote problem={acts.refusal} />}
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
