import { describe, expect, it } from 'vitest'
import type { BankTransaction, Remittance } from '../../exchange/bank/statement.ts'
import { calendarDate } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import { firstState, isSupersededBy, type Mention, type Pairable, pairReversals, partsOf } from './bankMatching.ts'

const transaction = (more: Partial<BankTransaction> = {}): BankTransaction => ({
  key: 'k',
  accountIban: 'FI2112345600000785',
  direction: 'CRDT',
  reversal: false,
  bookedOn: calendarDate('2026-02-02'),
  amount: money(10_000),
  remittances: [],
  detail: 'COMPLETE',
  line: 1,
  ...more,
})

const names = (reference: string, cents: number, creditNote = false): Remittance => ({
  reference,
  amount: money(cents),
  creditNote,
})

describe('what a transaction pays', () => {
  it.each<[string, Partial<BankTransaction>, string[]]>([
    ['one reference: the whole of it', { reference: '1232' }, ['1232 10000']],
    [
      'several references whose amounts make the whole: each its own',
      { remittances: [names('1232', 4_000), names('10016', 6_000)] },
      ['1232 4000', '10016 6000'],
    ],
    [
      'several references whose amounts do not: unknown',
      { remittances: [names('1232', 4_000), names('10016', 5_000)] },
      [],
    ],
    ['with a credit note set off: unknown', { remittances: [names('1232', 12_000), names('10016', 2_000, true)] }, []],
    ['a batch that is not divided: unknown', { reference: '1232', detail: 'BATCH_WITHOUT_DETAILS' }, []],
    ['no reference: unknown', {}, []],
  ])('%s', (_, more, expected) => {
    expect(partsOf(transaction(more)).map((part) => `${part.reference} ${part.amount}`)).toEqual(expected)
  })
})

describe('where a transaction starts', () => {
  it.each<[string, Partial<BankTransaction>, string]>([
    ['money out', { direction: 'DBIT' }, 'OUTGOING OUTGOING'],
    ['money out that came back', { direction: 'CRDT', reversal: true }, 'OUTGOING OUTGOING'],
    [
      'money in that is taken back',
      { direction: 'DBIT', reversal: true, reference: '1232' },
      'UNMATCHED REVERSAL_WITHOUT_PAYMENT',
    ],
    ['a batch without its payments', { detail: 'BATCH_WITHOUT_DETAILS' }, 'UNMATCHED BATCH_WITHOUT_DETAILS'],
    ['a reference', { reference: '1232' }, 'UNMATCHED NO_INVOICE_WITH_REFERENCE'],
    ['something in place of a reference', { rawReference: '1233' }, 'UNMATCHED REFERENCE_INVALID'],
    ['no reference', {}, 'UNMATCHED NO_REFERENCE'],
    [
      'several that do not add up',
      { remittances: [names('1232', 1), names('10016', 1)] },
      'UNMATCHED SEVERAL_REFERENCES',
    ],
  ])('%s', (_, more, expected) => {
    const { state, reason } = firstState(transaction(more))
    expect(`${state} ${reason}`).toBe(expected)
  })
})

describe('a reversal', () => {
  const one = (id: number, more: Partial<Pairable> = {}): Pairable => ({
    id: BigInt(id),
    iban: 'FI2112345600000785',
    archiveId: null,
    reference: '1232',
    amount: 100n,
    currency: 'EUR',
    bookedOn: calendarDate('2026-02-02'),
    ...more,
  })
  const pairs = (reversals: Pairable[], credits: Pairable[]) =>
    pairReversals(reversals, credits).map(({ reversal, credit }) => `${reversal.id} takes ${credit.id}`)

  it('takes the payment with its archive id, else the oldest alike, each once', () => {
    const credits = [one(1), one(2, { archiveId: 'A' }), one(3, { bookedOn: calendarDate('2026-01-02') })]
    expect(pairs([one(10, { archiveId: 'A' })], credits)).toEqual(['10 takes 2'])
    expect(pairs([one(10), one(11), one(12), one(13)], credits)).toEqual(['10 takes 3', '11 takes 1', '12 takes 2'])
  })

  it('takes nothing of another amount, reference, currency or account', () => {
    const others: Partial<Pairable>[] = [
      { amount: 99n },
      { reference: '10016' },
      { reference: null },
      { currency: 'SEK' },
      { iban: 'FI9080002627761348' },
    ]
    expect(
      pairs(
        [one(10, { archiveId: 'A' })],
        others.map((more, index) => one(index, { ...more, archiveId: 'A' })),
      ),
    ).toEqual([])
  })

  it('without a reference goes by the archive id alone', () => {
    const reversal = one(10, { reference: null, archiveId: 'A' })
    expect(pairs([reversal], [one(1), one(2, { archiveId: 'A' })])).toEqual(['10 takes 2'])
    expect(pairs([one(10, { reference: null })], [one(1, { reference: null })])).toEqual([])
  })
})

describe('the same money in two files', () => {
  const mention = (more: Partial<Mention>): Mention => ({
    kind: 'STATEMENT',
    archiveId: 'A',
    entryArchiveId: 'A',
    reference: null,
    amount: 300n,
    isDivided: false,
    ...more,
  })
  const detail = mention({ kind: 'NOTIFICATION', archiveId: null, reference: '1232', amount: 100n, isDivided: true })
  const single = mention({ kind: 'NOTIFICATION', reference: '1232' })

  it.each<[string, Mention, Mention, boolean]>([
    ['a batch gives way to its payments', mention({}), detail, true],
    ['but not to those of another entry', mention({ entryArchiveId: 'B' }), detail, false],
    ['nor within files of one kind', mention({ kind: 'NOTIFICATION' }), detail, false],
    ['payments never give way to their batch', detail, mention({}), false],
    ['a movement without a reference gives way to itself with one', mention({}), single, true],
    ['but not when the amount differs', mention({ amount: 301n }), single, false],
    ['nor when it has a reference', mention({ reference: '1232' }), single, false],
  ])('%s', (_, plain, better, expected) => {
    expect(isSupersededBy(plain, better)).toBe(expected)
  })
})
