import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeCamt } from '../../server/src/exchange/bank/writeCamt.ts'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { money } from '../../server/src/kernel/money.ts'
import { MinorUnits1764000106200 } from '../../server/src/ledger/migration/0031-minorUnits.ts'
import { importBankFiles } from '../kit/ledgerFiles.ts'
import { type Firm, Story } from '../kit/story.ts'

let story: Story
let firm: Firm
beforeAll(async () => {
  story = await Story.begin('2026-02-02')
  firm = await story.firm()
  await story.invoices(firm, { number: '7001' })
})
afterAll(() => story.end())

it('amounts of every currency are read and shown with its own decimals (ISO 4217)', async () => {
  const content = String(
    writeCamt({
      kind: '054',
      messageId: 'M1',
      statementId: 'S1',
      createdAt: '2026-02-02T20:00:00Z',
      accountIban: firm.iban,
      currency: 'EUR',
      transactions: [
        [1_250n, 'JPY'],
        [1_250n, 'KWD'],
        [1_250n, 'HUF'],
      ].map(([minor, currency]) => ({
        archiveId: `A${currency}`,
        direction: 'CRDT',
        reversal: false,
        bookedOn: calendarDate('2026-02-02'),
        amount: money(minor as bigint, currency as string),
        payerName: 'Ostaja Esimerkki Oy',
      })),
    }),
  )
  expect(content).toContain('<Amt Ccy="JPY">1250</Amt>')
  expect(content).toContain('<Amt Ccy="KWD">1.250</Amt>')
  const { files } = await importBankFiles(firm.client, [{ name: 'S1.xml', content }])
  const amounts = files[0].transactions.map(
    (one: { transaction: { amount: { amount: string } } }) => one.transaction.amount,
  )
  expect(amounts).toEqual([{ amount: '1250' }, { amount: '1.250' }, { amount: '12.50' }])
})

it('a currency that nobody has is refused by a code, and the others are none the worse', async () => {
  const content = String(
    writeCamt({
      kind: '054',
      messageId: 'M2',
      statementId: 'S2',
      createdAt: '2026-02-02T20:00:00Z',
      accountIban: firm.iban,
      currency: 'EUR',
      transactions: [100n, 200n].map((minor) => ({
        archiveId: `B${minor}`,
        direction: 'CRDT',
        reversal: false,
        bookedOn: calendarDate('2026-02-02'),
        amount: money(minor),
        payerName: 'Ostaja Esimerkki Oy',
      })),
    }),
  ).replace('<Amt Ccy="EUR">1.00</Amt>', '<Amt Ccy="XQQ">1.00</Amt>')
  const { files } = await importBankFiles(firm.client, [{ name: 'S2.xml', content }])
  expect(
    files[0].transactions.map(
      (one: { outcome: string; refusal: { code: string } | null }) => one.refusal?.code ?? one.outcome,
    ),
  ).toEqual(['AMOUNT_INVALID', 'IMPORTED'])
})

it('amounts from before, kept in hundredths, come to the minor units of their currency', async () => {
  const { db } = story.t
  await db.sql('DELETE FROM ledger.bank_transaction')
  const id = story.idOf('7001')
  expect(id).toBeDefined()
  await db.sql(
    `UPDATE ledger.sales_invoice SET currency = 'JPY', total = 125000, open = 100000, paid = 25000 WHERE number = '7001'`,
  )
  await db.sql(
    `INSERT INTO ledger.bank_transaction (company_id, statement_id, key, iban, direction, reversal, booked_on, amount, currency, state, reason, parts, unallocated)
     SELECT company_id, id, 'X|A1|CRDT|||1250.00JPY', iban, 'CREDIT', false, '2026-02-02', 125000, 'JPY', 'UNMATCHED', 'NO_REFERENCE',
       '[{"reference": "10016", "amount": "125000"}]', 125000 FROM ledger.bank_statement LIMIT 1`,
  )
  await db.sql(
    `INSERT INTO ledger.bank_transaction (company_id, statement_id, key, iban, direction, reversal, booked_on, amount, currency, state, reason, unallocated)
     SELECT company_id, id, 'X|A2|CRDT|||1.25KWD|2', iban, 'CREDIT', false, '2026-02-02', 125, 'KWD', 'UNMATCHED', 'NO_REFERENCE', 125 FROM ledger.bank_statement LIMIT 1`,
  )
  await new MinorUnits1764000106200().up({ query: (sql: string) => db.sql(sql) } as never)
  expect(await db.sql(`SELECT total, paid, open FROM ledger.sales_invoice WHERE number = '7001'`)).toEqual([
    { total: 1_250n, paid: 250n, open: 1_000n },
  ])
  expect(await db.sql('SELECT key, amount, unallocated, parts FROM ledger.bank_transaction ORDER BY id')).toEqual([
    {
      key: 'X|A1|CRDT|||1250JPY',
      amount: 1_250n,
      unallocated: 1_250n,
      parts: [{ reference: '10016', amount: '1250' }],
    },
    { key: 'X|A2|CRDT|||1.250KWD|2', amount: 1_250n, unallocated: 1_250n, parts: [] },
  ])
})
