import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { calendarDate as day } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import { refusals, type SendFacts, type SentLetter, type Service } from './eligibility.ts'

const today = day('2026-03-10')
const letter = (kind: SentLetter['kind'], sentOn: string): SentLetter => ({ kind, sentOn: day(sentOn), cost: null })
const bothLetters = [letter('REMINDER', '2026-02-10'), letter('NOTICE', '2026-02-25')]

const overdue: SendFacts = {
  status: 'OVERDUE',
  inService: false,
  total: money(12_400),
  open: money(12_400),
  issuedOn: day('2026-01-10'),
  dueOn: day('2026-01-26'),
  disputed: false,
  debtorKind: 'CONSUMER',
  collectionProhibited: false,
  hasAddress: true,
  hasEmail: false,
  letters: [],
  payments: [],
}
const requested: SendFacts = { ...overdue, status: 'REQUESTED', letters: bothLetters }
const codes = (service: Service, facts: SendFacts, on = today) =>
  refusals(service, facts, on).map((refusal) => refusal.code)

describe('R3: reminder material is made only of an overdue invoice', () => {
  test.each([
    ['UNSENT', ['NOT_OVERDUE']],
    ['OPEN', ['NOT_OVERDUE']],
    ['OVERDUE', []],
    ['REMINDED', ['ALREADY_REMINDED']],
    ['REQUESTED', ['ALREADY_REMINDED']],
    ['COLLECTED', ['STATUS_NOT_SENDABLE']],
    ['PAID', ['STATUS_NOT_SENDABLE']],
    ['CREDIT_LOSS', ['STATUS_NOT_SENDABLE']],
  ] as const)('status %s: %j', (status, expected) => {
    expect(codes('REMINDER', { ...overdue, status })).toEqual(expected)
  })
})

describe('C2: collection material needs both letters, and a status that says so', () => {
  const sent = { both: bothLetters, reminder: bothLetters.slice(0, 1), notice: bothLetters.slice(1), none: [] }

  test.each<[SendFacts['status'], keyof typeof sent, string[]]>([
    ['REQUESTED', 'both', []],
    ['REQUESTED', 'none', ['LETTERS_MISSING']],
    ['REQUESTED', 'reminder', ['LETTERS_MISSING']],
    ['REQUESTED', 'notice', ['LETTERS_MISSING']],
    ['REMINDED', 'both', ['NOT_REQUESTED']],
    ['OVERDUE', 'both', ['NOT_REQUESTED']],
    ['OVERDUE', 'none', ['LETTERS_MISSING', 'NOT_REQUESTED']],
    ['PAID', 'both', ['STATUS_NOT_SENDABLE']],
  ])('status %s with letters sent: %s: %j', (status, letters, expected) => {
    expect(codes('COLLECTION', { ...overdue, status, letters: sent[letters] })).toEqual(expected)
  })

  it('looks at the letters, not at the word', () => {
    expect(refusals('COLLECTION', { ...requested, letters: [] }, today)[0]?.message).toContain(
      'a payment reminder and a payment notice',
    )
  })

  test.each([
    ['CONSUMER', '2026-02-23', ['REMINDER_TOO_RECENT']],
    ['CONSUMER', '2026-02-24', []],
    ['BUSINESS', '2026-02-23', []],
  ] as const)(
    'a %s may on %s be demanded payment of after a reminder of 10 February (513/1999 5 §): %j',
    (debtorKind, on, expected) => {
      const letters = [letter('REMINDER', '2026-02-10'), letter('NOTICE', '2026-02-20')]
      expect(codes('COLLECTION', { ...requested, letters, debtorKind }, day(on))).toEqual(expected)
    },
  )

  it('does not count a reminder that went out before the due date', () => {
    const letters = [letter('REMINDER', '2026-01-15'), letter('NOTICE', '2026-03-05')]
    expect(codes('COLLECTION', { ...requested, letters })).toEqual(['REMINDER_TOO_RECENT'])
  })
})

describe.each(['REMINDER', 'COLLECTION'] as const)('to the service %s', (service) => {
  const good = service === 'REMINDER' ? overdue : requested

  test.each<[string, Partial<SendFacts>, string]>([
    ['what is in the service', { inService: true }, 'IN_SERVICE'],
    ['what is paid', { open: money(0) }, 'NOTHING_OPEN'],
    ['kronor', { open: money(100, 'SEK'), total: money(100, 'SEK') }, 'CURRENCY_NOT_EURO'],
    ['a disputed invoice', { disputed: true }, 'DISPUTED'],
    ['a customer with a collection prohibition', { collectionProhibited: true }, 'COLLECTION_PROHIBITED'],
    ['a customer without any address', { hasAddress: false }, 'ADDRESS_MISSING'],
  ])('%s is refused, and the refusal says what to do', (_what, change, code) => {
    const found = refusals(service, { ...good, ...change }, today)
    expect(found.map((refusal) => refusal.code)).toEqual([code])
    expect(found[0]?.message).toMatch(/^.+\. .+\.$/)
  })

  it.each([
    ['BUSINESS', []],
    ['CONSUMER', ['ADDRESS_MISSING']],
  ] as const)(
    'an e-mail address is enough for a business, a consumer is written to on paper: %s',
    (debtorKind, expected) => {
      expect(codes(service, { ...good, debtorKind, hasAddress: false, hasEmail: true })).toEqual(expected)
    },
  )

  it('a debt is time-barred three years after the due date or the newest letter (728/2003)', () => {
    const expires = service === 'REMINDER' ? '2029-01-26' : '2029-02-25'
    const after = service === 'REMINDER' ? '2029-01-27' : '2029-02-26'
    expect(codes(service, good, day(expires))).toEqual([])
    expect(codes(service, good, day(after))).toEqual(['PRESCRIBED'])
  })
})

it('no invoice may be sent to both services on one day', () => {
  const facts = fc.record({
    status: fc.constantFrom<SendFacts['status']>(
      'UNSENT',
      'OPEN',
      'OVERDUE',
      'REMINDED',
      'REQUESTED',
      'COLLECTED',
      'PAID',
      'CREDIT_LOSS',
    ),
    letters: fc.subarray(bothLetters),
    inService: fc.boolean(),
    debtorKind: fc.constantFrom<SendFacts['debtorKind']>('CONSUMER', 'BUSINESS'),
  })
  fc.assert(
    fc.property(facts, (change) => {
      const sendable = (['REMINDER', 'COLLECTION'] as const).filter(
        (service) => codes(service, { ...overdue, ...change }).length === 0,
      )
      expect(sendable.length).toBeLessThan(2)
    }),
  )
})
