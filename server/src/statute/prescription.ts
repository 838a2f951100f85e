import { addYears, type CalendarDate, compareDates, minDate } from '../kernel/calendarDate.ts'
import { type ReceivableFacts, stepsUntil } from './facts.ts'
import { type Citation, limitationAct } from './sections.ts'

/** Years of the limitation act. */
const LIMITATION = {
  /** 4 and 5 §: from the due date, and again from each interruption (13 §). */
  years: 3,
  /** 13 §: after a final judgment. */
  afterJudgment: 5,
  /** 13 a §: in any case, contractual money debt of a natural person. */
  absolute: 20,
  absoluteOfNaturalCreditor: 25,
} as const

export interface PrescriptionAnswer {
  /** The last day on which the debt may be collected. */
  readonly expiresOn: CalendarDate
  readonly prescribed: boolean
  readonly sections: readonly Citation[]
}

interface Interruption {
  readonly on: CalendarDate
  readonly judgment: boolean
}

/** What interrupts: a letter that identifies the debt, a payment, an acknowledgement (10 §), a judgment (11 §). */
function interruptions(facts: ReceivableFacts, on: CalendarDate): Interruption[] {
  const days = [
    ...stepsUntil(facts, on).map((step) => step.sentOn),
    ...facts.payments.map((payment) => payment.on),
    ...(facts.acknowledgedOn ?? []),
  ]
  const all = days.map((day) => ({ on: day, judgment: false }))
  if (facts.judgmentOn) all.push({ on: facts.judgmentOn, judgment: true })
  return all.filter((event) => event.on > facts.dueDate && event.on <= on).sort((a, b) => compareDates(a.on, b.on))
}

/** Whether a debt is time-barred on a day. Undefined for taxes and public charges: another act (706/2007) rules them. */
export function prescription(facts: ReceivableFacts, on: CalendarDate): PrescriptionAnswer | undefined {
  if (facts.publicLaw) return undefined
  let years: number = LIMITATION.years
  let expiresOn = addYears(facts.dueDate, years)
  const sections = [limitationAct('4')]
  for (const event of interruptions(facts, on)) {
    if (event.on > expiresOn) break
    if (event.judgment) years = LIMITATION.afterJudgment
    expiresOn = addYears(event.on, years)
    if (!sections.includes(limitationAct('13'))) sections.push(limitationAct('10'), limitationAct('13'))
  }
  if (facts.debtorIsNaturalPerson ?? facts.regime === 'CONSUMER') {
    const most = facts.creditorIsNaturalPerson ? LIMITATION.absoluteOfNaturalCreditor : LIMITATION.absolute
    const absolute = addYears(facts.dueDate, most)
    if (absolute < expiresOn) sections.push(limitationAct('13 a'))
    expiresOn = minDate(expiresOn, absolute)
  }
  return { expiresOn, prescribed: on > expiresOn, sections }
}
