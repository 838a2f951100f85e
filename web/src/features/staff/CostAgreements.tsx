import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  AgreeCostDocument,
  type CollectionCostKind,
  StaffCompaniesDocument,
  StaffCostAgreementsDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { useToday } from '../../api/viewer.ts'
import { readDecimal } from '../../format/decimal.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { SkeletonRows } from '../../ui/SkeletonRows.tsx'
import { EmptyState, ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

const kinds: readonly CollectionCostKind[] = ['REMINDER', 'NOTICE']

/** Costs of companies' own letters, agreed company by company and period by period. */
export function CostAgreements() {
  const { t } = useTranslation()
  const url = useUrl()
  const [search, setSearch] = useState('')
  const businessId = url.get('company') ?? null
  const { data } = useLatest(StaffCompaniesDocument, { variables: { search } })
  const companies = data?.companyFiles.nodes ?? []
  const known = companies.some((company) => company.businessId === businessId)
  return (
    <Stack gap="md">
      <Select
        w={{ base: '100%', xs: 360 }}
        label={t('costs.company')}
        searchable
        clearable
        searchValue={search}
        onSearchChange={setSearch}
        filter={({ options }) => options}
        data={[
          ...companies.map((company) => ({
            value: company.businessId,
            label: `${company.name} ${company.businessId}`,
          })),
          ...(businessId && !known ? [{ value: businessId, label: businessId }] : []),
        ]}
        value={businessId}
        onChange={(company) => url.set({ company })}
      />
      {businessId ? (
        <>
          <Agree businessId={businessId} />
          <Agreements businessId={businessId} />
        </>
      ) : (
        <EmptyState title={t('costs.choose.title')}>{t('costs.choose.text')}</EmptyState>
      )}
    </Stack>
  )
}

export function Agree({ businessId }: { businessId: string }) {
  const { t } = useTranslation()
  const today = useToday()
  const act = useAct(AgreeCostDocument, ['StaffCostAgreements'])
  const [kind, setKind] = useState<CollectionCostKind>('REMINDER')
  const [typed, setTyped] = useState('')
  const [from, setFrom] = useState<string | null>(null)
  const [to, setTo] = useState<string | null>(null)
  const amount = readDecimal(typed)
  const validFrom = from ?? today
  const agree = async () => {
    if (!amount || !validFrom) return
    if (await act.succeeds({ input: { businessId, kind, amount, validFrom, validTo: to } })) setTyped('')
  }
  return (
    <Sheet title={t('costs.agree')} stacked>
      <Group align="flex-start">
        <Select
          label={t('cost.kind')}
          w={200}
          allowDeselect={false}
          data={kinds.map((one) => ({ value: one, label: t(`costKind.${one}`) }))}
          value={kind}
          onChange={(next) => next && setKind(next as CollectionCostKind)}
        />
        <TextInput
          label={`${t('payment.amount')} EUR`}
          w={120}
          inputMode="decimal"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={typed !== '' && amount === undefined ? t('form.notAnAmount') : undefined}
        />
        <DayInput label={t('costs.from')} w={150} value={validFrom ?? null} onChange={setFrom} />
        <DayInput label={t('costs.to')} w={150} clearable value={to} onChange={setTo} />
      </Group>
      <span className="small muted">{t('costs.hint')}</span>
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
      <Group>
        <Button onClick={agree} loading={act.busy} disabled={!amount || !validFrom}>
          {t('costs.agree')}
        </Button>
      </Group>
    </Sheet>
  )
}

export function Agreements({ businessId }: { businessId: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, fault, retry } = useLatest(StaffCostAgreementsDocument, { variables: { businessId }, fresh: true })
  if (fault && !data) return <ErrorState fault={fault} onRetry={retry} />
  if (!data) return <SkeletonRows label={t('staff.costs')} />
  if (data.costAgreements.length === 0)
    return <EmptyState title={t('costs.none.title')}>{t('costs.none.text')}</EmptyState>
  return (
    <div className="sheet sheet-padded scroll-x">
      <table className="small-table small-table-stack" style={{ width: '100%' }}>
        <thead>
          <tr>
            <th scope="col">{t('cost.kind')}</th>
            <th scope="col">{t('costs.period')}</th>
            <th scope="col">{t('costs.agreedAt')}</th>
            <th scope="col" className="number">
              {t('payment.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.costAgreements.map((one) => (
            <tr key={one.id}>
              <td>{t(`costKind.${one.kind}`)}</td>
              <td data-label={t('costs.period')}>
                {formats.date(one.validFrom)} – {one.validTo && formats.date(one.validTo)}
              </td>
              <td data-label={t('costs.agreedAt')}>{formats.moment(one.agreedAt)}</td>
              <td className="number" data-label={t('payment.amount')}>
                {formats.money(one.amount)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
