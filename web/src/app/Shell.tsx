import { AppShell, Burger, Center, Group, Loader } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router'
import { useViewer } from '../api/viewer.ts'
import { showLanguage } from '../i18n/i18n.ts'
import { ErrorState } from '../ui/states.tsx'
import { Wordmark } from '../ui/Wordmark.tsx'
import { CompanySwitcher } from './CompanySwitcher.tsx'
import { GlobalSearch } from './GlobalSearch.tsx'
import { Navigation } from './Navigation.tsx'
import { PersonMenu } from './PersonMenu.tsx'

/** The frame of every page for whoever is signed in; anybody else is led to the sign-in page and back. */
export function Shell() {
  const { t, i18n } = useTranslation()
  const [opened, menu] = useDisclosure()
  const { pathname, search } = useLocation()
  const navigation = useNavigation()
  const { viewer, fault, retry } = useViewer()
  const language = viewer?.user?.language.toLowerCase() as 'fi' | 'sv' | 'en' | undefined

  useEffect(() => {
    if (language && language !== i18n.language) void showLanguage(language)
  }, [language, i18n])
  // A phone's menu closes when a page has been chosen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is the reason
  useEffect(menu.close, [pathname, search])

  if (fault && !viewer) {
    return (
      <Center h="100dvh" p="md">
        <ErrorState fault={fault} onRetry={retry} />
      </Center>
    )
  }
  if (!viewer) {
    return (
      <Center h="100dvh">
        <Loader aria-label={t('shell.loading')} />
      </Center>
    )
  }
  if (!viewer.user) return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />

  return (
    <AppShell
      header={{ height: 50 }}
      navbar={{ width: 184, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding="md"
    >
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <AppShell.Header px="md" bg="var(--surface)">
        <Group h="100%" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={opened} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label={t('shell.menu')} />
            <Link to="/overview" className="brand">
              <Wordmark />
            </Link>
            {viewer.companyCount > 0 && <CompanySwitcher />}
          </Group>
          <Group gap="xs" wrap="nowrap">
            <GlobalSearch />
            <PersonMenu viewer={viewer} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" bg="var(--surface)">
        <Navigation viewer={viewer} />
      </AppShell.Navbar>
      <AppShell.Main id="main" aria-busy={navigation.state !== 'idle'}>
        <Outlet />
      </AppShell.Main>
      <ScrollRestoration />
    </AppShell>
  )
}
