import { audit } from '../../access/audit.ts'
import { ok } from '../../kernel/result.ts'
import type { UserScope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import { isAboutData } from '../dataError.ts'
import type { ServicePort } from '../invoice/servicePort.ts'
import type { Books } from '../payment/booking.ts'
import { BATCH_SIZE, type BatchAnswer, importBatch } from './importBatch.ts'
import { documentRefusal, type ReadDocument } from './importPlan.ts'

export interface ImportParts {
  readonly database: Database
  readonly service: ServicePort
}

/**
 * Takes documents of one company into its books, whose right the caller has checked: invoices before credit notes, in
 * transactions of some hundred. Each document gets its own answer, in the order given, and a bad one never stops the
 * others.
 */
export async function importDocuments(
  parts: ImportParts,
  scope: UserScope,
  companyId: bigint,
  documents: readonly ReadDocument[],
): Promise<BatchAnswer[]> {
  const answers = new Map<ReadDocument, BatchAnswer>()
  const ordered = [
    ...documents.filter((document) => document.invoice.type === 'INV01'),
    ...documents.filter((document) => document.invoice.type === 'INV02'),
  ]
  for (let start = 0; start < ordered.length; start += BATCH_SIZE) {
    await importSome(parts, scope, companyId, ordered.slice(start, start + BATCH_SIZE), answers)
  }
  return documents.map((document) => answers.get(document) as BatchAnswer)
}

/** One transaction for all; if the database cannot store one of them, one for each, so that only that one fails. */
async function importSome(
  parts: ImportParts,
  scope: UserScope,
  companyId: bigint,
  documents: readonly ReadDocument[],
  answers: Map<ReadDocument, BatchAnswer>,
): Promise<void> {
  try {
    const made = await inOneTransaction(parts, scope, companyId, documents)
    for (const [index, document] of documents.entries()) answers.set(document, made[index] as BatchAnswer)
  } catch (error) {
    if (!isAboutData(error)) throw error
    const [only, ...others] = documents
    if (only && others.length === 0) answers.set(only, notStorable(only))
    else for (const document of documents) await importSome(parts, scope, companyId, [document], answers)
  }
}

async function inOneTransaction(
  { database, service }: ImportParts,
  scope: UserScope,
  companyId: bigint,
  documents: readonly ReadDocument[],
): Promise<BatchAnswer[]> {
  const result = await database.write(scope, companyId, async (unit) => {
    const { userId, now, today } = scope
    const books: Books = { unit, companyId, userId, now, today, service }
    const answers = await importBatch(books, documents)
    const imported = answers.filter(({ outcome }) => outcome === 'IMPORTED').length
    if (imported > 0) {
      const after = { documents: String(imported), source: documents[0]?.source ?? '' }
      await audit(unit, scope, companyId, { action: 'INVOICES_IMPORTED', after })
    }
    return ok(answers)
  })
  if (!result.ok) throw new Error('An import of documents is never refused as a whole.')
  return result.value
}

function notStorable(document: ReadDocument): BatchAnswer {
  const message = 'A value of the document does not fit into the books.'
  const advice = 'Check amounts, dates and names, correct the document and send it again.'
  const refusal = documentRefusal(document, 'NOT_STORABLE', message, advice)
  return { outcome: 'REFUSED', invoiceId: null, creditedId: null, warnings: [], refusal }
}
