import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AgencyBench, agencyBench } from '../kit/agency.ts'

let bench: AgencyBench
beforeAll(async () => {
  bench = await agencyBench('2025-05-20')
})
afterAll(() => bench.close())

const euro = (amount: string) => ({ amount, currency: 'EUR' })
const ledger = (assignment: string): string[] =>
  bench
    .toldOf(assignment)
    .flatMap((message) =>
      ('postings' in message.body ? message.body.postings : []).map(
        ({ on, kind, component, amount, days, ratePercent, base }) =>
          [on, kind, component, amount.amount, days && `${days} d`, ratePercent && `${ratePercent} %`, base?.amount]
            .filter(Boolean)
            .join(' '),
      ),
    )

test('partial payments across a half-year change: interest before principal, at each half-year’s rate, on what remained', async () => {
  const assignment = await bench.open({
    amount: '1000.00',
    issuedOn: '2025-05-01',
    dueOn: '2025-05-15',
    afterReminder: 'CONTINUE',
  })
  await bench.runTo('2025-06-10')
  await bench.send(assignment, 'DIRECT_PAYMENT', { paymentId: 'h1', amount: euro('400.00'), paidOn: bench.today() })
  await bench.runTo('2025-07-10')
  await bench.send(assignment, 'DIRECT_PAYMENT', { paymentId: 'h2', amount: euro('100.00'), paidOn: bench.today() })
  await bench.runTo('2025-07-31')
  expect(ledger(assignment)).toMatchInlineSnapshot(`
    [
      "2025-05-20 PRINCIPAL PRINCIPAL 1000.00",
      "2025-05-29 LATE_INTEREST INTEREST 4.03 14 d 10.5 % 1000.00",
      "2025-05-29 REMINDER_COST COSTS 5.00",
      "2025-06-10 DIRECT_PAYMENT INTEREST -4.03",
      "2025-06-10 DIRECT_PAYMENT PRINCIPAL -395.97",
      "2025-06-13 LATE_INTEREST INTEREST 3.45 12 d 10.5 % 1000.00",
      "2025-06-13 LATE_INTEREST INTEREST 0.52 3 d 10.5 % 604.03",
      "2025-06-13 NOTICE_COST COSTS 5.00",
      "2025-06-30 LATE_INTEREST INTEREST 2.95 17 d 10.5 % 604.03",
      "2025-06-30 DEMAND_COST COSTS 24.00",
      "2025-07-10 DIRECT_PAYMENT INTEREST -6.92",
      "2025-07-10 DIRECT_PAYMENT PRINCIPAL -93.08",
      "2025-07-15 LATE_INTEREST INTEREST 1.58 10 d 9.5 % 604.03",
      "2025-07-15 LATE_INTEREST INTEREST 0.66 5 d 9.5 % 510.95",
      "2025-07-15 DEMAND_COST COSTS 12.00",
    ]
  `)
})

test('a recall after the first demand: its unpaid cost is cancelled and charged to the company with the fee', async () => {
  const assignment = await bench.open({
    number: 'RC-1',
    service: 'COLLECTION',
    debtor: 'BUSINESS',
    amount: '600.00',
    issuedOn: '2025-07-01',
    dueOn: '2025-07-15',
  })
  await bench.runTo('2025-08-04')
  await bench.send(assignment, 'RECALL_REQUEST', { reason: 'Sent by mistake', requestedOn: bench.today() })
  const [request] = await bench.agency.desk.requests(bench.staff)
  if (!request) throw new Error('No request waits.')
  const { kind, companyId, id } = request
  await bench.agency.desk.answer(bench.staff, { kind, companyId, id, confirm: true, note: null })
  await bench.settle()
  expect(bench.story(assignment)).toMatchInlineSnapshot(`
    [
      "2025-07-31 RECEIVED → RECEIVED 600.00",
      "2025-08-01 COLLECTION_LETTER_SENT 672.93 → COLLECTION 672.93 COLLECTED",
      "2025-08-04 RECALL_ANSWER CONFIRMED charged 55.00 → CLOSED RECALLED 642.93",
    ]
  `)
  expect(ledger(assignment)).toMatchInlineSnapshot(`
    [
      "2025-07-31 PRINCIPAL PRINCIPAL 600.00",
      "2025-08-01 LATE_INTEREST INTEREST 2.93 17 d 10.5 % 600.00",
      "2025-08-01 FIXED_COMPENSATION COSTS 40.00",
      "2025-08-01 DEMAND_COST COSTS 30.00",
      "2025-08-04 CANCELLATION COSTS -30.00",
    ]
  `)
})
