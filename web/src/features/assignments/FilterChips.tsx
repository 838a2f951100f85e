import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FilterCompaniesDocument, type Stage } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { Chip } from '../../ui/Chip.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { filterNames, readFilter } from './filterUrl.ts'

interface ChipOn {
  name: string
  value: string
  text: string
}

/** The filters that are on, each with its way off. */
export function FilterChips() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const filter = readFilter(url.params)
  const chosen = url.all('company')
  const companies = useLatest(FilterCompaniesDocument, { variables: { search: null }, skip: chosen.length === 0 })
  const nameOf = (id: string) => companies.data?.companies.nodes.find((company) => company.id === id)?.name ?? '…'

  const single = (name: string, value: unknown, text: string): ChipOn[] =>
    value === null || value === undefined ? [] : [{ name, value: '', text }]
  const chips: ChipOn[] = [
    ...chosen.map((value) => ({ name: 'company', value, text: nameOf(value) })),
    ...(filter.stages ?? []).map((value: Stage) => ({ name: 'stage', value, text: t(`stage.${value}`) })),
    ...(filter.kind ? single('kind', filter.kind, t(`kind.${filter.kind}`)) : []),
    ...single('minDays', filter.minDaysOverdue, t('chip.minDays', { days: filter.minDaysOverdue ?? 0 })),
    ...single('maxDays', filter.maxDaysOverdue, t('chip.maxDays', { days: filter.maxDaysOverdue ?? 0 })),
    ...single(
      'minBalance',
      filter.minBalance,
      t('chip.minBalance', { amount: formats.amount(filter.minBalance ?? '0') }),
    ),
    ...single(
      'maxBalance',
      filter.maxBalance,
      t('chip.maxBalance', { amount: formats.amount(filter.maxBalance ?? '0') }),
    ),
    ...single(
      'from',
      filter.openedFrom,
      t('chip.openedFrom', { date: formats.date(filter.openedFrom ?? '1970-01-01') }),
    ),
    ...single('to', filter.openedTo, t('chip.openedTo', { date: formats.date(filter.openedTo ?? '1970-01-01') })),
    ...(url.params.has('closed') ? [{ name: 'closed', value: '', text: t('filter.closed') }] : []),
  ]
  if (chips.length === 0) return null

  const remove = ({ name, value }: ChipOn) =>
    url.set({ [name]: value ? url.all(name).filter((one) => one !== value) : null, after: null })

  return (
    <div className="chips">
      {chips.map((chip) => (
        <Chip key={chip.name + chip.value} text={chip.text} onRemove={() => remove(chip)} />
      ))}
      <Anchor
        component="button"
        type="button"
        className="small"
        onClick={() => url.set({ ...Object.fromEntries(filterNames.map((name) => [name, null])), after: null })}
      >
        {t('filter.clearAll')}
      </Anchor>
    </div>
  )
}
