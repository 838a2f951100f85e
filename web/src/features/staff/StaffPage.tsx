import { Stack, Tabs } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useViewer } from '../../api/viewer.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { NotFoundState } from '../../ui/states.tsx'
import { useUrl } from '../../ui/useUrl.ts'
import { AgencyInvoices } from './AgencyInvoices.tsx'
import { ClientFunds, Settlements } from './ClientFunds.tsx'
import { CompanyFiles } from './CompanyFiles.tsx'
import { CostAgreements } from './CostAgreements.tsx'
import { DeadLetters } from './DeadLetters.tsx'
import { KycRequests } from './KycRequests.tsx'
import { MailedLetters } from './MailedLetters.tsx'
import { MasterIds } from './MasterIds.tsx'
import { Printing } from './Printing.tsx'
import { ReferenceRates } from './ReferenceRates.tsx'
import { ReturnedMail } from './ReturnedMail.tsx'
import { StaffRequests } from './StaffRequests.tsx'
import { StaffTrail } from './StaffTrail.tsx'
import { WorkList } from './WorkList.tsx'

/** The agency's own desk: questions that wait, interest rates, money that has come in and goes out. */
export function StaffPage() {
  const { t } = useTranslation()
  const url = useUrl()
  const { viewer } = useViewer()
  const tabs = useRef<HTMLDivElement>(null)
  const chosen = url.get('tab')
  // On a phone the chosen tab may stand outside the line.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it moves when another tab is chosen
  useEffect(() => {
    tabs.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [chosen])
  if (!viewer?.staffRole) return <NotFoundState backTo="/overview" backText={t('nav.overview')} />
  return (
    <Stack gap="md">
      <PageHead title={t('nav.staff')} />
      <Tabs
        value={url.get('tab') ?? 'work'}
        onChange={(tab) =>
          url.set({
            tab,
            answer: null,
            after: null,
            transaction: null,
            settlement: null,
            invoice: null,
            file: null,
            work: null,
            q: null,
            letter: null,
          })
        }
        keepMounted={false}
      >
        <Tabs.List mb="md" className="tabs-scroll" ref={tabs}>
          <Tabs.Tab value="work">{t('work.tab')}</Tabs.Tab>
          <Tabs.Tab value="requests">{t('staff.requests')}</Tabs.Tab>
          <Tabs.Tab value="kyc">{t('kyc.tab')}</Tabs.Tab>
          <Tabs.Tab value="letters">{t('printing.tab')}</Tabs.Tab>
          <Tabs.Tab value="mail">{t('letterMail.tab')}</Tabs.Tab>
          <Tabs.Tab value="returned">{t('returned.tab')}</Tabs.Tab>
          <Tabs.Tab value="companies">{t('companyFile.tab')}</Tabs.Tab>
          <Tabs.Tab value="rates">{t('staff.rates')}</Tabs.Tab>
          <Tabs.Tab value="costs">{t('staff.costs')}</Tabs.Tab>
          <Tabs.Tab value="funds">{t('staff.funds')}</Tabs.Tab>
          <Tabs.Tab value="settlements">{t('settlements.title')}</Tabs.Tab>
          <Tabs.Tab value="invoices">{t('agencyInvoice.tab')}</Tabs.Tab>
          <Tabs.Tab value="messages">{t('deadLetter.tab')}</Tabs.Tab>
          <Tabs.Tab value="masterIds">{t('masterIds.tab')}</Tabs.Tab>
          <Tabs.Tab value="acts">{t('history.staffTab')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="work">
          <WorkList />
        </Tabs.Panel>
        <Tabs.Panel value="companies">
          <CompanyFiles />
        </Tabs.Panel>
        <Tabs.Panel value="requests">
          <StaffRequests />
        </Tabs.Panel>
        <Tabs.Panel value="kyc">
          <KycRequests />
        </Tabs.Panel>
        <Tabs.Panel value="letters">
          <Printing />
        </Tabs.Panel>
        <Tabs.Panel value="mail">
          <MailedLetters />
        </Tabs.Panel>
        <Tabs.Panel value="returned">
          <ReturnedMail />
        </Tabs.Panel>
        <Tabs.Panel value="rates">
          <ReferenceRates />
        </Tabs.Panel>
        <Tabs.Panel value="costs">
          <CostAgreements />
        </Tabs.Panel>
        <Tabs.Panel value="funds">
          <ClientFunds />
        </Tabs.Panel>
        <Tabs.Panel value="settlements">
          <Settlements />
        </Tabs.Panel>
        <Tabs.Panel value="invoices">
          <AgencyInvoices />
        </Tabs.Panel>
        <Tabs.Panel value="messages">
          <DeadLetters />
        </Tabs.Panel>
        <Tabs.Panel value="masterIds">
          <MasterIds />
        </Tabs.Panel>
        <Tabs.Panel value="acts">
          <StaffTrail />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}
