import { standingsIn } from '../../access/rights.ts'
import { readFinvoice } from '../../exchange/finvoice/read.ts'
import type { FormatRefusal, FormatWarning } from '../../exchange/refusal.ts'
import { NotSignedIn, type UserError } from '../../kernel/result.ts'
import type { Scope, UserScope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import type { ServicePort } from '../invoice/servicePort.ts'
import { type GivenFile, openFile } from './givenFile.ts'
import type { BatchAnswer } from './importBatch.ts'
import { importDocuments } from './importDocuments.ts'
import { documentRefusal, type ReadDocument } from './importPlan.ts'

/** The answer for one document of a file. */
export interface DocumentAnswer {
  /** From 0, in the order of the file. */
  readonly index: number
  readonly number: string | null
  readonly sellerName: string | null
  readonly sellerBusinessId: string | null
  readonly outcome: 'IMPORTED' | 'ALREADY_THERE' | 'REFUSED'
  /** Null as long as the company is not known, or not one of the actor's. */
  readonly companyId: bigint | null
  readonly invoiceId: bigint | null
  /** The invoice that a credit note lowered. */
  readonly creditedId: bigint | null
  readonly warnings: readonly UserError[]
  readonly refusal: FormatRefusal | null
}

export interface InvoiceFileAnswer {
  readonly name: string
  /** The whole file is not one that is read. */
  readonly refusal: FormatRefusal | null
  readonly documents: readonly DocumentAnswer[]
}

/** One place for an answer: documents are taken company by company, but answered file by file. */
interface Slot {
  readonly index: number
  readonly document: ReadDocument
  answer: DocumentAnswer | undefined
}

interface OpenFile {
  readonly name: string
  readonly refusal: FormatRefusal | null
  readonly slots: Slot[]
  readonly refused: DocumentAnswer[]
}

interface Company {
  readonly companyId: bigint
  readonly mayImport: boolean
}

/** Refusals that are about the file and not about a document in it. */
const FILE_CODES = new Set(['NOT_FINVOICE', 'NO_INVOICE_FOUND', 'FILE_TOO_LARGE'])

/** Takes e-invoices into the books of the companies that sent them, as far as the actor reaches them. */
export class InvoiceImport {
  readonly #database: Database
  readonly #service: ServicePort

  constructor(database: Database, service: ServicePort) {
    this.#database = database
    this.#service = service
  }

  /**
   * Reads Finvoice files. Every document gets its own answer, and a bad one never stops the others; importing twice
   * changes nothing. Documents of one company go in together, invoices before credit notes, whatever file they are in.
   */
  async importFiles(scope: Scope, files: readonly GivenFile[]): Promise<InvoiceFileAnswer[]> {
    if (scope.kind === 'anonymous') throw new NotSignedIn()
    const opened: OpenFile[] = []
    for (const file of files) opened.push(await readFile(file))
    const slots = opened.flatMap((file) => file.slots)
    const companies = await this.#findCompanies(scope, slots)
    for (const [businessId, group] of groupBySeller(slots)) {
      const company = companies.get(businessId)
      if (company?.mayImport) await this.#importCompany(scope, company.companyId, group)
      else for (const slot of group) slot.answer = outOfReach(slot, company)
    }
    return opened.map(({ name, refusal, slots: own, refused }) => {
      const documents = [...refused, ...own.flatMap((slot) => slot.answer ?? [])].sort((a, b) => a.index - b.index)
      return { name, refusal, documents }
    })
  }

  /** The sellers among the companies that the actor reaches; the others do not exist here. */
  async #findCompanies(scope: UserScope, slots: readonly Slot[]): Promise<Map<string, Company>> {
    const businessIds = [...new Set(slots.map((slot) => slot.document.invoice.seller.businessId))]
    if (businessIds.length === 0) return new Map()
    return this.#database.read(scope, async (unit) => {
      const rows = await unit.rows<{ companyId: bigint; businessId: string }>(
        `SELECT c.company_id AS "companyId", c.business_id AS "businessId" FROM access.company c WHERE c.business_id = ANY ($1::text[])`,
        [businessIds],
        'ledger.companiesByBusinessId',
      )
      const standings = await standingsIn(
        unit,
        scope,
        rows.map((row) => row.companyId),
      )
      return new Map(
        rows.map((row, index) => {
          const mayImport = standings[index]?.rights.has('IMPORT_INVOICES') === true
          return [row.businessId, { companyId: row.companyId, mayImport }]
        }),
      )
    })
  }

  async #importCompany(scope: UserScope, companyId: bigint, slots: readonly Slot[]): Promise<void> {
    const parts = { database: this.#database, service: this.#service }
    const documents = slots.map((slot) => slot.document)
    const answers = await importDocuments(parts, scope, companyId, documents)
    for (const [index, slot] of slots.entries()) slot.answer = answered(slot, companyId, answers[index] as BatchAnswer)
  }
}

async function readFile(file: GivenFile): Promise<OpenFile> {
  const opened = openFile(file)
  if ('refusal' in opened) return { name: file.name, refusal: opened.refusal, slots: [], refused: [] }
  const slots: Slot[] = []
  const refused: DocumentAnswer[] = []
  for await (const { index, line, result, warnings } of readFinvoice(opened.source)) {
    if (result.ok) {
      const document = { source: 'FINVOICE', fileName: file.name, line, invoice: result.value, warnings } as const
      slots.push({ index, document, answer: undefined })
    } else {
      refused.push(refusedUnread(index, result.error, warnings))
    }
  }
  const isNone = slots.length === 0 && refused.every(({ refusal }) => refusal && FILE_CODES.has(refusal.code))
  const refusal = isNone ? (refused[0]?.refusal ?? null) : null
  if (refusal) return { name: file.name, refusal, slots, refused: [] }
  return { name: file.name, refusal: null, slots, refused }
}

function groupBySeller(slots: readonly Slot[]): Map<string, Slot[]> {
  const groups = new Map<string, Slot[]>()
  for (const slot of slots) {
    const { businessId } = slot.document.invoice.seller
    const group = groups.get(businessId)
    if (group) group.push(slot)
    else groups.set(businessId, [slot])
  }
  return groups
}

function refusedUnread(index: number, refusal: FormatRefusal, warnings: readonly FormatWarning[]): DocumentAnswer {
  return {
    index,
    number: null,
    sellerName: null,
    sellerBusinessId: null,
    outcome: 'REFUSED',
    companyId: null,
    invoiceId: null,
    creditedId: null,
    warnings: warnings.map(({ code, message, path }) => (path ? { code, message, field: path } : { code, message })),
    refusal,
  }
}

function answered({ index, document }: Slot, companyId: bigint | null, answer: BatchAnswer): DocumentAnswer {
  const { seller, number } = document.invoice
  return {
    index,
    number,
    sellerName: seller.names[0] ?? null,
    sellerBusinessId: seller.businessId,
    companyId,
    ...answer,
  }
}

function refusedSlot(slot: Slot, companyId: bigint | null, refusal: FormatRefusal): DocumentAnswer {
  return answered(slot, companyId, { outcome: 'REFUSED', invoiceId: null, creditedId: null, warnings: [], refusal })
}

function outOfReach(slot: Slot, company: Company | undefined): DocumentAnswer {
  const { businessId } = slot.document.invoice.seller
  if (company) {
    const message = `You do not have the right to import invoices of ${businessId}.`
    const refusal = documentRefusal(
      slot.document,
      'NO_RIGHT',
      message,
      'Ask an administrator of the company for the right.',
    )
    return refusedSlot(slot, company.companyId, refusal)
  }
  const message = `The seller ${businessId} is not one of your companies.`
  const advice = 'Check that the file is of the right company, and that you are signed in for it.'
  return refusedSlot(slot, null, documentRefusal(slot.document, 'SELLER_NOT_IN_SCOPE', message, advice))
}
