import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { LetterKind } from '../../exchange/messages/fromAgency.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { words } from '../../platform/graphql/enums.ts'
import { LetterKindEnum } from '../../platform/graphql/letter.enums.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts'
import { UserErrorType } from '../../platform/graphql/userError.type.ts'
import type { MailedLetter, MailFailureReason, MailState, MailSummary } from './letterMail.store.ts'
import { mailFailures, mailStates, maskedAddress } from './letterMail.store.ts'
import { PRINT_PATH } from './print/path.ts'

export const LetterMailStateEnum = words(mailStates)
registerEnumType(LetterMailStateEnum, {
  name: 'LetterMailState',
  description: 'How a letter by e-mail fares.',
  valuesConfig: {
    WAITING: { description: 'It waits for the mail server.' },
    SENDING: { description: 'The mail server has been asked and has not answered.' },
    SENT: { description: 'The mail server has taken it.' },
    FAILED: { description: 'It goes on paper instead.' },
  } satisfies Record<MailState, { description: string }>,
})

export const LetterMailFailureEnum = words(mailFailures)
registerEnumType(LetterMailFailureEnum, {
  name: 'LetterMailFailure',
  description: 'Why a letter goes on paper instead of by e-mail.',
  valuesConfig: {
    REFUSED: { description: 'The mail server refused it.' },
    UNKNOWN: { description: 'The connection broke and nobody knows whether it got through; it is not mailed twice.' },
    GAVE_UP: { description: 'The mail server could not be reached for a day.' },
    BOUNCED: { description: 'It came back, as staff saw.' },
    BY_STAFF: { description: 'Staff chose paper.' },
    NO_CONSENT: { description: 'A consumer whose consent did not hold any more when it was to be mailed.' },
  } satisfies Record<MailFailureReason, { description: string }>,
})

@ObjectType('LetterMail', { description: 'How a letter fared by e-mail.' })
export class LetterMailType {
  @Field(() => String, { description: 'Where it goes, with most of the name left out.' })
  recipient!: string

  @Field(() => LetterMailStateEnum, { description: 'How it fares.' })
  state!: MailState

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the mail server took it.' })
  sentAt!: Date | null

  @Field(() => LetterMailFailureEnum, { nullable: true, description: 'Why it goes on paper; null: it does not.' })
  failure!: MailFailureReason | null

  @Field(() => DateScalar, { nullable: true, description: 'The day of that paper.' })
  paperOn!: CalendarDate | null
}

@ObjectType('MailedLetter', { description: 'A letter of the agency that goes by e-mail, with the mail around it.' })
export class MailedLetterType {
  @Field(() => ID, { description: 'Id of the letter.' })
  id!: string

  @Field(() => ID, { description: 'Id of the assignment in the book of the agency.' })
  assignmentId!: string

  @Field(() => LetterKindEnum, { description: 'What it is.' })
  kind!: LetterKind

  @Field(() => String, { description: 'Name of the creditor.' })
  creditorName!: string

  @Field(() => String, { description: 'Name of the debtor.' })
  debtorName!: string

  @Field(() => String, { description: 'Number of the invoice.' })
  invoiceNumber!: string

  @Field(() => String, { description: 'Subject of the mail.' })
  subject!: string

  @Field(() => String, { description: 'Text of the mail; the letter is attached.' })
  body!: string

  @Field(() => String, { description: 'Where the attached paper is, below the address of the service.' })
  url!: string

  @Field(() => Int, { description: 'How often the mail server was asked.' })
  attempts!: number

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  writtenAt!: Date

  @Field(() => LetterMailType, { description: 'How it fared.' })
  mail!: LetterMailType
}

export const MailedLetterConnection = connectionType('MailedLetter', () => MailedLetterType)

@InputType({ description: 'A letter by e-mail that is to go on paper.' })
export class PutLetterOnPaperInput {
  @Field(() => ID, { description: 'Id of the letter.' })
  letterId!: string

  @Field(() => Boolean, { nullable: true, description: 'True: the mail came back. Otherwise staff choose paper.' })
  bounced?: boolean | null
}

@ObjectType({ description: 'What came of putting a letter on paper.' })
export class PutLetterOnPaperPayload {
  @Field(() => MailedLetterType, { nullable: true, description: 'The letter; null when refused.' })
  letter!: MailedLetterType | null

  @Field(() => UserErrorType, { nullable: true, description: '`ALREADY_ON_PAPER`.' })
  error!: UserErrorType | null
}

export function showMail({ recipient, state, sentAt, failure, paperOn }: MailSummary): LetterMailType {
  const sent = sentAt === null ? null : new Date(sentAt)
  return { recipient: maskedAddress(recipient), state, sentAt: sent, failure, paperOn }
}

export function showMailed(row: MailedLetter): MailedLetterType {
  const { kind, creditorName, debtorName, invoiceNumber, subject, body, attempts, writtenAt } = row
  const id = encodeId('StaffLetter', row.companyId, row.letterId)
  return {
    ...{ id, kind, creditorName, debtorName, invoiceNumber, subject, body, attempts, writtenAt },
    assignmentId: encodeId('StaffAssignment', row.companyId, row.assignmentId),
    url: `${PRINT_PATH}/${id}.pdf`,
    mail: showMail({ ...row, sentAt: row.sentAt?.toISOString() ?? null }),
  }
}
