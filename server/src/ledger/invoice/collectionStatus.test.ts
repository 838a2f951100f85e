import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBankingDay } from '../../kernel/bankingDay.ts'
import { addDays, calendarDate } from '../../kernel/calendarDate.ts'
import {
  type CollectionStatus,
  collectionStatuses,
  mayBeSetByHand,
  overdueFrom,
  statusByHand,
  statusOn,
  statusWhenReopened,
} from './collectionStatus.ts'

const day = calendarDate

describe('the first overdue day', () => {
  it.each([
    ['a banking day: the day after it', '2026-03-04', '2026-03-05'],
    ['a Saturday: Monday is still in time', '2026-03-07', '2026-03-10'],
    ['Good Friday: the Tuesday after Easter is still in time', '2026-04-03', '2026-04-08'],
    ['Independence Day on a Sunday: Monday is still in time', '2026-12-06', '2026-12-08'],
    ['Christmas Eve: the first weekday after Christmas is still in time', '2026-12-24', '2026-12-29'],
  ])('%s', (_, dueOn, expected) => {
    expect(overdueFrom(day(dueOn))).toBe(expected)
  })

  it('always follows a banking day that is not before the due date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (days) => {
        const dueOn = addDays(day('2000-01-01'), days)
        const lastInTime = addDays(overdueFrom(dueOn), -1)
        expect(isBankingDay(lastInTime)).toBe(true)
        expect(lastInTime >= dueOn).toBe(true)
      }),
    )
  })
})

describe('the status on a day', () => {
  it.each(collectionStatuses)('%s turns to OVERDUE by the calendar only when it is OPEN', (stored) => {
    const from = day('2026-03-05')
    expect(statusOn(stored, from, day('2026-03-04'))).toBe(stored)
    expect(statusOn(stored, from, day('2026-03-05'))).toBe(stored === 'OPEN' ? 'OVERDUE' : stored)
  })
})

describe('an invoice whose payment is taken back', () => {
  it.each<[CollectionStatus | undefined, string, CollectionStatus]>([
    [undefined, '2026-03-04', 'OPEN'],
    ['OPEN', '2026-03-04', 'OPEN'],
    ['OPEN', '2026-03-05', 'OVERDUE'],
    ['OVERDUE', '2026-03-04', 'OPEN'],
    ['REMINDED', '2026-03-05', 'REMINDED'],
    ['REQUESTED', '2026-03-05', 'REQUESTED'],
    ['COLLECTED', '2026-03-05', 'COLLECTED'],
  ])('that was %s, on %s, is %s', (before, today, expected) => {
    expect(statusWhenReopened(before, day('2026-03-05'), day(today))).toBe(expected)
  })
})

describe('a change of status by hand', () => {
  const now = {
    status: 'OVERDUE' as const,
    inService: false,
    issuedOn: day('2026-02-18'),
    overdueFrom: day('2026-03-05'),
    today: day('2026-04-01'),
  }
  const reminded = {
    status: 'REMINDED' as const,
    on: day('2026-03-20'),
    letterChannel: 'PRINT' as const,
    letterCost: 500n,
  }

  it('is allowed along this table alone', () => {
    const table = collectionStatuses.map(
      (from) => `${from.padEnd(11)} -> ${collectionStatuses.filter((to) => mayBeSetByHand(from, to)).join(' ') || '-'}`,
    )
    expect(`\n${table.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      UNSENT      -> OPEN
      OPEN        -> CREDIT_LOSS
      OVERDUE     -> REMINDED REQUESTED COLLECTED CREDIT_LOSS
      REMINDED    -> OVERDUE REQUESTED COLLECTED CREDIT_LOSS
      REQUESTED   -> OVERDUE REMINDED COLLECTED CREDIT_LOSS
      COLLECTED   -> OVERDUE REMINDED REQUESTED CREDIT_LOSS
      PAID        -> -
      CREDIT_LOSS -> OVERDUE
      "
    `)
  })

  it('to reminded carries the letter', () => {
    expect(statusByHand(now, reminded)).toEqual({
      ok: true,
      value: { on: '2026-03-20', letter: { sentOn: '2026-03-20', channel: 'PRINT', cost: 500n } },
    })
  })

  it('without a letter holds from today unless a day is given', () => {
    const wish = { status: 'CREDIT_LOSS' as const, on: null, letterChannel: null, letterCost: null }
    expect(statusByHand(now, wish)).toEqual({ ok: true, value: { on: '2026-04-01', letter: null } })
  })

  it.each([
    ['IN_SERVICE', { ...now, inService: true }, reminded],
    ['STATUS_NOT_ALLOWED', { ...now, status: 'OPEN' as const }, reminded],
    ['STATUS_NOT_ALLOWED', now, { ...reminded, status: 'PAID' as const }],
    ['DATE_IN_FUTURE', now, { ...reminded, on: day('2026-04-02') }],
    ['DAY_TOO_EARLY', now, { ...reminded, on: day('2025-03-20') }],
    ['LETTER_DATE_MISSING', now, { ...reminded, on: null }],
    ['LETTER_CHANNEL_MISSING', now, { ...reminded, letterChannel: null }],
    ['LETTER_COST_MISSING', now, { ...reminded, letterCost: null }],
    ['LETTER_COST_NEGATIVE', now, { ...reminded, letterCost: -1n }],
    ['LETTER_BEFORE_OVERDUE', now, { ...reminded, on: day('2026-03-04') }],
    ['LETTER_NOT_EXPECTED', now, { ...reminded, status: 'COLLECTED' as const }],
  ])('is refused with %s', (code, situation, wish) => {
    expect(statusByHand(situation, wish)).toMatchObject({ ok: false, error: { code } })
  })
})
