import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { creditor, IDENTITY } from '../kit/creditor.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
let staff: Client

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  const make = people(t.db, t.app.database)
  staff = await signedIn(t, await make.user('Supervisor', 'SUPERVISOR'))
})
afterAll(() => t.close())

const STATE = 'query ($id: ID!) { company(id: $id) { activation { state kycNote removedReason } } }'
const ACTIVATE = `mutation ($input: ActivateServiceInput!) {
  activateService(input: $input) { company { activation { state termsVersion contactEmail contactPhone } } error { code } } }`
const ANSWER = 'mutation ($input: AnswerKycInput!) { answerKyc(input: $input) { state error { code } } }'
const REMOVE = `mutation ($input: RemoveServiceInput!) {
  removeService(input: $input) { company { activation { state removedReason } } error { code field } } }`
const WAITING = 'query { kycRequests { companyId companyName contactEmail contactPhone termsVersion } }'
const FEES = `query ($companyId: ID!, $month: String!) { feeStatement(companyId: $companyId, month: $month) {
  month net { amount } vat { amount } total { amount } statement
  lines { on kind count net { amount } vat { amount } vatPercent sendId assignmentId invoiceNumber } } }`
const CONSEQUENCES = `query ($id: ID!) { recallConsequences(assignmentId: $id) {
  mayRequest letterSent unpaidCosts { amount } recallFee { amount } recallFeeVat { amount } charged { amount } priceListFrom } }`

type Company = Awaited<ReturnType<typeof creditor>>
let keys = 0

async function send(company: Company, invoiceIds: string[]) {
  const input = { companyId: company.id, invoiceIds, afterReminder: 'RETURN', idempotencyKey: `service ${++keys}` }
  const answer = await company.client.run(
    `mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) {
       send { id sentCount items { assignment { id } } } error { code } } }`,
    { input },
  )
  return answer.sendToReminderService
}

const stateOf = async (company: Company) =>
  (await company.client.run(STATE, { id: company.id })).company.activation.state

async function accept(company: Company, termsVersion: string, phone: string | null = '+358 40 000 0000') {
  await t.db.sql('UPDATE access.app_user SET phone = $2 WHERE id = $1', [company.userId, phone])
  return (await company.client.run(ACTIVATE, { input: { companyId: company.id, termsVersion, identity: IDENTITY } }))
    .activateService
}

describe('A1-A3: the way into the service', () => {
  it('goes over the terms and the identity check; staff see who waits, and the company their answer', async () => {
    const company = await creditor(t, 'NOT_ACTIVE')
    expect((await accept(company, '2024-1', null)).error).toEqual({ code: 'PHONE_NEEDED' })
    const accepted = await accept(company, '2024-1')
    expect(accepted.company.activation).toMatchObject({ state: 'KYC_PENDING', termsVersion: '2024-1' })
    const waiting = (await staff.run(WAITING, {})).kycRequests
    expect(waiting).toContainEqual(
      expect.objectContaining({ companyId: company.id, contactPhone: '+358 40 000 0000', termsVersion: '2024-1' }),
    )
    const answered = (await staff.run(ANSWER, { input: { companyId: company.id, approve: false, note: 'No papers' } }))
      .answerKyc
    expect(answered).toEqual({ state: 'REJECTED', error: null })
    const { activation } = (await company.client.run(STATE, { id: company.id })).company
    expect(activation).toMatchObject({ state: 'REJECTED', kycNote: 'No papers' })
    expect((await staff.run(WAITING, {})).kycRequests).not.toContainEqual(
      expect.objectContaining({ companyId: company.id }),
    )
  })

  it('is refused to a role that may not activate', async () => {
    const company = await creditor(t, 'NOT_ACTIVE')
    const keeper = await signedIn(t, await people(t.db, t.app.database).personWith(company.companyId, 'BOOKKEEPER'))
    const { errors } = await keeper.ask(ACTIVATE, { input: { companyId: company.id, termsVersion: '2024-1' } })
    expect(errors.map((error) => error.extensions.code)).toEqual(['FORBIDDEN'])
  })

  it('ends by removal: nothing more is sent, what runs goes on', async () => {
    const company = await creditor(t)
    const [first, second] = await company.invoiceIds(2)
    const sent = await send(company, [first as string])
    const missing = await company.client.run(REMOVE, { input: { companyId: company.id, reason: '  ' } })
    expect(missing.removeService.error).toEqual({ code: 'REASON_MISSING', field: 'input.reason' })
    const removed = await company.client.run(REMOVE, {
      input: { companyId: company.id, reason: 'We collect ourselves' },
    })
    expect(removed.removeService).toEqual({
      company: { activation: { state: 'REMOVED', removedReason: 'We collect ourselves' } },
      error: null,
    })
    expect((await send(company, [second as string])).error.code).toBe('SERVICE_NOT_ACTIVE')
    await t.settle()
    const assignment = sent.send.items[0].assignment.id
    const { stage } = (
      await company.client.run('query ($id: ID!) { assignment(id: $id) { stage } }', { id: assignment })
    ).assignment
    expect(stage).not.toBe('CLOSED')
    const again = await company.client.run(REMOVE, { input: { companyId: company.id, reason: 'Again' } })
    expect(again.removeService.error.code).toBe('SERVICE_NOT_IN_USE')
    expect((await accept(company, '2024-1')).company.activation.state).toBe('KYC_PENDING')
  })
})

describe('A4: fees', () => {
  it('stand per send and for the month with VAT, as values and as files', async () => {
    const company = await creditor(t)
    await send(company, await company.invoiceIds(3))
    await send(company, await company.invoiceIds(1))
    const { feeStatement } = await company.client.run(FEES, { companyId: company.id, month: '2026-03' })
    expect(feeStatement).toMatchObject({ net: { amount: '3.80' }, vat: { amount: '0.97' }, total: { amount: '4.77' } })
    expect(feeStatement.lines).toMatchObject([
      { on: '2026-03-02', kind: 'REMINDER_TRANSFER', count: 3, net: { amount: '2.85' }, vat: { amount: '0.73' } },
      { on: '2026-03-02', kind: 'REMINDER_TRANSFER', count: 1, net: { amount: '0.95' }, vat: { amount: '0.24' } },
    ])
    const other = await company.client.run(FEES, { companyId: company.id, month: '2026-02' })
    expect(other.feeStatement).toMatchObject({ lines: [], total: { amount: '0.00' } })
    const { errors } = await company.client.ask(FEES, { companyId: company.id, month: 'March' })
    expect(errors.map((error) => error.extensions.code)).toEqual(['BAD_USER_INPUT'])
  })
})

describe('O7: recall', () => {
  it('shows what it costs before the request; the fee stands in the statement only after the answer', async () => {
    const company = await creditor(t)
    const { send: made } = await send(company, await company.invoiceIds(1))
    await t.settle()
    const { id } = made.items[0].assignment
    const before = (await company.client.run(CONSEQUENCES, { id })).recallConsequences
    expect(before).toMatchObject({ mayRequest: true, priceListFrom: '2024-09-01' })
    if (!before.letterSent) expect(before.charged).toEqual({ amount: '0.00' })
    const asked = await company.client.run(
      'mutation ($input: RequestRecallInput!) { requestRecall(input: $input) { assignment { recallState stage } error { code } } }',
      { input: { assignmentId: id, reason: 'Sent by mistake' } },
    )
    expect(asked.requestRecall.assignment.recallState).toBe('REQUESTED')
    expect((await company.client.run(CONSEQUENCES, { id })).recallConsequences.mayRequest).toBe(false)
    const fees = await company.client.run(FEES, { companyId: company.id, month: '2026-03' })
    expect(fees.feeStatement.lines.map((line: { kind: string }) => line.kind)).toEqual(['REMINDER_TRANSFER'])
  })
})

describe('A2: a new version of the terms', () => {
  it('is asked for again without a new identity check, and until then nothing is sent', async () => {
    const company = await creditor(t, 'NOT_ACTIVE')
    await accept(company, '2024-1')
    await staff.run(ANSWER, { input: { companyId: company.id, approve: true } })
    expect(await stateOf(company)).toBe('ACTIVE')
    await t.db.sql(
      `INSERT INTO duetto.terms (version, valid_from, texts) SELECT '2026-1', '2026-03-02', texts FROM duetto.terms LIMIT 1`,
    )
    expect(await stateOf(company)).toBe('TERMS_PENDING')
    expect((await send(company, await company.invoiceIds(1))).error.code).toBe('SERVICE_NOT_ACTIVE')
    expect((await accept(company, '2024-1')).error.code).toBe('TERMS_VERSION_NOT_CURRENT')
    expect((await accept(company, '2026-1')).company.activation.state).toBe('ACTIVE')
  })
})
