import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { fileName } from '../../kernel/fileName.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { type FileInput, showDocumentRefusal } from '../../platform/graphql/document.type.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import type { BankFileAnswer, BankImport } from '../bank/bankImport.service.ts'
import { SalesInvoiceType } from '../invoice/salesInvoice.type.ts'
import { bankTransactionById, salesInvoiceById } from '../ledger.loader.ts'
import { BankTransactionType } from '../payment/payment.type.ts'
import type { GivenFile } from './givenFile.ts'
import {
  ImportBankFilesInput,
  ImportBankFilesPayload,
  ImportEInvoicesInput,
  ImportEInvoicesPayload,
  type ImportedBankFileType,
  ImportedDocumentType,
  type ImportedFileType,
  ImportedTransactionType,
} from './import.type.ts'
import type { InvoiceFileAnswer, InvoiceImport } from './importInvoices.service.ts'

@Resolver()
export class ImportResolver {
  readonly #invoices: InvoiceImport
  readonly #bank: BankImport

  constructor(invoices: InvoiceImport, bank: BankImport) {
    this.#invoices = invoices
    this.#bank = bank
  }

  @Mutation(() => ImportEInvoicesPayload, {
    description:
      'Takes e-invoices (Finvoice 1.3 to 3.0) into the books of the companies that sent them. Every e-invoice gets its own answer and a bad one never stops the others. Importing again changes nothing.',
  })
  async importEInvoices(
    @Ctx() context: OperationContext,
    @Arg('input', () => ImportEInvoicesInput, { description: 'The files.' }) input: ImportEInvoicesInput,
  ): Promise<ImportEInvoicesPayload> {
    const answers = await this.#invoices.importFiles(context.scope, input.files.map(givenFile))
    const outcomes = answers.flatMap((file) => file.documents.map((document) => document.outcome))
    return {
      files: answers.map(showInvoiceFile),
      imported: outcomes.filter((outcome) => outcome === 'IMPORTED').length,
      alreadyThere: outcomes.filter((outcome) => outcome === 'ALREADY_THERE').length,
      refused:
        outcomes.filter((outcome) => outcome === 'REFUSED').length + answers.filter((file) => file.refusal).length,
    }
  }

  @Mutation(() => ImportBankFilesPayload, {
    description:
      'Takes bank files (camt.053 and camt.054, versions 02 to 08, and KTL) into the books of the companies whose accounts they are of, and books payments by their references. Importing again, or the same payments in another file, changes nothing.',
  })
  async importBankFiles(
    @Ctx() context: OperationContext,
    @Arg('input', () => ImportBankFilesInput, { description: 'The files.' }) input: ImportBankFilesInput,
  ): Promise<ImportBankFilesPayload> {
    const answers = await this.#bank.importFiles(context.scope, input.files.map(givenFile))
    const all = answers.flatMap((file) => file.transactions)
    const fresh = all.filter((one) => one.outcome === 'IMPORTED')
    return {
      files: answers.map(showBankFile),
      booked: fresh.filter((one) => one.state === 'BOOKED' || one.state === 'OVERPAID').length,
      alreadyThere: all.filter((one) => one.outcome === 'ALREADY_THERE').length,
      waiting: fresh.filter((one) => one.state === 'UNMATCHED' || one.state === 'DOUBTFUL').length,
      refused: all.filter((one) => one.outcome === 'REFUSED').length + answers.filter((file) => file.refusal).length,
    }
  }
}

function givenFile({ name, content }: FileInput): GivenFile {
  return { name: fileName(name), source: content.bytes ?? { largerThan: content.limit } }
}

function showInvoiceFile({ name, refusal, documents }: InvoiceFileAnswer): ImportedFileType {
  return {
    name,
    refusal: refusal && showDocumentRefusal(refusal),
    documents: documents.map((document) => ({
      ...document,
      warnings: document.warnings.map(showRefusal),
      refusal: document.refusal && showDocumentRefusal(document.refusal),
    })),
  }
}

function showBankFile({ name, refusal, transactions }: BankFileAnswer): ImportedBankFileType {
  return {
    name,
    refusal: refusal && showDocumentRefusal(refusal),
    transactions: transactions.map((one) => ({ ...one, refusal: one.refusal && showDocumentRefusal(one.refusal) })),
  }
}

@Resolver(() => ImportedDocumentType)
export class ImportedDocumentResolver {
  @FieldResolver(() => SalesInvoiceType, {
    nullable: true,
    description: 'The invoice in the books, new or already there; null for a credit note.',
  })
  async invoice(
    @Root() { companyId, invoiceId }: ImportedDocumentType,
    @Ctx() context: OperationContext,
  ): Promise<SalesInvoiceType | null> {
    if (companyId === null || invoiceId === null) return null
    return (await context.load(salesInvoiceById, { companyId, id: invoiceId })) ?? null
  }

  @FieldResolver(() => SalesInvoiceType, { nullable: true, description: 'The invoice that a credit note lowers.' })
  async credited(
    @Root() { companyId, creditedId }: ImportedDocumentType,
    @Ctx() context: OperationContext,
  ): Promise<SalesInvoiceType | null> {
    if (companyId === null || creditedId === null) return null
    return (await context.load(salesInvoiceById, { companyId, id: creditedId })) ?? null
  }
}

@Resolver(() => ImportedTransactionType)
export class ImportedTransactionResolver {
  @FieldResolver(() => BankTransactionType, {
    nullable: true,
    description: 'The transaction in the books, new or already there.',
  })
  async transaction(
    @Root() { companyId, transactionId }: ImportedTransactionType,
    @Ctx() context: OperationContext,
  ): Promise<BankTransactionType | null> {
    if (companyId === null || transactionId === null) return null
    return (await context.load(bankTransactionById, { companyId, id: transactionId })) ?? null
  }
}
