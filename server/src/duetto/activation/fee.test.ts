import { expect, test } from 'vitest'
import { calendarDate as day } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import { removeService, stateUnder } from './activation.ts'
import { feeSums, monthOf, recallLines } from './fee.ts'

const list = {
  id: 1n,
  validFrom: day('2024-09-01'),
  transferFee: money(95),
  recallFee: money(2500),
  vatPercent: '25.50',
}
const recall = (charged: number) => {
  return { on: day('2026-03-02'), charged: money(charged), assignmentId: 1n, invoiceNumber: '7' }
}

test.each([
  [0, true, []],
  [2500, true, [['RECALL', 2500n, 638n]]],
  [
    3000,
    true,
    [
      ['RECALL', 2500n, 638n],
      ['CANCELLED_COSTS', 500n, 128n],
    ],
  ],
  [
    3000,
    false,
    [
      ['RECALL', 2500n, 638n],
      ['CANCELLED_COSTS', 398n, 102n],
    ],
  ],
])(
  'O7, A4: a recall that is charged %s cents, VAT deducted: %s, has its fees by kind, with VAT',
  (charged, deducts, expected) => {
    const lines = recallLines(recall(charged), [list], deducts)
    expect(lines.map(({ kind, net, vat }) => [kind, net.minor, vat.minor])).toEqual(expected)
    const { net, vat, total } = feeSums(lines)
    expect(total.minor).toBe(net.minor + vat.minor)
  },
)

test.each([
  ['2026-03', '2026-03-01', '2026-04-01'],
  ['2026-12', '2026-12-01', '2027-01-01'],
  ['2026-13', undefined, undefined],
  ['March', undefined, undefined],
])('the month %s is from %s to before %s', (text, from, to) => {
  expect(monthOf(text)).toEqual(from && { from, to })
})

test('A2: only who accepted another version is asked again; A3: only what is in use is removed', () => {
  expect(stateUnder('ACTIVE', '2024-1', '2026-1')).toBe('TERMS_PENDING')
  expect(stateUnder('ACTIVE', '2026-1', '2026-1')).toBe('ACTIVE')
  expect(stateUnder('REJECTED', '2024-1', '2026-1')).toBe('REJECTED')
  expect(removeService('ACTIVE', ' Why ')).toEqual({ ok: true, value: 'Why' })
  expect(removeService('REMOVED', 'Why').ok).toBe(false)
  expect(removeService('REJECTED', 'Why').ok).toBe(false)
})
