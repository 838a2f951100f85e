import { Group, Select, Stack } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import {
  type AuditAction,
  StaffTrailCompaniesDocument,
  StaffTrailDocument,
  type StaffTrailFilterInput,
  StaffTrailPeopleDocument,
  type StaffTrailQuery,
} from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import en from '../../i18n/en.json'
import { ActValues } from '../../ui/ActValues.tsx'
import { AuditKindFilter } from '../../ui/AuditKindFilter.tsx'
import { shownKind } from '../../ui/auditKind.ts'
import { DayFilter } from '../../ui/DayFilter.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useActText } from '../../ui/useActText.ts'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

type Entry = StaffTrailQuery['staffTrail']['nodes'][number]

const actions = Object.keys(en.history.action) as AuditAction[]

function Subject({ entry: { assignmentId, subjectName } }: { entry: Entry }) {
  const { t } = useTranslation()
  if (!assignmentId) {
    return (
      <span className="clip" style={{ maxWidth: 130 }} title={subjectName ?? undefined}>
        {subjectName}
      </span>
    )
  }
  return (
    <Link to={`/staff/assignments/${encodeURIComponent(assignmentId)}`} className="row-link">
      {subjectName ?? t('history.open')}
    </Link>
  )
}

/** Acts of staff that a filter finds, the newest first. */
export function StaffActs({ filter, isOfOneCase }: { filter: StaffTrailFilterInput; isOfOneCase?: boolean }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const text = useActText()
  const url = useUrl()
  const { data, fault, stale, retry } = useLatest(StaffTrailDocument, {
    variables: { first: 50, after: url.get('after') ?? null, filter },
    fresh: true,
  })
  const entries = data?.staffTrail.nodes
  const columns = useMemo<LedgerColumn<Entry>[]>(() => {
    const where: LedgerColumn<Entry>[] = [
      { id: 'subject', header: t('history.subject'), cell: (entry) => <Subject entry={entry} />, card: 'fact' },
      {
        id: 'company',
        header: t('column.company'),
        card: 'fact',
        cell: ({ companyFileId, companyName }) =>
          companyFileId ? (
            <Link to={`/staff/companies/${encodeURIComponent(companyFileId)}`}>{companyName}</Link>
          ) : (
            companyName
          ),
      },
    ]
    return [
      { id: 'at', header: t('history.at'), cell: (entry) => formats.moment(entry.at), card: 'fact' },
      { id: 'action', header: t('history.what'), cell: (entry) => text.action(entry.action), card: 'title' },
      ...(isOfOneCase ? [] : where),
      {
        id: 'who',
        header: t('history.who'),
        card: 'fact',
        cell: ({ staffName, tokenName }) =>
          [staffName, tokenName && t('history.token', { name: tokenName })].filter(Boolean).join(' · '),
      },
      {
        id: 'values',
        header: t('history.values'),
        cell: (entry) => <ActValues before={entry.before} after={entry.after} />,
        card: 'fact',
      },
    ]
  }, [t, formats, text, isOfOneCase])
  if (fault && !entries) return <ErrorState fault={fault} onRetry={retry} />
  return (
    <Stack gap="sm">
      <LedgerTable
        label={t('history.staffTab')}
        columns={columns}
        rows={entries}
        rowId={(entry) => entry.id}
        stale={stale}
        empty={<EmptyState title={t('history.noMatch.title')}>{t('history.noStaffActs')}</EmptyState>}
      />
      {entries && entries.length > 0 && <Pager pageInfo={data?.staffTrail.pageInfo} shown={entries.length} />}
    </Stack>
  )
}

function CompanyChoice() {
  const { t } = useTranslation()
  const url = useUrl()
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text, 250)
  const { data } = useLatest(StaffTrailCompaniesDocument, { variables: { search: search || null } })
  return (
    <Select
      size="xs"
      w={{ base: '100%', xs: 220 }}
      clearable
      searchable
      aria-label={t('column.company')}
      placeholder={t('history.everyCompany')}
      nothingFoundMessage={t('companyFile.none.title')}
      filter={({ options }) => options}
      onSearchChange={setText}
      data={(data?.companyFiles.nodes ?? []).map(({ id, name, businessId }) => ({
        value: id,
        label: `${name} ${businessId}`,
      }))}
      value={url.get('company') ?? null}
      onChange={(company) => url.set({ company, after: null })}
    />
  )
}

/** The agency's book of what its staff did, by company, person, act and day. */
export function StaffTrail() {
  const { t } = useTranslation()
  const text = useActText()
  const url = useUrl()
  const { data } = useLatest(StaffTrailPeopleDocument, { variables: {} })
  const action = actions.find((one) => one === url.get('action'))
  const change = (changes: Record<string, string | null>) => url.set({ ...changes, after: null })
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <SearchField
          label={t('history.search')}
          value={url.get('q') ?? ''}
          onSearch={(q) => url.replace({ q: q || null, after: null })}
        />
        <CompanyChoice />
        <AuditKindFilter />
        <Select
          size="xs"
          w={{ base: '100%', xs: 180 }}
          clearable
          searchable
          aria-label={t('history.who')}
          placeholder={t('history.anybody')}
          data={(data?.staffPeople ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={url.get('person') ?? null}
          onChange={(person) => change({ person })}
        />
        <Select
          size="xs"
          w={{ base: '100%', xs: 230 }}
          clearable
          searchable
          aria-label={t('history.what')}
          placeholder={t('history.every')}
          data={actions
            .map((one) => ({ value: one as string, label: text.action(one) }))
            .sort((a, b) => a.label.localeCompare(b.label))}
          value={action ?? null}
          onChange={(next) => change({ action: next })}
        />
        <DayFilter name="from" label={t('history.from')} width={130} />
        <DayFilter name="to" label={t('history.to')} width={130} />
      </Group>
      <StaffActs
        filter={{
          companyFileId: url.get('company') ?? null,
          staffId: url.get('person') ?? null,
          actions: action ? [action] : null,
          kind: action ? null : shownKind(url.params),
          from: url.get('from') ?? null,
          to: url.get('to') ?? null,
          search: url.get('q') ?? null,
        }}
      />
    </Stack>
  )
}
