import { type GraphQLScalarType, parseValue } from 'graphql'
import { describe, expect, test } from 'vitest'
import { FILE_LIMIT, type FileContent } from './fileContent.ts'
import { DateScalar, DateTimeScalar, DecimalScalar, FileContentScalar } from './scalars.ts'

function literal(scalar: GraphQLScalarType, text: string): unknown {
  return scalar.parseLiteral(parseValue(text), {})
}

describe('Date', () => {
  test.each(['2024-02-29', '1999-12-31'])('%s is a date', (text) => {
    expect(DateScalar.parseValue(text)).toBe(text)
    expect(literal(DateScalar, JSON.stringify(text))).toBe(text)
  })
  test.each(['2023-02-29', '2024-2-9', '29.2.2024', '2024-02-29T00:00:00Z', 20240229, null])('%j is not', (value) => {
    expect(() => DateScalar.parseValue(value)).toThrow(/YYYY-MM-DD/)
  })
})

describe('DateTime', () => {
  test('any offset is answered in UTC', () => {
    expect(DateTimeScalar.serialize(DateTimeScalar.parseValue('2026-01-01T02:00:00+02:00'))).toBe(
      '2026-01-01T00:00:00.000Z',
    )
  })
  test.each(['2026-01-01', '2026-13-01T00:00:00Z', 'yesterday', 0])('%j is not a moment', (value) => {
    expect(() => DateTimeScalar.parseValue(value)).toThrow(/RFC 3339/)
  })
})

describe('Decimal', () => {
  test('numbers in a query are taken by their text and stay exact', () => {
    expect(literal(DecimalScalar, '9007199254740993.10')).toBe('9007199254740993.10')
  })
  test.each(['1,50', '1e3', '.5', '+1', '', 1.5, 2 ** 60])('%j is refused: not an exact decimal', (value) => {
    expect(() => DecimalScalar.parseValue(value)).toThrow(/exact decimal/)
  })
})

describe('FileContent', () => {
  const bytesOf = (text: string) => (FileContentScalar.parseValue(text) as FileContent).bytes
  test('text that starts with < is the file itself, in UTF-8 whatever its declaration said', () => {
    const bytes = bytesOf('<?xml version="1.0" encoding="ISO-8859-15"?><a>€ä</a>')
    expect(bytes?.toString('utf8')).toBe('<?xml version="1.0" encoding="UTF-8"?><a>€ä</a>')
  })
  test('any other text is base64', () => {
    expect(bytesOf(Buffer.from([0, 255, 10]).toString('base64'))).toEqual(Buffer.from([0, 255, 10]))
  })
  test('text that is neither is refused', () => {
    expect(() => FileContentScalar.parseValue('{"a":1}')).toThrow(/base64/)
  })
  test('a file beyond the limit loses its bytes and keeps its place in the list', () => {
    expect(bytesOf(`<${'a'.repeat(FILE_LIMIT)}`)).toBeUndefined()
  })
})
