import { Button, Checkbox, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  AnswerCreditLossDocument,
  AnswerRecallDocument,
  StaffDeskDocument,
  type StaffDeskQuery,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { EmptyState, ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

type Request = StaffDeskQuery['staffRequests'][number]

function AnswerModal({ request, onClose }: { request: Request; onClose: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const recall = useAct(AnswerRecallDocument, ['StaffDesk'])
  const creditLoss = useAct(AnswerCreditLossDocument, ['StaffDesk'])
  const act = request.kind === 'RECALL' ? recall : creditLoss
  const [note, setNote] = useState('')
  const [surveillance, setSurveillance] = useState(false)

  const answer = async (confirm: boolean) => {
    const watched = confirm && request.kind === 'CREDIT_LOSS' && surveillance
    const input = { requestId: request.id, confirm, note: note.trim() || null, surveillance: watched }
    if (await act.succeeds({ input })) onClose()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`requestKind.${request.kind}`)}
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      <Stack>
        <Text>
          {request.creditorName} · {request.debtorName} · {request.invoiceNumber}
        </Text>
        <Text className="muted">{request.reason}</Text>
        <Text>
          {t(`staff.consequence.${request.kind}`, {
            balance: formats.money(request.balance),
            costs: formats.money(request.unpaidCosts),
          })}
        </Text>
        <Textarea
          label={t('staff.note')}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {request.kind === 'CREDIT_LOSS' && (
          <Checkbox
            label={t('staff.surveillance')}
            description={t('staff.surveillanceHint')}
            checked={surveillance}
            onChange={(event) => setSurveillance(event.currentTarget.checked)}
          />
        )}
        {act.refusal && <RefusalNote problem={act.refusal} />}
        {act.fault && <ErrorState fault={act.fault} />}
        <Group justify="flex-end">
          <Button variant="default" loading={act.busy} onClick={() => answer(false)}>
            {t('staff.refuse')}
          </Button>
          <Button loading={act.busy} onClick={() => answer(true)}>
            {t(`staff.confirm.${request.kind}`)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** Recall and credit-loss questions that wait for an answer. */
export function StaffRequests() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const { data, fault, retry } = useLatest(StaffDeskDocument, { variables: {}, fresh: true })
  const requests = data?.staffRequests
  const asked = requests?.find((request) => request.id === url.get('answer'))
  const columns = useMemo<LedgerColumn<Request>[]>(
    () => [
      { id: 'creditor', header: t('staff.creditor'), cell: (request) => request.creditorName, card: 'title' },
      { id: 'kind', header: t('staff.question'), cell: (request) => t(`requestKind.${request.kind}`), card: 'fact' },
      { id: 'debtor', header: t('column.debtor'), cell: (request) => request.debtorName, card: 'fact' },
      { id: 'invoice', header: t('column.invoice'), cell: (request) => request.invoiceNumber },
      { id: 'asked', header: t('staff.askedAt'), cell: (request) => formats.moment(request.requestedAt) },
      { id: 'reason', header: t('request.reason'), cell: (request) => request.reason, card: 'fact' },
      {
        id: 'balance',
        header: t('column.balance'),
        number: true,
        cell: (request) => formats.money(request.balance),
        card: 'value',
      },
      {
        id: 'costs',
        header: t('staff.unpaidCosts'),
        number: true,
        cell: (request) => formats.money(request.unpaidCosts),
      },
    ],
    [t, formats],
  )
  if (fault && !requests) return <ErrorState fault={fault} onRetry={retry} />
  return (
    <>
      <LedgerTable
        label={t('staff.requests')}
        columns={columns}
        rows={requests}
        rowId={(request) => request.id}
        onOpen={(request) => url.set({ answer: request.id })}
        openId={url.get('answer')}
        empty={<EmptyState title={t('staff.noRequests.title')}>{t('staff.noRequests.text')}</EmptyState>}
      />
      {asked && <AnswerModal request={asked} onClose={() => url.set({ answer: null })} />}
    </>
  )
}
