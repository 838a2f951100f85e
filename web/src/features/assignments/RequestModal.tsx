import { Button, Group, List, Modal, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RecallConsequencesDocument, RequestCreditLossDocument, RequestRecallDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

interface AskedAssignment {
  id: string
  invoiceNumber: string
  balance: { amount: string; currency: string }
  company: { name: string }
}

interface RequestModalProps {
  assignment: AskedAssignment
  ask: string | undefined
  onClose: () => void
}

/** The price of a recall on the day, and the open costs that would be charged. */
function RecallConsequences({ assignment }: { assignment: AskedAssignment }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, fault, retry } = useLatest(RecallConsequencesDocument, {
    variables: { id: assignment.id },
    fresh: true,
  })
  const told = data?.recallConsequences
  if (fault) return <ErrorState fault={fault} onRetry={retry} />
  return (
    <List size="sm" spacing={4}>
      <List.Item>
        {t('request.recall.stops', { company: assignment.company.name, number: assignment.invoiceNumber })}
      </List.Item>
      {told?.letterSent && (
        <>
          <List.Item>
            {t('request.recall.costs', {
              amount: formats.money(told.unpaidCosts),
              vat: formats.money(told.unpaidCostsVat),
            })}
          </List.Item>
          <List.Item>
            {t('request.recall.fee', {
              amount: formats.money(told.recallFee),
              vat: formats.percent(told.vatPercent),
              date: formats.date(told.priceListFrom),
            })}
          </List.Item>
          <List.Item>
            <strong>{t('request.recall.total', { amount: formats.money(told.charged) })}</strong>
          </List.Item>
        </>
      )}
      {told && !told.letterSent && <List.Item>{t('request.recall.free')}</List.Item>}
      <List.Item>{t('request.recall.after')}</List.Item>
    </List>
  )
}

/** A question to the agency with its consequences before it is asked: recall or credit loss. */
export function RequestModal({ assignment, ask, onClose }: RequestModalProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const recall = useAct(RequestRecallDocument)
  const creditLoss = useAct(RequestCreditLossDocument)
  const [reason, setReason] = useState('')
  const isRecall = ask === 'recall'
  const act = isRecall ? recall : creditLoss

  const submit = async () => {
    const input = { assignmentId: assignment.id, reason: reason.trim() }
    if (await act.succeeds({ input })) onClose()
  }

  return (
    <Modal
      opened={ask === 'recall' || ask === 'creditLoss'}
      onClose={onClose}
      title={t(isRecall ? 'request.recall.title' : 'request.creditLoss.title')}
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      <Stack gap="md">
        {isRecall ? (
          <RecallConsequences assignment={assignment} />
        ) : (
          <List size="sm" spacing={4}>
            <List.Item>{t('request.creditLoss.amount', { amount: formats.money(assignment.balance) })}</List.Item>
            <List.Item>{t('request.creditLoss.after')}</List.Item>
          </List>
        )}
        <Textarea
          label={t('request.reason')}
          autosize
          minRows={3}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        {act.refusal && <RefusalNote problem={act.refusal} />}
        {act.fault && <ErrorState fault={act.fault} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button onClick={submit} loading={act.busy} disabled={reason.trim() === ''}>
            {t(isRecall ? 'request.recall.act' : 'request.creditLoss.act')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
