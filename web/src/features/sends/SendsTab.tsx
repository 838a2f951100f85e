import { Stack } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { type SendKind, SendsDocument, type SendsQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

type SendRow = SendsQuery['sends']['nodes'][number]

/** A company's sends of one kind, the newest first; each opens to its invoices. */
function SendsTab({ kind }: { kind: SendKind }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const navigate = useNavigate()
  const url = useUrl()
  const { companyId = '' } = useParams()
  const { data, fault, stale, retry } = useLatest(SendsDocument, {
    variables: { companyId, kind, first: 50, after: url.get('after') ?? null },
    fresh: true,
  })
  const sends = data?.sends.nodes
  const columns = useMemo<LedgerColumn<SendRow>[]>(
    () => [
      {
        id: 'sent',
        header: t('column.sent'),
        card: 'title',
        cell: (send) => (
          <Link to={`/sends/${encodeURIComponent(send.id)}`} className="row-link">
            {formats.moment(send.at)}
          </Link>
        ),
      },
      { id: 'by', header: t('send.by'), cell: (send) => send.sentBy, card: 'fact' },
      {
        id: 'count',
        header: t('send.sentCount'),
        number: true,
        cell: (send) => formats.count(send.sentCount),
        card: 'fact',
      },
      {
        id: 'refused',
        header: t('send.refusedCount'),
        number: true,
        cell: (send) =>
          send.refusedCount > 0 ? (
            <span className="late">{formats.count(send.refusedCount)}</span>
          ) : (
            <span className="ledger-dash">–</span>
          ),
      },
      {
        id: 'principal',
        header: t('column.principal'),
        number: true,
        cell: (send) => formats.money(send.principal),
        card: 'value',
      },
      { id: 'fee', header: t('send.fee'), number: true, cell: (send) => formats.money(send.fee) },
      { id: 'vat', header: t('send.feeVat'), number: true, cell: (send) => formats.money(send.feeVat) },
      ...(kind === 'REMINDER'
        ? [
            {
              id: 'after',
              header: t('assignment.afterReminder'),
              cell: (send: SendRow) =>
                'afterReminder' in send ? t(`afterReminder.${send.afterReminder}.short`) : null,
            },
          ]
        : []),
    ],
    [t, formats, kind],
  )

  return (
    <Stack gap="sm">
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {(sends || !fault) && (
        <LedgerTable
          label={t(kind === 'REMINDER' ? 'company.tab.reminder-sends' : 'company.tab.collection-sends')}
          columns={columns}
          rows={sends}
          rowId={(send) => send.id}
          onOpen={(send) => navigate(`/sends/${encodeURIComponent(send.id)}`)}
          stale={stale}
          empty={
            <EmptyState
              title={t(`send.empty.${kind}.title`)}
              action={
                <Link
                  to={`../invoices?section=${kind === 'REMINDER' ? 'OVERDUE' : 'REMINDED_REQUESTED'}`}
                  relative="path"
                >
                  {t(`section.${kind === 'REMINDER' ? 'OVERDUE' : 'REMINDED_REQUESTED'}`)}
                </Link>
              }
            >
              {t(`send.empty.${kind}.text`)}
            </EmptyState>
          }
        />
      )}
      {sends && sends.length > 0 && <Pager pageInfo={data?.sends.pageInfo} shown={sends.length} />}
    </Stack>
  )
}

export function ReminderSendsTab() {
  return <SendsTab kind="REMINDER" />
}

export function CollectionSendsTab() {
  return <SendsTab kind="COLLECTION" />
}
