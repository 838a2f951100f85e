import { Button, Group, List, Modal, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RemoveServiceDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'

interface RemoveServiceProps {
  companyId: string
  /** How many assignments still run. */
  running: number
  onClose: () => void
}

/** Leaving the service, with what follows told before (requirement A3). */
export function RemoveService({ companyId, running, onClose }: RemoveServiceProps) {
  const { t } = useTranslation()
  const act = useAct(RemoveServiceDocument, ['CompanyHead', 'CompanyService', 'ServiceStore'])
  const [reason, setReason] = useState('')
  const remove = async () => {
    if (await act.succeeds({ input: { companyId, reason } })) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={t('service.remove')} closeButtonProps={{ 'aria-label': t('panel.close') }}>
      <Stack>
        <List size="sm" spacing={4}>
          <List.Item>{t('service.removeNoSends')}</List.Item>
          <List.Item>{running > 0 ? t('service.removeCount', { count: running }) : t('service.removeNone')}</List.Item>
          <List.Item>{t('service.removeAgain')}</List.Item>
        </List>
        <Textarea
          label={t('request.reason')}
          autosize
          minRows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {act.refusal && <RefusalNote problem={act.refusal} />}
        {act.fault && <ErrorState fault={act.fault} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('act.cancel')}
          </Button>
          <Button color="red" onClick={remove} loading={act.busy} disabled={reason.trim() === ''}>
            {t('service.removeAct')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
