import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AgencyProcess, startAgency } from '../kit/agencyProcess.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'
import { bankFile, importBankFiles, importInvoices, invoiceFile, madeUpIban, referenceOf } from '../kit/ledgerFiles.ts'
import { people, signedIn } from '../kit/people.ts'

/*
 * The two books as two real systems again, with nothing between them but files in a folder that both see: the company
 * side in this process, the agency in another one on a database of its own.
 */

const server = fileURLToPath(new URL('../../server', import.meta.url))
let build: string
let folder: string
let t: TestApp
let theirs: TestDatabase
let agency: AgencyProcess
let client: Client
let companyId: string
let businessId: string

beforeAll(async () => {
  build = mkdtempSync(join(server, 'dist-'))
  folder = mkdtempSync(join(tmpdir(), 'exchange-'))
  await promisify(execFile)(
    join(server, '../node_modules/.bin/tsc'),
    ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', build],
    { cwd: server },
  )
  theirs = await testDatabase()
  agency = await startProcess()
  t = await testApp({ now: '2026-02-20', side: 'company', road: { folder } })
  const ours = people(t.db, t.app.database)
  const id = await ours.company('Mallivelkoja Oy')
  businessId = await ours.businessIdOf(id)
  client = await signedIn(t, await ours.personWith(id, 'COMPANY_ADMINISTRATOR'))
  await t.db.sql(`INSERT INTO duetto.activation (company_id, state, changed_at) VALUES ($1, 'ACTIVE', now())`, [id])
  const { companies } = await client.run('{ companies { nodes { id } } }')
  companyId = companies.nodes[0].id
}, 120_000)
afterAll(async () => {
  await agency?.kill()
  for (const made of [build, folder]) rmSync(made, { recursive: true, force: true })
  await t?.close()
  await theirs?.[Symbol.asyncDispose]()
})

function startProcess(): Promise<AgencyProcess> {
  return startAgency({
    build,
    ownerUrl: theirs.address.ownerUrl,
    port: 0,
    road: { folder },
    now: '2026-02-20T10:00:00Z',
  })
}

const collect = (app: TestApp['app']) => app.rooms.flatMap((room) => room.tasks?.['duetto.collect'] ?? [])[0]?.({})

/** Both sides look into the folder and work, until nothing goes between them any more. */
async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await t.settle()
    await agency.collect()
    await agency.settle()
    await collect(t.app)
  }
  await t.settle()
}

const files = (direction: string, place: string) => readdir(join(folder, direction, place))
const read = async (id: string) =>
  (
    await client.run(
      'query ($id: ID!) { salesInvoice(id: $id) { status inService assignment { stage agencyReference balance { amount } events { type } } } }',
      { id },
    )
  ).salesInvoice

it('material goes as a Finvoice file, everything else beside it, and each is receipted', async () => {
  const imported = await importInvoices(client, [
    invoiceFile({
      seller: businessId,
      number: '9101',
      total: '400.00',
      issuedOn: '2026-01-20',
      buyer: { name: 'Ostaja Esimerkki Oy' },
    }),
  ])
  const { id } = imported.files[0].documents[0].invoice
  const { sendToReminderService } = await client.run(
    'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }',
    { input: { companyId, invoiceIds: [id], afterReminder: 'CONTINUE', idempotencyKey: 'k1' } },
  )
  expect(sendToReminderService.error).toBeNull()
  await t.settle()
  const [name = ''] = await files('to-agency', 'new')
  expect(name).toMatch(/\.xml$/)
  expect(await readFile(join(folder, 'to-agency', 'new', name), 'utf8')).toContain('>INV08<')
  await agency.collect()
  const [receipt = ''] = await files('to-agency', 'receipts')
  expect(await readFile(join(folder, 'to-agency', 'receipts', receipt), 'utf8')).toMatch(
    /<Finvoiceack [\s\S]*<Code>0<\/Code>/,
  )
  await settle()
  expect(await files('to-agency', 'done')).toEqual([name])
  expect(await files('to-agency', 'receipts')).toEqual([])
  expect(await read(id)).toMatchObject({ inService: true, assignment: { stage: 'RECEIVED' } })
  expect(await t.db.sql('SELECT acknowledged_at IS NOT NULL AS told FROM duetto.outbox')).toEqual([{ told: true }])

  t.clock.set('2026-02-21')
  await agency.today('2026-02-21')
  await agency.advance('2026-02-21')
  // It dies with its letter told to nobody, and comes back.
  await agency.kill()
  await importBankFiles(client, [
    bankFile({
      id: 'S1',
      iban: madeUpIban(1),
      money: [{ archiveId: 'X1', amount: '100.00', reference: referenceOf('9101'), on: '2026-02-21' }],
    }),
  ])
  await t.settle()
  expect(await files('to-agency', 'new')).toHaveLength(1)
  agency = await startProcess()
  await agency.today('2026-02-21')
  await theirs.sql(
    'UPDATE graphile_worker._private_jobs SET run_at = now(), last_error = NULL, attempts = 0, locked_at = NULL, locked_by = NULL',
  )
  await settle()
  const after = await read(id)
  expect(after).toMatchObject({ status: 'REMINDED', assignment: { stage: 'REMINDER' } })
  expect(after.assignment.events.map((event: { type: string }) => event.type)).toContain('DIRECT_PAYMENT')
})

it('a message that the other side refuses is shown to the company, and can be sent again', async () => {
  await t.db.sql(
    `UPDATE duetto.outbox SET delivered_at = NULL, message = jsonb_set(message, '{sequence}', '1') WHERE kind = 'DIRECT_PAYMENT'`,
  )
  await t.db.sql(
    `SELECT platform.enqueue('duetto.deliver', json_build_object('companyId', company_id::text), NULL, NULL, NULL) FROM duetto.outbox LIMIT 1`,
  )
  await settle()
  const LETTERS =
    'query ($companyId: ID!) { deadLetters(companyId: $companyId) { id kind state invoiceNumber lastError } }'
  const { deadLetters } = await client.run(LETTERS, { companyId })
  expect(deadLetters).toEqual([
    {
      id: expect.any(String),
      kind: 'DIRECT_PAYMENT',
      state: 'REFUSED',
      invoiceNumber: '9101',
      lastError: expect.stringContaining('SEQUENCE_TAKEN'),
    },
  ])
  await t.db.sql(
    `UPDATE duetto.outbox SET message = jsonb_set(message, '{sequence}', '2') WHERE kind = 'DIRECT_PAYMENT'`,
  )
  const RESEND = 'mutation ($input: ResendMessageInput!) { resendMessage(input: $input) { resent error { code } } }'
  const input = { id: deadLetters[0].id }
  expect(await client.run(RESEND, { input })).toEqual({ resendMessage: { resent: true, error: null } })
  await settle()
  expect((await client.run(LETTERS, { companyId })).deadLetters).toEqual([])
  expect((await client.run(RESEND, { input })).resendMessage).toMatchObject({
    resent: false,
    error: { code: 'ALREADY_DELIVERED' },
  })
})

it('material that the agency refuses comes back as a Finvoiceack with the words, and can be sent again when it is mended', async () => {
  const imported = await importInvoices(client, [
    invoiceFile({
      seller: businessId,
      number: '9102',
      total: '80.00',
      issuedOn: '2026-01-20',
      buyer: { name: 'Ostaja Esimerkki Oy' },
    }),
  ])
  const { id } = imported.files[0].documents[0].invoice
  await client.run(
    'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }',
    { input: { companyId, invoiceIds: [id], afterReminder: 'CONTINUE', idempotencyKey: 'k2' } },
  )
  const creditorIn = (value: string) =>
    t.db.sql(
      `UPDATE duetto.outbox SET message = jsonb_set(message, '{body,creditor,businessId}', to_jsonb($1::text))
       WHERE kind = 'MATERIAL' AND message->'body'->'invoice'->>'number' = '9102'`,
      [value],
    )
  await creditorIn('0112038-9')
  await t.settle()
  await agency.collect()
  const [receipt = ''] = await files('to-agency', 'receipts')
  expect(await readFile(join(folder, 'to-agency', 'receipts', receipt), 'utf8')).toMatch(
    /<Error>\s*<Code>CREDITOR_UNKNOWN<\/Code>/,
  )
  await settle()
  const LETTERS = 'query ($companyId: ID!) { deadLetters(companyId: $companyId) { id kind state lastError } }'
  const { deadLetters } = await client.run(LETTERS, { companyId })
  expect(deadLetters).toEqual([
    {
      id: expect.any(String),
      kind: 'MATERIAL',
      state: 'REFUSED',
      lastError: expect.stringContaining('CREDITOR_UNKNOWN'),
    },
  ])
  await creditorIn(businessId)
  await client.run('mutation ($input: ResendMessageInput!) { resendMessage(input: $input) { resent } }', {
    input: { id: deadLetters[0].id },
  })
  await settle()
  expect((await client.run(LETTERS, { companyId })).deadLetters).toEqual([])
  expect(await read(id)).toMatchObject({ inService: true, assignment: { stage: 'RECEIVED' } })
})
