import {
  Button,
  Checkbox,
  Group,
  MultiSelect,
  NumberInput,
  Popover,
  SegmentedControl,
  Stack,
  TextInput,
} from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { FilterCompaniesDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { useUrl } from '../../ui/useUrl.ts'
import { allStages } from './filterUrl.ts'

/** The filters of an assignment list; each change is at once in the address. */
export function AssignmentFilters({ acrossCompanies }: { acrossCompanies: boolean }) {
  const { t } = useTranslation()
  const url = useUrl()
  const companies = useLatest(FilterCompaniesDocument, { variables: { search: null }, skip: !acrossCompanies })
  const change = (changes: Record<string, string | string[] | null>) => url.replace({ ...changes, after: null })
  const days = (name: string, label: string) => (
    <NumberInput
      label={label}
      size="xs"
      value={url.get(name) ?? ''}
      onChange={(value) => change({ [name]: value === '' ? null : String(value) })}
      allowDecimal={false}
    />
  )
  const amount = (name: string, label: string) => (
    <TextInput
      label={label}
      size="xs"
      inputMode="decimal"
      defaultValue={url.get(name)}
      onBlur={(event) => change({ [name]: event.currentTarget.value || null })}
    />
  )
  const day = (name: string, label: string) => (
    <DayInput
      label={label}
      size="xs"
      clearable
      value={url.get(name) ?? null}
      onChange={(value) => change({ [name]: value })}
      popoverProps={{ withinPortal: false }}
    />
  )

  return (
    <Popover position="bottom-start" width={380} shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconFilter size={14} aria-hidden />}>
          {t('filter.open')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown maw="calc(100vw - 24px)">
        <Stack gap="sm">
          {acrossCompanies && (
            <MultiSelect
              label={t('column.company')}
              size="xs"
              searchable
              comboboxProps={{ withinPortal: false }}
              data={(companies.data?.companies.nodes ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={url.all('company')}
              onChange={(company) => change({ company })}
            />
          )}
          <MultiSelect
            label={t('column.stage')}
            size="xs"
            comboboxProps={{ withinPortal: false }}
            data={allStages.map((stage) => ({ value: stage, label: t(`stage.${stage}`) }))}
            value={url.all('stage')}
            onChange={(stage) => change({ stage })}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('column.kind')}
            value={url.get('kind') ?? ''}
            onChange={(kind) => change({ kind: kind || null })}
            data={[
              { value: '', label: t('filter.allKinds') },
              { value: 'REMINDER', label: t('kind.REMINDER') },
              { value: 'COLLECTION', label: t('kind.COLLECTION') },
            ]}
          />
          <Group grow>
            {days('minDays', t('filter.minDays'))}
            {days('maxDays', t('filter.maxDays'))}
          </Group>
          <Group grow>
            {amount('minBalance', t('filter.minBalance'))}
            {amount('maxBalance', t('filter.maxBalance'))}
          </Group>
          <Group grow>
            {day('from', t('filter.openedFrom'))}
            {day('to', t('filter.openedTo'))}
          </Group>
          <Checkbox
            size="xs"
            label={t('filter.closed')}
            checked={url.params.has('closed')}
            onChange={(event) => change({ closed: event.currentTarget.checked ? '1' : null })}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
