import { Button, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  AskEmailChangeDocument,
  ChangePasswordDocument,
  ConfirmEmailChangeDocument,
  OwnDetailsDocument,
  type OwnDetailsQuery,
  UpdateOwnDetailsDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { MailList } from '../../ui/MailList.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

type User = NonNullable<OwnDetailsQuery['viewer']['user']>

function NameAndPhone({ user }: { user: User }) {
  const { t } = useTranslation()
  const act = useAct(UpdateOwnDetailsDocument)
  const [name, setName] = useState(user.name)
  const [phone, setPhone] = useState(user.phone ?? '')
  const [saved, setSaved] = useState(false)
  const save = async () => {
    setSaved(false)
    const answer = await act.run({ input: { name, phone: phone.trim() || null } })
    if (!answer) return
    const kept = answer.updateOwnDetails.viewer?.user
    if (!kept) return
    setName(kept.name)
    setPhone(kept.phone ?? '')
    setSaved(true)
  }
  return (
    <Stack gap="xs">
      <Group gap="sm" align="flex-end">
        <TextInput
          label={t('details.name')}
          autoComplete="name"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          style={{ flex: '1 1 200px' }}
        />
        <TextInput
          type="tel"
          label={t('details.phone')}
          autoComplete="tel"
          placeholder="040 123 4567"
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
          style={{ flex: '1 1 160px' }}
        />
        <Button onClick={save} loading={act.busy} disabled={name === user.name && phone === (user.phone ?? '')}>
          {t('details.save')}
        </Button>
      </Group>
      {saved && (
        <Text className="small" role="status">
          {t('details.saved')}
        </Text>
      )}
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
    </Stack>
  )
}

function EmailModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(AskEmailChangeDocument, ['OwnDetails'])
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const ask = async () => {
    if (await act.succeeds({ input: { email, password } })) onClose()
  }
  return (
    <ActModal
      title={t('details.changeEmail')}
      act={t('details.sendCode')}
      onAct={ask}
      onClose={onClose}
      busy={act.busy}
      disabled={email.trim() === '' || password === ''}
      refusal={act.refusal}
      fault={act.fault}
      consequences={[t('details.emailFollows')]}
    >
      <TextInput
        type="email"
        label={t('details.newEmail')}
        data-autofocus
        autoComplete="email"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('details.password')}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </ActModal>
  )
}

function Code({ change }: { change: NonNullable<OwnDetailsQuery['viewer']['emailChange']> }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const act = useAct(ConfirmEmailChangeDocument, ['OwnDetails', 'Viewer'])
  const [code, setCode] = useState('')
  const confirm = async () => {
    await act.run({ input: { code } })
  }
  return (
    <Stack gap="xs">
      <Text className="small">
        {t('details.codeSent', { email: change.email, date: formats.moment(change.expiresAt) })}
      </Text>
      <Group align="flex-end" gap="xs">
        <TextInput
          label={t('details.code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button onClick={confirm} loading={act.busy} disabled={code.trim() === ''}>
          {t('details.confirm')}
        </Button>
      </Group>
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
    </Stack>
  )
}

function PasswordModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(ChangePasswordDocument, ['OwnDetails'])
  const [password, setPassword] = useState('')
  const [newPassword, setNew] = useState('')
  const change = async () => {
    if (await act.succeeds({ input: { password, newPassword } })) onClose()
  }
  return (
    <ActModal
      title={t('details.changePassword')}
      act={t('details.changePasswordAct')}
      onAct={change}
      onClose={onClose}
      busy={act.busy}
      disabled={password === '' || newPassword === ''}
      refusal={act.refusal}
      fault={act.fault}
      consequences={[t('details.passwordFollows')]}
    >
      <PasswordInput
        label={t('details.password')}
        data-autofocus
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('details.newPassword')}
        description={t('details.passwordRule')}
        autoComplete="new-password"
        value={newPassword}
        onChange={(event) => setNew(event.currentTarget.value)}
      />
    </ActModal>
  )
}

/** The reader's own name, phone, e-mail and password, and the mail about them. */
export function OwnDetails() {
  const { t } = useTranslation()
  const url = useUrl()
  const { data, fault, retry } = useLatest(OwnDetailsDocument, { variables: {}, fresh: true })
  const user = data?.viewer.user
  const close = () => url.set({ do: null })
  return (
    <Sheet title={t('details.title')}>
      {fault && !data && <ErrorState fault={fault} onRetry={retry} />}
      {!data && !fault && <SkeletonRows label={t('details.title')} count={3} />}
      {user && (
        <Stack gap="md">
          <NameAndPhone key={user.id} user={user} />
          <Group gap="sm">
            <Text>
              {t('details.email')}: <strong style={{ overflowWrap: 'anywhere' }}>{user.email}</strong>
            </Text>
            <Button size="xs" variant="default" onClick={() => url.set({ do: 'changeEmail' })}>
              {t('details.changeEmail')}
            </Button>
            <Button size="xs" variant="default" onClick={() => url.set({ do: 'changePassword' })}>
              {t('details.changePassword')}
            </Button>
          </Group>
          {data.viewer.emailChange && <Code change={data.viewer.emailChange} />}
          {data.viewer.mail.length > 0 && (
            <div>
              <Title order={3} fz="sm" mb={4}>
                {t('details.mail')}
              </Title>
              <MailList mails={data.viewer.mail} />
            </div>
          )}
        </Stack>
      )}
      {url.get('do') === 'changeEmail' && <EmailModal onClose={close} />}
      {url.get('do') === 'changePassword' && <PasswordModal onClose={close} />}
    </Sheet>
  )
}
