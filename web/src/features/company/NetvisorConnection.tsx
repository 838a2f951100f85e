import { Alert, Button, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type CompanyConnectionsFragment,
  ConnectNetvisorDocument,
  DisconnectNetvisorDocument,
  FetchFromNetvisorDocument,
  TestNetvisorDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { groupIban } from '../../format/iban.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { ConnectionWord } from '../../ui/badges.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import type { CodedProblem } from '../../ui/useErrorText.ts'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'

export interface ConnectionProps {
  company: CompanyConnectionsFragment
}

/** The connection itself: who set its credentials, and what can be done with it. */
export function NetvisorConnection({ company }: ConnectionProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const url = useUrl()
  const { netvisor, viewerCanManageConnections: canManage } = company
  const isAsked = Boolean(url.get('credentials')) || !netvisor
  return (
    <section className="sheet sheet-padded">
      <Stack gap="md">
        <Group justify="space-between">
          <Title order={2} fz="sm">
            Netvisor
          </Title>
          <ConnectionWord isConnected={netvisor !== null} />
        </Group>
        {netvisor ? (
          <Facts
            facts={[
              { name: t('connection.customerId'), value: netvisor.customerId },
              { name: t('connection.iban'), value: netvisor.iban && groupIban(netvisor.iban) },
              {
                name: t('connection.customerKey'),
                value: t('connection.keySet', { date: formats.moment(netvisor.setAt), name: netvisor.setBy ?? '–' }),
              },
              {
                name: t('connection.nextRun'),
                value: netvisor.isRunning ? t('connection.running') : formats.moment(netvisor.nextRunAt),
              },
            ]}
          />
        ) : (
          <Text size="sm" className="muted">
            {t('connection.about')}
          </Text>
        )}
        {!company.netvisorOffered && (
          <Alert variant="light" color="gray" icon={<IconInfoCircle size={18} />}>
            {t('connection.notOffered')}
          </Alert>
        )}
        {!canManage && (
          <Text size="sm" className="muted">
            {t('connection.whoManages')}
          </Text>
        )}
        {netvisor && <Acts company={company} />}
        {canManage && company.netvisorOffered && isAsked && (
          <Credentials company={company} onDone={() => url.set({ credentials: null })} />
        )}
      </Stack>
    </section>
  )
}

function Acts({ company }: ConnectionProps) {
  const { t } = useTranslation()
  const url = useUrl()
  const test = useAct(TestNetvisorDocument)
  const fetchNow = useAct(FetchFromNetvisorDocument)
  const [isFine, setFine] = useState(false)
  const input = { companyId: company.id }
  const fault = test.fault ?? fetchNow.fault
  const refusal = test.refusal ?? fetchNow.refusal
  const runTest = async () => {
    setFine(false)
    fetchNow.forget()
    setFine(await test.succeeds({ input }))
  }
  const runFetch = async () => {
    test.forget()
    await fetchNow.run({ input })
  }
  const { viewerCanManageConnections: canManage } = company
  return (
    <Stack gap="sm">
      <Group>
        {company.myRights.includes('IMPORT_INVOICES') && (
          <Button onClick={runFetch} loading={fetchNow.busy} disabled={company.netvisor?.isRunning}>
            {t('connection.fetchNow')}
          </Button>
        )}
        {canManage && (
          <>
            <Button variant="default" onClick={runTest} loading={test.busy}>
              {t('connection.test')}
            </Button>
            <Button variant="default" onClick={() => url.set({ credentials: 'change' })}>
              {t('connection.change')}
            </Button>
            <Button variant="default" onClick={() => url.set({ disconnect: 'ask' })}>
              {t('connection.disconnect')}
            </Button>
          </>
        )}
      </Group>
      {isFine && (
        <Alert variant="light" color="green" icon={<IconCircleCheck size={18} />} role="status">
          {t('connection.fine')}
        </Alert>
      )}
      {refusal && (
        <RefusalNote problem={refusal}>
          <Words problem={refusal} />
        </RefusalNote>
      )}
      {fault && <ErrorState fault={fault} />}
      {url.get('disconnect') && <Disconnect company={company} onClose={() => url.set({ disconnect: null })} />}
    </Stack>
  )
}

/** What the service itself said, in its own language. */
export function Words({ problem }: { problem: CodedProblem }) {
  const { t } = useTranslation()
  const words = problem.values?.find(({ name }) => name === 'words')?.value
  if (!words) return null
  return <div className="small muted">{t('connection.words', { words })}</div>
}

function Credentials({ company, onDone }: ConnectionProps & { onDone: () => void }) {
  const { t } = useTranslation()
  const act = useAct(ConnectNetvisorDocument)
  const [customerId, setCustomerId] = useState(company.netvisor?.customerId ?? '')
  const [customerKey, setCustomerKey] = useState('')
  const [iban, setIban] = useState(company.netvisor?.iban ?? '')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await act.run({
      input: { companyId: company.id, customerId, customerKey, iban: iban.trim() || null },
    })
    if (!answer) return
    if (answer.connectNetvisor.error) return
    setCustomerKey('')
    onDone()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={t('connection.customerId')}
          description={t('connection.whereId')}
          autoComplete="off"
          maxLength={200}
          value={customerId}
          onChange={(event) => setCustomerId(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('connection.customerKey')}
          description={t('connection.whereKey')}
          autoComplete="off"
          maxLength={200}
          value={customerKey}
          onChange={(event) => setCustomerKey(event.currentTarget.value)}
        />
        <TextInput
          label={t('connection.iban')}
          description={t('connection.whereIban')}
          autoComplete="off"
          maxLength={42}
          value={iban}
          onChange={(event) => setIban(event.currentTarget.value)}
        />
        {act.refusal && (
          <RefusalNote problem={act.refusal}>
            <Words problem={act.refusal} />
          </RefusalNote>
        )}
        {act.fault && <ErrorState fault={act.fault} />}
        <Group>
          <Button type="submit" loading={act.busy} disabled={customerId.trim() === '' || customerKey.trim() === ''}>
            {t('connection.connect')}
          </Button>
          {company.netvisor && (
            <Button variant="default" onClick={onDone}>
              {t('act.cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}

function Disconnect({ company, onClose }: ConnectionProps & { onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(DisconnectNetvisorDocument)
  const disconnect = async () => {
    if (await act.succeeds({ input: { companyId: company.id } })) onClose()
  }
  return (
    <ActModal
      title={t('connection.disconnect')}
      consequences={[t('connection.disconnectKey'), t('connection.disconnectStays')]}
      act={t('connection.disconnect')}
      onAct={disconnect}
      onClose={onClose}
      busy={act.busy}
      refusal={act.refusal}
      fault={act.fault}
      danger
    />
  )
}
