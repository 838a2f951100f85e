import { Stack, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { StaffActivationDocument, StaffPricesDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { Facts } from '../../ui/Facts.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { EarlierIdentityChecks, IdentityFacts } from './IdentityFacts.tsx'

/** How the company took the service into use, and what came of its identity check. */
export function CompanyService({ businessId }: { businessId: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, fault, retry } = useLatest(StaffActivationDocument, { variables: { businessId }, fresh: true })
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  if (!data) return <SkeletonRows label={t('companyFile.service')} count={3} />
  const found = data.staffActivation
  if (!found) return <p className="muted">{t('companyFile.noService')}</p>
  const { activation, companyId, identifiedAt, identity, identityChecks } = found
  const newest = identityChecks[0]
  // What was answered last is among the answered ones already.
  const isOpen = identity !== null && identity.statedAt !== newest?.statement.statedAt
  const waits = activation.state === 'KYC_PENDING'
  return (
    <div className="sheet sheet-padded">
      <Facts
        facts={[
          { name: t('companyFile.state'), value: t(`activation.${activation.state}`) },
          { name: t('service.termsVersion'), value: activation.termsVersion },
          { name: t('service.acceptedAt'), value: activation.acceptedAt && formats.moment(activation.acceptedAt) },
          { name: t('service.email'), value: activation.contactEmail },
          { name: t('service.phone'), value: activation.contactPhone },
          { name: t('companyFile.identified'), value: identifiedAt && formats.moment(identifiedAt) },
          { name: t('companyFile.kycNote'), value: activation.kycNote },
          activation.removedReason && { name: t('service.remove'), value: activation.removedReason },
        ]}
      />
      {(isOpen || identityChecks.length > 0) && (
        <Stack gap="sm" my="sm">
          {isOpen && <IdentityFacts identity={identity} />}
          <EarlierIdentityChecks checks={identityChecks} />
        </Stack>
      )}
      {waits && <Link to={`/staff?tab=kyc&answer=${encodeURIComponent(companyId)}`}>{t('companyFile.openKyc')}</Link>}
    </div>
  )
}

/** What the service costs the company, version by version. */
export function CompanyPrices() {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, fault, retry } = useLatest(StaffPricesDocument, { variables: {} })
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  if (!data) return <SkeletonRows label={t('companyFile.prices')} count={2} />
  return (
    <section className="sheet sheet-padded scroll-x" aria-label={t('companyFile.prices')}>
      <Title order={3} fz="sm" mb="xs">
        {t('companyFile.prices')}
      </Title>
      <table className="small-table" style={{ width: '100%' }}>
        <thead>
          <tr>
            <th scope="col">{t('service.validFrom')}</th>
            <th scope="col" className="number">
              {t('service.transferFee')}
            </th>
            <th scope="col" className="number">
              {t('service.recallFee')}
            </th>
            <th scope="col" className="number">
              {t('service.vat')}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.priceLists.map((one) => (
            <tr key={one.validFrom}>
              <td>{formats.date(one.validFrom)}</td>
              <td className="number">{formats.money(one.transferFee)}</td>
              <td className="number">{formats.money(one.recallFee)}</td>
              <td className="number">{formats.percent(one.vatPercent)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
