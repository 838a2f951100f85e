import { calendarDate } from '../../kernel/calendarDate.ts'
import { PUBLISHED_REFERENCE_RATES } from '../../statute/referenceRates.ts'
import type { Practice } from '../settings.ts'
import type { Assignment, Book } from './assignment.ts'
import type { Line, PostedLine } from './posting.ts'

const address = { street: 'Mallikatu 1', postCode: '00100', town: 'Helsinki', country: 'FI' }

export const practice: Practice = {
  settings: [
    { name: 'TERM_DAYS_CONSUMER', validFrom: calendarDate('2013-03-16'), value: 14n },
    { name: 'TERM_DAYS_BUSINESS', validFrom: calendarDate('2013-03-16'), value: 10n },
    { name: 'SMALL_REST', validFrom: calendarDate('2013-03-16'), value: 500n },
    { name: 'RECALL_FEE', validFrom: calendarDate('2013-03-16'), value: 2500n },
  ],
  rates: PUBLISHED_REFERENCE_RATES,
}

export function assignmentWith(
  change: Partial<Assignment> = {},
  kind: 'CONSUMER' | 'BUSINESS' = 'CONSUMER',
): Assignment {
  const isConsumer = kind === 'CONSUMER'
  return {
    companyId: 1n,
    id: 1n,
    uid: '00000000-0000-4000-8000-000000000001',
    previousId: null,
    service: 'REMINDER',
    afterReminder: 'CONTINUE',
    stage: 'RECEIVED',
    closeReason: null,
    receivedOn: calendarDate('2026-02-02'),
    closedOn: null,
    nextStep: 'REMINDER',
    nextStepOn: calendarDate('2026-02-02'),
    waitsFor: null,
    hold: null,
    holdsBefore: [],
    suspendedOn: null,
    policyVersion: 0,
    termEndsOn: null,
    reference: '10000010',
    clientIban: 'FI9399999900000014',
    creditor: {
      businessId: '1234567-1',
      name: 'Mallivelkoja Oy',
      auxiliaryName: 'Mallipuoti',
      address,
      email: null,
      phone: null,
      iban: 'FI2112345600000785',
      mayDeductVat: true,
    },
    debtor: {
      name: isConsumer ? 'Maija Mallinen' : 'Mallivelallinen Oy',
      businessId: isConsumer ? null : '0112038-9',
      kind,
      kindAssumed: false,
      address,
      email: null,
      phone: null,
      language: 'fi',
      contactPerson: null,
    },
    invoiceNumber: 'L1',
    invoiceReference: '202600017',
    issuedOn: calendarDate('2026-01-02'),
    dueOn: calendarDate('2026-01-16'),
    invoiceTotal: 10_000n,
    agreedInterest: null,
    currency: 'EUR',
    interestTo: null,
    interestBefore: 0n,
    authorisedOn: null,
    authorisedBy: null,
    judgmentOn: null,
    judgment: null,
    ...change,
  }
}

export function bookWith(assignment: Assignment, lines: readonly Line[], steps: Book['steps'] = []): Book {
  return { assignment, postings: lines.map((line, index): PostedLine => ({ ...line, id: BigInt(index + 1) })), steps }
}

export function principal(amount: bigint): Line {
  const on = calendarDate('2026-02-02')
  return { kind: 'PRINCIPAL', component: 'PRINCIPAL', beneficiary: 'CREDITOR', amount, on, section: null }
}

export function cost(amount: bigint, beneficiary: Line['beneficiary'] = 'AGENCY'): Line {
  const kind = beneficiary === 'AGENCY' ? 'REMINDER_COST' : 'FIXED_COMPENSATION'
  return { kind, component: 'COSTS', beneficiary, amount, on: calendarDate('2026-02-02'), section: '513/1999 10 a §' }
}

export function interest(amount: bigint): Line {
  return {
    kind: 'LATE_INTEREST',
    component: 'INTEREST',
    beneficiary: 'CREDITOR',
    amount,
    on: calendarDate('2026-02-02'),
    section: '633/1982 4 §',
  }
}
