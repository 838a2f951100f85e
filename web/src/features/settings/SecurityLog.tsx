import { Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { SecurityLogDocument, type SecurityLogQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { ActValues } from '../../ui/ActValues.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useActText } from '../../ui/useActText.ts'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

type Entry = SecurityLogQuery['securityLog']['nodes'][number]

/** Signing in and out, attempts with a wrong password, and API tokens: so that who is not oneself is noticed. */
export function SecurityLog() {
  const { t } = useTranslation()
  const formats = useFormats()
  const text = useActText()
  const url = useUrl()
  const { data, fault, stale, retry } = useLatest(SecurityLogDocument, {
    variables: { after: url.get('log') ?? null },
    fresh: true,
  })
  const entries = data?.securityLog.nodes
  const columns = useMemo<LedgerColumn<Entry>[]>(
    () => [
      { id: 'at', header: t('history.at'), cell: (entry) => formats.moment(entry.at), card: 'fact' },
      { id: 'action', header: t('history.what'), cell: (entry) => text.action(entry.action), card: 'title' },
      { id: 'subject', header: t('history.subject'), cell: (entry) => entry.subjectName, card: 'fact' },
      {
        id: 'values',
        header: t('history.values'),
        cell: (entry) => <ActValues before={entry.before} after={entry.after} />,
        card: 'fact',
      },
    ],
    [t, formats, text],
  )
  return (
    <Sheet title={t('securityLog.title')}>
      <Text className="muted" mb="sm">
        {t('securityLog.text')}
      </Text>
      <Stack gap="sm">
        {fault && <ErrorState fault={fault} onRetry={retry} />}
        {(entries || !fault) && (
          <LedgerTable
            label={t('securityLog.title')}
            columns={columns}
            rows={entries}
            rowId={(entry) => entry.id}
            stale={stale}
            empty={<EmptyState title={t('history.none.title')}>{t('securityLog.none')}</EmptyState>}
          />
        )}
        {entries && entries.length > 0 && (
          <Pager name="log" pageInfo={data?.securityLog.pageInfo} shown={entries.length} />
        )}
      </Stack>
    </Sheet>
  )
}
