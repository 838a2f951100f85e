import { describe, expect, test } from 'vitest'
import { readFilter, readSort } from './filterUrl.ts'

describe('a filter read from the address', () => {
  test('takes what is a filter', () => {
    const params = new URLSearchParams(
      'company=a&company=b&stage=NOTICE&kind=REMINDER&minDays=31&maxDays=60&minBalance=10,50&from=2026-01-01&q=aho',
    )
    expect(readFilter(params)).toEqual({
      companyIds: ['a', 'b'],
      kind: 'REMINDER',
      stages: ['NOTICE'],
      search: 'aho',
      minDaysOverdue: 31,
      maxDaysOverdue: 60,
      minBalance: '10.50',
      maxBalance: null,
      openedFrom: '2026-01-01',
      openedTo: null,
      includeClosed: false,
    })
  })

  test('leaves out what is none', () => {
    const filter = readFilter(new URLSearchParams('stage=WRONG&kind=X&minDays=many&minBalance=1e3&from=yesterday'))
    expect(Object.values(filter).filter((value) => value !== null && value !== false)).toEqual([])
  })

  test('includes closed assignments when the closed stage is asked for', () => {
    expect(readFilter(new URLSearchParams('stage=CLOSED')).includeClosed).toBe(true)
  })

  test('orders by due date unless the address names another known order', () => {
    expect(readSort(new URLSearchParams('sort=BALANCE_DESC'))).toBe('BALANCE_DESC')
    expect(readSort(new URLSearchParams('sort=DROP'))).toBe('DUE_DATE')
  })
})
