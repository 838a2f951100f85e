import { nextBankingDay } from '../kernel/bankingDay.ts'
import { addDays, type CalendarDate, maxDate, minDate } from '../kernel/calendarDate.ts'
import { isDemand, isReminder, type ReceivableFacts, type StepKind, type StepTaken, stepsUntil } from './facts.ts'
import type { Reason } from './reasons.ts'
import { type Citation, collectionAct } from './sections.ts'

/** Days of the law, by regime. */
export const CONSUMER_WAITS = {
  /** 10 b §: the invoice was sent this long before its due date. */
  invoiceBeforeDue: 14,
  /** 10 b §: passed since the due date before the first reminder may cost. */
  afterDue: 14,
  /** 10 b §: between letters that cost. */
  betweenLetters: 14,
  /** 5 §: between a reminder and the first payment demand. */
  reminderBeforeDemand: 14,
} as const

const OTHER_WAITS = {
  /** 10 f §. */
  betweenLetters: 10,
  /** 7 §: the time to pay that a reminder before a tratta gives. */
  termBeforeTratta: 10,
  /** 7 §: a tratta is published or registered not before and not after so many days from its sending. */
  trattaPublishedFrom: 14,
  trattaPublishedUntil: 60,
} as const

/** `from` is null when no date alone helps: something else must happen first. */
export interface Wait {
  readonly from: CalendarDate | null
  readonly sections: readonly Citation[]
  readonly reasons: readonly Reason[]
}

/** The last day on which a payment is in time: a due date without banking moves to the next day with it (622/1947 5 §). */
export function lastDayToPay(dueDate: CalendarDate): CalendarDate {
  return nextBankingDay(dueDate)
}

function wait(from: CalendarDate | null, section: Citation, code: Reason['code'], text: string): Wait {
  return { from, sections: [section], reasons: [{ code, text }] }
}

function demandSendable(facts: ReceivableFacts, lateFrom: CalendarDate, sent: readonly StepTaken[]): Wait {
  if (facts.regime === 'OTHER')
    return wait(lateFrom, collectionAct('5 b'), 'NOT_OVERDUE', `It is overdue from ${lateFrom}.`)
  const section = collectionAct('5')
  const reminders = sent.filter((step) => isReminder(step.kind) && step.sentOn >= lateFrom)
  const [first, ...rest] = reminders.map((step) => step.sentOn)
  if (!first) {
    const text = 'A consumer must be reminded after the due date before a payment demand may be sent.'
    return wait(null, section, 'REMINDER_MISSING', text)
  }
  const reminded = minDate(first, ...rest)
  const days = CONSUMER_WAITS.reminderBeforeDemand
  const text = `A consumer may be sent a payment demand ${days} days after the reminder of ${reminded}.`
  return wait(addDays(reminded, days), section, 'REMINDER_TOO_RECENT', text)
}

function trattaSendable(facts: ReceivableFacts, lateFrom: CalendarDate, sent: readonly StepTaken[]): Wait {
  const section = collectionAct('7')
  if (facts.regime === 'CONSUMER') {
    return wait(null, section, 'FORBIDDEN_FOR_CONSUMERS', 'A tratta may not be used against a consumer.')
  }
  const days = OTHER_WAITS.termBeforeTratta
  const ends = sent
    .filter((step) => (isReminder(step.kind) || isDemand(step.kind)) && step.payBy !== undefined)
    .filter((step) => (step.payBy as CalendarDate) >= addDays(step.sentOn, days))
    .map((step) => addDays(nextBankingDay(step.payBy as CalendarDate), 1))
  const [first, ...rest] = ends
  if (!first) {
    const text = `A tratta needs an earlier reminder that gave at least ${days} days to pay.`
    return wait(null, section, 'TERM_OF_REMINDER_MISSING', text)
  }
  const from = maxDate(minDate(first, ...rest), lateFrom)
  return wait(from, section, 'TERM_OF_REMINDER_RUNNING', `The time to pay of the reminder has passed from ${from}.`)
}

/** From which day a step may be taken at all, as things stand on a day; what it may cost is another question. */
export function sendableFrom(facts: ReceivableFacts, step: StepKind, on: CalendarDate): Wait {
  const sent = stepsUntil(facts, on)
  const lateFrom = addDays(lastDayToPay(facts.dueDate), 1)
  if (step === 'EXTENSION' || step === 'PAYMENT_PLAN') return { from: on, sections: [], reasons: [] }
  if (step === 'TRATTA') return trattaSendable(facts, lateFrom, sent)
  if (step === 'BANKRUPTCY_DEMAND' && facts.regime === 'CONSUMER') {
    const text = 'A bankruptcy demand is not used against a consumer.'
    return wait(null, collectionAct('10 a'), 'FORBIDDEN_FOR_CONSUMERS', text)
  }
  if (step === 'SECOND_DEMAND' && !sent.some((taken) => isDemand(taken.kind))) {
    return wait(
      null,
      collectionAct(facts.regime === 'CONSUMER' ? '5' : '5 b'),
      'FIRST_DEMAND_MISSING',
      'There has been no first payment demand.',
    )
  }
  if (isDemand(step)) return demandSendable(facts, lateFrom, sent)
  return wait(lateFrom, collectionAct('4'), 'NOT_OVERDUE', `It is overdue from ${lateFrom}.`)
}

function firstReminderChargeable(facts: ReceivableFacts, afterDue: CalendarDate): Wait {
  const section = collectionAct('10 b')
  const { invoiceBeforeDue, afterDue: days } = CONSUMER_WAITS
  const due = wait(
    afterDue,
    section,
    'TOO_SOON_AFTER_DUE_DATE',
    `A reminder may cost from ${afterDue}, ${days} days after the due date.`,
  )
  if (facts.dueDateBinding) return due
  if (!facts.invoiceSentOn) {
    const text = 'The first reminder is free: it is not known when the invoice was sent.'
    return wait(null, section, 'INVOICE_SENT_DATE_UNKNOWN', text)
  }
  if (addDays(facts.invoiceSentOn, invoiceBeforeDue) <= facts.dueDate) return due
  const text = `The first reminder is free: the invoice was sent less than ${invoiceBeforeDue} days before its due date.`
  return wait(null, section, 'INVOICE_SENT_TOO_LATE', text)
}

/**
 * From which day a step may be charged for. The wait between letters is counted from the latest reminder or demand of
 * either kind, charged or not: the stricter reading of 10 b § and 10 f §.
 */
export function chargeableFrom(facts: ReceivableFacts, step: StepKind, on: CalendarDate): Wait {
  const consumer = facts.regime === 'CONSUMER'
  const section = collectionAct(consumer ? '10 b' : '10 f')
  const lastDay = lastDayToPay(facts.dueDate)
  const overdue = wait(addDays(lastDay, 1), section, 'NOT_OVERDUE', `It is overdue from ${addDays(lastDay, 1)}.`)
  if (!isReminder(step) && !isDemand(step)) return overdue
  const letters = stepsUntil(facts, on).filter((taken) => isReminder(taken.kind) || isDemand(taken.kind))
  const [first, ...rest] = letters.map((taken) => taken.sentOn)
  const afterDue = addDays(lastDay, CONSUMER_WAITS.afterDue)
  if (!first) return consumer && isReminder(step) ? firstReminderChargeable(facts, afterDue) : overdue
  const days = consumer ? CONSUMER_WAITS.betweenLetters : OTHER_WAITS.betweenLetters
  const previous = maxDate(first, ...rest)
  const since = addDays(previous, days)
  const from = consumer && isReminder(step) ? maxDate(since, afterDue) : maxDate(since, addDays(lastDay, 1))
  const text = `A new letter may cost from ${from}, ${days} days after the letter of ${previous}.`
  return wait(from, section, 'TOO_SOON_AFTER_PREVIOUS', text)
}

/** When a tratta sent on a day may be published or entered in a credit register (7 §): both ends included. */
export function trattaPublication(sentOn: CalendarDate): { from: CalendarDate; to: CalendarDate; section: Citation } {
  const { trattaPublishedFrom, trattaPublishedUntil } = OTHER_WAITS
  return {
    from: addDays(sentOn, trattaPublishedFrom),
    to: addDays(sentOn, trattaPublishedUntil),
    section: collectionAct('7'),
  }
}
