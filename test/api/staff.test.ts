import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadSettings, settingOn } from '../../server/src/agency/settings.ts'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { creditor } from '../kit/creditor.ts'
import { bankFile } from '../kit/ledgerFiles.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
let staff: Client
/** Another of the staff. */
let second: Client
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  staff = await signedIn(t, await people(t.db, t.app.database).user('Kaisa Käsittelijä', 'HANDLER'))
  second = await signedIn(t, await people(t.db, t.app.database).user('Eino Esihenkilö', 'SUPERVISOR'))
})
afterAll(() => t.close())

const ANSWER = `mutation ($input: AnswerInput!) {
  answerRecall(input: $input) { request { id kind } error { code message } }
}`

describe('the staff desk', () => {
  it.each([
    // 00:30 in Helsinki is still yesterday in UTC.
    ['2026-03-01T22:30:00Z', '2026-03-01T22:31:00Z', []],
    ['2026-03-01T21:59:00Z', '2026-03-01T22:01:00Z', [{ type: 'STUCK_MESSAGE', since: '2026-03-01' }]],
  ])('counts a message as stuck from the Finnish day after it was written: %s, seen %s', async (at, now, expected) => {
    const [made] = await t.db.sql<{ id: bigint }>(
      `WITH creditor AS (INSERT INTO agency.creditor (business_id, name, opened_at)
         VALUES ('1572860-0', 'Yöyritys Oy', $1) RETURNING company_id)
       INSERT INTO agency.outbox (company_id, uid, assignment, sequence, kind, message, created_at)
       SELECT company_id, gen_random_uuid(), gen_random_uuid(), 1, 'EVENT', '{}', $1 FROM creditor RETURNING id`,
      [at],
    )
    t.clock.set(now)
    const night = await signedIn(t, await people(t.db, t.app.database).user('Yövuoro', 'HANDLER'))
    const { workList } = await night.run('{ workList(filter: { types: [STUCK_MESSAGE] }) { nodes { type since } } }')
    await t.db.sql('DELETE FROM agency.outbox WHERE id = $1', [made?.id])
    await t.db.sql(`DELETE FROM agency.creditor WHERE name = 'Yöyritys Oy'`)
    t.clock.set('2026-03-02')
    expect(workList.nodes).toEqual(expected)
  })

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

  it('a made-up rate gives way to the published one when a second person approves it, and that stays', async () => {
    const base = { from: '2026-07-01', source: 'Bank of Finland' }
    expect(await enter({ ...base, percent: '2.5', source: 'Demo', demo: true })).toMatchObject({
      rate: { to: '2026-12-31', percent: '2.50', status: 'DEMO' },
    })
    expect(await enter({ ...base, percent: '3' })).toMatchObject({ rate: null, error: null })
    const rates = async () =>
      (await t.client.fresh().run('{ referenceRates { from percent status source } }')).referenceRates
    expect((await rates()).at(-1)).toMatchObject({ percent: '2.50', status: 'DEMO' })
    expect(await enter({ ...base, percent: '2' })).toMatchObject({ error: { code: 'ALREADY_PROPOSED' } })
    const { proposals } = await staff.run(
      '{ proposals { id kind validFrom percent source state proposedBy decidedBy } }',
    )
    expect(proposals).toEqual([
      {
        id: expect.any(String),
        kind: 'REFERENCE_RATE',
        validFrom: '2026-07-01',
        percent: '3',
        source: 'Bank of Finland',
        state: 'WAITING',
        proposedBy: 'Kaisa Käsittelijä',
        decidedBy: null,
      },
    ])
    expect(await approve(staff, proposals[0].id)).toMatchObject({ error: { code: 'SAME_PERSON' } })
    expect(await approve(second, proposals[0].id)).toEqual({
      proposal: { state: 'APPROVED', decidedBy: 'Eino Esihenkilö' },
      error: null,
    })
    expect(await approve(second, proposals[0].id)).toMatchObject({ error: { code: 'ALREADY_DECIDED' } })
    expect(await enter({ ...base, percent: '2' })).toMatchObject({ error: { code: 'RATE_EXISTS' } })
    expect((await rates()).at(-1)).toEqual({ ...base, percent: '3.00', status: 'ENTERED' })
    expect((await rates())[0].from).toBe('2002-07-01')
  })
})

describe('the price list', () => {
  const propose = async (input: object) =>
    (
      await staff.run(
        'mutation ($input: ProposePriceListInput!) { proposePriceList(input: $input) { proposal { id } error { code field } } }',
        { input },
      )
    ).proposePriceList
  const prices = { validFrom: '2026-04-01', transferFee: '1.10', recallFee: '30.00', vatPercent: '25.5' }

  it.each([
    [{ validFrom: '2026-03-02' }, 'DAY_PASSED'],
    [{ transferFee: '-1' }, 'FEE_INVALID'],
    [{ transferFee: '1000.01' }, 'FEE_INVALID'],
    [{ recallFee: '1.001' }, 'FEE_INVALID'],
    [{ vatPercent: '-1' }, 'PERCENT_INVALID'],
  ])('%o is refused: %s', async (wrong, code) => {
    expect((await propose({ ...prices, ...wrong })).error.code).toBe(code)
  })

  it('holds for both sides once a second person approves it, and a rejected one never', async () => {
    const dropped = await propose({ ...prices, recallFee: '99.00' })
    await staff.run('mutation ($input: DecideProposalInput!) { rejectProposal(input: $input) { error { code } } }', {
      input: { id: dropped.proposal.id },
    })
    const { proposal } = await propose(prices)
    const lists = async () =>
      (await t.client.fresh().run('{ priceLists { validFrom recallFee { amount } } }')).priceLists
    const before = (await lists()).length
    await approve(second, proposal.id)
    expect((await lists()).slice(before)).toEqual([{ validFrom: '2026-04-01', recallFee: { amount: '30.00' } }])
    const settings = await t.app.database.agency('system', loadSettings)
    expect(settingOn(settings, 'RECALL_FEE', calendarDate('2026-03-31'))).toBe(2_500n)
    expect(settingOn(settings, 'RECALL_FEE', calendarDate('2026-04-01'))).toBe(3_000n)
    expect((await propose(prices)).error).toEqual({ code: 'LIST_EXISTS', field: 'validFrom' })
  })
})

async function approve(by: Client, id: string) {
  const { approveProposal } = await by.run(
    'mutation ($input: DecideProposalInput!) { approveProposal(input: $input) { proposal { state decidedBy } error { code } } }',
    { input: { id } },
  )
  return approveProposal
}

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
