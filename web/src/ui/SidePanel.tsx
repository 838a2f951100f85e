import { Anchor, CloseButton, Drawer, Group, Title } from '@mantine/core'
import { IconArrowsDiagonal } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'

interface SidePanelProps {
  opened: boolean
  onClose: () => void
  title: ReactNode
  /** The same thing's own page. */
  pageTo: string
  children: ReactNode
}

/** A row's panel at the right; the list stays usable beside it. Escape closes it. */
export function SidePanel({ opened, onClose, title, pageTo, children }: SidePanelProps) {
  const { t } = useTranslation()
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="min(520px, 100vw)"
      withOverlay={false}
      withCloseButton={false}
      lockScroll={false}
      trapFocus={false}
      padding="md"
      shadow="xl"
      classNames={{ inner: 'side-panel-inner', content: 'side-panel' }}
      transitionProps={{ duration: 120 }}
      aria-label={t('panel.label')}
    >
      <Group justify="space-between" wrap="nowrap" mb="md" align="flex-start">
        <Title order={2} fz="lg">
          {title}
        </Title>
        <Group gap="xs" wrap="nowrap">
          <Anchor component={Link} to={pageTo} fz="sm">
            <Group gap={4} wrap="nowrap">
              <IconArrowsDiagonal size={14} aria-hidden />
              {t('panel.openPage')}
            </Group>
          </Anchor>
          <CloseButton aria-label={t('panel.close')} onClick={onClose} />
        </Group>
      </Group>
      {children}
    </Drawer>
  )
}
