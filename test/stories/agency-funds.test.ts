import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { clientFundsCheck } from '../../server/src/agency/fundsCheck.ts'
import type { Database } from '../../server/src/platform/database/database.ts'
import { type AgencyBench, agencyBench } from '../kit/agency.ts'
import { bankFile } from '../kit/ledgerFiles.ts'

/** Client funds through everything that can happen to them: they always equal what is owed. */
const FUNDS = 'FI9399999900000014'
let bench: AgencyBench
let database: Database
beforeAll(async () => {
  bench = await agencyBench('2026-03-02')
  database = await bench.db.open()
})
afterAll(() => bench.close())

let serial = 0

interface Paid {
  readonly id: string
  readonly amount: string
  readonly reference: string
}

const referenceOf = (assignment: string): string => {
  const [first] = bench.toldOf(assignment)
  return (first?.kind === 'ACKNOWLEDGEMENT' && first.body.agencyReference) || ''
}

async function importMoney(paid: Paid, reversal = false): Promise<void> {
  serial += 1
  const money = [
    {
      archiveId: `${paid.id}${reversal ? 'R' : ''}`,
      amount: paid.amount,
      reference: paid.reference,
      reversal,
      on: bench.today(),
    },
  ]
  const { content } = bankFile({ id: `F${serial}`, iban: FUNDS, money })
  await bench.agency.clientFunds.importFiles(bench.staff, [{ name: 'funds.xml', bytes: Buffer.from(content) }])
  await bench.settle()
}

const standing = async () => (await database.agency('system', clientFundsCheck))[0]
const settlements = () => bench.agency.settlements.list(bench.staff, { limit: 50, first: 49, after: undefined })

it('what was settled for a payment that the bank took back is held back from the next settlement, in a line of its own', async () => {
  const wish = { amount: '100.00', issuedOn: '2026-03-01', dueOn: '2026-04-01', creditor: '0112038-9' }
  const [first, second] = [await bench.open(wish), await bench.open(wish)]
  const paid = { id: 'C1', amount: '100.00', reference: referenceOf(first) }
  await importMoney(paid)
  await bench.agency.settlements.settle(bench.today())
  await importMoney(paid, true)
  expect(await standing()).toMatchObject({ owedByCreditors: 10_000n, difference: 0n })
  const inClaims = () => bench.toldOfAccount.flatMap((one) => (one.kind === 'CREDITOR_CLAIM' ? [one.body] : []))
  await bench.agency.settlements.settle(bench.today())
  await bench.settle()
  expect(inClaims().at(-1)).toMatchObject({
    amount: { amount: '100.00' },
    closedOn: null,
    cases: [{ assignment: first, amount: { amount: '100.00' } }],
  })
  await importMoney({ id: 'C2', amount: '60.00', reference: referenceOf(second) })
  // All that came in is held back; the rest of the claim waits.
  await bench.agency.settlements.settle(bench.today())
  await bench.settle()
  const [held] = await settlements()
  expect(held?.amount).toBe(0n)
  expect(held?.lines.map(({ kind, share, paid: out }) => [kind, share, out])).toEqual([
    ['CARRIED', -6_000n, 0n],
    ['SHARE', 6_000n, 0n],
  ])
  expect(inClaims().at(-1)).toMatchObject({ amount: { amount: '40.00' }, closedOn: null })
  await importMoney({ id: 'C3', amount: '40.00', reference: referenceOf(second) })
  const third = await bench.open(wish)
  await importMoney({ id: 'C4', amount: '100.00', reference: referenceOf(third) })
  await bench.agency.settlements.settle(bench.today())
  await bench.settle()
  const [newest] = await settlements()
  expect(newest?.lines.map(({ kind, share, paid: out }) => [kind, share, out])).toEqual([
    ['CARRIED', -4_000n, 0n],
    ['SHARE', 4_000n, 0n],
    ['SHARE', 10_000n, 10_000n],
  ])
  expect(inClaims().at(-1)).toMatchObject({ amount: { amount: '0.00' }, closedOn: bench.today() })
  expect(await standing()).toMatchObject({ owedToCreditors: 0n, owedByCreditors: 0n, difference: 0n })
})

it('a credit note for what the debtor has paid makes the money the debtor’s, not the creditor’s', async () => {
  const assignment = await bench.open({
    amount: '100.00',
    issuedOn: '2026-03-01',
    dueOn: '2026-04-01',
    creditor: '0737546-2',
  })
  await importMoney({ id: 'K1', amount: '60.00', reference: referenceOf(assignment) })
  const before = await standing()
  await bench.send(assignment, 'CREDIT_NOTE', {
    number: 'H1',
    amount: { amount: '100.00', currency: 'EUR' },
    creditedOn: bench.today(),
  })
  const after = await standing()
  expect((before?.owedToCreditors ?? 0n) - (after?.owedToCreditors ?? 0n)).toBe(6_000n)
  expect((after?.owedToDebtors ?? 0n) - (before?.owedToDebtors ?? 0n)).toBe(6_000n)
  expect(after?.difference).toBe(0n)
  const desk = bench.agency.money.fundsDesk
  const [overpaid] = await desk.transactions(
    bench.staff,
    { state: null, isOverpaid: true },
    { limit: 2, first: 1, after: undefined },
  )
  expect(overpaid?.refundable).toBe(6_000n)
})

type Act = 'pay' | 'overpay' | 'unknown' | 'reverse' | 'settle' | 'refund' | 'return' | 'match' | 'file'
const acts: readonly Act[] = ['pay', 'overpay', 'unknown', 'reverse', 'settle', 'refund', 'return', 'match', 'file']

it('client funds equal what is owed after any sequence of payments, reversals, matches, refunds and settlements', async () => {
  const desk = bench.agency.money.fundsDesk
  const page = { limit: 100, first: 99, after: undefined }
  const payers = { name: 'Maija Mallinen', iban: 'FI2112345600000785' }
  const course = fc.array(fc.tuple(fc.constantFrom(...acts), fc.integer({ min: 1, max: 30_000 })), {
    minLength: 3,
    maxLength: 14,
  })
  await fc.assert(
    fc.asyncProperty(course, async (steps) => {
      const assignment = await bench.open({ amount: '150.00', issuedOn: '2026-03-01', dueOn: '2026-04-01' })
      const reference = referenceOf(assignment)
      const taken: Paid[] = []
      const come = async (cents: number, to: string) => {
        serial += 1
        const paid = { id: `P${serial}`, amount: (cents / 100).toFixed(2), reference: to }
        taken.push(paid)
        await importMoney(paid)
      }
      const decide: Record<Act, (cents: number) => Promise<unknown>> = {
        pay: (cents) => come(cents, reference),
        overpay: (cents) => come(cents + 20_000, reference),
        unknown: (cents) => come(cents, ''),
        reverse: async () => {
          const last = taken.findLast(({ reference: to }) => to !== '')
          if (last) await importMoney(last, true)
        },
        settle: () => bench.agency.settlements.settle(bench.today()),
        refund: async () => {
          const [found] = await desk.transactions(bench.staff, { state: null, isOverpaid: true }, page)
          if (found) await desk.refund(bench.staff, { transactionId: found.id, ...payers })
        },
        return: async () => {
          const [found] = await desk.transactions(bench.staff, { state: 'UNMATCHED', isOverpaid: false }, page)
          if (found) await desk.return(bench.staff, { transactionId: found.id, ...payers })
        },
        match: async () => {
          const [found] = await desk.transactions(bench.staff, { state: 'UNMATCHED', isOverpaid: false }, page)
          const [to] = await desk.candidates(bench.staff, reference)
          if (found && to) await desk.match(bench.staff, found.id, to)
        },
        file: () => bench.agency.money.paymentFiles.make(bench.staff, bench.today()),
      }
      for (const [act, cents] of steps) {
        await decide[act](cents)
        expect((await standing())?.difference ?? 0n, act).toBe(0n)
      }
      await bench.settle()
    }),
    { numRuns: 12 },
  )
  // What goes to the bank is what was settled and given back, each once.
  await bench.agency.money.paymentFiles.make(bench.staff, bench.today())
  const [sums] = await bench.db.sql<{ files: string; owed: string }>(
    `SELECT (SELECT coalesce(sum(amount), 0) FROM agency.payment_file)::text AS files,
       ((SELECT coalesce(sum(amount), 0) FROM agency.settlement) + (SELECT coalesce(sum(amount), 0) FROM agency.payout))::text AS owed`,
  )
  expect(sums?.files).toBe(sums?.owed)
}, 60_000)
