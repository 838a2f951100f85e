import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type PaymentSource,
  SetPaymentSourceDocument,
  SetStatusMasterDocument,
  type StatusMaster,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useToday } from '../../api/viewer.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import type { ConnectionProps } from './NetvisorConnection.tsx'

const sources: PaymentSource[] = ['BANK_FILES', 'NETVISOR']
const masters: StatusMaster[] = ['DUETTO', 'NETVISOR']

/** Where payments come from: one source a day. */
export function PaymentSourceSheet({ company }: ConnectionProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  const act = useAct(SetPaymentSourceDocument)
  const [wanted, setWanted] = useState<PaymentSource | null>(null)
  const [from, setFrom] = useState<string | null>(null)
  const day = from ?? today
  const planned = company.paymentSources.filter((one) => today !== undefined && one.from > today)
  const chosen = wanted ?? company.paymentSource
  const isChange = wanted !== null && (wanted !== company.paymentSource || planned.length > 0)
  const change = async () => {
    if (!wanted || !day) return
    if (await act.succeeds({ input: { companyId: company.id, source: wanted, from: day } })) setWanted(null)
  }
  return (
    <Sheet title={t('connection.source.payments')} stacked>
      <Text size="sm" className="muted">
        {t('connection.source.paymentsText')}
      </Text>
      <Radio.Group
        aria-label={t('connection.source.payments')}
        value={chosen}
        onChange={(value) => {
          setWanted(value as PaymentSource)
          act.forget()
        }}
      >
        <Stack gap="xs">
          {sources.map((source) => (
            <Radio
              key={source}
              value={source}
              label={t(`connection.source.${source}`)}
              description={t(`connection.source.about.${source}`)}
              disabled={!company.viewerCanManageConnections || (source === 'NETVISOR' && !company.netvisor)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {isChange && (
        <Group align="flex-end">
          <DayInput label={t('connection.source.from')} value={day ?? null} onChange={setFrom} />
          <Button onClick={change} loading={act.busy} disabled={!day}>
            {t('connection.source.change')}
          </Button>
        </Group>
      )}
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
      {company.paymentSources.map((one) => (
        <Text key={one.from} size="sm" className="muted">
          {t('connection.source.since', {
            date: formats.date(one.from),
            source: t(`connection.source.${one.source}`),
          })}
        </Text>
      ))}
    </Sheet>
  )
}

/** Who masters the statuses of invoices that Netvisor knows. */
export function StatusMasterSheet({ company }: ConnectionProps) {
  const { t } = useTranslation()
  const act = useAct(SetStatusMasterDocument)
  const change = async (master: StatusMaster) => {
    await act.run({ input: { companyId: company.id, master } })
  }
  return (
    <Sheet title={t('connection.master.title')} stacked>
      <Text size="sm" className="muted">
        {t('connection.master.text')}
      </Text>
      <Radio.Group
        aria-label={t('connection.master.title')}
        value={company.statusMaster}
        onChange={(value) => void change(value as StatusMaster)}
      >
        <Stack gap="xs">
          {masters.map((master) => (
            <Radio
              key={master}
              value={master}
              label={t(`connection.master.${master}`)}
              description={t(`connection.master.about.${master}`)}
              disabled={act.busy || !company.viewerCanManageConnections || (master === 'NETVISOR' && !company.netvisor)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
    </Sheet>
  )
}
