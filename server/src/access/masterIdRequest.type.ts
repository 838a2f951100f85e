import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { encodeId } from '../kernel/globalId.ts'
import type { Right } from '../kernel/permission.ts'
import { words } from '../platform/graphql/enums.ts'
import { DateTimeScalar } from '../platform/graphql/scalars.ts'
import { UserErrorType } from '../platform/graphql/userError.type.ts'
import { type MasterIdKind, MasterIdKindEnum, RightEnum } from './access.enums.ts'

const states = ['WAITING', 'GRANTED', 'REFUSED'] as const
type State = (typeof states)[number]
const StateEnum = words(states)
registerEnumType(StateEnum, {
  name: 'MasterIdRequestState',
  description: 'How a request for a Master-ID stands.',
  valuesConfig: {
    WAITING: { description: 'Waits for the answer of staff.' },
    GRANTED: { description: 'The Master-ID has been made.' },
    REFUSED: { description: 'It was refused; the note says why.' },
  },
})

@ObjectType('MasterIdRequest', { description: 'A wish for a Master-ID, and its answer.' })
export class MasterIdRequestType {
  @Field(() => ID, { description: 'Its id, for the answer.' })
  id!: string

  @Field(() => String, { description: "The organisation's name." })
  name!: string

  @Field(() => String, { description: "The organisation's business ID." })
  businessId!: string

  @Field(() => MasterIdKindEnum, { description: 'What kind of organisation it is.' })
  kind!: MasterIdKind

  @Field(() => [String], { description: 'Business IDs of the companies to be linked.' })
  companies!: string[]

  @Field(() => String, { description: 'What entitles the organisation to act for the companies.' })
  mandate!: string

  @Field(() => StateEnum, { description: 'How it stands.' })
  state!: State

  @Field(() => String, { nullable: true, description: "Staff's note to the answer." })
  note!: string | null

  @Field(() => String, { nullable: true, description: 'The code of the Master-ID that was made.' })
  code!: string | null

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  requestedAt!: Date

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was answered; null while it waits.' })
  answeredAt!: Date | null
}

export interface MasterIdRequestRow {
  id: bigint
  name: string
  business_id: string
  kind: MasterIdKind
  companies: string[]
  mandate: string
  state: State
  note: string | null
  code: string | null
  requested_at: Date
  answered_at: Date | null
}

export function showMasterIdRequest(row: MasterIdRequestRow): MasterIdRequestType {
  const { name, kind, companies, mandate, state, note, code } = row
  return {
    ...{ name, kind, companies, mandate, state, note, code },
    id: encodeId('MasterIdRequest', 0, row.id),
    businessId: row.business_id,
    requestedAt: row.requested_at,
    answeredAt: row.answered_at,
  }
}

@InputType({ description: 'What a Master-ID is wanted for.' })
export class RequestMasterIdInput {
  @Field(() => String, { description: "The organisation's name." })
  name!: string

  @Field(() => String, { description: "The organisation's business ID." })
  businessId!: string

  @Field(() => MasterIdKindEnum, { description: 'What kind of organisation it is.' })
  kind!: MasterIdKind

  @Field(() => [String], { description: 'Business IDs of the companies to be linked, 1 to 500.' })
  companies!: string[]

  @Field(() => String, { description: 'What entitles the organisation to act for them, at most 1000 characters.' })
  mandate!: string
}

@ObjectType({ description: 'The answer to asking for a Master-ID.' })
export class RequestMasterIdPayload {
  @Field(() => MasterIdRequestType, { nullable: true, description: 'The request; null when it was refused.' })
  request!: MasterIdRequestType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: '`NAME_MISSING`, `BUSINESS_ID_INVALID`, `COMPANIES_MISSING` or `MANDATE_MISSING`.',
  })
  error!: UserErrorType | null
}

@InputType({ description: "Staff's answer to a request for a Master-ID." })
export class AnswerMasterIdRequestInput {
  @Field(() => ID, { description: 'Which request.' })
  requestId!: string

  @Field(() => Boolean, { description: 'Whether the Master-ID is granted.' })
  grant!: boolean

  @Field(() => String, { nullable: true, description: 'The new code, when granted: 2 to 40 letters, digits, - or _.' })
  code?: string | null

  @Field(() => String, { nullable: true, description: 'A note to the person who asked.' })
  note?: string | null
}

@ObjectType({ description: 'The answer to answering a request for a Master-ID.' })
export class AnswerMasterIdRequestPayload {
  @Field(() => MasterIdRequestType, { nullable: true, description: 'The request; null when the answer was refused.' })
  request!: MasterIdRequestType | null

  @Field(() => UserErrorType, { nullable: true, description: '`ALREADY_ANSWERED`, `CODE_MISSING` or `CODE_USED`.' })
  error!: UserErrorType | null
}

@InputType({ description: 'Which company to link to which Master-ID, and on what mandate.' })
export class LinkCompanyInput {
  @Field(() => String, { description: 'The code of the Master-ID.' })
  masterIdCode!: string

  @Field(() => String, { description: "The company's business ID." })
  businessId!: string

  @Field(() => String, { description: 'The mandate: document, date, who gave it. At most 1000 characters.' })
  mandate!: string

  @Field(() => [RightEnum], { nullable: true, description: 'What the link grants; left out, all of daily work.' })
  rights?: Right[] | null
}

@ObjectType({ description: 'The answer to linking a company.' })
export class LinkCompanyPayload {
  @Field(() => Int, { nullable: true, description: 'How many administrators are told by e-mail; null when refused.' })
  told!: number | null

  @Field(() => UserErrorType, {
    nullable: true,
    description:
      '`MANDATE_MISSING`, `RIGHTS_NOT_LINKABLE`, `MASTER_ID_UNKNOWN`, `COMPANY_UNKNOWN` or `ALREADY_LINKED`.',
  })
  error!: UserErrorType | null
}
