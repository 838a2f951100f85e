import { Alert, List } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TableField, TableKind } from '../../api/generated.ts'
import { useErrorText } from '../../ui/useErrorText.ts'
import { fieldsOf } from './tableMapping.ts'
import type { TablePreview } from './useTablePreview.ts'

/** What must be chosen before the rows can be judged. */
export function TableProblems({ kind, problems }: { kind: TableKind; problems: TablePreview['problems'] }) {
  const { t } = useTranslation()
  const errorText = useErrorText()
  if (problems.length === 0) return null
  const words = (problem: TablePreview['problems'][number]) => {
    const field = fieldsOf(kind).find((one: TableField) => one === problem.field)
    if (problem.code === 'FIELD_NOT_CHOSEN' && field) return t(`importTable.field.${field}`)
    return `${errorText.title(problem)}. ${errorText.advice(problem)}`
  }
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />} title={t('importTable.problems')}>
      <List size="sm" spacing={2}>
        {problems.map((problem) => (
          <List.Item key={`${problem.code} ${problem.field}`}>{words(problem)}</List.Item>
        ))}
      </List>
    </Alert>
  )
}
