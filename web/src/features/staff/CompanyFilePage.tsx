import { Alert, Button, Group, Stack, Tabs, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { StaffCompanyFileDocument, type StaffCompanyFileQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { useViewer } from '../../api/viewer.ts'
import { groupIban } from '../../format/iban.ts'
import { StateWord } from '../../ui/badges.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState, NotFoundState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useTabInView } from '../../ui/useTabInView.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { CompanyPrices, CompanyService } from './CompanyService.tsx'
import { Agree, Agreements } from './CostAgreements.tsx'
import { LetterTexts } from './LetterTexts.tsx'
import { MoneyTerms } from './MoneyTerms.tsx'
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
        <table className="small-table small-table-stack" style={{ width: '100%' }}>
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
                <td data-label={t('policy.taken')}>{t(rule.taken ? 'law.yes' : 'law.no')}</td>
                <td className="number" data-label={t('policy.afterDays')}>
                  {formats.count(rule.afterDays)}
                </td>
                <td data-label={t('policy.channel')}>{t(`policyChannel.${rule.channel}`)}</td>
                <td className="number" data-label={t('policy.minimum')}>
                  {formats.money(rule.minimum)}
                </td>
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

type CompanyFile = StaffCompanyFileQuery['companyFile']

/** Where the company is and how it is reached, as its letters say. */
function Contact({ file }: { file: CompanyFile }) {
  const { t } = useTranslation()
  const { contact } = file
  if (!contact) return <p className="muted">{t('companyFile.noContact')}</p>
  const address = [contact.street, [contact.postCode, contact.town].filter(Boolean).join(' ')].filter(Boolean)
  return (
    <div className="sheet sheet-padded">
      <Stack gap="sm">
        <Facts
          facts={[
            {
              name: t('companyFile.address'),
              value: file.addressMissing ? (
                <StateWord look={['amber', IconAlertTriangle]} word={t('companyFile.addressMissing')} />
              ) : (
                address.join(', ')
              ),
            },
            { name: t('companyFile.email'), value: contact.email },
            { name: t('companyFile.phone'), value: contact.phone },
            { name: t('companyFile.iban'), value: contact.iban && groupIban(contact.iban) },
            {
              name: t('companyFile.vat'),
              value: t(contact.mayDeductVat ? 'companyFile.vatYes' : 'companyFile.vatNo'),
            },
          ]}
        />
        <span className="small muted">{t('companyFile.owner')}</span>
      </Stack>
    </div>
  )
}

function Policies({ file }: { file: CompanyFile }) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState(false)
  const [newest] = file.policies
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={2} fz="md">
          {t('policy.title')}
        </Title>
        <Button onClick={() => setEditing(true)}>{t('policy.new')}</Button>
      </Group>
      {file.policies.map((policy) => (
        <PolicyVersion key={policy.version} policy={policy} />
      ))}
      {editing && newest && <PolicyForm fileId={file.id} newest={newest} onClose={() => setEditing(false)} />}
    </Stack>
  )
}

/** Everything that the agency keeps about a company, in one file. */
export function CompanyFilePage() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const { viewer } = useViewer()
  const { fileId = '' } = useParams()
  const { data, fault, retry } = useLatest(StaffCompanyFileDocument, {
    variables: { id: fileId },
    skip: !viewer?.staffRole,
    fresh: true,
  })
  const file = data?.companyFile
  const part = url.get('part') ?? 'policies'
  const parts = useTabInView(part, file !== undefined)
  if (viewer && !viewer.staffRole) return <NotFoundState backTo="/overview" backText={t('nav.overview')} />
  if (fault && !file) return <ErrorState fault={fault} onRetry={retry} />
  if (!file) return <SkeletonRows label={t('shell.loading')} />
  return (
    <Stack gap="md">
      <PageHead
        title={file.name}
        trail={[
          { text: t('nav.staff'), to: '/staff' },
          { text: t('companyFile.tab'), to: '/staff?tab=companies' },
        ]}
      />
      {file.addressMissing && (
        <Alert color="yellow" icon={<IconAlertTriangle size={18} />} title={t('companyFile.addressMissing')}>
          {t('companyFile.addressMissingText')}
        </Alert>
      )}
      <div className="sheet sheet-padded">
        <Facts
          facts={[
            { name: t('companyFile.businessId'), value: file.businessId },
            { name: t('companyFile.since'), value: formats.moment(file.openedAt) },
            { name: t('companyFile.running'), value: formats.count(file.running) },
            {
              name: t('companyFile.state'),
              value: t(file.blocked ? 'companyFile.blocked' : 'companyFile.stateActive'),
            },
          ]}
        />
      </div>
      <Tabs value={part} onChange={(next) => url.set({ part: next })} keepMounted={false}>
        <Tabs.List mb="md" className="tabs-scroll" ref={parts}>
          <Tabs.Tab value="policies">{t('companyFile.policies')}</Tabs.Tab>
          <Tabs.Tab value="contact">{t('companyFile.contact')}</Tabs.Tab>
          <Tabs.Tab value="service">{t('companyFile.service')}</Tabs.Tab>
          <Tabs.Tab value="costs">{t('staff.costs')}</Tabs.Tab>
          <Tabs.Tab value="money">{t('moneyTerms.tab')}</Tabs.Tab>
          <Tabs.Tab value="texts">{t('companyFile.texts')}</Tabs.Tab>
          <Tabs.Tab value="prices">{t('companyFile.prices')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="policies">
          <Policies file={file} />
        </Tabs.Panel>
        <Tabs.Panel value="contact">
          <Contact file={file} />
        </Tabs.Panel>
        <Tabs.Panel value="service">
          <CompanyService businessId={file.businessId} />
        </Tabs.Panel>
        <Tabs.Panel value="costs">
          <Stack gap="md">
            <Agree businessId={file.businessId} />
            <Agreements businessId={file.businessId} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="money">
          <MoneyTerms fileId={file.id} />
        </Tabs.Panel>
        <Tabs.Panel value="texts">
          <LetterTexts of={file.businessId} />
        </Tabs.Panel>
        <Tabs.Panel value="prices">
          <CompanyPrices />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}
