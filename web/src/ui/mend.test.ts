import { describe, expect, it } from 'vitest'
import { type MendPlace, mendedByStatus, mendOf } from './mend.ts'

const place: MendPlace = { companyId: 'c1', invoiceId: 'i1', customerId: 'k1', assignmentId: 'a1' }

describe('what stands against sending leads to where it is mended', () => {
  it.each([
    ['ADDRESS_MISSING', '/customers/k1?do=edit&field=street'],
    ['COLLECTION_PROHIBITED', '/customers/k1?do=edit&field=collectionProhibited'],
    ['ALREADY_REMINDED', '/invoices/i1?do=status'],
    ['LETTERS_MISSING', '/invoices/i1?do=status'],
    ['NOT_REQUESTED', '/invoices/i1?do=status'],
    ['STATUS_NOT_SENDABLE', '/invoices/i1?do=status'],
    ['NOT_OVERDUE', '/invoices/i1?do=dueDate'],
    ['TERM_TOO_SHORT', '/invoices/i1?do=dueDate'],
    ['DISPUTED', '/invoices/i1?do=disputeEnded'],
    ['COST_NOT_AGREED', '/invoices/i1?do=cost'],
    ['COST_DIFFERS', '/invoices/i1?do=cost'],
    ['PRESCRIBED', '/invoices/i1?do=creditLoss'],
    ['NOTHING_OPEN', '/invoices/i1#payments'],
    ['REMINDER_MISSING', '/invoices/i1#history'],
    ['REMINDER_TOO_RECENT', '/invoices/i1#history'],
    ['IN_SERVICE', '/assignments/a1'],
    ['SERVICE_NOT_ACTIVE', '/companies/c1/service'],
  ])('%s', (code, to) => {
    expect(mendOf(code, place)?.to).toBe(to)
  })

  it('what no act of a person mends leads nowhere', () => {
    expect(mendOf('CURRENCY_NOT_EURO', place)).toBeUndefined()
    expect(mendOf('IN_SERVICE', { ...place, assignmentId: null })).toBeUndefined()
  })

  it('many at once are mended by a status only where the status is what is wrong', () => {
    expect(mendedByStatus.map((code) => mendOf(code, place)?.word)).toEqual(['status', 'status', 'status', 'status'])
  })
})
