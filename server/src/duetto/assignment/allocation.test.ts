import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { beyondSum, NOTHING_BEYOND } from '../../ledger/payment/allocation.store.ts'
import { beyondOf, expectOf, lineShares, type MoneyFacts, type Shares, settledShares, total } from './allocation.ts'

const shares = (principal: bigint, interest = 0n, costs = 0n): Shares => ({ principal, interest, costs })
const nothing = shares(0n)
const facts = (change: Partial<MoneyFacts>): MoneyFacts => ({
  told: 0n,
  expected: NOTHING_BEYOND,
  used: nothing,
  agencyCosts: 0n,
  collected: nothing,
  settled: 0n,
  announced: 0n,
  lines: nothing,
  ...change,
})

describe('what received money paid beside the principal', () => {
  test.each<[string, Partial<MoneyFacts>, bigint]>([
    ['a direct payment of interest and principal', { told: 100n, used: shares(95n, 5n) }, 5n],
    ['a direct payment that the agency’s costs took', { told: 100n, used: shares(60n), agencyCosts: 40n }, 40n],
    ['more than anything was owed for', { told: 120n, used: shares(100n, 5n) }, 20n],
    ['collected, not booked', { used: shares(95n, 5n), collected: shares(95n, 5n) }, 0n],
    [
      'collected and booked as announced',
      { used: shares(95n, 5n), collected: shares(95n, 5n), settled: 100n, announced: 100n, lines: shares(0n, 5n) },
      5n,
    ],
    [
      'booked, and the bank took the payment back from the agency: all of it is owed back',
      { settled: 100n, announced: 100n, lines: shares(0n, 5n) },
      100n,
    ],
    ['taken back, and held back from another settlement', { settled: 0n, announced: 0n, lines: shares(0n) }, 0n],
    ['booked by hand before anything was told: the principal', { settled: 50n }, 0n],
    [
      'interest that turned out to be too much went to the principal',
      { used: shares(60n), collected: shares(60n), settled: 60n, announced: 60n, lines: shares(0n, 5n) },
      0n,
    ],
  ])('%s', (_, change, beyond) => {
    expect(beyondSum(beyondOf(facts(change)))).toBe(beyond)
  })

  const amount = fc.bigInt({ min: 0n, max: 20_000n })
  const three = fc.record({ principal: amount, interest: amount, costs: amount })

  it('leaves of the principal what the agency has open and what it has collected and nobody has booked', () => {
    fc.assert(
      fc.property(three, three, amount, three, (direct, collected, more, lines) => {
        const announced = more < total(collected) ? more : total(collected)
        const used = shares(
          direct.principal + collected.principal,
          direct.interest + collected.interest,
          direct.costs + collected.costs,
        )
        const all = facts({ told: total(direct), used, collected, settled: announced, announced, lines })
        const settled = settledShares(all)
        const received = all.told + all.settled
        // Of a principal large enough: what the ledger has left of it, and what the agency has.
        const asked = 1_000_000n
        const agencyOpen = asked - used.principal
        expect(asked - received + beyondSum(beyondOf(all))).toBe(agencyOpen + collected.principal - settled.principal)
        expect(total(settled)).toBe(announced)
      }),
    )
  })

  it('is nothing more than was collected once all of that is booked, whatever the lines said when they came', () => {
    fc.assert(
      fc.property(three, three, (collected, lines) => {
        const announced = total(collected)
        expect(settledShares(facts({ used: collected, collected, settled: announced, announced, lines }))).toEqual(
          collected,
        )
      }),
    )
  })
})

describe('a settlement’s line', () => {
  test.each([
    ['all that was collected', 100n, shares(95n, 5n), nothing, shares(95n, 5n)],
    ['what no line before it had', 30n, shares(120n, 5n, 5n), shares(95n, 5n), shares(25n, 0n, 5n)],
    ['less, when a payment was taken back', -100n, nothing, shares(95n, 5n), shares(-95n, -5n)],
    ['a part of that', -40n, nothing, shares(95n, 5n), shares(-35n, -5n)],
    ['never more interest than it has', 3n, shares(95n, 5n), nothing, shares(0n, 3n)],
  ])('has paid %s', (_, share, collected, before, expected) => {
    expect(lineShares(share, collected, before)).toEqual(expected)
  })
})

describe('a direct payment is expected to pay', () => {
  const open = { PRINCIPAL: 100n, INTEREST: 5n, COSTS: 10n, AGENCY_COSTS: 20n }
  test.each([
    ['CONSUMER', 50n, { ...NOTHING_BEYOND, INTEREST: 5n }, 55n],
    ['CONSUMER', 110n, { ...NOTHING_BEYOND, INTEREST: 5n, COSTS: 5n }, 0n],
    ['CONSUMER', 150n, { INTEREST: 5n, COSTS: 10n, AGENCY_COSTS: 20n, EXCESS: 15n }, 0n],
    ['BUSINESS', 32n, { INTEREST: 2n, COSTS: 10n, AGENCY_COSTS: 20n, EXCESS: 0n }, 100n],
  ] as const)('of a %s %s cents in the order of the law', (debtor, amount, beyond, principal) => {
    const use = expectOf(amount, open, debtor)
    expect(use.beyond).toEqual(beyond)
    expect(use.left.PRINCIPAL).toBe(principal)
  })
})
