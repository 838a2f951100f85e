import { describe, expect, test } from 'vitest'
import { readFilter, readSort } from './filterUrl.ts'

const read = (address: string) => readFilter(new URLSearchParams(address))

describe('the filters of the invoice list in the address', () => {
  test.each([
    ['', { section: 'OVERDUE' }],
    ['section=OPEN&q=malli', { section: 'OPEN', search: 'malli' }],
    ['openFrom=12,50&openTo=99', { section: 'OVERDUE', openFrom: '12.50', openTo: '99' }],
    ['dueFrom=2026-01-01&aux=Kahvila', { section: 'OVERDUE', dueFrom: '2026-01-01', auxiliaryName: 'Kahvila' }],
    ['status=REMINDED&status=x', { section: 'OVERDUE', statuses: ['REMINDED'] }],
    ['disputed=0', { section: 'OVERDUE', disputed: false }],
    ['section=x&dueTo=soon&openFrom=much', { section: 'OVERDUE' }],
  ])('%j', (address, filter) => {
    expect(read(address)).toEqual(filter)
  })

  test.each([
    ['sort=CUSTOMER_DESC', 'CUSTOMER_DESC'],
    ['sort=x', 'DUE_DATE'],
  ])('the order %j', (address, sort) => {
    expect(readSort(new URLSearchParams(address))).toBe(sort)
  })
})
