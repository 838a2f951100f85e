import { Field, InputType, Int, ObjectType } from 'type-graphql'
import { DocumentRefusalType, FileInput } from '../../platform/graphql/document.type.ts'
import { RefusalType } from '../../platform/graphql/userError.type.ts'
import { type ImportOutcome, ImportOutcomeEnum } from '../ledger.enums.ts'

@InputType({ description: 'E-invoices to take in.' })
export class ImportEInvoicesInput {
  @Field(() => [FileInput], {
    description: 'Finvoice files, each with one or many e-invoices of any of your companies.',
  })
  files!: FileInput[]
}

@InputType({ description: 'Bank files to take in.' })
export class ImportBankFilesInput {
  @Field(() => [FileInput], {
    description: 'Files in camt.053, camt.054 or KTL format, of accounts of any of your companies.',
  })
  files!: FileInput[]
}

@ObjectType('ImportedDocument', { description: 'The answer for one e-invoice of a file.' })
export class ImportedDocumentType {
  /** Not published; relations are read by them. */
  companyId!: bigint | null
  invoiceId!: bigint | null
  creditedId!: bigint | null

  @Field(() => Int, { description: 'Its place in the file, from 0.' })
  index!: number

  @Field(() => String, { nullable: true, description: 'Its number, as far as it could be read.' })
  number!: string | null

  @Field(() => String, { nullable: true, description: "The seller's name." })
  sellerName!: string | null

  @Field(() => String, { nullable: true, description: "The seller's business ID." })
  sellerBusinessId!: string | null

  @Field(() => ImportOutcomeEnum, { description: 'What became of it.' })
  outcome!: ImportOutcome

  @Field(() => [RefusalType], { description: 'What a person should know about it.' })
  warnings!: RefusalType[]

  @Field(() => DocumentRefusalType, { nullable: true, description: 'Why it was refused.' })
  refusal!: DocumentRefusalType | null
}

@ObjectType('ImportedFile', { description: 'The answers for one file.' })
export class ImportedFileType {
  @Field(() => String, { description: 'Name of the file.' })
  name!: string

  @Field(() => DocumentRefusalType, { nullable: true, description: 'Why nothing of the file could be read.' })
  refusal!: DocumentRefusalType | null

  @Field(() => [ImportedDocumentType], { description: 'One answer per e-invoice, in the order of the file.' })
  documents!: ImportedDocumentType[]
}

@ObjectType({ description: 'What became of imported e-invoices.' })
export class ImportEInvoicesPayload {
  @Field(() => [ImportedFileType], { description: 'File by file, in the order given.' })
  files!: ImportedFileType[]

  @Field(() => Int, { description: 'How many e-invoices were taken in.' })
  imported!: number

  @Field(() => Int, { description: 'How many were in the books already.' })
  alreadyThere!: number

  @Field(() => Int, { description: 'How many e-invoices and files were refused.' })
  refused!: number
}

@ObjectType('ImportedTransaction', {
  description: 'The answer for one transaction of a bank file, or for a statement that could not be taken in.',
})
export class ImportedTransactionType {
  /** Not published; the transaction is read by them. */
  companyId!: bigint | null
  transactionId!: bigint | null

  @Field(() => ImportOutcomeEnum, { description: 'What became of it.' })
  outcome!: ImportOutcome

  @Field(() => String, { nullable: true, description: 'The company whose account it is on.' })
  companyName!: string | null

  @Field(() => DocumentRefusalType, { nullable: true, description: 'Why it was refused.' })
  refusal!: DocumentRefusalType | null
}

@ObjectType('ImportedBankFile', { description: 'The answers for one bank file.' })
export class ImportedBankFileType {
  @Field(() => String, { description: 'Name of the file.' })
  name!: string

  @Field(() => DocumentRefusalType, { nullable: true, description: 'Why nothing of the file could be read.' })
  refusal!: DocumentRefusalType | null

  @Field(() => [ImportedTransactionType], { description: 'One answer per transaction.' })
  transactions!: ImportedTransactionType[]
}

@ObjectType({ description: 'What became of imported bank files.' })
export class ImportBankFilesPayload {
  @Field(() => [ImportedBankFileType], { description: 'File by file, in the order given.' })
  files!: ImportedBankFileType[]

  @Field(() => Int, { description: 'How many new transactions were booked on invoices, or took a payment back.' })
  booked!: number

  @Field(() => Int, { description: 'How many transactions were in the books already.' })
  alreadyThere!: number

  @Field(() => Int, { description: 'How many new transactions wait: for their invoice, their payment or a person.' })
  waiting!: number

  @Field(() => Int, { description: 'How many entries, statements and files were refused.' })
  refused!: number
}
