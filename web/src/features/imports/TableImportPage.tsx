import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { EmptyState } from '../../ui/states.tsx'
import { importQueue } from './importQueue.ts'
import { TableImport } from './TableImport.tsx'

/** The table that was chosen on the import page; its file lives as long as the page is not reloaded. */
export function TableImportPage() {
  const { t } = useTranslation()
  const { fileId = '' } = useParams()
  const files = useSyncExternalStore(importQueue.subscribe, importQueue.read)
  const queued = files.find((file) => file.id === fileId)
  if (queued) return <TableImport key={queued.id} id={queued.id} file={queued.file} />
  return (
    <EmptyState title={t('importTable.gone')} action={<Link to="/import">{t('importTable.back')}</Link>}>
      {t('importTable.goneText')}
    </EmptyState>
  )
}
