import { Alert, Button, Checkbox, Group, ScrollArea, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  ActivateServiceDocument,
  type Language,
  OwnContactDocument,
  ServiceTermsDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import type { StoreCompany, StoreUser } from './StorePage.tsx'

/** A phone number is needed of who accepts (requirement A2); it is asked where it is missing. */
function MissingPhone({ user }: { user: StoreUser }) {
  const { t } = useTranslation()
  const act = useAct(OwnContactDocument)
  const [phone, setPhone] = useState('')
  const save = async () => {
    await act.run({ input: { name: user.name, phone } })
  }
  return (
    <Alert variant="light" color="gray" icon={<IconPhone size={18} />} title={t('store.phoneMissing')}>
      <Stack gap="xs">
        <Text>{t('store.phoneWhy', { email: user.email })}</Text>
        <Group align="flex-end" gap="xs">
          <TextInput
            type="tel"
            autoComplete="tel"
            label={t('details.phone')}
            placeholder="040 123 4567"
            value={phone}
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
          <Button onClick={save} loading={act.busy} disabled={phone.trim() === ''}>
            {t('store.savePhone')}
          </Button>
        </Group>
        {act.refusal && <RefusalNote problem={act.refusal} />}
        {act.fault && <ErrorState fault={act.fault} />}
      </Stack>
    </Alert>
  )
}

/** The third step: the terms of the day, and their acceptance by name. */
export function AcceptTerms({ company, user }: { company: StoreCompany; user: StoreUser | null }) {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  const act = useAct(ActivateServiceDocument, ['CompanyHead', 'CompanyService'])
  const [read, setRead] = useState(false)
  const language = i18n.language.toUpperCase() as Language
  const { data, fault, retry } = useLatest(ServiceTermsDocument, { variables: { language }, fresh: true })
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  if (!data) return <SkeletonRows label={t('shell.loading')} count={6} />
  const terms = data.serviceTerms
  const { activation } = company
  const isNewVersion = activation.termsVersion !== null && !activation.identityNeeded

  const accept = async () => {
    await act.run({ input: { companyId: company.id, termsVersion: terms.version } })
  }

  return (
    <Stack gap="sm">
      {isNewVersion && <Text>{t('store.newVersion', { old: activation.termsVersion, version: terms.version })}</Text>}
      <Title order={3} fz="sm">
        {t('service.terms', { version: terms.version })}{' '}
        <span className="muted small">{t('store.validFrom', { date: formats.date(terms.validFrom) })}</span>
      </Title>
      <ScrollArea.Autosize mah="45dvh" type="auto" viewportProps={{ tabIndex: 0 }}>
        <ol className="terms">
          {terms.paragraphs.map((paragraph) => (
            <li key={paragraph}>{paragraph}</li>
          ))}
        </ol>
      </ScrollArea.Autosize>
      {user && !user.phone && <MissingPhone user={user} />}
      <Text className="muted small">
        {t('store.recorded', { name: user?.name ?? '', email: user?.email ?? '', phone: user?.phone ?? '–' })}
      </Text>
      <Checkbox
        label={t('store.read', { company: company.name, version: terms.version })}
        checked={read}
        onChange={(event) => setRead(event.currentTarget.checked)}
      />
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
      <Group justify="flex-end">
        <Button onClick={accept} loading={act.busy} disabled={!read || !user?.phone}>
          {t('service.accept')}
        </Button>
      </Group>
    </Stack>
  )
}
