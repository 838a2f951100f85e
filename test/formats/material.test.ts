import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMaterial } from '../../server/src/exchange/finvoice/readMaterial.ts'
import { writeMaterial } from '../../server/src/exchange/finvoice/writeMaterial.ts'
import type { Material } from '../../server/src/exchange/messages/toAgency.ts'
import { makeReference, toRf } from '../../server/src/kernel/referenceNumber.ts'
import { materialOf } from '../kit/agency.ts'
import { type FieldSchema, fieldSchema } from './fieldSchema.ts'
import { fieldData } from './gathered.ts'

const text = fc.oneof(fc.string({ maxLength: 90, unit: 'grapheme' }), fc.constantFrom('Åke Öberg & Co <1>', '"', ' x '))
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const cents = fc.bigInt({ min: 0n, max: 10n ** 11n }).map((minor) => {
  const digits = minor.toString().padStart(3, '0')
  return { amount: `${digits.slice(0, -2)}.${digits.slice(-2)}`, currency: 'EUR' }
})
const day = fc
  .integer({ min: 0, max: 9000 })
  .map((n) => new Date(1_577_836_800_000 + n * 86_400_000).toISOString().slice(0, 10))
const address = fc.record({
  street: maybe(text),
  postCode: maybe(fc.constantFrom('00100', '1')),
  town: maybe(text),
  country: maybe(fc.constantFrom('FI', 'SE', '1x')),
})
const reference = fc
  .bigInt({ min: 100n, max: 10n ** 15n })
  .map((base) => makeReference(base))
  .chain((national) => fc.constantFrom(national, toRf(national), 'RF18539007547034', 'not one'))
const letter = fc.record({
  kind: fc.constantFrom('REMINDER' as const, 'NOTICE' as const),
  sentOn: day,
  channel: fc.constantFrom('PRINT' as const, 'EMAIL' as const),
  cost: maybe(cents),
})

const material: fc.Arbitrary<Material> = fc.record({
  id: fc.uuid(),
  version: fc.constant(1 as const),
  kind: fc.constant('MATERIAL' as const),
  creditor: fc.constantFrom('1234567-1', '0112038-9'),
  assignment: fc.uuid(),
  sequence: fc.integer({ min: 1, max: 3 }),
  sentAt: day.map((on) => `${on}T10:00:00.000Z`),
  body: fc.record({
    service: fc.constantFrom('REMINDER' as const, 'COLLECTION' as const),
    afterReminder: maybe(fc.constantFrom('RETURN' as const, 'CONTINUE' as const)),
    creditor: fc.record({
      businessId: fc.constantFrom('1234567-1', '0112038-9'),
      name: text,
      auxiliaryName: maybe(text),
      address,
      email: maybe(text),
      phone: maybe(text),
      iban: maybe(fc.constant('FI2112345600000785')),
      mayDeductVat: fc.boolean(),
    }),
    debtor: fc.record(
      {
        name: text,
        businessId: maybe(fc.constant('0112038-9')),
        kind: fc.constantFrom('CONSUMER' as const, 'BUSINESS' as const),
        kindAssumed: fc.boolean(),
        address,
        email: maybe(text),
        emailConsent: maybe(fc.record({ givenOn: day, withdrawnOn: maybe(day) })),
        phone: maybe(text),
        language: fc.constantFrom('fi' as const, 'sv' as const, 'en' as const),
        contactPerson: maybe(fc.record({ name: text, phone: maybe(text), email: maybe(text) })),
      },
      // Left out by who does not tell of consents.
      {
        requiredKeys: [
          ...(['name', 'businessId', 'kind', 'kindAssumed', 'address', 'email', 'phone', 'language'] as const),
          'contactPerson',
        ],
      },
    ),
    invoice: fc.record({
      number: text,
      reference: maybe(reference),
      issuedOn: day,
      dueOn: day,
      total: cents,
      open: cents,
      interestPercent: maybe(fc.constantFrom('8', '11.5', '100.1234')),
    }),
    earlierLetters: fc.array(letter, { maxLength: 3 }),
    previousAssignment: maybe(fc.uuid()),
  }),
})

const plain = (): Material => ({
  ...{ id: '4a4ae2b4-9d0e-4d5b-8f0e-0d1f2a3b4c5d', version: 1, kind: 'MATERIAL', creditor: '1234567-1', sequence: 1 },
  assignment: '0e37df36-f698-11e6-8dd4-cb9ced3df976',
  sentAt: '2026-03-02T10:00:00.000Z',
  body: materialOf({ afterReminder: 'CONTINUE', interestPercent: '11.5', auxiliaryName: 'Mallikauppa' }),
})

describe('material as Finvoice', () => {
  it('comes back as exactly the message that was written, whatever its texts', async () => {
    await fc.assert(
      fc.asyncProperty(material, async (message) => {
        expect(await readMaterial(await writeMaterial(message))).toEqual({ ok: true, value: message })
      }),
      { numRuns: 150 },
    )
  })

  it('is a reminder with its overdue row, and says in free text only what Finvoice has no field for', async () => {
    const xml = (await writeMaterial(plain())).toString()
    for (const part of [
      '>INV08<',
      '<SellerOrganisationTradingName>Mallikauppa<',
      '<RowOriginalEpiRemittanceInfoIdentifier>202600017<',
      '<RowUnPaidVatIncludedAmount AmountCurrencyIdentifier="EUR">100,00<',
      '<RowInterestRate>11,5<',
    ]) {
      expect(xml).toContain(part)
    }
    expect(xml.match(/<InvoiceFreeText>.*?<\/InvoiceFreeText>/g)).toEqual([
      '<InvoiceFreeText>DUETTO assignment [&quot;0e37df36-f698-11e6-8dd4-cb9ced3df976&quot;]</InvoiceFreeText>',
      '<InvoiceFreeText>DUETTO body.afterReminder [&quot;CONTINUE&quot;]</InvoiceFreeText>',
      '<InvoiceFreeText>DUETTO body.debtor.kindAssumed [false]</InvoiceFreeText>',
    ])
  })

  it.each([
    ['an ordinary invoice', (xml: string) => xml.replace('INV08', 'INV01'), 'neither a reminder'],
    ['a broken line', (xml: string) => xml.replace('[&quot;CONTINUE&quot;]', '[&quot;CONT]'), 'no message'],
    ['a message without its assignment', (xml: string) => xml.replace(/DUETTO assignment/, 'OTHER'), 'assignment'],
    ['something else', () => '<Invoice/>', 'not one Finvoice'],
  ])('%s is refused with what is wrong', async (_, spoil, problem) => {
    const xml = (await writeMaterial(plain())).toString()
    const read = await readMaterial(Buffer.from(spoil(xml)))
    expect(read.ok ? 'taken' : read.error).toContain(problem)
  })
})

describe.skipIf(!fieldData)('the schema of Finvoice 3.0 (read where DUETTO_FIELD_DATA points)', () => {
  let schema: FieldSchema
  beforeAll(() => {
    schema = fieldSchema('finvoice/schema/Finvoice3.0.xsd')
  })
  afterAll(() => schema.close())

  it('accepts all material that is written', async () => {
    await fc.assert(
      fc.asyncProperty(material, async (message) => {
        schema.validate(await writeMaterial(message))
      }),
      { numRuns: 150 },
    )
  })
})
