import { Anchor, Group, Stack, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'

export interface TrailStep {
  text: string
  to: string
}

interface PageHeadProps {
  title: string
  trail?: readonly TrailStep[]
  beside?: ReactNode
  actions?: ReactNode
}

/** A page's trail, heading and acts; the heading is the browser tab's title too. */
export function PageHead({ title, trail = [], beside, actions }: PageHeadProps) {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${title} · Duetto`
  }, [title])
  return (
    <Stack gap={2}>
      {trail.length > 0 && (
        <nav aria-label={t('shell.trail')} className="no-print">
          <Group gap={6} className="small muted">
            {trail.map((step, index) => (
              <Group key={step.to} gap={6}>
                <Anchor component={Link} to={step.to} c="inherit">
                  {step.text}
                </Anchor>
                {index < trail.length - 1 && <span aria-hidden>/</span>}
              </Group>
            ))}
          </Group>
        </nav>
      )}
      <Group justify="space-between" align="center" gap="sm">
        <Group gap="sm">
          <Title order={1} fz="1.375rem">
            {title}
          </Title>
          {beside}
        </Group>
        {actions && (
          <Group gap="xs" className="no-print">
            {actions}
          </Group>
        )}
      </Group>
    </Stack>
  )
}
