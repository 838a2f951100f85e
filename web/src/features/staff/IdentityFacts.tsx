import { Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AnsweredCheckFragment, StatedIdentityFragment } from '../../api/generated.ts'
import { Facts } from '../../ui/Facts.tsx'
import { useFormats } from '../../ui/useFormats.ts'

/** What a company has said of itself, for who checks it. */
export function IdentityFacts({ identity }: { identity: StatedIdentityFragment | null }) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!identity) return <Text className="muted">{t('identity.none')}</Text>
  const owners = identity.owners.map((owner) => `${owner.name} ${formats.date(owner.bornOn)} ${owner.country}`)
  return (
    <Facts
      facts={[
        { name: t('identity.signingShort'), value: t(`identity.kindShort.${identity.signing}`) },
        { name: t('identity.signatories'), value: identity.signatories.join(', ') },
        { name: t('identity.owners'), value: owners.join(', ') || t('identity.nobody') },
        { name: t('identity.exposedShort'), value: t(identity.politicallyExposed ? 'identity.yes' : 'identity.no') },
        { name: t('identity.statedAt'), value: formats.moment(identity.statedAt) },
        identity.explanation && { name: t('identity.explanation'), value: identity.explanation },
      ]}
    />
  )
}

/** What was stated and answered before, the newest first. */
export function EarlierIdentityChecks({ checks }: { checks: readonly AnsweredCheckFragment[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (checks.length === 0) return null
  return (
    <Stack gap="sm" component="section" aria-label={t('identity.earlier')}>
      <Title order={3} fz="sm">
        {t('identity.earlier')}
      </Title>
      {checks.map(({ approved, note, answeredAt, statement }) => (
        <div key={answeredAt}>
          <Text fw={600}>
            {t(approved ? 'identity.approved' : 'identity.rejected', { date: formats.moment(answeredAt) })}
          </Text>
          {note && <Text>{note}</Text>}
          <IdentityFacts identity={statement} />
        </div>
      ))}
    </Stack>
  )
}
