import { Button, Group, Radio, Stack, Title } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import {
  type AfterReminder,
  type SalesInvoiceFilter,
  SendDraftDocument,
  SendToCollectionServiceDocument,
  SendToReminderServiceDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { findDraft, keepDraft, type SendDraft } from '../../ui/sendDraft.ts'
import { EmptyState, ErrorState, NotFoundState, RefusalNote } from '../../ui/states.tsx'
import type { CodedProblem } from '../../ui/useErrorText.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { DraftInvoices } from './DraftInvoices.tsx'
import { FeeSheet } from './FeeSheet.tsx'
import { LetterPreview } from './LetterPreview.tsx'
import { SendResult } from './SendResult.tsx'

/** Acts that change: what the pages know of this company is read again. */
const readAgain = ['CompanyHead', 'OverviewTotals', 'Overview']

/** The last look before sending: which invoices, what follows, what it costs; then one button. */
export function SendDraftPage() {
  const { t } = useTranslation()
  const { companyId = '', draftKey = '' } = useParams()
  const [draft] = useState(() => findDraft(draftKey))
  if (!draft || draft.companyId !== companyId) {
    return (
      <EmptyState
        title={t('draft.gone.title')}
        action={<Link to={`/companies/${encodeURIComponent(companyId)}/invoices`}>{t('company.tab.invoices')}</Link>}
      >
        {t('draft.gone.text')}
      </EmptyState>
    )
  }
  return <Draft key={draftKey} draftKey={draftKey} draft={draft} />
}

function AfterReminderChoice({ value, onChange }: { value: AfterReminder; onChange: (value: AfterReminder) => void }) {
  const { t } = useTranslation()
  return (
    <Radio.Group
      className="sheet sheet-padded"
      label={t('draft.after')}
      value={value}
      onChange={(next) => onChange(next as AfterReminder)}
    >
      <Stack gap="sm" mt="xs">
        {(['RETURN', 'CONTINUE'] as const).map((choice) => (
          <Radio
            key={choice}
            value={choice}
            label={t(`afterReminder.${choice}.name`)}
            description={t(`afterReminder.${choice}.text`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}

function Draft({ draftKey, draft }: { draftKey: string; draft: SendDraft }) {
  const { t } = useTranslation()
  const url = useUrl()
  const navigate = useNavigate()
  const { companyId, kind, list } = draft
  const { data, fault, retry } = useLatest(SendDraftDocument, {
    variables: {
      companyId,
      first: 100,
      filter: (draft.filter ?? { ids: draft.invoiceIds }) as SalesInvoiceFilter,
      sort: (list.sort ?? 'DUE_DATE') as 'DUE_DATE',
    },
    skip: draft.sendId !== undefined,
    fresh: true,
  })
  const reminder = useAct(SendToReminderServiceDocument, readAgain)
  const collection = useAct(SendToCollectionServiceDocument, readAgain)
  const act = kind === 'REMINDER' ? reminder : collection
  const [answer, setAnswer] = useState<Awaited<ReturnType<typeof reminder.run>>>()
  const [refusal, setRefusal] = useState<CodedProblem | null>(null)
  const after: AfterReminder = url.get('unpaid') === 'CONTINUE' ? 'CONTINUE' : 'RETURN'
  const companyTo = `/companies/${encodeURIComponent(companyId)}`

  if (draft.sendId && !answer) {
    return (
      <EmptyState
        title={t('draft.done.title')}
        action={<Link to={`/sends/${encodeURIComponent(draft.sendId)}`}>{t('draft.done.open')}</Link>}
      >
        {t('draft.done.text')}
      </EmptyState>
    )
  }
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  if (!data) return <SkeletonRows label={t('shell.loading')} />
  if (!data.company) return <NotFoundState backTo="/overview" backText={t('nav.overview')} />

  // Of a long send the first hundred are shown; the others are judged when they are sent, each with its answer.
  const invoices = data.salesInvoices.nodes
  const chosen = draft.expectedCount ?? draft.invoiceIds.length
  const unseen = Math.max(chosen - invoices.length, 0)
  const problemsOf = (invoice: (typeof invoices)[number]) =>
    kind === 'REMINDER' ? invoice.sendableToReminder : invoice.sendableToCollection
  const sendable = invoices.filter((invoice) => problemsOf(invoice).length === 0)

  const send = async () => {
    const refused = new Set(invoices.filter((one) => problemsOf(one).length > 0).map((one) => one.id))
    const selection = draft.filter
      ? { filter: draft.filter as SalesInvoiceFilter, expectedCount: chosen }
      : { invoiceIds: draft.invoiceIds.filter((id) => !refused.has(id)) }
    const input = { companyId, ...selection, idempotencyKey: draftKey }
    const payload =
      kind === 'REMINDER'
        ? (await reminder.run({ input: { ...input, afterReminder: after } }))?.sendToReminderService
        : (await collection.run({ input }))?.sendToCollectionService
    if (!payload) return
    setRefusal(payload.error)
    if (!payload.send) return
    keepDraft(draftKey, { ...draft, sendId: payload.send.id })
    setAnswer({ sendToReminderService: payload })
  }

  const sent = answer?.sendToReminderService.send
  const shownLetter = url.get('letter')
  return (
    <Stack gap="md">
      <PageHead
        title={t(sent ? `draft.sentTitle.${kind}` : `draft.title.${kind}`)}
        trail={[
          { text: data.company.name, to: companyTo },
          { text: t('company.tab.invoices'), to: `${companyTo}/invoices?section=${list.section}` },
        ]}
      />
      {refusal && <RefusalNote problem={refusal} />}
      {sent ? (
        <>
          {answer.sendToReminderService.repeated && <span className="muted">{t('draft.repeated')}</span>}
          <SendResult send={sent} />
          <Group>
            <Button
              onClick={() =>
                void navigate(`${companyTo}/${kind === 'REMINDER' ? 'reminder-sends' : 'collection-sends'}`)
              }
            >
              {t(`company.tab.${kind === 'REMINDER' ? 'reminder-sends' : 'collection-sends'}`)}
            </Button>
            <Button variant="default" onClick={() => void navigate(`${companyTo}/invoices?section=${list.section}`)}>
              {t('draft.backToInvoices')}
            </Button>
          </Group>
        </>
      ) : (
        <>
          <p className="muted" style={{ margin: 0, maxWidth: 720 }}>
            {t(`draft.text.${kind}`)}
          </p>
          <p style={{ margin: 0 }}>
            <strong>{t('draft.fixed', { type: t(`draft.type.${kind}`), channel: t(`draft.channel.${kind}`) })}</strong>
          </p>
          {data.company.activation.state !== 'ACTIVE' && (
            <p className="late" style={{ margin: 0 }}>
              {t(`service.state.${data.company.activation.state}`)}{' '}
              <Link to={`${companyTo}/service`}>{t('draft.mendService')}</Link>
            </p>
          )}
          <DraftInvoices invoices={invoices} problemsOf={problemsOf} onLetter={(letter) => url.set({ letter })} />
          {unseen > 0 && <p className="muted">{t('draft.unseen', { count: unseen })}</p>}
          {shownLetter && (
            <LetterPreview
              invoiceId={shownLetter}
              kind={kind}
              afterReminder={after}
              onClose={() => url.set({ letter: null })}
            />
          )}
          {kind === 'REMINDER' && (
            <AfterReminderChoice value={after} onChange={(next) => url.replace({ unpaid: next })} />
          )}
          <section className="sheet sheet-padded">
            <Title order={2} fz="sm" mb="xs">
              {t('draft.fee')}
            </Title>
            <FeeSheet lists={data.priceLists} count={sendable.length + unseen} />
          </section>
          {act.fault && <ErrorState fault={act.fault} onRetry={send} />}
          <Group>
            <Button
              leftSection={<IconSend size={16} />}
              onClick={send}
              loading={act.busy}
              disabled={sendable.length + unseen === 0 || !data.company.viewerCanSend}
            >
              {t(`draft.act.${kind}`, { count: sendable.length + unseen })}
            </Button>
            <Button variant="default" onClick={() => void navigate(-1)}>
              {t('act.cancel')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  )
}
