import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { words } from '../../platform/graphql/enums.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import { UserErrorType } from '../../platform/graphql/userError.type.ts'
import { LadderStateEnum } from '../case/case.enums.ts'
import type { LadderState } from '../case/ladder.ts'
import type { ReturnedLetter, ReturnVerdict } from './returnedMail.ts'
import { returnVerdicts } from './returnedMail.ts'

export const ReturnVerdictEnum = words(returnVerdicts)
registerEnumType(ReturnVerdictEnum, {
  name: 'ReturnVerdict',
  description: 'What becomes of a letter that the post brought back.',
  valuesConfig: {
    READY: { description: 'Its assignment will wait for an address.' },
    MARKED: { description: 'Its assignment waits for an address now.' },
    TWICE: { description: 'The list has it twice.' },
    UNKNOWN: { description: 'No assignment is known by it.' },
    CLOSED: { description: 'The assignment has ended; no more letters go.' },
    ALREADY: { description: 'The assignment waits for an address already.' },
    NOT_HERE: { description: 'No letters go where the assignment stands.' },
  } satisfies Record<ReturnVerdict, { description: string }>,
})

@ObjectType('ReturnedLetter', { description: 'A letter that the post brought back.' })
export class ReturnedLetterType {
  @Field(() => String, { description: 'As it was scanned or typed.' })
  given!: string

  @Field(() => ReturnVerdictEnum, { description: 'What becomes of it.' })
  verdict!: ReturnVerdict

  @Field(() => ID, { nullable: true, description: 'The assignment; null when it is not known.' })
  assignmentId!: string | null

  @Field(() => LadderStateEnum, { nullable: true, description: 'Where it stood.' })
  state!: LadderState | null

  @Field(() => String, { nullable: true, description: 'Name of the creditor.' })
  creditorName!: string | null

  @Field(() => String, { nullable: true, description: 'Name of the debtor.' })
  debtorName!: string | null

  @Field(() => String, { nullable: true, description: 'Number of the invoice.' })
  invoiceNumber!: string | null

  @Field(() => DateScalar, { nullable: true, description: 'When its newest letter of the ladder went.' })
  lastLetterOn!: CalendarDate | null
}

@InputType({ description: 'Letters that the post brought back.' })
export class ReturnMailInput {
  @Field(() => [String], {
    description: 'References, bank barcodes of 54 digits, or ids of letters; at most 500. Blank lines are left out.',
  })
  letters!: string[]
}

@ObjectType({ description: 'What came of letters that the post brought back.' })
export class ReturnMailPayload {
  @Field(() => [ReturnedLetterType], { nullable: true, description: 'One for each; null when refused.' })
  letters!: ReturnedLetterType[] | null

  @Field(() => UserErrorType, { nullable: true, description: '`LIST_EMPTY` or `LIST_TOO_LONG`.' })
  error!: UserErrorType | null
}

export function showReturned({ given, verdict, found }: ReturnedLetter): ReturnedLetterType {
  return {
    ...{ given, verdict },
    assignmentId: found && encodeId('StaffAssignment', found.companyId, found.id),
    state: found?.state ?? null,
    creditorName: found?.creditorName ?? null,
    debtorName: found?.debtorName ?? null,
    invoiceNumber: found?.invoiceNumber ?? null,
    lastLetterOn: found?.lastLetterOn ?? null,
  }
}
