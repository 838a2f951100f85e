import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { readLetter } from '../kit/letterReader.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
let company: Creditor
let letter: { id: string; body: string; document: { url: string; sha256: string; bytes: number } }

const PREVIEW = `query ($id: ID!, $kind: SendKind!) { letterPreview(invoiceId: $id, kind: $kind) {
  allowed earliest letterKind channel language dueOn total { amount currency } body pdfBase64 problems { code message }
} }`
const preview = async (id: string, kind = 'REMINDER', who = company) =>
  (await who.client.run(PREVIEW, { id, kind })).letterPreview

const LETTERS = `query ($id: ID!) { salesInvoice(id: $id) { assignment { letters {
  id kind sentOn dueOn channel language total { amount currency } body document { url sha256 bytes }
} } } }`
const lettersOf = async (id: string) => (await company.client.run(LETTERS, { id })).salesInvoice.assignment.letters

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  company = await creditor(t)
})
afterAll(() => t.close())

async function send(id: string, key: string): Promise<void> {
  await company.client.run(
    'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }',
    { input: { companyId: company.id, invoiceIds: [id], afterReminder: 'RETURN', idempotencyKey: key } },
  )
  await t.settle()
}

describe('the letter is shown before the invoice is sent (R2)', () => {
  it('with the kind, channel, days, sum and words of the one that follows', async () => {
    const [id = ''] = await company.invoiceIds(1)
    const shown = await preview(id)
    expect(shown).toMatchObject({
      allowed: true,
      letterKind: 'REMINDER',
      channel: 'PRINT',
      language: 'FI',
      problems: [],
    })
    expect((await readLetter(Buffer.from(shown.pdfBase64, 'base64'))).text).toContain('ESIKATSELU')
    const untouched = await t.db.sql<{ n: number }>('SELECT count(*)::integer AS n FROM agency.assignment')
    expect(untouched[0]?.n).toBe(0)

    await send(id, 'shown')
    t.clock.set(shown.earliest)
    await t.app.agency.calendar.advance(shown.earliest)
    await t.settle()
    const [sent] = await lettersOf(id)
    letter = sent
    expect(sent).toMatchObject({ kind: 'REMINDER', sentOn: shown.earliest, dueOn: shown.dueOn, total: shown.total })
    const words = (text: string) => text.split('\n').filter((line) => !line.startsWith('  Viitenumero:'))
    expect(words(sent.body)).toEqual(words(shown.body))
  })

  it('with everything that stands against sending it', async () => {
    const [notDue = ''] = await company.invoiceIds(1, { dueOn: '2026-12-01' })
    const [prohibited = ''] = await company.invoiceIds(1, { collectionProhibited: true })
    const codes = async (id: string, kind?: string) =>
      (await preview(id, kind)).problems.map(({ code }: { code: string }) => code)
    expect(await codes(notDue)).toEqual(['NOT_OVERDUE'])
    expect(await codes(prohibited)).toEqual(['COLLECTION_PROHIBITED'])
    expect(await codes(prohibited, 'COLLECTION')).toContain('LETTERS_MISSING')
    expect(await preview(prohibited)).toMatchObject({ allowed: false, letterKind: 'REMINDER' })
  })

  it('to nobody who does not see the invoice', async () => {
    const [id = ''] = await company.invoiceIds(1)
    expect(await preview(id, 'REMINDER', await creditor(t))).toBeNull()
  })
})

describe('the paper of a letter', () => {
  it('is read byte for byte as its digest says', async () => {
    const { status, headers, bytes } = await company.client.read(letter.document.url)
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^inline; filename="reminder-2026-\d\d-\d\d\.pdf"$/),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(letter.document.sha256)
    expect(bytes.length).toBe(letter.document.bytes)
    expect((await readLetter(bytes)).pages).toBe(1)
  })

  it('does not exist for a stranger, and asks others to sign in', async () => {
    const stranger = await creditor(t)
    expect((await stranger.client.read(letter.document.url)).status).toBe(404)
    expect((await t.client.fresh().read(letter.document.url)).status).toBe(401)
    expect((await company.client.withToken('dut_unknown').read(letter.document.url)).status).toBe(401)
  })

  it('does not exist under another name or number', async () => {
    for (const id of ['nonsense', encodeId('SalesInvoice', 1, 1), encodeId('Letter', company.companyId, 999_999)]) {
      expect((await company.client.read(`/letters/${id}.pdf`)).status).toBe(404)
    }
  })

  it('is absent from a letter that was sent before there were papers, whose text stays', async () => {
    await t.db.sql('DELETE FROM duetto.letter_document')
    const [invoice] = await t.db.sql<{ id: bigint }>('SELECT invoice_id AS id FROM duetto.assignment LIMIT 1')
    const [old] = await lettersOf(encodeId('SalesInvoice', company.companyId, invoice?.id ?? 0n))
    expect(old).toMatchObject({ document: null, body: letter.body })
    expect((await company.client.read(letter.document.url)).status).toBe(404)
  })
})

describe("the agency's printing", () => {
  it('is for staff: one file of the day, marked when it is printed', async () => {
    const staff = await signedIn(t, await people(t.db, t.app.database).user('Staff', 'HANDLER'))
    const { printDay } = await staff.run('{ printDay { on waiting emailed batches { id } } }')
    expect(printDay).toMatchObject({ waiting: 1, batches: [] })
    const { makePrintBatch } = await staff.run(
      'mutation { makePrintBatch(input: {}) { batch { id letters pages url sha256 printedAt } error { code } } }',
    )
    expect(makePrintBatch.batch).toMatchObject({ letters: 1, pages: 1, printedAt: null })
    const file = await staff.read(makePrintBatch.batch.url)
    expect(createHash('sha256').update(file.bytes).digest('hex')).toBe(makePrintBatch.batch.sha256)
    expect((await company.client.read(makePrintBatch.batch.url)).status).toBe(403)
    const { markPrinted } = await staff.run(
      'mutation ($id: ID!) { markPrinted(input: { batchId: $id }) { batch { printedAt } } }',
      { id: makePrintBatch.batch.id },
    )
    expect(markPrinted.batch.printedAt).not.toBeNull()
    const { staffLetters } = await staff.run('{ staffLetters { nodes { url postCode batchId debtorName } } }')
    expect(staffLetters.nodes).toMatchObject([{ postCode: '00100', batchId: makePrintBatch.batch.id }])
    expect((await staff.read(staffLetters.nodes[0].url)).headers['content-type']).toBe('application/pdf')
  })
})
