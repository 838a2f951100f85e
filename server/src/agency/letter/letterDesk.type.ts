import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { type Language, LanguageEnum } from '../../access/access.enums.ts'
import type { LetterChannel, LetterKind } from '../../exchange/messages/fromAgency.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { type BookLetterKind, LetterChannelEnum, LetterKindEnum } from '../../platform/graphql/letter.enums.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts'
import { UserErrorType } from '../../platform/graphql/userError.type.ts'
import type { PrintBatch, SetText, StaffLetter } from './letterDesk.store.ts'
import type { PrintDay } from './letterDesk.ts'
import { LetterMailType, showMail } from './letterMail.type.ts'
import { PRINT_PATH } from './print/path.ts'

@ObjectType('StaffLetter', { description: 'A letter as the staff of the agency see it.' })
export class StaffLetterType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => LetterKindEnum, { description: 'What it is.' })
  kind!: BookLetterKind

  @Field(() => LetterChannelEnum, { description: 'How it goes.' })
  channel!: LetterChannel

  @Field(() => LanguageEnum, { description: 'Its language.' })
  language!: Language

  @Field(() => MoneyType, { description: 'What it asks for in all.' })
  total!: MoneyType

  @Field(() => String, { description: 'Name of the creditor.' })
  creditorName!: string

  @Field(() => String, { description: 'Name of the debtor.' })
  debtorName!: string

  @Field(() => String, { description: 'Number of the invoice.' })
  invoiceNumber!: string

  @Field(() => String, { description: 'Post code of the debtor; empty when it is not known.' })
  postCode!: string

  @Field(() => String, { nullable: true, description: 'Where its paper is; null for a letter that has only its text.' })
  url!: string | null

  @Field(() => ID, { nullable: true, description: 'The print batch that it is in.' })
  batchId!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its batch was marked as printed.' })
  printedAt!: Date | null

  @Field(() => LetterMailType, { nullable: true, description: 'How it fared by e-mail; null: it was never to go so.' })
  mail!: LetterMailType | null
}

export const StaffLetterConnection = connectionType('StaffLetter', () => StaffLetterType)

@ObjectType('PrintBatch', {
  description: "A day's letters for the printer in one PDF file, in the order of post codes.",
})
export class PrintBatchType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => Int, { description: 'How many letters it has.' })
  letters!: number

  @Field(() => Int, { description: 'How many pages they have.' })
  pages!: number

  @Field(() => String, { description: 'Where the file is, below the address of the service.' })
  url!: string

  @Field(() => String, { description: 'SHA-256 of the file, in hexadecimal.' })
  sha256!: string

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  madeAt!: Date

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was marked as printed.' })
  printedAt!: Date | null
}

@ObjectType('PrintDay', { description: 'How the printing of a day stands.' })
export class PrintDayType {
  @Field(() => DateScalar, { description: 'The day.' })
  on!: CalendarDate

  @Field(() => Int, { description: 'Letters for the printer that are in no batch yet.' })
  waiting!: number

  @Field(() => Int, { description: 'Letters that are in a batch.' })
  inBatches!: number

  @Field(() => Int, { description: 'Letters that go by e-mail.' })
  emailed!: number

  @Field(() => [PrintBatchType], { description: 'The batches of the day, oldest first.' })
  batches!: PrintBatchType[]
}

@ObjectType('LetterText', { description: "A creditor's own words in its letters of one kind and language." })
export class LetterTextType {
  @Field(() => LetterKindEnum, { description: 'In which letters.' })
  kind!: LetterKind

  @Field(() => LanguageEnum, { description: 'In which language.' })
  language!: Language

  @Field(() => String, { description: 'The words.' })
  text!: string

  @Field(() => DateTimeScalar, { description: 'When staff set them.' })
  setAt!: Date
}

@InputType({ description: 'Of which day.' })
export class MakePrintBatchInput {
  @Field(() => DateScalar, { nullable: true, description: 'The day of the letters; today when left out.' })
  on?: CalendarDate | null
}

@InputType({ description: 'What has been printed.' })
export class MarkPrintedInput {
  @Field(() => ID, { description: 'Id of the batch.' })
  batchId!: string
}

@ObjectType({ description: 'What came of printing.' })
export class PrintBatchPayload {
  @Field(() => PrintBatchType, { nullable: true, description: 'The batch; null when there is none.' })
  batch!: PrintBatchType | null

  @Field(() => UserErrorType, { nullable: true, description: '`NOTHING_TO_PRINT`.' })
  error!: UserErrorType | null
}

@InputType({ description: "A creditor's own words in its letters." })
export class SetLetterTextInput {
  @Field(() => String, { description: 'Business ID of the creditor.' })
  creditorBusinessId!: string

  @Field(() => LetterKindEnum, { description: 'In which letters; never in a DEBT_STATEMENT.' })
  kind!: BookLetterKind

  @Field(() => LanguageEnum, { description: 'In which language.' })
  language!: Language

  @Field(() => String, { description: 'The words, at most 600 characters; empty: none any more.' })
  text!: string
}

@ObjectType({ description: 'What came of setting words.' })
export class SetLetterTextPayload {
  @Field(() => [LetterTextType], { nullable: true, description: 'All words of the creditor; null when refused.' })
  texts!: LetterTextType[] | null

  @Field(() => UserErrorType, { nullable: true, description: '`BUSINESS_ID_INVALID` or `TEXT_TOO_LONG`.' })
  error!: UserErrorType | null
}

const batchGlobalId = (id: bigint): string => encodeId('PrintBatch', 0, id)

export function showStaffLetter(row: StaffLetter): StaffLetterType {
  const { kind, channel, creditorName, debtorName, invoiceNumber, postCode, batchId, printedAt, hasPaper } = row
  const id = encodeId('StaffLetter', row.companyId, row.id)
  return {
    ...{ id, kind, channel, creditorName, debtorName, invoiceNumber, postCode, printedAt },
    language: row.language.toUpperCase() as Language,
    total: showCents(row.total, row.currency),
    url: hasPaper ? `${PRINT_PATH}/${id}.pdf` : null,
    mail: row.mail && showMail(row.mail),
    batchId: batchId === null ? null : batchGlobalId(batchId),
  }
}

export function showBatch({ id, letters, pages, sha256, madeAt, printedAt }: PrintBatch): PrintBatchType {
  const globalId = batchGlobalId(id)
  return {
    ...{ id: globalId, letters, pages, madeAt, printedAt },
    url: `${PRINT_PATH}/${globalId}.pdf`,
    sha256: sha256.toString('hex'),
  }
}

export function showDay({ batches, ...day }: PrintDay): PrintDayType {
  return { ...day, batches: batches.map(showBatch) }
}

export function showText({ kind, language, text, setAt }: SetText): LetterTextType {
  return { kind, language: language.toUpperCase() as Language, text, setAt }
}
