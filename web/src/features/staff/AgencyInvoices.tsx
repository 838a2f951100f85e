import { Button, Checkbox, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  AgencyInvoicesDocument,
  type AgencyInvoicesQuery,
  MakeAgencyInvoicesDocument,
  type MakeAgencyInvoicesMutation,
  RecordInvoicePaymentDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useLatest } from '../../api/useLatest.ts'
import { useToday } from '../../api/viewer.ts'
import { readDecimal } from '../../format/decimal.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { InvoiceSheet } from '../../ui/InvoiceSheet.tsx'
import { InvoiceState } from '../../ui/InvoiceState.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/LedgerTable.tsx'
import { moneyColumn } from '../../ui/moneyColumn.tsx'
import { Pager } from '../../ui/Pager.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { EmptyState, ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

type Invoice = AgencyInvoicesQuery['agencyInvoices']['nodes'][number]

/** The last day of the month before the one of a day. */
function lastMonthEnd(today: string): string {
  const first = new Date(`${today.slice(0, 7)}-01T00:00:00Z`)
  return new Date(first.getTime() - 86_400_000).toISOString().slice(0, 10)
}

function MakeInvoices() {
  const { t } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  const act = useAct(MakeAgencyInvoicesDocument, ['AgencyInvoices'])
  const [chosen, setChosen] = useState<string | null>(null)
  const [result, setResult] = useState<MakeAgencyInvoicesMutation['makeAgencyInvoices']>()
  const periodEnd = chosen ?? (today ? lastMonthEnd(today) : null)
  const run = async () => {
    if (periodEnd) setResult((await act.run({ input: { periodEnd } }))?.makeAgencyInvoices)
  }
  return (
    <Sheet title={t('agencyInvoice.title')} stacked>
      <Text className="muted">{t('agencyInvoice.text')}</Text>
      <Group align="flex-end">
        <DayInput label={t('agencyInvoice.until')} value={periodEnd} onChange={setChosen} w={180} />
        <Button onClick={run} loading={act.busy} disabled={!periodEnd}>
          {t('agencyInvoice.make')}
        </Button>
      </Group>
      {act.fault && <ErrorState fault={act.fault} onRetry={run} />}
      {result?.error && <RefusalNote problem={result.error} />}
      {result && !result.error && (
        <Text aria-live="polite">
          {result.total
            ? t('agencyInvoice.made', { count: result.invoices, total: formats.money(result.total) })
            : t('agencyInvoice.madeNone')}
        </Text>
      )}
    </Sheet>
  )
}

function RecordPayment({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation()
  const today = useToday()
  const act = useAct(RecordInvoicePaymentDocument, ['AgencyInvoices'])
  const [amount, setAmount] = useState(invoice.open.amount.replace('.', ','))
  const [paidOn, setPaidOn] = useState<string | null>(today ?? null)
  const cents = readDecimal(amount)
  const record = async () => {
    if (!paidOn || !cents) return
    await act.run({ input: { invoiceId: invoice.id, amount: cents, paidOn } })
  }
  return (
    <Stack gap="xs">
      <Title order={3} fz="sm">
        {t('agencyInvoice.recordTitle')}
      </Title>
      <Group align="flex-end">
        <TextInput
          label={t('payment.amount')}
          value={amount}
          onChange={(event) => setAmount(event.currentTarget.value)}
          w={140}
          inputMode="decimal"
        />
        <DayInput label={t('agencyInvoice.paidOn')} value={paidOn} onChange={setPaidOn} w={160} />
        <Button onClick={record} loading={act.busy} disabled={!cents || !paidOn}>
          {t('agencyInvoice.record')}
        </Button>
      </Group>
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
    </Stack>
  )
}

/** The agency's invoices to companies: made, looked at, and marked as paid. */
export function AgencyInvoices() {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const today = useToday()
  const isOpen = url.get('show') === 'open'
  const { data, fault, stale, retry } = useLatest(AgencyInvoicesDocument, {
    variables: { first: 20, after: url.get('invoices') ?? null, open: isOpen },
    fresh: true,
  })
  const rows = data?.agencyInvoices.nodes
  const opened = rows?.find((row) => row.id === url.get('invoice'))
  const columns = useMemo<LedgerColumn<Invoice>[]>(
    () => [
      { id: 'number', header: t('agencyInvoice.number'), cell: (row) => row.number, card: 'fact' },
      { id: 'creditor', header: t('staff.creditor'), cell: (row) => row.creditorName, card: 'title' },
      { id: 'issued', header: t('agencyInvoice.issuedOn'), cell: (row) => formats.date(row.issuedOn) },
      { id: 'due', header: t('agencyInvoice.dueOn'), cell: (row) => formats.date(row.dueOn), card: 'fact' },
      moneyColumn({ id: 'vat', header: t('service.vat') }, { formats, rows, of: ({ vat }) => vat }),
      moneyColumn(
        { id: 'payable', header: t('agencyInvoice.payable'), card: 'value' },
        { formats, rows, of: ({ payable }) => payable },
      ),
      moneyColumn({ id: 'open', header: t('agencyInvoice.openSum') }, { formats, rows, of: ({ open }) => open }),
      {
        id: 'state',
        header: t('paymentFile.state'),
        cell: (row) => <InvoiceState {...row} today={today} />,
        card: 'fact',
      },
    ],
    [t, formats, rows, today],
  )
  return (
    <Stack gap="md">
      <MakeInvoices />
      <Checkbox
        label={t('agencyInvoice.onlyOpen')}
        checked={isOpen}
        onChange={(event) => url.set({ show: event.currentTarget.checked ? 'open' : null, invoices: null })}
      />
      {fault && <ErrorState fault={fault} onRetry={retry} />}
      {(rows || !fault) && (
        <LedgerTable
          label={t('agencyInvoice.title')}
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          stale={stale}
          onOpen={(row) => url.set({ invoice: row.id })}
          openId={opened?.id}
          empty={<EmptyState title={t('agencyInvoice.none.title')}>{t('agencyInvoice.none.text')}</EmptyState>}
        />
      )}
      {rows && rows.length > 0 && (
        <Pager name="invoices" pageInfo={data?.agencyInvoices.pageInfo} shown={rows.length} />
      )}
      {opened && (
        <Modal
          opened
          size="xl"
          onClose={() => url.set({ invoice: null })}
          title={`${opened.number} · ${opened.creditorName} · ${formats.money(opened.payable)}`}
          closeButtonProps={{ 'aria-label': t('panel.close') }}
        >
          <Stack gap="md">
            <InvoiceSheet invoice={opened} />
            {Number(opened.open.amount) > 0 && <RecordPayment key={opened.open.amount} invoice={opened} />}
          </Stack>
        </Modal>
      )}
    </Stack>
  )
}
