import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBankFile } from '../../server/src/exchange/bank/read.ts'
import type { BankStatement, StatementResult } from '../../server/src/exchange/bank/statement.ts'
import { formatDecimal } from '../../server/src/kernel/money.ts'
import { fieldData, fieldFile, gather } from './gathered.ts'

/** One line for a statement, one for each of its transactions; or the code of a refusal. */
const EXPECTED: Record<string, string[]> = {
  'camt/corporatejs_danske_FI_camt_054.xml': [
    '054 FI9881234511224450 EUR',
    '+147.00 2011-09-16 raw 123 Maksaja',
    '+36.00 2011-09-16 RF74100978 Maksaja',
    '+10.00 2011-09-16 6450830029863 Maksaja',
  ],
  'camt/fffs_FI_camt_052_sample.xml': ['CAMT_052_NOT_BOOKED', 'CAMT_052_NOT_BOOKED'],
  'camt/fffs_FI_camt_053_sample.xml': [
    '053 FI7433010001222090 CHF 10000.00 to 23644.83',
    '-1000.12 2017-07-29 BATCH_WITHOUT_DETAILS',
    '-4000.00 2017-07-29 BATCH_WITHOUT_DETAILS',
    '-2000.02 2017-07-29 3900',
    '-1000.01 2017-07-29',
    '-1230.02 2017-07-29',
    '+2000.00 2017-07-29 BATCH_WITHOUT_DETAILS',
    '+500.00 2017-07-29 BATCH_WITHOUT_DETAILS',
    '+3000.00 2017-07-29 BATCH_WITHOUT_DETAILS',
    '+2120.00 2017-07-29 DEBTOR NAME',
    '+5455.00 2017-07-29 raw RF98123456789012 PAYERS NAME2',
    '+10000.00 2017-07-29 raw RF98123456789012 DEBTOR',
    '-100.00 2017-07-29 SEB Merchant Banking Finland',
    '-100.00 2017-07-29 SEB Merchant Banking Finland',
  ],
  'camt/genkgo_camt053.v2.all-balance-types.xml': [
    '053 CH2801234000123456789 EUR 1.01 to 4.04 BALANCES_CONTRADICT',
    '+8.85 2014-12-31',
  ],
  'camt/genkgo_camt053.v2.five.decimals.xml': [
    '053 NL26VAYB8060476890 EUR 18.15 to 27.05 BALANCES_CONTRADICT',
    '+8.85 2014-12-31',
  ],
  'camt/genkgo_camt053.v2.minimal.xml': [
    '053 NL26VAYB8060476890 EUR 18.15 to -27.00 BALANCES_CONTRADICT',
    '+8.85 2014-12-31 raw 4654654654654654 NAME NAME',
  ],
  'camt/genkgo_camt053.v2.multi.statement.xml': [
    '053 NL26VAYB8060476890 EUR 18.15 to 27.00',
    '+8.85 2014-12-31',
    '053 NL26VAYB8060476890 EUR 27.00 to 20.00',
    '-7.00 2014-12-31',
  ],
  'camt/genkgo_camt053.v2.wrong.xml': ['NO_STATEMENT_FOUND'],
  'camt/genkgo_camt053.v3.xml': [
    '053 NL26VAYB8060476890 EUR 18.15 to -27.00 BALANCES_CONTRADICT',
    '+8.85 2014-12-31 DETAILS_CONTRADICT',
  ],
  'camt/genkgo_camt053.v8.xml': [
    '053 NL26VAYB8060476890 EUR 18.15 to -27.00 BALANCES_CONTRADICT',
    '+8.85 2014-12-31 raw 4654654654654654 NAME NAME',
  ],
  'camt/genkgo_camt054.v2.xml': ['054 CH2801234000123456789 SEK', '-200000.00 2007-10-18 DETAILS_WITHOUT_AMOUNTS'],
  'camt/genkgo_camt054.v4.xml': ['054 CH2801234000123456789 SEK', '-200000.00 2007-10-18 DETAILS_CONTRADICT'],
  'camt/genkgo_camt054.v8.xml': ['054 CH2801234000123456789 SEK', '-200000.00 2007-10-18 DETAILS_CONTRADICT'],
  'camt/handelsbanken_FI_camt_054_credit.xml': [
    '054 FI1431313001234567 EUR ACCOUNT_CHECK_FAILS',
    '+88.16 2017-01-22 SUOMI OY',
    '+742.45 2017-01-22 9544208 TEST OY',
    '+6000.54 2017-01-22 DEBTOR FINLAND OY',
    '+216.85 2017-01-22 Debtor Name',
  ],
  'camt/iso20022js_abn_amro_camt.xml': [
    '053 NL77ABNA0574908765 EUR 1000.01 to 100.01',
    '+1.00 2013-04-02',
    '+1.00 2013-04-02 NAAM',
    ...Array(11).fill('+1.00 2013-04-02 raw 1234567812345678 NAAM'),
    '+1.00 2013-04-02 ING Bank',
    '-1.00 2013-04-02',
    '-1.00 2013-04-02',
    '-1.00 2013-04-02',
    '-2.00 2013-04-02 BATCH_WITHOUT_DETAILS',
    '-1.00 2013-04-02',
    ...Array(7).fill('+1.00 2012-04-02 R12 SDD SIT2'),
    '+7.00 2012-04-02 BATCH_WITHOUT_DETAILS',
    '-1.00 2012-04-02 reversal',
    '-921.00 2012-04-02 reversal',
  ],
  'camt/iso20022js_nordea_camt.xml': [
    '053 FI8529501800030574 EUR 200.50 to 8800.50 ACCOUNT_CHECK_FAILS',
    '+10000.00 2019-05-08 1245',
    '+100.50 2019-05-08',
    // RF332348236, which holds a Finnish reference.
    '-700.50 2019-05-08 2348236',
    '-300.00 2019-05-08',
    '-400.00 2019-05-08',
    '-100.00 2019-05-08',
  ],
  // The record dated 2017 was added to the file after its sum record was written, on an account of its own.
  'ktl/corporatejs_viitesiirrot.ktl.txt': [
    'KTL FI4819503000000010 EUR DIRECT_DEBIT_REFUSED DIRECT_DEBIT_REFUSED KTL_TRAILER_CONTRADICTS',
    '+323.24 2006-03-03 raw 13 LOPEN PERUNA',
    '+776.40 2006-03-03 455435 TUTTU TIMO',
    '+851.50 2006-03-03 844677 POUTA PILVI',
    '+1332.83 2006-03-03 890922 KULMAN KAUPP',
    '+1618.24 2006-03-03 2535337 KASVI KIELO',
    '+724.50 2006-03-03 6678753 HANNULA OY',
    '+855.50 2006-03-03 raw 3088187 NELLI & CO',
    '+541.27 2006-03-03 raw 230000094280 MAKSAJA MATT',
    '+788.46 2006-03-03 raw 234000095350 OSTAJA OSSI',
    '+613.49 2006-03-03 raw 465000051612 TUTTU TIMO',
    '+177.46 2006-03-03 raw 810000090650 OSSIN AUTO O',
    'KTL FI4556121120011066 EUR',
    '+220.00 2017-09-15 10000118530000711 KUISMA HEIDI',
  ],
  'tito/corporatejs_nordea_demo.tito.txt': ['NOT_BANK_FILE'],
}

function tellTransaction(transaction: BankStatement['transactions'][number]): string {
  const { reference, rawReference } = transaction
  return [
    `${transaction.direction === 'CRDT' ? '+' : '-'}${formatDecimal(transaction.amount)}`,
    transaction.bookedOn,
    reference ?? (rawReference && `raw ${rawReference}`),
    transaction.reversal ? 'reversal' : undefined,
    transaction.payerName,
    transaction.detail === 'COMPLETE' ? undefined : transaction.detail,
  ]
    .filter((part) => part !== undefined)
    .join(' ')
}

function tell({ result, warnings }: StatementResult): string[] {
  if (!result.ok) return [result.error.code]
  const { kind, accountIban, currency, openingBalance: opening, closingBalance: closing, transactions } = result.value
  expect(result.value.refusedEntries).toEqual([])
  const details = new Set(transactions.map((transaction) => transaction.detail as string))
  const head = [
    kind,
    accountIban,
    currency,
    opening && closing ? `${formatDecimal(opening.amount)} to ${formatDecimal(closing.amount)}` : undefined,
    ...warnings.map((warning) => warning.code).filter((code) => !details.has(code)),
  ]
  return [head.filter((part) => part !== undefined).join(' '), ...transactions.map(tellTransaction)]
}

async function statementsOf(path: string): Promise<BankStatement[]> {
  const answers = await gather(readBankFile(fieldFile(`bank/${path}`)))
  return answers.flatMap(({ result }) => (result.ok ? [result.value] : []))
}

describe.skipIf(!fieldData)('bank files of other systems (read where DUETTO_FIELD_DATA points)', () => {
  it('are all in the table', () => {
    const files = ['camt', 'ktl', 'tito'].flatMap((folder) =>
      readdirSync(join(fieldData, 'bank', folder)).map((name) => `${folder}/${name}`),
    )
    expect(files.filter((name) => !name.endsWith('.json')).sort()).toEqual(Object.keys(EXPECTED).sort())
  })

  it.each(Object.entries(EXPECTED))('%s gets the answer that is due to it', async (path, expected) => {
    const answers = await gather(readBankFile(fieldFile(`bank/${path}`)))
    expect(answers.flatMap(tell)).toEqual(expected)
  })

  it.each(Object.keys(EXPECTED))('%s: no two payments have one key', async (path) => {
    for (const { transactions } of await statementsOf(path)) {
      expect(new Set(transactions.map((transaction) => transaction.key)).size).toBe(transactions.length)
    }
  })

  it('a payment with several documents keeps them all, and the credit notes set off in it', async () => {
    const [statement] = await statementsOf('camt/handelsbanken_FI_camt_054_credit.xml')
    const [, single, several] = statement?.transactions ?? []
    expect(single?.remittances).toMatchObject([
      { reference: '9544208', creditNote: false, amount: { minor: 137113n } },
      { document: '9582095', creditNote: true, amount: { minor: 62868n } },
    ])
    expect(several?.remittances.map((one) => [one.document, one.creditNote, one.amount?.minor])).toEqual([
      ['9580572', false, 625670n],
      ['00000000000009580521', true, 16646n],
      ['00000000000009579095', true, 8970n],
    ])
  })
})

interface Decoded {
  getEntries: { getAmount: { getAmount: string; getCurrency: { getCode: string } } }[]
}

/** Every value of a key, anywhere inside. */
function valuesOf(value: unknown, key: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesOf(one, key))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => (name === key ? [inner] : valuesOf(inner, key)))
}

describe.skipIf(!fieldData)('an independent reader of the same files (where DUETTO_FIELD_DATA points)', () => {
  const decoded = Object.keys(EXPECTED).filter((path) => path.startsWith('camt/genkgo') && !path.includes('wrong'))

  // Of a file with several statements it tells the entries of the last.
  it.each(decoded)('%s: finds the same amounts and references', async (path) => {
    const theirs: Decoded = JSON.parse(fieldFile(`bank/${path.replace('.xml', '.json')}`).toString('utf8'))
    const ours = (await statementsOf(path)).at(-1)?.transactions ?? []
    const amounts = ours.map(
      ({ amount, direction }) => `${direction === 'DBIT' ? '-' : ''}${amount.minor} ${amount.currency}`,
    )
    expect(amounts).toEqual(
      theirs.getEntries.map(({ getAmount: one }) => `${one.getAmount} ${one.getCurrency.getCode}`),
    )
    const references = ours.flatMap(({ remittances }) => remittances.map((one) => one.rawReference))
    const found = valuesOf(theirs.getEntries, 'getCreditorReferenceInformation').flatMap((one) =>
      valuesOf(one, 'getRef'),
    )
    expect(new Set(references)).toEqual(new Set(found))
  })
})
