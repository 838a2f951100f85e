import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CreditTransferFile, writeCreditTransfers } from '../../server/src/exchange/payment/creditTransfers.ts'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { makeReference, toRf } from '../../server/src/kernel/referenceNumber.ts'
import { type FieldSchema, fieldSchema } from './fieldSchema.ts'
import { fieldData } from './gathered.ts'

const reference = fc
  .bigInt({ min: 100n, max: 10n ** 18n })
  .map((base) => makeReference(base))
  .chain((national) => fc.constantFrom(national, toRf(national), 'RF18539007547034', null))

const transfer = fc.record({
  endToEndId: fc.stringMatching(/^[A-Z0-9-]{1,35}$/),
  amount: fc.bigInt({ min: 1n, max: 99_999_999_999n }),
  payee: fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }).filter((name) => name.trim() !== ''),
  iban: fc.constantFrom('FI2112345600000785', 'SE4550000000058398257466'),
  reference,
  message: fc.string({ maxLength: 300, unit: 'grapheme' }),
})

const file: fc.Arbitrary<CreditTransferFile> = fc.record({
  messageId: fc.stringMatching(/^[A-Z0-9-]{1,35}$/),
  createdAt: fc.constant('2026-03-02T10:00:00.000Z'),
  executeOn: fc.constant(calendarDate('2026-03-03')),
  payer: fc.constant('Duetto'),
  payerIban: fc.constant('FI9399999900000014'),
  currency: fc.constant('EUR'),
  transfers: fc.array(transfer, { minLength: 1, maxLength: 8 }),
})

const one = (reference: string | null): string =>
  writeCreditTransfers({
    messageId: 'M1',
    createdAt: '2026-03-02T10:00:00Z',
    executeOn: calendarDate('2026-03-03'),
    payer: 'Duetto',
    payerIban: 'FI9399999900000014',
    currency: 'EUR',
    transfers: [
      { endToEndId: 'E1', amount: 12_345n, payee: 'Malli & Oy', iban: 'FI2112345600000785', reference, message: '17' },
    ],
  }).toString()

describe('a payment file', () => {
  it('has the reference in the structured field, an ISO one with its issuer', () => {
    expect(one('202600017').replace(/\s+/g, '')).toContain(
      '<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>202600017</Ref></CdtrRefInf></Strd></RmtInf>',
    )
    expect(one('RF18539007547034')).toContain('<Issr>ISO</Issr>')
  })

  it('has what is no reference as a message', () => {
    expect(one(null)).toContain('<Ustrd>17</Ustrd>')
    expect(one('12')).not.toContain('Strd>\n<Cdtr')
  })

  it('counts and sums its transfers to the cent', () => {
    fc.assert(
      fc.property(file, (given) => {
        const text = writeCreditTransfers(given).toString()
        const cents = given.transfers
          .reduce((sum, { amount }) => sum + amount, 0n)
          .toString()
          .padStart(3, '0')
        expect(text.split(`<CtrlSum>${cents.slice(0, -2)}.${cents.slice(-2)}</CtrlSum>`)).toHaveLength(3)
        expect(text.split('<CdtTrfTxInf>')).toHaveLength(given.transfers.length + 1)
      }),
    )
  })
})

describe.skipIf(!fieldData)('the schema of pain.001.001.09 (read where DUETTO_FIELD_DATA points)', () => {
  let schema: FieldSchema
  beforeAll(() => {
    schema = fieldSchema('bank/schema/pain.001.001.09.xsd')
  })
  afterAll(() => schema.close())

  it('accepts every payment file that is written', () => {
    fc.assert(
      fc.property(file, (given) => {
        schema.validate(writeCreditTransfers(given))
      }),
    )
  })
})
