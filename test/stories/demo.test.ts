import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { statedBalances } from '../../server/src/agency/case/statedBalance.ts'
import { clientFundsCheck } from '../../server/src/agency/funds/fundsCheck.ts'
import { type App, createApp } from '../../server/src/app.ts'
import type { DemoSize } from '../../server/src/demo/companies.ts'
import { DEMO_PASSWORD, people } from '../../server/src/demo/people.ts'
import { loadDemo } from '../../server/src/loadDemo.ts'
import { migrations } from '../../server/src/migrations.ts'
import { makeLog } from '../../server/src/platform/logging/log.ts'
import { makeClient } from '../kit/client.ts'
import { TEST_POOLS, type TestDatabase, testDatabase } from '../kit/database.ts'

const SMALL: DemoSize = { bureau: 6, group: 2, invoices: [220, 40] }
const TINY: DemoSize = { bureau: 3, group: 1, invoices: [40, 15] }
const NOW = new Date('2026-10-08T09:00:00Z')

const problems: string[] = []
const log = makeLog('warn', { write: (line) => void problems.push(line) })

function load(db: TestDatabase, size = SMALL, report: (line: string) => void = () => undefined): Promise<boolean> {
  return loadDemo({ address: db.address, migrations, log, now: NOW, isWanted: true, size }, report)
}

/** What the demo comes to, company by company: the same whatever ids and references were given out. */
function figures(db: TestDatabase) {
  return db.sql(
    `SELECT c.business_id, c.name,
       (SELECT jsonb_agg(x ORDER BY x.status) FROM (SELECT status, count(*), sum(open) FROM ledger.sales_invoice i
         WHERE i.company_id = c.company_id GROUP BY status) x) AS invoices,
       (SELECT jsonb_agg(x ORDER BY x.stage, x.kind) FROM (SELECT stage, kind, count(*), sum(balance) FROM duetto.assignment a
         WHERE a.company_id = c.company_id GROUP BY stage, kind) x) AS assignments,
       (SELECT jsonb_agg(x ORDER BY x.kind) FROM (SELECT kind, count(*), sum(amount) FROM ledger.payment p
         WHERE p.company_id = c.company_id GROUP BY kind) x) AS payments
     FROM access.company c ORDER BY c.business_id`,
  )
}

let db: TestDatabase
let app: App

/** Two years of 46 companies are made, which takes a machine with other work to do more than a minute. */
const SLOW_MACHINE = 300_000

beforeAll(async () => {
  db = await testDatabase()
  expect(await load(db)).toBe(true)
  app = await createApp({
    address: db.address,
    pools: TEST_POOLS,
    clock: { now: () => NOW },
    log,
    publicUrl: 'http://localhost:4000',
    trustProxy: false,
    pages: '/nowhere',
    side: 'both',
  })
}, SLOW_MACHINE)

afterAll(async () => {
  await app.close()
  await db[Symbol.asyncDispose]()
})

describe('the demo', () => {
  test('is loaded once: a second start finds it and changes nothing', async () => {
    const before = await figures(db)
    expect(await load(db)).toBe(true)
    expect(await figures(db)).toEqual(before)
  })

  test('is made without a complaint of the product, and leaves no job behind', async () => {
    expect(problems).toEqual([])
    expect(await app.jobs.failed()).toEqual([])
    expect(await db.sql('SELECT 1 FROM duetto.inbox WHERE applied_at IS NULL OR problem IS NOT NULL')).toEqual([])
    expect(await db.sql('SELECT 1 FROM duetto.outbox WHERE delivered_at IS NULL')).toEqual([])
  })

  test('shows the money desk at work: invoices paid and late, a claim on a creditor, files that wait to be let go', async () => {
    const [desk] = await db.sql<Record<string, number>>(
      `SELECT (SELECT count(*)::integer FROM agency.invoice) AS invoices, (SELECT count(*)::integer FROM duetto.agency_invoice) AS told,
         (SELECT count(*)::integer FROM agency.claim WHERE closed_on IS NULL) AS claims,
         (SELECT count(*)::integer FROM agency.payment_file WHERE released_at IS NULL) AS waiting,
         (SELECT count(*)::integer FROM agency.funds_check WHERE difference <> 0) AS wrong`,
    )
    expect(desk).toMatchObject({ told: desk?.invoices, claims: 1, wrong: 0 })
    expect(desk?.invoices).toBeGreaterThan(0)
  })

  test('has a bank that did what it was sent, but for one payment and a charge, and client funds that are what is owed', async () => {
    const [unpaid] = await db.sql(
      `SELECT count(*)::integer AS count FROM agency.transfer t JOIN agency.payment_file f ON f.id = t.payment_file_id
       WHERE f.sent_at IS NOT NULL AND t.paid_by_id IS NULL`,
    )
    expect(unpaid).toEqual({ count: 1 })
    const [standing] = await app.database.agency('system', clientFundsCheck)
    expect(standing).toMatchObject({ difference: 0n, bankDifference: 0n, unexplained: 420n })
    expect(await app.database.agency('system', statedBalances)).toMatchObject([{ difference: 0n }])
  })

  test('has every kept total equal to a recount', async () => {
    const wrong = await db.sql(
      'SELECT c.name, d.* FROM access.company c CROSS JOIN LATERAL portfolio.differences(c.company_id) d',
    )
    expect(wrong).toEqual([])
  })

  test('has balances that are the sums of their postings, on both sides alike', async () => {
    const wrong = await db.sql(
      `SELECT a.uid FROM duetto.assignment a
       LEFT JOIN (SELECT company_id, assignment_id, sum(amount) AS sum FROM duetto.posting GROUP BY 1, 2) p
         ON p.company_id = a.company_id AND p.assignment_id = a.id
       LEFT JOIN agency.assignment g ON g.uid = a.uid
       LEFT JOIN (SELECT company_id, assignment_id, sum(amount) AS sum FROM agency.posting GROUP BY 1, 2) q
         ON q.company_id = g.company_id AND q.assignment_id = g.id
       WHERE a.balance <> coalesce(p.sum, 0) OR a.balance <> coalesce(q.sum, 0) OR a.stage <> g.stage`,
    )
    expect(wrong).toEqual([])
  })

  test('has invoices whose status fits what is unpaid', async () => {
    const wrong = await db.sql(
      `SELECT i.number FROM ledger.sales_invoice i
       WHERE (i.open = 0) <> (i.status IN ('PAID', 'CREDIT_LOSS')) OR i.open <> least(greatest(i.total - i.paid + i.beyond, 0), i.total)
         OR i.in_service <> EXISTS (SELECT 1 FROM duetto.assignment a WHERE a.company_id = i.company_id AND a.invoice_id = i.id AND a.stage <> 'CLOSED')`,
    )
    expect(wrong).toEqual([])
  })

  test('has received money divided by what it paid, as the agency divided it', async () => {
    const wrong = await db.sql(
      `SELECT i.number, i.beyond, x.sum FROM ledger.sales_invoice i
       CROSS JOIN LATERAL (SELECT coalesce(sum(l.amount), 0)::bigint AS sum FROM ledger.allocation l
         WHERE l.company_id = i.company_id AND l.invoice_id = i.id) x WHERE i.beyond <> x.sum`,
    )
    expect(wrong).toEqual([])
    const apart = await db.sql(
      `SELECT i.number FROM ledger.sales_invoice i JOIN duetto.assignment a ON a.company_id = i.company_id AND a.invoice_id = i.id
       WHERE a.stage NOT IN ('SENT', 'CLOSED') AND i.open <> a.principal_open + a.collected_principal - coalesce((
         SELECT sum(l.principal) FROM duetto.settlement_line l
         WHERE l.company_id = a.company_id AND l.assignment_id = a.id AND l.payment_id IS NOT NULL), 0)
         -- Settled and taken back since: the company has it, and owes it to the client funds.
         + greatest(coalesce((SELECT sum(l.principal) FROM duetto.settlement_line l
           WHERE l.company_id = a.company_id AND l.assignment_id = a.id), 0) - a.collected_principal, 0)
         AND NOT EXISTS (SELECT 1 FROM duetto.assignment o WHERE o.company_id = a.company_id AND o.invoice_id = i.id AND o.id <> a.id)`,
    )
    expect(apart).toEqual([])
  })

  test('books every settlement of the agency, also one for an invoice that is paid', async () => {
    const waiting = await db.sql(
      `SELECT state FROM ledger.bank_transaction WHERE payer_iban = 'FI9399999900000014' AND state <> 'BOOKED'`,
    )
    expect(waiting).toEqual([])
  })

  test('shows every stage that lasts, and what there is to find', async () => {
    const words = async (sql: string) => (await db.sql<{ word: string }>(sql)).map((row) => row.word)
    expect(await words('SELECT DISTINCT stage AS word FROM duetto.assignment')).toEqual(
      expect.arrayContaining(['REMINDER', 'NOTICE', 'COLLECTION', 'CLOSED']),
    )
    expect(await words('SELECT DISTINCT close_reason AS word FROM duetto.assignment')).toEqual(
      expect.arrayContaining(['PAID', 'RETURNED', 'CREDIT_LOSS']),
    )
    expect(await words('SELECT DISTINCT status AS word FROM ledger.sales_invoice')).toEqual(
      expect.arrayContaining(['OPEN', 'OVERDUE', 'REQUESTED', 'COLLECTED', 'PAID', 'CREDIT_LOSS']),
    )
    expect(await words('SELECT DISTINCT kind AS word FROM ledger.payment')).toEqual(
      expect.arrayContaining(['PAYMENT', 'DIRECT_PAYMENT', 'SETTLEMENT', 'CREDIT_NOTE']),
    )
    expect(await words('SELECT DISTINCT reason AS word FROM ledger.bank_transaction')).toEqual(
      expect.arrayContaining([
        'MATCHED',
        'NO_INVOICE_WITH_REFERENCE',
        'NO_REFERENCE',
        'REFERENCE_INVALID',
        'TAKEN_BACK',
      ]),
    )
    expect(await words('SELECT DISTINCT code AS word FROM ledger.imported_document WHERE code IS NOT NULL')).toEqual(
      expect.arrayContaining(['NUMBER_TAKEN_DIFFERENT', 'ORIGINAL_NOT_FOUND']),
    )
    expect(await words('SELECT DISTINCT status AS word FROM platform.reference_rate')).toEqual(['DEMO'])
  })

  test('lets everybody sign in with the printed password, and see what is theirs', async () => {
    const seen: Record<string, unknown> = {}
    for (const { part, email } of people) {
      const client = makeClient(app.http)
      const { signIn } = await client.run(
        `mutation ($input: SignInInput!) { signIn(input: $input) { error { code } viewer { companyCount staffRole masterIds { code } } } }`,
        { input: { email, password: DEMO_PASSWORD } },
      )
      expect(signIn.error, email).toBeNull()
      seen[part] = [signIn.viewer.companyCount, signIn.viewer.staffRole, signIn.viewer.masterIds.length]
    }
    expect(seen).toEqual({
      accountant: [6, null, 1],
      officeAdministrator: [6, null, 1],
      controller: [2, null, 1],
      financeDirector: [2, null, 0],
      companyAdministrator: [2, null, 0],
      bookkeeper: [3, null, 0],
      auditor: [3, null, 0],
      handler: [0, 'HANDLER', 0],
      supervisor: [0, 'SUPERVISOR', 0],
    })
  })
})

test('a load that is cut off is started over, and comes to the same figures on the same day', async () => {
  const [whole, again] = await Promise.all([testDatabase(), testDatabase()])
  try {
    await load(whole, TINY)
    const stopHere = (line: string) => {
      if (line.includes(' 2025')) throw new Error('cut off')
    }
    await expect(load(again, TINY, stopHere)).rejects.toThrow('cut off')
    const lines: string[] = []
    expect(await load(again, TINY, (line) => lines.push(line))).toBe(true)
    expect(lines[0]).toBe('An earlier load of the demo was cut off; starting over.')
    expect(await figures(again)).toEqual(await figures(whole))
  } finally {
    await Promise.all([whole, again].map((each) => each[Symbol.asyncDispose]()))
  }
})

test('a database that holds something else is left alone', async () => {
  const used = await testDatabase()
  try {
    await used.sql(`INSERT INTO access.company (business_id, name) VALUES ('1234567-1', 'Oma Oy')`)
    expect(await load(used)).toBe(false)
    expect(await used.sql('SELECT name FROM access.company')).toEqual([{ name: 'Oma Oy' }])
  } finally {
    await used[Symbol.asyncDispose]()
  }
})
