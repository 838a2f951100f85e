import { afterAll, beforeAll, expect, it } from 'vitest'
import { consumer, type Firm, Story } from '../kit/story.ts'

/** Money on invoices in the service, whoever receives it, and what the company asks of the agency. */
let story: Story
let firm: Firm
beforeAll(async () => {
  story = await Story.begin('2026-02-02')
  firm = await story.firm()
  await story.invoices(
    firm,
    { number: '2001', buyer: consumer() },
    { number: '2002', buyer: consumer('Outi Esimerkki') },
    { number: '2003', buyer: consumer('Eero Esimerkki') },
    { number: '2004', total: '400.00' },
  )
  await story.remind(firm, ['2001', '2002', '2003', '2004'])
  await story.until('2026-02-04')
})
afterAll(() => story.end())

const ledger = () => story.ledger(firm)

it('P2: a payment with the invoice’s reference is booked by itself, and interest is paid before the principal', async () => {
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    2001    REMINDED      100.00     0.00   100.00      yes   105.39
    2002    REMINDED      100.00     0.00   100.00      yes   105.39
    2003    REMINDED      100.00     0.00   100.00      yes   105.39
    2004    REMINDED      400.00     0.00   400.00      yes   441.73
    "
  `)
  await story.bank(firm, '2001', '100.00')
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    2001    REMINDED      100.00   100.00     0.39      yes     5.39
    2002    REMINDED      100.00     0.00   100.00      yes   105.39
    2003    REMINDED      100.00     0.00   100.00      yes   105.39
    2004    REMINDED      400.00     0.00   400.00      yes   441.73
    "
  `)
})

it('O5: the payment and its row of the bank statement show that the invoice is in the service', async () => {
  const { payments, bankTransactions } = await firm.client.run(
    `query ($id: ID!) {
      payments(companyId: $id) { nodes { kind invoice { number } assignment { stage } } }
      bankTransactions(companyId: $id) { nodes { state payments { assignment { stage } } } }
    }`,
    { id: firm.id },
  )
  expect(payments.nodes).toEqual([
    { kind: 'DIRECT_PAYMENT', invoice: { number: '2001' }, assignment: { stage: 'REMINDER' } },
  ])
  expect(bankTransactions.nodes).toEqual([{ state: 'BOOKED', payments: [{ assignment: { stage: 'REMINDER' } }] }])
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    2001    REMINDED      100.00   100.00     0.39      yes     5.39
    2002    REMINDED      100.00     0.00   100.00      yes   105.39
    2003    REMINDED      100.00     0.00   100.00      yes   105.39
    2004    REMINDED      400.00     0.00   400.00      yes   441.73
    "
  `)
})

it('O6: what reaches the company for a business pays costs first, and the agency’s balance follows by itself', async () => {
  await story.bank(firm, '2004', '100.00')
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    2001    REMINDED      100.00   100.00     0.39      yes     5.39
    2002    REMINDED      100.00     0.00   100.00      yes   105.39
    2003    REMINDED      100.00     0.00   100.00      yes   105.39
    2004    REMINDED      400.00   100.00   341.73      yes   341.73
    "
  `)
  const { allocation } = await story.invoice(
    firm,
    '2004',
    'allocation { received { amount } principal { amount } interest { amount } costs { amount } agencyCosts { amount } excess { amount } }',
  )
  expect(
    Object.fromEntries(Object.entries<{ amount: string }>(allocation).map(([part, { amount }]) => [part, amount])),
  ).toMatchInlineSnapshot(`
    {
      "agencyCosts": "0.00",
      "costs": "40.00",
      "excess": "0.00",
      "interest": "1.73",
      "principal": "58.27",
      "received": "100.00",
    }
  `)
})

it('P1: the agency’s settlement is booked by its parts; by hand it is one unless the box is cleared', async () => {
  await story.paysAgency('2002', '60.00')
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    2001    REMINDED      100.00   100.00     0.39      yes     5.39
    2002    REMINDED      100.00     0.00   100.00      yes    45.39
    2003    REMINDED      100.00     0.00   100.00      yes   105.39
    2004    REMINDED      400.00   100.00   341.73      yes   341.73
    "
  `)
  await story.settlement()
  await story.transfersArrive(firm)
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    2001    REMINDED      100.00   100.00     0.39      yes     5.39
    2002    REMINDED      100.00    60.00    40.39      yes    45.39
    2003    REMINDED      100.00     0.00   100.00      yes   105.39
    2004    REMINDED      400.00   100.00   341.73      yes   341.73
    "
  `)
  expect(await story.registers(firm, '2002', '10.00', { settlement: false })).toBeNull()
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    2001    REMINDED      100.00   100.00     0.39      yes     5.39
    2002    REMINDED      100.00    70.00    30.39      yes    35.39
    2003    REMINDED      100.00     0.00   100.00      yes   105.39
    2004    REMINDED      400.00   100.00   341.73      yes   341.73
    "
  `)
})

it('O7: an invoice sent by mistake is overdue again only when staff have stopped it', async () => {
  const assignmentId = await story.assignmentId(firm, '2003')
  expect(await story.code(firm.client, 'requestRecall', { assignmentId, reason: 'Sent by mistake' })).toBeNull()
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    2001    REMINDED      100.00   100.00     0.39      yes     5.39
    2002    REMINDED      100.00    70.00    30.39      yes    35.39
    2003    REMINDED      100.00     0.00   100.00      yes   105.39
    2004    REMINDED      400.00   100.00   341.73      yes   341.73
    "
  `)
  expect(await story.answers('2003', true)).toBeNull()
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    2001    REMINDED      100.00   100.00     0.39      yes     5.39
    2002    REMINDED      100.00    70.00    30.39      yes    35.39
    2003    OVERDUE       100.00     0.00   100.00        -   100.39
    2004    REMINDED      400.00   100.00   341.73      yes   341.73
    "
  `)
})

it('P3: a credit loss waits for the agency’s answer, which books it', async () => {
  const invoiceId = story.idOf('2004')
  const reason = 'The debtor is insolvent'
  expect(await story.code(firm.client, 'bookCreditLoss', { invoiceId, reason })).toBe('CREDIT_LOSS_NEEDS_ANSWER')
  const assignmentId = await story.assignmentId(firm, '2004')
  await story.code(firm.client, 'requestCreditLoss', { assignmentId, reason })
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    2001    REMINDED      100.00   100.00     0.39      yes     5.39
    2002    REMINDED      100.00    70.00    30.39      yes    35.39
    2003    OVERDUE       100.00     0.00   100.00        -   100.39
    2004    REMINDED      400.00   100.00   341.73      yes   341.73
    "
  `)
  expect(await story.answers('2004', true)).toBeNull()
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-04
    invoice status         total     paid     open  service   agency
    2001    REMINDED      100.00   100.00     0.39      yes     5.39
    2002    REMINDED      100.00    70.00    30.39      yes    35.39
    2003    OVERDUE       100.00     0.00   100.00        -   100.39
    2004    CREDIT_LOSS   400.00   441.73     0.00        -   341.73
    "
  `)
})

it('a settled payment that the bank takes back from the agency opens the invoice again at once, in whatever order told', async () => {
  await story.invoices(firm, { number: '2005', buyer: consumer('Ilmari Esimerkki') })
  await story.remind(firm, ['2005'])
  await story.until('2026-02-06')
  await story.paysAgency('2005', '105.47', { archiveId: 'BACK' })
  await story.settlement()
  await story.transfersArrive(firm)
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-06
    invoice status         total     paid     open  service   agency
    2001    REMINDED      100.00   100.00     0.39      yes     5.39
    2002    REMINDED      100.00    70.00    30.39      yes    35.39
    2003    OVERDUE       100.00     0.00   100.00        -   100.39
    2004    CREDIT_LOSS   400.00   441.73     0.00        -   341.73
    2005    PAID          100.00   100.44     0.00        -     0.00
    "
  `)
  await story.paysAgency('2005', '105.47', { archiveId: 'BACK', reversal: true })
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-06
    invoice status         total     paid     open  service   agency
    2001    REMINDED      100.00   100.00     0.39      yes     5.39
    2002    REMINDED      100.00    70.00    30.39      yes    35.39
    2003    OVERDUE       100.00     0.00   100.00        -   100.39
    2004    CREDIT_LOSS   400.00   441.73     0.00        -   341.73
    2005    REMINDED      100.00   100.44   100.00      yes   105.44
    "
  `)
})

it('what a settlement holds back for it is booked without money: each invoice has its own share whole', async () => {
  await story.invoices(firm, { number: '2006', total: '300.00', buyer: consumer('Irja Esimerkki') })
  await story.remind(firm, ['2006'])
  await story.until('2026-02-09')
  await story.paysAgency('2006', '300.00')
  await story.settlement()
  await story.transfersArrive(firm)
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-09
    invoice status         total     paid     open  service   agency
    2001    REMINDED      100.00   100.00     0.39      yes     5.39
    2002    REMINDED      100.00    70.00    30.39      yes    35.39
    2003    OVERDUE       100.00     0.00   100.00        -   100.39
    2004    CREDIT_LOSS   400.00   441.73     0.00        -   341.73
    2005    REMINDED      100.00     0.00   100.00      yes   105.44
    2006    REMINDED      300.00   300.00     1.48      yes     6.48
    "
  `)
  const booked = await story.t.db.sql<{ line: string }>(
    `SELECT i.number || ' ' || p.kind || ' ' || p.amount || coalesce(' ' || p.note, '') AS line FROM ledger.payment p
     JOIN ledger.sales_invoice i ON i.company_id = p.company_id AND i.id = p.invoice_id WHERE i.number IN ('2005', '2006') ORDER BY p.id`,
  )
  expect(booked.map(({ line }) => line)).toMatchInlineSnapshot(`
    [
      "2005 SETTLEMENT 10044",
      "2005 SETTLEMENT -10044 SETTLED_TOO_MUCH_BEFORE",
      "2006 SETTLEMENT 10044 HELD_BACK_FROM_SETTLEMENT",
      "2006 SETTLEMENT 19956",
    ]
  `)
})

it('a payment that the hand-over had counted in can be taken back, and the agency asks for it again', async () => {
  await story.invoices(firm, { number: '2007', issuedOn: '2026-01-12', buyer: consumer('Aino Esimerkki') })
  await story.bank(firm, '2007', '40.00')
  await story.remind(firm, ['2007'])
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-09
    invoice status         total     paid     open  service   agency
    2001    REMINDED      100.00   100.00     0.39      yes     5.39
    2002    REMINDED      100.00    70.00    30.39      yes    35.39
    2003    OVERDUE       100.00     0.00   100.00        -   100.39
    2004    CREDIT_LOSS   400.00   441.73     0.00        -   341.73
    2005    REMINDED      100.00     0.00   100.00      yes   105.44
    2006    REMINDED      300.00   300.00     1.48      yes     6.48
    2007    OVERDUE       100.00    40.00    60.00      yes    60.00
    "
  `)
  const { payments } = await story.invoice(firm, '2007', 'payments { id }')
  const taken = { paymentId: payments[0].id, reason: 'It was for another company' }
  expect(await story.code(firm.client, 'reversePayment', taken)).toBeNull()
  expect(await ledger()).toMatchInlineSnapshot(`
    "
    2026-02-09
    invoice status         total     paid     open  service   agency
    2001    REMINDED      100.00   100.00     0.39      yes     5.39
    2002    REMINDED      100.00    70.00    30.39      yes    35.39
    2003    OVERDUE       100.00     0.00   100.00        -   100.39
    2004    CREDIT_LOSS   400.00   441.73     0.00        -   341.73
    2005    REMINDED      100.00     0.00   100.00      yes   105.44
    2006    REMINDED      300.00   300.00     1.48      yes     6.48
    2007    OVERDUE       100.00     0.00   100.00      yes   100.00
    "
  `)
})

it('what the agency collected before the invoice came back is not asked again when it goes to collection', async () => {
  await story.invoices(firm, { number: '2008', buyer: consumer('Aatu Esimerkki') })
  await story.remind(firm, ['2008'], 'RETURN')
  await story.until('2026-03-12')
  await story.paysAgency('2008', '40.00')
  await story.until('2026-03-31')
  expect(await story.collect(firm, ['2008'])).toEqual(['2008 SENT'])
  expect(
    await story.invoice(firm, '2008', 'open { amount } assignment { principal { amount } }'),
  ).toMatchInlineSnapshot(`
    {
      "assignment": {
        "principal": {
          "amount": "60.96",
        },
      },
      "open": {
        "amount": "100.00",
      },
    }
  `)
  await story.settlement()
  await story.transfersArrive(firm)
  expect(
    await story.invoice(firm, '2008', 'open { amount } assignment { principalOpen { amount } }'),
  ).toMatchInlineSnapshot(`
    {
      "assignment": {
        "principalOpen": {
          "amount": "60.96",
        },
      },
      "open": {
        "amount": "60.96",
      },
    }
  `)
})

it('what the debtor has paid to the agency is not asked again while its settlement is on the way: list and check say so', async () => {
  await story.invoices(firm, { number: '2009', buyer: consumer('Silja Esimerkki') })
  await story.remind(firm, ['2009'])
  await story.paysAgency('2009', '100.00')
  const seen = () => story.invoice(firm, '2009', 'status inService open { amount } sendableToReminder { code }')
  expect(await seen()).toEqual({
    status: 'OVERDUE',
    inService: false,
    open: { amount: '100.00' },
    sendableToReminder: [{ code: 'PAID_TO_SERVICE' }],
  })
  const { sendCheck } = await firm.client.run(
    'query ($input: SendCheckInput!) { sendCheck(input: $input) { sendableCount problems { code } } }',
    { input: { companyId: firm.id, kind: 'REMINDER', invoiceIds: [story.idOf('2009')] } },
  )
  expect(sendCheck).toEqual({ sendableCount: 0, problems: [{ code: 'PAID_TO_SERVICE' }] })
  // Nor is a letter recorded by hand, or a loss booked of what the settlement will pay.
  const invoiceId = story.idOf('2009')
  expect(await story.code(firm.client, 'bookCreditLoss', { invoiceId, reason: 'Bankrupt' })).toBe('PAID_TO_SERVICE')
  const byHand = (input: object) => story.code(firm.client, 'updateCollectionStatus', { invoiceId, ...input })
  const on = '2026-03-31'
  expect(await byHand({ status: 'REMINDED', on, letterChannel: 'PRINT', letterCost: '0.00' })).toBe('PAID_TO_SERVICE')
  expect(await byHand({ status: 'CREDIT_LOSS' })).toBe('PAID_TO_SERVICE')
  await story.settlement()
  await story.transfersArrive(firm)
  expect(await seen()).toMatchObject({
    status: 'PAID',
    open: { amount: '0.00' },
    sendableToReminder: [{ code: 'NOTHING_OPEN' }],
  })
})
