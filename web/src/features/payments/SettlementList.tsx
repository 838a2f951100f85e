import { Modal, Stack } from '@mantine/core'
import { IconCheck, IconClock } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { SettlementsDocument, type SettlementsQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { StateWord } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { moneyColumn } from '../../ui/moneyColumn.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { SettlementLines } from '../../ui/SettlementLines.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

type Settlement = SettlementsQuery['settlements']['nodes'][number]

/** What the agency says it has settled with the company, and whether the money has come. */
export function SettlementList() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const { companyId = '' } = useParams()
  const { data, fault, stale, retry } = useLatest(SettlementsDocument, {
    variables: { companyId, first: 20, after: url.get('after') ?? null },
    fresh: true,
  })
  const settlements = data?.settlements.nodes
  const open = settlements?.find((settlement) => settlement.settlementId === url.get('settlement'))
  const columns = useMemo<LedgerColumn<Settlement>[]>(
    () => [
      { id: 'day', header: t('settlements.day'), cell: ({ settledOn }) => formats.date(settledOn), card: 'title' },
      {
        id: 'cases',
        header: t('settlements.cases'),
        number: true,
        cell: ({ lines }) => formats.count(lines.length),
        card: 'fact',
      },
      moneyColumn({ id: 'vat', header: t('settlements.vat') }, { formats, rows: settlements, of: ({ vat }) => vat }),
      moneyColumn(
        { id: 'amount', header: t('settlements.paid'), card: 'value' },
        { formats, rows: settlements, of: ({ amount }) => amount },
      ),
      {
        id: 'booked',
        header: t('settlements.booked'),
        card: 'fact',
        cell: ({ booked, transfers }) => (
          <StateWord
            look={booked >= transfers ? ['green', IconCheck] : ['amber', IconClock]}
            word={t('settlements.bookedOf', { booked, transfers })}
          />
        ),
      },
    ],
    [t, formats, settlements],
  )
  return (
    <Stack gap="sm">
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {(settlements || !fault) && (
        <LedgerTable
          label={t('settlements.title')}
          columns={columns}
          rows={settlements}
          rowId={({ settlementId }) => settlementId}
          stale={stale}
          onOpen={({ settlementId }) => url.set({ settlement: settlementId })}
          openId={open?.settlementId}
          empty={<EmptyState title={t('settlements.none.title')}>{t('settlements.none.text')}</EmptyState>}
        />
      )}
      {settlements && settlements.length > 0 && (
        <Pager pageInfo={data?.settlements.pageInfo} shown={settlements.length} />
      )}
      {open && (
        <Modal
          opened
          size="xl"
          onClose={() => url.set({ settlement: null })}
          title={`${t('settlements.one')} ${formats.date(open.settledOn)} · ${formats.money(open.amount)}`}
          closeButtonProps={{ 'aria-label': t('panel.close') }}
        >
          <SettlementLines settlement={open} />
        </Modal>
      )}
    </Stack>
  )
}
