import { nextBankingDay } from '../kernel/bankingDay.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { addDays } from '../kernel/calendarDate.ts'
import type { Book, LetterDraft, Step } from './assignment.ts'
import { rungOf } from './ladder.ts'
import type { LetterRequest } from './letterMatter.ts'
import type { LetterStep } from './policy.ts'
import { HOUSE_POLICY } from './policy.ts'
import { balanceOf } from './posting.ts'
import { runningInterest } from './runningInterest.ts'
import type { Practice } from './settings.ts'
import { ownTextIn, settingOn } from './settings.ts'

/** The newest letter that the agency has sent. */
export function newestLetter(book: Book): (Step & { readonly rung: LetterStep }) | undefined {
  const letters = book.steps.flatMap((step) => {
    const rung = step.byAgency ? rungOf(step.kind) : undefined
    return rung ? [{ ...step, rung }] : []
  })
  return letters.at(-1)
}

/** The last day to pay of a letter that goes on a day. */
export function termFrom({ assignment }: Book, on: CalendarDate, { settings }: Practice): CalendarDate {
  const isConsumer = assignment.debtor.kind === 'CONSUMER'
  const term = settingOn(settings, isConsumer ? 'TERM_DAYS_CONSUMER' : 'TERM_DAYS_BUSINESS', on)
  return nextBankingDay(addDays(on, Number(term)))
}

/**
 * How a letter goes: by e-mail to a business whose address is known, unless the creditor's policy wants paper. A
 * consumer's consent to electronic letters (513/1999 5 §) is not in the material.
 */
export function channelFor(
  { assignment: { debtor }, policy = HOUSE_POLICY }: Book,
  step: LetterStep,
): 'EMAIL' | 'PRINT' {
  const mayMail = policy.rules[step].channel === 'AUTO' && debtor.kind === 'BUSINESS'
  return mayMail && debtor.email !== null ? 'EMAIL' : 'PRINT'
}

/** A letter on the book as it stands with everything that the letter adds. One beside the ladder goes as the newest of the ladder. */
export function letterOf(
  book: Book,
  { kind, dueOn, matter }: Pick<LetterRequest, 'kind' | 'dueOn' | 'matter'>,
  on: CalendarDate,
  practice: Practice,
): LetterDraft {
  const { language } = book.assignment.debtor
  const asksNothing = matter?.kind === 'DISPUTE_ANSWER' && matter.upheld
  return {
    ...{ kind, sentOn: on, dueOn, language },
    channel: channelFor(book, newestLetter(book)?.rung ?? 'REMINDER'),
    total: asksNothing ? 0n : balanceOf(book.postings),
    ownText: ownTextIn(practice.ownTexts, kind, language),
    interest: asksNothing ? null : runningInterest(book, practice.rates),
    ...(matter ? { matter } : {}),
  }
}
