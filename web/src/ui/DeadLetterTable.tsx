import { Button } from '@mantine/core'
import { IconClock, IconX } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { StateWord } from './badges.tsx'
import { type LedgerColumn, LedgerTable } from './LedgerTable.tsx'
import { EmptyState } from './states.tsx'
import { useFormats } from './useFormats.ts'

export interface DeadLetterRow {
  id: string
  kind: string
  companyName: string
  invoiceNumber?: string | null
  state: 'REFUSED' | 'FAILING'
  attempts: number
  lastError?: string | null
  createdAt: string
}

interface DeadLetterTableProps {
  letters: readonly DeadLetterRow[] | undefined
  busy: boolean
  onResend: (id: string) => void
}

/** Messages between company and agency that have not got through, each with a way to send it again. */
export function DeadLetterTable({ letters, busy, onResend }: DeadLetterTableProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const columns = useMemo<LedgerColumn<DeadLetterRow>[]>(
    () => [
      { id: 'company', header: t('deadLetter.company'), cell: (letter) => letter.companyName, card: 'title' },
      { id: 'kind', header: t('deadLetter.message'), cell: (letter) => <code>{letter.kind}</code>, card: 'fact' },
      { id: 'invoice', header: t('column.invoice'), cell: (letter) => letter.invoiceNumber, card: 'fact' },
      { id: 'created', header: t('deadLetter.createdAt'), cell: (letter) => formats.moment(letter.createdAt) },
      {
        id: 'state',
        header: t('deadLetter.state'),
        card: 'fact',
        cell: ({ state, attempts }) =>
          state === 'REFUSED' ? (
            <StateWord look={['red', IconX]} word={t('deadLetter.REFUSED')} />
          ) : (
            <StateWord look={['amber', IconClock]} word={t('deadLetter.FAILING', { count: attempts })} />
          ),
      },
      { id: 'error', header: t('deadLetter.lastError'), cell: (letter) => letter.lastError, card: 'fact' },
      {
        id: 'act',
        header: t('deadLetter.act'),
        card: 'value',
        cell: (letter) => (
          <Button size="compact-xs" variant="default" loading={busy} onClick={() => onResend(letter.id)}>
            {t('deadLetter.resend')}
          </Button>
        ),
      },
    ],
    [t, formats, busy, onResend],
  )
  return (
    <LedgerTable
      label={t('deadLetter.title')}
      columns={columns}
      rows={letters}
      rowId={(letter) => letter.id}
      empty={<EmptyState title={t('deadLetter.none.title')}>{t('deadLetter.none.text')}</EmptyState>}
    />
  )
}
