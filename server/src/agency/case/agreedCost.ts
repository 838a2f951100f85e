import type { MessageCost } from '../../exchange/messages/fromAgency.ts'
import type { Material } from '../../exchange/messages/toAgency.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { formatDecimal } from '../../kernel/money.ts'
import { askStep } from '../../statute/ask.ts'
import { collectionAct } from '../../statute/sections.ts'
import type { Practice } from '../settings.ts'
import type { Book } from './assignment.ts'
import { letterFactsOf } from './facts.ts'
import { centsOf, LETTER_KIND } from './opening.ts'
import type { Line } from './posting.ts'

export interface JudgedCosts {
  /** The creditor's own: what the debtor pays on them is settled to it. */
  readonly lines: readonly Line[]
  readonly answers: readonly MessageCost[]
}

const POSTING = { REMINDER: 'REMINDER_COST', NOTICE: 'NOTICE_COST' } as const

/**
 * Costs that the creditor agreed with the service and asks for letters of its own: each is asked of the debtor when the
 * law allowed that letter to cost so much on its day, and otherwise refused with the section. A letter's cost counts toward
 * the caps through the letter itself (`book.steps`).
 */
export function judgeCosts(material: Material['body'], book: Book, on: CalendarDate, practice: Practice): JudgedCosts {
  const judged = (material.agreedCosts ?? []).map((cost) => judge(cost, book, on, practice))
  return { lines: judged.flatMap(({ line }) => line ?? []), answers: judged.map(({ answer }) => answer) }
}

type AgreedCost = NonNullable<Material['body']['agreedCosts']>[number]

function judge(
  { kind, amount }: AgreedCost,
  book: Book,
  on: CalendarDate,
  practice: Practice,
): { line?: Line; answer: MessageCost } {
  const refused = (section: string, message: string) => ({
    answer: { kind, amount, accepted: false, section, message },
  })
  const step = LETTER_KIND[kind]
  const letter = book.steps.findLast((taken) => taken.kind === step && !taken.byAgency)
  const consumer = book.assignment.debtor.kind === 'CONSUMER'
  if (!letter) {
    return refused(collectionAct(consumer ? '10 b' : '10 f'), 'No letter is on record that the cost could be for.')
  }
  const before = { ...book, steps: book.steps.filter((taken) => taken !== letter && taken.sentOn <= letter.sentOn) }
  const law = askStep(letterFactsOf(before), step, letter.sentOn, practice.rates)
  const cents = centsOf(amount)
  // A letter that might cost nothing on its day was too early; otherwise the cap decides.
  const cap = collectionAct(consumer ? '10 a' : '10 e')
  const section = law.cost.minor === 0n ? (law.sections[0] ?? cap) : cap
  if (cents > law.cost.minor) {
    const reasons = law.reasons.map((reason) => reason.text).join(' ')
    return refused(section, `The letter of ${letter.sentOn} may cost ${formatDecimal(law.cost)}. ${reasons}`.trim())
  }
  return {
    line: { kind: POSTING[kind], component: 'COSTS', beneficiary: 'CREDITOR', amount: cents, on, section },
    answer: { kind, amount, accepted: true, section, message: null },
  }
}
