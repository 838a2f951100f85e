import type { MessageLetter, MessageState } from '../exchange/messages/fromAgency.ts'
import type { StepKind } from '../statute/facts.ts'
import type { PostingKind } from './posting.ts'

export type Service = 'REMINDER' | 'COLLECTION'
export type LetterStep = 'REMINDER' | 'NOTICE' | 'DEMAND' | 'SECOND_DEMAND'
/** RETURN gives the invoice back to the creditor when the payment notice stayed unpaid. */
export type LadderStep = LetterStep | 'RETURN'

/** What sending a letter means in each book. */
export interface Rung {
  /** The law's word for it. */
  readonly statute: StepKind
  readonly stage: MessageState['stage']
  readonly event: 'REMINDER_SENT' | 'NOTICE_SENT' | 'COLLECTION_LETTER_SENT'
  readonly letter: MessageLetter['kind']
  readonly status: 'REMINDED' | 'REQUESTED' | 'COLLECTED'
  readonly cost: PostingKind
}

export const LADDER: Readonly<Record<LetterStep, Rung>> = {
  REMINDER: {
    statute: 'REMINDER',
    stage: 'REMINDER',
    event: 'REMINDER_SENT',
    letter: 'REMINDER',
    status: 'REMINDED',
    cost: 'REMINDER_COST',
  },
  NOTICE: {
    statute: 'PAYMENT_NOTICE',
    stage: 'NOTICE',
    event: 'NOTICE_SENT',
    letter: 'NOTICE',
    status: 'REQUESTED',
    cost: 'NOTICE_COST',
  },
  DEMAND: {
    statute: 'PAYMENT_DEMAND',
    stage: 'COLLECTION',
    event: 'COLLECTION_LETTER_SENT',
    letter: 'DEMAND',
    status: 'COLLECTED',
    cost: 'DEMAND_COST',
  },
  SECOND_DEMAND: {
    statute: 'SECOND_DEMAND',
    stage: 'COLLECTION',
    event: 'COLLECTION_LETTER_SENT',
    letter: 'DEMAND',
    status: 'COLLECTED',
    cost: 'DEMAND_COST',
  },
}

export function firstStep(service: Service): LetterStep {
  return service === 'REMINDER' ? 'REMINDER' : 'DEMAND'
}

/** What follows a letter that stayed unpaid; null at the top of the ladder, where staff decide. */
export function stepAfter(step: LetterStep, afterReminder: 'RETURN' | 'CONTINUE' | null): LadderStep | null {
  if (step === 'REMINDER') return 'NOTICE'
  if (step === 'NOTICE') return afterReminder === 'CONTINUE' ? 'DEMAND' : 'RETURN'
  return step === 'DEMAND' ? 'SECOND_DEMAND' : null
}
