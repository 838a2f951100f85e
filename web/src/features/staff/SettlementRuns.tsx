import { Modal, Stack } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { AgencySettlementsDocument, type AgencySettlementsQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { StateWord } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { moneyColumn } from '../../ui/moneyColumn.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { SettlementLines } from '../../ui/SettlementLines.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

type Settlement = AgencySettlementsQuery['agencySettlements']['nodes'][number]

function FileState({ settlement: { inFile, withoutAccount } }: { settlement: Settlement }) {
  const { t } = useTranslation()
  if (inFile === 'ALL') return <StateWord look={['green', IconCheck]} word={t('settlements.inFile.ALL')} />
  if (Number(withoutAccount.amount) > 0) {
    return <StateWord look={['red', IconAlertTriangle]} word={t('settlements.noAccount')} />
  }
  return <StateWord look={['amber', IconClock]} word={t(`settlements.inFile.${inFile}`)} />
}

/** Settlements with all creditors; each opens its statement. */
export function SettlementRuns() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const { data, fault, stale, retry } = useLatest(AgencySettlementsDocument, {
    variables: { first: 20, after: url.get('settled') ?? null },
    fresh: true,
  })
  const rows = data?.agencySettlements.nodes
  const open = rows?.find((row) => row.settlementId === url.get('settlement'))
  const columns = useMemo<LedgerColumn<Settlement>[]>(
    () => [
      { id: 'day', header: t('settlements.day'), cell: (row) => formats.date(row.settledOn), card: 'fact' },
      { id: 'creditor', header: t('staff.creditor'), cell: (row) => row.creditorName, card: 'title' },
      { id: 'cases', header: t('settlements.cases'), number: true, cell: (row) => formats.count(row.lines.length) },
      moneyColumn({ id: 'vat', header: t('settlements.vat') }, { formats, rows, of: ({ vat }) => vat }),
      moneyColumn(
        { id: 'amount', header: t('settlements.paid'), card: 'value' },
        { formats, rows, of: ({ amount }) => amount },
      ),
      { id: 'file', header: t('settlements.file'), cell: (row) => <FileState settlement={row} />, card: 'fact' },
    ],
    [t, formats, rows],
  )
  return (
    <Stack gap="sm">
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {(rows || !fault) && (
        <LedgerTable
          label={t('settlements.title')}
          columns={columns}
          rows={rows}
          rowId={(row) => row.settlementId}
          stale={stale}
          onOpen={(row) => url.set({ settlement: row.settlementId })}
          openId={open?.settlementId}
          empty={<EmptyState title={t('settlements.none.title')}>{t('settlements.none.staffText')}</EmptyState>}
        />
      )}
      {rows && rows.length > 0 && (
        <Pager name="settled" pageInfo={data?.agencySettlements.pageInfo} shown={rows.length} />
      )}
      {open && (
        <Modal
          opened
          size="xl"
          onClose={() => url.set({ settlement: null })}
          title={`${open.creditorName} · ${formats.date(open.settledOn)} · ${formats.money(open.amount)}`}
          closeButtonProps={{ 'aria-label': t('panel.close') }}
        >
          <SettlementLines settlement={open} />
        </Modal>
      )}
    </Stack>
  )
}
