import { Button, FileInput, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  ImportClientFundsFilesDocument,
  type ImportClientFundsFilesMutation,
  RunSettlementDocument,
  type RunSettlementMutation,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useToday } from '../../api/viewer.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { useErrorText } from '../../ui/useErrorText.ts'
import { useFormats } from '../../ui/useFormats.ts'
import { CreditorClaims } from './CreditorClaims.tsx'
import { FundsProof } from './FundsProof.tsx'
import { FundsTransactions } from './FundsTransactions.tsx'
import { OwnShares } from './OwnShares.tsx'
import { PaymentFiles } from './PaymentFiles.tsx'
import { SettlementRuns } from './SettlementRuns.tsx'
import { UnpaidTransfers } from './UnpaidTransfers.tsx'

function FundsImport() {
  const { t } = useTranslation()
  const act = useAct(ImportClientFundsFilesDocument, ['ClientTransactions', 'ClientFundsProof'])
  const errorText = useErrorText()
  const [files, setFiles] = useState<File[]>([])
  const [result, setResult] = useState<ImportClientFundsFilesMutation['importClientFundsFiles']>()
  const run = async () => {
    const answer = await act.run({ input: { files: files.map((file) => ({ name: file.name, content: file })) } })
    setResult(answer?.importClientFundsFiles)
    if (answer) setFiles([])
  }
  return (
    <Sheet title={t('funds.import')} stacked>
      <Text className="muted">{t('funds.importText')}</Text>
      <Group align="flex-end">
        <FileInput
          label={t('funds.files')}
          placeholder={t('funds.choose')}
          multiple
          value={files}
          onChange={setFiles}
          w={320}
          clearable
        />
        <Button onClick={run} loading={act.busy} disabled={files.length === 0}>
          {files.length === 0 ? t('funds.importNone') : t('funds.importAct', { count: files.length })}
        </Button>
      </Group>
      {act.fault && <ErrorState fault={act.fault} onRetry={run} />}
      {result && (
        <div aria-live="polite">
          <Text>{t('funds.result', { ...result })}</Text>
          {result.paidOut + result.unexplained > 0 && <Text>{t('funds.resultOut', { ...result })}</Text>}
          {result.accepted + result.refused > 0 && <Text>{t('funds.resultReport', { ...result })}</Text>}
          {result.refusals.map((refusal) => (
            <Text key={refusal.code + refusal.message} className="late">
              {errorText.title(refusal)}. {errorText.advice(refusal) || refusal.advice} <code>{refusal.code}</code>
            </Text>
          ))}
        </div>
      )}
    </Sheet>
  )
}

function Settlement() {
  const { t } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  const act = useAct(RunSettlementDocument, ['AgencySettlements'])
  const [on, setOn] = useState<string | null>(null)
  const [result, setResult] = useState<RunSettlementMutation['runSettlement']>()
  const day = on ?? today ?? null
  const run = async () => setResult((await act.run({ input: { on: day } }))?.runSettlement)
  return (
    <Sheet title={t('settlement.title')} stacked>
      <Text className="muted">{t('settlement.text')}</Text>
      <Group align="flex-end">
        <DayInput label={t('settlement.on')} value={day} onChange={setOn} w={180} />
        <Button onClick={run} loading={act.busy} disabled={!day}>
          {t('settlement.act')}
        </Button>
      </Group>
      {act.fault && <ErrorState fault={act.fault} onRetry={run} />}
      {result && (
        <Text aria-live="polite">
          {t('settlement.result', {
            creditors: formats.count(result.creditors),
            lines: formats.count(result.lines),
            total:
              result.total.map((total) => formats.money(total)).join(' + ') ||
              formats.money({ amount: '0', currency: 'EUR' }),
          })}
        </Text>
      )}
    </Sheet>
  )
}

/** Money on the client-funds account: taken in from bank files, placed by hand where no rule could. */
export function ClientFunds() {
  return (
    <Stack gap="md">
      <FundsProof />
      <CreditorClaims />
      <FundsTransactions />
      <FundsImport />
    </Stack>
  )
}

/** Money paid out to the creditors: the run, what came of it, and the files for the bank. */
export function Settlements() {
  return (
    <Stack gap="md">
      <Settlement />
      <SettlementRuns />
      <OwnShares />
      <PaymentFiles />
      <UnpaidTransfers />
    </Stack>
  )
}
