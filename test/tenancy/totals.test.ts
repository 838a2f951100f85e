import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, type CalendarDate, calendarDate } from '../../server/src/kernel/calendarDate.ts'
import type { Database } from '../../server/src/platform/database/database.ts'
import { foldTotals } from '../../server/src/portfolio/fold.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'

let db: TestDatabase
let database: Database
let companyCount = 0
beforeAll(async () => {
  db = await testDatabase()
  database = await db.open()
  await db.sql(
    "INSERT INTO platform.price_list (valid_from, currency, transfer_fee, recall_fee, vat_percent) VALUES ('2000-01-01', 'EUR', 0, 0, 0) ON CONFLICT DO NOTHING",
  )
})
afterAll(() => db[Symbol.asyncDispose]())

const stages = ['SENT', 'RECEIVED', 'REMINDER', 'NOTICE', 'COLLECTION', 'CLOSED'] as const
const firstDay = calendarDate('2026-01-01')
const day = fc.integer({ min: 0, max: 300 }).map((days) => addDays(firstDay, days))
const cents = fc.bigInt({ min: 1n, max: 10_000_000n })
const nth = fc.nat({ max: 9 })

const act = fc.oneof(
  fc.record({
    does: fc.constant('open' as const),
    due: day,
    on: day,
    principal: cents,
    currency: fc.constantFrom('EUR', 'SEK'),
  }),
  fc.record({ does: fc.constant('move' as const), nth, stage: fc.constantFrom(...stages) }),
  fc.record({ does: fc.constant('redate' as const), nth, due: day }),
  fc.record({ does: fc.constant('pay' as const), nth, on: day, amount: cents }),
  fc.record({ does: fc.constant('fold' as const), today: day }),
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

/** A company with one invoice per assignment to come, and a send to hang them on. */
async function newCompany(): Promise<{ companyId: bigint; sendId: bigint; customerId: bigint }> {
  companyCount++
  const [company] = await db.sql<{ id: bigint }>(
    'INSERT INTO access.company (business_id, name) VALUES ($1, $2) RETURNING company_id AS id',
    [`T-${companyCount}`, `Totals ${companyCount} Oy`],
  )
  const companyId = company?.id as bigint
  const [customer] = await db.sql<{ id: bigint }>(
    "INSERT INTO ledger.customer (company_id, name, identity, kind, kind_assumed) VALUES ($1, 'Debtor', 'd', 'BUSINESS', false) RETURNING id",
    [companyId],
  )
  const [send] = await db.sql<{ id: bigint }>(
    `INSERT INTO duetto.send (company_id, kind, after_reminder, idempotency_key, request_digest, sent_on, at, price_list_id, currency,
       sent_count, refused_count, principal, fee, fee_vat)
     SELECT $1, 'REMINDER', 'RETURN', 'k', '', '2026-01-01', now(), min(id), 'EUR', 0, 0, 0, 0, 0 FROM platform.price_list RETURNING id`,
    [companyId],
  )
  return { companyId, sendId: send?.id as bigint, customerId: customer?.id as bigint }
}

/** Random acts on one company's assignments, through the role that applies the agency's messages. */
async function perform(acts: readonly Act[]): Promise<bigint> {
  const { companyId, sendId, customerId } = await newCompany()
  const assignments: bigint[] = []
  for (const done of acts) {
    if (done.does === 'fold') {
      await foldTotals(database, done.today)
      continue
    }
    await database.job(companyId, async (unit) => {
      if (done.does === 'open') {
        const invoice = await unit.row<{ id: bigint }>(
          `INSERT INTO ledger.sales_invoice (company_id, customer_id, number, issued_on, due_on, overdue_from, currency, total, open, status, source, imported_at)
           VALUES ($1, $2, $3, $4, $4, $4, $5, $6, $6, 'OVERDUE', 'API', now()) RETURNING id`,
          [companyId, customerId, String(assignments.length), done.due, done.currency, done.principal],
        )
        const row = await unit.row<{ id: bigint }>(
          `INSERT INTO duetto.assignment (company_id, uid, invoice_id, send_id, kind, after_reminder, stage, opened_on, invoice_number, due_on,
             debtor_name, debtor_kind, currency, principal, principal_open, balance, newest_event_at)
           VALUES ($1, gen_random_uuid(), $2, $3, 'REMINDER', 'RETURN', 'SENT', $4, '1', $5, 'Debtor', 'BUSINESS', $6, $7, $7, $7, now()) RETURNING id`,
          [companyId, invoice?.id, sendId, done.on, done.due, done.currency, done.principal],
        )
        assignments.push(row?.id as bigint)
        return
      }
      const id = assignments[done.nth % Math.max(assignments.length, 1)]
      if (id === undefined) return
      if (done.does === 'move') {
        await unit.rows('UPDATE duetto.assignment SET stage = $3 WHERE company_id = $1 AND id = $2', [
          companyId,
          id,
          done.stage,
        ])
      } else if (done.does === 'redate') {
        await unit.rows('UPDATE duetto.assignment SET due_on = $3 WHERE company_id = $1 AND id = $2', [
          companyId,
          id,
          done.due,
        ])
      } else {
        const event = await unit.row<{ id: bigint }>(
          `INSERT INTO duetto.assignment_event (company_id, assignment_id, uid, type, on_day, at)
           VALUES ($1, $2, gen_random_uuid(), 'DIRECT_PAYMENT', $3, now()) RETURNING id`,
          [companyId, id, done.on],
        )
        await unit.rows(
          `INSERT INTO duetto.posting (company_id, assignment_id, event_id, uid, kind, component, beneficiary, amount, currency, on_day)
           SELECT $1, $2, $3, gen_random_uuid(), 'DIRECT_PAYMENT', 'PRINCIPAL', 'CREDITOR', -$4::bigint, currency, $5 FROM duetto.assignment
           WHERE company_id = $1 AND id = $2`,
          [companyId, id, event?.id, done.amount, done.on],
        )
        await unit.rows('UPDATE duetto.assignment SET balance = balance - $3 WHERE company_id = $1 AND id = $2', [
          companyId,
          id,
          done.amount,
        ])
      }
    })
  }
  return companyId
}

/** Kept figures of the company that a recount from its assignments, postings and events does not confirm. */
const differences = (companyId: bigint) =>
  database.job(companyId, (unit) => unit.rows('SELECT * FROM portfolio.differences($1)', [companyId]))

const summary = (companyId: bigint, today: CalendarDate) =>
  database.job(companyId, (unit) =>
    unit.rows('SELECT * FROM portfolio.totals(ARRAY[$1::bigint], $2) ORDER BY currency', [companyId, today]),
  )

test('kept totals equal a recount whatever happens to assignments and whenever they are folded', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
      expect(await differences(await perform(acts))).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('totals read the same before a fold, after it, and on a later day', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 20 }), day, fc.nat({ max: 200 }), async (acts, today, later) => {
      const companyId = await perform(acts)
      const laterDay = addDays(today, later)
      const [before, beforeLater] = [await summary(companyId, today), await summary(companyId, laterDay)]
      await foldTotals(database, today)
      expect(await summary(companyId, today)).toEqual(before)
      expect(await summary(companyId, laterDay)).toEqual(beforeLater)
    }),
    { numRuns: 25 },
  )
})
