import type { Unit } from '../../platform/database/unit.ts'
import { allByKey, type CompanyKey, defineLoader, oneByKey } from '../../platform/graphql/loader.ts'
import { type ConnectionOf, type Page, readPage, showPage } from '../../platform/graphql/paging.ts'
import type { AssignmentKind } from '../assignment/assignment.enums.ts'
import { keyArrays } from '../history.store.ts'
import { type SendOutcomeWord, type SendRow, type SendType, sendColumns, showSend } from './send.type.ts'

export const sendById = defineLoader<CompanyKey, SendType | undefined>('duetto.send', async (unit, keys) => {
  const rows = await unit.rows<SendRow>(
    `SELECT ${sendColumns} FROM duetto.send s WHERE (s.company_id, s.id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[]))`,
    keyArrays(keys),
    'duetto.sendsById',
  )
  const found = oneByKey(keys, rows, (row) => ({ companyId: row.companyId, id: row.id }))
  return found.map((row) => row && showSend(row))
})

/** A page of a company's sends, newest first; kind null: of both services. */
export interface SendPage {
  readonly companyId: bigint
  readonly kind: AssignmentKind | null
  readonly first: number
  readonly after: string | null
}

/** Pages of many companies: one statement for all that ask alike. */
export const sendPage = defineLoader<SendPage, ConnectionOf<SendType>>('duetto.sendPage', async (unit, asked) => {
  const alike = new Map<string, SendPage[]>()
  for (const page of asked) {
    const text = `${page.kind}|${page.first}|${page.after}`
    alike.set(text, [...(alike.get(text) ?? []), page])
  }
  const answers = new Map<SendPage, ConnectionOf<SendType>>()
  for (const pages of alike.values()) {
    for (const [page, connection] of await readPages(unit, pages)) answers.set(page, connection)
  }
  return asked.map((page) => answers.get(page) as ConnectionOf<SendType>)
})

async function readPages(unit: Unit, pages: readonly SendPage[]): Promise<[SendPage, ConnectionOf<SendType>][]> {
  const { kind, first, after } = pages[0] as SendPage
  const page: Page = readPage({ first, after }, 1)
  const rows = await unit.rows<SendRow>(
    `SELECT ${sendColumns} FROM unnest($1::bigint[]) c (company_id)
     CROSS JOIN LATERAL (
       SELECT * FROM duetto.send s
       WHERE s.company_id = c.company_id AND ($2::text IS NULL OR s.kind = $2) AND ($3::bigint IS NULL OR s.id < $3)
       ORDER BY s.id DESC LIMIT $4
     ) s ORDER BY s.id DESC`,
    [pages.map(({ companyId }) => companyId), kind, page.after?.[0] ?? null, page.limit],
    'duetto.sendPages',
  )
  const byCompany = allByKey(
    pages.map(({ companyId }) => companyId),
    rows,
    (row) => row.companyId,
  )
  return pages.map((asked, index) => [asked, showPage(byCompany[index] ?? [], page, showSend, (row) => [row.id])])
}

/** A page of the sends of every company within reach, newest first; kind null: of both services. */
export async function newestSends(
  unit: Unit,
  kind: AssignmentKind | null,
  page: Page,
): Promise<ConnectionOf<SendType>> {
  const rows = await unit.rows<SendRow>(
    `SELECT ${sendColumns} FROM access.company c
     CROSS JOIN LATERAL (
       SELECT * FROM duetto.send s
       WHERE s.company_id = c.company_id AND ($1::text IS NULL OR s.kind = $1) AND ($2::bigint IS NULL OR s.id < $2)
       ORDER BY s.id DESC LIMIT $3
     ) s ORDER BY s.id DESC LIMIT $3`,
    [kind, page.after?.[0] ?? null, page.limit],
    'duetto.newestSends',
  )
  return showPage(rows, page, showSend, (row) => [row.id])
}

export interface SendItemRow {
  readonly companyId: bigint
  readonly sendId: bigint
  readonly invoiceId: bigint
  readonly assignmentId: bigint | null
  readonly code: string | null
  readonly message: string | null
  /** What the message names: days, amounts. */
  readonly values: Readonly<Record<string, string>> | null
}

/** The most invoices of a send that are read at once; `sendItemPage` reads the others. */
const ITEMS_LIMIT = 1_000

/** The invoices of a send in the order they were asked for. */
export const itemsOfSend = defineLoader<CompanyKey, SendItemRow[]>('duetto.sendItems', async (unit, keys) => {
  const rows = await unit.rows<SendItemRow>(
    `SELECT company_id AS "companyId", send_id AS "sendId", invoice_id AS "invoiceId", assignment_id AS "assignmentId", code, message,
       refusal_values AS values
     FROM duetto.send_item WHERE (company_id, send_id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[]))
       AND ordinal <= ${ITEMS_LIMIT} ORDER BY ordinal`,
    keyArrays(keys),
    'duetto.sendItems',
  )
  return allByKey(keys, rows, (row) => ({ companyId: row.companyId, id: row.sendId }))
})

interface OrdinalRow extends SendItemRow {
  readonly ordinal: number
}

const OUTCOME: Readonly<Record<SendOutcomeWord, string>> = {
  WAITING: 'assignment_id IS NULL AND code IS NULL',
  SENT: 'assignment_id IS NOT NULL',
  REFUSED: 'code IS NOT NULL',
}

/** A page of the invoices of one send, in the order they were asked for. */
export async function sendItemPage(
  unit: Unit,
  send: CompanyKey,
  outcome: SendOutcomeWord | null,
  page: Page,
): Promise<ConnectionOf<SendItemRow>> {
  const rows = await unit.rows<OrdinalRow>(
    `SELECT company_id AS "companyId", send_id AS "sendId", ordinal, invoice_id AS "invoiceId", assignment_id AS "assignmentId", code,
       message, refusal_values AS values
     FROM duetto.send_item
     WHERE company_id = $1 AND send_id = $2 AND ordinal > $3 ${outcome ? `AND ${OUTCOME[outcome]}` : ''} ORDER BY ordinal LIMIT $4`,
    [send.companyId, send.id, page.after?.[0] ?? 0, page.limit],
    `duetto.sendItemPage${outcome ?? ''}`,
  )
  return showPage(
    rows,
    page,
    (row) => row,
    (row) => [String(row.ordinal)],
  )
}

export interface RefusalCount {
  readonly companyId: bigint
  readonly sendId: bigint
  readonly code: string
  readonly count: number
}

/** Why invoices of a send were refused so far, the most frequent reason first. */
export const refusalsOfSend = defineLoader<CompanyKey, RefusalCount[]>('duetto.sendRefusals', async (unit, keys) => {
  const rows = await unit.rows<RefusalCount>(
    `SELECT company_id AS "companyId", send_id AS "sendId", code, count(*)::integer AS count
     FROM duetto.send_item
     WHERE (company_id, send_id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[])) AND code IS NOT NULL
     GROUP BY 1, 2, 3 ORDER BY 4 DESC, 3`,
    keyArrays(keys),
    'duetto.sendRefusals',
  )
  return allByKey(keys, rows, (row) => ({ companyId: row.companyId, id: row.sendId }))
})

/** The send that a request of this key made; undefined when none did. */
export async function sendOfKey(unit: Unit, companyId: bigint, key: string): Promise<SendType | undefined> {
  const row = await unit.row<SendRow>(
    `SELECT ${sendColumns} FROM duetto.send s WHERE s.company_id = $1 AND s.idempotency_key = $2`,
    [companyId, key],
    'duetto.sendOfKey',
  )
  return row && showSend(row)
}
