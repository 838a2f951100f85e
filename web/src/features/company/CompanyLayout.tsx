import { Skeleton, Stack, Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Outlet, useLocation, useNavigate, useParams } from 'react-router'
import { CompanyHeadDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { ActivationStateWord } from '../../ui/badges.tsx'
import { Figures } from '../../ui/Figures.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { ErrorState, NotFoundState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useTabInView } from '../../ui/useTabInView.ts'

const tabs = [
  'invoices',
  'reminder-sends',
  'collection-sends',
  'assignments',
  'payments',
  'customers',
  'service',
  'history',
  'connections',
] as const

/** One company: who it is, how its assignments stand, and its tabs. */
export function CompanyLayout() {
  const { t } = useTranslation()
  const formats = useFormats()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const { companyId = '' } = useParams()
  const { data, fault, retry } = useLatest(CompanyHeadDocument, { variables: { id: companyId }, fresh: true })
  const company = data?.company?.id === companyId ? data.company : undefined
  const tab = tabs.find((name) => pathname.endsWith(`/${name}`)) ?? 'invoices'
  const tabList = useTabInView(tab)

  if (fault && !company) return <ErrorState fault={fault} onRetry={retry} />
  if (data?.company === null) return <NotFoundState backTo="/companies" backText={t('nav.companies')} />
  return (
    <Stack gap="md">
      {company ? (
        <PageHead
          title={company.name}
          trail={[{ text: t('nav.companies'), to: '/companies' }]}
          beside={
            <>
              <span className="muted">{company.businessId}</span>
              <ActivationStateWord state={company.activation.state} pill />
            </>
          }
        />
      ) : (
        <Skeleton height={48} width={320} />
      )}
      {company?.totals.map((total) => (
        <Figures
          key={total.currency}
          label={t('company.totals')}
          figures={[
            {
              name: `${t('company.inService')} · ${t('asOf', { date: formats.date(total.asOf) })}`,
              value: formats.money(total.balance),
              note: t('count.assignments', { count: total.count }),
            },
            { name: t('column.principal'), value: formats.money(total.principal) },
            {
              name: t('overview.arrived'),
              value: formats.money(total.arrived),
              note: t('count.assignments', { count: total.arrivedCount }),
            },
            {
              name: t('overview.paid'),
              value: formats.money(total.paid),
              note: t('count.payments', { count: total.paidCount }),
            },
          ]}
        />
      ))}
      <Tabs
        value={tab}
        onChange={(next) => void navigate(`/companies/${encodeURIComponent(companyId)}/${next}`)}
        keepMounted={false}
        className="no-print"
      >
        <Tabs.List
          ref={tabList}
          className="company-tabs"
          style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}
        >
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name} style={{ flex: 'none' }}>
              {t(`company.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {/* A company's figures are never shown under another company's name. */}
      <Outlet key={companyId} />
    </Stack>
  )
}
