import fc from 'fast-check'
import type { EInvoice, EInvoiceRow } from '../../server/src/exchange/finvoice/einvoice.ts'
import { makeBusinessId } from '../../server/src/kernel/businessId.ts'
import { addDays, calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { makeFinnishIban } from '../../server/src/kernel/iban.ts'
import { money } from '../../server/src/kernel/money.ts'
import { makeReference } from '../../server/src/kernel/referenceNumber.ts'

/*
 * Invoices that a Finvoice can say: texts that fit its fields (at least two characters where the schema asks for them),
 * valid check digits, totals that agree.
 */

const BUSINESS_IDS = [1_111_111, 2_222_222, 3_333_333, 4_444_444].map(makeBusinessId).filter((id) => id !== undefined)
const IBANS = ['12345600000785', '80002627761348'].map(makeFinnishIban)

const text = (max: number, min = 2) =>
  fc
    .string({ minLength: min, maxLength: max, unit: fc.constantFrom(...'aäöåÄÖÅéŠž€ &<>"\'/0123456789-.,;漢😀') })
    .map((value) => value.trim().replace(/\s+/g, ' '))
    .filter((value) => [...value].length >= min && value.length <= max)

const day = fc.integer({ min: 0, max: 9000 }).map((days) => addDays(calendarDate('2005-01-01'), days))
const cents = fc.bigInt({ min: 1n, max: 99_999_999_999n })
const phone = fc.constantFrom('+358 9 123 4567', '040 123 456')
const email = fc.constantFrom('laskut@esimerkki.example', 'åke@exempel.example')
const percent = fc.constantFrom('0.00', '8.5', '10', '25.5', '7.125')

/** Keys without a value are left out, as the reader leaves them. */
function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T
}

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

const address = fc.record({
  street: fc.array(text(35), { minLength: 1, maxLength: 3 }),
  town: text(35),
  postCode: fc.constantFrom('00100', '20500'),
  countryCode: fc.constantFrom('FI', 'SE'),
  postOfficeBox: optional(text(35)),
})

const row: fc.Arbitrary<EInvoiceRow> = fc
  .record({
    description: text(100),
    quantity: optional(fc.constantFrom('1', '2.5', '-3')),
    unit: fc.constantFrom('kpl', 'h'),
    unitPrice: optional(fc.constantFrom('10.00', '0.12345')),
    net: optional(cents.map((minor) => money(minor))),
    vatPercent: optional(percent),
    total: optional(cents.map((minor) => money(minor))),
  })
  .map(({ unit, ...value }) => compact({ ...value, unit: value.quantity === undefined ? undefined : unit }))

const seller = fc
  .record({
    businessId: fc.constantFrom(...BUSINESS_IDS),
    names: fc.array(text(70), { minLength: 1, maxLength: 3 }),
    tradingName: optional(text(70)),
    vatId: optional(fc.constant('FI11111113')),
    contact: optional(fc.record({ name: text(70), phone, email })),
    accounts: fc.constantFrom(
      [{ iban: IBANS[0] as string, bic: 'NDEAFIHH' }],
      [{ iban: IBANS[1] as string }],
      IBANS.map((iban) => ({ iban, bic: 'OKOYFIHH' })),
    ),
    address: optional(address.map(compact)),
  })
  .map(compact)

const buyer = fc
  .record({
    id: optional(fc.constantFrom(...BUSINESS_IDS)),
    name: text(70),
    tradingName: optional(text(70)),
    address: optional(address.map(compact)),
    email: optional(email),
    phone: optional(phone),
  })
  .map(({ id, ...rest }) => compact({ ...rest, identifier: id, businessId: id }))

const reference = fc
  .bigInt({ min: 100n, max: 10n ** 18n })
  .chain((base) => fc.constantFrom(makeReference(base), 'RF97C2H5OH'))

export const einvoice: fc.Arbitrary<EInvoice> = fc
  .record({
    type: fc.constantFrom('INV01' as const, 'INV02' as const),
    copy: fc.boolean(),
    number: text(20, 1),
    issuedOn: day,
    term: fc.integer({ min: 0, max: 90 }),
    net: cents,
    vat: fc.bigInt({ min: 0n, max: 9_999_999n }),
    paid: fc.boolean(),
    reference: optional(reference),
    original: optional(fc.record({ number: text(20, 1), issuedOn: day })),
    late: optional(percent),
    fixed: optional(cents),
    freeText: optional(fc.array(text(80), { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'))),
    language: optional(fc.constantFrom('FI', 'SV', 'EN')),
    seller,
    buyer,
    person: optional(text(70)),
    rows: fc.array(row, { minLength: 1, maxLength: 4 }),
  })
  .map((draft) => {
    const total = money(draft.net + draft.vat)
    const paid = money(draft.paid ? total.minor / 3n : 0n)
    return compact<EInvoice>({
      version: '3.0',
      type: draft.type,
      origin: draft.copy ? 'Copy' : 'Original',
      number: draft.number,
      issuedOn: draft.issuedOn,
      dueOn: addDays(draft.issuedOn, draft.term),
      currency: 'EUR',
      total,
      vatExcludedTotal: money(draft.net),
      vatTotal: money(draft.vat),
      paid,
      instructed: money(total.minor - paid.minor),
      reference: draft.reference as string,
      originalInvoice: draft.original as EInvoice['originalInvoice'],
      lateInterestPercent: draft.late as string,
      fixedOverdueAmount: (draft.fixed === undefined
        ? undefined
        : money(draft.fixed)) as EInvoice['fixedOverdueAmount'],
      freeText: draft.freeText as string,
      language: draft.language as string,
      seller: draft.seller as EInvoice['seller'],
      buyer: draft.buyer as EInvoice['buyer'],
      contactPerson: (draft.person === undefined
        ? undefined
        : compact({
            name: draft.person,
            phone: draft.buyer.phone,
            email: draft.buyer.email,
          })) as EInvoice['contactPerson'],
      rows: draft.rows,
    })
  })
