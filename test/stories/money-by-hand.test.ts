import { afterAll, beforeAll, expect, it } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import {
  bankFile,
  type InvoiceDraft,
  importBankFiles,
  importInvoices,
  invoiceFile,
  type MoneyDraft,
  referenceOf,
} from '../kit/ledgerFiles.ts'
import { ledgerPage } from '../kit/ledgerPage.ts'
import { people, signedIn } from '../kit/people.ts'

/** What people do to money and invoices by hand, each as an accountant reads it afterwards: O4-O6, P1-P3, F1. */
let t: TestApp
let companyId: string
let seller: string
let client: Client
let staff: Client

beforeAll(async () => {
  t = await testApp({ now: '2026-02-02' })
  const all = people(t.db, t.app.database)
  const company = await all.company('Mallitalo Oy')
  companyId = encodeId('Company', company, company)
  seller = await all.businessIdOf(company)
  client = await signedIn(t, await all.personWith(company, 'ALL_RIGHTS'))
  staff = await signedIn(t, await all.user('Kaisa Käsittelijä', 'SUPERVISOR'))
  await t.db.sql(`INSERT INTO duetto.activation (company_id, state, changed_at) VALUES ($1, 'ACTIVE', now())`, [
    company,
  ])
})
afterAll(() => t.close())

async function on(day: string) {
  t.clock.set(day)
  await t.app.ledger.nightly.run()
  await t.app.agency.calendar.advance(calendarDate(day))
  await t.settle()
}

const ids = new Map<string, string>()
const page = (number: string) => ledgerPage(t.db, number)

async function invoice(number: string, draft: Partial<InvoiceDraft> = {}) {
  const { files } = await importInvoices(client, [
    invoiceFile({ seller, number, total: '100.00', issuedOn: '2026-01-05', ...draft }),
  ])
  const [document] = files[0].documents
  expect(document.refusal).toBeNull()
  ids.set(number, document.invoice.id)
}

let files = 0
async function bank(...money: MoneyDraft[]) {
  files += 1
  const { files: answers } = await importBankFiles(client, [bankFile({ id: `H${files}`, money })])
  await t.settle()
  return answers[0].transactions.map((one: { transaction: { id: string } }) => one.transaction)
}

/** Runs a mutation with one input; its payload, when everything that follows from it has happened. */
async function act(name: string, fields: string, input: object, who = client) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const data = await who.run(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} error { code message } } }`,
    { input },
  )
  await t.settle()
  return data[name]
}

async function remind(number: string) {
  const input = { companyId, invoiceIds: [ids.get(number)], afterReminder: 'CONTINUE', idempotencyKey: number }
  const { send, error } = await act('sendToReminderService', 'send { items { assignment { id } } }', input)
  expect(error).toBeNull()
  return send.items[0].assignment.id as string
}

async function assignment(number: string) {
  const { salesInvoice } = await client.run(
    `query ($id: ID!) { salesInvoice(id: $id) { assignment {
      id stage closeReason surveillance creditLossState dueOn balance { amount } principalOpen { amount } costsOpen { amount }
      postings { kind component beneficiary amount { amount } section } events { type note }
    } } }`,
    { id: ids.get(number) },
  )
  return salesInvoice.assignment
}

const told = async (number: string) => {
  const rows = await t.db.sql<{ line: string }>(
    `SELECT o.kind || coalesce(' ' || (o.message -> 'body' -> 'amount' ->> 'amount'), ' ' || (o.message -> 'body' ->> 'dueOn'), '') AS line
      FROM duetto.outbox o JOIN duetto.assignment a ON a.company_id = o.company_id AND a.uid = o.assignment
      WHERE a.invoice_number = $1 AND o.kind <> 'MATERIAL' ORDER BY o.id`,
    [number],
  )
  return rows.map((row) => row.line)
}

it('P1: the box ticked, Duetto is the payer and nothing is reported; unticked, a direct payment is reported', async () => {
  await invoice('2001')
  await remind('2001')
  const pay = (more: object) =>
    act('registerPayment', 'payment { kind payerName assignment { id } }', {
      invoiceId: ids.get('2001'),
      paidOn: '2026-02-02',
      payerName: 'Maija Mallikas',
      ...more,
    })
  expect(await pay({ amount: '30.00', idempotencyKey: 'p1a' })).toMatchObject({
    payment: { kind: 'SETTLEMENT', payerName: 'Duetto' },
  })
  expect(await told('2001')).toEqual([])
  expect(await pay({ amount: '20.00', settlement: false, idempotencyKey: 'p1b' })).toMatchObject({
    payment: { kind: 'DIRECT_PAYMENT', payerName: 'Maija Mallikas' },
  })
  expect(await told('2001')).toEqual(['DIRECT_PAYMENT 20.00'])
  expect((await assignment('2001')).balance.amount).toBe('80.00')
  expect(await page('2001')).toMatchInlineSnapshot(`
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
  await invoice('2002', { buyer: { name: 'Tuula Testaaja', businessId: undefined, identifier: undefined } })
  await invoice('2003', { total: '40.00' })
  await remind('2002')
  const [transaction] = await bank({ archiveId: 'M1', amount: '100.00', payerName: 'Testaaja Tuula', on: '2026-02-02' })
  expect(transaction.state).toBe('UNMATCHED')
  const { matchSuggestions } = await client.run(
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
      { invoiceId: ids.get('2002'), amount: '60.00' },
      { invoiceId: ids.get('2003'), amount: '30.00' },
    ],
    idempotencyKey: 'match',
  }
  const fields = 'transaction { state unallocated { amount } payments { kind amount { amount } invoice { number } } }'
  const matched = await act('matchTransaction', fields, input)
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
  expect(await act('matchTransaction', fields, input)).toEqual(matched)
  expect(await told('2002')).toEqual(['DIRECT_PAYMENT 60.00'])
  const again = { ...input, allocations: [{ invoiceId: ids.get('2003'), amount: '11.00' }] }
  expect((await act('matchTransaction', fields, again)).error.code).toBe('KEY_REUSED')
  expect((await act('matchTransaction', fields, { ...again, idempotencyKey: 'more' })).error.code).toBe(
    'EXCEEDS_TRANSACTION',
  )
  expect(await page('2002')).toMatchInlineSnapshot(`
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
  const [{ id }] = await bank({ archiveId: 'D1', amount: '7.00', payerName: 'Vuokranantaja Oy', on: '2026-02-02' })
  const fields = 'transaction { state reason note unallocated { amount } }'
  expect((await act('dismissTransaction', fields, { transactionId: id, reason: ' ' })).error.code).toBe(
    'REASON_MISSING',
  )
  expect((await act('dismissTransaction', fields, { transactionId: id, reason: 'Rent back' })).transaction).toEqual({
    state: 'DISMISSED',
    reason: 'DISMISSED_BY_HAND',
    note: 'Rent back',
    unallocated: { amount: '7.00' },
  })
  const input = {
    transactionId: id,
    allocations: [{ invoiceId: ids.get('2003'), amount: '7.00' }],
    idempotencyKey: 'd',
  }
  expect((await act('matchTransaction', fields, input)).error.code).toBe('NOT_WAITING')
  expect((await act('restoreTransaction', fields, { transactionId: id })).transaction.state).toBe('UNMATCHED')
  expect((await act('matchTransaction', fields, { ...input, idempotencyKey: 'e' })).transaction.state).toBe('BOOKED')
})

it('O6: a wrong booking is taken back by a counter-entry, Duetto is told, and the money waits for a person', async () => {
  await invoice('2004', {
    issuedOn: '2026-01-15',
    buyer: { name: 'Ilona Esimerkki', businessId: undefined, identifier: undefined },
  })
  await remind('2004')
  const [{ id }] = await bank({
    archiveId: 'R1',
    amount: '50.00',
    reference: referenceOf('2004'),
    payerName: 'Ostaja Esimerkki Oy',
    on: '2026-02-02',
  })
  const { salesInvoice } = await client.run('query ($id: ID!) { salesInvoice(id: $id) { payments { id } } }', {
    id: ids.get('2004'),
  })
  const input = { paymentId: salesInvoice.payments[0].id, reason: 'Another customer’s money' }
  const fields = 'payment { kind amount { amount } note reverses { reversedBy { note } } }'
  expect(await act('reversePayment', fields, input)).toMatchObject({
    error: null,
    payment: { kind: 'DIRECT_PAYMENT', amount: { amount: '-50.00' }, note: 'Another customer’s money' },
  })
  expect((await act('reversePayment', fields, input)).error.code).toBe('ALREADY_REVERSED')
  expect(await told('2004')).toEqual(['DIRECT_PAYMENT 50.00', 'DIRECT_PAYMENT_REVERSED 50.00'])
  expect((await assignment('2004')).balance.amount).toBe('100.00')
  await on('2026-02-03')
  const { node } = await client.run(
    'query ($id: ID!) { node(id: $id) { ... on BankTransaction { state reason unallocated { amount } } } }',
    { id },
  )
  expect(node).toEqual({ state: 'UNMATCHED', reason: 'TAKEN_BACK_BY_HAND', unallocated: { amount: '50.00' } })
  expect(await page('2004')).toMatchInlineSnapshot(`
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
    act('registerCreditNote', 'payment { id amount { amount } documentNumber }', {
      invoiceId: ids.get('2004'),
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
  expect((await assignment('2004')).balance.amount).toBe('60.00')
  await act('reversePayment', 'payment { id }', { paymentId: payment.id, reason: 'Of another invoice' })
  expect((await assignment('2004')).balance.amount).toBe('100.00')
  expect(await told('2004')).toEqual([
    'DIRECT_PAYMENT 50.00',
    'DIRECT_PAYMENT_REVERSED 50.00',
    'CREDIT_NOTE 40.00',
    'CREDIT_NOTE_REVERSED 40.00',
  ])
})

it('a moved due date stands in the history, makes the invoice open again, and reaches Duetto', async () => {
  const change = (dueOn: string, reason = 'Agreed on the phone') =>
    act('changeDueDate', 'invoice { dueOn status history { reason before after note } }', {
      invoiceId: ids.get('2004'),
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
  expect((await told('2004')).at(-1)).toBe('DUE_DATE_CHANGE 2026-03-02')
  const seen = await assignment('2004')
  expect(seen).toMatchObject({ dueOn: '2026-03-02' })
  expect(seen.events.at(-1)).toEqual({ type: 'DUE_DATE_CHANGED', note: '2026-03-02' })
  expect(await page('2004')).toMatchInlineSnapshot(`
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
    act('bookCreditLoss', 'invoice { status payments { kind amount { amount } note } }', {
      invoiceId: ids.get(number),
      reason: 'The debtor is insolvent',
    })
  expect((await loss('2004')).error.code).toBe('CREDIT_LOSS_NEEDS_ANSWER')
  const { id } = await assignment('2004')
  await act('requestCreditLoss', 'assignment { id }', { assignmentId: id, reason: 'The debtor is insolvent' })
  expect((await loss('2004')).error.code).toBe('CREDIT_LOSS_NEEDS_ANSWER')
  const { staffRequests } = await staff.run('{ staffRequests { id } }')
  const answer = await staff.run(
    'mutation ($input: AnswerInput!) { answerCreditLoss(input: $input) { error { code } } }',
    { input: { requestId: staffRequests[0].id, confirm: true, surveillance: true, note: 'We keep watch' } },
  )
  expect(answer.answerCreditLoss.error).toBeNull()
  await t.settle()
  expect(await assignment('2004')).toMatchObject({
    stage: 'CLOSED',
    closeReason: 'CREDIT_LOSS',
    surveillance: true,
    balance: { amount: '100.00' },
  })
  expect((await loss('2004')).error.code).toBe('NOTHING_OPEN')
  expect((await loss('2003')).invoice).toMatchObject({ status: 'CREDIT_LOSS' })
  expect(await page('2004')).toMatchInlineSnapshot(`
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

it('F1: costs need an agreement, of its amount; what the law allows is asked for the company, the rest refused by section', async () => {
  await invoice('2005', {
    total: '200.00',
    buyer: { name: 'Eero Esimerkki', businessId: undefined, identifier: undefined },
  })
  const letter = (status: string, day: string) =>
    act('updateCollectionStatus', 'invoice { id }', {
      invoiceId: ids.get('2005'),
      status,
      on: day,
      letterChannel: 'PRINT',
      letterCost: '0.00',
    })
  const cost = (amount: string, kind = 'REMINDER') =>
    act('addCollectionCost', 'invoice { collectionCosts { kind state amount { amount } section note } }', {
      invoiceId: ids.get('2005'),
      kind,
      amount,
    })
  const agree = (kind: string, amount: string) =>
    act('agreeCost', 'agreement { validFrom validTo }', { companyId, kind, amount, validFrom: '2026-02-01' }, staff)
  expect((await cost('5.00')).error).toMatchObject({ code: 'COST_NOT_AGREED' })
  expect((await agree('REMINDER', '5.00')).error).toBeNull()
  expect((await agree('NOTICE', '6.00')).error).toBeNull()
  expect((await cost('4.00')).error).toEqual({
    code: 'COST_DIFFERS',
    message: 'The cost agreed for a payment reminder is 5.00 EUR. Use that amount.',
  })
  expect((await cost('5.00')).error.code).toBe('LETTER_MISSING')
  await letter('REMINDED', '2026-02-03')
  expect((await cost('5.00')).error).toBeNull()
  await on('2026-02-19')
  await letter('REQUESTED', '2026-02-19')
  expect((await cost('6.00', 'NOTICE')).error).toBeNull()
  await on('2026-03-06')
  const send = { companyId, invoiceIds: [ids.get('2005')], idempotencyKey: 'f1' }
  const sent = await act('sendToCollectionService', 'send { items { assignment { id } refusal { code } } }', send)
  expect(sent.send.items[0].refusal).toBeNull()
  const seen = await assignment('2005')
  expect(seen.postings.filter((line: { component: string }) => line.component === 'COSTS')).toEqual([
    {
      kind: 'REMINDER_COST',
      component: 'COSTS',
      beneficiary: 'CREDITOR',
      amount: { amount: '5.00' },
      section: '513/1999 10 a §',
    },
  ])
  const { salesInvoice } = await client.run(
    'query ($id: ID!) { salesInvoice(id: $id) { collectionCosts { kind state amount { amount } section } } }',
    { id: ids.get('2005') },
  )
  expect(salesInvoice.collectionCosts).toEqual([
    { kind: 'REMINDER', state: 'ACCEPTED', amount: { amount: '5.00' }, section: '513/1999 10 a §' },
    { kind: 'NOTICE', state: 'REFUSED', amount: { amount: '6.00' }, section: '513/1999 10 a §' },
  ])
  expect((await cost('5.00')).error.code).toBe('IN_SERVICE')
})

it('F1: an agreement that changed after the cost was added stops the send, with the agreed amount', async () => {
  await invoice('2006', { buyer: { name: 'Elli Esimerkki', businessId: undefined, identifier: undefined } })
  const letter = { invoiceId: ids.get('2006'), on: '2026-02-03', letterChannel: 'PRINT', letterCost: '0.00' }
  await act('updateCollectionStatus', 'invoice { id }', { ...letter, status: 'REMINDED' })
  await act('updateCollectionStatus', 'invoice { id }', { ...letter, status: 'REQUESTED', on: '2026-02-18' })
  const input = { invoiceId: ids.get('2006'), amount: '5.00' }
  expect((await act('addCollectionCost', 'invoice { id }', input)).error).toBeNull()
  await act(
    'agreeCost',
    'agreement { id }',
    { companyId, kind: 'REMINDER', amount: '4.00', validFrom: '2026-03-06' },
    staff,
  )
  const { salesInvoice } = await client.run(
    'query ($id: ID!) { salesInvoice(id: $id) { sendableToCollection { code } } }',
    {
      id: ids.get('2006'),
    },
  )
  expect(salesInvoice.sendableToCollection).toEqual([{ code: 'COST_DIFFERS' }])
  await act('removeCollectionCost', 'invoice { id }', { invoiceId: ids.get('2006'), kind: 'REMINDER' })
  const { costAgreements } = await client.run(
    'query ($id: ID!) { costAgreements(companyId: $id) { kind amount { amount } validFrom validTo } }',
    { id: companyId },
  )
  expect(costAgreements).toEqual([
    { kind: 'REMINDER', amount: { amount: '4.00' }, validFrom: '2026-03-06', validTo: null },
    { kind: 'NOTICE', amount: { amount: '6.00' }, validFrom: '2026-02-01', validTo: null },
    { kind: 'REMINDER', amount: { amount: '5.00' }, validFrom: '2026-02-01', validTo: '2026-03-05' },
  ])
})

it('O4: a registered auxiliary name is chosen on the invoice and stands on the letter with the official name', async () => {
  await invoice('2007', { buyer: { name: 'Outi Esimerkki', businessId: undefined, identifier: undefined } })
  const set = (name: string | null) =>
    act('setAuxiliaryName', 'invoice { auxiliaryName }', { invoiceId: ids.get('2007'), name })
  expect((await set('Mallin Kukka')).error.code).toBe('NAME_NOT_REGISTERED')
  const names = await client.run(
    'mutation ($input: AuxiliaryNameInput!) { registerAuxiliaryName(input: $input) { company { auxiliaryNames } error { code } } }',
    { input: { companyId, name: ' Mallin  Kukka ' } },
  )
  expect(names.registerAuxiliaryName.company.auxiliaryNames).toEqual(['Mallin Kukka'])
  expect((await set('Mallin Kukka')).invoice.auxiliaryName).toBe('Mallin Kukka')
  await remind('2007')
  expect((await set(null)).error.code).toBe('IN_SERVICE')
  await on('2026-03-09')
  const [letter] = await t.db.sql<{ body: string }>(
    `SELECT l.body FROM duetto.letter l JOIN duetto.assignment a ON a.id = l.assignment_id WHERE a.invoice_number = '2007'`,
  )
  expect(letter?.body).toContain('Mallin Kukka')
  expect(letter?.body).toContain('Mallitalo Oy')
})
