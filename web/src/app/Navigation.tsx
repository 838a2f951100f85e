import { NavLink, Stack } from '@mantine/core'
import {
  IconBriefcase,
  IconCash,
  IconFileImport,
  IconFolders,
  IconLayoutList,
  IconListCheck,
  IconReportAnalytics,
  IconSend,
  IconSettings,
  IconTerminal2,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import type { Viewer } from '../api/viewer.ts'

/** The slim navigation at the left. Staff who manage no companies see their own desk alone. */
export function Navigation({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const hasCompanies = viewer.companyCount > 0
  const items = [
    hasCompanies && { to: '/overview', text: t('nav.overview'), Icon: IconLayoutList, also: '/companies' },
    hasCompanies && { to: '/queue', text: t('nav.queue'), Icon: IconListCheck },
    hasCompanies && { to: '/assignments', text: t('nav.assignments'), Icon: IconFolders },
    hasCompanies && { to: '/sends', text: t('nav.sends'), Icon: IconSend },
    hasCompanies && { to: '/payments', text: t('nav.payments'), Icon: IconCash },
    hasCompanies && { to: '/import', text: t('nav.import'), Icon: IconFileImport },
    hasCompanies && { to: '/reports', text: t('nav.reports'), Icon: IconReportAnalytics },
    viewer.staffRole && { to: '/staff', text: t('nav.staff'), Icon: IconBriefcase },
    { to: '/settings', text: t('nav.settings'), Icon: IconSettings },
  ]
  return (
    <Stack justify="space-between" h="100%" component="nav" aria-label={t('shell.navigation')}>
      <div>
        {items.map((item) => {
          if (!item) return null
          const active = pathname.startsWith(item.to) || ('also' in item && pathname.startsWith(item.also ?? item.to))
          return (
            <NavLink
              key={item.to}
              component={Link}
              to={item.to}
              label={item.text}
              active={active}
              aria-current={active ? 'page' : undefined}
              leftSection={<item.Icon size={17} stroke={1.6} aria-hidden />}
              py={7}
              style={{ borderRadius: 5 }}
            />
          )
        })}
      </div>
      <NavLink
        href="/playground"
        label={t('nav.playground')}
        leftSection={<IconTerminal2 size={17} stroke={1.6} aria-hidden />}
        py={7}
        style={{ borderRadius: 5 }}
      />
    </Stack>
  )
}
