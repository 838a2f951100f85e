import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RefusalValues1764000115000 } from '../../server/src/duetto/migration/0042-refusalValues.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor, invoiceGlobalId } from '../kit/creditor.ts'
import { people, signedIn } from '../kit/people.ts'

interface Item {
  invoice: { id: string }
  refusal: { code: string } | null
  assignment: { stage: string; kind: string } | null
}

let t: TestApp
let company: Creditor

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  company = await creditor(t)
})
afterAll(() => t.close())

const SEND = `
  send {
    __typename id kind sentOn sentBy sentCount refusedCount principal { amount currency } fee { amount } feeVat { amount }
    company { id }
    ... on ReminderSend { afterReminder }
    items { invoice { id number inService status } refusal { code message } assignment { id stage kind balance { amount } newestEvent { type } } }
  }
  repeated error { code field }`
const REMIND = `mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { ${SEND} } }`
const COLLECT = `mutation ($input: SendToCollectionServiceInput!) { sendToCollectionService(input: $input) { ${SEND} } }`

let keys = 0
const newKey = () => `key-${++keys}`

async function remind(invoiceIds: string[], idempotencyKey = newKey(), who = company) {
  const input = { companyId: who.id, invoiceIds, afterReminder: 'RETURN', idempotencyKey }
  return (await who.client.run(REMIND, { input })).sendToReminderService
}

async function collect(invoiceIds: string[], idempotencyKey = newKey()) {
  const input = { companyId: company.id, invoiceIds, idempotencyKey }
  return (await company.client.run(COLLECT, { input })).sendToCollectionService
}

const count = async (table: string) =>
  (await t.db.sql<{ n: number }>(`SELECT count(*)::integer AS n FROM ${table}`))[0]?.n

describe('sending to the reminder service', () => {
  it('answers per invoice: sent with an assignment, or refused with a reason', async () => {
    const [good] = await company.invoiceIds(1)
    const [notDue] = await company.invoiceIds(1, { dueOn: '2026-04-01' })
    const [homeless] = await company.invoiceIds(1, { hasAddress: false })
    const { send, repeated, error } = await remind([notDue, good, homeless] as string[])
    expect({ repeated, error }).toEqual({ repeated: false, error: null })
    expect(send).toMatchObject({
      __typename: 'ReminderSend',
      kind: 'REMINDER',
      afterReminder: 'RETURN',
      sentOn: '2026-03-02',
      sentBy: 'COMPANY_ADMINISTRATOR',
      sentCount: 1,
      refusedCount: 2,
      principal: { amount: '124.00', currency: 'EUR' },
      fee: { amount: '0.95' },
      feeVat: { amount: '0.24' },
      company: { id: company.id },
    })
    const items = send.items.map((item: Item) => [
      item.invoice.id,
      item.refusal?.code ?? null,
      item.assignment?.stage ?? null,
    ])
    expect(items).toEqual([
      [notDue, 'NOT_OVERDUE', null],
      [good, null, 'SENT'],
      [homeless, 'ADDRESS_MISSING', null],
    ])
    expect(send.items[1]).toMatchObject({
      invoice: { inService: true, status: 'OVERDUE' },
      assignment: { kind: 'REMINDER', balance: { amount: '124.00' }, newestEvent: { type: 'SENT' } },
    })
  })

  it('refuses an invoice that is in the service already', async () => {
    const ids = await company.invoiceIds(1)
    await remind(ids)
    const { send, error } = await remind(ids)
    expect(error.code).toBe('NOTHING_TO_SEND')
    expect(send).toMatchObject({ sentCount: 0, refusedCount: 1, fee: { amount: '0.00' } })
    expect(send.items[0].refusal.code).toBe('IN_SERVICE')
  })

  it('counts an invoice named twice once', async () => {
    const [id] = await company.invoiceIds(1)
    const { send } = await remind([id, id] as string[])
    expect(send).toMatchObject({ sentCount: 1, refusedCount: 0 })
    expect(send.items).toHaveLength(1)
  })

  it('does not know invoices of another company', async () => {
    const other = await creditor(t)
    const [foreign] = await other.invoiceIds(1)
    const input = { companyId: company.id, invoiceIds: [foreign], afterReminder: 'RETURN', idempotencyKey: newKey() }
    const { errors } = await company.client.ask(REMIND, { input })
    expect(errors.map((error) => error.extensions.code)).toEqual(['NOT_FOUND'])
    expect(await count(`duetto.send WHERE company_id = ${other.companyId}`)).toBe(0)
  })

  it('needs an active service, and says how it stands', async () => {
    const other = await creditor(t, 'KYC_PENDING')
    const { send, error } = await remind(await other.invoiceIds(1), newKey(), other)
    expect({ send, error }).toEqual({ send: null, error: { code: 'SERVICE_NOT_ACTIVE', field: null } })
  })

  it('takes at most 1,000 invoices, and at least one', async () => {
    const many = Array.from({ length: 1001 }, (_, index) => invoiceGlobalId(company.companyId, BigInt(index + 1)))
    expect((await remind(many)).error.code).toBe('TOO_MANY')
    expect((await remind([])).error.code).toBe('NOTHING_TO_SEND')
    expect((await remind(many.slice(0, 1), ' ')).error.code).toBe('IDEMPOTENCY_KEY_INVALID')
  })

  it('costs as many statements for fifty invoices as for one', async () => {
    const statements: number[] = []
    for (const size of [1, 50]) {
      const ids = await company.invoiceIds(size)
      statements.push((await t.countStatements(() => remind(ids))).length)
    }
    expect(statements[1]).toBe(statements[0])
  })
})

describe('sending to the collection service', () => {
  it('needs both letters on record and the status requested', async () => {
    const ready = await company.invoice({ status: 'REQUESTED', dueOn: '2026-01-12' })
    await company.letter(ready, 'REMINDED', '2026-01-28')
    await company.letter(ready, 'REQUESTED', '2026-02-12')
    const unproven = await company.invoice({ status: 'REQUESTED', dueOn: '2026-01-12' })
    const { send } = await collect([ready, unproven].map((id) => invoiceGlobalId(company.companyId, id)))
    expect(send.__typename).toBe('CollectionSend')
    expect(send.items.map((item: Item) => item.refusal?.code ?? item.assignment?.kind)).toEqual([
      'COLLECTION',
      'LETTERS_MISSING',
    ])
    const [message] = await t.db.sql<{ letters: unknown }>(
      `SELECT message #> '{body,earlierLetters}' AS letters FROM duetto.outbox ORDER BY id DESC LIMIT 1`,
    )
    expect(message?.letters).toEqual([
      { kind: 'REMINDER', sentOn: '2026-01-28', channel: 'PRINT', cost: { amount: '5.00', currency: 'EUR' } },
      { kind: 'NOTICE', sentOn: '2026-02-12', channel: 'PRINT', cost: { amount: '5.00', currency: 'EUR' } },
    ])
  })
})

describe('a refused invoice of a send', () => {
  const ITEMS = 'query ($id: ID!) { send(id: $id) { state items { refusal { code values { name value } } } } }'
  const valuesIn = async (id: string) => (await company.client.run(ITEMS, { id })).send.items

  it('keeps the day and the amount that its reason names, sent at once or in the background', async () => {
    const early = await company.invoice({ dueOn: '2026-03-20' })
    const dear = await company.invoice()
    await t.db.sql(
      `INSERT INTO duetto.cost_agreement (company_id, kind, currency, amount, valid_from, agreed_by, agreed_at)
       VALUES ($1, 'REMINDER', 'EUR', 500, '2026-01-01', $2, now())`,
      [company.companyId, company.userId],
    )
    await t.db.sql(
      `INSERT INTO duetto.collection_cost (company_id, invoice_id, kind, currency, amount, added_at)
       VALUES ($1, $2, 'REMINDER', 'EUR', 700, now())`,
      [company.companyId, dear],
    )
    const invoiceIds = [early, dear].map((id) => invoiceGlobalId(company.companyId, id))
    const wanted = [
      { refusal: { code: 'NOT_OVERDUE', values: [{ name: 'due', value: '2026-03-20' }] } },
      { refusal: { code: 'COST_DIFFERS', values: [{ name: 'agreed', value: '5.00 EUR' }] } },
    ]
    const atOnce = await remind(invoiceIds)
    expect(await valuesIn(atOnce.send.id)).toEqual(wanted)

    const input = { companyId: company.id, invoiceIds, afterReminder: 'RETURN', idempotencyKey: newKey() }
    const later = await company.client.run(REMIND, { input: { ...input, inBackground: true } })
    await t.settle()
    expect(await valuesIn(later.sendToReminderService.send.id)).toEqual(wanted)
  })

  it('from before the values were kept gets those that its sentence names', async () => {
    const soon = await company.invoice({ dueOn: '2026-03-21' })
    const { send } = await remind([invoiceGlobalId(company.companyId, soon)])
    await t.db.sql('ALTER TABLE duetto.send_item DROP COLUMN refusal_values')
    await new RefusalValues1764000115000().up({ query: (text: string) => t.db.sql(text) } as never)
    expect(await valuesIn(send.id)).toEqual([
      { refusal: { code: 'NOT_OVERDUE', values: [{ name: 'due', value: '2026-03-21' }] } },
    ])
  })
})

describe('the idempotency key', () => {
  it('of the same request gives the same send, in whatever order', async () => {
    const ids = await company.invoiceIds(2)
    const first = await remind(ids, 'same')
    const again = await remind([...ids].reverse(), 'same')
    expect(again).toEqual({ ...first, repeated: true })
  })

  it('of another request is refused', async () => {
    await remind(await company.invoiceIds(1), 'used')
    const { send, error } = await remind(await company.invoiceIds(1), 'used')
    expect({ send, code: error.code, field: error.field }).toEqual({
      send: null,
      code: 'KEY_REUSED',
      field: 'input.idempotencyKey',
    })
  })

  it('asked for at the same moment makes one send', async () => {
    const ids = await company.invoiceIds(3)
    const before = await count('duetto.send')
    const answers = await Promise.all([1, 2, 3, 4].map(() => remind(ids, 'at once')))
    expect(new Set(answers.map((answer) => answer.send.id)).size).toBe(1)
    expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1)
    expect(await count('duetto.send')).toBe((before ?? 0) + 1)
  })

  it('belongs to its company', async () => {
    const other = await creditor(t)
    await remind(await company.invoiceIds(1), 'shared')
    expect((await remind(await other.invoiceIds(1), 'shared', other)).repeated).toBe(false)
  })
})

describe('who may send', () => {
  it.each([
    ['AUDITOR', 'FORBIDDEN'],
    ['PAYROLL_ACCOUNTANT', 'NOT_FOUND'],
  ] as const)('not the %s', async (role, code) => {
    const client = await signedIn(t, await people(t.db, t.app.database).personWith(company.companyId, role))
    const input = {
      companyId: company.id,
      invoiceIds: await company.invoiceIds(1),
      afterReminder: 'RETURN',
      idempotencyKey: newKey(),
    }
    const { errors } = await client.ask(REMIND, { input })
    expect(errors.map((error) => error.extensions.code)).toEqual([code])
  })
})

it('two sends that share invoices, at the same moment, send each invoice once', async () => {
  const ids = await company.invoiceIds(5)
  const answers = await Promise.all([remind(ids), remind([...ids].reverse())])
  expect(answers.map((answer) => answer.send.sentCount).sort()).toEqual([0, 5])
})

it('lists sends newest first, page by page, and of one service', async () => {
  const other = await creditor(t)
  const made: string[] = []
  for (let index = 0; index < 3; index += 1)
    made.unshift((await remind(await other.invoiceIds(1), newKey(), other)).send.id)
  const query = `query ($id: ID!, $after: String) {
    sends(companyId: $id, first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
    company(id: $id) { reminderSends { nodes { id } } collectionSends { nodes { id } } }
  }`
  const first = await other.client.run(query, { id: other.id })
  expect(first.sends.nodes.map((node: { id: string }) => node.id)).toEqual(made.slice(0, 2))
  expect(first.sends.pageInfo.hasNextPage).toBe(true)
  expect(first.company.reminderSends.nodes.map((node: { id: string }) => node.id)).toEqual(made)
  expect(first.company.collectionSends.nodes).toEqual([])
  const second = await other.client.run(query, { id: other.id, after: first.sends.pageInfo.endCursor })
  expect(second.sends.nodes.map((node: { id: string }) => node.id)).toEqual(made.slice(2))
  const { send, node } = await other.client.run(
    'query ($id: ID!) { send(id: $id) { id } node(id: $id) { __typename id } }',
    { id: made[0] },
  )
  expect([send, node]).toEqual([{ id: made[0] }, { __typename: 'ReminderSend', id: made[0] }])
})
