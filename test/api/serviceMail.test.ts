import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { type Creditor, creditor, IDENTITY } from '../kit/creditor.ts'
import { PASSWORD, people, signedIn } from '../kit/people.ts'

let t: TestApp
let staff: Client
let company: Creditor

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  staff = await signedIn(t, await people(t.db, t.app.database).user('Supervisor', 'SUPERVISOR'))
})
afterAll(() => t.close())
beforeEach(async () => {
  company = await creditor(t, 'NOT_ACTIVE')
  await t.db.sql("UPDATE access.app_user SET phone = '+358401234567', language = 'sv' WHERE id = $1", [company.userId])
})

const act = async (client: Client, name: string, input: object) => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  return (await client.run(`mutation ($input: ${type}!) { ${name}(input: $input) { error { code } } }`, { input }))[
    name
  ].error
}

interface Kept {
  subject: string
  body: string
  recipient: string
}

async function mail(): Promise<Kept[]> {
  const query = 'query ($id: ID!) { companyMail(companyId: $id) { nodes { subject body recipient } } }'
  return (await company.client.run(query, { id: company.id })).companyMail.nodes
}

const subjects = async () => (await mail()).map(({ subject }) => subject.replace(/ Mallitalo Oy| FI\S*/g, ''))

async function activate() {
  const input = { companyId: company.id, termsVersion: '2024-1', identity: IDENTITY }
  expect(await act(company.client, 'activateService', input)).toBeNull()
}

describe('A2, A3: mail about the way into the service', () => {
  it('comes when it is received, answered and ended, in the language of each reader, with a link', async () => {
    await activate()
    expect(await act(staff, 'answerKyc', { companyId: company.id, approve: true })).toBeNull()
    expect(await act(company.client, 'removeService', { companyId: company.id, reason: 'Enough' })).toBeNull()
    expect(await subjects()).toEqual([
      'Duetto har tagits ur bruk:',
      'Duetto är i bruk:',
      'Ibruktagandet av Duetto mottaget:',
    ])
    const [removed] = await mail()
    expect(removed?.body).toContain(`http://localhost:4000/companies/${encodeURIComponent(company.id)}/store`)
    expect(removed?.body).toContain('Det finns inga öppna uppdrag.')
  })

  it("tells a refusal with staff's words", async () => {
    await activate()
    await act(staff, 'answerKyc', { companyId: company.id, approve: false, note: 'Utdraget är för gammalt' })
    const [rejected] = await mail()
    expect(rejected?.body).toContain('Motivering: Utdraget är för gammalt')
  })

  it('goes to whoever accepted too, also when they are no administrator', async () => {
    const make = people(t.db, t.app.database)
    const user = await make.personWith(company.companyId, 'COMPANY_USER')
    await t.db.sql("UPDATE access.app_user SET phone = '+358401234568' WHERE id = $1", [user])
    const input = { companyId: company.id, termsVersion: '2024-1', identity: IDENTITY }
    expect(await act(await signedIn(t, user), 'activateService', input)).toBeNull()
    const to = (await mail()).map(({ recipient }) => recipient)
    expect(to.sort()).toEqual([await make.emailOf(user), await make.emailOf(company.userId)].sort())
  })
})

describe('A3, A4: what comes', () => {
  it('new terms are asked for at once and told once; a coming price list is told once', async () => {
    await activate()
    await act(staff, 'answerKyc', { companyId: company.id, approve: true })
    await t.db.sql(
      `INSERT INTO platform.price_list (valid_from, currency, transfer_fee, recall_fee, vat_percent)
       VALUES ('2026-07-01', 'EUR', 99, 2600, 25.5)`,
    )
    await t.db.sql(
      `INSERT INTO duetto.terms (version, valid_from, texts)
       SELECT '2026-1', '2026-03-02', texts FROM duetto.terms LIMIT 1`,
    )
    await t.settle()
    const [row] = await t.db.sql<{ state: string }>('SELECT state FROM duetto.activation WHERE company_id = $1', [
      company.companyId,
    ])
    expect(row?.state).toBe('TERMS_PENDING')
    const told = await subjects()
    expect(told).toContain('Duettos nya villkor väntar på godkännande:')
    expect(told).toContain('Duettos prislista ändras 1.7.2026')
    await t.db.sql(`SELECT platform.enqueue('duetto.sweep', '{}', 'again', NULL, NULL)`)
    await t.settle()
    expect(await subjects()).toEqual(told)
    await t.db.sql("DELETE FROM platform.price_list WHERE valid_from = '2026-07-01'")
  })
})

describe("O7, P3: the agency's answers", () => {
  it('are told to the person who asked, once, without anything of the debtor', async () => {
    await t.db.sql("UPDATE duetto.activation SET state = 'ACTIVE' WHERE company_id = $1", [company.companyId])
    const make = people(t.db, t.app.database)
    const keeper = await make.personWith(company.companyId, 'BOOKKEEPER')
    const invoiceIds = await company.invoiceIds(1)
    const sent = await company.client.run(
      `mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) {
         send { items { assignment { id invoice { number customer { name } } } } } error { code } } }`,
      { input: { companyId: company.id, invoiceIds, afterReminder: 'RETURN', idempotencyKey: 'serviceMail' } },
    )
    await t.settle()
    const [{ assignment }] = sent.sendToReminderService.send.items
    const asked = { assignmentId: assignment.id, reason: 'Sent by mistake' }
    expect(await act(await signedIn(t, keeper), 'requestRecall', asked)).toBeNull()
    await t.settle()
    const { staffRequests } = await staff.run('{ staffRequests { id kind } }')
    const request = staffRequests.find(({ kind }: { kind: string }) => kind === 'RECALL')
    const answer = 'mutation ($input: AnswerInput!) { answerRecall(input: $input) { error { code } } }'
    const answered = await staff.run(answer, { input: { requestId: request.id, confirm: true } })
    expect(answered.answerRecall.error).toBeNull()
    await t.settle()
    const answers = (await mail()).filter(({ subject }) => subject.includes(assignment.invoice.number))
    expect(answers.map(({ recipient }) => recipient)).toEqual([await make.emailOf(keeper)])
    expect(answers[0]?.body).not.toContain(assignment.invoice.customer.name)
    expect(answers[0]?.body).toContain(`/assignments/${encodeURIComponent(assignment.id)}`)
  })
})

describe('own details', () => {
  const OWN = '{ viewer { user { email phone } emailChange { email } mail { recipient subject body } } }'

  it('an address changes by its code alone, after wrong ones are counted; the old address is told', async () => {
    const { client, userId } = company
    const before = await people(t.db, t.app.database).emailOf(userId)
    const email = `ny.${userId}@example.test`
    expect((await act(client, 'askEmailChange', { email, password: 'wrong' })).code).toBe('PASSWORD_WRONG')
    expect((await act(client, 'askEmailChange', { email: before, password: PASSWORD })).code).toBe('EMAIL_UNCHANGED')
    expect(await act(client, 'askEmailChange', { email, password: PASSWORD })).toBeNull()
    const asked = (await client.run(OWN)).viewer
    expect(asked).toMatchObject({ user: { email: before }, emailChange: { email } })
    expect(asked.mail[0].recipient).toBe(email)
    const code = /\d{8}/.exec(asked.mail[0].body)?.[0] ?? ''
    const wrong = code === '00000000' ? '00000001' : '00000000'
    expect((await act(client, 'confirmEmailChange', { code: wrong })).code).toBe('CODE_WRONG')
    expect(await act(client, 'confirmEmailChange', { code: `${code.slice(0, 4)} ${code.slice(4)}` })).toBeNull()
    const after = (await client.run(OWN)).viewer
    expect(after).toMatchObject({ user: { email }, emailChange: null })
    expect(after.mail[0]).toMatchObject({ recipient: before, subject: 'Din e-postadress i Duetto har bytts' })
    expect((await act(client, 'confirmEmailChange', { code })).code).toBe('CODE_EXPIRED')
  })

  it('five wrong codes end the change; an address of another person is refused only to who reads its mail', async () => {
    const make = people(t.db, t.app.database)
    const { client } = company
    const email = await make.emailOf(await make.user())
    expect(await act(client, 'askEmailChange', { email, password: PASSWORD })).toBeNull()
    const read = async () => /\d{8}/.exec((await client.run(OWN)).viewer.mail[0].body)?.[0] ?? ''
    expect((await act(client, 'confirmEmailChange', { code: await read() })).code).toBe('EMAIL_USED')
    expect(await act(client, 'askEmailChange', { email: 'x@example.test', password: PASSWORD })).toBeNull()
    for (let attempt = 0; attempt < 5; attempt += 1)
      expect((await act(client, 'confirmEmailChange', { code: 'nothing' })).code).toBe('CODE_WRONG')
    expect((await act(client, 'confirmEmailChange', { code: await read() })).code).toBe('CODE_EXPIRED')
  })

  it('a phone number is kept as E.164, and refused when it is none', async () => {
    const { client } = company
    expect((await act(client, 'updateOwnDetails', { name: 'Malli', phone: '12' })).code).toBe('PHONE_INVALID')
    expect((await act(client, 'updateOwnDetails', { name: ' ', phone: null })).code).toBe('OWN_NAME_MISSING')
    expect(await act(client, 'updateOwnDetails', { name: 'Malli', phone: '(09) 1234 5678' })).toBeNull()
    expect((await client.run(OWN)).viewer.user.phone).toBe('+358912345678')
  })

  it('passwords are not guessed in a session left open', async () => {
    const guess = { password: 'wrong', newPassword: 'another horse battery' }
    const codes: string[] = []
    for (let attempt = 0; attempt < 11; attempt += 1)
      codes.push((await act(company.client, 'changePassword', guess)).code)
    expect(codes.at(0)).toBe('PASSWORD_WRONG')
    expect(codes.at(-1)).toBe('TOO_MANY_ATTEMPTS')
  })
})
