import { Anchor, Button, Group, MultiSelect, Popover, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { CustomerNameDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { Chip } from '../../ui/Chip.tsx'
import { DayInput } from '../../ui/DayInput.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { filterNames, filterStatuses, filterSteps, readFilter } from './filterUrl.ts'

/** The filters of the invoice list; each change is at once in the address. */
export function InvoiceFilters({
  onChange,
}: {
  onChange: (changes: Record<string, string | string[] | null>) => void
}) {
  const { t } = useTranslation()
  const url = useUrl()
  const text = (name: string, label: string, isAmount: boolean) => (
    <TextInput
      key={`${name} ${url.get(name) ?? ''}`}
      label={label}
      size="xs"
      inputMode={isAmount ? 'decimal' : 'text'}
      defaultValue={url.get(name)}
      onBlur={(event) => onChange({ [name]: event.currentTarget.value || null })}
      onKeyDown={(event) => event.key === 'Enter' && onChange({ [name]: event.currentTarget.value || null })}
    />
  )
  const day = (name: string, label: string) => (
    <DayInput
      label={label}
      size="xs"
      clearable
      value={url.get(name) ?? null}
      onChange={(value) => onChange({ [name]: value })}
      popoverProps={{ withinPortal: false }}
    />
  )
  return (
    <Popover position="bottom-start" width={360} shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconFilter size={14} aria-hidden />}>
          {t('filter.open')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown maw="calc(100vw - 24px)" mah="70dvh" style={{ overflowY: 'auto' }}>
        <Stack gap="sm">
          <Group grow>
            {text('openFrom', t('invoiceFilter.openFrom'), true)}
            {text('openTo', t('invoiceFilter.openTo'), true)}
          </Group>
          <Group grow>
            {day('dueFrom', t('invoiceFilter.dueFrom'))}
            {day('dueTo', t('invoiceFilter.dueTo'))}
          </Group>
          <MultiSelect
            label={t('column.status')}
            size="xs"
            comboboxProps={{ withinPortal: false }}
            data={filterStatuses.map((status) => ({ value: status, label: t(`status.${status}`) }))}
            value={url.all('status')}
            onChange={(status) => onChange({ status })}
          />
          <MultiSelect
            label={t('invoiceFilter.steps')}
            size="xs"
            comboboxProps={{ withinPortal: false }}
            data={filterSteps.map((step) => ({ value: step, label: t(`event.${step}`) }))}
            value={url.all('step')}
            onChange={(step) => onChange({ step })}
          />
          <Group grow>
            {day('stepFrom', t('invoiceFilter.stepFrom'))}
            {day('stepTo', t('invoiceFilter.stepTo'))}
          </Group>
          {text('aux', t('invoice.auxiliaryName'), false)}
          <SegmentedControl
            size="xs"
            aria-label={t('invoiceFilter.disputed')}
            value={url.get('disputed') ?? ''}
            onChange={(disputed) => onChange({ disputed: disputed || null })}
            data={[
              { value: '', label: t('filter.allKinds') },
              { value: '1', label: t('invoiceFilter.disputed') },
              { value: '0', label: t('invoiceFilter.notDisputed') },
            ]}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

/** The filters that are on, each with its way off. */
export function InvoiceFilterChips({
  onChange,
}: {
  onChange: (changes: Record<string, string | string[] | null>) => void
}) {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const filter = readFilter(url.params)
  const customer = useLatest(CustomerNameDocument, {
    variables: { id: filter.customerId ?? '' },
    skip: !filter.customerId,
  })
  const chips = [
    filter.customerId && { name: 'customer', text: customer.data?.customer?.name ?? '…' },
    filter.dueFrom && { name: 'dueFrom', text: `${t('invoiceFilter.dueFrom')} ${formats.date(filter.dueFrom)}` },
    filter.dueTo && { name: 'dueTo', text: `${t('invoiceFilter.dueTo')} ${formats.date(filter.dueTo)}` },
    filter.openFrom && { name: 'openFrom', text: `${t('invoiceFilter.openFrom')} ${formats.amount(filter.openFrom)}` },
    filter.openTo && { name: 'openTo', text: `${t('invoiceFilter.openTo')} ${formats.amount(filter.openTo)}` },
    filter.auxiliaryName && { name: 'aux', text: filter.auxiliaryName },
    filter.statuses && { name: 'status', text: filter.statuses.map((status) => t(`status.${status}`)).join(', ') },
    filter.newestSteps && { name: 'step', text: filter.newestSteps.map((step) => t(`event.${step}`)).join(', ') },
    filter.stepFrom && { name: 'stepFrom', text: `${t('invoiceFilter.stepFrom')} ${formats.date(filter.stepFrom)}` },
    filter.stepTo && { name: 'stepTo', text: `${t('invoiceFilter.stepTo')} ${formats.date(filter.stepTo)}` },
    filter.disputed != null && {
      name: 'disputed',
      text: t(filter.disputed ? 'invoiceFilter.disputed' : 'invoiceFilter.notDisputed'),
    },
  ].filter((chip) => chip !== null && typeof chip === 'object')
  if (chips.length === 0) return null
  return (
    <div className="chips">
      {chips.map(({ name, text }) => (
        <Chip key={name} text={text} onRemove={() => onChange({ [name]: null })} />
      ))}
      <Anchor
        component="button"
        type="button"
        className="small"
        onClick={() => onChange(Object.fromEntries(filterNames.map((name) => [name, null])))}
      >
        {t('filter.clearAll')}
      </Anchor>
    </div>
  )
}
