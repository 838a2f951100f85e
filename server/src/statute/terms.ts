import type { CalendarDate } from '../kernel/calendarDate.ts'
import { type Citation, type Dated, inForce, paymentTermsAct } from './sections.ts'

interface TermRow extends Dated {
  /** Days without an express agreement. */
  readonly usual: number
  /** Days with one; null when there is no limit. */
  readonly express: number | null
}

/** 30/2013 4 §: the debtor is a contracting entity. */
const PUBLIC_TERMS: readonly TermRow[] = [
  { validFrom: '2013-03-16', usual: 30, express: 60, section: paymentTermsAct('4'), source: 'Act 30/2013' },
]

/** 30/2013 5 §: the debtor is a trader. */
const TRADER_TERMS: readonly TermRow[] = [
  { validFrom: '2013-03-16', usual: 60, express: null, section: paymentTermsAct('5'), source: 'Act 30/2013' },
  {
    validFrom: '2015-05-01',
    usual: 30,
    express: null,
    section: paymentTermsAct('5'),
    source: 'Act 30/2013 as amended by 385/2015',
  },
]

export interface PaymentTermAnswer {
  readonly lawful: boolean
  /** The longest lawful term in the circumstances, days; null when there is no limit. */
  readonly longest: number | null
  readonly section: Citation
}

/** Is a term of so many days lawful in a commercial contract made on a day? Undefined before the act. */
export function paymentTerm(
  payer: 'PUBLIC' | 'TRADER',
  days: number,
  expresslyAgreed: boolean,
  contractOn: CalendarDate,
): PaymentTermAnswer | undefined {
  const row = inForce(payer === 'PUBLIC' ? PUBLIC_TERMS : TRADER_TERMS, contractOn)
  if (!row) return undefined
  const longest = expresslyAgreed ? row.express : row.usual
  return { lawful: longest === null || days <= longest, longest, section: row.section }
}
