import type { ChannelReason } from '../../exchange/messages/preview.ts'
import { nextBankingDay } from '../../kernel/bankingDay.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { addDays, calendarDate } from '../../kernel/calendarDate.ts'
import { consentLacks, type EmailConsent } from '../../statute/electronicLetter.ts'
import type { Book, DebtorCard, LetterDraft, Step } from '../case/assignment.ts'
import { rungOf } from '../case/ladder.ts'
import type { LetterStep } from '../case/policy.ts'
import { HOUSE_POLICY } from '../case/policy.ts'
import { balanceOf } from '../case/posting.ts'
import { runningInterest } from '../case/runningInterest.ts'
import type { Practice } from '../settings.ts'
import { ownTextIn, settingOn } from '../settings.ts'
import type { LetterRequest } from './letterMatter.ts'

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
 * How a letter goes on a day, and why: by e-mail to a business whose address is known, and to a consumer whose consent
 * holds on the day (513/1999, 5 §), unless the creditor's policy wants paper.
 */
export function channelFor(
  { assignment: { debtor }, policy = HOUSE_POLICY }: Pick<Book, 'assignment' | 'policy'>,
  step: LetterStep,
  on: CalendarDate,
): { readonly channel: 'EMAIL' | 'PRINT'; readonly reason: ChannelReason } {
  if (policy.rules[step].channel !== 'AUTO') return { channel: 'PRINT', reason: 'POLICY' }
  if (debtor.email === null) return { channel: 'PRINT', reason: 'NO_EMAIL' }
  if (debtor.kind === 'BUSINESS') return { channel: 'EMAIL', reason: 'BUSINESS' }
  const lacks = consentLacks(consentOf(debtor), on)
  return lacks ? { channel: 'PRINT', reason: lacks } : { channel: 'EMAIL', reason: 'CONSENT' }
}

/** What the creditor has told of the debtor's consent to letters by e-mail. */
export function consentOf({ emailConsent }: DebtorCard): EmailConsent | null {
  if (!emailConsent) return null
  const { givenOn, withdrawnOn } = emailConsent
  return { givenOn: calendarDate(givenOn), withdrawnOn: withdrawnOn === null ? null : calendarDate(withdrawnOn) }
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
    channel: channelFor(book, newestLetter(book)?.rung ?? 'REMINDER', on).channel,
    total: asksNothing ? 0n : balanceOf(book.postings),
    ownText: ownTextIn(practice.ownTexts, kind, language),
    interest: asksNothing ? null : runningInterest(book, practice.rates),
    ...(matter ? { matter } : {}),
  }
}
