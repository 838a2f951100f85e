import { Button, Group, Radio, Stack } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import {
  type AfterReminder,
  type SalesInvoiceFilter,
  SendByKeyDocument,
  SendDraftDocument,
  SendToCollectionServiceDocument,
  SendToReminderServiceDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { Figures } from '../../ui/Figures.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { findDraft, type SendDraft } from '../../ui/sendDraft.ts'
import { EmptyState, ErrorState, NotFoundState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { DraftInvoices, type SendCheck } from './DraftInvoices.tsx'
import { DraftFilter, DraftProblems } from './DraftProblems.tsx'
import { FeeSheet } from './FeeSheet.tsx'
import { LetterPreview } from './LetterPreview.tsx'

/** Acts that change: what the pages know of this company is read again. */
const readAgain = ['CompanyHead', 'OverviewTotals', 'Overview']

/** More than these are sent in the background, with their progress shown. */
const AT_ONCE = 100

const pageSize = 50

/** The last look before sending: which invoices, what follows, what it costs; then one button. */
export function SendDraftPage() {
  const { t } = useTranslation()
  const { companyId = '', draftKey = '' } = useParams()
  const [draft] = useState(() => findDraft(draftKey))
  // Whoever comes back, by whatever way, is told whether the send was made: the server knows it by the draft's key.
  const made = useLatest(SendByKeyDocument, { variables: { companyId, key: draftKey }, fresh: true })
  if (made.fault && !made.data) return <ErrorState fault={made.fault} onRetry={made.retry} />
  if (!made.data) return <SkeletonRows label={t('shell.loading')} />
  if (made.data.sendByKey) {
    return (
      <EmptyState
        title={t('draft.done.title')}
        action={<Link to={`/sends/${encodeURIComponent(made.data.sendByKey.id)}`}>{t('draft.done.open')}</Link>}
      >
        {t('draft.done.text')}
      </EmptyState>
    )
  }
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
  return <Draft key={draftKey} draftKey={draftKey} draft={draft} onMade={made.retry} />
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

/** The invoices of a draft as the API takes them. */
function selectionOf(draft: SendDraft) {
  return draft.filter ? { filter: draft.filter as SalesInvoiceFilter } : { invoiceIds: [...draft.invoiceIds] }
}

function useSend(draft: SendDraft, draftKey: string, onMade: () => void) {
  const navigate = useNavigate()
  const reminder = useAct(SendToReminderServiceDocument, readAgain)
  const collection = useAct(SendToCollectionServiceDocument, readAgain)
  const act = draft.kind === 'REMINDER' ? reminder : collection
  const run = async (check: SendCheck, afterReminder: AfterReminder, leaveOutProblems: boolean) => {
    const input = {
      ...{ companyId: draft.companyId, idempotencyKey: draftKey, leaveOutProblems },
      ...{ ...selectionOf(draft), ...(draft.filter ? { expectedCount: check.count } : {}) },
      inBackground: check.count > AT_ONCE,
    }
    const payload =
      draft.kind === 'REMINDER'
        ? (await reminder.run({ input: { ...input, afterReminder } }))?.sendToReminderService
        : (await collection.run({ input }))?.sendToCollectionService
    if (!payload) return
    // An answer was lost, and the invoices that are left make another request of it: the first one stands.
    if (payload.error?.code === 'KEY_REUSED') onMade()
    // The draft's own place in the history is the send's from now on: back leads to the list, not to a second send.
    if (payload.send) await navigate(`/sends/${encodeURIComponent(payload.send.id)}`, { replace: true })
  }
  return { run, busy: act.busy, fault: act.fault, refusal: act.refusal }
}

function Draft({ draftKey, draft, onMade }: { draftKey: string; draft: SendDraft; onMade: () => void }) {
  const { t } = useTranslation()
  const url = useUrl()
  const navigate = useNavigate()
  const { companyId, kind, list } = draft
  const { data, fault, stale, retry } = useLatest(SendDraftDocument, {
    variables: {
      companyId,
      input: { companyId, kind, ...selectionOf(draft) },
      first: pageSize,
      after: url.get('after') ?? null,
      onlyProblems: url.get('only') === 'problems',
      code: url.get('code') ?? null,
    },
    fresh: true,
  })
  const send = useSend(draft, draftKey, onMade)
  const [leaveOut, setLeaveOut] = useState(true)
  const after: AfterReminder = url.get('unpaid') === 'CONTINUE' ? 'CONTINUE' : 'RETURN'
  const companyTo = `/companies/${encodeURIComponent(companyId)}`

  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  if (!data) return <SkeletonRows label={t('shell.loading')} />
  if (!data.company) return <NotFoundState backTo="/overview" backText={t('nav.overview')} />

  const check = data.sendCheck
  const run = () => send.run(check, after, leaveOut)
  const shownLetter = url.get('letter')
  return (
    <Stack gap="md">
      <PageHead
        title={t(`draft.title.${kind}`)}
        trail={[
          { text: data.company.name, to: companyTo },
          { text: t('company.tab.invoices'), to: `${companyTo}/invoices?section=${list.section}` },
        ]}
      />
      {send.refusal && <RefusalNote problem={send.refusal} />}
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
      <DraftFigures check={check} />
      {draft.expectedCount !== undefined && draft.expectedCount !== check.count && (
        <p className="small muted" style={{ margin: 0 }}>
          {t('draft.changed', { before: draft.expectedCount, now: check.count })}
        </p>
      )}
      <DraftProblems
        companyId={companyId}
        check={check}
        mayUpdate={data.company.viewerCanUpdateStatus}
        mayEditCustomers={data.company.viewerCanEditCustomers}
        leaveOut={leaveOut}
        onLeaveOut={setLeaveOut}
      />
      <DraftFilter check={check} />
      <DraftInvoices companyId={companyId} check={check} stale={stale} onLetter={(letter) => url.set({ letter })} />
      <Pager pageInfo={check.items.pageInfo} shown={check.items.nodes.length} />
      {shownLetter && (
        <LetterPreview
          invoiceId={shownLetter}
          kind={kind}
          afterReminder={after}
          onClose={() => url.set({ letter: null })}
        />
      )}
      {kind === 'REMINDER' && <AfterReminderChoice value={after} onChange={(next) => url.replace({ unpaid: next })} />}
      <Sheet title={t('draft.fee')}>
        <FeeSheet check={check} />
      </Sheet>
      {check.count > AT_ONCE && (
        <p className="small muted" style={{ margin: 0 }}>
          {t('draft.long')}
        </p>
      )}
      {send.fault && <ErrorState fault={send.fault} onRetry={run} />}
      <Group>
        <Button
          // A long name may take two lines on a phone.
          h="auto"
          mih={36}
          py={6}
          styles={{ label: { whiteSpace: 'normal' } }}
          leftSection={<IconSend size={16} />}
          onClick={run}
          loading={send.busy}
          disabled={check.sendableCount === 0 || !data.company.viewerCanSend}
        >
          {t(`draft.act.${kind}`, { count: check.sendableCount })}
        </Button>
        <Button variant="default" onClick={() => void navigate(-1)}>
          {t('act.cancel')}
        </Button>
      </Group>
    </Stack>
  )
}

function DraftFigures({ check }: { check: SendCheck }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <Figures
      label={t('send.totals')}
      figures={[
        { name: t('draft.figure.chosen'), value: formats.count(check.count) },
        { name: t('draft.figure.goes'), value: formats.count(check.sendableCount) },
        { name: t('draft.figure.stays'), value: formats.count(check.problemCount) },
        { name: t('column.principal'), value: check.principal.map(formats.money).join(' + ') || '–' },
        {
          name: t('draft.feeTotal'),
          value: formats.money(check.feeTotal),
          note: t('draft.figure.withoutVat', { amount: formats.money(check.fee) }),
        },
      ]}
    />
  )
}
