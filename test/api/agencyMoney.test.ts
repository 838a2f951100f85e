import { afterAll, beforeAll, expect, it } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { validateBy } from '../formats/fieldSchema.ts'
import { fieldData } from '../formats/gathered.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { bankFile } from '../kit/ledgerFiles.ts'
import { statusReport } from '../kit/outgoingFiles.ts'
import { people, signedIn } from '../kit/people.ts'

/** Client funds from the bank's file to the creditor's statement, as staff and company see it over the API. */
const FUNDS = 'FI9399999900000014'
let t: TestApp
let staff: Client
let colleague: Client
let company: Creditor
let assignment: { agencyReference: string; balance: { amount: string } }

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  staff = await signedIn(t, await people(t.db, t.app.database).user('Kaisa Käsittelijä', 'HANDLER'))
  colleague = await signedIn(t, await people(t.db, t.app.database).user('Tiina Toinen', 'SUPERVISOR'))
  company = await creditor(t)
  const [invoiceId] = await company.invoiceIds(1)
  await company.client.run(
    'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }',
    { input: { companyId: company.id, invoiceIds: [invoiceId], afterReminder: 'RETURN', idempotencyKey: 'k' } },
  )
  await t.settle()
  await t.app.agency.calendar.advance(calendarDate('2026-03-02'))
  await t.settle()
  const { salesInvoice } = await company.client.run(
    'query ($id: ID!) { salesInvoice(id: $id) { assignment { agencyReference balance { amount } } } }',
    { id: invoiceId },
  )
  assignment = salesInvoice.assignment
})
afterAll(() => t.close())

async function importFunds(money: { archiveId: string; amount: string; reference?: string }[]) {
  const file = bankFile({ id: money[0]?.archiveId ?? '', iban: FUNDS, money })
  await staff.run(
    'mutation ($input: ImportClientFundsFilesInput!) { importClientFundsFiles(input: $input) { allocated } }',
    {
      input: { files: [{ name: 'f', content: file.content.toString() }] },
    },
  )
}

const transactions = async (args = '') =>
  (
    await staff.run(
      `{ clientTransactions${args} { nodes { id amount { amount } state refundable { amount } allocations { invoiceNumber creditorShare { amount } agencyShare { amount } excess { amount } } } } }`,
    )
  ).clientTransactions.nodes

const proof = async () =>
  (
    await staff.run(
      '{ clientFundsProof { alarm checkedAt standings { unmatched { amount } owedToDebtors { amount } owedToCreditors { amount } paidOut { amount } difference { amount } } } }',
    )
  ).clientFundsProof

const act = async (name: string, type: string, input: object) =>
  (
    await staff.run(
      `mutation ($input: ${type}!) { ${name}(input: $input) { transaction { state } error { code field } } }`,
      { input },
    )
  )[name]

const fileOf = async (client: Client, path: string) => {
  const { status, headers, bytes } = await client.read(path)
  return { status, type: headers['content-type'], body: bytes }
}

it('a payment without its reference is found by the debtor, put on the assignment, and what is too much goes back', async () => {
  await importFunds([{ archiveId: 'M1', amount: '200.00' }])
  const [unknown] = await transactions('(state: UNMATCHED)')
  expect(unknown).toMatchObject({ amount: { amount: '200.00' }, allocations: [] })
  const { matchCandidates } = await staff.run(
    '{ matchCandidates(text: "asiakas") { id debtorName closed balance { amount } } }',
  )
  expect(matchCandidates).toEqual([
    {
      id: expect.any(String),
      debtorName: expect.stringContaining('Asiakas'),
      closed: false,
      balance: assignment.balance,
    },
  ])
  const input = { transactionId: unknown.id, assignmentId: matchCandidates[0].id }
  expect(await act('matchClientTransaction', 'MatchClientTransactionInput', input)).toEqual({
    transaction: { state: 'ALLOCATED' },
    error: null,
  })
  expect(await act('matchClientTransaction', 'MatchClientTransactionInput', input)).toMatchObject({
    error: { code: 'NOT_UNMATCHED' },
  })
  const [overpaid] = await transactions('(overpaid: true)')
  expect(Number(overpaid.refundable.amount)).toBeGreaterThan(0)
  expect(await act('refundDebtor', 'PayBackInput', { transactionId: unknown.id })).toMatchObject({
    error: { code: 'IBAN_INVALID', field: 'iban' },
  })
  const back = { transactionId: unknown.id, iban: 'FI21 1234 5600 0007 85', name: 'Asiakas Mallinen' }
  expect((await act('refundDebtor', 'PayBackInput', back)).error).toBeNull()
  expect((await act('refundDebtor', 'PayBackInput', back)).error.code).toBe('NOTHING_TO_REFUND')
  expect(await transactions('(overpaid: true)')).toEqual([])
})

it('a payment that belongs to nobody goes back to its payer, once', async () => {
  await importFunds([{ archiveId: 'M2', amount: '33.00' }])
  const [unknown] = await transactions('(state: UNMATCHED)')
  const back = { transactionId: unknown.id, iban: 'FI2112345600000785', name: 'Tuntematon Maksaja' }
  expect(await act('returnClientTransaction', 'PayBackInput', back)).toEqual({
    transaction: { state: 'RETURNED' },
    error: null,
  })
  expect((await act('returnClientTransaction', 'PayBackInput', back)).error.code).toBe('NOT_UNMATCHED')
  expect(await proof()).toMatchObject({
    alarm: null,
    standings: [{ unmatched: { amount: '0.00' }, owedToDebtors: { amount: '0.00' }, difference: { amount: '0.00' } }],
  })
})

it('a settlement has a statement for both sides and one payment file that the bank’s schema takes', async () => {
  await staff.run('mutation { runSettlement(input: {}) { lines } }')
  await t.settle()
  const { agencySettlements } = await staff.run(
    '{ agencySettlements { nodes { settlementId inFile transfers amount { amount } vat { amount } statement lines { kind share { amount } paid { amount } reference } } } }',
  )
  const [settlement] = agencySettlements.nodes
  expect(settlement).toMatchObject({
    inFile: 'NONE',
    transfers: 1,
    lines: [{ kind: 'SHARE', reference: expect.any(String) }],
  })
  const { settlements } = await company.client.run(
    'query ($id: ID!) { settlements(companyId: $id) { nodes { settlementId amount { amount } vat { amount } booked transfers statement lines { kind share { amount } paid { amount } reference } } } }',
    { id: company.id },
  )
  const { settlementId, amount, vat, lines, transfers } = settlement
  expect(settlements.nodes).toEqual([
    { settlementId, amount, vat, lines, transfers, booked: 0, statement: `/settlements/${settlementId}` },
  ])

  const make = async () =>
    (
      await staff.run(
        'mutation { makePaymentFiles(input: {}) { files { id url transfers amount { amount } sentAt executeOn } } }',
      )
    ).makePaymentFiles.files
  const [file, ...others] = await make()
  expect(others).toEqual([])
  expect(file).toMatchObject({ transfers: 3, sentAt: null, executeOn: '2026-03-02' })
  expect(await make()).toEqual([])
  expect((await fileOf(staff, file.url)).status).toBe(404)
  const RELEASE =
    'mutation ($input: PaymentFileInput!) { releasePaymentFile(input: $input) { file { releasedByName viewerCanRelease } error { code } } }'
  expect((await staff.run(RELEASE, { input: { id: file.id } })).releasePaymentFile.error.code).toBe('SAME_PERSON')
  expect((await colleague.run(RELEASE, { input: { id: file.id } })).releasePaymentFile).toEqual({
    file: { releasedByName: 'Tiina Toinen', viewerCanRelease: false },
    error: null,
  })
  const xml = await fileOf(staff, file.url)
  expect(xml).toMatchObject({ status: 200, type: 'application/xml' })
  expect(xml.body.toString()).toContain(`<Ref>${lines[0].reference}</Ref>`)
  expect((await fileOf(staff, file.url)).body.equals(xml.body)).toBe(true)
  expect((await fileOf(company.client, file.url)).status).toBe(403)
  expect((await fileOf(t.client.fresh(), file.url)).status).toBe(401)
  if (fieldData) validateBy('bank/schema/pain.001.001.09.xsd', xml.body)

  const MARK = 'mutation ($input: MarkPaymentFileSentInput!) { markPaymentFileSent(input: $input) { file { sentAt } } }'
  const sent = await staff.run(MARK, { input: { id: file.id } })
  t.clock.set('2026-03-03')
  expect(await staff.run(MARK, { input: { id: file.id } })).toEqual(sent)
})

it('a transfer that the bank refuses goes again with the next file', async () => {
  const { paymentFiles } = await staff.run('{ paymentFiles { nodes { id transfers refused } } }')
  const [file] = paymentFiles.nodes
  const { paymentFileTransfers } = await staff.run(
    'query ($id: ID!) { paymentFileTransfers(fileId: $id) { ordinal toName amount { amount } refusedOn } }',
    { id: file.id },
  )
  expect(paymentFileTransfers).toHaveLength(file.transfers)
  const REFUSE =
    'mutation ($input: RefuseTransferInput!) { refuseTransfer(input: $input) { file { refused } error { code field } } }'
  const input = { fileId: file.id, ordinal: paymentFileTransfers[0].ordinal, reason: '' }
  expect((await staff.run(REFUSE, { input })).refuseTransfer.error).toEqual({ code: 'REASON_NEEDED', field: 'reason' })
  expect((await staff.run(REFUSE, { input: { ...input, reason: 'AC04' } })).refuseTransfer).toEqual({
    file: { refused: 1 },
    error: null,
  })
  const { makePaymentFiles } = await staff.run('mutation { makePaymentFiles(input: {}) { files { id transfers } } }')
  expect(makePaymentFiles.files).toEqual([{ id: expect.any(String), transfers: 1 }])
  const CANCEL = 'mutation ($input: PaymentFileInput!) { cancelPaymentFile(input: $input) { file { cancelledAt } } }'
  const cancelled = await staff.run(CANCEL, { input: { id: makePaymentFiles.files[0].id } })
  expect(cancelled.cancelPaymentFile.file.cancelledAt).not.toBeNull()
})

it('money terms are agreed with a company, and its invoices come to its own page', async () => {
  const { companyFiles } = await staff.run('{ companyFiles { nodes { id } } }')
  const companyFileId = companyFiles.nodes[0].id
  const SET =
    'mutation ($input: SetMoneyTermsInput!) { setMoneyTerms(input: $input) { terms { now { way minimum { amount } } agreed { madeAt } } error { code } } }'
  const input = { companyFileId, validFrom: '2026-03-03', way: 'NETTED', minimum: '5.00', language: 'SV' }
  expect((await staff.run(SET, { input: { ...input, validFrom: '2026-03-01' } })).setMoneyTerms.error.code).toBe(
    'VALID_FROM_PAST',
  )
  expect((await staff.run(SET, { input })).setMoneyTerms).toMatchObject({
    terms: { now: { way: 'NETTED', minimum: { amount: '5.00' } }, agreed: [{}] },
    error: null,
  })
  t.clock.set('2026-04-01')
  const MAKE =
    'mutation ($input: MakeAgencyInvoicesInput!) { makeAgencyInvoices(input: $input) { invoices total { amount } error { code } } }'
  expect((await staff.run(MAKE, { input: { periodEnd: '2026-04-01' } })).makeAgencyInvoices.error.code).toBe(
    'PERIOD_OPEN',
  )
  expect((await staff.run(MAKE, { input: { periodEnd: '2026-03-31' } })).makeAgencyInvoices.invoices).toBe(1)
  await t.settle()
  const { agencyInvoices } = await staff.run(
    '{ agencyInvoices { nodes { number payable { amount } open { amount } url lines { kind net { amount } vat { amount } } } } }',
  )
  const { serviceInvoices } = await company.client.run(
    'query ($id: ID!) { serviceInvoices(companyId: $id) { nodes { number payable { amount } open { amount } url lines { kind net { amount } vat { amount } } } } }',
    { id: company.id },
  )
  const [{ url, ...theirs }] = agencyInvoices.nodes
  const [{ url: ownUrl, ...own }] = serviceInvoices.nodes
  expect(own).toEqual(theirs)
  const paper = await fileOf(company.client, ownUrl)
  expect(paper.body.equals((await fileOf(staff, url)).body)).toBe(true)
  expect((await fileOf(company.client, ownUrl.replace('.pdf', '.xml'))).type).toBe('application/xml')
  expect((await fileOf(company.client, url)).status).toBe(403)
  const stranger = await creditor(t)
  expect((await fileOf(stranger.client, ownUrl)).status).toBe(404)
  t.clock.set('2026-03-03')
})

it('statements are files for who may see them', async () => {
  const { settlements } = await company.client.run(
    'query ($id: ID!) { settlements(companyId: $id) { nodes { statement } } }',
    {
      id: company.id,
    },
  )
  const [{ statement }] = settlements.nodes
  const csv = await fileOf(company.client, `${statement}.en.csv`)
  expect(csv).toMatchObject({ status: 200, type: 'text/csv; charset=utf-8' })
  expect(csv.body.toString().split('\r\n')[0]).toBe(
    "\ufeffDebtor;Invoice;Reference;Creditor's share;Costs paid;VAT on costs;Paid out",
  )
  expect((await fileOf(company.client, `${statement}.pdf`)).body.subarray(0, 5).toString()).toBe('%PDF-')
  expect((await fileOf(staff, `/agency${statement}.sv.pdf`)).status).toBe(200)
  expect((await fileOf(company.client, `/agency${statement}.csv`)).status).toBe(403)
  const stranger = await creditor(t)
  expect((await fileOf(stranger.client, `${statement}.pdf`)).status).toBe(404)
  expect((await fileOf(company.client, '/settlements/nothing.pdf')).status).toBe(404)
})

const IMPORT = `mutation ($input: ImportClientFundsFilesInput!) { importClientFundsFiles(input: $input) {
  allocated alreadyThere unmatched paidOut unexplained accepted refused refusals { code }
} }`
const imported = async (...contents: readonly (Buffer | string)[]) => {
  const files = contents.map((content, index) => ({ name: `${index}.xml`, content: content.toString() }))
  return (await staff.run(IMPORT, { input: { files } })).importClientFundsFiles
}

it('what has left the account, what the bank says of the rest and what nobody asked for is told and decided over the API', async () => {
  const unpaid = async () =>
    (
      await staff.run(
        '{ unpaidTransfers { nodes { fileId messageId ordinal endToEndId toName amount { amount } executeOn bankStatus } } }',
      )
    ).unpaidTransfers.nodes
  const [first, second] = await unpaid()
  const [left, waiting] = [first, second].map(({ fileId: _, messageId: __, endToEndId: ___, ...shown }) => shown)
  expect([left, waiting]).toMatchInlineSnapshot(`
    [
      {
        "amount": {
          "amount": "71.00",
        },
        "bankStatus": null,
        "executeOn": "2026-03-02",
        "ordinal": 2,
        "toName": "Asiakas Mallinen",
      },
      {
        "amount": {
          "amount": "33.00",
        },
        "bankStatus": null,
        "executeOn": "2026-03-02",
        "ordinal": 3,
        "toName": "Tuntematon Maksaja",
      },
    ]
  `)
  const row = { direction: 'DBIT', on: '2026-03-03' } as const
  const statement = bankFile({
    id: 'OUT1',
    iban: FUNDS,
    kind: '053',
    money: [
      { archiveId: 'OUT1', amount: first.amount.amount, endToEndId: first.endToEndId, ...row },
      { archiveId: 'OUT2', amount: '4.20', payeeName: 'Mallipankki Oyj', ...row },
      {
        archiveId: 'OUT3',
        amount: second.amount.amount,
        endToEndId: 'BANK-7',
        payeeIban: 'FI9080002627761348',
        ...row,
      },
    ],
  })
  // What the bank has on the account before and after, as its statement ends.
  const balances = `<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">500.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-03</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">391.80</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-03</Dt></Dt></Bal>`
  const content = statement.content.toString().replace('<Ntry>', `${balances}<Ntry>`)
  const report = statusReport({
    messageId: first.messageId,
    transfers: [
      { endToEndId: second.endToEndId, status: 'ACSP' },
      { endToEndId: 'S0-0', status: 'RJCT' },
    ],
  })
  expect(await imported(report, content, 'nothing')).toMatchInlineSnapshot(`
    {
      "accepted": 1,
      "allocated": 0,
      "alreadyThere": 0,
      "paidOut": 1,
      "refusals": [
        {
          "code": "NOT_BANK_FILE",
        },
        {
          "code": "TRANSFER_UNKNOWN",
        },
      ],
      "refused": 0,
      "unexplained": 2,
      "unmatched": 0,
    }
  `)
  expect(await imported(report, content)).toMatchObject({
    alreadyThere: 4,
    paidOut: 0,
    accepted: 0,
  })
  expect((await unpaid()).map((one: { bankStatus: string }) => one.bankStatus)).toEqual(['ACSP'])

  const rows = async (args: string) =>
    (
      await staff.run(
        `{ clientTransactions${args} { nodes { id payeeName unexplained { amount } explainedAs explanation instructions { endToEndId } } } }`,
      )
    ).clientTransactions.nodes
  const [other, charge] = await rows('(unexplained: true)')
  expect([other, charge].map(({ id: _, ...shown }) => shown)).toMatchInlineSnapshot(`
    [
      {
        "explainedAs": null,
        "explanation": null,
        "instructions": [],
        "payeeName": null,
        "unexplained": {
          "amount": "-33.00",
        },
      },
      {
        "explainedAs": null,
        "explanation": null,
        "instructions": [],
        "payeeName": "Mallipankki Oyj",
        "unexplained": {
          "amount": "-4.20",
        },
      },
    ]
  `)
  const EXPLAIN =
    'mutation ($input: ExplainOutgoingInput!) { explainOutgoing(input: $input) { transaction { explainedAs explanation } error { code field } } }'
  const explain = async (note: string) =>
    (await staff.run(EXPLAIN, { input: { transactionId: charge.id, as: 'CHARGE', note } })).explainOutgoing
  expect((await explain('')).error).toEqual({ code: 'NOTE_NEEDED', field: 'note' })
  expect(await explain('Palvelumaksut')).toEqual({
    transaction: { explainedAs: 'CHARGE', explanation: 'Palvelumaksut' },
    error: null,
  })
  const { outgoingCandidates } = await staff.run(
    'query ($id: ID!) { outgoingCandidates(transactionId: $id) { fileId ordinal endToEndId paid } }',
    { id: other.id },
  )
  const { fileId, ordinal } = outgoingCandidates.find(
    ({ endToEndId }: { endToEndId: string }) => endToEndId === second.endToEndId,
  )
  const ATTACH =
    'mutation ($input: AttachOutgoingInput!) { attachOutgoing(input: $input) { transaction { unexplained { amount } instructions { endToEndId } } error { code } } }'
  const attach = async () =>
    (await staff.run(ATTACH, { input: { transactionId: other.id, transfers: [{ fileId, ordinal }] } })).attachOutgoing
  expect(await attach()).toEqual({
    transaction: { unexplained: { amount: '0.00' }, instructions: [{ endToEndId: second.endToEndId }] },
    error: null,
  })
  expect((await attach()).error.code).toBe('NOT_WAITING')
  expect(await unpaid()).toEqual([])
  expect(await rows('(unexplained: true)')).toEqual([])
  const { clientFundsProof } = await staff.run(
    '{ clientFundsProof { alarm statedBalances { iban on amount { amount } difference { amount } } standings { onAccounts { amount } underWay { amount } unexplained { amount } difference { amount } bankDifference { amount } } } }',
  )
  expect(clientFundsProof).toMatchInlineSnapshot(`
    {
      "alarm": null,
      "standings": [
        {
          "bankDifference": {
            "amount": "0.00",
          },
          "difference": {
            "amount": "0.00",
          },
          "onAccounts": {
            "amount": "124.80",
          },
          "underWay": {
            "amount": "124.00",
          },
          "unexplained": {
            "amount": "4.20",
          },
        },
      ],
      "statedBalances": [
        {
          "amount": {
            "amount": "391.80",
          },
          "difference": {
            "amount": "0.00",
          },
          "iban": "FI9399999900000014",
          "on": "2026-03-03",
        },
      ],
    }
  `)
})

it('the nightly proof is written down, and a difference raises the alarm', async () => {
  await t.app.agency.room.tasks?.['agency.checkFunds']?.({})
  expect((await proof()).checkedAt).not.toBeNull()
  await t.db.sql("UPDATE agency.client_transaction SET amount = amount + 1 WHERE state = 'ALLOCATED'")
  expect(await proof()).toMatchObject({ alarm: 'CLIENT_FUNDS_DIFFER', standings: [{ difference: { amount: '0.01' } }] })
  await t.db.sql("UPDATE agency.client_transaction SET amount = amount - 1 WHERE state = 'ALLOCATED'")
})
