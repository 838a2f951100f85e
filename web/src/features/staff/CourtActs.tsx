import { Group, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  AuthoriseLegalDocument,
  type AuthorityFeeKind,
  ChargeAuthorityFeeDocument,
  RecordJudgmentDocument,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useToday } from '../../api/viewer.ts'
import { readDecimal } from '../../format/decimal.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { AGAIN, CaseActModal, type CaseActProps } from './CaseActModal.tsx'

const FEES: readonly AuthorityFeeKind[] = ['COURT_FEE', 'ENFORCEMENT_FEE']

interface DayFieldProps {
  label: string
  value: string | null
  onChange: (day: string | null) => void
}

/** A day that has been: today at the latest. */
function DayField(props: DayFieldProps) {
  return <DayInput maxDate={useToday()} w={200} {...props} />
}

/** The creditor's authorisation: who gave it and when. */
export function AuthoriseModal({ found, act, onClose }: CaseActProps) {
  const { t } = useTranslation()
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
    <CaseActModal act={act} run={run} onAct={submit} onClose={onClose} disabled={givenBy.trim() === '' || !givenOn}>
      <TextInput
        label={t('case.givenBy')}
        value={givenBy}
        maxLength={200}
        onChange={(event) => setGivenBy(event.currentTarget.value)}
        data-autofocus
      />
      <DayField label={t('case.givenOn')} value={givenOn} onChange={setGivenOn} />
      <TextInput label={t('case.where')} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </CaseActModal>
  )
}

/** What a court or the enforcement authority has charged. */
export function FeeModal({ found, act, onClose }: CaseActProps) {
  const { t } = useTranslation()
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
    <CaseActModal act={act} run={run} onAct={submit} onClose={onClose} disabled={!amount || !on}>
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
        <DayField label={t('case.feeOn')} value={on} onChange={setOn} />
      </Group>
      <TextInput label={t('case.feeNote')} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </CaseActModal>
  )
}

/** The outcome in court: which judgment, and when. */
export function JudgmentModal({ found, act, onClose }: CaseActProps) {
  const { t } = useTranslation()
  const today = useToday()
  const run = useAct(RecordJudgmentDocument, AGAIN)
  const [judgment, setJudgment] = useState('')
  const [givenOn, setGivenOn] = useState<string | null>(today ?? null)
  const submit = async () => {
    if (!givenOn) return
    if (await run.succeeds({ input: { assignmentId: found.id, givenOn, judgment } })) onClose()
  }
  return (
    <CaseActModal act={act} run={run} onAct={submit} onClose={onClose} disabled={judgment.trim() === '' || !givenOn}>
      <TextInput
        label={t('case.judgment')}
        value={judgment}
        maxLength={200}
        onChange={(event) => setJudgment(event.currentTarget.value)}
        data-autofocus
      />
      <DayField label={t('case.givenOn')} value={givenOn} onChange={setGivenOn} />
    </CaseActModal>
  )
}
