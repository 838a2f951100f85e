import { describe, expect, it } from 'vitest'
import { calendarDate } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import type { EInvoice } from './einvoice.ts'
import { readFinvoice } from './read.ts'
import { writeFinvoice } from './write.ts'

const INVOICE: EInvoice = {
  version: '3.0',
  type: 'INV01',
  origin: 'Original',
  number: '1001',
  issuedOn: calendarDate('2026-03-02'),
  dueOn: calendarDate('2026-03-16'),
  currency: 'EUR',
  total: money(12550n),
  vatExcludedTotal: money(10000n),
  vatTotal: money(2550n),
  paid: money(0n),
  instructed: money(12550n),
  reference: '10016',
  lateInterestPercent: '11.5',
  seller: {
    businessId: '2345678-0',
    names: ['Esimerkkimyyjä Oy'],
    tradingName: 'Esimerkin Pesula',
    accounts: [{ iban: 'FI2112345600000785', bic: 'NDEAFIHH' }],
  },
  buyer: {
    identifier: '1234567-1',
    businessId: '1234567-1',
    name: 'Esimerkkiostaja Oy',
    email: 'ostot@ostaja.example',
  },
  contactPerson: { name: 'Olli Ostaja', email: 'ostot@ostaja.example' },
  rows: [{ description: 'Pesu', quantity: '1', net: money(10000n), vatPercent: '25.5', total: money(12550n) }],
}

const CREDIT_NOTE: EInvoice = { ...INVOICE, type: 'INV02', number: '1002', originalInvoice: { number: '1001' } }

const plain = writeFinvoice(INVOICE, 'UTF-8').toString('utf8')

/** The only answer of the document after each replacement of text by text. */
async function answerTo(document: string, ...changes: (readonly [from: string | RegExp, to: string])[]) {
  const changed = changes.reduce((text, [from, to]) => {
    const next = text.replace(from, to)
    if (next === text) throw new Error(`nothing to replace: ${from}`)
    return next
  }, document)
  const answers = []
  for await (const answer of readFinvoice(Buffer.from(changed))) answers.push(answer)
  expect(answers).toHaveLength(1)
  const [answer] = answers
  if (!answer) throw new Error('no answer')
  return answer
}

const whole = (name: string) => new RegExp(`<${name}[^>]*>[^<]*</${name}>\n`)
const content = (name: string) => new RegExp(`(<${name}[^>]*>)[^<]*`)

describe('a document that cannot be a receivable', () => {
  it.each([
    ['FINVOICE_VERSION_UNSUPPORTED', '', [['Version="3.0"', 'Version="1.2"']]],
    ['FINVOICE_VERSION_UNSUPPORTED', '', [[' Version="3.0"', '']]],
    ['TYPE_NOT_IMPORTED', 'InvoiceDetails/InvoiceTypeCode', [['>INV01<', '>INV08<']]],
    ['TYPE_NOT_IMPORTED', 'InvoiceDetails/InvoiceTypeCode', [['>INV01<', '>TES01<']]],
    ['ORIGIN_NOT_IMPORTED', 'InvoiceDetails/OriginCode', [['>Original<', '>Cancel<']]],
    ['MISSING_ELEMENT', 'InvoiceDetails/InvoiceNumber', [[whole('InvoiceNumber'), '']]],
    ['MISSING_ELEMENT', 'InvoiceDetails/InvoiceNumber', [[content('InvoiceNumber'), '$1  ']]],
    ['NUMBER_TOO_LONG', 'InvoiceDetails/InvoiceNumber', [[content('InvoiceNumber'), `$1${'9'.repeat(36)}`]]],
    ['MISSING_ELEMENT', 'BuyerPartyDetails/BuyerOrganisationName', [[whole('BuyerOrganisationName'), '']]],
    ['MISSING_ELEMENT', 'SellerPartyDetails/SellerPartyIdentifier', [[whole('SellerPartyIdentifier'), '']]],
    ['BUSINESS_ID_INVALID', 'SellerPartyDetails/SellerPartyIdentifier', [['2345678-0', '2345678-1']]],
    ['DATE_INVALID', 'InvoiceDetails/InvoiceDate', [['20260302', '20260230']]],
    ['AMOUNT_INVALID', 'InvoiceDetails/InvoiceTotalVatIncludedAmount', [['>125,50<', '>125,505<']]],
    [
      'CURRENCY_UNSUPPORTED',
      'InvoiceDetails/InvoiceTotalVatIncludedAmount',
      [[/(InvoiceTotalVatIncludedAmount AmountCurrencyIdentifier=")EUR/, '$1EURO']],
    ],
    [
      'CURRENCY_CONTRADICTS',
      'InvoiceDetails/InvoiceTotalVatAmount',
      [[/(InvoiceTotalVatAmount AmountCurrencyIdentifier=")EUR/, '$1SEK']],
    ],
    ['TOTAL_NOT_POSITIVE', 'InvoiceDetails/InvoiceTotalVatIncludedAmount', [['>125,50<', '>-125,50<']]],
    ['TOTALS_CONTRADICT', 'InvoiceDetails/InvoiceTotalVatIncludedAmount', [['>25,50<', '>24,00<']]],
    [
      'TOTALS_CONTRADICT',
      'EpiDetails/EpiPaymentInstructionDetails/EpiInstructedAmount',
      [[content('EpiInstructedAmount'), '$1100,00']],
    ],
    [
      'REFERENCE_INVALID',
      'EpiDetails/EpiPaymentInstructionDetails/EpiRemittanceInfoIdentifier',
      [[content('EpiRemittanceInfoIdentifier'), '$110017']],
    ],
    ['IBAN_INVALID', 'EpiDetails/EpiPartyDetails/EpiBeneficiaryPartyDetails/EpiAccountID', [['FI21', 'FI22']]],
    [
      'DUE_BEFORE_ISSUE',
      'InvoiceDetails/PaymentTermsDetails/InvoiceDueDate',
      [
        [content('InvoiceDueDate'), '$120260301'],
        [content('EpiDateOptionDate'), '$120260301'],
      ],
    ],
    [
      'MISSING_ELEMENT',
      'InvoiceDetails/PaymentTermsDetails/InvoiceDueDate',
      [
        [whole('InvoiceDueDate'), ''],
        [whole('EpiDateOptionDate'), ''],
      ],
    ],
  ] as const)('is refused with %s at %s', async (code, path, changes) => {
    const { result } = await answerTo(plain, ...changes)
    expect(result).toMatchObject({
      ok: false,
      error: { code, path: path === '' ? 'Finvoice' : `Finvoice/${path}`, advice: expect.stringMatching(/./) },
    })
  })

  it('hears everything that is wrong at once, each with its place', async () => {
    const { result } = await answerTo(plain, ['2345678-0', '2345678-1'], [whole('InvoiceNumber'), ''], ['FI21', 'FI22'])
    if (result.ok) throw new Error('not refused')
    const told = [result.error, ...(result.error.also ?? [])].map((one) => one.code)
    expect(told).toEqual(['BUSINESS_ID_INVALID', 'IBAN_INVALID', 'MISSING_ELEMENT'])
  })
})

describe('a document that can be read in spite of something', () => {
  it.each([
    ['COPY', [['>Original<', '>Copy<']], { origin: 'Copy' }],
    ['ORIGIN_ASSUMED', [[whole('OriginCode'), '']], { origin: 'Original' }],
    ['REFERENCE_MISSING', [[whole('EpiRemittanceInfoIdentifier'), '']], { number: '1001' }],
    ['REFERENCE_TOO_SHORT', [[content('EpiRemittanceInfoIdentifier'), '$1000440']], { number: '1001' }],
    ['BUYER_WITHOUT_BUSINESS_ID', [[whole('BuyerPartyIdentifier'), '']], { number: '1001' }],
    [
      'BUYER_BUSINESS_ID_INVALID',
      [[content('BuyerPartyIdentifier'), '$1CL12221']],
      { buyer: { identifier: 'CL12221' } },
    ],
    ['DUE_DATES_CONTRADICT', [[content('EpiDateOptionDate'), '$120260330']], { dueOn: '2026-03-30' }],
    ['DUE_DATES_CONTRADICT', [[content('EpiDateOptionDate'), '$120260301']], { dueOn: '2026-03-16' }],
    ['ROWS_DIFFER_FROM_TOTAL', [[/(<InvoiceRow>[\s\S]*>)100,00/, '$190,00']], { total: money(12550n) }],
    [
      'PAID_AMOUNT_DERIVED',
      [
        [
          '<InvoiceRow>',
          '<PaymentStatusDetails><PaymentStatusCode>PARTLYPAID</PaymentStatusCode></PaymentStatusDetails><InvoiceRow>',
        ],
        [content('EpiInstructedAmount'), '$1100,00'],
      ],
      { paid: money(2550n) },
    ],
    [
      'INSTALMENTS',
      [
        [
          '<InvoiceRow>',
          '<PartialPaymentDetails><PaidAmount>0,00</PaidAmount><PartialPaymentVatIncludedAmount>50,00</PartialPaymentVatIncludedAmount></PartialPaymentDetails><InvoiceRow>',
        ],
        [content('EpiInstructedAmount'), '$150,00'],
      ],
      { instructed: money(5000n) },
    ],
  ] as const)('warns of %s', async (code, changes, facts) => {
    const { result, warnings } = await answerTo(plain, ...changes)
    expect(result).toMatchObject({ ok: true, value: facts })
    expect(warnings.map((warning) => warning.code)).toEqual([code])
  })

  it('leaves out an e-mail address that mail could not reach, and says so', async () => {
    const { result, warnings } = await answerTo(plain, ['>ostot@ostaja.example<', '>ostot(at)ostaja.example<'])
    expect(result.ok && [result.value.buyer.email, result.value.contactPerson?.email]).toEqual([undefined, undefined])
    expect(warnings.map((warning) => warning.code)).toEqual(['EMAIL_INVALID'])
  })

  it('never keeps a personal identity code', async () => {
    const { result, warnings } = await answerTo(plain, [content('BuyerPartyIdentifier'), '$1131052-308T'])
    expect(result.ok).toBe(true)
    expect(JSON.stringify(result, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      '131052',
    )
    expect(JSON.stringify(warnings)).not.toContain('131052')
    expect(warnings.map((warning) => warning.code)).toEqual(['PERSONAL_IDENTITY_CODE_DROPPED'])
  })

  it.each([
    [
      'a VAT number',
      [whole('SellerPartyIdentifier'), '<SellerOrganisationTaxCode>FI23456780</SellerOrganisationTaxCode>'],
    ],
    ['an operator address', ['2345678-0', '00372345678000001']],
  ] as const)('knows the seller by %s', async (_name, change) => {
    const { result } = await answerTo(plain, change)
    expect(result).toMatchObject({ ok: true, value: { seller: { businessId: '2345678-0' } } })
  })

  it('takes the old account number of a Finvoice 1.3 for its IBAN', async () => {
    const { result } = await answerTo(plain, ['Version="3.0"', 'Version="1.3"'], ['FI2112345600000785', '123456-785'])
    expect(result).toMatchObject({ ok: true, value: { seller: { accounts: [{ iban: 'FI2112345600000785' }] } } })
  })

  it('takes amounts with dots, blanks and needless zeros', async () => {
    const { result } = await answerTo(plain, ['>125,50<', '> 0125.5000 <'])
    expect(result).toMatchObject({ ok: true, value: { total: money(12550n) } })
  })

  it('reads the rounding of a total that its parts do not make exactly', async () => {
    const { result } = await answerTo(
      plain,
      [
        /(<InvoiceTotalVatIncludedAmount[^>]*>)125,50(<\/InvoiceTotalVatIncludedAmount>\n)/,
        '$1125,55$2<InvoiceTotalRoundoffAmount AmountCurrencyIdentifier="EUR">0,05</InvoiceTotalRoundoffAmount>',
      ],
      [content('EpiInstructedAmount'), '$1125,55'],
    )
    expect(result).toMatchObject({ ok: true, value: { total: money(12555n) } })
  })
})

describe('a credit note', () => {
  const negative = writeFinvoice(CREDIT_NOTE, 'UTF-8').toString('utf8')
  const positive = negative.replaceAll('>-', '>')

  it('credits the same amount whether it is written with minus signs or without', async () => {
    expect(negative).toContain('>-125,50<')
    for (const document of [negative, positive]) {
      const { result } = await answerTo(document)
      expect(result).toEqual({ ok: true, value: CREDIT_NOTE })
    }
  })

  it('may ask for a payment of zero, need no due date, and say that it cancels', async () => {
    const { result } = await answerTo(
      negative,
      [content('EpiInstructedAmount'), '$10,00'],
      [whole('InvoiceDueDate'), ''],
      [whole('EpiDateOptionDate'), ''],
      ['>Original<', '>Cancel<'],
    )
    expect(result).toMatchObject({ ok: true, value: { origin: 'Cancel', dueOn: '2026-03-02', total: money(12550n) } })
  })

  it('that does not say what it credits is told so', async () => {
    const { warnings } = await answerTo(negative, [whole('OriginalInvoiceNumber'), ''])
    expect(warnings.map((warning) => warning.code)).toEqual(['ORIGINAL_NOT_NAMED'])
  })
})

describe('a framed document', () => {
  const body = plain.replace(/^<\?xml[^>]*\?>\n/, '')
  const envelope = (inside: string) =>
    `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Header/><S:Body>${inside}</S:Body></S:Envelope>`

  it.each([
    ['in front, without a declaration', `${envelope('<m/>')}\n${plain}`],
    ['in front, with a declaration', `<?xml version="1.0"?>${envelope('<m/>')}${plain}`],
    ['around it', envelope(body)],
    ['around it as text of another document is left alone', plain.replace('Pesu', '<![CDATA[<?xml version="1.0"?>]]>')],
    ['with attachments behind it', `${plain}<?xml version="1.0"?><FinvoiceAttachments><a/></FinvoiceAttachments>`],
  ])('is read with the frame %s', async (_name, file) => {
    const { result } = await answerTo(file)
    expect(result).toMatchObject({ ok: true, value: { number: '1001' } })
  })
})
