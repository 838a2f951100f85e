import { describe, expect, it, test } from 'vitest'
import type { NetvisorPayment } from '../../exchange/netvisor/salesPaymentList.ts'
import { calendarDate } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import type { CollectionStatus } from '../invoice/collectionStatus.ts'
import { firstNetvisorDay, type SourceFrom, sourceOn } from '../payment/paymentSource.ts'
import type { Told } from './netvisorPayment.store.ts'
import { stepOf } from './netvisorPayments.ts'
import { changedSince, firstProgress, nextPhase, nextRunAfter } from './netvisorProgress.ts'
import { nextTryAfter, statusFrom, statusToTell } from './netvisorStatus.ts'

const day = calendarDate

const sources: SourceFrom[] = [
  { from: day('2026-02-01'), source: 'NETVISOR' },
  { from: day('2026-03-01'), source: 'BANK_FILES' },
]

test.each([
  ['2026-01-31', 'BANK_FILES'],
  ['2026-02-01', 'NETVISOR'],
  ['2026-02-28', 'NETVISOR'],
  ['2026-03-01', 'BANK_FILES'],
])('a day has one source of payments: %s', (on, source) => {
  expect(sourceOn(sources, day(on))).toBe(source)
  expect(sourceOn([...sources].reverse(), day(on))).toBe(source)
})

test('Netvisor is asked for payments from the first of its days on, or not at all', () => {
  expect(firstNetvisorDay(sources)).toBe('2026-02-01')
  expect(firstNetvisorDay([])).toBeUndefined()
})

describe('a payment of Netvisor', () => {
  const payment: NetvisorPayment = {
    key: 1n,
    paidOn: day('2026-02-10'),
    sum: money(1000n),
    payerName: undefined,
    reference: undefined,
    invoiceNumber: '1',
    hasFailed: false,
  }
  const told: Told = {
    id: 1n,
    version: 1,
    amount: 1000n,
    bookedOn: day('2026-02-10'),
    state: 'BOOKED',
    isByHand: false,
  }
  it.each<[string, Partial<NetvisorPayment>, Partial<Told> | undefined, string]>([
    ['that is new is booked', {}, undefined, 'BOOK'],
    ['that stands is left', {}, {}, 'NOTHING'],
    ['that waits is left', {}, { state: 'UNMATCHED' }, 'NOTHING'],
    ['that a person placed is left, whatever Netvisor says now', { hasFailed: true }, { isByHand: true }, 'NOTHING'],
    ['of another amount is booked anew', { sum: money(900n) }, {}, 'REPLACE'],
    ['of another day is booked anew', { paidOn: day('2026-02-11') }, {}, 'REPLACE'],
    ['that failed afterwards is taken back', { hasFailed: true }, {}, 'TAKE_BACK'],
    ['that failed from the first is nothing', { hasFailed: true }, undefined, 'NOTHING'],
    ['that had failed and came is booked', {}, { state: 'REVERSED' }, 'BOOK'],
    ['of a day of bank files is theirs', { paidOn: day('2026-03-10') }, undefined, 'NOTHING'],
    ['moved to a day of bank files is taken back', { paidOn: day('2026-03-10') }, {}, 'TAKE_BACK'],
    ['of nothing or less is for a person', { sum: money(-100n) }, undefined, 'REFUSE'],
  ])('%s', (_, change, before, step) => {
    expect(stepOf({ ...payment, ...change }, before && { ...told, ...before }, sources)).toBe(step)
  })
})

test.each<[CollectionStatus, string | null, string | undefined]>([
  ['REMINDED', 'overdue', 'reminded'],
  ['REMINDED', 'reminded', undefined],
  ['REQUESTED', 'reminded', 'requested'],
  ['COLLECTED', 'open', 'collected'],
  ['OVERDUE', 'open', undefined],
  ['OVERDUE', 'collected', 'overdue'],
  ['OPEN', 'reminded', 'overdue'],
  ['CREDIT_LOSS', 'collected', 'creditloss'],
  ['PAID', 'collected', undefined],
  // Settled or unsent there: a letter here changes nothing of that.
  ['REMINDED', 'paid', undefined],
  ['COLLECTED', 'creditloss', undefined],
  ['REMINDED', 'unsent', undefined],
  ['REMINDED', null, undefined],
])('%s here and %s there: Netvisor is told %s', (status, there, word) => {
  expect(statusToTell(status, there)).toBe(word)
})

test('between open and overdue the calendar decides, and a settled word is no status of collection', () => {
  expect(
    (['open', 'overdue', 'reminded', 'requested', 'collected', 'paid', 'unsent'] as const).map(statusFrom),
  ).toEqual(['OPEN', 'OPEN', 'REMINDED', 'REQUESTED', 'COLLECTED', undefined, undefined])
})

describe('a run', () => {
  const now = new Date('2026-03-02T10:00:00Z')
  const minutes = (date: Date) => (date.getTime() - now.getTime()) / 60_000
  it('goes through its phases and ends', () => {
    const phases = []
    for (let at = nextPhase({ ...firstProgress(now), above: '7' }); at; at = nextPhase(at)) phases.push(at)
    expect(phases.map(({ phase, above }) => `${phase} ${above}`)).toEqual([
      'CUSTOMERS 0',
      'PAYMENTS 0',
      'CREDIT_NOTES 0',
    ])
  })

  it('asks for everything first, then for a window that overlaps the last one', () => {
    expect(changedSince(null, firstProgress(now))).toBeUndefined()
    expect(changedSince(new Date('2026-03-01T10:00:00Z'), firstProgress(now))?.from).toEqual(
      new Date('2026-03-01T09:45:00Z'),
    )
  })

  it('comes again after half an hour, after failures later each time, at most half a day', () => {
    expect([0, 1, 2, 3, 20].map((failures) => minutes(nextRunAfter(now, failures)))).toEqual([30, 5, 10, 20, 720])
    expect([1, 2, 3, 20].map((attempts) => minutes(nextTryAfter(now, attempts)))).toEqual([5, 10, 20, 720])
  })
})
