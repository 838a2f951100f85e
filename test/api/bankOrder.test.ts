import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import { BankBooks } from '../kit/bankBooks.ts'
import { importBankFiles, type MoneyDraft, madeUpIban, referenceOf } from '../kit/ledgerFiles.ts'

/** The same money told by several files, in whatever order they come. */
let t: TestApp
let books: BankBooks
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  books = new BankBooks(t)
})
afterAll(() => t.close())

describe('an entry whose payments the bank lists in another file', () => {
  const batch = (archiveId: string, ...txs: string[]) =>
    `<Ntry><Amt Ccy="EUR">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-02-02</Dt></BookgDt>
      <AcctSvcrRef>${archiveId}</AcctSvcrRef><NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>${txs.join('')}</NtryDtls></Ntry>`
  const detail = (amount: string, reference: string) =>
    `<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls><RmtInf><Strd><CdtrRefInf><Ref>${reference}</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>`
  const document = (version: '053' | '054', entry: string) => {
    const [root, report] = version === '053' ? ['BkToCstmrStmt', 'Stmt'] : ['BkToCstmrDbtCdtNtfctn', 'Ntfctn']
    return `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${version}.001.02"><${root}>
      <GrpHdr><MsgId>M</MsgId></GrpHdr><${report}><Id>S${version}</Id><Acct><Id><IBAN>${madeUpIban(1)}</IBAN></Id></Acct>${entry}</${report}></${root}></Document>`
  }
  const statement = { name: 'statement.xml', content: document('053', batch('BATCH1')) }
  const notification = () => ({
    name: 'notification.xml',
    content: document(
      '054',
      batch('BATCH1', detail('10.00', referenceOf('2001')), detail('20.00', referenceOf('2002'))),
    ),
  })

  async function summary() {
    const rows = await t.db.sql<{ state: string; amount: bigint }>(
      'SELECT state, amount FROM ledger.bank_transaction WHERE company_id = $1 ORDER BY amount',
      [books.company],
    )
    return rows.map((row) => `${row.amount} ${row.state}`)
  }

  it.each([
    ['statement first', () => [statement, notification()]],
    ['notification first', () => [notification(), statement]],
  ])('counts once, %s', async (_, order) => {
    await books.newCompany()
    await books.invoices([
      ['2001', '10.00'],
      ['2002', '20.00'],
    ])
    for (const file of order()) await importBankFiles(books.client, [file])
    expect(await summary()).toEqual(['1000 BOOKED', '2000 BOOKED', '3000 SUPERSEDED'])
    expect(await books.openAmounts()).toMatchObject({ 2001: '0 PAID', 2002: '0 PAID' })
  })
})

describe('whatever the order of bank files and however often they come', () => {
  // Three invoices, one of them sharing its reference, payments below, at and above what is open, and some taken back.
  const references = [referenceOf('401'), referenceOf('402'), referenceOf('402')]
  const move = fc.record({
    which: fc.constantFrom(0, 1),
    cents: fc.constantFrom(2_000, 5_000, 5_000, 10_000, 12_000),
    takenBack: fc.boolean(),
  })

  const shuffled = <T>(list: T[]) => fc.shuffledSubarray(list, { minLength: list.length })
  /** Each of them in one file, the files of two or three. */
  const filesOf = (money: MoneyDraft[]) =>
    shuffled(money).map((order) =>
      [order.slice(0, 2), order.slice(2, 5), order.slice(5)].filter((file) => file.length > 0),
    )

  /** What is open by reference; invoice by invoice too, unless a payment for one of several was taken back. */
  const comparable = async (isPlain: boolean) => {
    const open = await books.openAmounts()
    const shared = BigInt(open['402']?.split(' ')[0] ?? 0) + BigInt(open['403']?.split(' ')[0] ?? 0)
    return { 401: open['401'], shared, ...(isPlain ? { 402: open['402'], 403: open['403'] } : {}) }
  }

  it('the open amounts are the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(move, { minLength: 1, maxLength: 6 }).chain((moves) => {
          const money = moves.flatMap(({ which, cents, takenBack }, index): MoneyDraft[] => {
            const one = {
              archiveId: `P${index}`,
              amount: (cents / 100).toFixed(2),
              reference: references[which] as string,
            }
            return takenBack ? [one, { ...one, reversal: true }] : [one]
          })
          return fc.record({
            first: fc.constant([money]),
            second: fc.tuple(filesOf(money), filesOf(money)).chain(([some, others]) => shuffled([...some, ...others])),
          })
        }),
        async ({ first, second }) => {
          const isPlain = !first.flat().some((one) => one.reversal && one.reference === references[1])
          const results = []
          for (const order of [first, second]) {
            await books.newCompany()
            await books.invoices([
              ['401', '100.00', references[0]],
              ['402', '100.00', references[1]],
              ['403', '70.00', references[2]],
            ])
            for (const file of order) await books.take(file)
            results.push(await comparable(isPlain))
            const [sums] = await t.db.sql(
              `SELECT count(*)::integer AS wrong FROM ledger.sales_invoice i WHERE i.company_id = $1 AND (i.open <> greatest(i.total - i.paid, 0)
                OR i.paid <> coalesce((SELECT sum(p.amount) FROM ledger.payment p WHERE p.company_id = $1 AND p.invoice_id = i.id), 0))`,
              [books.company],
            )
            expect(sums).toEqual({ wrong: 0 })
          }
          expect(results[1]).toEqual(results[0])
        },
      ),
      { numRuns: 25 },
    )
  }, 120_000)
})
