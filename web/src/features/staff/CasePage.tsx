import { Alert, Grid, Stack, Tabs, Title } from '@mantine/core'
import { IconAlertTriangle, IconStairs } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { StaffCaseDocument, type StaffCaseQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { useViewer } from '../../api/viewer.ts'
import { StateWord } from '../../ui/badges.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState, NotFoundState } from '../../ui/states.tsx'
import { useCodeText } from '../../ui/useCodeText.ts'
import { useFormats } from '../../ui/useFormats.ts'
import { useTabInView } from '../../ui/useTabInView.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { CaseActs } from './CaseActs.tsx'
import { CaseBalance } from './CaseBalance.tsx'
import { CaseHistory } from './CaseHistory.tsx'
import { CaseLaw } from './CaseLaw.tsx'
import { CaseLetters } from './CaseLetters.tsx'
import { StaffActs } from './StaffTrail.tsx'

export type StaffCase = StaffCaseQuery['staffAssignment']

function CaseFacts({ found }: { found: StaffCase }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const codeText = useCodeText()
  const file = `/staff/companies/${encodeURIComponent(found.companyFileId)}`
  return (
    <div className="sheet sheet-padded">
      <Facts
        facts={[
          { name: t('staff.creditor'), value: <Link to={file}>{found.creditorName}</Link> },
          { name: t('column.debtor'), value: [found.debtorName, found.debtorBusinessId].filter(Boolean).join(' · ') },
          { name: t('column.balance'), value: <strong>{formats.money(found.balance)}</strong> },
          {
            name: t('case.address'),
            value: [found.street, [found.postCode, found.town].filter(Boolean).join(' ')].filter(Boolean).join(', '),
          },
          {
            name: t('assignment.debtorKind'),
            value: t(found.isConsumer ? 'debtorKind.CONSUMER' : 'debtorKind.BUSINESS'),
          },
          { name: t('column.invoice'), value: found.invoiceNumber },
          { name: t('column.reference'), value: found.reference },
          { name: t('column.due'), value: formats.date(found.dueOn) },
          { name: t('case.term'), value: found.termEndsOn && formats.date(found.termEndsOn) },
          {
            name: t('assignment.nextStep'),
            value:
              found.nextStep &&
              [codeText(found.nextStep), found.nextStepOn && formats.date(found.nextStepOn)].filter(Boolean).join(' '),
          },
          found.waitsFor && { name: t('case.waitsFor'), value: codeText(found.waitsFor) },
          found.suspendedOn && { name: t('case.suspendedOn'), value: formats.date(found.suspendedOn) },
          found.authorisedOn && {
            name: t('case.authorised'),
            value: [formats.date(found.authorisedOn), found.authorisedBy].filter(Boolean).join(' · '),
          },
          found.judgmentOn && {
            name: t('case.judgmentFact'),
            value: [formats.date(found.judgmentOn), found.judgment].filter(Boolean).join(' · '),
          },
          found.limitation && {
            name: t('case.limitation'),
            value: (
              <>
                {formats.date(found.limitation.expiresOn)}
                <div className="small muted">{found.limitation.sections.join(' · ')}</div>
              </>
            ),
          },
          {
            name: t('case.policy'),
            value:
              found.policyVersion === 0 ? t('policy.house') : t('policy.version', { version: found.policyVersion }),
          },
          found.closedOn && { name: t('assignment.closedOn'), value: formats.date(found.closedOn) },
        ]}
      />
    </div>
  )
}

/** An assignment in the agency's own book: its facts, what may be done and what the law says of it, its balance and history. */
export function CasePage() {
  const { t } = useTranslation()
  const url = useUrl()
  const { viewer } = useViewer()
  const { caseId = '' } = useParams()
  const { data, fault, retry } = useLatest(StaffCaseDocument, {
    variables: { id: caseId },
    skip: !viewer?.staffRole,
    fresh: true,
  })
  const found = data?.staffAssignment
  const tab = url.get('tab') ?? 'law'
  const tabs = useTabInView(tab, found !== undefined)
  if (viewer && !viewer.staffRole) return <NotFoundState backTo="/overview" backText={t('nav.overview')} />
  if (fault && !found) return <ErrorState fault={fault} onRetry={retry} />
  if (!found) return <SkeletonRows label={t('shell.loading')} />
  return (
    <Stack gap="md">
      <PageHead
        title={found.debtorName}
        trail={[{ text: t('nav.staff'), to: '/staff' }]}
        beside={<StateWord look={['blue', IconStairs]} word={t(`ladderState.${found.state}`)} pill />}
      />
      {found.creditorAddressMissing && found.state !== 'CLOSED' && (
        <Alert color="yellow" icon={<IconAlertTriangle size={18} />}>
          {t('case.creditorAddressMissing')}
        </Alert>
      )}
      <CaseActs found={found} />
      <CaseFacts found={found} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Tabs value={tab} onChange={(next) => url.set({ tab: next })} keepMounted={false}>
            <Tabs.List mb="sm" className="tabs-scroll" ref={tabs}>
              <Tabs.Tab value="law">{t('case.law')}</Tabs.Tab>
              <Tabs.Tab value="balance">{t('assignment.explained')}</Tabs.Tab>
              <Tabs.Tab value="letters">{t('assignment.letters', { count: found.letters.length })}</Tabs.Tab>
              <Tabs.Tab value="acts">{t('history.staffTab')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="law">
              <CaseLaw answers={found.stepAnswers} />
            </Tabs.Panel>
            <Tabs.Panel value="balance">
              <CaseBalance caseId={found.id} />
            </Tabs.Panel>
            <Tabs.Panel value="letters">
              <CaseLetters found={found} />
            </Tabs.Panel>
            <Tabs.Panel value="acts">
              <StaffActs filter={{ assignmentId: found.id }} isOfOneCase />
            </Tabs.Panel>
          </Tabs>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <section className="sheet sheet-padded" aria-labelledby="case-events">
            <Title order={2} fz="sm" mb="sm" id="case-events">
              {t('assignment.events')}
            </Title>
            <CaseHistory found={found} />
          </section>
        </Grid.Col>
      </Grid>
    </Stack>
  )
}
