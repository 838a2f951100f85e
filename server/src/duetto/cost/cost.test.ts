import { expect, it, test } from 'vitest'
import { calendarDate } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import { agreementOn, type CostAgreement, costRefusal } from './cost.ts'

const agreement = (amount: number, from: string, to: string | null = null): CostAgreement => ({
  kind: 'REMINDER',
  amount: money(amount),
  validFrom: calendarDate(from),
  validTo: to === null ? null : calendarDate(to),
})
const agreements = [agreement(500, '2026-01-01', '2026-06-30'), agreement(400, '2026-03-01', '2026-03-31')]

test.each([
  ['2025-12-31', undefined],
  ['2026-01-01', 500n],
  ['2026-03-01', 400n],
  ['2026-03-31', 400n],
  ['2026-04-01', 500n],
  ['2026-06-30', 500n],
  ['2026-07-01', undefined],
])('F1: on %s the agreement that began last holds: %s', (on, expected) => {
  expect(agreementOn(agreements, 'REMINDER', calendarDate(on))?.amount.minor).toBe(expected)
})

it('F1: a cost of another amount is refused with the agreed one, and one that nobody agreed on is refused too', () => {
  const on = calendarDate('2026-02-01')
  expect(costRefusal({ kind: 'REMINDER', amount: money(500) }, agreements, on)).toBeUndefined()
  expect(costRefusal({ kind: 'REMINDER', amount: money(600) }, agreements, on)).toMatchObject({
    code: 'COST_DIFFERS',
    message: expect.stringContaining('5.00 EUR'),
  })
  expect(costRefusal({ kind: 'NOTICE', amount: money(500) }, agreements, on)?.code).toBe('COST_NOT_AGREED')
})
