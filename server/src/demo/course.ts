import type { DemoCompany } from './companies.ts'
import type { DemoCustomer, Habit } from './customers.ts'
import type { Dice } from './dice.ts'

/** Which letter finally makes the debtor pay; null: none does. SECOND is the second payment demand. */
export type PayingLetter = 'REMINDER' | 'NOTICE' | 'DEMAND' | 'SECOND' | null

/**
 * WHOLE: what the letter asks. MORE: a little too much. IN_PARTS: a part now, the rest at the next letter. PART: no more
 * than that. DIRECT: the invoice's own sum, past the agency. *TAKEN_BACK: the bank takes it back.
 */
export type Manner =
  | 'WHOLE'
  | 'MORE'
  | 'IN_PARTS'
  | 'PART'
  | 'DIRECT'
  | 'DIRECT_PART'
  | 'DIRECT_TAKEN_BACK'
  | 'TAKEN_BACK'

/** What the company asks of the agency after a letter, and what staff answer. */
export interface Wish {
  readonly kind: 'RECALL' | 'CREDIT_LOSS'
  readonly after: 'REMINDER' | 'NOTICE' | 'DEMAND' | 'SECOND'
  readonly isConfirmed: boolean
}

/** What the debtor does once the agency writes. */
export interface Reaction {
  readonly payingLetter: PayingLetter
  readonly manner: Manner
  /** From the letter to the payment. */
  readonly days: number
  readonly wish: Wish | null
  /** A credit note comes while the agency works on it. */
  readonly isCredited: boolean
}

/** What becomes of an invoice, decided when it is written. Days count from the due date. */
export type Course =
  | {
      readonly kind: 'PAYS'
      readonly days: number
      readonly how: 'WHOLE' | 'MORE' | 'HALVES' | 'TWICE' | 'TAKEN_BACK' | 'WITHOUT_REFERENCE'
    }
  | { readonly kind: 'CREDITED'; readonly days: number; readonly percent: number }
  | { readonly kind: 'SERVED'; readonly days: number; readonly isHandedOn: boolean; readonly reaction: Reaction }
  | { readonly kind: 'OWN_LETTERS'; readonly days: number; readonly reaction: Reaction }
  | { readonly kind: 'LOST'; readonly days: number }
  | { readonly kind: 'FORGOTTEN' }

/** `isServed`: the company uses the service by the time the invoice falls due. */
export function drawCourse(dice: Dice, company: DemoCompany, customer: DemoCustomer, isServed: boolean): Course {
  if (dice.chance(1.5)) return { kind: 'CREDITED', days: dice.int(-10, 15), percent: dice.pick([100, 100, 50, 20]) }
  const kind = kindOf(dice, customer.habit)
  if (kind === 'IN_TIME') return paying(dice, dice.int(-6, 1))
  if (kind === 'LATE') return paying(dice, dice.int(2, 20))
  if (isServed) return collecting(dice, company, customer)
  // Without the service most pay in the end, long after the due date.
  return company.joinsAfterMonths !== null && dice.chance(85) ? paying(dice, dice.int(20, 75)) : leftAlone(dice)
}

const KINDS: Readonly<Record<Habit, readonly (readonly [number, 'IN_TIME' | 'LATE' | 'COLLECT'])[]>> = {
  PROMPT: [
    [185, 'IN_TIME'],
    [12, 'LATE'],
    [3, 'COLLECT'],
  ],
  SLOW: [
    [26, 'IN_TIME'],
    [49, 'LATE'],
    [25, 'COLLECT'],
  ],
  BAD: [
    [8, 'IN_TIME'],
    [17, 'LATE'],
    [75, 'COLLECT'],
  ],
}

function kindOf(dice: Dice, habit: Habit) {
  return dice.weighted(KINDS[habit])
}

function paying(dice: Dice, days: number): Course {
  const how = dice.weighted([
    [950, 'WHOLE'],
    [14, 'HALVES'],
    [6, 'MORE'],
    [4, 'TWICE'],
    [6, 'TAKEN_BACK'],
    [4, 'WITHOUT_REFERENCE'],
  ] as const)
  return { kind: 'PAYS', days, how }
}

function collecting(dice: Dice, company: DemoCompany, customer: DemoCustomer): Course {
  if (dice.chance(2)) return leftAlone(dice)
  const reaction = drawReaction(dice)
  if (company.writesOwnLetters) return { kind: 'OWN_LETTERS', days: dice.int(8, 16), reaction }
  // A consumer's reminder that goes before the 15th day may cost nothing: the agency waits with it.
  const days = customer.businessId === null ? dice.int(1, 8) : dice.int(5, 14)
  return { kind: 'SERVED', days, isHandedOn: dice.chance(75), reaction }
}

function leftAlone(dice: Dice): Course {
  return dice.chance(40) ? { kind: 'LOST', days: dice.int(150, 260) } : { kind: 'FORGOTTEN' }
}

function drawReaction(dice: Dice): Reaction {
  const payingLetter = dice.weighted<PayingLetter>([
    [38, 'REMINDER'],
    [23, 'NOTICE'],
    [15, 'DEMAND'],
    [6, 'SECOND'],
    [18, null],
  ])
  const manner = dice.weighted<Manner>([
    [66, 'WHOLE'],
    [11, 'DIRECT'],
    [3, 'DIRECT_PART'],
    [10, 'IN_PARTS'],
    [4, 'PART'],
    [4, 'MORE'],
    [2, 'TAKEN_BACK'],
    [1, 'DIRECT_TAKEN_BACK'],
  ])
  return {
    payingLetter,
    manner,
    days: dice.int(3, 10),
    wish: drawWish(dice, payingLetter),
    isCredited: dice.chance(2.5),
  }
}

function drawWish(dice: Dice, payingLetter: PayingLetter): Wish | null {
  if (dice.chance(4)) return { kind: 'RECALL', after: dice.pick(['REMINDER', 'NOTICE']), isConfirmed: dice.chance(70) }
  // Who pays at no letter is given up in the end, most of them.
  if (payingLetter !== null || dice.chance(25)) return null
  return { kind: 'CREDIT_LOSS', after: 'SECOND', isConfirmed: dice.chance(85) }
}
