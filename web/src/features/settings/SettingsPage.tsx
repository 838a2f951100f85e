import { useApolloClient } from '@apollo/client/react'
import { Button, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { type Language, RevokeSessionsDocument, SetLanguageDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { languageNames, languages, showLanguage } from '../../i18n/i18n.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useUrl } from '../../ui/useUrl.ts'
import { ApiTokens } from './ApiTokens.tsx'
import { MasterIdRequest } from './MasterIdRequest.tsx'
import { OwnDetails } from './OwnDetails.tsx'
import { Roles } from './Roles.tsx'
import { SecurityLog } from './SecurityLog.tsx'

function LanguageChoice() {
  const { t, i18n } = useTranslation()
  const act = useAct(SetLanguageDocument)
  const choose = async (code: (typeof languages)[number]) => {
    await showLanguage(code)
    await act.run({ input: { language: code.toUpperCase() as Language } })
  }
  return (
    <Sheet title={t('settings.language')}>
      <SegmentedControl
        size="xs"
        aria-label={t('settings.language')}
        value={i18n.language}
        onChange={(code) => void choose(code as (typeof languages)[number])}
        data={languages.map((code) => ({ value: code, label: languageNames[code] }))}
      />
      {act.fault && <ErrorState fault={act.fault} />}
    </Sheet>
  )
}

function Sessions() {
  const { t } = useTranslation()
  const url = useUrl()
  const client = useApolloClient()
  const navigate = useNavigate()
  const act = useAct(RevokeSessionsDocument)
  const asked = url.get('do') === 'signOutEverywhere'
  const leave = async () => {
    if (!(await act.run({}))) return
    await client.clearStore()
    await navigate('/sign-in')
    window.location.reload()
  }
  return (
    <Sheet title={t('settings.sessions')}>
      <Text className="muted" mb="sm">
        {t('settings.sessionsText')}
      </Text>
      <Button variant="default" onClick={() => url.set({ do: 'signOutEverywhere' })}>
        {t('settings.signOutEverywhere')}
      </Button>
      <Modal
        opened={asked}
        onClose={() => url.set({ do: null })}
        title={t('settings.signOutEverywhere')}
        closeButtonProps={{ 'aria-label': t('panel.close') }}
      >
        <Stack>
          <Text>{t('settings.signOutConsequence')}</Text>
          {act.fault && <ErrorState fault={act.fault} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => url.set({ do: null })}>
              {t('act.cancel')}
            </Button>
            <Button loading={act.busy} onClick={leave}>
              {t('settings.signOutEverywhere')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Sheet>
  )
}

/** What belongs to the reader alone: language, API tokens, sessions. */
export function SettingsPage() {
  const { t } = useTranslation()
  return (
    <Stack gap="md" maw={960}>
      <PageHead title={t('nav.settings')} />
      <OwnDetails />
      <LanguageChoice />
      <ApiTokens />
      <Sessions />
      <SecurityLog />
      <MasterIdRequest />
      <Roles />
    </Stack>
  )
}
