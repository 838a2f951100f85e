import { Group, MultiSelect, SegmentedControl, Stack, Tooltip } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { type CustomerProblem, CustomersDocument, type CustomersQuery } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import type { Formats } from '../../format/format.ts'
import { ColumnChooser, useVisibleColumns } from '../../ui/ColumnChooser.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { ProblemWords } from '../../ui/ProblemWords.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { SalesSetting } from './SalesSetting.tsx'

type CustomerRow = CustomersQuery['customers']['nodes'][number]

/** What a card may lack. */
const lacks: readonly CustomerProblem[] = [
  ...(['ADDRESS_MISSING', 'ADDRESS_INCOMPLETE', 'CONTACT_MISSING'] as const),
  ...(['CONSUMER_ASSUMED', 'BUSINESS_ID_MISSING', 'LANGUAGE_ASSUMED'] as const),
]

const dash = <span className="ledger-dash">–</span>

/** A company's customers, and which of them lack something that will hurt collection. */
export function CustomersTab() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const navigate = useNavigate()
  const { companyId = '' } = useParams()
  const [visible, setVisible] = useVisibleColumns('customers')
  const search = url.get('q') ?? null
  const only = url.get('only') ?? ''
  const lacking = lacks.filter((code) => url.all('lacks').includes(code))
  const filter = {
    search,
    ...(only === 'incomplete' ? { incomplete: true } : {}),
    ...(lacking.length > 0 ? { lacks: lacking } : {}),
    ...(only === 'prohibited' ? { collectionProhibited: true } : {}),
  }
  const list = useLatest(CustomersDocument, {
    variables: { companyId, first: 50, after: url.get('after') ?? null, filter },
    fresh: true,
  })
  const rows = list.data?.customers.nodes
  const columns = useMemo(() => customerColumns(t, formats), [t, formats])
  return (
    <Stack gap="sm">
      {list.data?.company && <SalesSetting company={list.data.company} />}
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <SearchField
            label={t('customers.search')}
            value={search ?? ''}
            onSearch={(text) => url.replace({ q: text || null, after: null })}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('filter.open')}
            value={only}
            onChange={(next) => url.set({ only: next || null, after: null })}
            data={[
              { value: '', label: t('filter.allKinds') },
              { value: 'incomplete', label: t('customers.incomplete') },
              { value: 'prohibited', label: t('customers.prohibited') },
            ]}
          />
          <MultiSelect
            size="xs"
            w={{ base: '100%', xs: 240 }}
            aria-label={t('customers.lacks')}
            placeholder={lacking.length === 0 ? t('customers.lacks') : undefined}
            data={lacks.map((code) => ({ value: code, label: t(`customers.short.${code}`) }))}
            value={lacking}
            onChange={(next) => url.set({ lacks: next, after: null })}
          />
        </Group>
        <ColumnChooser columns={columns} visible={visible} onChange={setVisible} />
      </Group>
      {list.fault && <ErrorState fault={list.fault} onRetry={list.retry} />}
      {(rows || !list.fault) && (
        <LedgerTable
          label={t('company.tab.customers')}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          visible={visible}
          onOpen={(row) => void navigate(`/customers/${encodeURIComponent(row.id)}`)}
          stale={list.stale}
          height="calc(100dvh - 160px)"
          empty={
            <EmptyState title={t('customers.empty.title')}>
              {search || only || lacking.length > 0 ? t('customers.noMatch') : t('customers.empty.text')}
            </EmptyState>
          }
        />
      )}
      {rows && rows.length > 0 && <Pager pageInfo={list.data?.customers.pageInfo} shown={rows.length} />}
    </Stack>
  )
}

function customerColumns(t: TFunction, formats: Formats): LedgerColumn<CustomerRow>[] {
  return [
    {
      id: 'name',
      header: t('column.customer'),
      card: 'title',
      cell: (row) => (
        <Link to={`/customers/${encodeURIComponent(row.id)}`} className="row-link">
          {row.name}
        </Link>
      ),
    },
    { id: 'businessId', header: t('column.businessId'), cell: (row) => row.businessId ?? dash },
    {
      id: 'kind',
      header: t('assignment.debtorKind'),
      cell: (row) => (
        <>
          {t(`debtorKind.${row.kind}`)}
          {row.kindAssumed && row.kind === 'CONSUMER' && <span className="muted"> ({t('customers.assumed')})</span>}
        </>
      ),
    },
    { id: 'town', header: t('customer.town'), cell: (row) => row.town ?? dash, optional: true },
    { id: 'email', header: t('customer.email'), cell: (row) => row.email ?? dash, optional: true },
    {
      id: 'contact',
      header: t('invoice.defaultContact'),
      cell: (row) => row.contactPersons.find((person) => person.isDefault)?.name ?? dash,
    },
    {
      id: 'invoices',
      header: t('customers.openInvoices'),
      number: true,
      card: 'fact',
      cell: (row) =>
        row.openInvoices > 0 ? (
          <Link to={`../invoices?customer=${encodeURIComponent(row.id)}`} relative="path">
            {formats.count(row.openInvoices)}
          </Link>
        ) : (
          dash
        ),
    },
    {
      id: 'open',
      header: t('column.open'),
      number: true,
      card: 'value',
      cell: (row) => (row.open.length > 0 ? row.open.map(formats.money).join(' + ') : dash),
    },
    {
      id: 'problems',
      header: t('customers.problems'),
      card: 'fact',
      cell: (row) => (
        <>
          {row.collectionProhibited && <span className="state">{t('invoice.prohibited')} </span>}
          {row.problems.length > 0 ? (
            <Tooltip multiline maw={360} label={<ProblemWords problems={row.problems} />}>
              <span className="state state-amber">
                <IconAlertTriangle size={14} aria-hidden />
                {row.problems.map((problem) => t(`customers.short.${problem.code as CustomerProblem}`)).join(', ')}
              </span>
            </Tooltip>
          ) : (
            !row.collectionProhibited && dash
          )}
        </>
      ),
    },
  ]
}
