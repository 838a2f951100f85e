import { Anchor, Group, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { HistoryChoicesDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { AuditKindFilter } from '../../ui/AuditKindFilter.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { DayFilter } from '../../ui/DayFilter.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { useActText } from '../../ui/useActText.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { actors, filterNames } from './historyFilter.ts'

/** What the history is narrowed to; each change is at once in the address. */
export function HistoryFilters({ companyId, subject }: { companyId: string; subject: string | undefined }) {
  const { t } = useTranslation()
  const text = useActText()
  const url = useUrl()
  const { data } = useLatest(HistoryChoicesDocument, { variables: { companyId }, fresh: true })
  const choices = data?.auditChoices
  const change = (changes: Record<string, string | null>) => url.set({ ...changes, after: null })
  const named = (kind: string, list: readonly { id: string; name: string | null }[] = []) =>
    list.map(({ id, name }) => ({ value: `${kind}:${id}`, label: name ?? t('history.noName') }))
  const groups = [
    {
      group: t('history.kinds'),
      items: actors.map((one) => ({ value: `actor:${one}`, label: t(`history.actor.${one}`) })),
    },
    { group: t('history.people'), items: named('user', choices?.people) },
    { group: t('history.tokens'), items: named('token', choices?.tokens) },
    { group: t('history.masterIds'), items: named('master', choices?.masterIds) },
  ].filter(({ items }) => items.length > 0)
  const isOn = filterNames.some((name) => url.get(name))
  return (
    <>
      <Group gap="xs">
        <SearchField
          label={t('history.search')}
          value={url.get('q') ?? ''}
          onSearch={(q) => url.replace({ q: q || null, after: null })}
        />
        <AuditKindFilter />
        <Select
          size="xs"
          w={{ base: '100%', xs: 200 }}
          clearable
          searchable
          aria-label={t('history.what')}
          placeholder={t('history.every')}
          data={(choices?.actions ?? [])
            .map((one) => ({ value: one as string, label: text.action(one) }))
            .sort((a, b) => a.label.localeCompare(b.label))}
          value={url.get('action') ?? null}
          onChange={(action) => change({ action })}
        />
        <Select
          size="xs"
          w={{ base: '100%', xs: 180 }}
          clearable
          searchable
          aria-label={t('history.who')}
          placeholder={t('history.anybody')}
          data={groups}
          value={url.get('who') ?? null}
          onChange={(who) => change({ who })}
        />
        <DayFilter name="from" label={t('history.from')} width={112} />
        <DayFilter name="to" label={t('history.to')} width={112} />
        {isOn && (
          <Anchor
            component="button"
            type="button"
            size="xs"
            onClick={() => change(Object.fromEntries(filterNames.map((name) => [name, null])))}
          >
            {t('filter.clearAll')}
          </Anchor>
        )}
      </Group>
      {url.get('subject') && (
        <div className="chips">
          <Chip text={t('history.only', { subject: subject ?? '…' })} onRemove={() => change({ subject: null })} />
        </div>
      )}
    </>
  )
}
