import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SendDraftQuery } from '../../api/generated.ts'
import { StateWord } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { ProblemsWithMend } from '../../ui/MendLink.tsx'
import { ProblemWords } from '../../ui/ProblemWords.tsx'
import { useFormats } from '../../ui/useFormats.ts'

export type SendCheck = SendDraftQuery['sendCheck']
type DraftItem = SendCheck['items']['nodes'][number]

interface DraftInvoicesProps {
  companyId: string
  check: SendCheck
  stale: boolean
  onLetter: (invoiceId: string) => void
}

/** The chosen invoices, a page of them: those that go, and those that cannot, each with where it is mended. */
export function DraftInvoices({ companyId, check, stale, onLetter }: DraftInvoicesProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const columns = useMemo<LedgerColumn<DraftItem>[]>(
    () => [
      {
        id: 'number',
        header: t('column.invoice'),
        card: 'fact',
        cell: ({ invoice }) => (
          <Link to={`/invoices/${encodeURIComponent(invoice.id)}`} className="row-link">
            {invoice.number}
          </Link>
        ),
        footer: t('draft.going', { count: check.sendableCount }),
      },
      { id: 'customer', header: t('column.customer'), card: 'title', cell: ({ invoice }) => invoice.customer.name },
      {
        id: 'kind',
        header: t('assignment.debtorKind'),
        cell: ({ invoice }) => t(`debtorKind.${invoice.customer.kind}`),
      },
      { id: 'due', header: t('column.due'), number: true, cell: ({ invoice }) => formats.date(invoice.dueOn) },
      {
        id: 'days',
        header: t('column.daysOverdue'),
        number: true,
        cell: ({ invoice }) => formats.count(invoice.daysOverdue),
      },
      {
        id: 'open',
        header: t('column.open'),
        number: true,
        card: 'value',
        cell: ({ invoice }) => formats.money(invoice.open),
        footer: check.principal.map(formats.money).join(' + '),
      },
      {
        id: 'ready',
        header: t('column.beforeSending'),
        card: 'fact',
        cell: (item) => <Readiness companyId={companyId} item={item} />,
      },
      {
        id: 'letter',
        header: t('letter.kind'),
        card: 'fact',
        cell: ({ invoice }) => (
          <button type="button" className="link-button" onClick={() => onLetter(invoice.id)}>
            {t('letter.preview')}
          </button>
        ),
      },
    ],
    [companyId, check, onLetter, t, formats],
  )
  return (
    <LedgerTable
      label={t('send.items')}
      columns={columns}
      rows={check.items.nodes}
      rowId={({ invoice }) => invoice.id}
      stale={stale}
      height="60dvh"
      empty={<p className="muted">{t('draft.noneLeft')}</p>}
    />
  )
}

function Readiness({ companyId, item }: { companyId: string; item: DraftItem }) {
  const { t } = useTranslation()
  const { invoice, problems, remarks } = item
  if (problems.length === 0) {
    return (
      <div className="wrap">
        <StateWord look={['green', IconCheck]} word={t('draft.ready')} />
        {remarks.length > 0 && (
          <div className="small muted">
            <IconInfoCircle size={13} aria-hidden /> <ProblemWords problems={remarks} />
          </div>
        )}
      </div>
    )
  }
  const place = {
    companyId,
    invoiceId: invoice.id,
    customerId: invoice.customer.id,
    assignmentId: invoice.assignment?.id ?? null,
  }
  return (
    <div className="wrap">
      <StateWord look={['amber', IconAlertTriangle]} word={t('draft.notSent')} />
      <ProblemsWithMend problems={problems} place={place} />
    </div>
  )
}
