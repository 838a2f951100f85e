import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { type Creditor, creditor, invoiceGlobalId } from '../kit/creditor.ts'
import { readLetter } from '../kit/letterReader.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
let staff: Client
let asking: Creditor
let other: Creditor
let own: { invoiceId: string; caseId: string }
let theirs: { invoiceId: string; caseId: string }

const SEND = `mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }`
const OFFER = `query ($id: ID!) { staffAssignment(id: $id) { debtStatement {
  isKnown isFree lastGivenOn freeFrom section others { assignmentId creditorName invoiceNumber balance { amount } } } } }`
const GIVE = `mutation ($input: GiveDebtStatementInput!) { giveDebtStatement(input: $input) {
  assignment { letters { id kind url sha256 body channel } events { type by note } } error { code field } } }`
/** All that a company learns of an invoice in the service. */
const SEEN = `query ($id: ID!) { salesInvoice(id: $id) { assignment {
  letters { kind body } events { type note } stage hold balance { amount } } } }`
const TRAIL = `query ($id: ID!) { auditTrail(companyId: $id) { nodes { action } } }`

async function sent(company: Creditor) {
  const id = await company.invoice({ debtorKind: 'BUSINESS' })
  await t.db.sql(
    `UPDATE ledger.customer SET name = 'Mallivelallinen Oy', business_id = '0112038-9' WHERE company_id = $1`,
    [company.companyId],
  )
  const invoiceId = invoiceGlobalId(company.companyId, id)
  const input = { companyId: company.id, invoiceIds: [invoiceId], afterReminder: 'CONTINUE', idempotencyKey: 'k' }
  expect((await company.client.run(SEND, { input })).sendToReminderService.error).toBeNull()
  await t.settle()
  const [row] = await t.db.sql<{ companyId: bigint; id: bigint }>(
    `SELECT a.company_id AS "companyId", a.id FROM agency.assignment a JOIN duetto.assignment d ON d.uid = a.uid
     WHERE d.company_id = $1 AND d.invoice_id = $2`,
    [company.companyId, id],
  )
  return { invoiceId, caseId: encodeId('StaffAssignment', row?.companyId ?? 0n, row?.id ?? 0n) }
}

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  staff = await signedIn(t, await people(t.db, t.app.database).user('Kaisa Käsittelijä', 'HANDLER'))
  asking = await creditor(t)
  other = await creditor(t)
  own = await sent(asking)
  theirs = await sent(other)
})
afterAll(() => t.close())

const give = async (input: object, who = staff) => (await who.run(GIVE, { input })).giveDebtStatement

describe('a statement of debts (513/1999, 4 a §)', () => {
  let paper: { id: string; url: string; sha256: string; body: string }

  it('is offered with the other debts of the same business ID, and given', async () => {
    const { debtStatement } = (await staff.run(OFFER, { id: own.caseId })).staffAssignment
    expect(debtStatement).toMatchObject({
      ...{ isKnown: true, isFree: true, lastGivenOn: null, freeFrom: null, section: '513/1999 4 a §' },
      others: [{ assignmentId: theirs.caseId, balance: { amount: '124.00' } }],
    })
    const { assignment, error } = await give({ assignmentId: own.caseId })
    expect(error).toBeNull()
    expect(assignment.events.at(-1)).toEqual({ type: 'DEBT_STATEMENT', by: 'Kaisa Käsittelijä', note: null })
    paper = assignment.letters.at(-1)
    expect(paper).toMatchObject({ kind: 'DEBT_STATEMENT', channel: 'PRINT' })
  })

  it('has its paper byte for byte, with the debts of both companies', async () => {
    const { bytes, status, headers } = await staff.read(paper.url)
    expect(status).toBe(200)
    expect(headers['content-disposition']).toContain('debt_statement-2026-03-02.pdf')
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(paper.sha256)
    const { text } = await readLetter(bytes)
    const names = await t.db.sql<{ name: string; number: string }>(
      `SELECT creditor ->> 'name' AS name, invoice_number AS number FROM agency.assignment`,
    )
    expect(names).toHaveLength(2)
    for (const { name, number } of names) {
      expect(text).toContain(name)
      expect(text).toContain(number)
    }
  })

  it('is printed with the letters of its day', async () => {
    const { printDay, staffLetters } = await staff.run('{ printDay { waiting } staffLetters { nodes { id kind } } }')
    expect(printDay.waiting).toBe(1)
    expect(staffLetters.nodes).toEqual([{ id: paper.id, kind: 'DEBT_STATEMENT' }])
  })

  it('a second within the year is given when it is confirmed', async () => {
    expect(await give({ assignmentId: theirs.caseId })).toEqual({
      assignment: null,
      error: { code: 'STATEMENT_GIVEN_BEFORE', field: 'again' },
    })
    expect((await give({ assignmentId: theirs.caseId, again: true })).error).toBeNull()
  })

  it('is unseen by both companies: no letter, no event, no act, no paper, no message', async () => {
    await t.settle()
    for (const [company, { invoiceId }] of [
      [asking, own],
      [other, theirs],
    ] as const) {
      const { assignment } = (await company.client.run(SEEN, { id: invoiceId })).salesInvoice
      expect(assignment.letters).toEqual([])
      expect(JSON.stringify(assignment)).not.toContain('STATEMENT')
      const { nodes } = (await company.client.run(TRAIL, { id: company.id })).auditTrail
      expect(nodes.map(({ action }: { action: string }) => action)).not.toContain('DEBT_STATEMENT_GIVEN')
      expect((await company.client.read(paper.url)).status).toBe(403)
      expect((await company.client.read(`/letters/${paper.id}.pdf`)).status).toBe(404)
      expect(await company.client.ask(OFFER, { id: own.caseId })).toMatchObject({
        errors: [{ extensions: { code: 'FORBIDDEN' } }],
      })
    }
    expect(await t.db.sql(`SELECT 1 FROM duetto.letter`)).toEqual([])
    expect(await t.db.sql(`SELECT 1 FROM agency.outbox WHERE message::text ILIKE '%statement%'`)).toEqual([])
    expect(await t.db.sql(`SELECT 1 FROM duetto.inbox WHERE message::text ILIKE '%DEBT_STATEMENT%'`)).toEqual([])
  })

  it("is an act of staff in the agency's trail, by whom and how many debts", async () => {
    const { nodes } = (
      await staff.run(
        `query ($id: ID!) { staffTrail(filter: { assignmentId: $id }) { nodes { action staffName after { name value } } } }`,
        { id: own.caseId },
      )
    ).staffTrail
    const given = nodes.filter(({ action }: { action: string }) => action === 'DEBT_STATEMENT_GIVEN')
    expect(given).toEqual([
      {
        action: 'DEBT_STATEMENT_GIVEN',
        staffName: 'Kaisa Käsittelijä',
        after: expect.arrayContaining([
          { name: 'debts', value: '2' },
          { name: 'free', value: 'true' },
        ]),
      },
    ])
  })

  it("has no words of a creditor's own", async () => {
    const input = { creditorBusinessId: '1234567-1', kind: 'DEBT_STATEMENT', language: 'FI', text: 'Moi' }
    const { errors } = await staff.ask(
      'mutation ($input: SetLetterTextInput!) { setLetterText(input: $input) { error { code } } }',
      { input },
    )
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT')
  })
})
