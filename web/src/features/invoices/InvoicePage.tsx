import { Button, Grid, Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { SalesInvoiceDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { StageState } from '../../ui/badges.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { ProblemsWithMend } from '../../ui/MendLink.tsx'
import { NetvisorDifference } from '../../ui/NetvisorDifference.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { PaperLink } from '../../ui/PaperLink.tsx'
import { ProblemWords } from '../../ui/ProblemWords.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { EmptyState, ErrorState, NotFoundState } from '../../ui/states.tsx'
import { useCodeText } from '../../ui/useCodeText.ts'
import { useFormats } from '../../ui/useFormats.ts'
import { useScrollToHash } from '../../ui/useScrollToHash.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { InvoiceActModal, InvoiceActs } from './InvoiceActs.tsx'
import { type Invoice, InvoiceFacts, InvoiceHistory, InvoiceState } from './InvoiceParts.tsx'
import { MoneyAllocation } from './MoneyAllocation.tsx'
import { PaymentModal } from './PaymentModal.tsx'
import { StatusModal } from './StatusModal.tsx'

function Rows({ rows }: { rows: Invoice['rows'] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <Sheet title={t('invoice.rows')}>
      <div className="scroll-x">
        <table className="small-table small-table-stack" style={{ width: '100%' }}>
          <thead>
            <tr>
              <th scope="col">{t('invoice.row.description')}</th>
              <th scope="col" className="number">
                {t('invoice.row.quantity')}
              </th>
              <th scope="col" className="number">
                {t('invoice.row.price')}
              </th>
              <th scope="col" className="number">
                {t('invoice.row.vat')}
              </th>
              <th scope="col" className="number">
                {t('invoice.row.total')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              // An invoice's rows have no name but their place, and change as one.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <tr key={index}>
                <td>{row.description}</td>
                <td className="number" data-label={t('invoice.row.quantity')}>
                  {row.quantity && formats.amount(row.quantity)}
                </td>
                <td className="number" data-label={t('invoice.row.price')}>
                  {row.unitPrice && formats.amount(row.unitPrice)}
                </td>
                <td className="number" data-label={t('invoice.row.vat')}>
                  {row.vatPercent && formats.percent(row.vatPercent)}
                </td>
                <td className="number" data-label={t('invoice.row.total')}>
                  {row.total && formats.money(row.total)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Sheet>
  )
}

function Payments({ payments }: { payments: Invoice['payments'] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const codeText = useCodeText()
  if (payments.length === 0)
    return <EmptyState title={t('invoice.noPayments.title')}>{t('invoice.noPayments.text')}</EmptyState>
  return (
    <Sheet title={t('invoice.payments')}>
      <table className="small-table" style={{ width: '100%' }}>
        <tbody>
          {payments.map((payment) => (
            <tr key={payment.id}>
              <td>{formats.date(payment.paidOn)}</td>
              <td>
                {t(`paymentKind.${payment.kind}`)}
                <div className="small muted">
                  {[payment.payerName, payment.documentNumber, codeText(payment.note)].filter(Boolean).join(' · ')}
                </div>
              </td>
              <td className="number">{formats.money(payment.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  )
}

function Costs({ costs }: { costs: Invoice['collectionCosts'] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (costs.length === 0) return null
  return (
    <Sheet title={t('cost.title')}>
      <table className="small-table" style={{ width: '100%' }}>
        <tbody>
          {costs.map((cost) => (
            <tr key={cost.kind}>
              <td>{t(`costKind.${cost.kind}`)}</td>
              <td>
                {t(`costState.${cost.state}`)}
                <div className="small muted">{[cost.section, cost.note].filter(Boolean).join(' · ')}</div>
              </td>
              <td className="number">{formats.money(cost.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  )
}

function CustomerCard({ customer, invoice }: { customer: Invoice['customer']; invoice: Invoice }) {
  const { t } = useTranslation()
  const address = [customer.street, [customer.postCode, customer.town].filter(Boolean).join(' '), customer.country]
    .filter(Boolean)
    .join(', ')
  const contact = [invoice.contactName, invoice.contactPhone, invoice.contactEmail].filter(Boolean).join(' · ')
  return (
    <Sheet title={t('invoice.customer')}>
      <Facts
        facts={[
          {
            name: t('column.customer'),
            value: <Link to={`/customers/${encodeURIComponent(customer.id)}`}>{customer.name}</Link>,
          },
          {
            name: t('assignment.debtorKind'),
            value: t(`debtorKind.${customer.kind}`) + (customer.kindAssumed ? ` (${t('invoice.assumed')})` : ''),
          },
          { name: t('column.businessId'), value: customer.businessId },
          { name: t('invoice.address'), value: address || null },
          { name: t('invoice.contact'), value: contact || null },
          customer.collectionProhibited && { name: t('invoice.prohibition'), value: t('invoice.prohibited') },
          ...customer.contactPersons.map((person) => ({
            name: t(person.isDefault ? 'invoice.defaultContact' : 'invoice.contactPerson'),
            value: [person.name, person.phone, person.email].filter(Boolean).join(' · '),
          })),
        ]}
      />
    </Sheet>
  )
}

function Assignments({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (invoice.assignments.length === 0) return null
  return (
    <Sheet title={t('invoice.assignments')}>
      <Stack gap="md">
        {invoice.assignments.map((assignment) => (
          <div key={assignment.id}>
            <Group justify="space-between" gap="sm" wrap="nowrap" align="baseline">
              <Group gap="sm">
                <Link to={`/assignments/${encodeURIComponent(assignment.id)}`}>
                  {formats.date(assignment.openedOn)}
                </Link>
                <span>{t(`kind.${assignment.kind}`)}</span>
                <StageState stage={assignment.stage} closeReason={assignment.closeReason} />
              </Group>
              <strong className="number">{formats.money(assignment.balance)}</strong>
            </Group>
            <Stack gap={0} mt={4}>
              {assignment.letters.map((letter) => (
                <div key={letter.id}>
                  {letter.document ? (
                    <PaperLink url={letter.document.url}>{t(`letterKind.${letter.kind}`)}</PaperLink>
                  ) : (
                    t(`letterKind.${letter.kind}`)
                  )}{' '}
                  <span className="small muted">{formats.date(letter.sentOn)}</span>
                </div>
              ))}
            </Stack>
          </div>
        ))}
      </Stack>
    </Sheet>
  )
}

/** What keeps the invoice from the service that it would go to next, each with where it is mended. */
function BeforeSending({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation()
  const isReminded = invoice.status === 'REMINDED' || invoice.status === 'REQUESTED'
  const problems = isReminded ? invoice.sendableToCollection : invoice.sendableToReminder
  if (invoice.inService || (!isReminded && invoice.status !== 'OVERDUE') || problems.length === 0) return null
  const place = { companyId: invoice.company.id, invoiceId: invoice.id, customerId: invoice.customer.id }
  return (
    <Sheet title={t('column.beforeSending')}>
      <ProblemsWithMend problems={problems} place={place} />
    </Sheet>
  )
}

/** One invoice: where its collection stands, its rows, history, payments and contact person. */
export function InvoicePage() {
  const { t } = useTranslation()
  const url = useUrl()
  const { invoiceId = '' } = useParams()
  const { data, fault, retry } = useLatest(SalesInvoiceDocument, { variables: { id: invoiceId }, fresh: true })
  const invoice = data?.salesInvoice
  useScrollToHash(invoice != null)
  if (fault && !invoice) return <ErrorState fault={fault} onRetry={retry} />
  if (!data) return <SkeletonRows label={t('shell.loading')} />
  if (!invoice) return <NotFoundState backTo="/overview" backText={t('nav.overview')} />

  const { viewerCanUpdateStatus, viewerCanRegisterPayments } = invoice.company
  const companyTo = `/companies/${encodeURIComponent(invoice.company.id)}`
  // That the buyer is taken for a consumer says the missing business ID too: once is enough.
  const isAssumed = invoice.warnings.some(({ code }) => code === 'CONSUMER_ASSUMED')
  const warnings = invoice.warnings.filter(({ code }) => !isAssumed || code !== 'BUYER_WITHOUT_BUSINESS_ID')
  return (
    <Stack gap="md">
      <PageHead
        title={t('invoice.title', { number: invoice.number })}
        trail={[
          { text: invoice.company.name, to: companyTo },
          { text: t('company.tab.invoices'), to: `${companyTo}/invoices` },
        ]}
        beside={<InvoiceState invoice={invoice} />}
        actions={
          <>
            {viewerCanUpdateStatus && (
              <Button variant="default" onClick={() => url.set({ do: 'status' })}>
                {t('updateStatus.open')}
              </Button>
            )}
            {viewerCanRegisterPayments && (
              <Button variant="default" onClick={() => url.set({ do: 'payment' })}>
                {t('registerPayment.open')}
              </Button>
            )}
            <InvoiceActs invoice={invoice} />
          </>
        }
      />
      <div className="sheet sheet-padded">
        <InvoiceFacts invoice={invoice} />
      </div>
      {invoice.netvisorDifference && (
        <Sheet title={t('connection.difference.one')}>
          <NetvisorDifference
            companyId={invoice.company.id}
            difference={invoice.netvisorDifference}
            mayDecide={viewerCanUpdateStatus}
          />
        </Sheet>
      )}
      <BeforeSending invoice={invoice} />
      {warnings.length > 0 && (
        <div className="sheet sheet-padded state-amber">
          <ProblemWords problems={warnings} />
        </div>
      )}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack gap="md">
            <Rows rows={invoice.rows} />
            <div id="payments" className="anchor">
              <Payments payments={invoice.payments} />
            </div>
            <MoneyAllocation invoice={invoice} />
            <Costs costs={invoice.collectionCosts} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack gap="md">
            <Assignments invoice={invoice} />
            <div id="history" className="sheet sheet-padded anchor">
              <InvoiceHistory history={invoice.history} />
            </div>
            <CustomerCard customer={invoice.customer} invoice={invoice} />
          </Stack>
        </Grid.Col>
      </Grid>
      <InvoiceActModal invoice={invoice} />
      {url.get('do') === 'status' && <StatusModal invoice={invoice} onClose={() => url.set({ do: null })} />}
      {url.get('do') === 'payment' && <PaymentModal invoice={invoice} onClose={() => url.set({ do: null })} />}
    </Stack>
  )
}
