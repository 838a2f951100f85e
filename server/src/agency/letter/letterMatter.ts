import type { MessageLetter } from '../../exchange/messages/fromAgency.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Citation } from '../../statute/sections.ts'
import type { Instalment } from '../case/paymentPlan.ts'

/** How late interest runs on after a letter. All rates in basis points a year. */
export interface RunningInterest {
  /** The first day that no posting covers. */
  readonly from: CalendarDate
  /** Null: the reference rate of that day is not published; the margin is all that is known. */
  readonly rate: bigint | null
  /** Of the legal rate, which changes with each half-year; null: agreed in the contract. */
  readonly legal: { readonly reference: bigint | null; readonly margin: bigint } | null
  /** Cents of unpaid principal that bear it. */
  readonly base: bigint
  readonly section: Citation
}

/** What letters beside the ladder are about. */
export type LetterMatter =
  | { readonly kind: 'EXTENSION' }
  | { readonly kind: 'PLAN' }
  /** The instalment that is missing. */
  | { readonly kind: 'PLAN_BROKEN'; readonly missing: Instalment }
  | {
      readonly kind: 'DISPUTE_ANSWER'
      readonly upheld: boolean
      readonly raisedOn: CalendarDate
      readonly answer: string
      /** The instalment that a payment plan going on asks for next. */
      readonly instalment: Instalment | null
    }

/** What is known of a letter beside the book. */
export interface LetterRequest {
  readonly kind: MessageLetter['kind']
  readonly on: CalendarDate
  readonly dueOn: CalendarDate
  readonly interest: RunningInterest | null
  readonly matter?: LetterMatter | undefined
  readonly ownText?: string | null | undefined
  /** Nothing is sent: the reference does not exist yet. */
  readonly isPreview?: boolean | undefined
}
