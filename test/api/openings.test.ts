import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
let company: Creditor
let bureau: Client
let staff: Client
let letter: { url: string }
let invoiceNumber: string

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  const make = people(t.db, t.app.database)
  company = await creditor(t)
  const bureauId = await make.user('Bea Byrå')
  await make.masterId([bureauId], [company.companyId])
  bureau = await signedIn(t, bureauId)
  staff = await signedIn(t, await make.user('Stina Staff', 'SUPERVISOR'))
  const invoiceIds = await company.invoiceIds(1)
  await company.client.run(
    'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }',
    { input: { companyId: company.id, invoiceIds, afterReminder: 'RETURN', idempotencyKey: 'one' } },
  )
  await t.settle()
  t.clock.set('2026-03-05')
  await t.app.agency.calendar.advance(calendarDate('2026-03-05'))
  await t.settle()
  const { salesInvoice } = await company.client.run(
    'query ($id: ID!) { salesInvoice(id: $id) { number assignment { letters { document { url } } } } }',
    { id: invoiceIds[0] },
  )
  letter = salesInvoice.assignment.letters[0].document
  invoiceNumber = salesInvoice.number
})
afterAll(() => t.close())

const TRAIL = `query ($id: ID!, $filter: AuditFilterInput) { auditTrail(companyId: $id, filter: $filter) { nodes {
  action actor actorName masterIdName viaToken tokenName subjectType subjectName after { name value } } } }`

// biome-ignore lint/suspicious/noExplicitAny: entries as the query asks for them.
async function trail(filter: object): Promise<any[]> {
  return (await company.client.run(TRAIL, { id: company.id, filter })).auditTrail.nodes
}

const OPENINGS = { kind: 'OPENINGS' }
const opened = async () => (await trail(OPENINGS)).length

describe('who opened a document of a company', () => {
  it('stands in its trail: who, on whose behalf, through which token, which document', async () => {
    expect((await company.client.read(letter.url)).status).toBe(200)
    expect((await bureau.read(letter.url)).status).toBe(200)
    const { createApiToken } = await company.client.run(
      'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }',
      { input: { name: 'Archive', readOnly: true, expiresOn: '2026-12-31', companyIds: [company.id] } },
    )
    expect((await t.client.withToken(createApiToken.secret).read(letter.url)).status).toBe(200)
    const one = {
      action: 'DOCUMENT_OPENED',
      subjectType: 'Assignment',
      subjectName: invoiceNumber,
      after: [
        { name: 'format', value: 'pdf' },
        { name: 'document', value: 'LETTER' },
      ],
    }
    expect(await trail(OPENINGS)).toMatchObject([
      { ...one, actor: 'COMPANY_USER', viaToken: true, tokenName: 'Archive' },
      { ...one, actor: 'MASTER_ID_USER', actorName: 'Bea Byrå', masterIdName: expect.any(String) },
      { ...one, actor: 'COMPANY_USER', viaToken: false },
    ])
  })

  it('is one insert, whatever the document', async () => {
    const statements = await t.countStatements(() => company.client.read(letter.url))
    expect(statements.filter((text) => text.includes('note_opening'))).toHaveLength(1)
    expect(statements.length).toBeLessThanOrEqual(8)
  })

  it('does not drown the acts: it is read when it is asked for, alone or with them', async () => {
    const actions = async (filter: object) => new Set((await trail(filter)).map(({ action }) => action))
    expect(await actions({})).toContain('SENT_TO_REMINDER')
    expect(await actions({})).not.toContain('DOCUMENT_OPENED')
    expect(await actions(OPENINGS)).toEqual(new Set(['DOCUMENT_OPENED']))
    expect(await actions({ kind: 'ALL' })).toEqual(new Set([...(await actions({})), 'DOCUMENT_OPENED']))
    expect(await actions({ actions: ['DOCUMENT_OPENED'] })).toEqual(new Set(['DOCUMENT_OPENED']))
    expect(await trail({ ...OPENINGS, search: invoiceNumber })).toHaveLength(await opened())
    expect(await trail({ ...OPENINGS, search: 'no such number' })).toEqual([])
  })

  it('counts statements of fees, as PDF and as CSV', async () => {
    const { feeStatement } = await company.client.run(
      'query ($id: ID!) { feeStatement(companyId: $id, month: "2026-03") { statement } }',
      { id: company.id },
    )
    const before = await opened()
    for (const ending of ['pdf', 'csv']) {
      expect((await company.client.read(`${feeStatement.statement}.fi.${ending}`)).status).toBe(200)
    }
    expect((await trail(OPENINGS)).slice(0, 2)).toMatchObject([
      { subjectName: '2026-03', after: [{ value: 'csv' }, { value: 'FEE_STATEMENT' }] },
      { subjectName: '2026-03', after: [{ value: 'pdf' }, { value: 'FEE_STATEMENT' }] },
    ])
    expect(await opened()).toBe(before + 2)
  })

  it('is not written for what nobody got to see', async () => {
    const before = await opened()
    expect((await (await creditor(t)).client.read(letter.url)).status).toBe(404)
    expect((await t.client.fresh().read(letter.url)).status).toBe(401)
    expect(await opened()).toBe(before)
  })

  it('is only added to', async () => {
    const change = t.db.sql(`UPDATE access.audit_entry SET user_id = NULL WHERE action = 'DOCUMENT_OPENED'`)
    await expect(change).rejects.toThrow('only added to')
    await expect(t.db.sql(`DELETE FROM access.audit_entry WHERE action = 'DOCUMENT_OPENED'`)).rejects.toThrow(
      'only added to',
    )
  })
})

it("what staff open stands in the agency's book, and not among their acts", async () => {
  const { makePrintBatch } = await staff.run('mutation { makePrintBatch(input: {}) { batch { url } error { code } } }')
  const [row] = await t.db.sql<{ id: string; company_id: bigint }>('SELECT id, company_id FROM agency.letter LIMIT 1')
  const one = makePrintBatch.batch.url.replace(
    /[^/]+\.pdf$/,
    `${encodeId('StaffLetter', row?.company_id ?? 0n, BigInt(row?.id ?? 0))}.pdf`,
  )
  for (const url of [makePrintBatch.batch.url, one]) expect((await staff.read(url)).status).toBe(200)
  const acts = async (filter: object | null) =>
    (
      await staff.run(
        `query ($filter: StaffTrailFilterInput) { staffTrail(filter: $filter) { nodes {
           action staffName companyName subjectName assignmentId after { name value } } } }`,
        { filter },
      )
    ).staffTrail.nodes
  const of = (document: string) => expect.arrayContaining([{ name: 'document', value: document }])
  expect(await acts(OPENINGS)).toMatchObject([
    { staffName: 'Stina Staff', subjectName: invoiceNumber, assignmentId: expect.any(String), after: of('LETTER') },
    { staffName: 'Stina Staff', assignmentId: null, after: of('PRINT_BATCH') },
  ])
  const kinds = (await acts(null)).map(({ action }: { action: string }) => action)
  expect(kinds).toContain('PRINT_BATCH_MADE')
  expect(kinds).not.toContain('DOCUMENT_OPENED')
})
