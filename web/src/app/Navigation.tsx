import { NavLink, Stack } from '@mantine/core'
import {
  IconBriefcase,
  IconBuilding,
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
import { DESK, deskPartAt, deskPath } from '../features/staff/desk.ts'

const companyPages = [
  { to: '/overview', word: 'nav.overview', Icon: IconLayoutList },
  { to: '/queue', word: 'nav.queue', Icon: IconListCheck },
  { to: '/companies', word: 'nav.companies', Icon: IconBuilding },
  { to: '/assignments', word: 'nav.assignments', Icon: IconFolders },
  { to: '/sends', word: 'nav.sends', Icon: IconSend },
  { to: '/payments', word: 'nav.payments', Icon: IconCash },
  { to: '/import', word: 'nav.import', Icon: IconFileImport },
  { to: '/reports', word: 'nav.reports', Icon: IconReportAnalytics },
] as const
const staffDesk = { to: '/staff', word: 'nav.staff', Icon: IconBriefcase } as const
const settings = { to: '/settings', word: 'nav.settings', Icon: IconSettings } as const

type Page = (typeof companyPages)[number] | typeof staffDesk | typeof settings

function PageLink({ page }: { page: Page }) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const active = pathname.startsWith(page.to)
  return (
    <NavLink
      component={Link}
      to={page.to}
      label={t(page.word)}
      active={active}
      aria-current={active ? 'page' : undefined}
      leftSection={<page.Icon size={17} stroke={1.6} aria-hidden />}
      className="nav-link"
    />
  )
}

/** The parts of the staff desk in their groups. */
function DeskLinks() {
  const { t } = useTranslation()
  const { pathname, search } = useLocation()
  const here = deskPartAt(pathname, search)
  return DESK.map(({ group, parts }) => (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's
    <div key={group} role="group" aria-labelledby={`desk-${group}`} className="nav-group">
      <div id={`desk-${group}`} className="nav-group-name">
        {t(`desk.group.${group}`)}
      </div>
      {parts.map(([part, word]) => (
        <NavLink
          key={part}
          component={Link}
          to={deskPath(part)}
          label={t(word)}
          active={part === here}
          aria-current={part === here ? 'page' : undefined}
          className="nav-link nav-part"
        />
      ))}
    </div>
  ))
}

/** The slim navigation at the left. Staff who manage no companies see their own desk alone. */
export function Navigation({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const hasCompanies = viewer.companyCount > 0
  const atDesk = viewer.staffRole !== null && (!hasCompanies || pathname.startsWith('/staff'))
  return (
    <Stack justify="space-between" gap="md" mih="100%" component="nav" aria-label={t('shell.navigation')}>
      <div>
        {hasCompanies && companyPages.map((page) => <PageLink key={page.to} page={page} />)}
        {viewer.staffRole && hasCompanies && <PageLink page={staffDesk} />}
        {atDesk && <DeskLinks />}
      </div>
      <div>
        <PageLink page={settings} />
        <NavLink
          href="/playground"
          label={t('nav.playground')}
          leftSection={<IconTerminal2 size={17} stroke={1.6} aria-hidden />}
          className="nav-link"
        />
      </div>
    </Stack>
  )
}
