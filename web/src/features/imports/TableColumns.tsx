import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TableField, TableKind, TableMappingInput } from '../../api/generated.ts'
import { chosen, fieldOf, fieldsOf, requiredFields } from './tableMapping.ts'
import type { TablePreview } from './useTablePreview.ts'

interface TableColumnsProps {
  kind: TableKind
  columns: TablePreview['columns']
  mapping: TableMappingInput
  onChange: (mapping: TableMappingInput) => void
}

/** Each column of the file with what stands in it, and what it is taken for. */
export function TableColumns({ kind, columns, mapping, onChange }: TableColumnsProps) {
  const { t } = useTranslation()
  const required = requiredFields(kind)
  const fields = fieldsOf(kind).map((field) => ({
    value: field,
    label: required.includes(field) ? `${t(`importTable.field.${field}`)} *` : t(`importTable.field.${field}`),
  }))
  return (
    <div className="scroll-x">
      <table className="small-table mapping-table">
        <thead>
          <tr>
            <th scope="col">{t('importTable.column')}</th>
            <th scope="col" className="mapping-samples">
              {t('importTable.samples')}
            </th>
            <th scope="col">{t('importTable.meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ column, heading, samples }) => (
            <tr key={column}>
              <th scope="row">
                {heading}
                <div className="small muted mapping-under">{samples.join(' · ')}</div>
              </th>
              <td className="mapping-samples muted">{samples.join(' · ')}</td>
              <td>
                <Select
                  size="xs"
                  aria-label={t('importTable.meaningOf', { column: heading })}
                  placeholder={t('importTable.none')}
                  data={fields}
                  value={fieldOf(mapping, column)}
                  onChange={(field) => onChange(chosen(mapping, column, field as TableField | null))}
                  clearable
                  searchable
                  clearButtonProps={{ 'aria-label': t('importTable.none') }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
