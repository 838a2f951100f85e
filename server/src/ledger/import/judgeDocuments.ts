import type { FormatRefusal } from '../../exchange/refusal.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { type CreditableInvoice, creditAll } from '../payment/creditNotes.ts'
import { answerToKnown, type BatchAnswer, refusedDocument } from './importBatch.ts'
import { findKnownDocuments } from './importInvoices.store.ts'
import { findPayable } from './importPayments.store.ts'
import { type KnownDocument, keptWarnings, type ReadDocument, refusalByItself } from './importPlan.ts'

/** Of an invoice that has no id yet. */
const NOT_YET = 0n

/** Judges documents as `importDocuments` would answer; writes nothing. Ids are those of what is in the books already. */
export async function judgeDocuments(
  unit: Unit,
  companyId: bigint,
  documents: readonly ReadDocument[],
): Promise<BatchAnswer[]> {
  const answers = new Map<ReadDocument, BatchAnswer>()
  const numbers = documents.map((document) => document.invoice.number)
  const inBooks = await findKnownDocuments(unit, companyId, numbers)
  const known = new Map(inBooks.map((document) => [document.number, document]))
  const ordered = [...ofType(documents, 'INV01'), ...ofType(documents, 'INV02')]
  const first = new Map<string, ReadDocument>()
  for (const document of ordered) {
    const refusal = refusalByItself(document)
    const there = known.get(document.invoice.number)
    if (refusal) answers.set(document, refusedDocument(document, refusal))
    else if (there) answers.set(document, answerToKnown(document, there))
    else if (!first.has(document.invoice.number)) first.set(document.invoice.number, document)
  }
  const fresh = [...first.values()]
  for (const document of ofType(fresh, 'INV01')) answers.set(document, imported(document))
  await judgeCredits(unit, companyId, fresh, answers)
  for (const document of ordered) {
    if (!answers.has(document)) answers.set(document, answerToRepeat(document, first, answers))
  }
  return documents.map((document) => answers.get(document) as BatchAnswer)
}

function ofType(documents: readonly ReadDocument[], type: 'INV01' | 'INV02'): ReadDocument[] {
  return documents.filter((document) => document.invoice.type === type)
}

function imported(document: ReadDocument): BatchAnswer {
  const warnings = keptWarnings(document)
  return { outcome: 'IMPORTED', invoiceId: null, creditedId: null, warnings, refusal: null }
}

/** Credit notes may lower invoices of the books and invoices that come with them. */
async function judgeCredits(
  unit: Unit,
  companyId: bigint,
  fresh: readonly ReadDocument[],
  answers: Map<ReadDocument, BatchAnswer>,
): Promise<void> {
  const credits = ofType(fresh, 'INV02')
  if (credits.length === 0) return
  const numbers = credits.flatMap((document) => document.invoice.originalInvoice?.number ?? [])
  const references = credits.flatMap((document) => document.invoice.reference ?? [])
  const inBooks = await findPayable(unit, companyId, numbers, references)
  const wanted = new Set([...numbers, ...references])
  const coming = ofType(fresh, 'INV01')
    .filter(({ invoice }) => wanted.has(invoice.number) || wanted.has(invoice.reference ?? ''))
    .map(comingInvoice)
  for (const { document, result } of creditAll(credits, [...inBooks, ...coming])) {
    answers.set(document, result.ok ? imported(document) : refusedDocument(document, result.error))
  }
}

/** Ids of coming invoices count down from -1: they tell them apart and are none of the books'. */
function comingInvoice({ invoice }: ReadDocument, index: number): CreditableInvoice {
  return {
    id: -1n - BigInt(index),
    number: invoice.number,
    reference: invoice.reference ?? null,
    currency: invoice.currency,
    open: invoice.total.minor - invoice.paid.minor,
  }
}

function answerToRepeat(
  document: ReadDocument,
  first: ReadonlyMap<string, ReadDocument>,
  answers: ReadonlyMap<ReadDocument, BatchAnswer>,
): BatchAnswer {
  const before = first.get(document.invoice.number) as ReadDocument
  const refusal = answers.get(before)?.refusal as FormatRefusal | null
  // The first of the two was refused, and so is this one.
  if (refusal) return refusedDocument(document, { ...refusal, line: document.line })
  return { ...answerToKnown(document, knownFrom(before)), invoiceId: null, creditedId: null }
}

function knownFrom({ invoice }: ReadDocument): KnownDocument {
  const isCredit = invoice.type === 'INV02'
  return {
    number: invoice.number,
    kind: isCredit ? 'CREDIT_NOTE' : 'INVOICE',
    invoiceId: NOT_YET,
    total: invoice.total.minor,
    currency: invoice.currency,
    issuedOn: invoice.issuedOn,
    dueOn: isCredit ? null : invoice.dueOn,
    reference: isCredit ? null : (invoice.reference ?? null),
  }
}
