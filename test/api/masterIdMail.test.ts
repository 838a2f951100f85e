import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { PASSWORD, type People, people, signedIn } from '../kit/people.ts'

const LINK = 'mutation ($input: LinkCompanyInput!) { linkCompany(input: $input) { told error { code } } }'
const END = 'mutation ($input: EndMasterIdLinkInput!) { endMasterIdLink(input: $input) { error { code } } }'
const ASK =
  'mutation ($input: RequestMasterIdInput!) { requestMasterId(input: $input) { request { id state } error { code field } } }'
const ANSWER =
  'mutation ($input: AnswerMasterIdRequestInput!) { answerMasterIdRequest(input: $input) { request { state code } error { code } } }'
const TRAIL = `query ($id: ID!, $filter: AuditFilterInput) { auditTrail(companyId: $id, filter: $filter) {
  nodes { action actor actorName viaToken masterIdName subjectName before { name value } after { name value } } } }`
const MAIL = 'query ($id: ID!) { companyMail(companyId: $id) { nodes { recipient subject body sentAt } } }'

interface Taken {
  readonly to: string
  readonly text: string
}

/** A mail server that takes what it is given, or refuses every mail while it is told to. */
async function mailServer() {
  const taken: Taken[] = []
  const state = { refuses: false }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (state.refuses) return done(new Error('no room'))
        const to = session.envelope.rcptTo.map(({ address }) => address).join()
        taken.push({ to, text: Buffer.concat(parts).toString() })
        done()
      })
    },
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { taken, state, url: `smtp://127.0.0.1:${port}`, close: () => new Promise<void>((done) => server.close(done)) }
}

let server: Awaited<ReturnType<typeof mailServer>>
let t: TestApp
let make: People
let companyId: bigint
let company: string
let admin: Client
let adminId: bigint
let staff: Client
beforeAll(async () => {
  server = await mailServer()
  t = await testApp({ mail: { url: server.url, from: 'Duetto <duetto@example.test>' } })
  make = people(t.db, t.app.database)
  staff = await signedIn(t, await make.user('Staff', 'SUPERVISOR'))
})
afterAll(async () => {
  await t.close()
  await server.close()
})
beforeEach(async () => {
  companyId = await make.company('Mallitalo Oy')
  company = encodeId('Company', companyId, companyId)
  adminId = await make.personWith(companyId, 'COMPANY_ADMINISTRATOR')
  admin = await signedIn(t, adminId)
  // What the tests before have left waiting is theirs.
  await t.settle()
  server.taken.length = 0
})

async function link(masterIdCode: string, more = {}) {
  const input = { masterIdCode, businessId: await make.businessIdOf(companyId), mandate: 'Agreement 7/2026', ...more }
  return (await staff.run(LINK, { input })).linkCompany
}

async function codeOf(masterId: bigint): Promise<string> {
  const [row] = await t.db.sql<{ code: string }>('SELECT code FROM access.master_id WHERE id = $1', [masterId])
  return row?.code ?? ''
}

const WISH = {
  name: 'Tilitoimisto Malli Oy',
  businessId: '1234567-1',
  kind: 'BUREAU',
  companies: ['1234567-1'],
  mandate: 'Agreements with our clients',
}

it('a Master-ID is requested, granted by staff, and the company linked on a mandate (M2)', async () => {
  const memberId = await make.user()
  const member = await signedIn(t, memberId)
  const { request } = (await member.run(ASK, { input: WISH })).requestMasterId
  expect(request.state).toBe('WAITING')
  const code = `MALLI-${companyId}`
  const granted = await staff.run(ANSWER, { input: { requestId: request.id, grant: true, code } })
  expect(granted.answerMasterIdRequest).toEqual({ request: { state: 'GRANTED', code }, error: null })
  const again = await staff.run(ANSWER, { input: { requestId: request.id, grant: false } })
  expect(again.answerMasterIdRequest.error.code).toBe('ALREADY_ANSWERED')
  expect(await link(code)).toEqual({ told: 1, error: null })
  const own = await member.run(
    '{ viewer { masterIdRequests { state } masterIds { code } } companies { nodes { id } } }',
  )
  expect(own).toEqual({
    viewer: { masterIdRequests: [{ state: 'GRANTED' }], masterIds: [{ code }] },
    companies: { nodes: [{ id: company }] },
  })
})

it('a request without its parts is refused, with the field', async () => {
  const asked = async (more: object) => (await admin.run(ASK, { input: { ...WISH, ...more } })).requestMasterId.error
  expect(await asked({ name: ' ' })).toEqual({ code: 'NAME_MISSING', field: 'name' })
  expect(await asked({ businessId: '1234567-8' })).toEqual({ code: 'BUSINESS_ID_INVALID', field: 'businessId' })
  expect(await asked({ companies: [] })).toEqual({ code: 'COMPANIES_MISSING', field: 'companies' })
  expect(await asked({ mandate: '' })).toEqual({ code: 'MANDATE_MISSING', field: 'mandate' })
})

describe('a link', () => {
  it('is told by e-mail to every administrator, in the language of each, and to nobody else (M3)', async () => {
    const other = await make.personWith(companyId, 'USER_ADMINISTRATOR')
    await make.personWith(companyId, 'BOOKKEEPER')
    await t.db.sql(`UPDATE access.app_user SET language = 'sv' WHERE id = $1`, [other])
    await link(await codeOf(await make.masterId([], [])))
    await t.settle()
    const to = server.taken.map((mail) => mail.to)
    expect(to.sort()).toEqual([await make.emailOf(adminId), await make.emailOf(other)].sort())
    const { nodes } = (await admin.run(MAIL, { id: company })).companyMail
    expect(nodes).toHaveLength(2)
    expect(nodes.every((mail: { sentAt: string | null }) => mail.sentAt !== null)).toBe(true)
    expect(nodes.find((mail: { subject: string }) => mail.subject.includes('sköter nu')).body).toContain(
      'Agreement 7/2026',
    )
  })

  it('ended by the company, ends with the next operation, is mailed and stands in the audit trail (M3)', async () => {
    const memberId = await make.user('Bea Byrå')
    const masterId = await make.masterId([memberId], [])
    await link(await codeOf(masterId))
    const member = await signedIn(t, memberId)
    const seen = async () => (await member.run('query ($id: ID!) { company(id: $id) { id } }', { id: company })).company
    expect(await seen()).toEqual({ id: company })
    const input = { companyId: company, masterId: encodeId('MasterId', 0, masterId) }
    expect((await admin.run(END, { input })).endMasterIdLink.error).toBeNull()
    expect(await seen()).toBeNull()
    await t.settle()
    expect(server.taken).toHaveLength(2)
    const filter = { actions: ['MASTER_ID_LINKED', 'MASTER_ID_LINK_ENDED'] }
    const { nodes } = (await admin.run(TRAIL, { id: company, filter })).auditTrail
    expect(nodes.map(({ action, actor }: { action: string; actor: string }) => `${actor} ${action}`)).toEqual([
      'COMPANY_USER MASTER_ID_LINK_ENDED',
      'STAFF MASTER_ID_LINKED',
    ])
  })

  it('is refused without a mandate, twice, to what is unknown, and beyond what a link may grant', async () => {
    const code = await codeOf(await make.masterId([], []))
    expect((await link(code, { mandate: '' })).error.code).toBe('MANDATE_MISSING')
    expect((await link(code, { rights: ['READ', 'ACTIVATE'] })).error.code).toBe('RIGHTS_NOT_LINKABLE')
    expect((await link('nobody')).error.code).toBe('MASTER_ID_UNKNOWN')
    expect((await link(code, { businessId: '0000000-0' })).error.code).toBe('COMPANY_UNKNOWN')
    expect((await link(code)).error).toBeNull()
    expect((await link(code)).error.code).toBe('ALREADY_LINKED')
  })

  it('mail that the server refuses is kept, and sent at a later attempt', async () => {
    server.state.refuses = true
    await link(await codeOf(await make.masterId([], [])))
    await expect(t.settle()).rejects.toThrow('did not take the mail')
    server.state.refuses = false
    await t.db.sql('UPDATE graphile_worker._private_jobs SET run_at = now()')
    await t.settle()
    expect(server.taken).toHaveLength(1)
    t.errors.length = 0
  })
})

describe('mail to a person', () => {
  it('tells that a request for a Master-ID has come, and the answer with its reason (M2)', async () => {
    const { request } = (await admin.run(ASK, { input: WISH })).requestMasterId
    await staff.run(ANSWER, { input: { requestId: request.id, grant: false, note: 'No mandates' } })
    await t.settle()
    const texts = server.taken.map(({ to, text }) => `${to} ${text}`)
    expect(texts).toHaveLength(2)
    const own = await make.emailOf(adminId)
    expect(texts.every((text) => text.startsWith(own))).toBe(true)
    expect(texts[1]).toContain('No mandates')
  })

  it('with a code that has been sent is read in the mailbox alone', async () => {
    const input = { email: 'uusi.osoite@example.test', password: PASSWORD }
    const ask = 'mutation ($input: AskEmailChangeInput!) { askEmailChange(input: $input) { error { code } } }'
    expect((await admin.run(ask, { input })).askEmailChange.error).toBeNull()
    await t.settle()
    expect(server.taken.map(({ to }) => to)).toEqual([input.email])
    expect(server.taken[0]?.text).toMatch(/\d{8}/)
    const [kept] = (await admin.run('{ viewer { mail { subject body sentAt } } }')).viewer.mail
    expect(kept).toMatchObject({ subject: 'Vahvistuskoodi …', body: '' })
    expect(kept.sentAt).not.toBeNull()
  })
})

describe('the audit trail', () => {
  it('tells a bureau user by the Master-ID on whose behalf they act, and a token', async () => {
    const memberId = await make.user('Bea Byrå')
    await make.masterId([memberId], [companyId])
    const member = await signedIn(t, memberId)
    const name = 'mutation ($input: AuxiliaryNameInput!) { registerAuxiliaryName(input: $input) { error { code } } }'
    await member.run(name, { input: { companyId: company, name: 'Mallin Kukka' } })
    const filter = { actions: ['AUXILIARY_NAME_CHANGED'] }
    const [entry] = (await admin.run(TRAIL, { id: company, filter })).auditTrail.nodes
    expect(entry).toMatchObject({
      action: 'AUXILIARY_NAME_CHANGED',
      actor: 'MASTER_ID_USER',
      actorName: 'Bea Byrå',
      viaToken: false,
      after: [{ name: 'name', value: 'Mallin Kukka' }],
    })
    expect(entry.masterIdName).toContain('Tilitoimisto')
    const filtered = await admin.run(TRAIL, { id: company, filter: { actions: ['STATUS_CHANGED'] } })
    expect(filtered.auditTrail.nodes).toEqual([])
  })

  it('cannot be changed or removed, not even by the owner of the database', async () => {
    await link(await codeOf(await make.masterId([], [])))
    for (const sql of [
      `UPDATE access.audit_entry SET action = 'X'`,
      'DELETE FROM access.audit_entry',
      'UPDATE access.audit_entry SET before = NULL, after = NULL',
      'TRUNCATE access.audit_entry',
    ]) {
      await expect(t.db.sql(sql), sql).rejects.toThrow('only added to')
    }
  })

  it('is not seen from another company', async () => {
    await link(await codeOf(await make.masterId([], [])))
    const stranger = await make.scope(await make.personWith(await make.company(), 'COMPANY_ADMINISTRATOR'))
    const rows = await t.app.database.read(stranger, (unit) =>
      unit.rows('SELECT 1 FROM access.audit_entry WHERE company_id = $1', [companyId]),
    )
    expect(rows).toEqual([])
  })
})
