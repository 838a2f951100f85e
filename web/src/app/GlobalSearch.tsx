import { ActionIcon, Button, Kbd } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { IconBuilding, IconFileInvoice, IconFolder, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { GlobalSearchDocument, type GlobalSearchQuery } from '../api/generated.ts'
import { useLatest } from '../api/useLatest.ts'

type Hit = GlobalSearchQuery['search'][number]

function HitAction({ hit }: { hit: Hit }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  if (hit.__typename === 'Company') {
    return (
      <Spotlight.Action
        label={hit.name}
        description={`${t('search.company')} · ${hit.businessId}`}
        leftSection={<IconBuilding size={18} stroke={1.5} />}
        onClick={() => navigate(`/companies/${encodeURIComponent(hit.id)}`)}
      />
    )
  }
  if (hit.__typename === 'SalesInvoice') {
    return (
      <Spotlight.Action
        label={`${hit.number} · ${hit.customer.name}`}
        description={`${t('search.invoice')} · ${hit.company.name} · ${t(`status.${hit.status}`)}`}
        leftSection={<IconFileInvoice size={18} stroke={1.5} />}
        onClick={() => navigate(`/invoices/${encodeURIComponent(hit.id)}`)}
      />
    )
  }
  if (hit.__typename === 'CollectionAssignment') {
    return (
      <Spotlight.Action
        label={`${hit.debtorName} · ${hit.invoiceNumber}`}
        description={`${t('search.assignment')} · ${hit.company.name} · ${t(`stage.${hit.stage}`)}`}
        leftSection={<IconFolder size={18} stroke={1.5} />}
        onClick={() => navigate(`/assignments/${encodeURIComponent(hit.id)}`)}
      />
    )
  }
  return null
}

/** One search for companies, assignments and invoices; Ctrl K opens it anywhere. */
export function GlobalSearch() {
  const { t } = useTranslation()
  const [query, setQuery] = useState('')
  const [text] = useDebouncedValue(query.trim(), 200)
  const { data, stale } = useLatest(GlobalSearchDocument, { variables: { text }, skip: text.length < 2 })
  const hits = text.length < 2 ? [] : (data?.search ?? [])
  return (
    <>
      <Button
        variant="default"
        size="xs"
        visibleFrom="sm"
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        onClick={spotlight.open}
      >
        {t('search.open')}
      </Button>
      <ActionIcon variant="default" size={30} hiddenFrom="sm" aria-label={t('search.open')} onClick={spotlight.open}>
        <IconSearch size={16} />
      </ActionIcon>
      <Spotlight.Root query={query} onQueryChange={setQuery} shortcut={['mod + K']} scrollable maxHeight={420}>
        <Spotlight.Search
          placeholder={t('search.placeholder')}
          aria-label={t('search.placeholder')}
          leftSection={<IconSearch size={18} />}
        />
        <Spotlight.ActionsList>
          {hits.map((hit) => (hit.__typename ? <HitAction key={hit.id} hit={hit} /> : null))}
          {hits.length === 0 && (
            <Spotlight.Empty>
              {text.length < 2 ? t('search.hint') : stale || !data ? t('search.busy') : t('search.none', { text })}
            </Spotlight.Empty>
          )}
        </Spotlight.ActionsList>
      </Spotlight.Root>
    </>
  )
}
