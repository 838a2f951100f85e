import { afterAll, beforeAll, expect, it } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { bankFile, importBankFiles, importInvoices, invoiceFile, type MoneyDraft } from '../kit/ledgerFiles.ts'
import { ledgerPage } from '../kit/ledgerPage.ts'
import { people, signedIn } from '../kit/people.ts'

/** The company's ledger through a netted invoice of the agency's, a payment taken back after its settlement, and the claim. */
const FUNDS = 'FI9399999900000014'
let t: TestApp
let company: bigint
let seller: string
let client: Client
let staff: Client

beforeAll(async () => {
  t = await testApp({ now: '2026-01-07' })
  const all = people(t.db, t.app.database)
  company = await all.company('Mallitalo Oy')
  seller = await all.businessIdOf(company)
  client = await signedIn(t, await all.personWith(company, 'ALL_RIGHTS'))
  staff = await signedIn(t, await all.user('Kaisa Käsittelijä', 'HANDLER'))
  await t.db.sql(`INSERT INTO duetto.activation (company_id, state, changed_at) VALUES ($1, 'ACTIVE', now())`, [
    company,
  ])
})
afterAll(() => t.close())

async function on(day: string) {
  t.clock.set(day)
  await t.app.ledger.nightly.run()
  await t.app.agency.calendar.advance(calendarDate(day))
  await t.settle()
}

async function sent(number: string): Promise<string> {
  const draft = { seller, number, total: '100.00', issuedOn: '2026-01-07', buyer: { name: 'Ostaja Esimerkki Oy' } }
  const { files } = await importInvoices(client, [invoiceFile(draft)])
  const id = files[0].documents[0].invoice.id
  await on('2026-02-02')
  await client.run(
    'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }',
    {
      input: {
        companyId: encodeId('Company', company, company),
        invoiceIds: [id],
        afterReminder: 'CONTINUE',
        idempotencyKey: number,
      },
    },
  )
  await t.settle()
  await on('2026-02-02')
  return id
}

async function owed(invoiceId: string): Promise<{ reference: string; amount: string }> {
  const { salesInvoice } = await client.run(
    'query ($id: ID!) { salesInvoice(id: $id) { assignment { agencyReference balance { amount } } } }',
    { id: invoiceId },
  )
  const { agencyReference, balance } = salesInvoice.assignment
  return { reference: agencyReference, amount: balance.amount }
}

let serial = 0
async function toAgency(money: Omit<MoneyDraft, 'archiveId'> & { archiveId?: string }): Promise<void> {
  serial += 1
  const { content } = bankFile({ id: `F${serial}`, iban: FUNDS, money: [{ archiveId: `F${serial}`, ...money }] })
  await staff.run(
    'mutation ($input: ImportClientFundsFilesInput!) { importClientFundsFiles(input: $input) { allocated } }',
    { input: { files: [{ name: 'f', content: content.toString() }] } },
  )
  await t.settle()
}

/** The agency settles, and what it says arrives in the company's bank. */
async function settleAndBook(day: string): Promise<string[]> {
  await on(day)
  await staff.run('mutation ($input: RunSettlementInput!) { runSettlement(input: $input) { lines } }', {
    input: { on: day },
  })
  await t.settle()
  const lines = await t.db.sql<{ amount: string; reference: string }>(
    `SELECT (amount / 100.0)::numeric(12, 2)::text AS amount, reference FROM duetto.settlement_line
     WHERE payment_id IS NULL AND amount > 0 AND settled_on = $1 ORDER BY id`,
    [day],
  )
  for (const { amount, reference } of lines) {
    serial += 1
    const money = [{ archiveId: `S${serial}`, amount, reference, on: day, payerName: 'DUETTO', payerIban: FUNDS }]
    await importBankFiles(client, [bankFile({ id: `S${serial}`, money })])
    await t.settle()
  }
  return lines.map(({ amount }) => amount)
}

const statements = async () => {
  const { settlements } = await client.run(
    'query ($id: ID!) { settlements(companyId: $id) { nodes { settledOn amount { amount } setOffs { amount { amount } } lines { kind invoiceNumber share { amount } paid { amount } } } } }',
    { id: encodeId('Company', company, company) },
  )
  type Line = { kind: string; invoiceNumber: string; share: { amount: string }; paid: { amount: string } }
  type Node = {
    settledOn: string
    amount: { amount: string }
    setOffs: { amount: { amount: string } }[]
    lines: Line[]
  }
  return (settlements.nodes as Node[]).map(({ settledOn, amount, setOffs, lines }) =>
    [
      `${settledOn} paid ${amount.amount}`,
      ...lines.map((line) => `  ${line.kind} ${line.invoiceNumber} ${line.share.amount} paid ${line.paid.amount}`),
      ...setOffs.map((one) => `  set off ${one.amount.amount}`),
    ].join('\n'),
  )
}

it('an invoice of the agency’s is set off, a settled payment is taken back, and the claim goes off the next settlement', async () => {
  const [first, second] = [await sent('2001'), await sent('2002')]
  const { companyFiles } = await staff.run('{ companyFiles { nodes { id } } }')
  await staff.run('mutation ($input: SetMoneyTermsInput!) { setMoneyTerms(input: $input) { error { code } } }', {
    input: { companyFileId: companyFiles.nodes[0].id, validFrom: '2026-02-02', way: 'NETTED' },
  })
  const paid = await owed(first)
  await toAgency({ archiveId: 'P1', ...paid, on: '2026-02-03' })
  expect(await settleAndBook('2026-02-04')).toEqual(['140.35'])
  await on('2026-03-02')
  await staff.run('mutation ($input: MakeAgencyInvoicesInput!) { makeAgencyInvoices(input: $input) { invoices } }', {
    input: { periodEnd: '2026-02-28' },
  })
  await t.settle()

  // The bank takes the first payment back: the company has had it, and owes it.
  await toAgency({ archiveId: 'P1', ...paid, on: '2026-03-03', reversal: true })
  await settleAndBook('2026-03-04')
  const claims = async () =>
    (
      await client.run(
        'query ($id: ID!) { serviceClaims(companyId: $id) { closedOn amount { amount } cases { invoiceNumber amount { amount } } } }',
        { id: encodeId('Company', company, company) },
      )
    ).serviceClaims
  expect(await claims()).toEqual([
    { closedOn: null, amount: { amount: '140.35' }, cases: [{ invoiceNumber: '2001', amount: { amount: '140.35' } }] },
  ])

  // What comes for the second goes to the claim first, then to the agency's invoice.
  const rest = await owed(second)
  await toAgency({ ...rest, on: '2026-03-05' })
  await settleAndBook('2026-03-06')
  expect((await claims())[0].closedOn).not.toBeUndefined()
  expect(await statements()).toMatchInlineSnapshot(`
    [
      "2026-03-06 paid 0.00
      CARRIED 2001 -140.35 paid 0.00
      SHARE 2002 141.15 paid 0.00
      set off 0.80",
      "2026-02-04 paid 140.35
      SHARE 2001 140.35 paid 140.35",
    ]
  `)
  expect(await ledgerPage(t.db, '2001')).toMatchInlineSnapshot(`
    "
    day         entry                                             amount      open
    2026-01-07  OPEN (imported, ALL_RIGHTS)                                 100.00
    2026-01-22  OVERDUE (fell_due)                                          100.00
    2026-02-02  REMINDED (agency)                                           100.00
    2026-02-04  settlement DUETTO                                 140.35      0.00
    2026-02-04    of it costs 40.00                                           0.00
    2026-02-04    of it interest 0.35                                         0.00
    2026-02-04  PAID (paid, ALL_RIGHTS)                                       0.00
    2026-03-03    of it interest -0.35                                        0.00
    2026-03-03    of it costs -40.00                                          0.00
    2026-03-03    of it excess 140.35                                       100.00
    2026-03-03  REMINDED (reopened)                                         100.00
    2026-03-04  REQUESTED (agency)                                          100.00
    2026-03-06  settlement Duetto                                -140.35    100.00
    2026-03-06    of it excess -140.35                                      100.00
    REQUESTED, in the service, open 100.00
    "
  `)
  expect(await ledgerPage(t.db, '2002')).toMatchInlineSnapshot(`
    "
    day         entry                                             amount      open
    2026-02-02  OPEN (imported, ALL_RIGHTS)                                 100.00
    2026-01-22  OVERDUE (fell_due)                                          100.00
    2026-02-02  REMINDED (agency)                                           100.00
    2026-03-02  REQUESTED (agency)                                          100.00
    2026-03-06  settlement Duetto                                 141.15      0.00
    2026-03-06    of it interest 1.15                                         0.00
    2026-03-06    of it costs 40.00                                           0.00
    2026-03-06  PAID (paid)                                                   0.00
    PAID, open 0.00
    "
  `)
  const { clientFundsProof } = await staff.run(
    '{ clientFundsProof { alarm standings { owedByCreditors { amount } difference { amount } } } }',
  )
  expect(clientFundsProof).toMatchObject({ alarm: null, standings: [{ difference: { amount: '0.00' } }] })
})
