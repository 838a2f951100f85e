import { addMonths, type CalendarDate } from '../kernel/calendarDate.ts'

/** A consumer's consent to letters by e-mail, as it travels and is kept. */
export interface EmailConsent {
  readonly givenOn: CalendarDate
  /** The first day on which it holds no more; null: it has not been withdrawn. */
  readonly withdrawnOn: CalendarDate | null
}

/** 513/1999, 5 §: a consent holds for at most twelve months. */
const MONTHS = 12

/** The last day of a consent; a period of months ends on the day of the same number (150/1930, 3 §). */
export function consentEndsOn(givenOn: CalendarDate): CalendarDate {
  return addMonths(givenOn, MONTHS)
}

/** Why a letter may not go to a consumer by e-mail on a day; undefined: the consent holds (513/1999, 5 §). */
export function consentLacks(
  consent: EmailConsent | null | undefined,
  on: CalendarDate,
): 'NO_CONSENT' | 'CONSENT_WITHDRAWN' | 'CONSENT_ENDED' | undefined {
  if (!consent || on < consent.givenOn) return 'NO_CONSENT'
  if (consent.withdrawnOn !== null && consent.withdrawnOn <= on) return 'CONSENT_WITHDRAWN'
  return on > consentEndsOn(consent.givenOn) ? 'CONSENT_ENDED' : undefined
}
