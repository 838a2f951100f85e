import { useApolloClient } from '@apollo/client/react'
import { Button, Group, Stack } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { type Fault, toFault } from '../../api/fault.ts'
import { CompanyHeadDocument, CompanyHistoryDocument, CompanyMailDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import en from '../../i18n/en.json'
import { ActValues } from '../../ui/ActValues.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { MailList } from '../../ui/MailList.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useActText } from '../../ui/useActText.ts'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { HistoryFilters } from './HistoryFilters.tsx'
import { csvOf, download, everyEntry, type HistoryEntry } from './historyCsv.ts'
import { filterNames, readFilter } from './historyFilter.ts'

const actions = Object.keys(en.history.action)
/** Pages of what an act was done to. */
const pageOf = {
  SalesInvoice: 'invoices',
  Assignment: 'assignments',
  Send: 'sends',
  Customer: 'customers',
} as const

function hasPage(type: string): type is keyof typeof pageOf {
  return type in pageOf
}

function Subject({ entry: { subjectId, subjectType, subjectTitle } }: { entry: HistoryEntry }) {
  const { t } = useTranslation()
  if (!subjectId || !subjectType || !hasPage(subjectType)) return subjectTitle
  return (
    <Link to={`/${pageOf[subjectType]}/${encodeURIComponent(subjectId)}`} className="row-link">
      {subjectTitle ?? t(`history.subjectOf.${subjectType}`)}
    </Link>
  )
}

function Who({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation()
  const { actor, actorName, viaToken, tokenName, masterIdName } = entry
  return (
    <span>
      {actorName ?? t(`history.actor.${actor}`)}
      {viaToken && (
        <div className="small muted">{tokenName ? t('history.token', { name: tokenName }) : t('history.viaToken')}</div>
      )}
      {masterIdName && <div className="small muted">{t('history.onBehalfOf', { name: masterIdName })}</div>}
    </span>
  )
}

/** The person, and the token that they acted through, as a file has it. */
function useWho() {
  const { t } = useTranslation()
  return ({ actor, actorName, viaToken, tokenName }: HistoryEntry) => {
    const token = viaToken && (tokenName ? t('history.token', { name: tokenName }) : t('history.viaToken'))
    return [actorName ?? t(`history.actor.${actor}`), token].filter(Boolean).join(' · ')
  }
}

function useCsv(companyId: string) {
  const { t } = useTranslation()
  const client = useApolloClient()
  const formats = useFormats()
  const text = useActText()
  const who = useWho()
  const url = useUrl()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Fault>()
  const valuesOf = (values: HistoryEntry['before']) =>
    values.map(({ name, value }) => `${text.name(name)}: ${text.value(name, value)}`).join(', ')
  const run = async () => {
    setBusy(true)
    setFault(undefined)
    try {
      const entries = await everyEntry(client, companyId, readFilter(url.params, actions))
      const head = ['at', 'what', 'subject', 'who', 'onBehalf', 'before', 'after'] as const
      const rows = entries.map((entry) => [
        formats.moment(entry.at),
        text.action(entry.action),
        entry.subjectTitle ?? '',
        who(entry),
        entry.masterIdName ?? '',
        valuesOf(entry.before),
        valuesOf(entry.after),
      ])
      download(
        `${t('company.tab.history').toLowerCase()}.csv`,
        csvOf([head.map((name) => t(`history.${name}`)), ...rows]),
      )
    } catch (error) {
      setFault(toFault(error))
    } finally {
      setBusy(false)
    }
  }
  return { run, busy, fault }
}

function Trail({ companyId }: { companyId: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const text = useActText()
  const url = useUrl()
  const csv = useCsv(companyId)
  const { data, fault, stale, retry } = useLatest(CompanyHistoryDocument, {
    variables: { companyId, first: 50, after: url.get('after') ?? null, filter: readFilter(url.params, actions) },
    fresh: true,
  })
  const entries = data?.auditTrail.nodes
  const columns = useMemo<LedgerColumn<HistoryEntry>[]>(
    () => [
      { id: 'at', header: t('history.at'), cell: (entry) => formats.moment(entry.at), card: 'fact' },
      { id: 'action', header: t('history.what'), cell: (entry) => text.action(entry.action), card: 'title' },
      { id: 'subject', header: t('history.subject'), cell: (entry) => <Subject entry={entry} />, card: 'fact' },
      { id: 'who', header: t('history.who'), cell: (entry) => <Who entry={entry} />, card: 'fact' },
      {
        id: 'values',
        header: t('history.values'),
        cell: (entry) => <ActValues before={entry.before} after={entry.after} />,
        card: 'fact',
      },
    ],
    [t, formats, text],
  )
  const isNarrowed = filterNames.some((name) => url.get(name))
  const problem = fault ?? csv.fault
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start">
        <Stack gap="xs" style={{ flex: 1, minWidth: 0 }}>
          <HistoryFilters companyId={companyId} subject={entries?.[0]?.subjectTitle ?? undefined} />
        </Stack>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} aria-hidden />}
          loading={csv.busy}
          disabled={!entries?.length}
          onClick={() => void csv.run()}
        >
          {t('history.csv')}
        </Button>
      </Group>
      {problem && <ErrorState fault={problem} onRetry={retry} />}
      {(entries || !fault) && (
        <LedgerTable
          label={t('company.tab.history')}
          columns={columns}
          rows={entries}
          rowId={(entry) => entry.id}
          stale={stale}
          empty={
            isNarrowed ? (
              <EmptyState title={t('history.noMatch.title')}>{t('history.noMatch.text')}</EmptyState>
            ) : (
              <EmptyState title={t('history.none.title')}>{t('history.none.text')}</EmptyState>
            )
          }
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
    <Sheet title={t('mail.title')}>
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      <MailList mails={data?.companyMail.nodes} />
    </Sheet>
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
      <Trail companyId={companyId} />
      {company.viewerCanManageLinks && <Mail companyId={companyId} />}
    </Stack>
  )
}
