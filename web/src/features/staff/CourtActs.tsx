import { Group, SegmentedControl, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  AuthoriseLegalDocument,
  type AuthorityFeeKind,
  ChargeAuthorityFeeDocument,
  RecordJudgmentDocument,
  type StaffAct,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useToday } from '../../api/viewer.ts'
import { readDecimal } from '../../format/decimal.ts'
import { ActModal } from '../../ui/ActModal.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import type { StaffCase } from './CasePage.tsx'

interface Props {
  found: StaffCase
  act: StaffAct
  onClose: () => void
}

const AGAIN = ['StaffCase', 'StaffCaseBalance']
const FEES: readonly AuthorityFeeKind[] = ['COURT_FEE', 'ENFORCEMENT_FEE']

/** The creditor's authorisation: who gave it and when. */
export function AuthoriseModal({ found, act, onClose }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  const run = useAct(AuthoriseLegalDocument, AGAIN)
  const [givenBy, setGivenBy] = useState('')
  const [givenOn, setGivenOn] = useState<string | null>(today ?? null)
  const [note, setNote] = useState('')
  const submit = async () => {
    if (!givenOn) return
    if (await run.succeeds({ input: { assignmentId: found.id, givenBy, givenOn, note: note.trim() || null } }))
      onClose()
  }
  return (
    <ActModal
      title={t(`staffAct.${act}`)}
      act={t(`staffAct.${act}`)}
      consequences={[t('staffActConsequence.AUTHORISE')]}
      onAct={submit}
      onClose={onClose}
      busy={run.busy}
      fault={run.fault}
      refusal={run.refusal}
      disabled={givenBy.trim() === '' || !givenOn}
    >
      <TextInput
        label={t('case.givenBy')}
        value={givenBy}
        maxLength={200}
        onChange={(event) => setGivenBy(event.currentTarget.value)}
        data-autofocus
      />
      <DateInput
        label={t('case.givenOn')}
        valueFormat={formats.dayPattern}
        maxDate={today}
        value={givenOn}
        onChange={setGivenOn}
        w={200}
      />
      <TextInput label={t('case.where')} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </ActModal>
  )
}

/** What a court or the enforcement authority has charged. */
export function FeeModal({ found, act, onClose }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  const run = useAct(ChargeAuthorityFeeDocument, AGAIN)
  const [kind, setKind] = useState<AuthorityFeeKind>('COURT_FEE')
  const [typed, setTyped] = useState('')
  const [on, setOn] = useState<string | null>(today ?? null)
  const [note, setNote] = useState('')
  const amount = readDecimal(typed)
  const submit = async () => {
    if (!amount || !on) return
    if (await run.succeeds({ input: { assignmentId: found.id, kind, amount, on, note: note.trim() || null } }))
      onClose()
  }
  return (
    <ActModal
      title={t(`staffAct.${act}`)}
      act={t(`staffAct.${act}`)}
      consequences={[t('staffActConsequence.CHARGE_FEE')]}
      onAct={submit}
      onClose={onClose}
      busy={run.busy}
      fault={run.fault}
      refusal={run.refusal}
      disabled={!amount || !on}
    >
      <SegmentedControl
        aria-label={t('case.feeKind')}
        value={kind}
        onChange={(value) => setKind(value as AuthorityFeeKind)}
        data={FEES.map((value) => ({ value, label: t(`postingKind.${value}`) }))}
      />
      <Group align="flex-start">
        <TextInput
          label={`${t('payment.amount')} ${found.balance.currency}`}
          w={140}
          inputMode="decimal"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={typed !== '' && amount === undefined ? t('form.notAnAmount') : undefined}
        />
        <DateInput
          label={t('case.feeOn')}
          valueFormat={formats.dayPattern}
          maxDate={today}
          value={on}
          onChange={setOn}
          w={180}
        />
      </Group>
      <TextInput label={t('case.feeNote')} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </ActModal>
  )
}

/** The outcome in court: which judgment, and when. */
export function JudgmentModal({ found, act, onClose }: Props) {
  const { t } = useTranslation()
  const formats = useFormats()
  const today = useToday()
  const run = useAct(RecordJudgmentDocument, AGAIN)
  const [judgment, setJudgment] = useState('')
  const [givenOn, setGivenOn] = useState<string | null>(today ?? null)
  const submit = async () => {
    if (!givenOn) return
    if (await run.succeeds({ input: { assignmentId: found.id, givenOn, judgment } })) onClose()
  }
  return (
    <ActModal
      title={t(`staffAct.${act}`)}
      act={t(`staffAct.${act}`)}
      consequences={[t('staffActConsequence.RECORD_JUDGMENT')]}
      onAct={submit}
      onClose={onClose}
      busy={run.busy}
      fault={run.fault}
      refusal={run.refusal}
      disabled={judgment.trim() === '' || !givenOn}
    >
      <TextInput
        label={t('case.judgment')}
        value={judgment}
        maxLength={200}
        onChange={(event) => setJudgment(event.currentTarget.value)}
        data-autofocus
      />
      <DateInput
        label={t('case.givenOn')}
        valueFormat={formats.dayPattern}
        maxDate={today}
        value={givenOn}
        onChange={setGivenOn}
        w={200}
      />
    </ActModal>
  )
}
