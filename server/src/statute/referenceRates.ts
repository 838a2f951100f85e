import { type CalendarDate, calendarDate } from '../kernel/calendarDate.ts'

/** The reference rate of a half-year (633/1982 12 §). */
export interface ReferenceRate {
  /** First day of the half-year. */
  readonly from: CalendarDate
  /** Basis points a year: 2.5 % = 250. */
  readonly basisPoints: bigint
  /** Published by the Bank of Finland; derived from the ECB's rate by the rule of 12 §; or entered by staff. */
  readonly status: 'PUBLISHED' | 'DERIVED' | 'ENTERED'
  readonly source: string
}

export type ReferenceRates = readonly ReferenceRate[]

const BANK = 'Bank of Finland, table of reference rates'
const notice = (number: string): string => `Bank of Finland notice, Statute Book ${number}`

// [year, half, percent times 10, source]
const PUBLISHED: readonly (readonly [number, 1 | 2, number, string])[] = [
  [2002, 2, 35, BANK],
  [2003, 1, 30, BANK],
  [2003, 2, 25, BANK],
  [2004, 1, 25, BANK],
  [2004, 2, 25, BANK],
  [2005, 1, 25, BANK],
  [2005, 2, 25, BANK],
  [2006, 1, 25, BANK],
  [2006, 2, 30, BANK],
  [2007, 1, 40, BANK],
  [2007, 2, 45, BANK],
  [2008, 1, 45, BANK],
  [2008, 2, 45, BANK],
  [2009, 1, 25, BANK],
  [2009, 2, 10, BANK],
  [2010, 1, 10, BANK],
  [2010, 2, 10, BANK],
  [2011, 1, 10, BANK],
  [2011, 2, 15, BANK],
  [2012, 1, 10, BANK],
  [2012, 2, 10, BANK],
  [2013, 1, 10, BANK],
  [2013, 2, 5, notice('472/2013')],
  [2014, 1, 5, notice('1306/2013')],
  [2014, 2, 5, notice('479/2014')],
  [2015, 1, 5, notice('1434/2014')],
  [2015, 2, 5, notice('829/2015')],
  [2016, 1, 5, notice('1594/2015')],
  [2016, 2, 0, notice('518/2016')],
  [2017, 1, 0, notice('1331/2016')],
  [2017, 2, 0, notice('416/2017')],
  [2018, 1, 0, notice('1016/2017')],
  [2018, 2, 0, notice('499/2018')],
  [2019, 1, 0, notice('1160/2018')],
  [2019, 2, 0, BANK],
  [2020, 1, 0, BANK],
  [2020, 2, 0, BANK],
  [2021, 1, 0, BANK],
  [2021, 2, 0, BANK],
  [2022, 1, 0, BANK],
  [2022, 2, 0, BANK],
  [2023, 1, 25, BANK],
  [2023, 2, 40, BANK],
  [2024, 1, 45, BANK],
  [2024, 2, 45, BANK],
  [2025, 1, 35, BANK],
  [2025, 2, 25, 'Derived: ECB main refinancing rate 2.15 % from 11.6.2025, rounded up to the next half (12 §)'],
  [2026, 1, 25, 'Bank of Finland release, sttinfo.fi 71709487'],
]

/**
 * The rates on record to begin with, 2002H2 to 2026H1. Later ones are entered by staff when they are published: the
 * published figure counts, for rounding the ECB's rate up does not always give it.
 */
export const PUBLISHED_REFERENCE_RATES: ReferenceRates = PUBLISHED.map(([year, half, tenths, source]) => ({
  from: calendarDate(`${year}-${half === 1 ? '01' : '07'}-01`),
  basisPoints: BigInt(tenths) * 10n,
  status: source.startsWith('Derived') ? 'DERIVED' : 'PUBLISHED',
  source,
}))
