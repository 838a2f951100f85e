import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { EmailConsent } from '../../statute/electronicLetter.ts'

export const consentWays = ['WRITTEN', 'EMAIL', 'ONLINE', 'PHONE'] as const
/** How a consent was given. */
export type ConsentWay = (typeof consentWays)[number]

/** A consent of a customer to letters by e-mail, as its card has it. */
export interface CustomerConsent extends EmailConsent {
  readonly id: bigint
  /** The address that it was given for. */
  readonly email: string
  readonly how: ConsentWay
}

/** May a consent given on a day be recorded? Errors: EMAIL_MISSING, DATE_IN_FUTURE. */
export function mayRecord(email: string | null, givenOn: CalendarDate, today: CalendarDate): Result<{ email: string }> {
  if (email === null) {
    const message = 'The card has no e-mail address that letters could go to. Add it first.'
    return err({ code: 'EMAIL_MISSING', message, field: 'input.customerId' })
  }
  if (givenOn > today) return err(inFuture('input.givenOn'))
  return ok({ email })
}

/** May it be withdrawn from a day on? Errors: CONSENT_MISSING, DATE_IN_FUTURE, CONSENT_LATER. */
export function mayWithdraw(
  running: CustomerConsent | undefined,
  withdrawnOn: CalendarDate,
  today: CalendarDate,
): Result<CustomerConsent> {
  if (!running) {
    const message = 'There is no consent that could be withdrawn.'
    return err({ code: 'CONSENT_MISSING', message, field: 'input.customerId' })
  }
  if (withdrawnOn > today) return err(inFuture('input.withdrawnOn'))
  if (withdrawnOn >= running.givenOn) return ok(running)
  const message = `The consent was given on ${running.givenOn}. It cannot be withdrawn before that.`
  return err({ code: 'CONSENT_LATER', message, field: 'input.withdrawnOn', values: { givenOn: running.givenOn } })
}

function inFuture(field: string) {
  return { code: 'DATE_IN_FUTURE', message: 'The day has not come yet. Give the day on which it happened.', field }
}
