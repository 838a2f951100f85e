import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor, invoiceGlobalId } from '../kit/creditor.ts'
import { people } from '../kit/people.ts'

/*
 * A send survives whatever happens to the process: it is killed before one of its statements, in the send itself, on
 * the road to the agency, in the agency's work or on the road back. The client then does what clients do, and repeats
 * its request with the same key.
 */

const INVOICES = 2
const NOW = '2026-03-02T10:00:00.000Z'
const POINTS = 10

const server = fileURLToPath(new URL('../../server', import.meta.url))
const run = promisify(execFile)
let build: string
let t: TestApp
let company: Creditor
let hash: string

beforeAll(async () => {
  // Beside the usual build, so that the built files find dependencies and schema.
  build = mkdtempSync(join(server, 'dist-'))
  await run(join(server, '../node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', build], {
    cwd: server,
  })
  t = await testApp({ now: NOW })
  company = await creditor(t)
  const scope = await people(t.db, t.app.database).scope(company.userId)
  hash = scope.credential.hash.toString('hex')
}, 120_000)
afterAll(async () => {
  rmSync(build, { recursive: true, force: true })
  await t?.close()
})

interface Ended {
  readonly signal: string | null
  /** How many statements it made; 0 when it was killed. */
  readonly statements: number
}

interface SendingProcess {
  readonly key: string
  readonly invoiceIds: bigint[]
  readonly killBefore: number
  readonly inBackground?: boolean
}

async function sendIn(process_: SendingProcess): Promise<Ended> {
  const plan = {
    ...process_,
    build,
    hash,
    now: NOW,
    ownerUrl: t.db.address.ownerUrl,
    companyId: company.companyId.toString(),
    userId: company.userId.toString(),
    invoiceIds: process_.invoiceIds.map(String),
  }
  const script = fileURLToPath(new URL('./sendingProcess.mjs', import.meta.url))
  const env = { ...process.env, SENDING_PLAN: JSON.stringify(plan) }
  const before = await sessions()
  try {
    const { stdout } = await run(process.execPath, [script], { env })
    return { signal: null, statements: Number(stdout) }
  } catch (error) {
    const { signal } = error as { signal?: string }
    if (signal !== 'SIGKILL') throw error
    // The server notices a moment later that nobody is there; until then its locks are held, as they should be.
    while ((await sessions()).some((pid) => !before.includes(pid)));
    return { signal, statements: 0 }
  }
}

/** The database's sessions, by their process ids. */
async function sessions(): Promise<number[]> {
  const rows = await t.db.sql<{ pid: number }>('SELECT pid FROM pg_stat_activity WHERE datname = current_database()')
  return rows.map((row) => row.pid)
}

async function repeat(key: string, invoiceIds: bigint[], inBackground = false): Promise<{ sentCount: number }> {
  const input = {
    companyId: company.id,
    invoiceIds: invoiceIds.map((id) => invoiceGlobalId(company.companyId, id)),
    afterReminder: 'RETURN',
    idempotencyKey: key,
    inBackground,
  }
  const { sendToReminderService } = await company.client.run(
    `mutation ($input: SendToReminderServiceInput!) {
      sendToReminderService(input: $input) { send { sentCount } error { code } }
    }`,
    { input },
  )
  expect(sendToReminderService.error).toBeNull()
  return sendToReminderService.send
}

/** What the two books hold of the invoices: one row each, or something was lost or doubled. */
async function books(invoiceIds: bigint[]) {
  const ours = await t.db.sql<{ uid: string }>(
    `SELECT a.uid, a.stage, a.balance, i.in_service,
       (SELECT count(*)::integer FROM duetto.posting p WHERE p.assignment_id = a.id) AS postings,
       (SELECT string_agg(e.type, ' ' ORDER BY e.id) FROM duetto.assignment_event e WHERE e.assignment_id = a.id) AS events
     FROM duetto.assignment a JOIN ledger.sales_invoice i ON i.id = a.invoice_id WHERE a.invoice_id = ANY ($1)`,
    [invoiceIds],
  )
  const uids = ours.map((row) => row.uid)
  const theirs = await t.db.sql<{ uid: string }>('SELECT uid FROM agency.assignment WHERE uid = ANY ($1)', [uids])
  return { ours: ours.map(({ uid: _, ...row }) => row), theirs: theirs.map((row) => row.uid).sort(), uids: uids.sort() }
}

it('a process killed at any point between the send and the acknowledgement neither loses a send nor makes two', async () => {
  const whole = await sendIn({
    key: 'whole',
    invoiceIds: [await company.invoice(), await company.invoice()],
    killBefore: 0,
  })
  expect(whole.statements).toBeGreaterThan(POINTS)
  for (let point = 1; point <= POINTS; point += 1) {
    const killBefore = Math.ceil((point * whole.statements) / (POINTS + 1))
    const invoiceIds: bigint[] = []
    while (invoiceIds.length < INVOICES) invoiceIds.push(await company.invoice())
    const key = `killed before statement ${killBefore}`
    expect(await sendIn({ key, invoiceIds, killBefore }), key).toMatchObject({ signal: 'SIGKILL' })
    expect(await repeat(key, invoiceIds), key).toEqual({ sentCount: INVOICES })
    await t.settle()
    const { ours, theirs, uids } = await books(invoiceIds)
    const row = { stage: 'RECEIVED', balance: 12_400n, in_service: true, postings: 1, events: 'SENT RECEIVED' }
    expect(ours, key).toEqual([row, row])
    expect(theirs, key).toEqual(uids)
  }
  const [left] = await t.db.sql(
    `SELECT (SELECT count(*)::integer FROM duetto.outbox WHERE delivered_at IS NULL) AS undelivered,
       (SELECT count(*)::integer FROM duetto.inbox WHERE applied_at IS NULL) AS unapplied,
       (SELECT count(*)::integer FROM agency.outbox WHERE delivered_at IS NULL) AS "agencyUndelivered",
       (SELECT count(*)::integer FROM duetto.send) AS sends`,
  )
  expect(left).toEqual({ undelivered: 0, unapplied: 0, agencyUndelivered: 0, sends: POINTS + 1 })
})

it('a process killed within a long send leaves it to the next process, which sends the rest and nothing twice', async () => {
  const many = 60
  const make = async () => {
    const ids: bigint[] = []
    while (ids.length < many) ids.push(await company.invoice())
    return ids
  }
  const whole = await sendIn({ key: 'whole long', invoiceIds: await make(), killBefore: 0, inBackground: true })
  // Within the request, in the first batch, in the second, and among the deliveries.
  for (const part of [0.02, 0.05, 0.08, 0.5]) {
    const killBefore = Math.max(Math.ceil(part * whole.statements), 5)
    const invoiceIds = await make()
    const key = `long, killed before statement ${killBefore}`
    expect(await sendIn({ key, invoiceIds, killBefore, inBackground: true }), key).toMatchObject({ signal: 'SIGKILL' })
    await repeat(key, invoiceIds, true)
    await t.settle()
    const { ours, theirs, uids } = await books(invoiceIds)
    expect(ours.length, key).toBe(many)
    expect(
      new Set(ours.map((row) => JSON.stringify({ ...row, balance: String((row as { balance: unknown }).balance) })))
        .size,
      key,
    ).toBe(1)
    expect(theirs, key).toEqual(uids)
    const sends = await t.db.sql(
      `SELECT state, sent_count AS sent, refused_count AS refused FROM duetto.send WHERE idempotency_key = $1`,
      [key],
    )
    expect(sends, key).toEqual([{ state: 'DONE', sent: many, refused: 0 }])
  }
}, 240_000)
