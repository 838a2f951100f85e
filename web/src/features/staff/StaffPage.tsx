import { NativeSelect, Stack } from '@mantine/core'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useViewer } from '../../api/viewer.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { NotFoundState } from '../../ui/states.tsx'
import { useUrl } from '../../ui/useUrl.ts'
import { AgencyInvoices } from './AgencyInvoices.tsx'
import { ClientFunds, Settlements } from './ClientFunds.tsx'
import { CompanyFiles } from './CompanyFiles.tsx'
import { CostAgreements } from './CostAgreements.tsx'
import { DeadLetters } from './DeadLetters.tsx'
import { DESK, type DeskPart, deskPart, deskPath, deskWord } from './desk.ts'
import { KycRequests } from './KycRequests.tsx'
import { MailedLetters } from './MailedLetters.tsx'
import { MasterIds } from './MasterIds.tsx'
import { Printing } from './Printing.tsx'
import { ReferenceRates } from './ReferenceRates.tsx'
import { ReturnedMail } from './ReturnedMail.tsx'
import { StaffRequests } from './StaffRequests.tsx'
import { StaffTrail } from './StaffTrail.tsx'
import { WorkList } from './WorkList.tsx'

const PARTS: Record<DeskPart, ComponentType> = {
  work: WorkList,
  requests: StaffRequests,
  letters: Printing,
  mail: MailedLetters,
  returned: ReturnedMail,
  companies: CompanyFiles,
  kyc: KycRequests,
  masterIds: MasterIds,
  funds: ClientFunds,
  settlements: Settlements,
  invoices: AgencyInvoices,
  rates: ReferenceRates,
  costs: CostAgreements,
  messages: DeadLetters,
  acts: StaffTrail,
}

/** On a phone the navigation is away behind its button: the desk's parts are chosen here too. */
function PartChoice({ part }: { part: DeskPart }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <NativeSelect
      hiddenFrom="sm"
      aria-label={t('desk.part')}
      value={part}
      onChange={(event) => void navigate(deskPath(deskPart(event.currentTarget.value)))}
      data={DESK.map(({ group, parts }) => ({
        group: t(`desk.group.${group}`),
        items: parts.map(([value, word]) => ({ value, label: t(word) })),
      }))}
    />
  )
}

/** The agency's own desk, one part of it at a time; the navigation leads to the others. */
export function StaffPage() {
  const { t } = useTranslation()
  const url = useUrl()
  const { viewer } = useViewer()
  if (!viewer?.staffRole) return <NotFoundState backTo="/overview" backText={t('nav.overview')} />
  const part = deskPart(url.get('tab'))
  const Part = PARTS[part]
  return (
    <Stack gap="md">
      <PageHead title={t(deskWord(part))} trail={[{ text: t('nav.staff'), to: '/staff' }]} />
      <PartChoice part={part} />
      <Part />
    </Stack>
  )
}
