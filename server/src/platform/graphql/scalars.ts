import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql'
import { parseCalendarDate } from '../../kernel/calendarDate.ts'
import { FileContent, fileFromText } from './fileContent.ts'

function refuse(message: string): never {
  throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
}

function textOf(node: ValueNode): string | undefined {
  return node.kind === Kind.STRING ? node.value : undefined
}

function readDate(value: unknown): string {
  const date = typeof value === 'string' ? parseCalendarDate(value) : undefined
  return date ?? refuse('A Date is a calendar date written YYYY-MM-DD, for example 2026-02-28.')
}

export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'A calendar date `YYYY-MM-DD`, in Finland where it means today.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/local-date',
  serialize: (value) => (typeof value === 'string' ? value : refuse('Not a date.')),
  parseValue: readDate,
  parseLiteral: (node) => readDate(textOf(node)),
})

const MOMENT = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/

function readMoment(value: unknown): Date {
  const moment = typeof value === 'string' && MOMENT.test(value) ? new Date(value) : undefined
  if (moment && !Number.isNaN(moment.getTime())) return moment
  return refuse('A DateTime is a moment written as in RFC 3339, for example 2026-02-28T12:30:00Z.')
}

export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A moment, as in RFC 3339, always answered in UTC: `2026-02-28T12:30:00.000Z`.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time',
  serialize(value) {
    if (value instanceof Date) return value.toISOString()
    // JSON that the database wrote has text already.
    return typeof value === 'string' ? readMoment(value).toISOString() : refuse('Not a moment.')
  },
  parseValue: readMoment,
  parseLiteral: (node) => readMoment(textOf(node)),
})

const DECIMAL = /^-?\d{1,30}(\.\d{1,10})?$/

function readDecimal(value: unknown): string {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  if (typeof text === 'string' && DECIMAL.test(text)) return text
  return refuse('A Decimal is an exact decimal number in text, with a dot, for example "12.50".')
}

export const DecimalScalar = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'An exact decimal number in text, with a dot: `"12.50"`. Never a floating-point number.',
  serialize: (value) => (typeof value === 'string' ? value : refuse('Not a decimal.')),
  parseValue: readDecimal,
  // The text of a number in a query is exact, unlike a number in JSON.
  parseLiteral: (node) => readDecimal(node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : textOf(node)),
})

function readFile(value: unknown): FileContent {
  if (value instanceof FileContent) return value
  const file = typeof value === 'string' ? fileFromText(value) : undefined
  return file ?? refuse('A FileContent is a part of a multipart request, XML text that starts with <, or base64.')
}

export const FileContentScalar = new GraphQLScalarType<FileContent, never>({
  name: 'FileContent',
  description:
    'The content of a file: a part of a GraphQL multipart request (up to 20 MB), or in JSON the XML text itself ' +
    '(starting with `<`) or any file in base64.',
  serialize: () => refuse('Files only come in.'),
  parseValue: readFile,
  parseLiteral: (node) => readFile(textOf(node)),
})
