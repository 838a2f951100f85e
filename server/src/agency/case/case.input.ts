import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { words } from '../../platform/graphql/enums.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import { UserErrorType } from '../../platform/graphql/userError.type.ts'
import { StaffAssignmentType } from './case.type.ts'
import type { WordAct } from './caseDesk.ts'

const wordActs = [
  'DISPUTE',
  'SUSPEND',
  'REPORT_DECEASED',
  'REPORT_INSOLVENT',
  'RETURN_MAIL',
  'RESUME',
  'ASK_LEGAL_DECISION',
  'GO_TO_COURT',
  'BEGIN_SURVEILLANCE',
  'REVIEW',
  'GIVE_UP',
] as const satisfies readonly WordAct[]
const WordActEnum = words(wordActs)
registerEnumType(WordActEnum, {
  name: 'StaffWordAct',
  description: 'Acts on an assignment that need no more than words.',
  valuesConfig: {
    DISPUTE: { description: 'The debtor disputes the debt; the note says why. Collection stops (513/1999 4 b §).' },
    SUSPEND: { description: 'A consumer asks for suspension; nothing costs from now on (513/1999 4 c §).' },
    REPORT_DECEASED: { description: 'The debtor has died; collection waits for a person.' },
    REPORT_INSOLVENT: { description: 'The debtor is insolvent; collection waits for a person.' },
    RETURN_MAIL: { description: 'A letter came back; collection waits for an address.' },
    RESUME: { description: 'What holds the assignment is lifted.' },
    ASK_LEGAL_DECISION: { description: 'The question of legal collection is raised.' },
    GO_TO_COURT: { description: 'It is taken to legal collection.' },
    BEGIN_SURVEILLANCE: { description: 'It is watched quietly and looked at once a year.' },
    REVIEW: { description: 'The yearly look: it stays under surveillance.' },
    GIVE_UP: { description: 'It ends as a credit loss; unpaid costs of the agency are cancelled.' },
  } satisfies Record<WordAct, { description: string }>,
})

@InputType({ description: 'An act of staff on an assignment.' })
export class ActOnAssignmentInput {
  @Field(() => ID, { description: 'Id of the assignment in the book of the agency.' })
  assignmentId!: string

  @Field(() => WordActEnum, { description: 'What is done.' })
  act!: WordAct

  @Field(() => String, {
    nullable: true,
    description: 'Why, at most 1,000 characters. The company sees it. Needed for DISPUTE, SUSPEND and GIVE_UP.',
  })
  note?: string | null
}

@InputType({ description: 'The same act on many assignments.' })
export class ActOnAssignmentsInput {
  @Field(() => [ID], { description: 'Ids of the assignments in the book of the agency, at most 100.' })
  assignmentIds!: string[]

  @Field(() => WordActEnum, { description: 'What is done.' })
  act!: WordAct

  @Field(() => String, { nullable: true, description: 'Why, as for one.' })
  note?: string | null
}

@ObjectType('ActResult', { description: 'What came of an act on one of many assignments.' })
export class ActResultType {
  @Field(() => ID, { description: 'Id of the assignment.' })
  assignmentId!: string

  @Field(() => UserErrorType, { nullable: true, description: 'Why nothing was done; null: it was done.' })
  error!: UserErrorType | null
}

@ObjectType({ description: 'What came of an act on many assignments: each is done by itself.' })
export class ActOnAssignmentsPayload {
  @Field(() => Int, { description: 'On how many it was done.' })
  done!: number

  @Field(() => [ActResultType], { description: 'One for each, in the order given.' })
  results!: ActResultType[]
}

@InputType({ description: 'The answer to a dispute.' })
export class AnswerDisputeInput {
  @Field(() => ID, { description: 'Id of the assignment in the book of the agency.' })
  assignmentId!: string

  @Field(() => Boolean, { description: 'True: the debtor is right, the assignment ends. False: collection goes on.' })
  uphold!: boolean

  @Field(() => String, { description: 'The reasons, at most 1,000 characters. The company sees them.' })
  answer!: string
}

@InputType({ description: 'More time for the debtor.' })
export class GrantExtensionInput {
  @Field(() => ID, { description: 'Id of the assignment in the book of the agency.' })
  assignmentId!: string

  @Field(() => DateScalar, { description: 'The last day of the new time to pay: at least 14 days from today.' })
  until!: CalendarDate

  @Field(() => Boolean, { description: 'Whether the debtor is asked for what the law allows.' })
  charge!: boolean
}

@InputType({ description: 'A payment plan for the whole rest, in monthly instalments.' })
export class MakePaymentPlanInput {
  @Field(() => ID, { description: 'Id of the assignment in the book of the agency.' })
  assignmentId!: string

  @Field(() => Int, { description: 'How many instalments, from 2 to 36.' })
  instalments!: number

  @Field(() => DateScalar, { description: 'The last day of the first one; the others follow month by month.' })
  firstOn!: CalendarDate

  @Field(() => Boolean, { description: 'Whether the debtor is asked for what the law allows.' })
  charge!: boolean
}

@InputType({ description: 'A new address of the debtor.' })
export class ChangeDebtorAddressInput {
  @Field(() => ID, { description: 'Id of the assignment in the book of the agency.' })
  assignmentId!: string

  @Field(() => String, { description: 'Street.' })
  street!: string

  @Field(() => String, { description: 'Post code.' })
  postCode!: string

  @Field(() => String, { description: 'Town.' })
  town!: string

  @Field(() => String, { nullable: true, description: 'Country, two letters; Finland when left out.' })
  country?: string | null
}

@ObjectType({ description: 'What came of an act of staff.' })
export class CasePayload {
  @Field(() => StaffAssignmentType, { nullable: true, description: 'The assignment after it; null when refused.' })
  assignment!: StaffAssignmentType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description:
      'ASSIGNMENT_CLOSED, NOT_IN_THIS_STATE, NOTE_MISSING, NOTE_TOO_LONG, EXTENSION_TOO_SHORT, EXTENSION_TOO_LONG, INSTALMENTS_OUT_OF_RANGE, FIRST_DAY_OUT_OF_RANGE, NOTHING_OPEN, ADDRESS_MISSING, AUTHORISATION_MISSING, JUDGMENT_MISSING, AMOUNT_OUT_OF_RANGE, NAME_MISSING, DAY_TO_COME, DAY_TOO_EARLY, NOT_THE_SAME_DEBTOR, STATEMENT_GIVEN_BEFORE or RATE_UNKNOWN.',
  })
  error!: UserErrorType | null
}
