import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type NetvisorBench, USER } from '../kit/netvisor.ts'
import { type NetvisorApp, netvisorApp } from '../kit/netvisorApp.ts'
import { people, signedIn } from '../kit/people.ts'

/** Whatever happens in Netvisor between fetches that come or break off: in the end both have the same unpaid. */

let t: NetvisorApp
beforeAll(async () => {
  t = await netvisorApp()
})
afterAll(() => t.close())

type Happening =
  | { readonly what: 'INVOICE'; readonly paid: number }
  | { readonly what: 'PAYMENT'; readonly invoice: number; readonly cents: number }
  | { readonly what: 'CHANGE'; readonly payment: number; readonly cents: number }
  | { readonly what: 'FAIL'; readonly payment: number }
  | { readonly what: 'FETCH'; readonly breaksAt: number }

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ what: fc.constant('INVOICE' as const), paid: fc.integer({ min: 0, max: 3_000 }) }),
  fc.record({ what: fc.constant('PAYMENT' as const), invoice: fc.nat(9), cents: fc.integer({ min: 1, max: 1_500 }) }),
  fc.record({ what: fc.constant('CHANGE' as const), payment: fc.nat(9), cents: fc.integer({ min: 1, max: 1_500 }) }),
  fc.record({ what: fc.constant('FAIL' as const), payment: fc.nat(9) }),
  fc.record({ what: fc.constant('FETCH' as const), breaksAt: fc.integer({ min: 0, max: 12 }) }),
)

/** Netvisor's own books, by which its list tells what is unpaid. */
class TheirBooks {
  readonly #bench: NetvisorBench
  readonly invoices: { key: number; number: string; paid: number }[] = []
  readonly payments: { key: number; invoice: number; cents: number; hasFailed: boolean }[] = []

  constructor(bench: NetvisorBench) {
    this.#bench = bench
  }

  happens(one: Happening): void {
    if (one.what === 'INVOICE') this.#add(one.paid)
    if (one.what === 'PAYMENT' && this.invoices.length > 0) this.#pay(one.invoice % this.invoices.length, one.cents)
    const at = 'payment' in one && this.payments.length > 0 ? one.payment % this.payments.length : undefined
    const payment = at === undefined ? undefined : this.payments[at]
    if (payment && one.what === 'CHANGE') payment.cents = one.cents
    if (payment && one.what === 'FAIL') payment.hasFailed = true
    if (!payment) return
    const sum = euros(payment.cents)
    this.#bench.changePayment(payment.key, { sum, ...(payment.hasFailed ? { bankStatus: 'FAILED' } : {}) })
    this.#tell(payment.invoice)
  }

  #add(paid: number): void {
    const number = String(this.invoices.length + 1)
    const key = this.#bench.invoice({ number, total: '100.00', open: euros(10_000 - paid), reference: '1070' })
    this.invoices.push({ key, number, paid })
  }

  #pay(at: number, cents: number): void {
    const { number } = this.invoices[at] as { number: string }
    const key = this.#bench.payment({ invoice: number, sum: euros(cents), on: '2026-03-02', reference: '1070' })
    this.payments.push({ key, invoice: at, cents, hasFailed: false })
    this.#tell(at)
  }

  open(at: number): number {
    const own = this.payments.filter((one) => one.invoice === at && !one.hasFailed)
    return 10_000 - (this.invoices[at]?.paid ?? 0) - own.reduce((sum, one) => sum + one.cents, 0)
  }

  #tell(at: number): void {
    this.#bench.change(this.invoices[at]?.key ?? 0, { open: euros(this.open(at)) })
  }
}

const euros = (cents: number): string => (cents / 100).toFixed(2)

it('whatever the order, and wherever a fetch breaks off, nothing is booked twice and nothing is lost', async () => {
  const all = people(t.db, t.app.database)
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 3, maxLength: 12 }), async (happenings) => {
      const id = await all.company()
      const companyId = encodeId('Company', id, id)
      const netvisor = t.netvisor.of(await all.businessIdOf(id))
      netvisor.pageSize = 2
      const client = await signedIn(t, await all.personWith(id, 'COMPANY_ADMINISTRATOR'))
      const run = async (name: string, type: string, input: object) => {
        await client.run(`mutation ($input: ${type}!) { ${name}(input: $input) { error { code } } }`, { input })
        await t.settle()
      }
      await run('connectNetvisor', 'ConnectNetvisorInput', { companyId, ...USER })
      await run('setPaymentSource', 'SetPaymentSourceInput', { companyId, source: 'NETVISOR', from: '2026-03-01' })
      const theirs = new TheirBooks(netvisor)
      const fetchNow = () => run('fetchFromNetvisor', 'NetvisorInput', { companyId })
      for (const one of happenings) {
        if (one.what !== 'FETCH') theirs.happens(one)
        else {
          let asked = 0
          netvisor.trouble = () => (++asked === one.breaksAt ? 502 : undefined)
          await fetchNow()
        }
      }
      netvisor.trouble = () => undefined
      await fetchNow()
      await fetchNow()
      const ours = await t.db.sql<{ number: string; open: bigint }>(
        'SELECT number, open FROM ledger.sales_invoice WHERE company_id = $1 ORDER BY length(number), number',
        [id],
      )
      const expected = theirs.invoices.map(({ number }, at) => `${number} ${Math.max(0, theirs.open(at))}`)
      expect(ours.map((row) => `${row.number} ${row.open}`)).toEqual(expected)
    }),
    { numRuns: 15 },
  )
}, 120_000)
