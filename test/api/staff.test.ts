import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { creditor } from '../kit/creditor.ts'
import { bankFile } from '../kit/ledgerFiles.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
let staff: Client
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  staff = await signedIn(t, await people(t.db, t.app.database).user('Kaisa Käsittelijä', 'HANDLER'))
})
afterAll(() => t.close())

const ANSWER = `mutation ($input: AnswerInput!) {
  answerRecall(input: $input) { request { id kind } error { code message } }
}`

describe('the staff desk', () => {
  it('shows what a company asks and carries the answer back to it', async () => {
    const company = await creditor(t)
    const [invoiceId] = await company.invoiceIds(1)
    await company.client.run(
      'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { send { sentCount } error { code } } }',
      { input: { companyId: company.id, invoiceIds: [invoiceId], afterReminder: 'RETURN', idempotencyKey: 'k' } },
    )
    await t.settle()
    const read = async () =>
      (
        await company.client.run(
          'query ($id: ID!) { salesInvoice(id: $id) { status inService assignment { id stage closeReason recallState } } }',
          { id: invoiceId },
        )
      ).salesInvoice
    const { assignment } = await read()
    await company.client.run(
      'mutation ($input: RequestRecallInput!) { requestRecall(input: $input) { error { code } } }',
      { input: { assignmentId: assignment.id, reason: 'Sent by mistake' } },
    )
    await t.settle()
    const { staffRequests } = await staff.run(
      '{ staffRequests { id kind creditorName debtorName reason requestedAt balance { amount currency } unpaidCosts { amount } } }',
    )
    expect(staffRequests).toEqual([
      {
        id: expect.any(String),
        kind: 'RECALL',
        creditorName: 'Mallitalo Oy',
        debtorName: expect.stringContaining('Asiakas'),
        reason: 'Sent by mistake',
        requestedAt: '2026-03-02T10:00:00.000Z',
        balance: { amount: '124.00', currency: 'EUR' },
        unpaidCosts: { amount: '0.00' },
      },
    ])
    const input = { requestId: staffRequests[0].id, confirm: true }
    expect(await staff.run(ANSWER, { input })).toEqual({
      answerRecall: { request: { id: staffRequests[0].id, kind: 'RECALL' }, error: null },
    })
    expect((await staff.run(ANSWER, { input })).answerRecall).toMatchObject({
      request: null,
      error: { code: 'ALREADY_ANSWERED' },
    })
    await t.settle()
    expect(await read()).toMatchObject({
      status: 'OVERDUE',
      inService: false,
      assignment: { stage: 'CLOSED', closeReason: 'RECALLED', recallState: 'CONFIRMED' },
    })
  })

  it('refuses an id of something else', async () => {
    const { errors } = await staff.ask(ANSWER, { input: { requestId: 'bm90aGluZw', confirm: true } })
    expect(errors.map((error) => error.extensions.code)).toEqual(['BAD_USER_INPUT'])
  })
})

describe('reference rates', () => {
  const ENTER = `mutation ($input: EnterReferenceRateInput!) {
    enterReferenceRate(input: $input) { rate { from to percent status } error { code field } }
  }`
  const enter = async (input: object) => (await staff.run(ENTER, { input })).enterReferenceRate

  it.each([
    ['2026-08-01', '2.5', 'NOT_HALF_YEAR', 'from'],
    ['2026-07-01', '2.4', 'NOT_HALF_POINTS', 'percent'],
    ['2026-01-01', '3.0', 'RATE_EXISTS', 'from'],
  ])('%s at %s %% is refused: %s', async (from, percent, code, field) => {
    expect(await enter({ from, percent, source: 'x' })).toEqual({ rate: null, error: { code, field } })
  })

  it('a made-up rate gives way to the published one, and that stays', async () => {
    const base = { from: '2026-07-01', source: 'Bank of Finland' }
    expect(await enter({ ...base, percent: '2.5', source: 'Demo', demo: true })).toMatchObject({
      rate: { to: '2026-12-31', percent: '2.50', status: 'DEMO' },
    })
    expect(await enter({ ...base, percent: '3' })).toMatchObject({ rate: { percent: '3.00', status: 'ENTERED' } })
    expect(await enter({ ...base, percent: '2' })).toMatchObject({ error: { code: 'RATE_EXISTS' } })
    expect(await enter({ ...base, percent: '3.0' })).toMatchObject({ error: null })
    const { referenceRates } = await t.client.fresh().run('{ referenceRates { from percent status source } }')
    expect(referenceRates.at(-1)).toEqual({
      from: '2026-07-01',
      percent: '3.00',
      status: 'ENTERED',
      source: 'Bank of Finland',
    })
    expect(referenceRates[0].from).toBe('2002-07-01')
  })
})

describe('client funds', () => {
  const IMPORT = `mutation ($input: ImportClientFundsFilesInput!) {
    importClientFundsFiles(input: $input) { allocated alreadyThere unmatched refusals { code line advice } }
  }`
  const send = async (...contents: (Buffer | string)[]) =>
    (
      await staff.run(IMPORT, {
        input: { files: contents.map((content, index) => ({ name: `f${index}`, content: content.toString() })) },
      })
    ).importClientFundsFiles

  it('keeps a payment that fits nothing, once', async () => {
    const file = bankFile({
      id: 'U1',
      iban: 'FI9399999900000014',
      money: [{ archiveId: 'U', amount: '12.00' }],
    }).content
    expect(await send(file)).toMatchObject({ allocated: 0, alreadyThere: 0, unmatched: 1 })
    expect(await send(file)).toMatchObject({ allocated: 0, alreadyThere: 1, unmatched: 0 })
  })

  it('refuses a file of an account that is not for client funds, and one that is no bank file', async () => {
    const other = bankFile({
      id: 'U2',
      iban: 'FI2112345600000785',
      money: [{ archiveId: 'V', amount: '12.00' }],
    }).content
    const { refusals } = await send(other, '<Invoice/>')
    expect(refusals.map((refusal: { code: string }) => refusal.code)).toEqual(['ACCOUNT_UNKNOWN', expect.any(String)])
    for (const refusal of refusals) expect(refusal.advice).not.toBe('')
  })

  it('a settlement with nothing collected pays nobody', async () => {
    const { runSettlement } = await staff.run(
      'mutation { runSettlement(input: {}) { creditors lines total { amount } } }',
    )
    expect(runSettlement).toEqual({ creditors: 0, lines: 0, total: [] })
  })
})
