import type {
  ActivationState,
  AnswerState,
  AssignmentKind,
  BankTransactionState,
  CloseReason,
  CollectionStatus,
  ImportOutcome,
  Stage,
} from '@duetto/schema'
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBan,
  IconCheck,
  IconCircle,
  IconCircleCheck,
  IconClock,
  IconCopy,
  IconFileDescription,
  IconGavel,
  IconInbox,
  IconMail,
  IconMailExclamation,
  IconQuestionMark,
  IconSend,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

type Tone = 'amber' | 'red' | 'green' | 'blue' | 'grey'
type Look = readonly [Tone, TablerIcon]

interface StateWordProps {
  look: Look
  word: string
  pill?: boolean
}

/** A state: its word and an icon, the colour only repeats them. */
export function StateWord({ look: [tone, Icon], word, pill }: StateWordProps) {
  return (
    <span className={`state state-${tone} ${pill ? 'state-pill' : ''}`}>
      <Icon size={14} stroke={1.8} aria-hidden />
      {word}
    </span>
  )
}

const stageLooks: Record<Stage, Look> = {
  SENT: ['amber', IconSend],
  RECEIVED: ['blue', IconInbox],
  REMINDER: ['blue', IconMail],
  NOTICE: ['blue', IconMailExclamation],
  COLLECTION: ['blue', IconGavel],
  CLOSED: ['grey', IconCircleCheck],
}

const closeLooks: Record<CloseReason, Look> = {
  PAID: ['green', IconCircleCheck],
  RETURNED: ['amber', IconArrowBackUp],
  RECALLED: ['grey', IconArrowBackUp],
  CREDIT_LOSS: ['red', IconBan],
  REFUSED: ['red', IconX],
  DISPUTE_UPHELD: ['grey', IconBan],
}

interface StageStateProps {
  stage: Stage
  closeReason?: CloseReason | null
  pill?: boolean
}

export function StageState({ stage, closeReason, pill }: StageStateProps) {
  const { t } = useTranslation()
  if (stage === 'CLOSED' && closeReason) {
    return <StateWord look={closeLooks[closeReason]} word={t(`closeReason.${closeReason}`)} pill={pill} />
  }
  return <StateWord look={stageLooks[stage]} word={t(`stage.${stage}`)} pill={pill} />
}

const statusLooks: Record<CollectionStatus, Look> = {
  UNSENT: ['grey', IconCircle],
  OPEN: ['grey', IconCircle],
  OVERDUE: ['red', IconClock],
  REMINDED: ['amber', IconMail],
  REQUESTED: ['amber', IconMailExclamation],
  COLLECTED: ['blue', IconGavel],
  PAID: ['green', IconCircleCheck],
  CREDIT_LOSS: ['red', IconBan],
}

export function CollectionStatusState({ status, pill }: { status: CollectionStatus; pill?: boolean }) {
  const { t } = useTranslation()
  return <StateWord look={statusLooks[status]} word={t(`status.${status}`)} pill={pill} />
}

const activationLooks: Record<ActivationState, Look> = {
  NOT_ACTIVE: ['grey', IconCircle],
  TERMS_PENDING: ['amber', IconClock],
  KYC_PENDING: ['amber', IconClock],
  ACTIVE: ['green', IconCheck],
  REJECTED: ['red', IconX],
  REMOVED: ['grey', IconBan],
}

export function ActivationStateWord({ state, pill }: { state: ActivationState; pill?: boolean }) {
  const { t } = useTranslation()
  return <StateWord look={activationLooks[state]} word={t(`activation.${state}`)} pill={pill} />
}

export function ConnectionWord({ isConnected }: { isConnected: boolean }) {
  const { t } = useTranslation()
  const word = t(isConnected ? 'connection.connected' : 'connection.notConnected')
  return <StateWord look={isConnected ? ['green', IconCheck] : ['grey', IconX]} word={word} pill />
}

const outcomeLooks: Record<ImportOutcome, Look> = {
  IMPORTED: ['green', IconCheck],
  ALREADY_THERE: ['grey', IconCopy],
  REFUSED: ['red', IconX],
}

export function OutcomeState({ outcome }: { outcome: ImportOutcome }) {
  const { t } = useTranslation()
  return <StateWord look={outcomeLooks[outcome]} word={t(`outcome.${outcome}`)} />
}

const transactionLooks: Record<BankTransactionState, Look> = {
  BOOKED: ['green', IconCheck],
  OVERPAID: ['amber', IconAlertTriangle],
  UNMATCHED: ['amber', IconQuestionMark],
  DOUBTFUL: ['amber', IconQuestionMark],
  REVERSED: ['grey', IconArrowBackUp],
  OUTGOING: ['grey', IconSend],
  SUPERSEDED: ['grey', IconCopy],
  DISMISSED: ['grey', IconX],
}

export function BankTransactionStateWord({ state }: { state: BankTransactionState }) {
  const { t } = useTranslation()
  return <StateWord look={transactionLooks[state]} word={t(`transactionState.${state}`)} />
}

const answerLooks: Record<AnswerState, Look> = {
  REQUESTED: ['amber', IconClock],
  CONFIRMED: ['green', IconCheck],
  REFUSED: ['red', IconX],
}

export function AnswerStateWord({ state, pill }: { state: AnswerState; pill?: boolean }) {
  const { t } = useTranslation()
  return <StateWord look={answerLooks[state]} word={t(`answer.${state}`)} pill={pill} />
}

export function KindWord({ kind }: { kind: AssignmentKind }) {
  const { t } = useTranslation()
  return <StateWord look={['grey', kind === 'REMINDER' ? IconMail : IconGavel]} word={t(`kind.${kind}`)} />
}

/** Marks what belongs to an invoice in the service. */
export function InServiceMark({ word }: { word: string }) {
  return <StateWord look={['blue', IconFileDescription]} word={word} pill />
}
