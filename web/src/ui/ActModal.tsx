import { Button, Group, List, Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState, RefusalNote } from './states.tsx'
import type { CodedProblem } from './useErrorText.ts'

interface ActModalProps {
  title: string
  /** What follows from the act, with its amounts, before it is done. */
  consequences?: readonly (string | false | null | undefined)[]
  act: string
  onAct: () => void
  onClose: () => void
  busy: boolean
  disabled?: boolean
  refusal?: CodedProblem | null
  fault?: CodedProblem | undefined
  /** Red, for what takes something back. */
  danger?: boolean
  size?: string
  /** What became of it, in the place of the act when that is done. */
  outcome?: ReactNode
  children?: ReactNode
}

/** One act in a dialog: its fields, its consequences, its refusal, and one button named by its verb. */
export function ActModal(props: ActModalProps) {
  const { t } = useTranslation()
  const consequences = (props.consequences ?? []).filter((one) => typeof one === 'string' && one !== '')
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      size={props.size ?? 'md'}
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      {props.outcome ?? (
        <Stack gap="sm">
          {props.children}
          {consequences.length > 0 && (
            <List size="sm" spacing={4}>
              {consequences.map((text) => (
                <List.Item key={text as string}>{text}</List.Item>
              ))}
            </List>
          )}
          {props.refusal && <RefusalNote problem={props.refusal} />}
          {props.fault && <ErrorState fault={props.fault} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('act.cancel')}
            </Button>
            <Button
              color={props.danger ? 'red' : undefined}
              onClick={props.onAct}
              loading={props.busy}
              disabled={props.disabled}
            >
              {props.act}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}
