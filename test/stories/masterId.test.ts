import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Client } from '../kit/client.ts'
import { people, signedIn } from '../kit/people.ts'
import { consumer, type Firm, Story } from '../kit/story.ts'

/** One sign-in of a bureau for many companies, over their ledgers. */
let story: Story
let first: Firm
let second: Firm
let bureau: Client
const code = 'MALLI-1'
beforeAll(async () => {
  story = await Story.begin('2026-02-02')
  first = await story.firm('Ensimmäinen Oy')
  second = await story.firm('Toinen Oy')
  bureau = await signedIn(story.t, await people(story.t.db, story.t.app.database).user('Taina Tilitoimisto'))
  await story.invoices(first, { number: '4001', buyer: consumer() })
  await story.invoices(second, { number: '5001', buyer: consumer('Outi Esimerkki') }, { number: '5002' })
  await story.remind(first, ['4001'])
  await story.remind(second, ['5001'])
})
afterAll(() => story.end())

const both = async () => `${await story.ledger(first)}${await story.ledger(second)}`

async function seen(): Promise<string[]> {
  const { assignments } = await bureau.run('{ assignments { nodes { invoiceNumber company { name } } } }')
  return assignments.nodes.map(
    (one: { invoiceNumber: string; company: { name: string } }) => `${one.company.name} ${one.invoiceNumber}`,
  )
}

it('M2: a bureau asks for a Master-ID, staff grant it and link companies to it', async () => {
  expect(await seen()).toEqual([])
  const { request, error } = await story.act(
    bureau,
    'requestMasterId',
    {
      name: 'Tilitoimisto Malli',
      businessId: '1572860-0',
      kind: 'BUREAU',
      companies: [first.businessId],
      mandate: 'Sopimus 1.1.2026',
    },
    'request { id state }',
  )
  expect(error).toBeNull()
  expect(request.state).toBe('WAITING')
  const granted = { requestId: request.id, grant: true, code }
  expect(await story.code(story.staff, 'answerMasterIdRequest', granted)).toBeNull()
  for (const { businessId } of [first, second]) {
    const link = { masterIdCode: code, businessId, mandate: 'Sopimus 1.1.2026' }
    expect(await story.code(story.staff, 'linkCompany', link)).toBeNull()
  }
  expect(await both()).toMatchInlineSnapshot(`
    "
    2026-02-02
    invoice status         total     paid     open  service   agency
    4001    OVERDUE       100.00     0.00   100.00      yes   100.00

    2026-02-02
    invoice status         total     paid     open  service   agency
    5001    OVERDUE       100.00     0.00   100.00      yes   100.00
    5002    OVERDUE       100.00     0.00   100.00        -        -
    "
  `)
})

it('M1: one sign-in shows the assignments of every company it manages, with one total', async () => {
  expect((await seen()).toSorted()).toEqual(['Ensimmäinen Oy 4001', 'Toinen Oy 5001'])
  const { overviewTotals } = await bureau.run('{ overviewTotals { count balance { amount } } }')
  expect(overviewTotals).toEqual([{ count: 2, balance: { amount: '200.00' } }])
  expect(await both()).toMatchInlineSnapshot(`
    "
    2026-02-02
    invoice status         total     paid     open  service   agency
    4001    OVERDUE       100.00     0.00   100.00      yes   100.00

    2026-02-02
    invoice status         total     paid     open  service   agency
    5001    OVERDUE       100.00     0.00   100.00      yes   100.00
    5002    OVERDUE       100.00     0.00   100.00        -        -
    "
  `)
})

it('M4: down to a company, its reminder sends, one assignment, its events, letters and payments', async () => {
  await story.until('2026-02-04')
  await story.bank(first, '4001', '50.00')
  const { company } = await bureau.run(
    `query ($id: ID!) { company(id: $id) { reminderSends { nodes { sentCount items { assignment {
      invoiceNumber events { type } letters { kind } payments { kind amount { amount } } } } } } } }`,
    { id: first.id },
  )
  expect(company.reminderSends.nodes).toMatchInlineSnapshot(`
    [
      {
        "items": [
          {
            "assignment": {
              "events": [
                {
                  "type": "SENT",
                },
                {
                  "type": "RECEIVED",
                },
                {
                  "type": "REMINDER_SENT",
                },
                {
                  "type": "DIRECT_PAYMENT",
                },
              ],
              "invoiceNumber": "4001",
              "letters": [
                {
                  "kind": "REMINDER",
                },
              ],
              "payments": [
                {
                  "amount": {
                    "amount": "50.00",
                  },
                  "kind": "DIRECT_PAYMENT",
                },
              ],
            },
          },
        ],
        "sentCount": 1,
      },
    ]
  `)
  expect(await both()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    4001    REMINDED      100.00    50.00    50.39      yes    55.39

    2026-02-04
    invoice status         total     paid     open  service   agency
    5001    REMINDED      100.00     0.00   100.00      yes   105.39
    5002    OVERDUE       100.00     0.00   100.00        -        -
    "
  `)
})

it('M3: the company is told of the link and ends it; the next operation sees nothing of it any more', async () => {
  const { company } = await second.client.run(
    'query ($id: ID!) { company(id: $id) { links { mandate endedAt masterId { id code } } } companyMail(companyId: $id) { nodes { subject } } }',
    { id: second.id },
  )
  const [link] = company.links
  expect(link).toMatchObject({ mandate: 'Sopimus 1.1.2026', endedAt: null, masterId: { code } })
  expect(await story.remindAs(bureau, second, '5002')).toMatchInlineSnapshot(`
    [
      "5002 SENT",
    ]
  `)
  expect(
    await story.code(second.client, 'endMasterIdLink', { companyId: second.id, masterId: link.masterId.id }),
  ).toBeNull()
  expect(await seen()).toEqual(['Ensimmäinen Oy 4001'])
  expect(await both()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    4001    REMINDED      100.00    50.00    50.39      yes    55.39

    2026-02-04
    invoice status         total     paid     open  service   agency
    5001    REMINDED      100.00     0.00   100.00      yes   105.39
    5002    OVERDUE       100.00     0.00   100.00      yes   100.00
    "
  `)
})
