import type { FormatRefusal } from '../../exchange/refusal.ts'
import type { UserError } from '../../kernel/result.ts'
import { bookWaiting } from '../bank/bankBooking.ts'
import {
  fellDueChange,
  type LedgerInvoice,
  lockBooks,
  lockInvoices,
  lockInvoicesByNumberOrReference,
  type StatusChangeRow,
  writeHistory,
} from '../invoice/invoice.store.ts'
import { type Books, bookPayments } from '../payment/booking.ts'
import { creditAll, openingPayment } from '../payment/creditNotes.ts'
import {
  findKnownDocuments,
  insertInvoices,
  recordAnswers,
  saveBankAccounts,
  saveContactPersons,
  saveCustomers,
  statusAtImport,
} from './importInvoices.store.ts'
import {
  documentRefusal,
  isSameDocument,
  type KnownDocument,
  keptWarnings,
  type ReadDocument,
  refusalByItself,
  sellerAccount,
} from './importPlan.ts'

/** What became of a document whose company is known. */
export interface BatchAnswer {
  readonly outcome: 'IMPORTED' | 'ALREADY_THERE' | 'REFUSED'
  readonly invoiceId: bigint | null
  /** The invoice that a credit note lowered. */
  readonly creditedId: bigint | null
  readonly warnings: readonly UserError[]
  readonly refusal: FormatRefusal | null
}

/** How many documents go into one transaction: enough to make the statements cheap, few enough to hold no lock for long. */
export const BATCH_SIZE = 200

/**
 * Takes documents of one company into its books in one transaction, each with its own answer, in the order given.
 * Invoices are taken before credit notes: a batch may hold both in any order.
 */
export async function importBatch(books: Books, documents: readonly ReadDocument[]): Promise<BatchAnswer[]> {
  const { unit, companyId } = books
  await lockBooks(unit, companyId)
  const answers = new Map<ReadDocument, BatchAnswer>()
  const fresh = await sortOut(books, documents, answers)
  await importInvoices(
    books,
    fresh.filter((document) => document.invoice.type === 'INV01'),
    answers,
  )
  await importCreditNotes(
    books,
    fresh.filter((document) => document.invoice.type === 'INV02'),
    answers,
  )
  await answerRepeats(books, documents, answers)
  const inOrder = documents.map((document) => answers.get(document) as BatchAnswer)
  const record = documents.map((document, index) => {
    const { outcome, refusal } = inOrder[index] as BatchAnswer
    return { fileName: document.fileName, number: document.invoice.number, outcome, code: refusal?.code ?? null }
  })
  await recordAnswers(unit, companyId, record, books.now, books.userId)
  return inOrder
}

/** Answers what the books know already or would never take; returns the rest, one document per number. */
async function sortOut(
  books: Books,
  documents: readonly ReadDocument[],
  answers: Map<ReadDocument, BatchAnswer>,
): Promise<ReadDocument[]> {
  const known = await knownByNumber(books, documents)
  const numbers = new Set<string>()
  const fresh: ReadDocument[] = []
  for (const document of documents) {
    const refusal = refusalByItself(document)
    const there = known.get(document.invoice.number)
    if (refusal) answers.set(document, refusedDocument(document, refusal))
    else if (there) answers.set(document, answerToKnown(document, there))
    else if (!numbers.has(document.invoice.number)) {
      numbers.add(document.invoice.number)
      fresh.push(document)
    }
  }
  return fresh
}

/** A number that came twice in the batch: by now the books know the first. */
async function answerRepeats(
  books: Books,
  documents: readonly ReadDocument[],
  answers: Map<ReadDocument, BatchAnswer>,
): Promise<void> {
  const repeats = documents.filter((document) => !answers.has(document))
  if (repeats.length === 0) return
  const known = await knownByNumber(books, repeats)
  for (const document of repeats) {
    const there = known.get(document.invoice.number)
    const first = documents.find((other) => other.invoice.number === document.invoice.number)
    const refusal = (first && answers.get(first)?.refusal) ?? null
    // The first of the two was refused, and so is this one.
    if (there) answers.set(document, answerToKnown(document, there))
    else answers.set(document, refusedDocument(document, { ...(refusal as FormatRefusal), line: document.line }))
  }
}

async function knownByNumber(books: Books, documents: readonly ReadDocument[]): Promise<Map<string, KnownDocument>> {
  const numbers = documents.map((document) => document.invoice.number)
  const known = await findKnownDocuments(books.unit, books.companyId, numbers)
  return new Map(known.map((document) => [document.number, document]))
}

export function refusedDocument(document: ReadDocument, refusal: FormatRefusal): BatchAnswer {
  return { outcome: 'REFUSED', invoiceId: null, creditedId: null, warnings: keptWarnings(document), refusal }
}

export function answerToKnown(document: ReadDocument, known: KnownDocument): BatchAnswer {
  if (!isSameDocument(known, document.invoice)) {
    const message = `Number ${known.number} already stands for another document of this company.`
    const advice = 'Give the document a number of its own, or credit the earlier one first.'
    return refusedDocument(document, documentRefusal(document, 'NUMBER_TAKEN_DIFFERENT', message, advice))
  }
  const isCredit = known.kind === 'CREDIT_NOTE'
  return {
    outcome: 'ALREADY_THERE',
    invoiceId: isCredit ? null : known.invoiceId,
    creditedId: isCredit ? known.invoiceId : null,
    warnings: keptWarnings(document),
    refusal: null,
  }
}

async function importInvoices(
  books: Books,
  documents: readonly ReadDocument[],
  answers: Map<ReadDocument, BatchAnswer>,
) {
  if (documents.length === 0) return
  const { unit, companyId, now, today } = books
  const invoices = documents.map((document) => document.invoice)
  const customers = await saveCustomers(unit, companyId, invoices)
  await saveContactPersons(unit, companyId, invoices, customers)
  const ibans = invoices.flatMap((invoice) => sellerAccount(invoice)?.iban ?? [])
  const accountsOfOthers = await saveBankAccounts(unit, companyId, ibans)
  const inserted = await insertInvoices(unit, companyId, documents, customers, now, today)
  const ids = new Map(inserted.map((invoice) => [invoice.number, invoice.id]))
  await writeHistory(
    unit,
    companyId,
    documents.flatMap((document) => firstChanges(document, ids, books)),
    now,
    books.userId,
  )
  await bookOpeningPayments(books, documents, ids)
  const references = [...new Set(invoices.flatMap((invoice) => invoice.reference ?? []))]
  await bookWaiting(books, references)
  for (const document of documents) {
    const account = sellerAccount(document.invoice)?.iban
    const warnings = keptWarnings(document)
    if (account && accountsOfOthers.has(account)) warnings.push(accountOfAnother(account))
    const invoiceId = ids.get(document.invoice.number) as bigint
    answers.set(document, { outcome: 'IMPORTED', invoiceId, creditedId: null, warnings, refusal: null })
  }
}

function accountOfAnother(iban: string): UserError {
  const message = `Account ${iban} already belongs to another company that you manage: its bank files stay with that company.`
  return { code: 'ACCOUNT_OF_ANOTHER_COMPANY', message, field: 'sellerIban' }
}

function firstChanges(document: ReadDocument, ids: ReadonlyMap<string, bigint>, books: Books): StatusChangeRow[] {
  const { invoice } = document
  const invoiceId = ids.get(invoice.number) as bigint
  const imported: StatusChangeRow = {
    invoiceId,
    from: null,
    to: 'OPEN',
    on: books.today,
    reason: 'IMPORTED',
    detail: {},
  }
  return statusAtImport(invoice, books.today) === 'OVERDUE'
    ? [imported, fellDueChange(invoiceId, invoice.dueOn)]
    : [imported]
}

async function bookOpeningPayments(books: Books, documents: readonly ReadDocument[], ids: ReadonlyMap<string, bigint>) {
  const paid = documents.filter((document) => document.invoice.paid.minor > 0n)
  if (paid.length === 0) return
  const payments = paid.map(({ invoice }) =>
    openingPayment(ids.get(invoice.number) as bigint, invoice.issuedOn, invoice.paid.minor, invoice.buyer.name),
  )
  const locked = await lockInvoices(
    books.unit,
    books.companyId,
    payments.map((payment) => payment.invoiceId),
  )
  await bookPayments(books, locked, payments)
}

async function importCreditNotes(
  books: Books,
  documents: readonly ReadDocument[],
  answers: Map<ReadDocument, BatchAnswer>,
) {
  if (documents.length === 0) return
  const numbers = documents.flatMap((document) => document.invoice.originalInvoice?.number ?? [])
  const references = documents.flatMap((document) => document.invoice.reference ?? [])
  const locked: LedgerInvoice[] = await lockInvoicesByNumberOrReference(
    books.unit,
    books.companyId,
    numbers,
    references,
  )
  const outcomes = creditAll(documents, locked)
  await bookPayments(
    books,
    locked,
    outcomes.flatMap(({ result }) => (result.ok ? [result.value] : [])),
  )
  for (const { document, result } of outcomes) {
    if (!result.ok) answers.set(document, refusedDocument(document, result.error))
    else {
      const creditedId = result.value.invoiceId
      answers.set(document, {
        outcome: 'IMPORTED',
        invoiceId: null,
        creditedId,
        warnings: keptWarnings(document),
        refusal: null,
      })
    }
  }
}
