import { Button, Menu } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconCheck, IconColumns } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

interface ChoosableColumn {
  id: string
  header: string
  optional?: boolean
}

/** Which columns of a table the reader wants; remembered in the browser. */
export function useVisibleColumns(tableId: string) {
  return useLocalStorage<Record<string, boolean>>({
    key: `duetto.columns.${tableId}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  })
}

interface ColumnChooserProps {
  columns: readonly ChoosableColumn[]
  visible: Record<string, boolean>
  onChange: (visible: Record<string, boolean>) => void
}

/** The first column names the row and stays. */
export function ColumnChooser({ columns, visible, onChange }: ColumnChooserProps) {
  const { t } = useTranslation()
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns size={14} />} visibleFrom="sm">
          {t('table.columns')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.slice(1).map((column) => {
          const on = visible[column.id] ?? !column.optional
          return (
            <Menu.Item
              key={column.id}
              role="menuitemcheckbox"
              aria-checked={on}
              leftSection={<IconCheck size={14} style={{ visibility: on ? 'visible' : 'hidden' }} />}
              onClick={() => onChange({ ...visible, [column.id]: !on })}
            >
              {column.header}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
