import { Group, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SalesInvoiceQuery } from '../../api/generated.ts'
import { groupIban } from '../../format/iban.ts'
import { CollectionStatusState, InServiceMark, StageState } from '../../ui/badges.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { shownValue } from '../../ui/useErrorText.ts'
import { useFormats } from '../../ui/useFormats.ts'

export type Invoice = NonNullable<SalesInvoiceQuery['salesInvoice']>

/** The status in the ledger and, while the service has the invoice, its newest collection step. */
export function InvoiceState({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { assignment } = invoice
  return (
    <Group gap="xs">
      <CollectionStatusState status={invoice.status} pill />
      {invoice.disputed && <span className="state state-amber">{t('invoice.disputed')}</span>}
      {invoice.customer.collectionProhibited && <span className="state state-amber">{t('invoice.prohibited')}</span>}
      {invoice.inService && <InServiceMark word={t('invoice.inService')} />}
      {assignment && (
        <Link to={`/assignments/${encodeURIComponent(assignment.id)}`} style={{ color: 'inherit' }}>
          <StageState stage={assignment.stage} closeReason={assignment.closeReason} />
        </Link>
      )}
      {assignment?.newestEvent && (
        <span className="small muted">
          {t(`event.${assignment.newestEvent.type}`)} {formats.date(assignment.newestEvent.on)}
        </span>
      )}
    </Group>
  )
}

export function InvoiceFacts({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <Facts
      facts={[
        {
          name: t('column.company'),
          value: <Link to={`/companies/${encodeURIComponent(invoice.company.id)}`}>{invoice.company.name}</Link>,
        },
        { name: t('column.customer'), value: invoice.customer.name },
        { name: t('column.reference'), value: invoice.reference },
        { name: t('column.issued'), value: formats.date(invoice.issuedOn) },
        { name: t('column.due'), value: formats.date(invoice.dueOn) },
        { name: t('column.daysOverdue'), value: formats.count(invoice.daysOverdue) },
        { name: t('column.total'), value: formats.money(invoice.total) },
        { name: t('column.open'), value: <strong>{formats.money(invoice.open)}</strong> },
        invoice.vat && { name: t('invoice.vat'), value: formats.money(invoice.vat) },
        invoice.interestPercent && { name: t('invoice.interest'), value: formats.percent(invoice.interestPercent) },
        invoice.auxiliaryName && { name: t('invoice.auxiliaryName'), value: invoice.auxiliaryName },
        invoice.sellerIban && { name: t('invoice.sellerIban'), value: groupIban(invoice.sellerIban) },
      ]}
    />
  )
}

/** What stood before and stands since: a due date, a total, or an auxiliary name. */
function ChangedFrom({ change }: { change: Invoice['history'][number] }) {
  const formats = useFormats()
  if (!change.before && !change.after) return null
  // A name is a person's own words, whatever it looks like.
  const isName = change.reason === 'AUXILIARY_NAME_CHANGED'
  const show = (value: string | null | undefined) => {
    if (!value) return '–'
    return isName ? value : shownValue(value, formats)
  }
  return (
    <div className="small">
      {show(change.before)} → {show(change.after)}
    </div>
  )
}

/** Each change of the status with who, when and why; the newest first. */
export function InvoiceHistory({ history }: { history: Invoice['history'] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <section>
      <Title order={3} fz="sm" mb="xs">
        {t('invoice.history')}
      </Title>
      <table className="small-table" style={{ width: '100%' }}>
        <tbody>
          {history
            // Of the same moment the later one stands first too.
            .toReversed()
            .toSorted((left, right) => right.at.localeCompare(left.at))
            .map((change) => (
              <tr key={change.id}>
                <td>{formats.date(change.on)}</td>
                <td>
                  <CollectionStatusState status={change.to} />
                </td>
                <td>
                  {t(`reason.${change.reason}`)}
                  {change.letterCost && ` · ${formats.money(change.letterCost)}`}
                  <ChangedFrom change={change} />
                  {change.note && <div className="small muted">{change.note}</div>}
                </td>
                <td className="muted">{change.by}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}
