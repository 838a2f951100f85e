import { describe, expect, it, test } from 'vitest'
import { calendarDate } from '../../kernel/calendarDate.ts'
import {
  type ChangedPart,
  type Compared,
  partsChanged,
  refusalOfChange,
  type StandingInvoice,
  type ToldBefore,
} from './netvisorChange.ts'

const day = calendarDate
const row = (description: string) => ({
  description,
  quantity: '1',
  unitPrice: '100',
  vatPercent: '25.5',
  total: '100.00',
})

const book: StandingInvoice = {
  total: 10_000n,
  dueOn: day('2026-02-01'),
  rows: [row('Työ')],
  issuedOn: day('2026-01-10'),
  currency: 'EUR',
  paid: 0n,
  beyond: 0n,
  open: 10_000n,
  inService: false,
  source: 'NETVISOR',
  firstDueOn: null,
}
const same: Compared = { total: book.total, dueOn: book.dueOn, rows: book.rows }
const told: ToldBefore = same
const nothing: ToldBefore = { total: null, dueOn: null, rows: null }

describe('what changed in Netvisor', () => {
  test.each<[string, Partial<StandingInvoice>, ToldBefore, Partial<Compared>, ChangedPart[]]>([
    ['nothing', {}, told, {}, []],
    ['a total', {}, told, { total: 9_000n }, ['TOTAL']],
    ['a due date', {}, told, { dueOn: day('2026-02-05') }, ['DUE_DATE']],
    ['rows', {}, told, { rows: [row('Tarvikkeet')] }, ['ROWS']],
    ['a total that was never told', {}, nothing, { total: 9_000n }, ['TOTAL']],
    ['not a due date that only the books moved', { dueOn: day('2026-02-09') }, told, {}, []],
    [
      'not one that the books moved before it was ever told',
      { dueOn: day('2026-02-09'), firstDueOn: day('2026-02-01') },
      nothing,
      {},
      [],
    ],
    ['not what both changed alike', { dueOn: day('2026-02-09') }, told, { dueOn: day('2026-02-09') }, []],
    ['not rows of an e-invoice, worded otherwise', { source: 'FINVOICE', rows: [row('Work')] }, nothing, {}, []],
    ['rows of an e-invoice that change there', { source: 'FINVOICE' }, told, { rows: [row('X')] }, ['ROWS']],
  ])('%s', (_, own, before, there, parts) => {
    expect(partsChanged({ ...book, ...own }, before, { ...same, ...there })).toEqual(parts)
  })

  it('goes on waiting until the books are alike', () => {
    const there = { ...same, total: 9_000n }
    expect(partsChanged(book, there, there, ['TOTAL'])).toEqual(['TOTAL'])
    expect(partsChanged({ ...book, total: 9_000n }, there, there, ['TOTAL'])).toEqual([])
  })
})

describe('a change that the books take over', () => {
  const open: [string, Partial<StandingInvoice>, Partial<Compared>, ChangedPart[], string | undefined][] = [
    [
      'is any of an unpaid invoice',
      {},
      { total: 1n, dueOn: day('2026-03-01') },
      ['TOTAL', 'DUE_DATE', 'ROWS'],
      undefined,
    ],
    ['is a total down to what was paid', { paid: 4_000n, open: 6_000n }, { total: 4_000n }, ['TOTAL'], undefined],
    [
      'is none below what was paid',
      { paid: 4_000n, open: 6_000n },
      { total: 3_999n },
      ['TOTAL'],
      'NETVISOR_TOTAL_BELOW_PAID',
    ],
    [
      'leaves out what paid interest',
      { paid: 4_000n, beyond: 500n, open: 6_500n },
      { total: 3_500n },
      ['TOTAL'],
      undefined,
    ],
    [
      'is none while the service has it',
      { inService: true },
      { total: 9_000n },
      ['TOTAL'],
      'NETVISOR_CHANGED_IN_SERVICE',
    ],
    ['is none of a settled one', { open: 0n }, { total: 12_000n }, ['TOTAL'], 'NETVISOR_CHANGED_SETTLED'],
    ['is the rows of a settled one', { open: 0n }, { rows: [] }, ['ROWS'], undefined],
    ['is no total of nothing', {}, { total: 0n }, ['TOTAL'], 'NETVISOR_TOTAL_NOT_STORABLE'],
    ['is no day before the issue', {}, { dueOn: day('2026-01-09') }, ['DUE_DATE'], 'NETVISOR_DUE_BEFORE_ISSUE'],
    ['is none of an e-invoice', { source: 'FINVOICE' }, { total: 9_000n }, ['TOTAL'], 'NETVISOR_CHANGED_OTHER_SOURCE'],
  ]
  test.each(open)('%s', (_, own, there, parts, code) => {
    const found = refusalOfChange(
      { ...book, ...own },
      { ...same, ...there },
      { parts, isMovedHere: false, byPerson: false },
    )
    expect(found?.code).toBe(code)
  })

  it('a person decides on what was moved here too, on e-invoices, and on a due date in the service', () => {
    const there = { ...same, dueOn: day('2026-03-01') }
    const parts: ChangedPart[] = ['DUE_DATE']
    expect(refusalOfChange(book, there, { parts, isMovedHere: true, byPerson: false })?.code).toBe(
      'NETVISOR_CHANGED_HERE',
    )
    for (const own of [{}, { source: 'FINVOICE' as const }, { inService: true }]) {
      expect(refusalOfChange({ ...book, ...own }, there, { parts, isMovedHere: true, byPerson: true })).toBeUndefined()
    }
    const total: ChangedPart[] = ['TOTAL']
    const served = { ...book, inService: true }
    expect(refusalOfChange(served, there, { parts: total, isMovedHere: false, byPerson: true })?.code).toBe(
      'NETVISOR_CHANGED_IN_SERVICE',
    )
  })
})
