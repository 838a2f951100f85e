import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { KycRequestsQuery } from '../../api/generated.ts'
import { Facts } from '../../ui/Facts.tsx'
import { useFormats } from '../../ui/useFormats.ts'

type Identity = KycRequestsQuery['kycRequests'][number]['identity']

/** What a company has said of itself, for who checks it. */
export function IdentityFacts({ identity }: { identity: Identity }) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!identity) return <Text className="muted">{t('identity.none')}</Text>
  const owners = identity.owners.map((owner) => `${owner.name} ${formats.date(owner.bornOn)} ${owner.country}`)
  return (
    <Facts
      facts={[
        { name: t('identity.signing'), value: t(`identity.kind.${identity.signing}`) },
        { name: t('identity.signatories'), value: identity.signatories.join(', ') },
        { name: t('identity.owners'), value: owners.join(', ') || t('identity.nobody') },
        { name: t('identity.exposedShort'), value: t(identity.politicallyExposed ? 'identity.yes' : 'identity.no') },
        { name: t('identity.statedAt'), value: formats.moment(identity.statedAt) },
      ]}
    />
  )
}
