import { Field, ID, InputType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { words } from '../../platform/graphql/enums.ts'
import { DateScalar, DecimalScalar } from '../../platform/graphql/scalars.ts'
import type { AuthorityFee } from './courtAct.ts'

const feeKinds = ['COURT_FEE', 'ENFORCEMENT_FEE'] as const satisfies readonly AuthorityFee['kind'][]
const AuthorityFeeKindEnum = words(feeKinds)
registerEnumType(AuthorityFeeKindEnum, {
  name: 'AuthorityFeeKind',
  description: 'Whose fee it is.',
  valuesConfig: {
    COURT_FEE: { description: 'Of a court (act 1455/2015).' },
    ENFORCEMENT_FEE: { description: 'Of the enforcement authority (act 34/1995); after a judgment.' },
  } satisfies Record<AuthorityFee['kind'], { description: string }>,
})

@InputType({ description: 'The authorisation of a creditor for legal collection.' })
export class AuthoriseLegalInput {
  @Field(() => ID, { description: 'Id of the assignment in the book of the agency.' })
  assignmentId!: string

  @Field(() => String, { description: 'Who of the creditor gave it, at most 200 characters.' })
  givenBy!: string

  @Field(() => DateScalar, { description: 'When; today or before.' })
  givenOn!: CalendarDate

  @Field(() => String, { nullable: true, description: 'Where it can be read, for example a message.' })
  note?: string | null
}

@InputType({ description: 'What an authority has charged.' })
export class ChargeAuthorityFeeInput {
  @Field(() => ID, { description: 'Id of the assignment in the book of the agency.' })
  assignmentId!: string

  @Field(() => AuthorityFeeKindEnum, { description: 'Whose fee it is.' })
  kind!: AuthorityFee['kind']

  @Field(() => DecimalScalar, { description: 'How much, in the currency of the assignment: from 0.01 to 10,000.00.' })
  amount!: string

  @Field(() => DateScalar, { description: 'The day of the fee; today or before.' })
  on!: CalendarDate

  @Field(() => String, { nullable: true, description: 'Number of the matter or of the bill.' })
  note?: string | null
}

@InputType({ description: 'A judgment.' })
export class RecordJudgmentInput {
  @Field(() => ID, { description: 'Id of the assignment in the book of the agency.' })
  assignmentId!: string

  @Field(() => DateScalar, { description: 'The day on which it was given.' })
  givenOn!: CalendarDate

  @Field(() => String, { description: 'The court and the number of its judgment, at most 200 characters.' })
  judgment!: string
}
