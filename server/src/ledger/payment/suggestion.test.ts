import { describe, expect, it, test } from 'vitest'
import { calendarDate } from '../../kernel/calendarDate.ts'
import { type Candidate, isTypo, suggest } from './suggestion.ts'

const invoice = (change: Partial<Candidate>): Candidate => ({
  id: 1n,
  number: '1001',
  reference: '10016',
  dueOn: calendarDate('2026-02-10'),
  open: 12_400n,
  balance: null,
  likeness: 0,
  ...change,
})
const money = { amount: 5_000n, reference: null, message: null }

test.each([
  ['10016', '10016', false],
  ['10017', '10016', true],
  ['01016', '10016', true],
  ['1001', '10016', true],
  ['100166', '10016', true],
  ['10061', '10016', true],
  ['10115', '10016', false],
  ['999', '9998', false],
])('the reference %s typed for %s is taken for a slip: %s', (typed, meant, expected) => {
  expect(isTypo(typed, meant)).toBe(expected)
})

describe('an invoice is suggested', () => {
  test.each<[string, object, Partial<Candidate>, string[]]>([
    ['for its reference', { reference: '10016' }, {}, ['REFERENCE']],
    ['for its reference in the message', { message: 'viite 1 0016' }, {}, ['REFERENCE']],
    ['for a slip in its reference', { reference: '10061' }, {}, ['REFERENCE_TYPO']],
    ['for the amount unpaid', { amount: 12_400n }, {}, ['AMOUNT']],
    ['for what the agency asks', { amount: 13_000n }, { balance: 13_000n }, ['AMOUNT']],
    ['for its number in the message', { message: 'Lasku 1001, kiitos' }, {}, ['NUMBER_IN_MESSAGE']],
    ['for a name like the payer’s', {}, { likeness: 0.5 }, ['PAYER_NAME']],
    ['not for nothing', {}, { likeness: 0.1 }, []],
    ['not for a longer number in the message', { message: 'Lasku 110012' }, { reference: null }, []],
  ])('%s', (_why, told, change, grounds) => {
    expect(suggest({ ...money, ...told }, [invoice(change)]).flatMap((one) => one.grounds)).toEqual(grounds)
  })

  it('the likeliest first, of equal ones the oldest due, each with no more than it wants', () => {
    const found = suggest({ amount: 20_000n, reference: '10016', message: null }, [
      invoice({ id: 1n, reference: null, likeness: 0.9 }),
      invoice({ id: 2n, dueOn: calendarDate('2026-03-10') }),
      invoice({ id: 3n, open: 1_000n, balance: 1_500n }),
    ])
    expect(found.map(({ invoiceId, amount }) => [invoiceId, amount])).toEqual([
      [3n, 1_500n],
      [2n, 12_400n],
      [1n, 12_400n],
    ])
  })
})
