import { addDays, type CalendarDate } from '../kernel/calendarDate.ts'
import type { StatusUpdateInput } from '../ledger/invoice/statusUpdate.service.ts'
import type { Known } from './sends.ts'

/** Days between a company's own reminder and its notice. */
const NOTICE_AFTER = 15

/** What the company itself does with a late invoice on a day: letters of its own, or giving it up. */
export function byHand({ late, invoice }: Known, on: CalendarDate): StatusUpdateInput | undefined {
  const { course, dueOn, customer } = invoice
  const base = { companyId: late.companyId, invoiceId: late.id, on, note: null }
  if (course.kind === 'LOST' && late.status === 'OVERDUE' && on >= addDays(dueOn, course.days)) {
    return {
      ...base,
      status: 'CREDIT_LOSS',
      letterChannel: null,
      letterCost: null,
      note: 'Luottotappio, asiakas tavoittamattomissa',
    }
  }
  if (course.kind !== 'OWN_LETTERS') return undefined
  const channel = customer.email === null ? ('PRINT' as const) : ('EMAIL' as const)
  const letter = { letterChannel: channel, letterCost: customer.businessId === null ? '5.00' : '12.00' }
  if (late.status === 'OVERDUE' && on >= addDays(dueOn, course.days)) return { ...base, ...letter, status: 'REMINDED' }
  const isNoticeDue = late.status === 'REMINDED' && on >= addDays(dueOn, course.days + NOTICE_AFTER)
  return isNoticeDue ? { ...base, ...letter, letterCost: '0.00', status: 'REQUESTED' } : undefined
}
