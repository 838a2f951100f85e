import { addDays, maxDate } from '../../kernel/calendarDate.ts'
import { rateOn } from '../../statute/interest.ts'
import { interestBase, statutoryMargin } from '../../statute/interestTerms.ts'
import type { ReferenceRates } from '../../statute/referenceRates.ts'
import type { RunningInterest } from '../letter/letterMatter.ts'
import type { Book } from './assignment.ts'
import { factsOf } from './facts.ts'
import { openOf } from './posting.ts'

/** `book` has what the letter adds. Null: no principal is left that bears interest. */
export function runningInterest(book: Book, rates: ReferenceRates): RunningInterest | null {
  const base = openOf(book.postings, 'PRINCIPAL')
  if (base <= 0n) return null
  const facts = factsOf(book)
  const { interestTo } = book.assignment
  const first = addDays(interestBase(facts), 1)
  const from = interestTo === null ? first : maxDate(first, addDays(interestTo, 1))
  const rate = rateOn(facts, from, rates)
  if (!rate.ok) {
    const known = statutoryMargin(facts)
    const legal = known && { reference: null, margin: known.margin }
    return legal ? { from, rate: null, legal, base, section: known.section } : null
  }
  const { rate: percent, referenceRate, section } = rate.value
  const legal = referenceRate === undefined ? null : { reference: referenceRate, margin: percent - referenceRate }
  return { from, rate: percent, legal, base, section }
}
