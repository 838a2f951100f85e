import { describe, expect, it } from 'vitest'
import type { EInvoice } from '../../exchange/finvoice/einvoice.ts'
import { calendarDate } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import type { LedgerInvoice } from '../invoice/invoice.store.ts'
import { creditAll, findOriginal } from '../payment/creditNotes.ts'
import {
  customerIdentity,
  isSameDocument,
  type KnownDocument,
  type ReadDocument,
  refusalByItself,
} from './importPlan.ts'

const invoice = (more: Partial<EInvoice> = {}): EInvoice => ({
  version: '3.0',
  type: 'INV01',
  origin: 'Original',
  number: '1',
  issuedOn: calendarDate('2026-01-05'),
  dueOn: calendarDate('2026-01-19'),
  currency: 'EUR',
  total: money(10_000),
  paid: money(0),
  reference: '1232',
  seller: { businessId: '1234567-1', names: ['Mallitalo Oy'], accounts: [] },
  buyer: { name: 'Ostaja' },
  rows: [],
  ...more,
})
const read = (more: Partial<EInvoice> = {}): ReadDocument => ({
  source: 'FINVOICE',
  fileName: 'f.xml',
  line: 7,
  invoice: invoice(more),
  warnings: [],
})

describe('a customer is known', () => {
  const address = { street: [], postCode: '00100' }
  it.each<[string, EInvoice['buyer'], string]>([
    [
      'by the business ID, whatever the name',
      { name: 'A', businessId: '1572860-0', identifier: '1572860-0' },
      'business:1572860-0',
    ],
    ['else by the identifier that the seller gave', { name: 'A', identifier: ' C 12 ' }, 'identifier:c 12'],
    [
      'else by name and post code, however spelled',
      { name: '  Maija   MALLIKAS ', address },
      'name:maija mallikas|00100',
    ],
    ['in either form of a letter', { name: 'A\u030Ake', address }, 'name:åke|00100'],
  ])('%s', (_, buyer, identity) => {
    expect(customerIdentity(buyer)).toBe(identity.normalize('NFC'))
  })
})

describe('a document under a known number', () => {
  const known: KnownDocument = {
    number: '1',
    kind: 'INVOICE',
    invoiceId: 1n,
    total: 10_000n,
    currency: 'EUR',
    issuedOn: calendarDate('2026-01-05'),
    dueOn: calendarDate('2026-01-19'),
    reference: '1232',
  }
  it.each<[string, Partial<EInvoice>, boolean]>([
    ['is the same when all that counts is', {}, true],
    ['whatever the names in it', { buyer: { name: 'Toinen' } }, true],
    ['is another with another total', { total: money(10_001) }, false],
    ['another day', { issuedOn: calendarDate('2026-01-06') }, false],
    ['another due date', { dueOn: calendarDate('2026-01-20') }, false],
    ['another reference', { reference: '10016' }, false],
    ['another currency', { currency: 'SEK', total: money(10_000, 'SEK') }, false],
    ['or when it is a credit note', { type: 'INV02' }, false],
  ])('%s', (_, more, expected) => {
    expect(isSameDocument(known, invoice(more))).toBe(expected)
  })
})

describe('a document that no books would take', () => {
  it.each<[string, Partial<EInvoice>, string | undefined]>([
    ['more paid than invoiced', { paid: money(10_001) }, 'PAID_MORE_THAN_TOTAL'],
    ['an amount beyond reason', { total: money(10n ** 13n) }, 'AMOUNT_TOO_LARGE'],
    ['an ordinary one is none', {}, undefined],
  ])('%s', (_, more, code) => {
    expect(refusalByItself(read(more))?.code).toBe(code)
  })
})

describe('the original of a credit note', () => {
  const booked = (id: number, more: Partial<LedgerInvoice> = {}): LedgerInvoice => ({
    id: BigInt(id),
    customerId: 1n,
    number: String(id),
    reference: '1232',
    issuedOn: calendarDate('2026-01-05'),
    dueOn: calendarDate('2026-01-19'),
    overdueFrom: calendarDate('2026-01-20'),
    currency: 'EUR',
    total: 10_000n,
    paid: 0n,
    beyond: 0n,
    open: 10_000n,
    status: 'OPEN',
    inService: false,
    hadService: false,
    paidThrough: null,
    auxiliaryName: null,
    ...more,
  })
  const credit = (more: Partial<EInvoice> = {}) => read({ type: 'INV02', number: 'C', ...more })
  const paid = { paid: 10_000n, open: 0n }

  it('is the one named, never another with its reference', () => {
    expect(findOriginal(credit({ originalInvoice: { number: '2' } }), [booked(1), booked(2)])?.id).toBe(2n)
    expect(findOriginal(credit({ originalInvoice: { number: '9' } }), [booked(1)])).toBeUndefined()
  })

  it('is by reference the only unpaid one, and nothing when there are several', () => {
    expect(findOriginal(credit(), [booked(1, paid), booked(2)])?.id).toBe(2n)
    expect(findOriginal(credit(), [booked(1), booked(2)])).toBeUndefined()
    expect(findOriginal(credit(), [booked(1, paid)])?.id).toBe(1n)
  })

  it('gives each credit note what the ones before it left, in its own currency', () => {
    const documents = [4_000, 7_000, 6_000].map((cents, index) =>
      credit({ number: `C${index}`, total: money(cents), originalInvoice: { number: '1' } }),
    )
    const foreign = credit({ currency: 'SEK', total: money(100, 'SEK'), originalInvoice: { number: '1' } })
    const outcomes = creditAll([...documents, foreign], [booked(1)])
    expect(outcomes.map(({ result }) => (result.ok ? result.value.amount : result.error.code))).toEqual([
      4_000n,
      'CREDIT_EXCEEDS_OPEN',
      6_000n,
      'CURRENCY_DIFFERS',
    ])
  })
})
