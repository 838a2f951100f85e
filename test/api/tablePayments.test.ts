import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { bankFile, importBankFiles, importInvoices, invoiceFile, madeUpIban, referenceOf } from '../kit/ledgerFiles.ts'
import { people } from '../kit/people.ts'
import { counts, HEAD, line, preview, take } from '../kit/tableImport.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
})
afterAll(() => t.close())

describe('a table of payments', () => {
  const PAYMENTS = 'Laskun numero;Maksupäivä;Summa;Maksaja'
  const iban = madeUpIban(41)

  async function books(): Promise<Creditor> {
    const own = await creditor(t)
    const seller = await people(t.db, t.app.database).businessIdOf(own.companyId)
    const drafts = ['201', '202', '203'].map((number) => ({ seller, number, total: '124.00', iban }))
    await importInvoices(own.client, drafts.map(invoiceFile))
    return own
  }

  const kind = 'PAYMENTS' as const
  const payments = (companyId: bigint) =>
    t.db.sql(
      `SELECT i.number, p.kind, p.paid_on, p.amount, p.payer_name FROM ledger.payment p
        JOIN ledger.sales_invoice i ON i.company_id = p.company_id AND i.id = p.invoice_id
        WHERE p.company_id = $1 ORDER BY p.id`,
      [companyId],
    )

  it('is booked once however often it comes, row by row, equal rows each', async () => {
    const own = await books()
    const rows = [
      '201;1.3.2026;24,00;Ostaja',
      '201;1.3.2026;24,00;Ostaja',
      '202;28.2.2026;124,00;',
      '999;1.3.2026;1,00;',
    ]
    const content = [PAYMENTS, ...rows, ''].join('\n')
    const first = await take(own.client, own.id, content, { kind })
    expect(counts(first.outcome)).toEqual([3, 0, 0, 1])
    expect(first.outcome.rows[0].problems).toMatchObject([{ code: 'INVOICE_NOT_FOUND', line: 5 }])
    expect(counts((await take(own.client, own.id, content, { kind })).outcome)).toEqual([0, 3, 0, 1])
    // The same rows in another file, in another order, with other columns.
    const other = `Summa;Maksaja;Viesti;Maksupäivä;Laskun numero\n24,00;OSTAJA;x;2026-03-01;201\n124,00;;;2026-02-28;202\n`
    expect(counts((await take(own.client, own.id, other, { kind })).outcome)).toEqual([0, 2, 0, 0])
    expect(await payments(own.companyId)).toEqual([
      { number: '201', kind: 'PAYMENT', paid_on: '2026-03-01', amount: 2_400n, payer_name: 'Ostaja' },
      { number: '201', kind: 'PAYMENT', paid_on: '2026-03-01', amount: 2_400n, payer_name: 'Ostaja' },
      { number: '202', kind: 'PAYMENT', paid_on: '2026-02-28', amount: 12_400n, payer_name: null },
    ])
    const acts = await t.db.sql(
      `SELECT after FROM access.audit_entry WHERE company_id = $1 AND action = 'PAYMENTS_IMPORTED'`,
      [own.companyId],
    )
    expect(acts).toEqual([{ after: { payments: '3', source: 'TABLE' } }])
  })

  it('that a bank file brought already is pointed out, and booked only when a person says so', async () => {
    const own = await books()
    const money = [{ archiveId: `A${own.companyId}`, amount: '24.00', reference: referenceOf('203'), on: '2026-03-01' }]
    await importBankFiles(own.client, [bankFile({ iban, id: `S${own.companyId}`, money })])
    const content = `${PAYMENTS}\n203;1.3.2026;24,00;Ostaja\n203;1.3.2026;24,00;Toinen\n203;2.3.2026;24,00;Ostaja\n`
    const shown = await preview(own.client, own.id, content, { kind })
    expect(counts(shown.outcome)).toEqual([2, 0, 1, 0])
    expect(shown.outcome.rows[0]).toMatchObject({ row: 2, outcome: 'DOUBLE', problems: [{ code: 'PROBABLE_DOUBLE' }] })
    expect(counts((await take(own.client, own.id, content, { kind })).outcome)).toEqual([2, 0, 1, 0])
    const sure = await take(own.client, own.id, content, { kind, noDoubles: [2] })
    expect(counts(sure.outcome)).toEqual([1, 2, 0, 0])
    expect(await payments(own.companyId)).toHaveLength(4)
  })

  it('that is more than is open, in the future or in another currency is refused', async () => {
    const own = await books()
    const content = `${PAYMENTS};Valuutta\n201;1.3.2026;124,01;;\n201;3.3.2026;1,00;;\n201;1.3.2026;1,00;;SEK\n201;1.3.2026;-1,00;;\n201;1.3.2026;100,00;;\n201;2.3.2026;100,00;;\n`
    const { outcome } = await take(own.client, own.id, content, { kind })
    expect(
      outcome.rows.map((row: { row: number; problems: { code: string }[] }) => [row.row, row.problems[0]?.code]),
    ).toEqual([
      ...[
        [2, 'EXCEEDS_OPEN'],
        [3, 'DATE_IN_FUTURE'],
        [4, 'CURRENCY_DIFFERS'],
        [5, 'AMOUNT_NOT_POSITIVE'],
        [7, 'EXCEEDS_OPEN'],
      ],
      [6, undefined],
    ])
  })

  it('of a day whose payments come from Netvisor is refused', async () => {
    const own = await books()
    await t.db.sql(
      `INSERT INTO ledger.payment_source (company_id, from_day, source, set_by, set_at) VALUES ($1, '2026-02-25', 'NETVISOR', $2, now())`,
      [own.companyId, own.userId],
    )
    const content = `${PAYMENTS}\n201;24.2.2026;24,00;\n201;25.2.2026;24,00;\n`
    const { outcome } = await take(own.client, own.id, content, { kind })
    expect(counts(outcome)).toEqual([1, 0, 0, 1])
    expect(outcome.rows[0]).toMatchObject({ row: 3, problems: [{ code: 'PAYMENTS_FROM_NETVISOR' }] })
  })

  it('of an invoice that a table brought partly paid is asked, and the bank’s file waits for a person', async () => {
    const own = await creditor(t)
    const reference = referenceOf('240')
    await take(own.client, own.id, `${HEAD};Avoinna;Saajan tili\n${line('240')};100,00;${madeUpIban(43)}\n`)
    const money = [{ archiveId: `B${own.companyId}`, amount: '24.00', reference, on: '2026-02-20' }]
    const { files } = await importBankFiles(own.client, [
      bankFile({ iban: madeUpIban(43), id: `T${own.companyId}`, money }),
    ])
    expect(files[0].transactions[0].transaction).toMatchObject({ state: 'UNMATCHED', reason: 'COUNTED_AT_IMPORT' })
    const { outcome } = await take(own.client, own.id, `${PAYMENTS}\n240;20.2.2026;24,00;\n`, { kind })
    expect([counts(outcome), outcome.rows[0].problems[0].code]).toEqual([[0, 0, 1, 0], 'COUNTED_IN_PAID'])
  })

  it('by reference goes to the invoice that it pays whole, else to the oldest', async () => {
    const own = await creditor(t)
    const seller = await people(t.db, t.app.database).businessIdOf(own.companyId)
    const reference = referenceOf('555')
    await importInvoices(own.client, [
      invoiceFile({ seller, number: '210', total: '50.00', reference, issuedOn: '2026-01-01' }),
      invoiceFile({ seller, number: '211', total: '80.00', reference, issuedOn: '2026-01-10' }),
    ])
    const content = `Viite;Maksupäivä;Summa\n${reference};1.3.2026;80,00\n${reference};1.3.2026;30,00\n`
    expect(counts((await take(own.client, own.id, content, { kind })).outcome)).toEqual([2, 0, 0, 0])
    expect((await payments(own.companyId)).map(({ number }) => number)).toEqual(['211', '210'])
    expect(counts((await take(own.client, own.id, content, { kind })).outcome)).toEqual([0, 2, 0, 0])
  })

  it('on an invoice in the service is a direct payment that the agency hears of', async () => {
    const own = await creditor(t)
    const [invoiceId] = await own.invoiceIds(1)
    await own.client.run(
      'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }',
      { input: { companyId: own.id, invoiceIds: [invoiceId], afterReminder: 'RETURN', idempotencyKey: 'table' } },
    )
    await t.settle()
    const [invoice] = await t.db.sql('SELECT number FROM ledger.sales_invoice WHERE company_id = $1', [own.companyId])
    const content = `${PAYMENTS}\n${invoice?.number};1.3.2026;24,00;Ostaja\n${invoice?.number};1.3.2026;5,00;Duetto Oy\n`
    const { outcome } = await take(own.client, own.id, content, { kind })
    expect(outcome.rows[0].problems).toMatchObject([{ code: 'SETTLEMENT_OR_DIRECT_PAYMENT', line: 3 }])
    expect(await payments(own.companyId)).toMatchObject([{ kind: 'DIRECT_PAYMENT', amount: 2_400n }])
    await t.settle()
    const [told] = await t.db.sql(
      `SELECT count(*)::int AS n FROM duetto.outbox WHERE company_id = $1 AND kind = 'DIRECT_PAYMENT'`,
      [own.companyId],
    )
    expect(told?.n).toBe(1)
  })
})
