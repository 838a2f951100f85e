import fc from 'fast-check'

/** What people, banks and messages may do to one invoice in the service. */
export type Act =
  | { readonly kind: 'DIRECT' | 'SETTLEMENT' | 'CREDIT' | 'AGENCY' | 'OTHER'; readonly cents: number }
  /** Paid to the agency, settled, told and booked. */
  | { readonly kind: 'PAID_OUT'; readonly cents: number }
  | { readonly kind: 'REVERSE' | 'REVERSE_AGENCY'; readonly pick: number }
  /** Messages of both directions arrive in this order, some twice, some not at all yet. */
  | { readonly kind: 'ARRIVE'; readonly order: readonly number[] }
  | { readonly kind: 'ANSWER'; readonly confirm: boolean; readonly surveillance: boolean }
  | { readonly kind: 'ASK'; readonly what: 'Recall' | 'CreditLoss' }
  | { readonly kind: 'LATER'; readonly days: number }
  | { readonly kind: 'DELIVER' | 'SETTLE' | 'BOOK' | 'DUE_DATE' | 'REFUND' }

const cents = fc.integer({ min: 1, max: 13_000 })
const just = <Kind extends string>(...kinds: Kind[]) => fc.record({ kind: fc.constantFrom(...kinds) })

export const anAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('PAID_OUT' as const), cents }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('DIRECT' as const, 'AGENCY' as const), cents }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('CREDIT' as const, 'SETTLEMENT' as const, 'OTHER' as const), cents }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('REVERSE' as const, 'REVERSE_AGENCY' as const), pick: fc.nat(20) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('LATER' as const), days: fc.integer({ min: 1, max: 16 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('ARRIVE' as const), order: fc.array(fc.nat(30), { maxLength: 8 }) }),
  },
  { weight: 4, arbitrary: just('DELIVER', 'SETTLE', 'BOOK') },
  { weight: 1, arbitrary: just('DUE_DATE', 'REFUND') },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('ASK' as const),
      what: fc.constantFrom('Recall' as const, 'CreditLoss' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('ANSWER' as const), confirm: fc.boolean(), surveillance: fc.boolean() }),
  },
)
