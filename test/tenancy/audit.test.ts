import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { AuditAction } from '../../server/src/access/audit.ts'
import { decodeId, encodeId } from '../../server/src/kernel/globalId.ts'
import type { TestApp } from '../kit/app.ts'
import { bankFile } from '../kit/ledgerFiles.ts'
import { type NetvisorApp, netvisorApp } from '../kit/netvisorApp.ts'
import type { Act, Ready } from './acts.ts'
import { COMPANY_ACTS } from './companyActs.ts'
import { MONEY_ACTS } from './moneyActs.ts'
import { STAFF_ACTS } from './staffActs.ts'
import type { World } from './truth/question.ts'
import { QUESTIONS } from './truth.ts'
import { type Actors, makeWorld } from './world.ts'

/*
 * Every act is written down: the list of mutations is the schema's own, so that a new one is decided here or fails. Each
 * is done by who may do it, and the act is looked for in the books: a company's trail, the agency's, or the person's own
 * security log.
 */

/** Acts that take more than this test has: done where the source is tested; here it is read that they are written down. */
const SHOWN_BY_SOURCE: Readonly<Record<string, readonly [source: string, as: AuditAction]>> = {
  makeAgencyInvoices: ['agency/invoice/invoicing.ts', 'AGENCY_INVOICES_MADE'],
  placeOnAccount: ['agency/funds/fundsDesk.ts', 'CLIENT_FUNDS_MATCHED'],
  moveOwnShare: ['agency/funds/ownShare.ts', 'OWN_SHARE_MOVED'],
  recordInvoicePayment: ['agency/invoice/invoicing.ts', 'INVOICE_PAYMENT_RECORDED'],
}

/** Mutations that write nothing down, each with the reason. */
const UNWRITTEN: Readonly<Record<string, string>> = {
  testNetvisor: 'asks another system whether it would answer: nothing is changed here or there',
  setLanguage: 'the language of the pages that a person sees: no book, no right and nobody else is touched',
}

const ACTS: Readonly<Record<string, Act>> = { ...COMPANY_ACTS, ...STAFF_ACTS, ...MONEY_ACTS }

let t: NetvisorApp
let ready: Ready
beforeAll(async () => {
  t = await netvisorApp()
  const { world, signIn } = await makeWorld(t)
  ready = await makeReady(t, world, signIn)
})
afterAll(() => t.close())

async function makeReady(app: TestApp, world: World, signIn: Actors): Promise<Ready> {
  // Whoever signs out is signed in anew.
  const client = async (who: string) => (await signIn[who]?.()) ?? app.client.fresh()
  const run: Ready['run'] = async (who, name, fields, input, type) => {
    const declared = type ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
    const query = `mutation ($input: ${declared}!) { ${name}(input: $input) { ${fields} ${ERRORLESS.has(name) ? '' : 'error { code message }'} } }`
    const answer = (await (await client(who)).run(query, { input }))[name]
    if (answer.error) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`)
    return answer
  }
  const newCase = async () => {
    const company = decodeId(world.newAssignment())
    const [row] = await app.db.sql<{ company_id: bigint; id: bigint }>(
      `SELECT a.company_id, a.id FROM agency.assignment a JOIN duetto.assignment d ON d.uid = a.uid WHERE d.company_id = $1 AND d.id = $2`,
      [company?.companyId, company?.localId],
    )
    return encodeId('StaffAssignment', row?.company_id ?? 0n, row?.id ?? 0n)
  }
  const newFunds: Ready['newFunds'] = async (amount, direction = 'CRDT') => {
    const archiveId = `W${world.serial()}`
    const file = bankFile({ id: archiveId, iban: 'FI9399999900000014', money: [{ archiveId, amount, direction }] })
    const query =
      'mutation ($input: ImportClientFundsFilesInput!) { importClientFundsFiles(input: $input) { unmatched } }'
    await (await client('staff')).run(query, { input: { files: [{ name: 'f', content: file.content.toString() }] } })
    const [row] = await app.db.sql<{ id: bigint }>('SELECT max(id) AS id FROM agency.client_transaction')
    return encodeId('ClientTransaction', 0, row?.id ?? 0n)
  }
  return { t: app, world, client, run, newCase, newFunds }
}

/** Payloads that cannot refuse, or refuse one by one. */
const ERRORLESS = new Set(['actOnAssignments', 'importSalesInvoices', 'importCreditNotes', 'importPayments'])

interface Written {
  book: string
  action: string
  actor: string
  after: object | null
}

async function written(): Promise<Written[]> {
  return t.db.sql<Written>(
    `SELECT 'company' AS book, action, actor, id::text, after FROM access.audit_entry
     UNION ALL SELECT 'agency', action, 'STAFF', id::text, after FROM agency.audit_entry
     UNION ALL SELECT 'oneself', action, CASE WHEN user_id IS NULL THEN 'NOBODY' ELSE 'PERSON' END, id::text, after FROM access.security_entry
     ORDER BY 1, 4`,
  )
}

const ACTOR: Readonly<Record<Act['by'], readonly string[]>> = {
  admin: ['COMPANY_USER', 'PERSON'],
  keeper: ['COMPANY_USER', 'PERSON'],
  staff: ['STAFF'],
  nobody: ['NOBODY'],
}

describe('every act is written down', () => {
  it('each mutation of the schema is decided here, and no other', () => {
    const fields = Object.keys(t.app.schema.getMutationType()?.getFields() ?? {})
    const decidedHere = [ACTS, SHOWN_BY_SOURCE, UNWRITTEN].flatMap((table) => Object.keys(table))
    expect(decidedHere.sort()).toEqual(fields.sort())
  })

  test.each(Object.entries(SHOWN_BY_SOURCE))('%s, by its source', (_, [source, as]) => {
    const text = readFileSync(new URL(`../../server/src/${source}`, import.meta.url), 'utf8')
    expect(text).toContain(`'${as}'`)
    expect(text).toContain('auditStaff(unit, scope')
  })

  test.each(Object.entries(ACTS))('%s', async (name, { by, as, done }) => {
    const before = new Set((await written()).map((row) => JSON.stringify(row)))
    if (done) await done(ready)
    else await asAsked(name, by)
    const added = (await written()).filter((row) => !before.has(JSON.stringify(row)))
    const found = added.filter((row) => row.action === as)
    expect(
      found.map((row) => row.action),
      JSON.stringify(added),
    ).toContain(as)
    for (const row of found) expect(ACTOR[by]).toContain(row.actor)
  })
})

async function asAsked(name: string, by: Act['by']): Promise<void> {
  const question = QUESTIONS[`Mutation.${name}`]
  if (!question) throw new Error(`The truth table has no question for ${name}.`)
  const declared = question.variables ? ` (${question.variables})` : ''
  const client = await ready.client(by)
  const answer = await client.ask(`mutation${declared} { ${question.ask} }`, await question.values?.(ready.world))
  expect(answer.errors).toEqual([])
  const payload = Object.values(answer.data ?? {})[0] as { error?: { code: string } | null }
  if (by !== 'nobody') expect(payload.error ?? null).toBeNull()
}
