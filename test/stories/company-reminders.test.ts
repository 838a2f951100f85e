import { afterAll, beforeAll, expect, it } from 'vitest'
import { consumer, type Firm, Story } from '../kit/story.ts'

/** From the open invoices to the reminder service and on to collection, with the ledger after each act. */
let story: Story
let firm: Firm
beforeAll(async () => {
  story = await Story.begin('2026-01-07')
  firm = await story.firm()
})
afterAll(() => story.end())

const ledger = () => story.ledger(firm)

async function sections(): Promise<string[]> {
  const { company } = await firm.client.run(
    'query ($id: ID!) { company(id: $id) { invoiceSections { section count open { amount } } } }',
    { id: firm.id },
  )
  return company.invoiceSections.map(
    ({ section, count, open }: { section: string; count: number; open: { amount: string } }) =>
      `${section} ${count} ${open.amount}`,
  )
}

it('R1: invoices go from open to overdue by the calendar, and each section counts and sums its own', async () => {
  await story.invoices(
    firm,
    { number: '1001', total: '100.00', issuedOn: '2026-01-07', buyer: consumer() },
    { number: '1002', total: '250.00', issuedOn: '2026-01-07', days: 30, buyer: consumer('Outi Esimerkki') },
  )
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-01-07
    invoice status         total     paid     open  service   agency
    1001    OPEN          100.00     0.00   100.00        -        -
    1002    OPEN          250.00     0.00   250.00        -        -
    "
  `)
  expect(await sections()).toMatchInlineSnapshot(`
    [
      "OPEN 2 350.00",
      "OVERDUE 0 0.00",
      "REMINDED_REQUESTED 0 0.00",
      "IN_SERVICE 0 0.00",
    ]
  `)
  await story.until('2026-01-22')
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-01-22
    invoice status         total     paid     open  service   agency
    1001    OVERDUE       100.00     0.00   100.00        -        -
    1002    OPEN          250.00     0.00   250.00        -        -
    "
  `)
  expect(await sections()).toMatchInlineSnapshot(`
    [
      "OPEN 1 250.00",
      "OVERDUE 1 100.00",
      "REMINDED_REQUESTED 0 0.00",
      "IN_SERVICE 0 0.00",
    ]
  `)
})

it('R3: reminder material is made of an overdue invoice alone', async () => {
  expect(await story.remind(firm, ['1001', '1002'])).toMatchInlineSnapshot(`
    [
      "1001 SENT",
      "1002 NOT_OVERDUE",
    ]
  `)
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-01-22
    invoice status         total     paid     open  service   agency
    1001    OVERDUE       100.00     0.00   100.00      yes   100.00
    1002    OPEN          250.00     0.00   250.00        -        -
    "
  `)
})

it('R2: what is sent is previewed as the letter it will be, with the channel fixed and one fee for each', async () => {
  await story.invoices(firm, { number: '1003', issuedOn: '2026-01-05', buyer: consumer('Eero Esimerkki') })
  const { letterPreview } = await firm.client.run(
    'query ($id: ID!) { letterPreview(invoiceId: $id, kind: REMINDER, afterReminder: CONTINUE) { letterKind channel body problems { code } } }',
    { id: story.idOf('1003') },
  )
  expect(letterPreview).toMatchObject({ letterKind: 'REMINDER', channel: 'PRINT', problems: [] })
  expect(letterPreview.body).toContain('Eero Esimerkki')
  expect(await story.remind(firm, ['1003'], 'RETURN')).toEqual(['1003 SENT'])
  const { assignment } = await story.invoice(firm, '1003', 'assignment { send { kind sentCount fee { amount } } }')
  expect(assignment.send).toEqual({ kind: 'REMINDER', sentCount: 1, fee: { amount: '0.95' } })
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-01-22
    invoice status         total     paid     open  service   agency
    1001    OVERDUE       100.00     0.00   100.00      yes   100.00
    1002    OPEN          250.00     0.00   250.00        -        -
    1003    OVERDUE       100.00     0.00   100.00      yes   100.00
    "
  `)
})

it('R4: the status is changed by hand with the letter that went out, and not while the invoice is in the service', async () => {
  await story.until('2026-02-09')
  expect(await story.setsStatus(firm.client, '1001', 'OVERDUE')).toBe('IN_SERVICE')
  expect(await story.setsStatus(firm.client, '1002', 'REMINDED')).toBe('LETTER_DATE_MISSING')
  const letter = { on: '2026-02-09', letterChannel: 'PRINT', letterCost: '5.00' }
  expect(await story.setsStatus(firm.client, '1002', 'REMINDED', letter)).toBeNull()
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-09
    invoice status         total     paid     open  service   agency
    1001    REMINDED      100.00     0.00   100.00      yes   105.36
    1002    REMINDED      250.00     0.00   250.00        -        -
    1003    REMINDED      100.00     0.00   100.00      yes   105.36
    "
  `)
  const { history } = await story.invoice(firm, '1002', 'history { reason to on letterChannel letterCost { amount } }')
  expect(history.at(-1)).toMatchInlineSnapshot(`
    {
      "letterChannel": "PRINT",
      "letterCost": {
        "amount": "5.00",
      },
      "on": "2026-02-09",
      "reason": "SET_BY_HAND",
      "to": "REMINDED",
    }
  `)
})

it('C2: collection material is made only when a reminder and a notice have been sent', async () => {
  expect(await story.collect(firm, ['1002'])).toMatchInlineSnapshot(`"NOTHING_TO_SEND"`)
  await story.until('2026-02-25')
  expect(
    await story.setsStatus(firm.client, '1002', 'REQUESTED', {
      on: '2026-02-25',
      letterChannel: 'PRINT',
      letterCost: '0.00',
    }),
  ).toBeNull()
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-25
    invoice status         total     paid     open  service   agency
    1001    REQUESTED     100.00     0.00   100.00      yes   110.75
    1002    REQUESTED     250.00     0.00   250.00        -        -
    1003    REQUESTED     100.00     0.00   100.00      yes   110.75
    "
  `)
})

it('C1: from the reminded and requested ones to the collection service, which sends its first demand', async () => {
  await story.until('2026-03-12')
  expect(await story.collect(firm, ['1002'])).toEqual(['1002 SENT'])
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-03-12
    invoice status         total     paid     open  service   agency
    1001    COLLECTED     100.00     0.00   100.00      yes   125.15
    1002    REQUESTED     250.00     0.00   250.00      yes   250.00
    1003    REQUESTED     100.00     0.00   100.00        -   110.75
    "
  `)
  await story.until('2026-03-16')
  const { assignment } = await story.invoice(firm, '1002', 'assignment { kind letters { kind channel } send { kind } }')
  expect(assignment).toEqual({
    kind: 'COLLECTION',
    send: { kind: 'COLLECTION' },
    letters: [{ kind: 'DEMAND', channel: 'PRINT' }],
  })
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-03-16
    invoice status         total     paid     open  service   agency
    1001    COLLECTED     100.00     0.00   100.00      yes   125.15
    1002    COLLECTED     250.00     0.00   250.00      yes   276.28
    1003    REQUESTED     100.00     0.00   100.00        -   110.75
    "
  `)
})

it('O1, O2: in the service the list tells assignment, step and balance, and the newest step stands in the header', async () => {
  const { assignments } = await firm.client.run(
    '{ assignments(sort: DUE_DATE) { nodes { invoiceNumber kind stage balance { amount } newestEvent { type on } } } }',
  )
  expect(
    assignments.nodes.map(
      (one: {
        invoiceNumber: string
        stage: string
        balance: { amount: string }
        newestEvent: { type: string; on: string }
      }) => `${one.invoiceNumber} ${one.stage} ${one.balance.amount} ${one.newestEvent.type} ${one.newestEvent.on}`,
    ),
  ).toMatchInlineSnapshot(`
    [
      "1001 COLLECTION 125.15 COLLECTION_LETTER_SENT 2026-03-06",
      "1002 COLLECTION 276.28 COLLECTION_LETTER_SENT 2026-03-13",
    ]
  `)
  const { history } = await story.invoice(firm, '1001', 'history { to reason on }')
  expect(
    history.map(({ to, reason, on }: { to: string; reason: string; on: string }) => `${on} ${to} ${reason}`),
  ).toMatchInlineSnapshot(`
    [
      "2026-01-07 OPEN IMPORTED",
      "2026-01-22 OVERDUE FELL_DUE",
      "2026-02-04 REMINDED AGENCY",
      "2026-02-19 REQUESTED AGENCY",
      "2026-03-06 COLLECTED AGENCY",
    ]
  `)
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-03-16
    invoice status         total     paid     open  service   agency
    1001    COLLECTED     100.00     0.00   100.00      yes   125.15
    1002    COLLECTED     250.00     0.00   250.00      yes   276.28
    1003    REQUESTED     100.00     0.00   100.00        -   110.75
    "
  `)
})

it('O3: letters are the service’s own; words of the company’s own stand in them when staff have set them', async () => {
  await story.act(story.staff, 'setLetterText', {
    creditorBusinessId: firm.businessId,
    kind: 'REMINDER',
    language: 'FI',
    text: 'Kiitos, että olet asiakkaamme.',
  })
  await story.invoices(firm, { number: '1004', issuedOn: '2026-02-20', buyer: consumer('Elli Esimerkki') })
  await story.remind(firm, ['1004'])
  await story.until('2026-03-24')
  const { assignment } = await story.invoice(firm, '1004', 'assignment { letters { kind body } }')
  expect(assignment.letters[0].kind).toBe('REMINDER')
  expect(assignment.letters[0].body).toContain('Kiitos, että olet asiakkaamme.')
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-03-24
    invoice status         total     paid     open  service   agency
    1001    COLLECTED     100.00     0.00   100.00      yes   132.59
    1002    COLLECTED     250.00     0.00   250.00      yes   276.28
    1003    REQUESTED     100.00     0.00   100.00        -   110.75
    1004    REMINDED      100.00     0.00   100.00      yes   105.36
    "
  `)
})
