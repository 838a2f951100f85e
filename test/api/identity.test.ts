import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MailErasure } from '../../server/src/access/mailErasure.ts'
import { IdentityErasure } from '../../server/src/duetto/activation/identityErasure.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { creditor, IDENTITY } from '../kit/creditor.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
let staff: Client
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  staff = await signedIn(t, await people(t.db, t.app.database).user('Supervisor', 'SUPERVISOR'))
})
afterAll(() => t.close())

type Company = Awaited<ReturnType<typeof creditor>>

const CHECKS = 'approved note statement { signatories explanation }'
const ACTIVATION = `query ($id: ID!) { company(id: $id) { activation {
  state kycNote identityAgainFrom identity { signatories explanation } identityChecks { ${CHECKS} } contactPhone } } }`

const activation = async ({ client, id }: Company) => (await client.run(ACTIVATION, { id })).company.activation

async function accept(company: Company) {
  await t.db.sql(`UPDATE access.app_user SET phone = '+358400000000' WHERE id = $1`, [company.userId])
  const { activateService } = await company.client.run(
    'mutation ($input: ActivateServiceInput!) { activateService(input: $input) { error { code } } }',
    { input: { companyId: company.id, termsVersion: await terms(), identity: IDENTITY } },
  )
  expect(activateService.error).toBeNull()
}

const terms = async () => (await staff.run('{ serviceTerms(language: FI) { version } }')).serviceTerms.version

async function answer(company: Company, approve: boolean, note: string | null = null) {
  const { answerKyc } = await staff.run(
    'mutation ($input: AnswerKycInput!) { answerKyc(input: $input) { state error { code } } }',
    { input: { companyId: company.id, approve, note } },
  )
  return answerKyc
}

async function state(company: Company, more: object = {}) {
  const { stateIdentity } = await company.client.run(
    `mutation ($input: StateIdentityInput!) { stateIdentity(input: $input) {
       company { activation { state } } error { code values { name value } } } }`,
    { input: { companyId: company.id, identity: { ...IDENTITY, ...more } } },
  )
  return stateIdentity
}

async function rejected() {
  const company = await creditor(t, 'NOT_ACTIVE')
  await accept(company)
  await answer(company, false, 'The extract is too old')
  return company
}

describe('A3: a company that was rejected', () => {
  it('corrects its statement by itself; staff see both, and the earlier stays as it was answered', async () => {
    const company = await rejected()
    const again = await state(company, { signatories: ['Outi Esimerkki'], explanation: ' A new extract is here ' })
    expect(again).toEqual({ company: { activation: { state: 'KYC_PENDING' } }, error: null })
    const earlier = {
      approved: false,
      note: 'The extract is too old',
      statement: { signatories: ['Aino Esimerkki'], explanation: null },
    }
    const corrected = { signatories: ['Outi Esimerkki'], explanation: 'A new extract is here' }
    const { kycRequests } = await staff.run(
      `{ kycRequests { companyId identity { signatories explanation } identityChecks { ${CHECKS} } } }`,
    )
    expect(kycRequests).toContainEqual({ companyId: company.id, identity: corrected, identityChecks: [earlier] })

    expect(await answer(company, true, 'Whole now')).toEqual({ state: 'ACTIVE', error: null })
    const approved = { approved: true, note: 'Whole now', statement: corrected }
    expect(await activation(company)).toMatchObject({ state: 'ACTIVE', identityChecks: [approved, earlier] })
    const [{ business_id: businessId } = { business_id: '' }] = await t.db.sql<{ business_id: string }>(
      'SELECT business_id FROM access.company WHERE company_id = $1',
      [company.companyId],
    )
    const { staffActivation } = await staff.run(
      `query ($businessId: String!) { staffActivation(businessId: $businessId) {
         identity { signatories explanation } identityChecks { ${CHECKS} } } }`,
      { businessId },
    )
    expect(staffActivation).toEqual({ identity: corrected, identityChecks: [approved, earlier] })
  })

  it('is asked for terms of a newer version before it is checked anew', async () => {
    const company = await rejected()
    await t.db.sql(`UPDATE duetto.activation SET terms_version = NULL WHERE company_id = $1`, [company.companyId])
    expect((await state(company)).company.activation.state).toBe('TERMS_PENDING')
    await accept(company)
    expect((await activation(company)).state).toBe('KYC_PENDING')
  })

  it('waits after three rejections in thirty days, and is told from which day on', async () => {
    const company = await rejected()
    for (const day of ['2026-03-05', '2026-03-09']) {
      t.clock.set(day)
      expect((await state(company)).error).toBeNull()
      await answer(company, false, 'Still too old')
    }
    expect((await activation(company)).identityAgainFrom).toBe('2026-04-01')
    const values = [{ name: 'from', value: '2026-04-01' }]
    expect((await state(company)).error).toEqual({ code: 'IDENTITY_TOO_OFTEN', values })
    t.clock.set('2026-04-01')
    expect((await activation(company)).identityAgainFrom).toBeNull()
    expect((await state(company)).error).toBeNull()
    expect((await activation(company)).identityChecks).toHaveLength(3)
  })

  it('shows its statements to nobody who may not activate', async () => {
    const company = await rejected()
    const keeper = await signedIn(t, await people(t.db, t.app.database).personWith(company.companyId, 'BOOKKEEPER'))
    const seen = (await keeper.run(ACTIVATION, { id: company.id })).company.activation
    expect(seen).toMatchObject({ state: 'REJECTED', identity: null, identityChecks: [] })
    const { errors } = await keeper.ask(
      'mutation ($input: StateIdentityInput!) { stateIdentity(input: $input) { error { code } } }',
      { input: { companyId: company.id, identity: IDENTITY } },
    )
    expect(errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code)).toEqual(['FORBIDDEN'])
  })
})

const at = (day: string) => () => new Date(`${day}T12:00:00+02:00`)
const eraseOn = (day: string) => new IdentityErasure(t.app.database, at(day)).run()

async function kept({ companyId }: Company): Promise<{ statements: bigint; checks: bigint; phone: string | null }> {
  const [row] = await t.db.sql<{ statements: bigint; checks: bigint; phone: string | null }>(
    `SELECT (SELECT count(*) FROM duetto.identity_statement WHERE company_id = $1) AS statements,
       (SELECT count(*) FROM duetto.identity_check WHERE company_id = $1) AS checks,
       (SELECT contact_phone FROM duetto.activation WHERE company_id = $1) AS phone`,
    [companyId],
  )
  return row as { statements: bigint; checks: bigint; phone: string | null }
}

const WHOLE = { statements: 1n, checks: 1n, phone: '+358400000000' }
const GONE = { statements: 0n, checks: 0n, phone: null }

describe('D1: statements of the identity check', () => {
  it('go five years after the customer has left, and the trail keeps that they did, without them', async () => {
    t.clock.set('2026-05-04')
    const company = await creditor(t, 'NOT_ACTIVE')
    await accept(company)
    await answer(company, true)
    await company.client.run(
      'mutation ($input: RemoveServiceInput!) { removeService(input: $input) { error { code } } }',
      {
        input: { companyId: company.id, reason: 'We collect by ourselves' },
      },
    )
    await eraseOn('2031-05-04')
    expect(await kept(company)).toEqual(WHOLE)
    expect(await eraseOn('2031-05-05')).toBeGreaterThan(0)
    expect(await kept(company)).toEqual(GONE)
    expect(await eraseOn('2031-05-05')).toBe(0)
    const { auditTrail } = await company.client.run(
      `query ($id: ID!) { auditTrail(companyId: $id, first: 1) { nodes { action actor before { value } after { name value } } } }`,
      { id: company.id },
    )
    expect(auditTrail.nodes).toEqual([
      { action: 'IDENTITY_ERASED', actor: 'SYSTEM', before: [], after: [{ name: 'rows', value: '2' }] },
    ])
    // Whoever comes back is identified anew.
    expect((await activation(company)).identity).toBeNull()
  })

  it('stay while the company is a customer, however long ago they were given', async () => {
    const company = await creditor(t, 'NOT_ACTIVE')
    await accept(company)
    await answer(company, true)
    await eraseOn('2046-01-01')
    expect(await kept(company)).toEqual(WHOLE)
  })

  it('stay while an assignment runs, and five years from the end of the last', async () => {
    t.clock.set('2026-05-04')
    const company = await creditor(t, 'NOT_ACTIVE')
    await accept(company)
    await answer(company, true)
    const { sendToReminderService } = await company.client.run(
      `mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { send { sentCount } error { code } } }`,
      {
        input: {
          companyId: company.id,
          invoiceIds: await company.invoiceIds(1),
          afterReminder: 'RETURN',
          idempotencyKey: 'identity',
        },
      },
    )
    expect(sendToReminderService.send.sentCount).toBe(1)
    await company.client.run(
      'mutation ($input: RemoveServiceInput!) { removeService(input: $input) { error { code } } }',
      {
        input: { companyId: company.id, reason: 'We collect by ourselves' },
      },
    )
    await eraseOn('2040-01-01')
    expect(await kept(company)).toEqual(WHOLE)
    await t.db.sql(`UPDATE duetto.assignment SET stage = 'CLOSED', closed_on = '2027-01-31' WHERE company_id = $1`, [
      company.companyId,
    ])
    await eraseOn('2032-01-31')
    expect(await kept(company)).toEqual(WHOLE)
    await eraseOn('2032-02-01')
    expect(await kept(company)).toEqual(GONE)
  })

  it('go five years after the last rejection, and a year after they were given but never sent', async () => {
    t.clock.set('2026-05-04')
    const refused = await rejected()
    const begun = await creditor(t, 'NOT_ACTIVE')
    await begun.client.run(
      'mutation ($input: BeginActivationInput!) { beginActivation(input: $input) { error { code } } }',
      { input: { companyId: begun.id } },
    )
    await state(begun)
    await eraseOn('2027-05-04')
    expect((await kept(begun)).statements).toBe(1n)
    await eraseOn('2027-05-05')
    expect((await kept(begun)).statements).toBe(0n)
    await eraseOn('2031-05-04')
    expect(await kept(refused)).toEqual(WHOLE)
    await eraseOn('2031-05-05')
    expect(await kept(refused)).toEqual(GONE)
  })
})

it('D1: mail to the people of a company goes once its last day has passed', async () => {
  t.clock.set('2026-05-04')
  const company = await rejected()
  const count = async () => {
    const [row] = await t.db.sql<{ count: bigint }>('SELECT count(*) FROM access.mail WHERE company_id = $1', [
      company.companyId,
    ])
    return row?.count
  }
  expect(await count()).toBe(2n)
  await new MailErasure(t.app.database, at('2033-12-31')).run()
  expect(await count()).toBe(2n)
  const erasure = new MailErasure(t.app.database, at('2034-01-01'))
  expect(await erasure.run()).toBeGreaterThan(0)
  expect(await count()).toBe(0n)
  expect(await erasure.run()).toBe(0)
})
