import { addDays, type CalendarDate, maxDate } from '../kernel/calendarDate.ts'
import type { ReceivableFacts } from './facts.ts'
import { type Citation, type Dated, inForce, interestAct } from './sections.ts'

interface MarginRow extends Dated {
  /** Basis points above the reference rate. */
  readonly margin: bigint
}

/** 4 §: late interest in general. */
const GENERAL_MARGINS: readonly MarginRow[] = [
  { validFrom: '2002-07-01', margin: 700n, section: interestAct('4'), source: 'Act 633/1982 as amended by 340/2002' },
]

/** 4 a §: commercial contracts, debts that fall due after 16.3.2013. */
const COMMERCIAL_MARGINS: readonly MarginRow[] = [
  ...GENERAL_MARGINS,
  { validFrom: '2013-03-17', margin: 800n, section: interestAct('4 a'), source: 'Act 633/1982 as amended by 32/2013' },
]

/** The margin of a receivable, by the law of its due date; undefined before 1.7.2002, when the law was another. */
export function statutoryMargin(facts: ReceivableFacts): { margin: bigint; section: Citation } | undefined {
  const commercial = facts.commercialContract && facts.regime === 'OTHER'
  return inForce(commercial ? COMMERCIAL_MARGINS : GENERAL_MARGINS, facts.dueDate)
}

/** Days after sending from which interest runs when the due date does not bind the debtor (6 §). */
const DAYS_WITHOUT_BINDING_DUE_DATE = 30

/**
 * The day after which late interest runs: the due date if it is binding (5 §), otherwise 30 days from the sending of
 * the invoice (6 §) but never before the due date. An unknown day of sending is taken to be the due date, the latest.
 */
export function interestBase(facts: ReceivableFacts): CalendarDate {
  if (facts.dueDateBinding) return facts.dueDate
  const sent = facts.invoiceSentOn ?? facts.dueDate
  return maxDate(facts.dueDate, addDays(sent, DAYS_WITHOUT_BINDING_DUE_DATE))
}
