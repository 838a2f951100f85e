import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import {
  type BankFileDraft,
  bankFile,
  importBankFiles,
  importInvoices,
  invoiceFile,
  ktlFile,
  type MoneyDraft,
  madeUpIban,
  referenceOf,
} from '../kit/ledgerFiles.ts'
import { type People, people, signedIn } from '../kit/people.ts'

let t: TestApp
let all: People
let company: bigint
let client: Client

async function newCompany(iban = madeUpIban(1)) {
  company = await all.company('Mallitalo Oy')
  client = await signedIn(t, await all.personWith(company, 'BOOKKEEPER'))
  await invoices([['100', '100.00']], iban)
}

/** Numbers and totals. */
async function invoices(list: readonly [number: string, total: string, reference?: string][], iban = madeUpIban(1)) {
  const seller = await all.businessIdOf(company)
  const drafts = list.map(([number, total, reference]) => ({
    seller,
    number,
    total,
    iban,
    ...(reference ? { reference } : {}),
  }))
  const { imported } = await importInvoices(client, drafts.map(invoiceFile))
  expect(imported).toBe(list.length)
}

async function openAmounts(): Promise<Record<string, string>> {
  const rows = await t.db.sql<{ number: string; open: bigint; status: string }>(
    'SELECT number, open, status FROM ledger.sales_invoice WHERE company_id = $1 ORDER BY number',
    [company],
  )
  return Object.fromEntries(rows.map((row) => [row.number, `${row.open} ${row.status}`]))
}

let files = 0
async function take(money: readonly MoneyDraft[], more: Partial<BankFileDraft> = {}) {
  files += 1
  return importBankFiles(client, [bankFile({ id: `F${files}`, money, ...more })])
}

// biome-ignore lint/suspicious/noExplicitAny: as the client sees it.
const states = (payload: any) =>
  payload.files[0].transactions.map(
    (one: { refusal: { code: string } | null; transaction: { state: string; reason: string } }) =>
      one.refusal?.code ?? `${one.transaction.state} ${one.transaction.reason}`,
  )

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  all = people(t.db, t.app.database)
})
afterAll(() => t.close())

describe('an incoming payment', () => {
  beforeAll(() => newCompany())

  it('with the reference of an invoice is booked by itself; the whole of it makes it paid', async () => {
    await invoices([['1001', '124.00']])
    const payload = await take([{ archiveId: 'A1', amount: '124.00', reference: referenceOf('1001') }])
    expect(payload).toMatchObject({ booked: 1, waiting: 0, alreadyThere: 0, refused: 0 })
    expect(payload.files[0].transactions[0]).toMatchObject({
      outcome: 'IMPORTED',
      companyName: 'Mallitalo Oy',
      transaction: { state: 'BOOKED', payments: [{ amount: { amount: '124.00' }, invoice: { number: '1001' } }] },
    })
    expect(await openAmounts()).toMatchObject({ 1001: '0 PAID' })
  })

  it('with a reference padded with zeros is the same', async () => {
    await invoices([['1002', '124.00']])
    await take([{ archiveId: 'A2', amount: '24.00', reference: referenceOf('1002').padStart(20, '0') }])
    expect(await openAmounts()).toMatchObject({ 1002: '10000 OVERDUE' })
  })

  it('of more than is unpaid leaves a remainder that waits', async () => {
    await invoices([['1003', '124.00']])
    const payload = await take([{ archiveId: 'A3', amount: '130.00', reference: referenceOf('1003') }])
    expect(payload.files[0].transactions[0].transaction).toMatchObject({
      state: 'OVERPAID',
      reason: 'MORE_THAN_OPEN',
      unallocated: { amount: '6.00' },
    })
    expect(states(await take([{ archiveId: 'A4', amount: '1.00', reference: referenceOf('1003') }]))).toEqual([
      'OVERPAID NOTHING_OPEN',
    ])
  })

  it('without a known reference waits for a person, with the reason', async () => {
    const payload = await take([
      { archiveId: 'A5', amount: '5.00', reference: referenceOf('555555') },
      { archiveId: 'A6', amount: '5.00' },
      { archiveId: 'A7', amount: '5.00', reference: '1234' },
      { archiveId: 'A8', amount: '5.00', direction: 'DBIT' },
    ])
    expect(states(payload)).toEqual([
      'UNMATCHED NO_INVOICE_WITH_REFERENCE',
      'UNMATCHED NO_REFERENCE',
      'UNMATCHED REFERENCE_INVALID',
      'OUTGOING OUTGOING',
    ])
    expect(payload).toMatchObject({ booked: 0, waiting: 3 })
  })

  it('that came before its invoice is booked when the invoice comes', async () => {
    await invoices([['555555', '124.00']])
    expect(await openAmounts()).toMatchObject({ 555555: '11900 OVERDUE' })
  })

  it('from the agency for an invoice that is paid and has left the service is its interest; from others it waits', async () => {
    await invoices([['1010', '124.00']])
    const reference = referenceOf('1010')
    await take([{ archiveId: 'S1', amount: '124.00', reference }])
    await t.db.sql(`UPDATE ledger.sales_invoice SET had_service = true WHERE company_id = $1 AND number = '1010'`, [
      company,
    ])
    await t.db.sql(`INSERT INTO duetto.client_funds_account (iban, valid_from) VALUES ($1, '2026-01-01')`, [
      madeUpIban(900),
    ])
    const settled = await take([{ archiveId: 'S2', amount: '3.20', reference, payerIban: madeUpIban(900) }])
    expect(states(settled)).toEqual(['BOOKED MATCHED'])
    expect(states(await take([{ archiveId: 'S3', amount: '3.20', reference }]))).toEqual(['OVERPAID NOTHING_OPEN'])
    expect(await openAmounts()).toMatchObject({ 1010: '0 PAID' })
  })

  it('with the reference of several invoices pays the oldest first', async () => {
    const reference = referenceOf('777')
    const seller = await all.businessIdOf(company)
    const drafts = [
      { seller, number: '1012', total: '100.00', reference, issuedOn: '2026-02-01' },
      { seller, number: '1011', total: '100.00', reference, issuedOn: '2026-01-01' },
    ]
    await importInvoices(client, drafts.map(invoiceFile))
    await take([{ archiveId: 'A9', amount: '150.00', reference }])
    expect(await openAmounts()).toMatchObject({ 1011: '0 PAID', 1012: '5000 OVERDUE' })
  })

  it('twice in one batch with equal amounts is two payments', async () => {
    await invoices([['1013', '124.00']])
    const twin = { amount: '50.00', reference: referenceOf('1013') }
    await take([
      { archiveId: 'B1', ...twin },
      { archiveId: 'B2', ...twin },
    ])
    expect(await openAmounts()).toMatchObject({ 1013: '2400 OVERDUE' })
  })

  it('listed in a 053, a 054 and again is booked once', async () => {
    await invoices([['1014', '124.00']])
    const money = [{ archiveId: 'C1', amount: '124.00', reference: referenceOf('1014') }]
    expect(await take(money, { kind: '054' })).toMatchObject({ booked: 1 })
    expect(await take(money, { kind: '053' })).toMatchObject({ booked: 0, alreadyThere: 1 })
    expect(await take(money, { kind: '054' })).toMatchObject({ booked: 0, alreadyThere: 1 })
    const again = await Promise.all([1, 2, 3].map(() => take(money)))
    expect(again.map((payload) => payload.alreadyThere)).toEqual([1, 1, 1])
  })

  it('in a KTL file is booked; the account is found by its IBAN', async () => {
    await invoices([['1015', '124.00']])
    const money = [{ archiveId: 'D1', amount: '124.00', reference: referenceOf('1015') }]
    const payload = await importBankFiles(client, [ktlFile({ id: '77', money })])
    expect(payload).toMatchObject({ booked: 1, refused: 0 })
    expect(await openAmounts()).toMatchObject({ 1015: '0 PAID' })
  })

  it('imported at the same moment from two files is booked once', async () => {
    await invoices([['1016', '124.00']])
    const money = [{ archiveId: 'E1', amount: '24.00', reference: referenceOf('1016') }]
    await Promise.all([1, 2, 3, 4].map(() => take(money)))
    expect(await openAmounts()).toMatchObject({ 1016: '10000 OVERDUE' })
  })
})

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
      [company],
    )
    return rows.map((row) => `${row.amount} ${row.state}`)
  }

  it.each([
    ['statement first', () => [statement, notification()]],
    ['notification first', () => [notification(), statement]],
  ])('counts once, %s', async (_, order) => {
    await newCompany()
    await invoices([
      ['2001', '10.00'],
      ['2002', '20.00'],
    ])
    for (const file of order()) await importBankFiles(client, [file])
    expect(await summary()).toEqual(['1000 BOOKED', '2000 BOOKED', '3000 SUPERSEDED'])
    expect(await openAmounts()).toMatchObject({ 2001: '0 PAID', 2002: '0 PAID' })
  })
})

describe('a reversal', () => {
  beforeAll(() => newCompany())

  const paid = (archiveId: string, number: string, amount = '124.00'): MoneyDraft => ({
    archiveId,
    amount,
    reference: referenceOf(number),
  })
  const taken = (archiveId: string, number: string, amount = '124.00'): MoneyDraft => ({
    ...paid(archiveId, number, amount),
    reversal: true,
    on: '2026-02-10',
  })

  it('takes the payment back by a counter-entry and opens the invoice again', async () => {
    await invoices([['3001', '124.00']])
    await take([paid('R1', '3001')])
    const payload = await take([taken('R1', '3001')])
    expect(states(payload)).toEqual(['BOOKED TAKES_BACK_PAYMENT'])
    expect(await openAmounts()).toMatchObject({ 3001: '12400 OVERDUE' })
    const { payments } = await client.run(
      `query ($id: ID!) { payments(companyId: $id, filter: { search: "3001" }) { nodes {
        kind amount { amount } reverses { amount { amount } } bankTransaction { reversal } invoice { history { to on reason } } } } }`,
      { id: encodeId('Company', company, company) },
    )
    expect(
      payments.nodes.map((one: { amount: { amount: string }; reverses: object | null }) => [
        one.amount.amount,
        one.reverses,
      ]),
    ).toEqual([
      ['-124.00', { amount: { amount: '124.00' } }],
      ['124.00', null],
    ])
    expect(payments.nodes[0].invoice.history.slice(-2)).toEqual([
      { to: 'PAID', on: '2026-02-02', reason: 'PAID' },
      { to: 'OVERDUE', on: '2026-02-10', reason: 'REOPENED' },
    ])
  })

  it('brings a reminded invoice back to reminded: its letter stays sent', async () => {
    await invoices([['3002', '124.00']])
    const input = { status: 'REMINDED', on: '2026-02-05', letterChannel: 'PRINT', letterCost: '5.00' }
    const { salesInvoices } = await client.run(
      'query ($id: ID!) { salesInvoices(companyId: $id, filter: { search: "3002" }) { nodes { id } } }',
      { id: encodeId('Company', company, company) },
    )
    const { updateCollectionStatus } = await client.run(
      'mutation ($input: UpdateCollectionStatusInput!) { updateCollectionStatus(input: $input) { error { code } invoice { status } } }',
      { input: { invoiceId: salesInvoices.nodes[0].id, ...input } },
    )
    expect(updateCollectionStatus).toEqual({ error: null, invoice: { status: 'REMINDED' } })
    await take([paid('R2', '3002'), taken('R2', '3002')])
    expect(await openAmounts()).toMatchObject({ 3002: '12400 REMINDED' })
  })

  it('that comes before its payment waits for it', async () => {
    await invoices([['3003', '124.00']])
    expect(states(await take([taken('R3', '3003')]))).toEqual(['UNMATCHED REVERSAL_WITHOUT_PAYMENT'])
    expect(states(await take([paid('R3', '3003')]))).toEqual(['REVERSED TAKEN_BACK'])
    expect(await openAmounts()).toMatchObject({ 3003: '12400 OVERDUE' })
  })

  it('gives room to money that waits with the same reference', async () => {
    await invoices([['3004', '124.00']])
    await take([paid('R4', '3004', '100.00'), paid('R5', '3004', '60.00')])
    expect(await openAmounts()).toMatchObject({ 3004: '0 PAID' })
    await take([taken('R4', '3004', '100.00')])
    expect(await openAmounts()).toMatchObject({ 3004: '6400 OVERDUE' })
  })

  it('imported again changes nothing', async () => {
    const before = await openAmounts()
    expect(await take([taken('R4', '3004', '100.00'), taken('R1', '3001')])).toMatchObject({
      booked: 0,
      alreadyThere: 2,
    })
    expect(await openAmounts()).toEqual(before)
  })
})

describe('whose bank file it is', () => {
  beforeAll(() => newCompany(madeUpIban(21)))

  it('is told by the account: an unknown one, or one of a company out of reach, is refused alike', async () => {
    const other = client
    await newCompany(madeUpIban(22))
    const answers = await Promise.all(
      [madeUpIban(21), madeUpIban(99)].map((iban) => take([{ archiveId: 'X', amount: '1.00' }], { iban })),
    )
    expect(answers.map(states)).toEqual([['ACCOUNT_UNKNOWN'], ['ACCOUNT_UNKNOWN']])
    expect(answers[0]).toMatchObject({ refused: 1, booked: 0 })
    client = other
  })

  it('an auditor may not import it', async () => {
    const [own] = await t.db.sql<{ company_id: bigint }>('SELECT company_id FROM ledger.bank_account WHERE iban = $1', [
      madeUpIban(21),
    ])
    client = await signedIn(t, await all.personWith(own?.company_id as bigint, 'AUDITOR'))
    expect(states(await take([{ archiveId: 'X', amount: '1.00' }], { iban: madeUpIban(21) }))).toEqual(['NO_RIGHT'])
  })

  it('a transaction that no books can hold is refused alone', async () => {
    await newCompany(madeUpIban(23))
    await invoices([['501', '10.00']], madeUpIban(23))
    const payload = await take(
      [
        { archiveId: 'nothing', amount: '0.00' },
        { archiveId: 'small', amount: '10.00', reference: referenceOf('501') },
      ],
      { iban: madeUpIban(23) },
    )
    expect(states(payload)).toEqual(['NOT_STORABLE', 'BOOKED MATCHED'])
  })

  it('another kind of file is refused as a whole', async () => {
    const { files } = await importBankFiles(client, [{ name: 'x.xml', content: '<html></html>' }])
    expect(files[0]).toMatchObject({ name: 'x.xml', refusal: { advice: expect.any(String) }, transactions: [] })
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
    const open = await openAmounts()
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
            await newCompany()
            await invoices([
              ['401', '100.00', references[0]],
              ['402', '100.00', references[1]],
              ['403', '70.00', references[2]],
            ])
            for (const file of order) await take(file)
            results.push(await comparable(isPlain))
            const [sums] = await t.db.sql(
              `SELECT count(*)::integer AS wrong FROM ledger.sales_invoice i WHERE i.company_id = $1 AND (i.open <> greatest(i.total - i.paid, 0)
                OR i.paid <> coalesce((SELECT sum(p.amount) FROM ledger.payment p WHERE p.company_id = $1 AND p.invoice_id = i.id), 0))`,
              [company],
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
