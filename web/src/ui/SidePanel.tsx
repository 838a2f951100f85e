import { Anchor, Drawer, Group } from '@mantine/core'
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
      title={title}
      position="right"
      size="min(520px, 100vw)"
      withOverlay={false}
      lockScroll={false}
      trapFocus={false}
      padding="md"
      shadow="xl"
      classNames={{ inner: 'side-panel-inner', content: 'side-panel', title: 'side-panel-title' }}
      closeButtonProps={{ 'aria-label': t('panel.close') }}
      // It leaves at once: the list beside it widens in the same moment, not under the next click.
      transitionProps={{ duration: 120, exitDuration: 0 }}
    >
      <Anchor component={Link} to={pageTo} fz="sm" mb="sm" display="inline-block">
        <Group gap={4} wrap="nowrap">
          <IconArrowsDiagonal size={14} aria-hidden />
          {t('panel.openPage')}
        </Group>
      </Anchor>
      {children}
    </Drawer>
  )
}
