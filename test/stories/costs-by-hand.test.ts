import { afterAll, beforeAll, expect, it } from 'vitest'
import { Books } from '../kit/books.ts'

/** Costs of the company’s own letters (F1), and the auxiliary name on a letter (O4). */
let books: Books
beforeAll(async () => {
  books = await Books.open('2026-02-03')
})
afterAll(() => books.close())

it('F1: costs need an agreement, of its amount; what the law allows is asked for the company, the rest refused by section', async () => {
  await books.invoice('2005', {
    total: '200.00',
    buyer: { name: 'Eero Esimerkki', businessId: undefined, identifier: undefined },
  })
  const letter = (status: string, day: string) =>
    books.act('updateCollectionStatus', 'invoice { id }', {
      invoiceId: books.idOf('2005'),
      status,
      on: day,
      letterChannel: 'PRINT',
      letterCost: '0.00',
    })
  const cost = (amount: string, kind = 'REMINDER') =>
    books.act('addCollectionCost', 'invoice { collectionCosts { kind state amount { amount } section note } }', {
      invoiceId: books.idOf('2005'),
      kind,
      amount,
    })
  const agree = (kind: string, amount: string) =>
    books.act(
      'agreeCost',
      'agreement { validFrom validTo }',
      { companyId: books.companyId, kind, amount, validFrom: '2026-02-01' },
      books.staff,
    )
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
  await books.on('2026-02-19')
  await letter('REQUESTED', '2026-02-19')
  expect((await cost('6.00', 'NOTICE')).error).toBeNull()
  await books.on('2026-03-06')
  const send = { companyId: books.companyId, invoiceIds: [books.idOf('2005')], idempotencyKey: 'f1' }
  const sent = await books.act('sendToCollectionService', 'send { items { assignment { id } refusal { code } } }', send)
  expect(sent.send.items[0].refusal).toBeNull()
  const seen = await books.assignment('2005')
  expect(seen.postings.filter((line: { component: string }) => line.component === 'COSTS')).toEqual([
    {
      kind: 'REMINDER_COST',
      component: 'COSTS',
      beneficiary: 'CREDITOR',
      amount: { amount: '5.00' },
      section: '513/1999 10 a §',
    },
  ])
  const { salesInvoice } = await books.client.run(
    'query ($id: ID!) { salesInvoice(id: $id) { collectionCosts { kind state amount { amount } section } } }',
    { id: books.idOf('2005') },
  )
  expect(salesInvoice.collectionCosts).toEqual([
    { kind: 'REMINDER', state: 'ACCEPTED', amount: { amount: '5.00' }, section: '513/1999 10 a §' },
    { kind: 'NOTICE', state: 'REFUSED', amount: { amount: '6.00' }, section: '513/1999 10 a §' },
  ])
  expect((await cost('5.00')).error.code).toBe('IN_SERVICE')
})

it('F1: an agreement that changed after the cost was added stops the send, with the agreed amount', async () => {
  await books.invoice('2006', { buyer: { name: 'Elli Esimerkki', businessId: undefined, identifier: undefined } })
  const letter = { invoiceId: books.idOf('2006'), on: '2026-02-03', letterChannel: 'PRINT', letterCost: '0.00' }
  await books.act('updateCollectionStatus', 'invoice { id }', { ...letter, status: 'REMINDED' })
  await books.act('updateCollectionStatus', 'invoice { id }', { ...letter, status: 'REQUESTED', on: '2026-02-18' })
  const input = { invoiceId: books.idOf('2006'), amount: '5.00' }
  expect((await books.act('addCollectionCost', 'invoice { id }', input)).error).toBeNull()
  await books.act(
    'agreeCost',
    'agreement { id }',
    { companyId: books.companyId, kind: 'REMINDER', amount: '4.00', validFrom: '2026-03-06' },
    books.staff,
  )
  const { salesInvoice } = await books.client.run(
    'query ($id: ID!) { salesInvoice(id: $id) { sendableToCollection { code } } }',
    {
      id: books.idOf('2006'),
    },
  )
  expect(salesInvoice.sendableToCollection).toEqual([{ code: 'COST_DIFFERS' }])
  await books.act('removeCollectionCost', 'invoice { id }', { invoiceId: books.idOf('2006'), kind: 'REMINDER' })
  const { costAgreements } = await books.client.run(
    'query ($id: ID!) { costAgreements(companyId: $id) { kind amount { amount } validFrom validTo } }',
    { id: books.companyId },
  )
  expect(costAgreements).toEqual([
    { kind: 'REMINDER', amount: { amount: '4.00' }, validFrom: '2026-03-06', validTo: null },
    { kind: 'NOTICE', amount: { amount: '6.00' }, validFrom: '2026-02-01', validTo: null },
    { kind: 'REMINDER', amount: { amount: '5.00' }, validFrom: '2026-02-01', validTo: '2026-03-05' },
  ])
})

it('O4: a registered auxiliary name is chosen on the invoice and stands on the letter with the official name', async () => {
  await books.invoice('2007', { buyer: { name: 'Outi Esimerkki', businessId: undefined, identifier: undefined } })
  const set = (name: string | null) =>
    books.act('setAuxiliaryName', 'invoice { auxiliaryName }', { invoiceId: books.idOf('2007'), name })
  expect((await set('Mallin Kukka')).error.code).toBe('NAME_NOT_REGISTERED')
  const names = await books.client.run(
    'mutation ($input: AuxiliaryNameInput!) { registerAuxiliaryName(input: $input) { company { auxiliaryNames } error { code } } }',
    { input: { companyId: books.companyId, name: ' Mallin  Kukka ' } },
  )
  expect(names.registerAuxiliaryName.company.auxiliaryNames).toEqual(['Mallin Kukka'])
  expect((await set('Mallin Kukka')).invoice.auxiliaryName).toBe('Mallin Kukka')
  await books.remind('2007')
  expect((await set(null)).error.code).toBe('IN_SERVICE')
  await books.on('2026-03-09')
  const [letter] = await books.t.db.sql<{ body: string }>(
    `SELECT l.body FROM duetto.letter l JOIN duetto.assignment a ON a.id = l.assignment_id WHERE a.invoice_number = '2007'`,
  )
  expect(letter?.body).toContain('Mallin Kukka')
  expect(letter?.body).toContain('Mallitalo Oy')
})

it('an invoice whose name is chosen on the day on which it is late falls due once in its history', async () => {
  await books.invoice('2008', { issuedOn: '2026-02-24' })
  books.t.clock.set('2026-03-11')
  const input = { invoiceId: books.idOf('2008'), name: 'Mallin Kukka' }
  expect((await books.act('setAuxiliaryName', 'invoice { status }', input)).invoice.status).toBe('OVERDUE')
  await books.on('2026-03-12')
  const { salesInvoice } = await books.client.run('query ($id: ID!) { salesInvoice(id: $id) { history { reason } } }', {
    id: books.idOf('2008'),
  })
  expect(salesInvoice.history.map(({ reason }: { reason: string }) => reason)).toEqual([
    'IMPORTED',
    'FELL_DUE',
    'AUXILIARY_NAME_CHANGED',
  ])
})
