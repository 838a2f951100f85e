import { Field, ID, Int, ObjectType } from 'type-graphql'
import { type Language, LanguageEnum } from '../access/access.enums.ts'
import type { LetterChannel, LetterKind } from '../exchange/messages/fromAgency.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { encodeId } from '../kernel/globalId.ts'
import { LetterChannelEnum, LetterKindEnum } from '../platform/graphql/letter.enums.ts'
import { MoneyType, showCents, showMoney } from '../platform/graphql/money.type.ts'
import { DateScalar, DateTimeScalar, DecimalScalar } from '../platform/graphql/scalars.ts'
import { RefusalType, showRefusal } from '../platform/graphql/userError.type.ts'
import {
  AssignmentEventTypeEnum,
  type Beneficiary,
  BeneficiaryEnum,
  type PostingComponent,
  PostingComponentEnum,
} from './assignment/assignment.enums.ts'
import type { AssignmentEventType } from './assignment/effect.ts'
import type { Explained, ExplainedLine } from './assignment/explanation.ts'
import type { EventRow, LetterRow, PostingRow } from './history.store.ts'

@ObjectType('LetterDocument', { description: 'A PDF file, byte for byte as it was filed when the letter was sent.' })
export class LetterDocumentType {
  @Field(() => String, {
    description: 'Where it is, below the address of the service. Asks who reads it, as the API does.',
  })
  url!: string

  @Field(() => String, { description: 'SHA-256 of its bytes, in hexadecimal.' })
  sha256!: string

  @Field(() => Int, { description: 'How many bytes it has.' })
  bytes!: number
}

@ObjectType('Letter', { description: "A letter that the agency sent to the debtor, on the company's behalf." })
export class LetterType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => LetterKindEnum, { description: 'What it is.' })
  kind!: LetterKind

  @Field(() => DateScalar, { description: 'The day it was sent.' })
  sentOn!: CalendarDate

  @Field(() => DateScalar, { description: 'The last day to pay that it gives.' })
  dueOn!: CalendarDate

  @Field(() => LetterChannelEnum, { description: 'How it was sent.' })
  channel!: LetterChannel

  @Field(() => LanguageEnum, { description: 'Its language.' })
  language!: Language

  @Field(() => MoneyType, { description: 'What it asks for in all.' })
  total!: MoneyType

  @Field(() => String, { description: 'Its text.' })
  body!: string

  @Field(() => LetterDocumentType, {
    nullable: true,
    description: 'The paper as the debtor got it; null for a letter that has only its text.',
  })
  document!: LetterDocumentType | null
}

@ObjectType('AssignmentEvent', { description: 'Something that happened to an assignment.' })
export class EventType {
  /** Not published; the letter is read by it. */
  row!: EventRow

  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => AssignmentEventTypeEnum, { description: 'What happened.' })
  type!: AssignmentEventType

  @Field(() => DateScalar, { description: 'The day it counts for.' })
  on!: CalendarDate

  @Field(() => DateTimeScalar, { description: 'The moment it was recorded.' })
  at!: Date

  @Field(() => MoneyType, { nullable: true, description: 'The money it is about, if any.' })
  amount!: MoneyType | null

  @Field(() => String, { nullable: true, description: 'A reason or explanation in plain text.' })
  note!: string | null
}

@ObjectType('Posting', {
  description: 'One line of what the debtor owes. Lines are never changed: a correction is a new line.',
})
export class PostingType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => DateScalar, { description: 'The day it counts for.' })
  on!: CalendarDate

  @Field(() => String, { description: 'What it is, for example PRINCIPAL, REMINDER_COST, LATE_INTEREST or PAYMENT.' })
  kind!: string

  @Field(() => PostingComponentEnum, { description: 'The part of the debt it belongs to.' })
  component!: PostingComponent

  @Field(() => BeneficiaryEnum, { description: 'Whose money it is.' })
  beneficiary!: Beneficiary

  @Field(() => MoneyType, { description: 'Positive adds to the balance, negative lowers it.' })
  amount!: MoneyType

  @Field(() => String, { nullable: true, description: 'The act and section that justify a cost or interest.' })
  section!: string | null

  @Field(() => DateScalar, { nullable: true, description: 'Interest: its first day.' })
  from!: CalendarDate | null

  @Field(() => DateScalar, { nullable: true, description: 'Interest: its last day.' })
  to!: CalendarDate | null

  @Field(() => Int, { nullable: true, description: 'Interest: how many days, both ends counted.' })
  days!: number | null

  @Field(() => DecimalScalar, { nullable: true, description: 'Interest: percent a year.' })
  ratePercent!: string | null

  @Field(() => MoneyType, { nullable: true, description: 'Interest: the sum it runs on.' })
  base!: MoneyType | null
}

@ObjectType('ExplanationLine', { description: 'One line of what is owed on a day.' })
export class ExplanationLineType {
  @Field(() => PostingComponentEnum, { description: 'The part of the debt it belongs to.' })
  component!: PostingComponent

  @Field(() => String, { description: 'What it is, in the words of postings.' })
  kind!: string

  @Field(() => MoneyType, { description: 'Positive adds to the balance, negative lowers it.' })
  amount!: MoneyType

  @Field(() => DateScalar, { nullable: true, description: 'Interest: its first day.' })
  from!: CalendarDate | null

  @Field(() => DateScalar, { nullable: true, description: 'Interest: its last day.' })
  to!: CalendarDate | null

  @Field(() => Int, { nullable: true, description: 'Interest: how many days, both ends counted.' })
  days!: number | null

  @Field(() => DecimalScalar, { nullable: true, description: 'Interest: percent a year.' })
  ratePercent!: string | null

  @Field(() => MoneyType, { nullable: true, description: 'Interest: the sum it runs on.' })
  base!: MoneyType | null

  @Field(() => String, { nullable: true, description: 'The act and section that justify it.' })
  section!: string | null

  @Field(() => Boolean, { description: 'False: interest that has run and that the agency has not asked for yet.' })
  posted!: boolean
}

@ObjectType('Explanation', {
  description: 'What is owed at the end of a day, line by line, interest not yet posted included.',
})
export class ExplanationType {
  @Field(() => DateScalar, { description: 'The day.' })
  on!: CalendarDate

  @Field(() => [ExplanationLineType], {
    description: 'Posted lines up to the day, then the interest that has run since.',
  })
  lines!: ExplanationLineType[]

  @Field(() => MoneyType, { description: 'The sum of the lines.' })
  total!: MoneyType

  @Field(() => [RefusalType], { description: 'What could not be computed, for example RATE_UNKNOWN.' })
  problems!: RefusalType[]
}

/** Where the paper of a letter is read. */
const letterPath = (id: string): string => `/letters/${id}.pdf`

export function showLetter(row: LetterRow): LetterType {
  const id = encodeId('Letter', row.companyId, row.id)
  const { sha256, bytes } = row
  return {
    id,
    kind: row.kind,
    sentOn: row.sentOn,
    dueOn: row.dueOn,
    channel: row.channel,
    language: row.language.toUpperCase() as Language,
    total: showCents(row.total, row.currency),
    body: row.body,
    document: sha256 && bytes ? { url: letterPath(id), sha256: sha256.toString('hex'), bytes } : null,
  }
}

export function showEvent(row: EventRow): EventType {
  const { amount, currency, note } = row.detail
  return {
    row,
    id: encodeId('AssignmentEvent', row.companyId, row.id),
    type: row.type,
    on: row.on,
    at: row.at,
    amount: amount !== undefined && currency !== undefined ? showCents(BigInt(amount), currency) : null,
    note: note ?? null,
  }
}

export function showPosting(row: PostingRow): PostingType {
  const { kind, component, beneficiary, on, section, from, to, days, ratePercent } = row
  return {
    id: encodeId('Posting', row.companyId, row.id),
    ...{ kind, component, beneficiary, on, section, from, to, days, ratePercent },
    amount: showCents(row.amount, row.currency),
    base: row.base === null ? null : showCents(row.base, row.currency),
  }
}

export function showExplanation(explained: Explained): ExplanationType {
  return {
    on: explained.on,
    lines: explained.lines.map(showLine),
    total: showMoney(explained.total),
    problems: explained.problems.map(showRefusal),
  }
}

function showLine(line: ExplainedLine): ExplanationLineType {
  return { ...line, amount: showMoney(line.amount), base: line.base && showMoney(line.base) }
}
