import { afterAll, beforeAll, expect, it } from 'vitest'
import { Books } from '../kit/books.ts'
import { referenceOf } from '../kit/ledgerFiles.ts'

/** What people do to money and invoices by hand, each as an accountant reads it afterwards: O4-O6, P1-P3. */
let books: Books
beforeAll(async () => {
  books = await Books.open('2026-02-02')
})
afterAll(() => books.close())

it('P1: the box ticked, Duetto is the payer and nothing is reported; unticked, a direct payment is reported', async () => {
  await books.invoice('2001')
  await books.remind('2001')
  const pay = (more: object) =>
    books.act('registerPayment', 'payment { kind payerName assignment { id } }', {
      invoiceId: books.idOf('2001'),
      paidOn: '2026-02-02',
      payerName: 'Maija Mallikas',
      ...more,
    })
  expect(await pay({ amount: '30.00', idempotencyKey: 'p1a' })).toMatchObject({
    payment: { kind: 'SETTLEMENT', payerName: 'Duetto' },
  })
  expect(await books.told('2001')).toEqual([])
  expect(await pay({ amount: '20.00', settlement: false, idempotencyKey: 'p1b' })).toMatchObject({
    payment: { kind: 'DIRECT_PAYMENT', payerName: 'Maija Mallikas' },
  })
  expect(await books.told('2001')).toEqual(['DIRECT_PAYMENT 20.00'])
  expect((await books.assignment('2001')).balance.amount).toBe('80.00')
  expect(await books.page('2001')).toMatchInlineSnapshot(`
    "
    day         entry                                             amount      open
    2026-02-02  OPEN (imported, ALL_RIGHTS)                                 100.00
    2026-01-20  OVERDUE (fell_due)                                          100.00
    2026-02-02  settlement Duetto                                  30.00     70.00
    2026-02-02  direct_payment Maija Mallikas                      20.00     50.00
    OVERDUE, in the service, open 50.00
    "
  `)
})

it('P2, O6: money without a reference is placed by hand from the suggestions, and Duetto is told by itself', async () => {
  await books.invoice('2002', { buyer: { name: 'Tuula Testaaja', businessId: undefined, identifier: undefined } })
  await books.invoice('2003', { total: '40.00' })
  await books.remind('2002')
  const [transaction] = await books.bank({
    archiveId: 'M1',
    amount: '100.00',
    payerName: 'Testaaja Tuula',
    on: '2026-02-02',
  })
  expect(transaction.state).toBe('UNMATCHED')
  const { matchSuggestions } = await books.client.run(
    'query ($id: ID!) { matchSuggestions(transactionId: $id) { grounds amount { amount } invoice { number } } }',
    { id: transaction.id },
  )
  expect(matchSuggestions[0]).toEqual({
    grounds: ['AMOUNT', 'PAYER_NAME'],
    amount: { amount: '100.00' },
    invoice: { number: '2002' },
  })
  const input = {
    transactionId: transaction.id,
    allocations: [
      { invoiceId: books.idOf('2002'), amount: '60.00' },
      { invoiceId: books.idOf('2003'), amount: '30.00' },
    ],
    idempotencyKey: 'match',
  }
  const fields = 'transaction { state unallocated { amount } payments { kind amount { amount } invoice { number } } }'
  const matched = await books.act('matchTransaction', fields, input)
  expect(matched).toEqual({
    error: null,
    transaction: {
      state: 'OVERPAID',
      unallocated: { amount: '10.00' },
      payments: [
        { kind: 'DIRECT_PAYMENT', amount: { amount: '60.00' }, invoice: { number: '2002' } },
        { kind: 'PAYMENT', amount: { amount: '30.00' }, invoice: { number: '2003' } },
      ],
    },
  })
  expect(await books.act('matchTransaction', fields, input)).toEqual(matched)
  expect(await books.told('2002')).toEqual(['DIRECT_PAYMENT 60.00'])
  const again = { ...input, allocations: [{ invoiceId: books.idOf('2003'), amount: '11.00' }] }
  expect((await books.act('matchTransaction', fields, again)).error.code).toBe('KEY_REUSED')
  expect((await books.act('matchTransaction', fields, { ...again, idempotencyKey: 'more' })).error.code).toBe(
    'EXCEEDS_TRANSACTION',
  )
  expect(await books.page('2002')).toMatchInlineSnapshot(`
    "
    day         entry                                             amount      open
    2026-02-02  OPEN (imported, ALL_RIGHTS)                                 100.00
    2026-01-20  OVERDUE (fell_due)                                          100.00
    2026-02-02  direct_payment Testaaja Tuula                      60.00     40.00
    OVERDUE, in the service, open 40.00
    "
  `)
})

it('money that pays no invoice is dismissed with a reason, and waits again when that was wrong', async () => {
  const [{ id }] = await books.bank({
    archiveId: 'D1',
    amount: '7.00',
    payerName: 'Vuokranantaja Oy',
    on: '2026-02-02',
  })
  const fields = 'transaction { state reason note unallocated { amount } }'
  expect((await books.act('dismissTransaction', fields, { transactionId: id, reason: ' ' })).error.code).toBe(
    'REASON_MISSING',
  )
  expect(
    (await books.act('dismissTransaction', fields, { transactionId: id, reason: 'Rent back' })).transaction,
  ).toEqual({
    state: 'DISMISSED',
    reason: 'DISMISSED_BY_HAND',
    note: 'Rent back',
    unallocated: { amount: '7.00' },
  })
  const input = {
    transactionId: id,
    allocations: [{ invoiceId: books.idOf('2003'), amount: '7.00' }],
    idempotencyKey: 'd',
  }
  expect((await books.act('matchTransaction', fields, input)).error.code).toBe('NOT_WAITING')
  expect((await books.act('restoreTransaction', fields, { transactionId: id })).transaction.state).toBe('UNMATCHED')
  expect((await books.act('matchTransaction', fields, { ...input, idempotencyKey: 'e' })).transaction.state).toBe(
    'BOOKED',
  )
})

it('O6: a wrong booking is taken back by a counter-entry, Duetto is told, and the money waits for a person', async () => {
  await books.invoice('2004', {
    issuedOn: '2026-01-15',
    buyer: { name: 'Ilona Esimerkki', businessId: undefined, identifier: undefined },
  })
  await books.remind('2004')
  const [{ id }] = await books.bank({
    archiveId: 'R1',
    amount: '50.00',
    reference: referenceOf('2004'),
    payerName: 'Ostaja Esimerkki Oy',
    on: '2026-02-02',
  })
  const { salesInvoice } = await books.client.run('query ($id: ID!) { salesInvoice(id: $id) { payments { id } } }', {
    id: books.idOf('2004'),
  })
  const input = { paymentId: salesInvoice.payments[0].id, reason: 'Another customer’s money' }
  const fields = 'payment { kind amount { amount } note reverses { reversedBy { note } } }'
  expect(await books.act('reversePayment', fields, input)).toMatchObject({
    error: null,
    payment: { kind: 'DIRECT_PAYMENT', amount: { amount: '-50.00' }, note: 'Another customer’s money' },
  })
  expect((await books.act('reversePayment', fields, input)).error.code).toBe('ALREADY_REVERSED')
  expect(await books.told('2004')).toEqual(['DIRECT_PAYMENT 50.00', 'DIRECT_PAYMENT_REVERSED 50.00'])
  expect((await books.assignment('2004')).balance.amount).toBe('100.00')
  await books.on('2026-02-03')
  const { node } = await books.client.run(
    'query ($id: ID!) { node(id: $id) { ... on BankTransaction { state reason unallocated { amount } } } }',
    { id },
  )
  expect(node).toEqual({ state: 'UNMATCHED', reason: 'TAKEN_BACK_BY_HAND', unallocated: { amount: '50.00' } })
  expect(await books.page('2004')).toMatchInlineSnapshot(`
    "
    day         entry                                             amount      open
    2026-02-02  OPEN (imported, ALL_RIGHTS)                                 100.00
    2026-01-30  OVERDUE (fell_due)                                          100.00
    2026-02-02  direct_payment Ostaja Esimerkki Oy                 50.00     50.00
    2026-02-02  direct_payment Ostaja Esimerkki Oy taken back     -50.00    100.00
    OVERDUE, in the service, open 100.00
    "
  `)
})

it('a credit note by hand lowers the claim at Duetto, and taken back raises it again', async () => {
  const credit = (more: object) =>
    books.act('registerCreditNote', 'payment { id amount { amount } documentNumber }', {
      invoiceId: books.idOf('2004'),
      number: 'H1',
      amount: '40.00',
      creditedOn: '2026-02-03',
      idempotencyKey: 'credit',
      ...more,
    })
  expect((await credit({ amount: '100.01', idempotencyKey: 'x' })).error.code).toBe('CREDIT_EXCEEDS_OPEN')
  const { payment } = await credit({})
  expect(payment).toMatchObject({ amount: { amount: '40.00' }, documentNumber: 'H1' })
  expect((await credit({})).payment.id).toBe(payment.id)
  expect((await credit({ idempotencyKey: 'y', amount: '1.00' })).error.code).toBe('NUMBER_USED')
  expect((await books.assignment('2004')).balance.amount).toBe('60.00')
  await books.act('reversePayment', 'payment { id }', { paymentId: payment.id, reason: 'Of another invoice' })
  expect((await books.assignment('2004')).balance.amount).toBe('100.00')
  expect(await books.told('2004')).toEqual([
    'DIRECT_PAYMENT 50.00',
    'DIRECT_PAYMENT_REVERSED 50.00',
    'CREDIT_NOTE 40.00',
    'CREDIT_NOTE_REVERSED 40.00',
  ])
})

it('a moved due date stands in the history, makes the invoice open again, and reaches Duetto', async () => {
  const change = (dueOn: string, reason = 'Agreed on the phone') =>
    books.act('changeDueDate', 'invoice { dueOn status history { reason before after note } }', {
      invoiceId: books.idOf('2004'),
      dueOn,
      reason,
    })
  expect((await change('2026-01-14')).error.code).toBe('DUE_BEFORE_ISSUE')
  expect((await change('2026-01-29')).error.code).toBe('DUE_DATE_SAME')
  const { invoice: changed } = await change('2026-03-02')
  expect(changed).toMatchObject({ dueOn: '2026-03-02', status: 'OPEN' })
  expect(changed.history.at(-1)).toEqual({
    reason: 'DUE_DATE_CHANGED',
    before: '2026-01-29',
    after: '2026-03-02',
    note: 'Agreed on the phone',
  })
  expect((await books.told('2004')).at(-1)).toBe('DUE_DATE_CHANGE 2026-03-02')
  const seen = await books.assignment('2004')
  expect(seen).toMatchObject({ dueOn: '2026-03-02' })
  expect(seen.events.at(-1)).toEqual({ type: 'DUE_DATE_CHANGED', note: '2026-03-02' })
  expect(await books.page('2004')).toMatchInlineSnapshot(`
    "
    day         entry                                             amount      open
    2026-02-02  OPEN (imported, ALL_RIGHTS)                                 100.00
    2026-01-30  OVERDUE (fell_due)                                          100.00
    2026-02-02  direct_payment Ostaja Esimerkki Oy                 50.00     50.00
    2026-02-02  direct_payment Ostaja Esimerkki Oy taken back     -50.00    100.00
    2026-02-03  credit_note H1                                     40.00     60.00
    2026-02-03  credit_note taken back                            -40.00    100.00
    2026-02-03  OPEN (due_date_changed, ALL_RIGHTS, to 2026-03-02)              100.00
    OPEN, in the service, open 100.00
    "
  `)
})

it('P3: a credit loss in the service needs Duetto’s answer, which books it; the debt may stay under surveillance', async () => {
  const loss = (number: string) =>
    books.act('bookCreditLoss', 'invoice { status payments { kind amount { amount } note } }', {
      invoiceId: books.idOf(number),
      reason: 'The debtor is insolvent',
    })
  expect((await loss('2004')).error.code).toBe('CREDIT_LOSS_NEEDS_ANSWER')
  const { id } = await books.assignment('2004')
  await books.act('requestCreditLoss', 'assignment { id }', { assignmentId: id, reason: 'The debtor is insolvent' })
  expect((await loss('2004')).error.code).toBe('CREDIT_LOSS_NEEDS_ANSWER')
  const { staffRequests } = await books.staff.run('{ staffRequests { id } }')
  const answer = await books.staff.run(
    'mutation ($input: AnswerInput!) { answerCreditLoss(input: $input) { error { code } } }',
    { input: { requestId: staffRequests[0].id, confirm: true, surveillance: true, note: 'We keep watch' } },
  )
  expect(answer.answerCreditLoss.error).toBeNull()
  await books.t.settle()
  expect(await books.assignment('2004')).toMatchObject({
    stage: 'CLOSED',
    closeReason: 'CREDIT_LOSS',
    surveillance: true,
    balance: { amount: '100.00' },
  })
  expect((await loss('2004')).error.code).toBe('NOTHING_OPEN')
  expect((await loss('2003')).invoice).toMatchObject({ status: 'CREDIT_LOSS' })
  expect(await books.page('2004')).toMatchInlineSnapshot(`
    "
    day         entry                                             amount      open
    2026-02-02  OPEN (imported, ALL_RIGHTS)                                 100.00
    2026-01-30  OVERDUE (fell_due)                                          100.00
    2026-02-02  direct_payment Ostaja Esimerkki Oy                 50.00     50.00
    2026-02-02  direct_payment Ostaja Esimerkki Oy taken back     -50.00    100.00
    2026-02-03  credit_note H1                                     40.00     60.00
    2026-02-03  credit_note taken back                            -40.00    100.00
    2026-02-03  credit_loss                                       100.00      0.00
    2026-02-03  OPEN (due_date_changed, ALL_RIGHTS, to 2026-03-02)                0.00
    2026-02-03  CREDIT_LOSS (credit_loss)                                     0.00
    CREDIT_LOSS, open 0.00
    "
  `)
})
