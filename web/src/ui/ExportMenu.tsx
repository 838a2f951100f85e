import { Button, type ButtonProps, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

interface ExportMenuProps {
  onExport: (format: 'csv' | 'xlsx') => void
  busy: boolean
  look?: Pick<ButtonProps, 'variant' | 'color' | 'c'>
}

/** The list as a file: a workbook for people, CSV for programs. */
export function ExportMenu({ onExport, busy, look }: ExportMenuProps) {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} aria-hidden />}
          loading={busy}
          {...look}
        >
          {t('export.open')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onExport('xlsx')}>{t('export.xlsx')}</Menu.Item>
        <Menu.Item onClick={() => onExport('csv')}>{t('export.csv')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
