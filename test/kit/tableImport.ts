import type { Client } from './client.ts'
import { referenceOf } from './ledgerFiles.ts'

/** A table of invoices as an invoicing program writes it: its headings, a row, the whole. */
export const HEAD = 'Laskun numero;Asiakas;Laskun päivä;Eräpäivä;Yhteensä;Viite'
export const line = (number: string, more: { due?: string; total?: string; name?: string } = {}) =>
  `${number};${more.name ?? 'Ostaja Esimerkki'};1.2.2026;${more.due ?? '15.2.2026'};${more.total ?? '124,00'};${referenceOf(number)}`
export const table = (...lines: string[]) => [HEAD, ...lines, ''].join('\n')

const OUTCOME = `outcome { newCount alreadyThere doubles refused sums { amount currency } refusedFile(language: FI)
  rows { row outcome cells amount { amount } invoice { number } problems { code path line advice } warnings { code } } }`
/** The question of a preview, with the table as its input. */
export const PREVIEW = `query ($input: TablePreviewInput!) { tablePreview(input: $input) { refusal { code } rowCount digest mappingName
  columns { column heading samples } mapping { columns { column field } dateOrder decimalSign currency }
  problems { code field } warnings { code } ${OUTCOME} } }`
export const IMPORT = `mutation ($input: ImportTableInput!) { importTable(input: $input) { error { code field } ${OUTCOME} } }`

// biome-ignore lint/suspicious/noExplicitAny: tests read whatever they asked for.
type Answered = any

interface Asked {
  readonly kind?: 'INVOICES' | 'PAYMENTS'
  readonly mapping?: object
  readonly noDoubles?: readonly number[]
  readonly saveAs?: string
  readonly digest?: string
}

/** What the server would do with a table. */
export async function preview(
  client: Client,
  companyId: string,
  content: string | Buffer,
  asked: Asked = {},
): Promise<Answered> {
  const input = { kind: 'INVOICES', companyId, file: { name: 'laskut.csv', content: null }, ...asked }
  const file = { name: 'laskut.csv', content }
  return (await client.upload(PREVIEW, { input }, { 'variables.input.file.content': file })).tablePreview
}

/** Imports a table as its preview proposes it. */
export async function take(
  client: Client,
  companyId: string,
  content: string | Buffer,
  asked: Asked = {},
): Promise<Answered> {
  const { saveAs: _, digest: __, ...shown } = asked
  const { mapping, digest } = await preview(client, companyId, content, shown)
  const input = { kind: 'INVOICES', companyId, file: { name: 'laskut.csv', content: null }, mapping, digest, ...asked }
  const file = { name: 'laskut.csv', content }
  return (await client.upload(IMPORT, { input }, { 'variables.input.file.content': file })).importTable
}

/** New rows, rows that were there, probable doubles, refused ones. */
export const counts = ({ newCount, alreadyThere, doubles, refused }: Record<string, number>) => [
  newCount,
  alreadyThere,
  doubles,
  refused,
]
