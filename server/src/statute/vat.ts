import type { CalendarDate } from '../kernel/calendarDate.ts'
import { roundHalfUp } from '../kernel/money.ts'
import type { ReceivableFacts } from './facts.ts'
import { type Dated, inForce } from './sections.ts'

interface VatRate extends Dated {
  /** Hundredths of a percentage point: 25.5 % = 2550. */
  readonly basisPoints: bigint
}

export const VAT_RATES: readonly VatRate[] = [
  {
    validFrom: '2013-01-01',
    basisPoints: 2400n,
    section: '1501/1993 84 §',
    source: 'Value added tax act, general rate from 2013',
  },
  {
    validFrom: '2024-09-01',
    basisPoints: 2550n,
    section: '1501/1993 84 §',
    source: 'Value added tax act, general rate from 1.9.2024',
  },
]

export type VatFacts = Pick<ReceivableFacts, 'regime' | 'creditorMayDeductVat' | 'vatOnTopOfConsumerCaps'>

/** 513/1999 10 j §: a cap may be exceeded by the VAT that the creditor cannot deduct. */
function mayExceed(facts: VatFacts): boolean {
  if (facts.creditorMayDeductVat) return false
  return facts.regime === 'OTHER' || facts.vatOnTopOfConsumerCaps === true
}

/**
 * A cap (cents) with the VAT-equivalent on top when the creditor may not deduct VAT (10 e, 10 h and 10 j §). A cap is
 * never exceeded, so a fraction of a cent is dropped. Without a known rate nothing is added.
 */
export function withVatExcess(cap: bigint, facts: VatFacts, on: CalendarDate): bigint {
  const rate = mayExceed(facts) ? inForce(VAT_RATES, on) : undefined
  return rate ? (cap * (10_000n + rate.basisPoints)) / 10_000n : cap
}

/** The general rate of a day in hundredths of a percentage point; zero before the first rate on record. */
export function vatRateOn(on: CalendarDate): bigint {
  return inForce(VAT_RATES, on)?.basisPoints ?? 0n
}

/**
 * What a creditor is charged for costs of letters that the debtor will not pay any more, in cents. VAT is never put on a
 * debtor whose creditor may deduct it (513/1999 10 e, 10 h and 10 j §): then the costs asked were without VAT, and the
 * service that the creditor bears itself costs them and the VAT on them, which it deducts. A creditor that may not deduct
 * had the VAT in the costs already: it is charged what was asked, and no more.
 */
export function costsOnCreditor(
  costs: bigint,
  mayDeductVat: boolean,
  basisPoints: bigint,
): { readonly net: bigint; readonly vat: bigint } {
  if (mayDeductVat) return { net: costs, vat: roundHalfUp(costs * basisPoints, 10_000n) }
  const net = roundHalfUp(costs * 10_000n, 10_000n + basisPoints)
  return { net, vat: costs - net }
}
