import fc from 'fast-check'
import { expect, it } from 'vitest'
import { calendarDate } from '../../kernel/calendarDate.ts'
import { instructionOf, type Outgoing, type UnpaidTransfer } from './instruction.ts'

const day = calendarDate('2026-03-02')
const OURS = 'FI2112345600000785'

function transfer(ordinal: number, more: Partial<UnpaidTransfer> = {}): UnpaidTransfer {
  const base = {
    fileId: 1n,
    ordinal,
    endToEndId: `P${ordinal}`,
    reference: null,
    toIban: OURS,
    amount: 100n,
    executeOn: day,
  }
  return { ...base, ...more }
}

function row(more: Partial<Outgoing> = {}): Outgoing {
  const unnamed = { endToEndId: null, reference: null, payeeIban: null, instructionId: null }
  return { ...unnamed, amount: 100n, on: day, isSum: false, ...more }
}

const fileOf = (transfers: readonly UnpaidTransfer[], messageId = 'DUETTO-A', fileId = 1n) => {
  return { fileId, messageId, executeOn: day, transfers }
}

const two = [transfer(1), transfer(2, { toIban: 'FI9080002627761348', reference: '1232' })]

it.each<[string, Outgoing, readonly UnpaidTransfer[], number[]]>([
  ['its name', row({ endToEndId: 'P2' }), two, [2]],
  ['no other, when its name is not there', row({ endToEndId: 'P3' }), two, []],
  ['none, when the sum differs from what the name asked for', row({ endToEndId: 'P2', amount: 99n }), two, []],
  ['its reference', row({ reference: '1232' }), two, [2]],
  ['its receiver', row({ payeeIban: OURS }), two, [1]],
  ['none, when the receiver of the reference is another', row({ reference: '1232', payeeIban: OURS }), two, []],
  ['the oldest of equal ones', row({ payeeIban: OURS }), [transfer(2), transfer(1)], [1]],
  ['its reference, where the bank names it in its own way', row({ endToEndId: 'X17', reference: '1232' }), two, [2]],
  ['nothing by the sum alone, when two have it', row(), two, []],
  ['the only one of its sum', row(), [transfer(1), transfer(2, { amount: 7n })], [1]],
  ['none before its day', row({ on: calendarDate('2026-03-01'), endToEndId: 'P1' }), two, []],
  ['none by the sum alone after a week', row({ on: calendarDate('2026-03-09') }), [transfer(1)], []],
  ['its name, however late', row({ on: calendarDate('2026-03-30'), endToEndId: 'P1' }), two, [1]],
])('a row of the bank is the transfer of %s', (_, given, transfers, expected) => {
  expect(instructionOf(given, transfers, []).map(({ ordinal }) => ordinal)).toEqual(expected)
})

it.each<[string, Outgoing, number]>([
  ['by its name', row({ amount: 200n, instructionId: 'DUETTO-A', isSum: true }), 2],
  ['by its sum', row({ amount: 200n }), 2],
  ['not by another name', row({ amount: 200n, instructionId: 'DUETTO-B', isSum: true }), 0],
  ['not with another sum', row({ amount: 150n, instructionId: 'DUETTO-A', isSum: true }), 0],
  ['not a week later without its name', row({ amount: 200n, on: calendarDate('2026-03-09'), isSum: true }), 0],
  ['not when the row names a receiver', row({ amount: 200n, payeeIban: OURS }), 0],
])('a sum is a whole file %s', (_, given, count) => {
  expect(instructionOf(given, [], [fileOf(two)])).toHaveLength(count)
})

it('of two files with the same sum a person chooses', () => {
  const other = [transfer(3, { fileId: 2n }), transfer(4, { fileId: 2n })]
  const files = [fileOf(two), fileOf(other, 'DUETTO-B', 2n)]
  expect(instructionOf(row({ amount: 200n, isSum: true }), [], files)).toEqual([])
  expect(instructionOf(row({ amount: 200n, isSum: true, instructionId: 'DUETTO-B' }), [], files)).toEqual(other)
})

it('what is found always adds up to what was booked', () => {
  const amount = fc.bigInt({ min: 1n, max: 4n })
  const some = fc.array(
    fc.record({ amount, iban: fc.constantFrom(OURS, 'X'), reference: fc.constantFrom(null, '1232') }),
  )
  const rows = fc.record({
    amount,
    endToEndId: fc.constantFrom(null, 'P1', 'Z'),
    reference: fc.constantFrom(null, '1232'),
    payeeIban: fc.constantFrom(null, OURS),
    isSum: fc.boolean(),
  })
  fc.assert(
    fc.property(some, rows, (wishes, given) => {
      const transfers = wishes.map((wish, index) => {
        return transfer(index + 1, { amount: wish.amount, toIban: wish.iban, reference: wish.reference })
      })
      const found = instructionOf(row(given), transfers, [fileOf(transfers)])
      const sum = found.reduce((total, one) => total + one.amount, 0n)
      expect(found.length === 0 || sum === given.amount).toBe(true)
    }),
  )
})
