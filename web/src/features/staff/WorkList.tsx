import { Button, CloseButton, Group, Select, Skeleton, Stack, Textarea } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import {
  ActOnAssignmentsDocument,
  type StaffWordAct,
  StaffWorkDocument,
  type StaffWorkQuery,
  type WorkType,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { useToday } from '../../api/viewer.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { StateWord } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useCodeText } from '../../ui/useCodeText.ts'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

type Item = StaffWorkQuery['workList']['nodes'][number]
type Count = StaffWorkQuery['workCounts'][number]
const PAGE = 50

/** What may be done to many at once, by the type of work: acts that need no look at each. */
const BULK: Partial<Record<WorkType, readonly StaffWordAct[]>> = {
  REVIEW: ['REVIEW', 'GIVE_UP'],
  LEGAL_DECISION: ['BEGIN_SURVEILLANCE', 'GIVE_UP'],
  INSOLVENT: ['BEGIN_SURVEILLANCE', 'GIVE_UP'],
  RETURNED_MAIL: ['BEGIN_SURVEILLANCE'],
  STOPPED_STEP: ['GIVE_UP'],
}
const MUST_SAY_WHY: readonly StaffWordAct[] = ['GIVE_UP']

function useColumns(): LedgerColumn<Item>[] {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  const codeText = useCodeText()
  return useMemo(() => {
    const detail = (item: Item) => {
      const hint = `work.detailHint.${item.type}`
      return i18n.exists(hint) ? t(hint as 'work.detailHint.UNSENT_MAIL') : codeText(item.detail)
    }
    return [
      { id: 'type', header: t('work.what'), cell: (item) => t(`workType.${item.type}`), card: 'title' },
      { id: 'debtor', header: t('column.debtor'), cell: (item) => item.debtorName ?? '–', card: 'fact' },
      { id: 'creditor', header: t('staff.creditor'), cell: (item) => item.creditorName ?? '–', card: 'fact' },
      { id: 'invoice', header: t('column.invoice'), cell: (item) => item.invoiceNumber ?? '–' },
      {
        id: 'detail',
        header: t('work.detail'),
        cell: (item) => {
          const text = detail(item)
          return (
            <span className="clip" title={text}>
              {text}
            </span>
          )
        },
      },
      { id: 'age', header: t('work.age'), number: true, cell: (item) => t('work.days', { count: item.age }) },
      {
        id: 'deadline',
        header: t('work.deadline'),
        card: 'fact',
        cell: (item) =>
          today !== undefined && item.deadline < today ? (
            <StateWord look={['red', IconAlertTriangle]} word={formats.date(item.deadline)} />
          ) : (
            formats.date(item.deadline)
          ),
      },
      {
        id: 'balance',
        header: t('column.balance'),
        number: true,
        card: 'value',
        cell: (item) => item.balance && formats.money(item.balance),
      },
    ] satisfies LedgerColumn<Item>[]
  }, [t, i18n, formats, today, codeText])
}

/** Where the work is done. */
function useOpen() {
  const url = useUrl()
  const navigate = useNavigate()
  return (item: Item) => {
    const away = { after: null, work: null, part: null, q: null }
    if (item.requestId) url.set({ ...away, tab: 'requests', answer: item.requestId })
    else if (item.type === 'UNKNOWN_PAYMENT') url.set({ ...away, tab: 'funds' })
    else if (item.type === 'UNEXPLAINED_MONEY') url.set({ ...away, tab: 'funds', funds: 'UNEXPLAINED' })
    else if (item.type === 'MISSING_RATE') url.set({ ...away, tab: 'rates' })
    else if (item.type === 'STUCK_MESSAGE') url.set({ ...away, tab: 'messages' })
    else if (item.type === 'UNSENT_MAIL') url.set({ ...away, tab: 'mail', mailState: 'WAITING' })
    else if (item.assignmentId) navigate(`/staff/assignments/${encodeURIComponent(item.assignmentId)}`)
    else if (item.companyFileId) navigate(`/staff/companies/${encodeURIComponent(item.companyFileId)}`)
  }
}

interface BulkProps {
  type: WorkType
  chosen: ReadonlySet<string>
  items: readonly Item[]
  onDone: () => void
}

/** The same act on what is chosen; each is done by itself, and what was refused stays in the list. */
function BulkBar({ type, chosen, items, onDone }: BulkProps) {
  const { t } = useTranslation()
  const run = useAct(ActOnAssignmentsDocument, ['StaffWork'])
  const [act, setAct] = useState<StaffWordAct | null>(null)
  const [note, setNote] = useState('')
  const [left, setLeft] = useState<{ done: number; left: number } | null>(null)
  const assignmentIds = items.flatMap((item) => (chosen.has(item.id) && item.assignmentId ? [item.assignmentId] : []))
  const count = assignmentIds.length
  const submit = async () => {
    if (!act) return
    const done = await run.run({ input: { assignmentIds, act, note: note.trim() || null } })
    if (!done) return
    const refused = done.actOnAssignments.results.length - done.actOnAssignments.done
    setLeft(refused > 0 ? { done: done.actOnAssignments.done, left: refused } : null)
    setAct(null)
    setNote('')
    if (refused === 0) onDone()
  }
  return (
    <section className="ledger-bar no-print" aria-label={t('selection.label')}>
      <span aria-live="polite">{left ? t('work.bulk.done', left) : t('work.bulk.chosen', { count })}</span>
      {BULK[type]?.map((one) => (
        <Button key={one} size="xs" variant="white" onClick={() => setAct(one)}>
          {t(`staffAct.${one}`)}
        </Button>
      ))}
      <CloseButton
        size="sm"
        c="#fff"
        variant="transparent"
        aria-label={t('work.bulk.clear')}
        onClick={onDone}
        ml="auto"
      />
      {act && (
        <ActModal
          title={t(`staffAct.${act}`)}
          act={t('work.bulk.act', { act: t(`staffAct.${act}`), count })}
          consequences={[t(`staffActConsequence.${act}`)]}
          onAct={submit}
          onClose={() => setAct(null)}
          busy={run.busy}
          fault={run.fault}
          danger={act === 'GIVE_UP'}
          disabled={MUST_SAY_WHY.includes(act) && note.trim() === ''}
        >
          <Textarea
            label={t('case.note')}
            autosize
            minRows={2}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            data-autofocus
          />
        </ActModal>
      )}
    </section>
  )
}

/** Whether it waits for a person, or goes by itself today; absent: both. */
type Part = 'person' | 'itself'
const PARTS: readonly Part[] = ['person', 'itself']
const isItself = (type: WorkType): boolean => type === 'DUE_STEP'

const FOR_PEOPLE: readonly WorkType[] = [
  'RECALL_REQUEST',
  'CREDIT_LOSS_REQUEST',
  'DISPUTE',
  'RETURNED_MAIL',
  'SUSPENDED',
  'DECEASED',
  'INSOLVENT',
  'LEGAL_DECISION',
  'REVIEW',
  'MISSING_RATE',
  'STOPPED_STEP',
  'UNKNOWN_PAYMENT',
  'STUCK_MESSAGE',
  'UNSENT_MAIL',
  'CREDITOR_ADDRESS',
]

function typesOf(part: Part | undefined, type: WorkType | null): WorkType[] | null {
  if (type) return [type]
  if (part === 'itself') return ['DUE_STEP']
  return part === 'person' ? [...FOR_PEOPLE] : null
}

interface PartsProps {
  counts: readonly Count[] | undefined
  chosen: Part | undefined
  onChoose: (part: Part) => void
}

/** How much waits for a person and how much goes by itself; choosing one narrows the list, choosing it again widens it. */
function Parts({ counts, chosen, onChoose }: PartsProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (!counts) return <Skeleton height={68} radius="md" />
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's
    <div className="figures" role="group" aria-label={t('work.show')}>
      {PARTS.map((part) => {
        const own = counts.filter((one) => isItself(one.type) === (part === 'itself'))
        const late = own.reduce((sum, one) => sum + one.late, 0)
        return (
          <button
            key={part}
            type="button"
            aria-pressed={part === chosen}
            className="figure figure-tab"
            onClick={() => onChoose(part)}
          >
            <div className="figure-name">{t(`work.${part}`)}</div>
            <div className="figure-value">{formats.count(own.reduce((sum, one) => sum + one.count, 0))}</div>
            <div className="figure-note">
              {late > 0 && part === 'person' ? t('work.late', { count: late }) : '\u00a0'}
            </div>
          </button>
        )
      })}
    </div>
  )
}

/** What is due today and what waits for a person, the longest waiting first. */
export function WorkList() {
  const { t } = useTranslation()
  const url = useUrl()
  const columns = useColumns()
  const open = useOpen()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const type = (url.get('work') ?? null) as WorkType | null
  const part = PARTS.find((one) => one === url.get('part'))
  const search = url.get('q')
  const { data, fault, stale, retry } = useLatest(StaffWorkDocument, {
    variables: {
      first: PAGE,
      after: url.get('after') ?? null,
      filter: { types: typesOf(part, type), search: search ?? null },
    },
    fresh: true,
  })
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  const items = data?.workList.nodes ?? []
  const own = (data?.workCounts ?? []).filter((one) => {
    return one.count > 0 && (!part || isItself(one.type) === (part === 'itself'))
  })
  const label = ({ type: word, count, late }: Count) =>
    `${t(`workType.${word}`)} (${count}${late > 0 ? `, ${t('work.late', { count: late })}` : ''})`
  const narrow = (changes: Record<string, string | null>) => {
    setChosen(new Set())
    url.set({ ...changes, after: null })
  }
  const mayBulk = type !== null && BULK[type] !== undefined
  return (
    <Stack gap="sm">
      <Parts
        counts={data?.workCounts}
        chosen={part}
        onChoose={(next) => narrow({ part: next === part ? null : next, work: null })}
      />
      <Group align="flex-end">
        <Select
          size="xs"
          label={t('work.type')}
          placeholder={t('work.all')}
          clearable
          w={{ base: '100%', xs: 340 }}
          value={type}
          onChange={(value) => narrow({ work: value })}
          data={own.map((one) => ({ value: one.type, label: label(one) }))}
        />
        <SearchField
          label={t('work.search')}
          value={search ?? ''}
          onSearch={(text) => url.replace({ q: text || null, after: null })}
        />
      </Group>
      <LedgerTable
        label={t('work.tab')}
        columns={columns}
        rows={data?.workList.nodes}
        rowId={(item) => item.id}
        onOpen={open}
        stale={stale}
        selection={mayBulk ? { ids: chosen, change: setChosen } : undefined}
        empty={<EmptyState title={t('work.none.title')}>{t('work.none.text')}</EmptyState>}
      />
      <Pager pageInfo={data?.workList.pageInfo} shown={items.length} />
      {mayBulk && chosen.size > 0 && (
        <BulkBar type={type} chosen={chosen} items={items} onDone={() => setChosen(new Set())} />
      )}
    </Stack>
  )
}
