import { CompanyAssignmentsDocument, type CompanyAssignmentsQuery } from '@duetto/schema'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useLatest } from '../../api/useLatest.ts'
import type { Formats } from '../../format/format.ts'
import type { LedgerColumn } from '../../ui/LedgerTable.tsx'
import { useUrl } from '../../ui/useUrl.ts'
import { AssignmentList } from './AssignmentList.tsx'
import { readFilter, readSort } from './filterUrl.ts'

type Row = NonNullable<CompanyAssignmentsQuery['company']>['assignments']['nodes'][number]

const dash = <span className="ledger-dash">–</span>

/** One company's assignments, each with its send and what has been paid. */
export function CompanyAssignmentsTab() {
  const { t } = useTranslation()
  const { companyId = '' } = useParams()
  const url = useUrl()
  const filter = { ...readFilter(url.params), companyIds: null }
  const latest = useLatest(CompanyAssignmentsDocument, {
    variables: { id: companyId, first: 50, after: url.get('after') ?? null, filter, sort: readSort(url.params) },
  })
  const more = useCallback(
    (formats: Formats): LedgerColumn<Row>[] => [
      {
        id: 'sent',
        header: t('column.sent'),
        number: true,
        cell: (row) => <Link to={`/sends/${encodeURIComponent(row.send.id)}`}>{formats.date(row.send.sentOn)}</Link>,
      },
      {
        id: 'payments',
        header: t('column.payments'),
        cell: (row) =>
          row.payments
            .map((payment) => `${formats.date(payment.paidOn)} ${formats.money(payment.amount)}`)
            .join(', ') || dash,
      },
    ],
    [t],
  )
  const assignments = latest.data?.company?.assignments
  return (
    <AssignmentList
      tableId="companyAssignments"
      latest={latest}
      rows={assignments?.nodes}
      pageInfo={assignments?.pageInfo}
      acrossCompanies={false}
      companyId={companyId}
      more={more}
      emptyText={t('assignments.empty.companyText')}
    />
  )
}
