import { Button, Group, Stack, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { TableKind, TableRowsFragment } from '../../api/generated.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { TableOutcome } from './TableOutcome.tsx'

interface TableDoneProps {
  companyId: string
  kind: TableKind
  outcome: TableRowsFragment
  columns: readonly { column: number; heading: string }[]
  rowCount: number
}

/** What became of a table, and where to go from there. */
export function TableDone({ companyId, kind, outcome, columns, rowCount }: TableDoneProps) {
  const { t } = useTranslation()
  const count = outcome.newCount
  const company = `/companies/${encodeURIComponent(companyId)}`
  return (
    <Stack gap="md">
      <PageHead title={t('importTable.title')} trail={[{ text: t('import.title'), to: '/import' }]} />
      <section className="sheet sheet-padded">
        <Stack gap="sm">
          <Title order={2} fz="md" role="status">
            {kind === 'INVOICES' ? t('importTable.doneInvoices', { count }) : t('importTable.donePayments', { count })}
          </Title>
          <Group gap="xs">
            {kind === 'INVOICES' ? (
              <Button component={Link} to={`${company}/invoices`}>
                {t('importTable.toInvoices')}
              </Button>
            ) : (
              <Button component={Link} to={`${company}/payments`}>
                {t('importTable.toPayments')}
              </Button>
            )}
            <Button component={Link} to="/import" variant="default">
              {t('importTable.another')}
            </Button>
          </Group>
          <TableOutcome outcome={outcome} columns={columns} rowCount={rowCount} isDone />
        </Stack>
      </section>
    </Stack>
  )
}
