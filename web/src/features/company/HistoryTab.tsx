import { Select, Stack, Title } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import {
  type AuditAction,
  CompanyHeadDocument,
  CompanyHistoryDocument,
  type CompanyHistoryQuery,
  CompanyMailDocument,
} from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import en from '../../i18n/en.json'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { MailList } from '../../ui/MailList.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

type Entry = CompanyHistoryQuery['auditTrail']['nodes'][number]

const actions = Object.keys(en.history.action) as AuditAction[]
/** Pages of what an act was done to. */
const pageOf: Readonly<Record<string, string>> = { SalesInvoice: 'invoices', Assignment: 'assignments', Send: 'sends' }

function Subject({ entry: { subjectId, subjectType, subjectName } }: { entry: Entry }) {
  const { t } = useTranslation()
  const page = subjectType ? pageOf[subjectType] : undefined
  if (!subjectId || !page) return subjectName
  return (
    <Link to={`/${page}/${encodeURIComponent(subjectId)}`} className="row-link">
      {subjectName ?? t('history.open')}
    </Link>
  )
}

function valuesOf(values: Entry['before']): string {
  return values.map(({ name, value }) => `${name}: ${value}`).join(', ')
}

function Trail({ companyId }: { companyId: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const action = actions.find((one) => one === url.get('action'))
  const { data, fault, stale, retry } = useLatest(CompanyHistoryDocument, {
    variables: { companyId, after: url.get('after') ?? null, filter: action ? { actions: [action] } : null },
    fresh: true,
  })
  const entries = data?.auditTrail.nodes
  const columns = useMemo<LedgerColumn<Entry>[]>(
    () => [
      { id: 'at', header: t('history.at'), cell: (entry) => formats.moment(entry.at), card: 'fact' },
      { id: 'action', header: t('history.what'), cell: (entry) => t(`history.action.${entry.action}`), card: 'title' },
      { id: 'subject', header: t('history.subject'), cell: (entry) => <Subject entry={entry} />, card: 'fact' },
      {
        id: 'who',
        header: t('history.who'),
        card: 'fact',
        cell: (entry) =>
          [entry.actorName ?? t(`history.actor.${entry.actor}`), entry.viaToken && t('history.viaToken')]
            .filter(Boolean)
            .join(' · '),
      },
      { id: 'for', header: t('history.onBehalf'), cell: (entry) => entry.masterIdName, card: 'fact' },
      { id: 'before', header: t('history.before'), cell: (entry) => valuesOf(entry.before) },
      { id: 'after', header: t('history.after'), cell: (entry) => valuesOf(entry.after), card: 'fact' },
    ],
    [t, formats],
  )
  return (
    <Stack gap="sm">
      <Select
        size="xs"
        maw={320}
        aria-label={t('history.what')}
        placeholder={t('history.every')}
        clearable
        data={actions.map((one) => ({ value: one, label: t(`history.action.${one}`) }))}
        value={action ?? null}
        onChange={(next) => url.set({ action: next, after: null })}
      />
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {(entries || !fault) && (
        <LedgerTable
          label={t('company.tab.history')}
          columns={columns}
          rows={entries}
          rowId={(entry) => entry.id}
          stale={stale}
          empty={<EmptyState title={t('history.none.title')}>{t('history.none.text')}</EmptyState>}
        />
      )}
      {entries && entries.length > 0 && <Pager pageInfo={data?.auditTrail.pageInfo} shown={entries.length} />}
    </Stack>
  )
}

function Mail({ companyId }: { companyId: string }) {
  const { t } = useTranslation()
  const { data, fault, retry } = useLatest(CompanyMailDocument, { variables: { companyId }, fresh: true })
  return (
    <section className="sheet sheet-padded">
      <Title order={2} fz="sm" mb="xs">
        {t('mail.title')}
      </Title>
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      <MailList mails={data?.companyMail.nodes} />
    </section>
  )
}

/** Who did what in the company, and the mail that its administrators got; for those who may read them. */
export function HistoryTab() {
  const { t } = useTranslation()
  const { companyId = '' } = useParams()
  const { data } = useLatest(CompanyHeadDocument, { variables: { id: companyId } })
  const company = data?.company
  if (!company) return null
  if (!company.viewerCanReadAudit)
    return <EmptyState title={t('history.noRight.title')}>{t('history.noRight.text')}</EmptyState>
  return (
    <Stack gap="md">
      {company.viewerCanManageLinks && <Mail companyId={companyId} />}
      <Trail companyId={companyId} />
    </Stack>
  )
}
