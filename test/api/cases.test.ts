import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { creditor } from '../kit/creditor.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
let staff: Client
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  staff = await signedIn(t, await people(t.db, t.app.database).user('Kaisa Käsittelijä', 'HANDLER'))
})
afterAll(() => t.close())

const WORK = `query ($filter: WorkFilterInput) {
  workList(filter: $filter) { nodes { type since age deadline assignmentId requestId creditorName debtorName invoiceNumber detail
    balance { amount } } pageInfo { hasNextPage } }
  workCounts { type count }
}`
const CASE = `query ($id: ID!, $on: Date) {
  staffAssignment(id: $id) {
    state waitsFor acts balance { amount } policyVersion
    stepAnswers { step allowed earliest cost { amount } sections reasons { code } }
    explanation(on: $on) { total { amount } lines { kind posted days ratePercent section } problem }
    events { type by note } disputes { state reason answer } plans { state instalments { dueOn amount { amount } } }
  }
}`
const PAYLOAD = '{ assignment { state } error { code field } }'

async function sent() {
  const company = await creditor(t)
  const [invoiceId] = await company.invoiceIds(1)
  await company.client.run(
    'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { send { sentCount } error { code } } }',
    { input: { companyId: company.id, invoiceIds: [invoiceId], afterReminder: 'CONTINUE', idempotencyKey: 'k' } },
  )
  await t.settle()
  const read = async () =>
    (
      await company.client.run(
        `query ($id: ID!) { salesInvoice(id: $id) { number status inService disputed
          assignment { id stage hold closeReason viewerCanReportDispute events { type note } } } }`,
        { id: invoiceId },
      )
    ).salesInvoice
  return { company, read }
}

const REPORT = `mutation ($input: ReportDisputeInput!) {
  reportDispute(input: $input) { assignment { viewerCanReportDispute } error { code } }
}`

describe('a dispute that the company reports', () => {
  it('stops collection, waits at the desk, and upheld brings the invoice back as disputed', async () => {
    const { company, read } = await sent()
    const { assignment, number } = await read()
    const input = { assignmentId: assignment.id, reason: 'The goods never came' }
    expect((await company.client.run(REPORT, { input: { ...input, reason: ' ' } })).reportDispute.error.code).toBe(
      'REASON_MISSING',
    )
    expect((await company.client.run(REPORT, { input })).reportDispute).toEqual({
      assignment: { viewerCanReportDispute: false },
      error: null,
    })
    expect((await company.client.run(REPORT, { input })).reportDispute.error.code).toBe('ALREADY_REQUESTED')
    await t.settle()
    expect((await read()).assignment).toMatchObject({ hold: 'DISPUTED', viewerCanReportDispute: false })

    const { workList, workCounts } = await staff.run(WORK, { filter: { types: ['DISPUTE'], search: number } })
    expect(workCounts).toContainEqual({ type: 'DISPUTE', count: 1 })
    expect(workList.nodes).toEqual([
      expect.objectContaining({
        type: 'DISPUTE',
        since: '2026-03-02',
        age: 0,
        deadline: '2026-03-16',
        detail: 'The goods never came',
        invoiceNumber: number,
        requestId: null,
      }),
    ])
    const id = workList.nodes[0].assignmentId
    const { staffAssignment } = await staff.run(CASE, { id, on: null })
    expect(staffAssignment).toMatchObject({ state: 'DISPUTED', waitsFor: 'DISPUTED' })
    expect(staffAssignment.acts).toEqual(expect.arrayContaining(['UPHOLD_DISPUTE', 'REJECT_DISPUTE']))
    for (const answer of staffAssignment.stepAnswers) {
      expect(answer).toMatchObject({ allowed: false })
      expect(answer.reasons.map(({ code }: { code: string }) => code)).toContain('DISPUTED')
    }
    const answer = { assignmentId: id, uphold: true, answer: 'Delivery was not proven.' }
    expect(
      (
        await staff.run(`mutation ($input: AnswerDisputeInput!) { answerDispute(input: $input) ${PAYLOAD} }`, {
          input: answer,
        })
      ).answerDispute,
    ).toEqual({ assignment: { state: 'CLOSED' }, error: null })
    await t.settle()
    expect(await read()).toMatchObject({
      status: 'OVERDUE',
      inService: false,
      disputed: true,
      assignment: { stage: 'CLOSED', hold: null, closeReason: 'DISPUTE_UPHELD' },
    })
    expect((await staff.run(WORK, { filter: { types: ['DISPUTE'], search: number } })).workList.nodes).toEqual([])
  })
})

describe('an assignment at the desk', () => {
  it('tells the law of each step, what a day to come would cost, and takes acts with who did them', async () => {
    const { read } = await sent()
    const { number } = await read()
    const { companyId, id: localId } = await t.db
      .sql<{ companyId: bigint; id: bigint }>(
        'SELECT company_id AS "companyId", id FROM agency.assignment WHERE invoice_number = $1 ORDER BY id DESC LIMIT 1',
        [number],
      )
      .then(([row]) => row as { companyId: bigint; id: bigint })
    const id = encodeId('StaffAssignment', companyId, localId)
    const before = (await staff.run(CASE, { id, on: '2026-04-01' })).staffAssignment
    expect(before.state).toBe('RECEIVED')
    expect(before.explanation.lines.at(-1)).toMatchObject({ kind: 'LATE_INTEREST', posted: false })
    expect(Number(before.explanation.total.amount)).toBeGreaterThan(Number(before.balance.amount))
    expect(before.stepAnswers.map(({ step }: { step: string }) => step)).toContain('TRATTA')

    const grant = (until: string) =>
      staff.run(`mutation ($input: GrantExtensionInput!) { grantExtension(input: $input) ${PAYLOAD} }`, {
        input: { assignmentId: id, until, charge: true },
      })
    expect((await grant('2026-03-10')).grantExtension.error).toEqual({ code: 'EXTENSION_TOO_SHORT', field: 'until' })
    expect((await grant('2026-03-20')).grantExtension).toEqual({ assignment: { state: 'EXTENSION' }, error: null })
    const plan = { assignmentId: id, instalments: 4, firstOn: '2026-03-31', charge: false }
    expect(
      (
        await staff.run(`mutation ($input: MakePaymentPlanInput!) { makePaymentPlan(input: $input) ${PAYLOAD} }`, {
          input: plan,
        })
      ).makePaymentPlan.error,
    ).toBeNull()
    const after = (await staff.run(CASE, { id, on: null })).staffAssignment
    expect(after).toMatchObject({ state: 'PLAN', plans: [{ state: 'RUNNING' }] })
    expect(after.events.at(-1)).toMatchObject({ type: 'PAYMENT_PLAN_MADE', by: 'Kaisa Käsittelijä' })
    const act = (name: string, note: string | null) =>
      staff.run(`mutation ($input: ActOnAssignmentInput!) { actOnAssignment(input: $input) ${PAYLOAD} }`, {
        input: { assignmentId: id, act: name, note },
      })
    expect((await act('GO_TO_COURT', null)).actOnAssignment.error.code).toBe('NOT_IN_THIS_STATE')
    expect((await act('DISPUTE', ' ')).actOnAssignment.error).toEqual({ code: 'NOTE_MISSING', field: 'note' })
    const address = { assignmentId: id, street: ' ', postCode: '00100', town: 'Helsinki' }
    expect(
      (
        await staff.run(
          `mutation ($input: ChangeDebtorAddressInput!) { changeDebtorAddress(input: $input) ${PAYLOAD} }`,
          {
            input: address,
          },
        )
      ).changeDebtorAddress.error.code,
    ).toBe('ADDRESS_MISSING')
    await t.settle()
    expect((await read()).assignment).toMatchObject({ hold: 'PLAN', stage: 'RECEIVED' })
  })
})

describe('a company file', () => {
  it('keeps policies in versions', async () => {
    await sent()
    const { companyFiles } = await staff.run('{ companyFiles(first: 1) { nodes { id name running } } }')
    const file = companyFiles.nodes[0]
    const rule = (step: string, more = {}) => ({
      step,
      taken: true,
      afterDays: 0,
      channel: 'AUTO',
      minimum: '0',
      ...more,
    })
    const rules = [
      rule('REMINDER'),
      rule('NOTICE'),
      rule('DEMAND', { afterDays: 30 }),
      rule('SECOND_DEMAND', { minimum: '50.00' }),
    ]
    const set = (input: object) =>
      staff.run(
        `mutation ($input: SetPolicyInput!) { setPolicy(input: $input) { file { policies { version last madeAt
          rules { step afterDays minimum { amount } } } } error { code field } } }`,
        {
          input: {
            companyFileId: file.id,
            validFrom: '2026-03-02',
            rules,
            last: 'SURVEILLANCE',
            legalMinimum: '0',
            ...input,
          },
        },
      )
    expect((await set({ validFrom: '2026-03-01' })).setPolicy.error).toEqual({
      code: 'VALID_FROM_PAST',
      field: 'validFrom',
    })
    const { setPolicy } = await set({})
    expect(setPolicy.error).toBeNull()
    expect(setPolicy.file.policies.map(({ version }: { version: number }) => version)).toEqual([1, 0])
    expect(setPolicy.file.policies[0].rules[3]).toEqual({
      step: 'SECOND_DEMAND',
      afterDays: 0,
      minimum: { amount: '50.00' },
    })
  })
})
