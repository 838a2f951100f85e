import { AssignmentDocument, type AssignmentQuery } from '@duetto/schema'
import { Button, Grid, Stack, Tabs, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useLatest } from '../../api/useLatest.ts'
import { groupIban } from '../../format/iban.ts'
import { AnswerStateWord, KindWord, StageState } from '../../ui/badges.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { ErrorState, NotFoundState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { BalanceParts } from './BalanceParts.tsx'
import { HoldWord, ReportDispute } from './DisputePart.tsx'
import { EventTimeline } from './EventTimeline.tsx'
import { ExplanationSheet } from './ExplanationSheet.tsx'
import { LetterList, LetterModal } from './Letters.tsx'
import { AssignmentPayments, PostingTable } from './PostingTable.tsx'
import { RequestModal } from './RequestModal.tsx'

type Assignment = NonNullable<AssignmentQuery['assignment']>

function AssignmentFacts({ assignment }: { assignment: Assignment }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { invoice, send, previous } = assignment
  return (
    <div className="sheet sheet-padded">
      <Facts
        facts={[
          {
            name: t('column.company'),
            value: (
              <Link to={`/companies/${encodeURIComponent(assignment.company.id)}`}>{assignment.company.name}</Link>
            ),
          },
          {
            name: t('column.debtor'),
            value: [assignment.debtorName, assignment.debtorBusinessId].filter(Boolean).join(' · '),
          },
          { name: t('assignment.debtorKind'), value: t(`debtorKind.${assignment.debtorKind}`) },
          {
            name: t('column.invoice'),
            value: <Link to={`/invoices/${encodeURIComponent(invoice.id)}`}>{invoice.number}</Link>,
          },
          { name: t('column.reference'), value: assignment.reference },
          { name: t('column.due'), value: formats.date(assignment.dueOn) },
          { name: t('column.daysOverdue'), value: formats.count(assignment.daysOverdue) },
          {
            name: t('column.sent'),
            value: (
              <Link to={`/sends/${encodeURIComponent(send.id)}`}>
                {t(`sendKind.${send.kind}`)} {formats.date(send.sentOn)}
              </Link>
            ),
          },
          assignment.afterReminder && {
            name: t('assignment.afterReminder'),
            value: t(`afterReminder.${assignment.afterReminder}.short`),
          },
          { name: t('assignment.nextStep'), value: assignment.nextStepOn && formats.date(assignment.nextStepOn) },
          { name: t('assignment.agencyReference'), value: assignment.agencyReference },
          { name: t('assignment.agencyIban'), value: assignment.agencyIban && groupIban(assignment.agencyIban) },
          assignment.closedOn && { name: t('assignment.closedOn'), value: formats.date(assignment.closedOn) },
          previous && {
            name: t('assignment.previous'),
            value: (
              <Link to={`/assignments/${encodeURIComponent(previous.id)}`}>
                {t(`kind.${previous.kind}`)} {formats.date(previous.openedOn)}
              </Link>
            ),
          },
        ]}
      />
    </div>
  )
}

function AssignmentTabs({ assignment }: { assignment: Assignment }) {
  const { t } = useTranslation()
  const url = useUrl()
  return (
    <Tabs value={url.get('tab') ?? 'balance'} onChange={(tab) => url.set({ tab })} keepMounted={false}>
      <Tabs.List mb="sm" className="tabs-scroll">
        <Tabs.Tab value="balance">{t('assignment.explained')}</Tabs.Tab>
        <Tabs.Tab value="postings">{t('assignment.postings', { count: assignment.postings.length })}</Tabs.Tab>
        <Tabs.Tab value="letters">{t('assignment.letters', { count: assignment.letters.length })}</Tabs.Tab>
        <Tabs.Tab value="payments">{t('assignment.payments', { count: assignment.payments.length })}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="balance">
        <ExplanationSheet assignmentId={assignment.id} />
      </Tabs.Panel>
      <Tabs.Panel value="postings">
        <PostingTable postings={assignment.postings} />
      </Tabs.Panel>
      <Tabs.Panel value="letters">
        <LetterList
          assignmentId={assignment.id}
          letters={assignment.letters}
          onOpen={(letter) => url.set({ letter })}
        />
      </Tabs.Panel>
      <Tabs.Panel value="payments">
        <AssignmentPayments payments={assignment.payments} />
      </Tabs.Panel>
    </Tabs>
  )
}

/** One assignment: its facts, what has happened, and its balance explained. */
export function AssignmentPage() {
  const { t } = useTranslation()
  const url = useUrl()
  const { assignmentId = '' } = useParams()
  const { data, fault, retry } = useLatest(AssignmentDocument, { variables: { id: assignmentId } })
  const assignment = data?.assignment

  if (fault && !assignment) return <ErrorState fault={fault} onRetry={retry} />
  if (!data) return <SkeletonRows label={t('shell.loading')} />
  if (!assignment) return <NotFoundState backTo="/assignments" backText={t('nav.assignments')} />

  const letter = assignment.letters.find((one) => one.id === url.get('letter'))
  return (
    <Stack gap="md">
      <PageHead
        title={assignment.debtorName}
        trail={[
          { text: t('nav.assignments'), to: '/assignments' },
          { text: assignment.company.name, to: `/companies/${encodeURIComponent(assignment.company.id)}/assignments` },
        ]}
        beside={
          <>
            <StageState stage={assignment.stage} closeReason={assignment.closeReason} pill />
            <KindWord kind={assignment.kind} />
            <HoldWord assignmentId={assignment.id} />
          </>
        }
        actions={
          <>
            <ReportDispute assignmentId={assignment.id} />
            {assignment.viewerCanRequestCreditLoss && (
              <Button variant="default" onClick={() => url.set({ ask: 'creditLoss' })}>
                {t('request.creditLoss.open')}
              </Button>
            )}
            {assignment.viewerCanRequestRecall && (
              <Button variant="default" onClick={() => url.set({ ask: 'recall' })}>
                {t('request.recall.open')}
              </Button>
            )}
          </>
        }
      />
      {assignment.recallState && (
        <span>
          {t('request.recall.name')}: <AnswerStateWord state={assignment.recallState} pill />
        </span>
      )}
      {assignment.creditLossState && (
        <span>
          {t('request.creditLoss.name')}: <AnswerStateWord state={assignment.creditLossState} pill />
        </span>
      )}
      <AssignmentFacts assignment={assignment} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <AssignmentTabs assignment={assignment} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack gap="md">
            <section className="sheet sheet-padded" aria-labelledby="open-title">
              <Title order={2} fz="sm" mb="xs" id="open-title">
                {t('assignment.open')}
              </Title>
              <BalanceParts {...assignment} />
              <Text className="small muted" mt={6}>
                {t('assignment.openNote')}
              </Text>
            </section>
            <section className="sheet sheet-padded" aria-labelledby="events-title">
              <Title order={2} fz="sm" mb="sm" id="events-title">
                {t('assignment.events')}
              </Title>
              <EventTimeline events={assignment.events} onLetter={(id) => url.set({ letter: id })} />
            </section>
          </Stack>
        </Grid.Col>
      </Grid>
      <LetterModal assignmentId={assignment.id} letter={letter} onClose={() => url.set({ letter: null })} />
      <RequestModal assignment={assignment} ask={url.get('ask')} onClose={() => url.set({ ask: null })} />
    </Stack>
  )
}
