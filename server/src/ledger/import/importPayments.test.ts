import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReadPayment } from '../../exchange/table/paymentFields.ts'
import { calendarDate } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import {
  digestOfPayment,
  type GivenPayment,
  type JudgedPayment,
  judgePayments,
  namesOfRows,
  type PayableInvoice,
  type PaymentFacts,
} from './importPayments.ts'

const today = calendarDate('2026-03-02')
const invoice = (id: bigint, more: Partial<PayableInvoice> = {}): PayableInvoice => ({
  id,
  number: String(id),
  reference: '10016',
  dueOn: calendarDate('2026-02-15'),
  currency: 'EUR',
  open: 10_000n,
  inService: false,
  hadService: false,
  paidThrough: null,
  ...more,
})
const read = (more: Partial<ReadPayment> = {}): ReadPayment => ({
  number: '1',
  reference: null,
  paidOn: calendarDate('2026-03-01'),
  amount: money(2_400n),
  payerName: 'Ostaja',
  paymentId: null,
  ...more,
})
const given = (rows: readonly ReadPayment[], noDoubles: readonly number[] = []): GivenPayment[] => {
  const names = namesOfRows(rows)
  return rows.map((row, index) => ({
    ...row,
    externalId: names[index] as string,
    digest: digestOfPayment(row),
    isNoDouble: noDoubles.includes(index),
    line: index + 2,
  }))
}
const facts = (more: Partial<PaymentFacts> = {}): PaymentFacts => ({
  known: [],
  invoices: [invoice(1n)],
  standing: [],
  sources: [],
  ...more,
})
const judge = (
  payments: readonly GivenPayment[],
  of: PaymentFacts,
  verdict: 'DIRECT_PAYMENT' | 'SETTLEMENT' | 'DOUBTFUL' = 'DIRECT_PAYMENT',
) => judgePayments(payments, of, today, async () => verdict)
const brief = (judged: readonly JudgedPayment[]) =>
  judged.map((one) => ('refusal' in one ? one.refusal.code : one.outcome))

describe('a payment of a list', () => {
  it.each<[string, Partial<ReadPayment>, Partial<PayableInvoice>, string]>([
    ['of an invoice that is open is new', {}, {}, 'NEW'],
    ['of an invoice that nobody has', { number: '9' }, {}, 'INVOICE_NOT_FOUND'],
    ['whose reference is another invoice’s', { reference: '20022' }, {}, 'REFERENCE_CONTRADICTS'],
    ['by reference alone is new', { number: null, reference: '10016' }, {}, 'NEW'],
    ['of tomorrow', { paidOn: calendarDate('2026-03-03') }, {}, 'DATE_IN_FUTURE'],
    ['in another currency', { amount: money(1n, 'SEK') }, {}, 'CURRENCY_DIFFERS'],
    ['of more than is open', { amount: money(10_001n) }, {}, 'EXCEEDS_OPEN'],
    [
      'of more than is open in the service is new: costs and interest',
      { amount: money(10_001n) },
      { inService: true, hadService: true },
      'NEW',
    ],
    ['of more than is open after the service', { amount: money(10_001n) }, { hadService: true }, 'EXCEEDS_OPEN'],
    [
      'of more than any invoice',
      { amount: money(10n ** 15n) },
      { inService: true, hadService: true },
      'AMOUNT_TOO_LARGE',
    ],
  ])('%s', async (_, row, books, answer) => {
    expect(brief(await judge(given([read(row)]), facts({ invoices: [invoice(1n, books)] })))).toEqual([answer])
  })

  it('that may be the agency’s settlement waits for a person', async () => {
    const served = facts({ invoices: [invoice(1n, { inService: true, hadService: true })] })
    expect(brief(await judge(given([read()]), served, 'DOUBTFUL'))).toEqual(['SETTLEMENT_OR_DIRECT_PAYMENT'])
    expect(await judge(given([read()]), served, 'SETTLEMENT')).toMatchObject([{ verdict: 'SETTLEMENT' }])
  })

  it('is a settlement or a direct payment when that is said', async () => {
    const served = facts({ invoices: [invoice(1n, { inService: true, hadService: true })] })
    const said = (isSettlement: boolean) => given([read()]).map((one) => ({ ...one, isSettlement }))
    expect(await judge(said(true), served, 'DOUBTFUL')).toMatchObject([{ outcome: 'NEW', verdict: 'SETTLEMENT' }])
    expect(await judge(said(false), served, 'DOUBTFUL')).toMatchObject([{ outcome: 'NEW', verdict: 'DIRECT_PAYMENT' }])
    expect(brief(await judge(said(true), facts()))).toEqual(['NOT_IN_SERVICE'])
  })

  it('sees what the ones before it left open', async () => {
    const rows = [
      read({ amount: money(6_000n) }),
      read({ amount: money(6_000n), payerName: 'Toinen' }),
      read({ amount: money(4_000n) }),
    ]
    expect(brief(await judge(given(rows), facts()))).toEqual(['NEW', 'EXCEEDS_OPEN', 'NEW'])
  })

  it('with a name of its own is known by that name, and another one may not bear it', async () => {
    const first = read({ paymentId: 'A1' })
    const known = [{ externalId: 'id:A1', digest: digestOfPayment(first), paymentId: 7n, invoiceId: 1n }]
    const rows = [first, read({ paymentId: 'A1', amount: money(5n) })]
    expect(brief(await judge(given(rows), facts({ known })))).toEqual(['ALREADY_THERE', 'EXTERNAL_ID_TAKEN_DIFFERENT'])
  })

  it('that the list repeats under its name is there already, or refused for the same reason at its own place', async () => {
    const named = (more: object = {}) => read({ paymentId: 'A1', ...more })
    expect(brief(await judge(given([named(), named(), named({ amount: money(5n) })]), facts()))).toEqual([
      'NEW',
      'ALREADY_THERE',
      'EXTERNAL_ID_TAKEN_DIFFERENT',
    ])
    const tooMuch = named({ amount: money(10_001n) })
    const refused = await judge(given([tooMuch, tooMuch]), facts())
    expect(refused).toMatchObject([
      { refusal: { code: 'EXCEEDS_OPEN', line: 2 } },
      { refusal: { code: 'EXCEEDS_OPEN', line: 3 } },
    ])
  })

  it('of a day that the invoice came with counted as paid may be part of that', async () => {
    const counted = facts({ invoices: [invoice(1n, { paidThrough: calendarDate('2026-03-01') })] })
    const later = read({ paidOn: calendarDate('2026-03-02') })
    expect(brief(await judge(given([read(), later]), counted))).toEqual(['COUNTED_IN_PAID', 'NEW'])
    expect(brief(await judge(given([read()], [0]), counted))).toEqual(['NEW'])
  })

  it('like one in the books is a double, unless that one is accounted for or a person says no', async () => {
    const standing = (count: number) => [{ invoiceId: 1n, paidOn: calendarDate('2026-03-01'), amount: 2_400n, count }]
    const two = [read(), read()]
    expect(brief(await judge(given(two), facts({ standing: standing(1) })))).toEqual(['PROBABLE_DOUBLE', 'NEW'])
    expect(brief(await judge(given(two, [0]), facts({ standing: standing(1) })))).toEqual(['NEW', 'NEW'])
    const [name] = namesOfRows(two)
    const known = [{ externalId: name as string, digest: digestOfPayment(read()), paymentId: 7n, invoiceId: 1n }]
    expect(brief(await judge(given(two), facts({ known, standing: standing(1) })))).toEqual(['ALREADY_THERE', 'NEW'])
  })
})

/** Books of one invoice that is never paid whole, as importing keeps them. */
async function imported(files: readonly (readonly ReadPayment[])[]): Promise<ReadPayment[]> {
  const known: PaymentFacts['known'][number][] = []
  const booked: ReadPayment[] = []
  for (const file of files) {
    const payments = given(file)
    const standing = booked.map((one) => ({ invoiceId: 1n, paidOn: one.paidOn, amount: one.amount.minor, count: 1 }))
    const summed = new Map<string, (typeof standing)[number]>()
    for (const one of standing) {
      const key = `${one.paidOn} ${one.amount}`
      summed.set(key, { ...one, count: (summed.get(key)?.count ?? 0) + 1 })
    }
    const books = facts({
      known: [...known],
      standing: [...summed.values()],
      invoices: [invoice(1n, { open: 10n ** 11n })],
    })
    for (const [index, one] of (await judge(payments, books)).entries()) {
      if (one.outcome !== 'NEW') continue
      const { externalId, digest } = payments[index] as GivenPayment
      known.push({ externalId, digest, paymentId: BigInt(booked.length), invoiceId: 1n })
      booked.push(payments[index] as ReadPayment)
    }
  }
  return booked
}

it('whatever files bring them, in whatever order and however often: no payment is booked more often than one file lists it', async () => {
  const row = fc.record({ amount: fc.constantFrom(100n, 200n), day: fc.constantFrom('2026-03-01', '2026-03-02') })
  const file = fc.array(row, { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 5 }), async (files) => {
      const lists = files.map((rows) =>
        rows.map(({ amount, day }) => read({ amount: money(amount), paidOn: calendarDate(day), payerName: null })),
      )
      const key = (one: ReadPayment) => `${one.paidOn} ${one.amount.minor}`
      const count = (list: readonly ReadPayment[], what: string) => list.filter((one) => key(one) === what).length
      const booked = await imported([...lists, ...lists])
      for (const what of new Set(lists.flat().map(key))) {
        expect(count(booked, what)).toBe(Math.max(...lists.map((list) => count(list, what))))
      }
    }),
  )
})
