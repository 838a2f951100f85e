import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SendDraftQuery } from '../../api/generated.ts'
import { sumDecimals } from '../../format/decimal.ts'
import { StateWord } from '../../ui/badges.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { ProblemWords } from '../../ui/ProblemWords.tsx'
import type { CodedProblem } from '../../ui/useErrorText.ts'
import { useFormats } from '../../ui/useFormats.ts'

type DraftInvoice = SendDraftQuery['salesInvoices']['nodes'][number]

interface DraftInvoicesProps {
  invoices: readonly DraftInvoice[]
  problemsOf: (invoice: DraftInvoice) => readonly CodedProblem[]
  onLetter: (invoiceId: string) => void
}

/** Reasons that are mended on the customer's card; all others on the invoice itself. */
const onCard = ['ADDRESS_MISSING', 'COLLECTION_PROHIBITED']

/** The chosen invoices: those that go, and those that cannot, each with what to do about it. */
export function DraftInvoices({ invoices, problemsOf, onLetter }: DraftInvoicesProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const columns = useMemo<LedgerColumn<DraftInvoice>[]>(() => {
    const going = invoices.filter((invoice) => problemsOf(invoice).length === 0)
    const currencies = [...new Set(going.map((invoice) => invoice.open.currency))]
    const sums = currencies.map((currency) =>
      formats.money({
        amount: sumDecimals(going.filter((one) => one.open.currency === currency).map((one) => one.open.amount)),
        currency,
      }),
    )
    return [
      {
        id: 'number',
        header: t('column.invoice'),
        card: 'fact',
        cell: (invoice) => (
          <Link to={`/invoices/${encodeURIComponent(invoice.id)}`} className="row-link">
            {invoice.number}
          </Link>
        ),
        footer: t('draft.going', { count: going.length }),
      },
      { id: 'customer', header: t('column.customer'), card: 'title', cell: (invoice) => invoice.customer.name },
      { id: 'kind', header: t('assignment.debtorKind'), cell: (invoice) => t(`debtorKind.${invoice.customer.kind}`) },
      { id: 'due', header: t('column.due'), number: true, cell: (invoice) => formats.date(invoice.dueOn) },
      {
        id: 'days',
        header: t('column.daysOverdue'),
        number: true,
        cell: (invoice) => formats.count(invoice.daysOverdue),
      },
      {
        id: 'open',
        header: t('column.open'),
        number: true,
        card: 'value',
        cell: (invoice) => formats.money(invoice.open),
        footer: sums.join(' + '),
      },
      {
        id: 'ready',
        header: t('column.beforeSending'),
        card: 'fact',
        cell: (invoice) => {
          const problems = problemsOf(invoice)
          if (problems.length === 0) return <StateWord look={['green', IconCheck]} word={t('draft.ready')} />
          return (
            <div className="wrap">
              <StateWord look={['amber', IconAlertTriangle]} word={t('draft.notSent')} />
              <ProblemWords problems={problems} />
              <Link
                to={
                  problems.some(({ code }) => onCard.includes(code))
                    ? `/customers/${encodeURIComponent(invoice.customer.id)}`
                    : `/invoices/${encodeURIComponent(invoice.id)}`
                }
              >
                {t(problems.some(({ code }) => onCard.includes(code)) ? 'draft.mendCustomer' : 'draft.mendInvoice')}
              </Link>
            </div>
          )
        },
      },
      {
        id: 'letter',
        header: t('letter.kind'),
        card: 'fact',
        cell: (invoice) => (
          <button type="button" className="link-button" onClick={() => onLetter(invoice.id)}>
            {t('letter.preview')}
          </button>
        ),
      },
    ]
  }, [invoices, problemsOf, onLetter, t, formats])

  return (
    <LedgerTable
      label={t('send.items')}
      columns={columns}
      rows={invoices}
      rowId={(invoice) => invoice.id}
      height="50dvh"
      empty={<p className="muted">{t('draft.noneLeft')}</p>}
    />
  )
}
