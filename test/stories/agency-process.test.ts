import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../server/src/platform/database/database.ts'
import { type AgencyProcess, startAgency } from '../kit/agencyProcess.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { type TestDatabase, testDatabase } from '../kit/database.ts'
import { bankFile, importBankFiles, importInvoices, invoiceFile, madeUpIban, referenceOf } from '../kit/ledgerFiles.ts'
import { PASSWORD, people, signedIn } from '../kit/people.ts'

/*
 * The two books as two real systems: the company side in this process, the agency in another one with a database of its
 * own. Nothing but messages over HTTP goes between them.
 */

const SECRET = 'a secret that both sides know'
const CLIENT_FUNDS = 'FI9399999900000014'
const server = fileURLToPath(new URL('../../server', import.meta.url))

let build: string
let t: TestApp
let theirs: TestDatabase
let theirDatabase: Database
let agency: AgencyProcess
let client: Client
let companyId: string
let businessId: string
let port: number
let agencyPort: number
let staffEmail: string
let colleagueEmail: string

beforeAll(async () => {
  // Beside the usual build, so that the built files find dependencies and schema.
  build = mkdtempSync(join(server, 'dist-'))
  await promisify(execFile)(
    join(server, '../node_modules/.bin/tsc'),
    ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', build],
    { cwd: server },
  )
  port = await freePort()
  agencyPort = await freePort()
  theirs = await testDatabase()
  theirDatabase = await theirs.open()
  const staff = people(theirs, theirDatabase)
  staffEmail = await staff.emailOf(await staff.user('Kaisa Käsittelijä', 'HANDLER'))
  colleagueEmail = await staff.emailOf(await staff.user('Tiina Toinen', 'SUPERVISOR'))
  agency = await startProcess()
  const road = { url: `${agency.url}/exchange/messages`, secret: SECRET }
  t = await testApp({ now: '2026-02-20', side: 'company', road })
  await t.app.http.listen({ port, host: '127.0.0.1' })
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
  rmSync(build, { recursive: true, force: true })
  await t?.close()
  await theirs?.[Symbol.asyncDispose]()
})

function startProcess(): Promise<AgencyProcess> {
  const road = { url: `http://127.0.0.1:${port}/exchange/messages`, secret: SECRET }
  return startAgency({ build, ownerUrl: theirs.address.ownerUrl, port: agencyPort, road, now: '2026-02-20T10:00:00Z' })
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening))
  const address = probe.address()
  await new Promise((closed) => probe.close(closed))
  return typeof address === 'object' && address ? address.port : 0
}

/** Both queues, until nothing goes between the books any more. */
async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await t.settle()
    await agency.settle()
  }
  await t.settle()
}

async function day(date: string): Promise<void> {
  t.clock.set(date)
  await agency.today(date)
  await agency.advance(date)
  await settle()
}

const invoiceQuery = `query ($id: ID!) { salesInvoice(id: $id) { status inService open { amount }
  assignment { stage closeReason agencyReference agencyIban balance { amount } events { type } letters { kind body } postings { kind amount { amount } section } } } }`
const read = async (id: string) => (await client.run(invoiceQuery, { id })).salesInvoice

/** The agency's staff at the agency's own API. */
async function staffRun(query: string, variables: object, email = staffEmail): Promise<Record<string, never>> {
  const post = (cookie: string, body: object) =>
    fetch(`${agency.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
      body: JSON.stringify(body),
    })
  const signIn = await post('', {
    query: 'mutation ($input: SignInInput!) { signIn(input: $input) { error { code } } }',
    variables: { input: { email, password: PASSWORD } },
  })
  const answer = await post((signIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '', { query, variables })
  const { data, errors } = (await answer.json()) as { data: Record<string, never>; errors?: unknown[] }
  expect(errors).toBeUndefined()
  return data
}

it('an invoice goes from its Finvoice file to paid, with the agency as a process and a database of its own', async () => {
  expect(agency.pid).not.toBe(process.pid)
  const imported = await importInvoices(client, [
    invoiceFile({
      seller: businessId,
      number: '9001',
      total: '400.00',
      issuedOn: '2026-01-20',
      buyer: { name: 'Ostaja Esimerkki Oy' },
    }),
  ])
  expect(imported.imported).toBe(1)
  const { id } = imported.files[0].documents[0].invoice
  const { sendToReminderService } = await client.run(
    'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } send { sentCount items { refusal { code message } } } } }',
    { input: { companyId, invoiceIds: [id], afterReminder: 'CONTINUE', idempotencyKey: 'k1' } },
  )
  expect(sendToReminderService).toMatchObject({ error: null, send: { sentCount: 1 } })
  await settle()
  expect(await read(id)).toMatchObject({
    inService: true,
    status: 'OVERDUE',
    assignment: { stage: 'RECEIVED', agencyIban: CLIENT_FUNDS },
  })

  await day('2026-02-21')
  const reminded = await read(id)
  expect(reminded).toMatchObject({ status: 'REMINDED', assignment: { stage: 'REMINDER' } })
  expect(reminded.assignment.letters[0].body).toContain('Mallivelkoja Oy')

  // The process dies; what the company sends meanwhile waits, and nothing is lost or done twice.
  await agency.kill()
  await importBankFiles(client, [
    bankFile({
      id: 'S1',
      iban: madeUpIban(1),
      money: [{ archiveId: 'X1', amount: '100.00', reference: referenceOf('9001'), on: '2026-02-21' }],
    }),
  ])
  await expect(t.settle()).rejects.toThrow('did not reach the agency')
  agency = await startProcess()
  await t.db.sql('UPDATE graphile_worker._private_jobs SET run_at = now(), last_error = NULL, attempts = 0')
  await day('2026-02-23')
  const paidDirectly = await read(id)
  expect(paidDirectly.assignment.events.map((event: { type: string }) => event.type)).toContain('DIRECT_PAYMENT')

  // The debtor pays the rest as the letter asks; staff import the bank's file and settle.
  const rest = paidDirectly.assignment.balance.amount
  const funds = bankFile({
    id: 'F1',
    iban: CLIENT_FUNDS,
    money: [{ archiveId: 'C1', amount: rest, reference: paidDirectly.assignment.agencyReference, on: '2026-02-23' }],
  })
  const { importClientFundsFiles } = await staffRun(
    'mutation ($input: ImportClientFundsFilesInput!) { importClientFundsFiles(input: $input) { allocated unmatched refusals { code } } }',
    { input: { files: [{ name: funds.name, content: funds.content.toString() }] } },
  )
  expect(importClientFundsFiles).toEqual({ allocated: 1, unmatched: 0, refusals: [] })
  const { runSettlement } = await staffRun(
    'mutation ($input: RunSettlementInput!) { runSettlement(input: $input) { creditors lines total { amount currency } } }',
    { input: {} },
  )
  expect(runSettlement).toMatchObject({ creditors: 1, lines: 1 })
  await settle()
  const settled = (runSettlement as unknown as { total: { amount: string }[] }).total[0]?.amount ?? ''
  const booked = await importBankFiles(client, [
    bankFile({
      id: 'S2',
      iban: madeUpIban(1),
      money: [
        {
          archiveId: 'X2',
          amount: settled,
          reference: referenceOf('9001'),
          on: '2026-02-24',
          payerName: 'Duetto',
          payerIban: CLIENT_FUNDS,
        },
      ],
    }),
  ])
  expect(booked.booked).toBe(1)
  await settle()
  const done = await read(id)
  expect(done).toMatchObject({
    status: 'PAID',
    inService: false,
    assignment: { stage: 'CLOSED', closeReason: 'PAID', balance: { amount: '0.00' } },
  })
  // Both books have the same lines.
  const own = await theirs.sql<{ line: string }>(
    "SELECT kind || ' ' || (amount / 100.0)::numeric(12, 2) AS line FROM agency.posting ORDER BY id",
  )
  expect(
    done.assignment.postings.map(
      (line: { kind: string; amount: { amount: string } }) => `${line.kind} ${line.amount.amount}`,
    ),
  ).toEqual(own.map((row) => row.line))
})

it('each side’s role reaches its own book alone', async () => {
  const reach = async (work: () => Promise<unknown>) =>
    work().then(
      () => 'reached',
      (error: { code?: string }) => error.code,
    )
  const denied = '42501'
  for (const table of ['duetto.assignment', 'ledger.sales_invoice', 'ledger.payment', 'portfolio.totals']) {
    expect(
      await reach(() => theirDatabase.agency('system', (unit) => unit.rows(`SELECT 1 FROM ${table} LIMIT 1`))),
    ).toBe(denied)
  }
  for (const table of ['agency.assignment', 'agency.posting', 'agency.client_transaction']) {
    expect(await reach(() => t.app.database.job(1n, (unit) => unit.rows(`SELECT 1 FROM ${table} LIMIT 1`)))).toBe(
      denied,
    )
  }
})

it('the road is closed to who does not know the secret', async () => {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer something else' }
  for (const url of [agency.url, `http://127.0.0.1:${port}`]) {
    const answer = await fetch(`${url}/exchange/messages`, { method: 'POST', headers, body: '{}' })
    expect(answer.status).toBe(401)
  }
})

it('a price list approved at the agency reaches the company’s side by message, and only adds to what it knows', async () => {
  const lists = async () =>
    (await client.run('{ priceLists { validFrom transferFee { amount } vatPercent } }')).priceLists
  const before = await lists()
  const { proposePriceList } = (await staffRun(
    'mutation ($input: ProposePriceListInput!) { proposePriceList(input: $input) { proposal { id } error { code } } }',
    { input: { validFrom: '2026-07-01', transferFee: '1.10', recallFee: '30.00', vatPercent: '25.5' } },
  )) as Record<string, { proposal: { id: string } }>
  const DECIDE =
    'mutation ($input: DecideProposalInput!) { approveProposal(input: $input) { proposal { state } error { code } } }'
  const input = { id: proposePriceList?.proposal.id }
  expect(await staffRun(DECIDE, { input }, colleagueEmail)).toMatchObject({
    approveProposal: { proposal: { state: 'APPROVED' }, error: null },
  })
  await settle()
  const added = { validFrom: '2026-07-01', transferFee: { amount: '1.10' }, vatPercent: '25.50' }
  expect(await lists()).toEqual([...before, added])
})

it('the agency’s monthly invoice reaches the company with its paper and e-invoice, byte for byte', async () => {
  await day('2026-03-02')
  await staffRun('mutation ($input: MakeAgencyInvoicesInput!) { makeAgencyInvoices(input: $input) { invoices } }', {
    input: { periodEnd: '2026-02-28' },
  })
  await settle()
  const { serviceInvoices } = await client.run(
    'query ($id: ID!) { serviceInvoices(companyId: $id) { nodes { number payable { amount } open { amount } way url lines { kind } } } }',
    { id: companyId },
  )
  const [invoice] = serviceInvoices.nodes
  expect(invoice).toMatchObject({ number: '10001', way: 'PAID', open: invoice.payable })
  const [theirsOfIt] = await theirs.sql<{ pdf: Buffer; finvoice: Buffer }>('SELECT pdf, finvoice FROM agency.invoice')
  const pdf = await client.read(invoice.url)
  expect(pdf.bytes.equals(theirsOfIt?.pdf ?? Buffer.alloc(0))).toBe(true)
  const xml = await client.read(invoice.url.replace('.pdf', '.xml'))
  expect(xml.bytes.equals(theirsOfIt?.finvoice ?? Buffer.alloc(0))).toBe(true)
})
