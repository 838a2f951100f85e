import { Button, Stack, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { StaffCompanyFileDocument, type StaffCompanyFileQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { useViewer } from '../../api/viewer.ts'
import { Facts } from '../../ui/Facts.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState, NotFoundState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { PolicyForm } from './PolicyForm.tsx'

export type LadderPolicy = StaffCompanyFileQuery['companyFile']['policies'][number]

function PolicyVersion({ policy }: { policy: LadderPolicy }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const name = policy.version === 0 ? t('policy.house') : t('policy.version', { version: policy.version })
  return (
    <section className="sheet sheet-padded" aria-label={name}>
      <Title order={3} fz="sm">
        {name} · {t('policy.from', { date: formats.date(policy.validFrom) })}
      </Title>
      <div className="scroll-x">
        <table className="small-table" style={{ width: '100%' }}>
          <thead>
            <tr>
              <th scope="col">{t('policy.letter')}</th>
              <th scope="col">{t('policy.taken')}</th>
              <th scope="col" className="number">
                {t('policy.afterDays')}
              </th>
              <th scope="col">{t('policy.channel')}</th>
              <th scope="col" className="number">
                {t('policy.minimum')}
              </th>
            </tr>
          </thead>
          <tbody>
            {policy.rules.map((rule) => (
              <tr key={rule.step}>
                <td>{t(`ladderState.${rule.step}`)}</td>
                <td>{t(rule.taken ? 'law.yes' : 'law.no')}</td>
                <td className="number">{formats.count(rule.afterDays)}</td>
                <td>{t(`policyChannel.${rule.channel}`)}</td>
                <td className="number">{formats.money(rule.minimum)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="small muted">
        {t('policy.last')}: {t(`ladderEnd.${policy.last}`)}
        {policy.last === 'LEGAL_DECISION' && ` · ${t('policy.legalMinimum')}: ${formats.money(policy.legalMinimum)}`}
      </div>
    </section>
  )
}

/** What the agency keeps about a company: how its receivables are collected, version by version. */
export function CompanyFilePage() {
  const { t } = useTranslation()
  const formats = useFormats()
  const { viewer } = useViewer()
  const { fileId = '' } = useParams()
  const [editing, setEditing] = useState(false)
  const { data, fault, retry } = useLatest(StaffCompanyFileDocument, {
    variables: { id: fileId },
    skip: !viewer?.staffRole,
    fresh: true,
  })
  const file = data?.companyFile
  if (viewer && !viewer.staffRole) return <NotFoundState backTo="/overview" backText={t('nav.overview')} />
  if (fault && !file) return <ErrorState fault={fault} onRetry={retry} />
  if (!file) return <SkeletonRows label={t('shell.loading')} />
  const [newest] = file.policies
  return (
    <Stack gap="md">
      <PageHead
        title={file.name}
        trail={[
          { text: t('nav.staff'), to: '/staff' },
          { text: t('companyFile.tab'), to: '/staff?tab=companies' },
        ]}
        actions={<Button onClick={() => setEditing(true)}>{t('policy.new')}</Button>}
      />
      <div className="sheet sheet-padded">
        <Facts
          facts={[
            { name: t('companyFile.businessId'), value: file.businessId },
            { name: t('companyFile.since'), value: formats.moment(file.openedAt) },
            { name: t('companyFile.running'), value: formats.count(file.running) },
            file.blocked && { name: t('companyFile.state'), value: t('companyFile.blocked') },
          ]}
        />
      </div>
      <Title order={2} fz="md">
        {t('policy.title')}
      </Title>
      {file.policies.map((policy) => (
        <PolicyVersion key={policy.version} policy={policy} />
      ))}
      {editing && newest && <PolicyForm fileId={file.id} newest={newest} onClose={() => setEditing(false)} />}
    </Stack>
  )
}
