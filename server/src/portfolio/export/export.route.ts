import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { auditExport } from '../../access/exportAudit.ts'
import type { Cell } from '../../exchange/table/table.ts'
import { textCell } from '../../exchange/table/table.ts'
import { CSV_START, csvLine } from '../../exchange/table/writeCsv.ts'
import { writeXlsx, XLSX_ROWS } from '../../exchange/table/writeXlsx.ts'
import type { Credential } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { OperationContext } from '../../platform/graphql/context.ts'
import { BadInput } from '../../platform/graphql/inputError.ts'
import { askedFile } from './asked.ts'
import { askedAssignments, assignmentTable } from './assignmentExport.ts'
import { askedInvoices, invoiceTable } from './invoiceExport.ts'
import { askedReport, reportTable } from './reportExport.ts'
import { cellsOf, type ExportTable } from './table.ts'
import { exportWord } from './words.ts'

/** What a request proves its identity with; throws for one that is malformed or comes from another site. */
export type Identify = (request: FastifyRequest) => Credential | undefined

interface ExportParts {
  readonly database: Database
  readonly clock: Clock
  readonly identify: Identify
}

/**
 * Lists as files: `POST /exports/sales-invoices`, `/exports/assignments` and `/exports/report`. The body is JSON with `format` ('csv'
 * or 'xlsx'), `language` ('FI', 'SV', 'EN') and the arguments of the list's query. CSV is written while it is read.
 */
export function exportRoutes(parts: ExportParts): (http: FastifyInstance) => Promise<void> {
  return async (http) => {
    addRoute(http, '/exports/sales-invoices', parts, askedInvoices, invoiceTable)
    addRoute(http, '/exports/assignments', parts, askedAssignments, assignmentTable)
    addRoute(http, '/exports/report', parts, askedReport, reportTable)
  }
}

function addRoute<Asked extends z.ZodObject, Row>(
  http: FastifyInstance,
  path: string,
  parts: ExportParts,
  asked: Asked,
  tableOf: (asked: z.output<Asked>) => ExportTable<Row>,
): void {
  http.post(path, async (request, reply) => {
    const context = new OperationContext({
      database: parts.database,
      credential: parts.identify(request),
      requestId: request.id,
      now: parts.clock.now(),
      exchange: { clientAddress: request.ip, addCookie: () => undefined },
    })
    try {
      const { format, language, ...rest } = parsed(askedFile.loose(), request.body)
      const table = tableOf(parsed(asked, rest))
      const head = table.columns.map((column) => exportWord(language, column.word))
      const name = exportWord(language, table.name)
      const counted = new Map<bigint, number>()
      const pages = cellsOf(table, context, language, counted)
      // The first page is read before the answer begins: a refusal is still an answer of its own.
      const first = await pages.next()
      const rows = first.done ? [] : first.value
      const fileName = `${name.toLowerCase()}-${context.today}.${format}`
      const audit = () => auditExport(parts.database, context.scope, { list: table.name, format }, counted)
      if (format === 'csv') return sendCsv(reply, fileName, csvOf(head, rows, pages, audit))
      const file = await writeXlsx(name, head, await gathered(rows, pages))
      await audit()
      return sendXlsx(reply, fileName, file)
    } finally {
      await context.release()
    }
  })
}

async function* csvOf(
  head: readonly string[],
  first: readonly Cell[][],
  rest: AsyncGenerator<Cell[][]>,
  audit: () => Promise<void>,
): AsyncGenerator<string> {
  try {
    yield CSV_START + csvLine(head.map(textCell))
    yield first.map(csvLine).join('')
    for await (const page of rest) yield page.map(csvLine).join('')
  } finally {
    // Also of a file that was broken off: what was read may have gone out.
    await audit()
  }
}

async function gathered(first: Cell[][], rest: AsyncGenerator<Cell[][]>): Promise<Cell[][]> {
  const rows = [...first]
  for await (const page of rest) {
    rows.push(...page)
    if (rows.length > XLSX_ROWS)
      throw new BadInput(
        `A workbook has at most ${XLSX_ROWS} rows. Narrow the list, or ask for CSV.`,
        'EXPORT_TOO_LARGE',
      )
  }
  return rows
}

function sendCsv(reply: FastifyReply, fileName: string, lines: AsyncGenerator<string>): FastifyReply {
  return asDownload(reply, fileName).type('text/csv; charset=utf-8').send(Readable.from(lines))
}

function sendXlsx(reply: FastifyReply, fileName: string, file: Buffer): FastifyReply {
  return asDownload(reply, fileName)
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .send(file)
}

/** File names are made of plain letters here: no quoting is needed. */
function asDownload(reply: FastifyReply, fileName: string): FastifyReply {
  return reply
    .header('cache-control', 'private, no-store')
    .header('content-disposition', `attachment; filename="${fileName}"`)
}

function parsed<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const result = shape.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new BadInput(`${issue?.path.join('.') || 'The request'}: ${issue?.message}`)
}
