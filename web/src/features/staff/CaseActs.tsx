import { Button, Checkbox, Group, NumberInput, Textarea, TextInput } from '@mantine/core'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  ActOnAssignmentDocument,
  AnswerDisputeDocument,
  ChangeDebtorAddressDocument,
  GrantExtensionDocument,
  MakePaymentPlanDocument,
  type StaffAct,
  type StaffWordAct,
} from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { useToday } from '../../api/viewer.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { AGAIN, CaseActModal, type CaseActProps } from './CaseActModal.tsx'
import type { StaffCase } from './CasePage.tsx'
import { AuthoriseModal, FeeModal, JudgmentModal } from './CourtActs.tsx'
import { StatementAct } from './StatementAct.tsx'

const DANGEROUS: readonly StaffAct[] = ['GIVE_UP', 'UPHOLD_DISPUTE']

/** Acts that need words alone, and the answers to disputes. */
function WordsModal({ found, act, onClose }: CaseActProps) {
  const { t } = useTranslation()
  const run = useAct(ActOnAssignmentDocument, AGAIN)
  const answer = useAct(AnswerDisputeDocument, AGAIN)
  const [note, setNote] = useState('')
  const isAnswer = act === 'UPHOLD_DISPUTE' || act === 'REJECT_DISPUTE'
  const submit = async () => {
    const assignmentId = found.id
    const isDone = isAnswer
      ? await answer.succeeds({ input: { assignmentId, uphold: act === 'UPHOLD_DISPUTE', answer: note } })
      : await run.succeeds({ input: { assignmentId, act: act as StaffWordAct, note: note.trim() || null } })
    if (isDone) onClose()
  }
  const used = isAnswer ? answer : run
  return (
    <CaseActModal act={act} run={used} onAct={submit} onClose={onClose} danger={DANGEROUS.includes(act)}>
      <Textarea
        label={t(isAnswer ? 'case.answerNote' : 'case.note')}
        autosize
        minRows={3}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        data-autofocus
      />
    </CaseActModal>
  )
}

/** What the law lets an act cost today. */
function useCost(found: StaffCase, step: 'EXTENSION' | 'PAYMENT_PLAN') {
  const { t } = useTranslation()
  const formats = useFormats()
  const answer = found.stepAnswers.find((one) => one.step === step)
  if (!answer) return undefined
  return t('case.costs', { cost: formats.money(answer.cost), sections: answer.sections.join(' · ') })
}

function ExtensionModal({ found, act, onClose }: CaseActProps) {
  const { t } = useTranslation()
  const today = useToday()
  const run = useAct(GrantExtensionDocument, AGAIN)
  const cost = useCost(found, 'EXTENSION')
  const [until, setUntil] = useState<string | null>(dayjs(today).add(14, 'day').format('YYYY-MM-DD'))
  const [charge, setCharge] = useState(true)
  const submit = async () => {
    if (until && (await run.succeeds({ input: { assignmentId: found.id, until, charge } }))) onClose()
  }
  return (
    <CaseActModal act={act} run={run} onAct={submit} onClose={onClose} more={charge && cost} disabled={!until}>
      <DayInput label={t('case.until')} value={until} onChange={setUntil} w={200} />
      <Checkbox
        label={t('case.charge')}
        checked={charge}
        onChange={(event) => setCharge(event.currentTarget.checked)}
      />
    </CaseActModal>
  )
}

function PlanModal({ found, act, onClose }: CaseActProps) {
  const { t } = useTranslation()
  const today = useToday()
  const run = useAct(MakePaymentPlanDocument, AGAIN)
  const cost = useCost(found, 'PAYMENT_PLAN')
  const [firstOn, setFirstOn] = useState<string | null>(dayjs(today).add(14, 'day').format('YYYY-MM-DD'))
  const [instalments, setInstalments] = useState<number | string>(4)
  const [charge, setCharge] = useState(true)
  const submit = async () => {
    if (!firstOn) return
    const input = { assignmentId: found.id, instalments: Number(instalments), firstOn, charge }
    if (await run.succeeds({ input })) onClose()
  }
  return (
    <CaseActModal
      act={act}
      run={run}
      onAct={submit}
      onClose={onClose}
      more={charge && cost}
      disabled={!firstOn || instalments === ''}
    >
      <Group>
        <NumberInput
          label={t('case.instalments')}
          value={instalments}
          onChange={setInstalments}
          min={2}
          max={36}
          allowDecimal={false}
          w={160}
        />
        <DayInput label={t('case.firstOn')} value={firstOn} onChange={setFirstOn} w={200} />
      </Group>
      <Checkbox
        label={t('case.charge')}
        checked={charge}
        onChange={(event) => setCharge(event.currentTarget.checked)}
      />
    </CaseActModal>
  )
}

function AddressModal({ found, act, onClose }: CaseActProps) {
  const { t } = useTranslation()
  const run = useAct(ChangeDebtorAddressDocument, AGAIN)
  const [street, setStreet] = useState(found.street ?? '')
  const [postCode, setPostCode] = useState(found.postCode ?? '')
  const [town, setTown] = useState(found.town ?? '')
  const submit = async () => {
    const input = { assignmentId: found.id, street, postCode, town, country: found.country ?? 'FI' }
    if (await run.succeeds({ input })) onClose()
  }
  return (
    <CaseActModal act={act} run={run} onAct={submit} onClose={onClose}>
      <TextInput label={t('case.street')} value={street} onChange={(event) => setStreet(event.currentTarget.value)} />
      <Group grow>
        <TextInput
          label={t('case.postCode')}
          value={postCode}
          onChange={(event) => setPostCode(event.currentTarget.value)}
        />
        <TextInput label={t('case.town')} value={town} onChange={(event) => setTown(event.currentTarget.value)} />
      </Group>
    </CaseActModal>
  )
}

const MODALS: Partial<Record<StaffAct, (props: CaseActProps) => React.ReactNode>> = {
  AUTHORISE: AuthoriseModal,
  CHARGE_FEE: FeeModal,
  RECORD_JUDGMENT: JudgmentModal,
  GRANT_EXTENSION: ExtensionModal,
  MAKE_PLAN: PlanModal,
  GIVE_ADDRESS: AddressModal,
}

/** What may be done with the assignment now, as buttons. */
export function CaseActs({ found }: { found: StaffCase }) {
  const { t } = useTranslation()
  const [act, setAct] = useState<StaffAct | null>(null)
  const Dialog = act && (MODALS[act] ?? WordsModal)
  return (
    <>
      <Group gap="xs" className="no-print">
        {found.acts.map((one) => (
          <Button key={one} size="xs" variant="default" onClick={() => setAct(one)}>
            {t(`staffAct.${one}`)}
          </Button>
        ))}
        <StatementAct found={found} />
      </Group>
      {act && Dialog && <Dialog key={act} found={found} act={act} onClose={() => setAct(null)} />}
    </>
  )
}
