import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFinvoice } from '../../server/src/exchange/finvoice/read.ts'
import { formatDecimal } from '../../server/src/kernel/money.ts'
import { fieldData, fieldFile, gather } from './gathered.ts'

/** What the ledger would take from a document. */
interface Facts {
  number: string
  total: string
  paid?: string
  reference?: string
  dueOn: string
  seller: string
  iban: string
  buyer?: string
  email?: string
  contactPerson?: string
  credits?: string
  late?: string
  rows: number
  warnings: string[]
}

interface Refusal {
  code: string
  line: number
  also?: string[]
}

const PULLIN = {
  number: '123456',
  total: '124.00 EUR',
  reference: '1234567890120',
  seller: '2084069-9 Pullin Musiikki oy',
  iban: 'FI7429501800000014',
  buyer: '1234567-1',
  late: '8.5',
}

/** Every file of the folder, with the answer that is due to it. */
const EXPECTED: Record<string, Facts | Refusal> = {
  'gobl_credit_note_3.0.xml': {
    number: '2026-1002',
    total: '56.75 EUR',
    reference: 'RF18539007547034',
    dueOn: '2026-09-24',
    seller: '2345678-0 Myyjä Oy',
    iban: 'FI2112345600000785',
    buyer: '0112038-9',
    credits: '2026-1001 2026-09-01',
    rows: 1,
    warnings: [],
  },
  'gobl_invoice_3.0.xml': {
    number: '2026-1001',
    total: '1088.36 EUR',
    reference: 'RF18539007547034',
    dueOn: '2026-09-15',
    seller: '2345678-0 Myyjä Oy',
    iban: 'FI2112345600000785',
    buyer: '0112038-9',
    email: 'ostot@ostaja.example',
    contactPerson: 'Olli Ostaja',
    rows: 2,
    warnings: [],
  },
  // 440 once its zeros are gone: too short to be told from a number typed by chance.
  'gobl_operator_converted_1.3.xml': {
    number: '00044',
    total: '0.99 EUR',
    dueOn: '2026-09-22',
    seller: '2345678-0 Lähettäjä Oy',
    iban: 'FI2112345600000785',
    buyer: '0112038-9',
    rows: 1,
    warnings: ['REFERENCE_TOO_SHORT'],
  },
  'jbank_finvoice201_pullin.xml': { ...PULLIN, dueOn: '2017-11-22', rows: 1, warnings: ['DUE_DATES_CONTRADICT'] },
  'jutil_finvoice_201_example1.xml': {
    ...PULLIN,
    dueOn: '2017-09-22',
    rows: 2,
    warnings: ['DUE_DATES_CONTRADICT', 'ROWS_DIFFER_FROM_TOTAL'],
  },
  'niq1982_finvoice1.xml': {
    number: '100946',
    total: '451.98 EUR',
    reference: '101074450001009462',
    dueOn: '2023-02-28',
    seller: '0114162-2 Stockmann Oyj Abp',
    iban: 'FI3843224649000556',
    late: '0.00',
    rows: 2,
    warnings: ['COPY', 'BUYER_WITHOUT_BUSINESS_ID'],
  },
  'niq1982_finvoice2.xml': { code: 'TOTALS_CONTRADICT', line: 82 },
  'niq1982_finvoice3.xml': { code: 'NOT_WELL_FORMED', line: 37 },
  'pyfinvoice_okobank_1.2_full.xml': { code: 'FINVOICE_VERSION_UNSUPPORTED', line: 7 },
  'rfinvoice_1.0.xml': { code: 'FINVOICE_VERSION_UNSUPPORTED', line: 7 },
  'rfinvoice_1.2.xml': { code: 'FINVOICE_VERSION_UNSUPPORTED', line: 7 },
  'rfinvoice_2.01.xml': { code: 'TYPE_NOT_IMPORTED', line: 31 },
  'visma_anon_finvoice_201_invoice_with_MessageTransmissionDetails.xml': {
    code: 'BUSINESS_ID_INVALID',
    line: 21,
    also: ['IBAN_INVALID'],
  },
  'visma_anon_finvoice_201_invoice_with_SOAP.xml': { code: 'BUSINESS_ID_INVALID', line: 41, also: ['IBAN_INVALID'] },
  'visma_anon_finvoice_30_invoice_with_MessageTransmissionDetails.xml': {
    code: 'BUSINESS_ID_INVALID',
    line: 20,
    also: ['IBAN_INVALID'],
  },
  'visma_anon_finvoice_30_invoice_with_SOAP.xml': { code: 'BUSINESS_ID_INVALID', line: 41, also: ['IBAN_INVALID'] },
  'visma_anon_teapps_30_invoice.xml': { code: 'NOT_FINVOICE', line: 2 },
}

/** The only answer of a file, told in the words of the table. */
async function answerOf(bytes: Buffer): Promise<Facts | Refusal> {
  const answers = await gather(readFinvoice(bytes))
  expect(answers).toHaveLength(1)
  const [answer] = answers
  if (!answer) throw new Error('no answer')
  if (!answer.result.ok) {
    const { code, line, also } = answer.result.error
    return { code, line, ...(also ? { also: also.map((one) => one.code) } : {}) }
  }
  const invoice = answer.result.value
  const { originalInvoice: original, paid } = invoice
  const facts = {
    number: invoice.number,
    total: `${formatDecimal(invoice.total)} ${invoice.currency}`,
    paid: paid.minor === 0n ? undefined : formatDecimal(paid),
    reference: invoice.reference,
    dueOn: invoice.dueOn,
    seller: `${invoice.seller.businessId} ${invoice.seller.names[0]}`,
    iban: invoice.seller.accounts[0]?.iban ?? '',
    buyer: invoice.buyer.businessId,
    email: invoice.buyer.email,
    contactPerson: invoice.contactPerson?.name,
    credits: original && `${original.number} ${original.issuedOn}`,
    late: invoice.lateInterestPercent,
    rows: invoice.rows.length,
    warnings: answer.warnings.map((warning) => warning.code),
  }
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as unknown as Facts
}

describe.skipIf(!fieldData)('e-invoices of other systems (read where DUETTO_FIELD_DATA points)', () => {
  it('are all in the table', () => {
    const files = readdirSync(join(fieldData, 'finvoice')).filter((name) => name.endsWith('.xml'))
    expect(files.sort()).toEqual(Object.keys(EXPECTED).sort())
  })

  it.each(Object.entries(EXPECTED))('%s gets the answer that is due to it', async (name, expected) => {
    expect(await answerOf(fieldFile(`finvoice/${name}`))).toEqual(expected)
  })

  it('sent together, each get the answer that they get alone', async () => {
    const names = Object.keys(EXPECTED)
    const joined = Buffer.concat(names.map((name) => Buffer.concat([fieldFile(`finvoice/${name}`), Buffer.from('\n')])))
    const answers = await gather(readFinvoice(joined))
    const told = answers.map(({ result }) => (result.ok ? result.value.number : result.error.code))
    const due = names.map((name) => {
      const expected = EXPECTED[name] as Facts | Refusal
      return 'code' in expected ? expected.code : expected.number
    })
    expect(told).toEqual(due)
  })
})
