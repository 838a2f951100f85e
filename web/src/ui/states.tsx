import { Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type CodedProblem, useErrorText } from './useErrorText.ts'

/** A failure as the API layer tells it. */
interface Fault extends CodedProblem {
  requestId?: string
}

interface EmptyStateProps {
  title: string
  /** Why it is empty and what to do. */
  children: ReactNode
  action?: ReactNode
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <Stack className="sheet" align="flex-start" gap={6} p="xl">
      <Title order={3} fz="md">
        {title}
      </Title>
      <Text className="muted" maw={560}>
        {children}
      </Text>
      {action && <Group mt={6}>{action}</Group>}
    </Stack>
  )
}

/** A failure with its code, the request's id, and a way to try again. */
export function ErrorState({ fault, onRetry }: { fault: Fault; onRetry?: () => void }) {
  const { t } = useTranslation()
  const errorText = useErrorText()
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      title={errorText.title(fault)}
      role="alert"
    >
      <Stack gap="xs" align="flex-start">
        <span>{errorText.advice(fault)}</span>
        <span className="small muted">
          {t('error.code')} {fault.code}
          {fault.requestId && ` · ${t('error.requestId')} ${fault.requestId}`}
        </span>
        {onRetry && (
          <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
            {t('error.retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}

/** An expected refusal: what, and what to do. */
export function RefusalNote({ problem, children }: { problem: CodedProblem; children?: ReactNode }) {
  const errorText = useErrorText()
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      title={errorText.title(problem)}
      role="alert"
    >
      {errorText.advice(problem)}
      {children}
    </Alert>
  )
}

export function NotFoundState({ backTo, backText }: { backTo: string; backText: string }) {
  const { t } = useTranslation()
  return (
    <EmptyState title={t('error.notFound.title')} action={<Anchor href={backTo}>{backText}</Anchor>}>
      {t('error.notFound.text')}
    </EmptyState>
  )
}
