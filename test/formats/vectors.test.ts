import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { virtualBarcode } from '../../server/src/exchange/payment/virtualBarcode.ts'
import { parseBusinessId } from '../../server/src/kernel/businessId.ts'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { parseBic, parseIban } from '../../server/src/kernel/iban.ts'
import { formatReference, parseReference, toRf } from '../../server/src/kernel/referenceNumber.ts'

const folder = process.env.DUETTO_FIELD_DATA

type Row = Record<string, string>

/** Splits one CSV line; a quoted field may hold commas. */
function fields(line: string): string[] {
  return [...line.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g)]
    .map((m) => m[1]?.replaceAll('""', '"') ?? m[2] ?? '')
    .slice(0, -1)
}

function rows(file: string): Row[] {
  if (!folder) return []
  const [header = '', ...lines] = readFileSync(join(folder, 'vectors', file), 'utf8')
    .replaceAll('\r', '')
    .split('\n')
  const names = fields(header)
  const body = lines.filter((line) => line !== '')
  return body.map((line) => Object.fromEntries(fields(line).map((value, i) => [names[i] ?? `column${i}`, value])))
}

/** The rows of a file as [value, expected, row], with the expectation that `deliberate` states instead of the file's. */
function verdicts(file: string, deliberate: Record<string, string>): [string, string, Row][] {
  return rows(file).map((row) => {
    const value = row.value ?? ''
    return [value, deliberate[`${value}=${row.expected}`] ?? row.expected ?? '', row]
  })
}

// Where the product's rule and a row differ on purpose. Key: value=the file's expectation.
const DELIBERATE_IBAN = {
  // The source states this account twice: valid by length and check digits, and refused once its own test has added a
  // Serbian check-digit rule by hand. The product adds no national rule but Finland's.
  'RS35260005601001611379=invalid': 'valid',
}
const DELIBERATE_RF = {
  // Invalid only as a Finnish reference; as an RF creditor reference it is sound, and a foreign seller may use it.
  'RF97C2H5OH=invalid': 'valid',
}

describe.skipIf(!folder)('checksum vectors of the field (DUETTO_FIELD_DATA names their folder)', () => {
  test.each(verdicts('finnish_reference_numbers.csv', {}))('reference %j is %s', (value, expected) => {
    expect(parseReference(value) === undefined ? 'invalid' : 'valid').toBe(expected)
  })

  test.each(verdicts('rf_references.csv', DELIBERATE_RF))('RF reference %j is %s', (value, expected) => {
    const reference = parseReference(value)
    expect(reference === undefined ? 'invalid' : 'valid').toBe(expected)
    if (reference !== undefined) expect(toRf(reference)).toBe(value.replaceAll(' ', '').replace(/^(RF..)0+/, '$1'))
  })

  test.each(rows('reference_formatting.csv').map((row) => [row.input, row.paper_format]))(
    '%j is printed %j',
    (input, paper) => {
      expect(formatReference(input as string)).toBe(paper)
    },
  )

  test.each(verdicts('iban.csv', DELIBERATE_IBAN))('IBAN %j is %s', (value, expected) => {
    expect(parseIban(value) === undefined ? 'invalid' : 'valid').toBe(expected)
  })

  test.each(verdicts('bic.csv', {}))('BIC %j is %s', (value, expected) => {
    expect(parseBic(value) === undefined ? 'invalid' : 'valid').toBe(expected)
  })

  test.each(verdicts('y_tunnus.csv', {}))('business ID %j is %s', (value, expected) => {
    expect(parseBusinessId(value) === undefined ? 'invalid' : 'valid').toBe(expected)
  })

  // A bar code of version 4 carries a padded Finnish reference, one of version 5 the RF check digits and the rest.
  test.each(rows('virtual_barcode.csv').map((row) => [row.barcode ?? '', row]))(
    'bar code %s holds the IBAN and reference it is said to',
    (code, row) => {
      const [version, account, rest] = [code[0], code.slice(1, 17), code.slice(25, 48)]
      expect(parseIban(`FI${account}`)).toBe(row.iban)
      const text = version === '5' ? `RF${rest}` : rest.slice(3)
      expect(parseReference(text)).toBe(parseReference(row.reference ?? ''))
      expect(parseReference(text)).toBeDefined()
    },
  )

  test.each(rows('virtual_barcode.csv').map((row) => [row.barcode ?? '', row]))(
    'the product writes bar code %s',
    (code, row) => {
      const [euros = '', cents = ''] = (row.sum ?? '').split('.')
      const [day, month, year] = (row['due_date_d.m.yyyy'] ?? '').split('.')
      const dueOn = year ? calendarDate(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`) : null
      const amount = BigInt(`${euros}${cents.padEnd(2, '0')}`)
      const order = { payee: '', iban: row.iban ?? '', amount, reference: row.reference ?? '', dueOn }
      expect(virtualBarcode(order, code.startsWith('5') ? 5 : 4)).toBe(code)
    },
  )
})
