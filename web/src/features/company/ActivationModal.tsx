import { Button, Group, List, Modal, ScrollArea, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActivateServiceDocument, type Language, ServiceTermsDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import type { CodedProblem } from '../../ui/useErrorText.ts'

/** Which data will be transferred, told before anything is accepted (requirement A2). */
function TransferredData({ onNext }: { onNext: () => void }) {
  const { t } = useTranslation()
  return (
    <Stack>
      <Text>{t('service.data')}</Text>
      <List size="sm" spacing={4}>
        <List.Item>{t('service.data1')}</List.Item>
        <List.Item>{t('service.data2')}</List.Item>
        <List.Item>{t('service.data3')}</List.Item>
        <List.Item>{t('service.data4')}</List.Item>
      </List>
      <Group justify="flex-end">
        <Button onClick={onNext}>{t('service.toTerms')}</Button>
      </Group>
    </Stack>
  )
}

function Terms({ companyId, onClose }: { companyId: string; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const act = useAct(ActivateServiceDocument, ['CompanyHead', 'CompanyService'])
  const [refusal, setRefusal] = useState<CodedProblem | null>(null)
  const language = i18n.language.toUpperCase() as Language
  const { data, fault, retry } = useLatest(ServiceTermsDocument, { variables: { language } })
  if (fault) return <ErrorState fault={fault} onRetry={retry} />
  if (!data) return <SkeletonRows label={t('shell.loading')} count={6} />
  const terms = data.serviceTerms

  const accept = async () => {
    const answer = await act.run({ input: { companyId, termsVersion: terms.version } })
    if (!answer) return
    setRefusal(answer.activateService.error)
    if (!answer.activateService.error) onClose()
  }

  return (
    <Stack>
      <Title order={3} fz="sm">
        {t('service.terms', { version: terms.version })}
      </Title>
      <ScrollArea.Autosize mah="45dvh" type="auto">
        {terms.paragraphs.map((paragraph) => (
          <Text key={paragraph} mb="xs">
            {paragraph}
          </Text>
        ))}
      </ScrollArea.Autosize>
      <Text className="muted">{t('service.afterAccept')}</Text>
      {refusal && <RefusalNote problem={refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('act.cancel')}
        </Button>
        <Button onClick={accept} loading={act.busy}>
          {t('service.accept')}
        </Button>
      </Group>
    </Stack>
  )
}

interface ActivationModalProps {
  companyId: string
  step: string
  onStep: (step: string | null) => void
}

/** Taking the service into use: what is transferred, then the terms. */
export function ActivationModal({ companyId, step, onStep }: ActivationModalProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened
      onClose={() => onStep(null)}
      title={t('service.take')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      {step === 'terms' ? (
        <Terms companyId={companyId} onClose={() => onStep(null)} />
      ) : (
        <TransferredData onNext={() => onStep('terms')} />
      )}
    </Modal>
  )
}
