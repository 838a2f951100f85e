import { Anchor, Button, Grid, Stack } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { CustomerDocument, type CustomerQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { Facts } from '../../ui/Facts.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { ProblemWords } from '../../ui/ProblemWords.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { useSectionTotals } from '../../ui/sectionTotals.ts'
import { ErrorState, NotFoundState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { ContactPersons } from './ContactPersons.tsx'
import { EditCustomerModal } from './EditCustomerModal.tsx'
import { EmailConsents } from './EmailConsents.tsx'
import { SameBusinessId } from './SameBusinessId.tsx'

export type Customer = NonNullable<CustomerQuery['customer']>

/** A customer card: who it is, what it lacks, whom to speak to. */
export function CustomerPage() {
  const { t } = useTranslation()
  const url = useUrl()
  const { customerId = '' } = useParams()
  const { data, fault, retry } = useLatest(CustomerDocument, { variables: { id: customerId }, fresh: true })
  const customer = data?.customer
  if (fault && !customer) return <ErrorState fault={fault} onRetry={retry} />
  if (!data) return <SkeletonRows label={t('shell.loading')} />
  if (!customer) return <NotFoundState backTo="/overview" backText={t('nav.overview')} />
  const companyTo = `/companies/${encodeURIComponent(customer.company.id)}`
  const edit = (field?: string | null) => url.set({ do: 'edit', field: field ?? null })
  return (
    <Stack gap="md">
      <PageHead
        title={customer.name}
        trail={[
          { text: customer.company.name, to: companyTo },
          { text: t('company.tab.customers'), to: `${companyTo}/customers` },
        ]}
        beside={customer.collectionProhibited && <span className="state state-amber">{t('invoice.prohibited')}</span>}
        actions={
          customer.viewerCanEdit && (
            <Button variant="default" onClick={() => edit()}>
              {t('customer.edit')}
            </Button>
          )
        }
      />
      {customer.problems.map((problem) => (
        <div key={problem.code} className="sheet sheet-padded state-amber">
          <IconAlertTriangle size={16} aria-hidden style={{ verticalAlign: 'text-bottom', marginRight: 6 }} />
          <div style={{ display: 'inline-block', maxWidth: 'calc(100% - 30px)', verticalAlign: 'top' }}>
            <ProblemWords problems={[problem]} />
            {customer.viewerCanEdit && (
              <Anchor component="button" type="button" onClick={() => edit(problem.field)} c="inherit" td="underline">
                {t('customer.mend')}
              </Anchor>
            )}
          </div>
        </div>
      ))}
      <SameBusinessId customer={customer} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <div className="sheet sheet-padded">
            <CardFacts customer={customer} companyTo={companyTo} />
          </div>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <ContactPersons customer={customer} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <EmailConsents customer={customer} />
        </Grid.Col>
      </Grid>
      {url.get('do') === 'edit' && customer.viewerCanEdit && (
        <EditCustomerModal
          customer={customer}
          focus={url.get('field')}
          onClose={() => url.set({ do: null, field: null })}
        />
      )}
    </Stack>
  )
}

function CardFacts({ customer, companyTo }: { customer: Customer; companyTo: string }) {
  const { t } = useTranslation()
  const by = (part: string, value: string | null) =>
    value === null ? null : (
      <>
        {value}
        {customer.byHand.includes(part) && <span className="small muted"> · {t('customer.byHand')}</span>}
      </>
    )
  const address = [customer.street, [customer.postCode, customer.town].filter(Boolean).join(' '), customer.country]
    .filter(Boolean)
    .join(', ')
  const isAssumed = customer.kindAssumed && customer.kind === 'CONSUMER'
  return (
    <Facts
      facts={[
        { name: t('column.businessId'), value: by('businessId', customer.businessId ?? null) },
        {
          name: t('assignment.debtorKind'),
          value: by('kind', t(`debtorKind.${customer.kind}`) + (isAssumed ? ` (${t('customers.assumed')})` : '')),
        },
        { name: t('invoice.address'), value: by('address', address || null) },
        { name: t('customer.email'), value: by('email', customer.email ?? null) },
        { name: t('customer.phone'), value: by('phone', customer.phone ?? null) },
        {
          name: t('customer.language'),
          value: by(
            'language',
            t(`customer.languages.${customer.language}`) +
              (customer.languageAssumed ? ` (${t('customers.assumed')})` : ''),
          ),
        },
        {
          name: t('invoice.prohibition'),
          value: t(customer.collectionProhibited ? 'invoice.prohibited' : 'customer.notProhibited'),
        },
        { name: t('customer.invoicesIn'), value: <CustomerInvoices customer={customer} companyTo={companyTo} /> },
      ]}
    />
  )
}

/** The customer's invoices by section, each leading to its list. */
function CustomerInvoices({ customer, companyTo }: { customer: Customer; companyTo: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const totals = useSectionTotals(customer.company.id, { customerId: customer.id }, false)
  const some = totals?.filter(({ count }) => count > 0) ?? []
  if (totals && some.length === 0) return <span className="muted">{t('count.invoices', { count: 0 })}</span>
  return (
    <>
      {some.map(({ section, count, open }) => (
        <div key={`${section} ${open.currency}`}>
          <Link to={`${companyTo}/invoices?customer=${encodeURIComponent(customer.id)}&section=${section}`}>
            {t(`section.${section}`)}
          </Link>{' '}
          {t('count.invoices', { count })} · {formats.money(open)}
        </div>
      ))}
    </>
  )
}
