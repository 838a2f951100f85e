import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AuditErasure } from '../../server/src/access/auditErasure.ts'
import { StaffTrail } from '../../server/src/agency/desk/staffTrail.ts'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { PASSWORD, type People, people, signedIn } from '../kit/people.ts'

let t: TestApp
let make: People
let company: Creditor
let staff: Client
let staffId: bigint
let bureauId: bigint
let masterId: bigint
let invoices: string[]
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  make = people(t.db, t.app.database)
  company = await creditor(t)
  staffId = await make.user('Stina Staff', 'SUPERVISOR')
  staff = await signedIn(t, staffId)
  bureauId = await make.user('Bea Byrå')
  masterId = await make.masterId([bureauId], [company.companyId])
  invoices = await company.invoiceIds(4)
  await pay(company.client, invoices[0], 'own')
  await pay(await signedIn(t, bureauId), invoices[1], 'bureau')
})
afterAll(() => t.close())

const PAY = `mutation ($input: RegisterPaymentInput!) { registerPayment(input: $input) { error { code } } }`
const TRAIL = `query ($id: ID!, $first: Int, $after: String, $filter: AuditFilterInput) {
  auditTrail(companyId: $id, first: $first, after: $after, filter: $filter) {
    nodes { at action actor actorId actorName viaToken tokenName masterIdName subjectId subjectName subjectTitle
      before { name value } after { name value } }
    pageInfo { hasNextPage endCursor }
  }
}`
interface Trail {
  nodes: object[]
  pageInfo: { hasNextPage: boolean; endCursor: string }
}

const STAFF = `query ($filter: StaffTrailFilterInput) { staffTrail(filter: $filter) {
  nodes { action staffName companyName assignmentId subjectName before { name value } after { name value } } } }`

async function pay(client: Client, invoiceId: string | undefined, key: string): Promise<void> {
  const input = { invoiceId, amount: '24.00', paidOn: '2026-03-01', idempotencyKey: key }
  expect((await client.run(PAY, { input })).registerPayment.error).toBeNull()
}

// biome-ignore lint/suspicious/noExplicitAny: entries as the query asks for them.
async function trail(filter: object | null, client = company.client): Promise<any[]> {
  return (await client.run(TRAIL, { id: company.id, filter })).auditTrail.nodes
}

const PAYMENTS = { actions: ['PAYMENT_REGISTERED'] }

describe('the trail of a company', () => {
  it('says what an act changed, in amounts with their currency and in days', async () => {
    const [entry] = await trail({ ...PAYMENTS, actors: ['COMPANY_USER'] })
    expect(entry.before).toEqual([{ name: 'open', value: '124.00 EUR' }])
    expect(Object.fromEntries(entry.after.map(({ name, value }: Record<string, string>) => [name, value]))).toEqual({
      ...{ open: '100.00 EUR', amount: '24.00 EUR', paidOn: '2026-03-01', kind: 'PAYMENT' },
    })
  })

  it('is narrowed by person, Master-ID, subject, day and number, and by all of them at once', async () => {
    const byBureau = await trail({ ...PAYMENTS, userIds: [encodeId('User', 0, bureauId)] })
    expect(byBureau).toMatchObject([{ actor: 'MASTER_ID_USER', actorName: 'Bea Byrå' }])
    expect(await trail({ ...PAYMENTS, masterIds: [encodeId('MasterId', 0, masterId)] })).toEqual(byBureau)
    expect(await trail({ subjectId: invoices[1] })).toEqual(byBureau)
    expect(await trail({ search: byBureau[0].subjectName })).toEqual(byBureau)
    expect(await trail({ ...PAYMENTS, from: '2026-03-02', to: '2026-03-02' })).toHaveLength(2)
    expect(await trail({ ...PAYMENTS, to: '2026-03-01' })).toEqual([])
    expect(await trail({ ...PAYMENTS, from: '2026-03-03' })).toEqual([])
    const all = { ...PAYMENTS, actors: ['MASTER_ID_USER'], from: '2026-03-02', search: byBureau[0].subjectName }
    expect(await trail({ ...all, subjectId: invoices[1], viaToken: false })).toEqual(byBureau)
  })

  it('takes a percent sign in the search as it is, and refuses what is no id', async () => {
    expect(await trail({ search: '%' })).toEqual([])
    const { errors } = await company.client.ask(TRAIL, { id: company.id, filter: { subjectId: 'x' } })
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  it('names the token that a program acted with, and tells when it was made and revoked', async () => {
    const made = await company.client.run(
      'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret token { id } } }',
      { input: { name: 'Webshop', readOnly: false, expiresOn: '2026-12-31', companyIds: [company.id] } },
    )
    const { secret, token } = made.createApiToken
    await pay(t.client.withToken(secret), invoices[2], 'token')
    const revoke = 'mutation ($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { token { id } } }'
    for (const _ of ['once', 'twice']) await company.client.run(revoke, { input: { id: token.id } })
    expect(await trail({ tokenIds: [token.id] })).toMatchObject([{ viaToken: true, tokenName: 'Webshop' }])
    expect(await trail({ viaToken: true })).toHaveLength(1)
    expect(await trail({ actions: ['API_TOKEN_MADE', 'API_TOKEN_REVOKED'] })).toMatchObject([
      { action: 'API_TOKEN_REVOKED', subjectName: 'Webshop' },
      { action: 'API_TOKEN_MADE', subjectName: 'Webshop' },
    ])
    const { auditChoices } = await company.client.run(
      'query ($id: ID!) { auditChoices(companyId: $id) { actions people { id name } tokens { id name } masterIds { name } } }',
      { id: company.id },
    )
    expect(auditChoices.tokens).toEqual([{ id: token.id, name: 'Webshop' }])
    expect(auditChoices.people).toContainEqual({ id: encodeId('User', 0, bureauId), name: 'Bea Byrå' })
    expect(auditChoices.actions).toContain('API_TOKEN_MADE')
  })

  it('is read page by page, each entry once', async () => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const answer: { auditTrail: Trail } = await company.client.run(TRAIL, { id: company.id, first: 2, after })
      const { nodes, pageInfo } = answer.auditTrail
      seen.push(...nodes.map((one: object) => JSON.stringify(one)))
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null
    } while (after)
    expect(seen).toEqual((await trail(null)).map((one) => JSON.stringify(one)))
  })

  it('shows a customer by the name of today and keeps none', async () => {
    const { customers } = await company.client.run(
      'query ($id: ID!) { customers(companyId: $id) { nodes { id name } } }',
      { id: company.id },
    )
    const [customer] = customers.nodes
    await company.client.run(
      'mutation ($input: UpdateCustomerInput!) { updateCustomer(input: $input) { error { code } } }',
      { input: { customerId: customer.id, phone: '+358 40 000 0000', name: 'Uusi Nimi' } },
    )
    const [entry] = await trail({ subjectId: customer.id })
    expect(entry).toMatchObject({ action: 'CUSTOMER_CHANGED', subjectName: null, subjectTitle: 'Uusi Nimi' })
    const kept = await t.db.sql('SELECT subject_name, before, after FROM access.audit_entry')
    const text = JSON.stringify(kept)
    for (const personal of [customer.name, 'Uusi Nimi', '+358 40 000 0000']) expect(text).not.toContain(personal)
    expect(entry.after).toEqual([{ name: 'parts', value: 'name phone' }])
  })

  it('knows who downloaded a list with data of debtors, also with a token that may only read', async () => {
    const { createApiToken } = await company.client.run(
      'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }',
      { input: { name: 'Reports', readOnly: true, expiresOn: '2026-12-31' } },
    )
    const url = await t.app.http.listen({ port: 0, host: '127.0.0.1' })
    const response = await fetch(`${url}/exports/sales-invoices`, {
      method: 'POST',
      headers: { authorization: `Bearer ${createApiToken.secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ companyId: company.id, format: 'csv' }),
    })
    expect((await response.text()).trim().split('\n')).toHaveLength(5)
    const [entry] = await trail({ actions: ['EXPORT_DOWNLOADED'] })
    expect(entry).toMatchObject({ actor: 'COMPANY_USER', viaToken: true, tokenName: 'Reports' })
    expect(entry.after).toContainEqual({ name: 'rows', value: '4' })
  })

  it('is read by its auditor and its administrators, by nobody of another company and by no bookkeeper', async () => {
    const asked = async (userId: bigint) => (await signedIn(t, userId)).ask(TRAIL, { id: company.id, filter: null })
    expect((await asked(await make.personWith(company.companyId, 'AUDITOR'))).errors).toEqual([])
    const code = async (userId: bigint) => (await asked(userId)).errors[0]?.extensions.code
    expect(await code(await make.personWith(company.companyId, 'BOOKKEEPER'))).toBe('FORBIDDEN')
    expect(await code(bureauId)).toBe('FORBIDDEN')
    expect(await code(await make.personWith(await make.company(), 'COMPANY_ADMINISTRATOR'))).toBe('NOT_FOUND')
    expect(await code(staffId)).toBe('NOT_FOUND')
  })

  it('finds nothing on a subject of another company', async () => {
    const other = await creditor(t)
    const [foreign] = await other.invoiceIds(1)
    await pay(other.client, foreign, 'other')
    expect(await trail({ subjectId: foreign })).toEqual([])
  })
})

describe('acts of staff', () => {
  it('stand in the trail of the company as those of staff, by name in the agency’s book alone', async () => {
    const agree = 'mutation ($input: AgreeCostInput!) { agreeCost(input: $input) { error { code } } }'
    const cost = { companyId: company.id, kind: 'REMINDER', validFrom: '2026-01-01' }
    await staff.run(agree, { input: { ...cost, amount: '5.00' } })
    await staff.run(agree, { input: { ...cost, amount: '6.00', validFrom: '2026-02-01' } })
    const [entry] = await trail({ actions: ['COST_AGREED'] })
    expect(entry).toMatchObject({ actor: 'STAFF', actorName: null, actorId: null })
    expect(entry.before).toContainEqual({ name: 'amount', value: '5.00 EUR' })
    expect(entry.after).toContainEqual({ name: 'amount', value: '6.00 EUR' })
    const { staffTrail } = await staff.run(STAFF, {
      filter: { staffId: encodeId('User', 0, staffId), actions: ['COST_AGREED'] },
    })
    expect(staffTrail.nodes).toHaveLength(2)
    expect(staffTrail.nodes[0]).toMatchObject({ staffName: 'Stina Staff', companyName: 'Mallitalo Oy' })
  })

  it('on a case are found by the case and by the company, with where it stood before and after', async () => {
    const input = { companyId: company.id, invoiceIds: [invoices[3]], afterReminder: 'RETURN', idempotencyKey: 'send' }
    await company.client.run(
      'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }',
      { input },
    )
    await t.settle()
    const [found] = await t.db.sql<{ company_id: bigint; id: bigint }>('SELECT company_id, id FROM agency.assignment')
    const assignmentId = encodeId('StaffAssignment', found?.company_id ?? 0n, found?.id ?? 0n)
    await staff.run('mutation ($input: ActOnAssignmentInput!) { actOnAssignment(input: $input) { error { code } } }', {
      input: { assignmentId, act: 'SUSPEND', note: 'Mielipide velallisesta' },
    })
    await t.settle()
    const companyFileId = encodeId('CompanyFile', found?.company_id ?? 0n, found?.company_id ?? 0n)
    for (const filter of [{ assignmentId }, { companyFileId, actions: ['COLLECTION_SUSPENDED'] }]) {
      const { staffTrail } = await staff.run(STAFF, { filter })
      expect(staffTrail.nodes).toMatchObject([{ action: 'COLLECTION_SUSPENDED', assignmentId }])
      expect(staffTrail.nodes[0].after).toContainEqual({ name: 'hold', value: 'SUSPENDED' })
      expect(JSON.stringify(staffTrail)).not.toContain('Mielipide')
    }
    expect(await trail({ actions: ['COLLECTION_SUSPENDED'] })).toMatchObject([{ actor: 'STAFF', actorName: null }])
  })

  it('cannot be changed or removed by the agency’s own role, nor by the owner', async () => {
    for (const sql of ['DELETE FROM agency.audit_entry', "UPDATE agency.audit_entry SET action = 'X'"]) {
      const asAgency = t.app.database.agency({ userId: staffId }, (unit) => unit.rows(sql))
      await expect(asAgency, sql).rejects.toThrow('permission denied')
      await expect(t.db.sql(sql), sql).rejects.toThrow('only added to')
    }
  })
})

describe('the app’s role', () => {
  it.each([
    ['the trail', 'access.audit_entry'],
    ['the security log', 'access.security_entry'],
  ])('adds to %s and neither changes nor removes anything', async (_, table) => {
    const admin = await make.scope(company.userId)
    for (const sql of [
      `UPDATE ${table} SET before = NULL, after = NULL`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
    ]) {
      const asApp = t.app.database.write(admin, company.companyId, async (unit) => {
        await unit.rows(sql)
        return { ok: true as const, value: null }
      })
      await expect(asApp, sql).rejects.toThrow('permission denied')
    }
    const emptied = t.app.database.write(admin, company.companyId, async (unit) => {
      await unit.rows("SELECT access.empty_audit('2099-01-01', 10)")
      return { ok: true as const, value: null }
    })
    await expect(emptied).rejects.toThrow('permission denied')
  })
})

describe('the security log', () => {
  it('has a person’s own sign-ins and the attempts in their name, and nobody else’s', async () => {
    const userId = await make.user('Malli Mallinen')
    const email = await make.emailOf(userId)
    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { error { code } } }'
    const client = t.client.fresh()
    await client.run(signIn, { input: { email, password: 'wrong password' } })
    await client.run(signIn, { input: { email, password: PASSWORD } })
    const { securityLog } = await client.run('{ securityLog { nodes { action after { name value } } } }')
    expect(securityLog.nodes.map(({ action }: { action: string }) => action).sort()).toEqual([
      'SIGNED_IN',
      'SIGN_IN_FAILED',
    ])
    expect(securityLog.nodes[0].after).toMatchObject([{ name: 'address' }])
  })
})

describe('values', () => {
  it('are emptied once their last day has passed; who did what and when stays, and a second run finds nothing', async () => {
    const rows = () =>
      t.db.sql<{ id: bigint; before: object | null; after: object | null; rest: string }>(
        `SELECT 'c' || id AS id, before, after, (to_jsonb(a) - 'before' - 'after')::text AS rest FROM access.audit_entry a
         UNION ALL SELECT 'a' || id, before, after, (to_jsonb(b) - 'before' - 'after')::text FROM agency.audit_entry b
         UNION ALL SELECT 's' || id, before, after, (to_jsonb(s) - 'before' - 'after')::text FROM access.security_entry s
         ORDER BY 1`,
      )
    const before = await rows()
    const at = (day: string) => () => new Date(`${day}T10:00:00Z`)
    const empty = async (day: string) => {
      const agency = new StaffTrail(t.app.database, { now: at(day) })
      return (await new AuditErasure(t.app.database, at(day)).run()) + (await agency.empty())
    }
    expect(await empty('2026-03-03')).toBe(0)
    expect(await rows()).toEqual(before)
    // The last day itself belongs to the period.
    await empty('2033-12-31')
    const books = (all: typeof before) => all.filter(({ id }) => !String(id).startsWith('s'))
    expect(books(await rows())).toEqual(books(before))
    const filled = before.filter((row) => row.before !== null || row.after !== null).length
    expect(filled).toBeGreaterThan(5)
    await empty('2034-01-01')
    const after = await rows()
    expect(after.map(({ rest }) => rest)).toEqual(before.map(({ rest }) => rest))
    expect(after.every((row) => row.before === null && row.after === null)).toBe(true)
    expect(await empty('2034-01-01')).toBe(0)
  })
})
