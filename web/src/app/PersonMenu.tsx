import { useApolloClient } from '@apollo/client/react'
import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconLogout, IconSettings } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { SignOutDocument } from '../api/generated.ts'
import { useAct } from '../api/useAct.ts'
import type { Viewer } from '../api/viewer.ts'

const schemes = ['light', 'dark', 'auto'] as const

export function PersonMenu({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation()
  const client = useApolloClient()
  const signOut = useAct(SignOutDocument)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const user = viewer.user
  if (!user) return null

  const leave = async () => {
    if (!(await signOut.run({}))) return
    await client.clearStore()
    // A new page: nothing of the one who left stays in this one's memory.
    window.location.assign('/sign-in')
  }

  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton aria-label={t('person.menu', { name: user.name })}>
          <Avatar size={30} color="plum" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} c="var(--mantine-color-text)">
            {user.name}
          </Text>
          <Text size="xs">{user.email}</Text>
          {viewer.masterIds.map((masterId) => (
            <Text size="xs" key={masterId.id}>
              Master-ID {masterId.code} · {masterId.name}
            </Text>
          ))}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('person.theme')}</Menu.Label>
        {schemes.map((scheme) => (
          <Menu.Item
            key={scheme}
            closeMenuOnClick={false}
            role="menuitemradio"
            aria-checked={scheme === colorScheme}
            onClick={() => setColorScheme(scheme)}
            leftSection={<IconCheck size={14} style={{ visibility: scheme === colorScheme ? 'visible' : 'hidden' }} />}
          >
            {t(`theme.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings" leftSection={<IconSettings size={14} />}>
          {t('nav.settings')}
        </Menu.Item>
        <Menu.Item onClick={leave} disabled={signOut.busy} leftSection={<IconLogout size={14} />}>
          {t('person.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
