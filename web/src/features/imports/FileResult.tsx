import { Button, Group, Loader, Progress, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { BankResults, InvoiceResults } from './DocumentResults.tsx'
import type { QueuedFile } from './importQueue.ts'

const kilobyte = 1024

/** The file's counts in words: "12 imported, 1 refused". */
function useSummary(file: QueuedFile) {
  const { t } = useTranslation()
  if (file.invoices) {
    const { imported, alreadyThere, refused } = file.invoices
    return t('import.invoiceSummary', { imported, alreadyThere, refused })
  }
  if (file.bank) {
    const { booked, alreadyThere, waiting, refused } = file.bank
    return t('import.bankSummary', { booked, alreadyThere, waiting, refused })
  }
  return t(`import.state.${file.state}`)
}

/** One file: where it is on its way, then the answer to each of its documents. */
export function FileResult({ file, onRetry }: { file: QueuedFile; onRetry: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const summary = useSummary(file)
  const underWay = file.state === 'SENDING' || file.state === 'READING'
  return (
    <Stack component="section" className="sheet sheet-padded" gap="xs" aria-label={file.name}>
      <Group justify="space-between" gap="xs">
        <span style={{ overflowWrap: 'anywhere' }}>
          <strong>{file.name}</strong>{' '}
          <span className="muted small">
            {formats.count(Math.max(1, Math.round(file.size / kilobyte)))} kB
            {file.kind && ` · ${t(`import.kind.${file.kind}`)}`}
          </span>
        </span>
        <Group gap="xs">
          {underWay && <Loader size={14} />}
          <span>{summary}</span>
          {file.state === 'TABLE' && (
            <Button component={Link} to={`/import/${file.id}`} size="xs">
              {t('importTable.open')}
            </Button>
          )}
        </Group>
      </Group>
      {file.state === 'SENDING' && (
        <Progress size="xs" value={(100 * file.sent) / Math.max(1, file.size)} aria-label={file.name} />
      )}
      {file.fault && <ErrorState fault={file.fault} onRetry={onRetry} />}
      {file.invoices && <InvoiceResults files={file.invoices.files} />}
      {file.bank && <BankResults files={file.bank.files} />}
    </Stack>
  )
}
