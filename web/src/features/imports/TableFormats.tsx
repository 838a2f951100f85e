import { Group, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DateOrder, DecimalSign, TableMappingInput } from '../../api/generated.ts'

const dateOrders = ['DAY_FIRST', 'MONTH_FIRST', 'YEAR_FIRST'] as const satisfies readonly DateOrder[]
const decimalSigns = ['COMMA', 'DOT'] as const satisfies readonly DecimalSign[]

interface TableFormatsProps {
  mapping: TableMappingInput
  onChange: (mapping: TableMappingInput) => void
}

/** How days and amounts are written; what can be read in two ways waits here for an answer. */
export function TableFormats({ mapping, onChange }: TableFormatsProps) {
  const { t } = useTranslation()
  return (
    <Group gap="sm" align="flex-end">
      <Select
        size="xs"
        w={230}
        label={t('importTable.dateOrder')}
        placeholder={t('importTable.choose')}
        error={mapping.dateOrder == null}
        data={dateOrders.map((value) => ({ value, label: t(`importTable.dateOrders.${value}`) }))}
        value={mapping.dateOrder ?? null}
        allowDeselect={false}
        onChange={(dateOrder) => onChange({ ...mapping, dateOrder: dateOrder as DateOrder })}
      />
      <Select
        size="xs"
        w={190}
        label={t('importTable.decimalSign')}
        placeholder={t('importTable.choose')}
        error={mapping.decimalSign == null}
        data={decimalSigns.map((value) => ({ value, label: t(`importTable.decimalSigns.${value}`) }))}
        value={mapping.decimalSign ?? null}
        allowDeselect={false}
        onChange={(decimalSign) => onChange({ ...mapping, decimalSign: decimalSign as DecimalSign })}
      />
      <TextInput
        size="xs"
        w={190}
        label={t('importTable.currency')}
        value={mapping.currency ?? ''}
        maxLength={3}
        onChange={(event) => onChange({ ...mapping, currency: event.currentTarget.value.toUpperCase() })}
      />
    </Group>
  )
}
