import { useApolloClient } from '@apollo/client/react'
import { Button, Center, Group, PasswordInput, SegmentedControl, Stack, TextInput, Title } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate, useSearchParams } from 'react-router'
import { SignInDocument, type SignInMutation } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useViewer } from '../../api/viewer.ts'
import { languageNames, languages, showLanguage } from '../../i18n/i18n.ts'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { Wordmark } from '../../ui/Wordmark.tsx'

/** Only a path of this site, never another host's address. */
function safePath(next: string | null): string {
  return next?.startsWith('/') && !next.startsWith('//') ? next : '/'
}

export function SignInPage() {
  const { t, i18n } = useTranslation()
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const client = useApolloClient()
  const { viewer } = useViewer()
  const formats = useFormats()
  const signIn = useAct(SignInDocument)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [refusal, setRefusal] = useState<SignInMutation['signIn']['error']>(null)
  const next = safePath(params.get('next'))

  useEffect(() => {
    document.title = `${t('signIn.title')} · Duetto`
  }, [t])
  if (viewer?.user)
    return <Navigate to={next === '/' && viewer.companyCount === 0 && viewer.staffRole ? '/staff' : next} replace />

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setRefusal(null)
    const answer = await signIn.run({ input: { email: email.trim(), password } })
    if (!answer) return
    setRefusal(answer.signIn.error)
    if (!answer.signIn.viewer?.user) return
    const staffOnly = answer.signIn.viewer.staffRole && answer.signIn.viewer.companyCount === 0
    await client.resetStore().catch(() => undefined) // a read that fails is shown by the page that made it
    await navigate(next === '/' && staffOnly ? '/staff' : next, { replace: true })
  }

  return (
    <Center mih="100dvh" p="md">
      <Stack w="100%" maw={360} gap="lg">
        <Wordmark height={30} />
        <form className="sheet" onSubmit={submit} style={{ padding: 24 }}>
          <Stack gap="md">
            <Title order={1} fz="lg">
              {t('signIn.title')}
            </Title>
            {refusal && (
              <RefusalNote problem={refusal}>
                {'retryAt' in refusal && <div>{t('signIn.retryAt', { at: formats.moment(refusal.retryAt) })}</div>}
              </RefusalNote>
            )}
            {signIn.fault && <ErrorState fault={signIn.fault} />}
            <TextInput
              label={t('signIn.email')}
              type="email"
              autoComplete="username"
              required
              withAsterisk={false}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <PasswordInput
              label={t('signIn.password')}
              autoComplete="current-password"
              required
              withAsterisk={false}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            />
            <Button type="submit" loading={signIn.busy}>
              {t('signIn.act')}
            </Button>
          </Stack>
        </form>
        <Group justify="center">
          <SegmentedControl
            size="xs"
            aria-label={t('settings.language')}
            value={i18n.language}
            onChange={(language) => void showLanguage(language as (typeof languages)[number])}
            data={languages.map((language) => ({ value: language, label: languageNames[language] }))}
          />
        </Group>
      </Stack>
    </Center>
  )
}
