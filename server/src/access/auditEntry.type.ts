import { Field, ID, InputType, ObjectType } from 'type-graphql'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { encodeId } from '../kernel/globalId.ts'
import type { Right, Role } from '../kernel/permission.ts'
import { connectionType } from '../platform/graphql/paging.ts'
import { DateScalar, DateTimeScalar } from '../platform/graphql/scalars.ts'
import { RightEnum, RoleEnum } from './access.enums.ts'
import type { AuditAction, AuditValues } from './audit.ts'
import { AuditActionEnum, type AuditActor, AuditActorEnum, type AuditKind, AuditKindEnum } from './audit.type.ts'

@ObjectType('AuditValue', { description: 'A value before or after an act.' })
export class AuditValueType {
  @Field(() => String, { description: 'What it is of.' })
  name!: string

  @Field(() => String, { description: 'The value: a code, a day, an amount or a number.' })
  value!: string
}

@ObjectType('AuditEntry', { description: 'One act in a company: who did what, when and on whose behalf.' })
export class AuditEntryType {
  /** Not published. */
  companyId!: bigint
  /** Not published. */
  userId!: bigint | null

  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date

  @Field(() => AuditActorEnum, { description: 'What the one who acted is to the company.' })
  actor!: AuditActor

  @Field(() => Boolean, { description: 'Whether a program acted with an API token of the person.' })
  viaToken!: boolean

  @Field(() => String, {
    nullable: true,
    description:
      "What the token's owner called it when it acted; null for a person, and in entries from before it was kept.",
  })
  tokenName!: string | null

  @Field(() => ID, { nullable: true, description: 'Who acted; null for staff and for the service itself.' })
  actorId!: string | null

  @Field(() => String, { nullable: true, description: 'The Master-ID on whose behalf it was done: its name.' })
  masterIdName!: string | null

  @Field(() => AuditActionEnum, { description: 'What was done.' })
  action!: AuditAction

  @Field(() => ID, { nullable: true, description: 'The id of what it was done to.' })
  subjectId!: string | null

  @Field(() => String, { nullable: true, description: 'The type of what it was done to.' })
  subjectType!: string | null

  @Field(() => String, { nullable: true, description: 'How people know it: an invoice number, a code.' })
  subjectName!: string | null

  @Field(() => [AuditValueType], { description: 'Values before; empty when there are none or their retention ended.' })
  before!: AuditValueType[]

  @Field(() => [AuditValueType], { description: 'Values after; empty when there are none or their retention ended.' })
  after!: AuditValueType[]
}

export const AuditEntryConnection = connectionType('AuditEntry', () => AuditEntryType)

@InputType({ description: 'Which entries of an audit trail.' })
export class AuditFilterInput {
  @Field(() => [AuditActionEnum], { nullable: true, description: 'Only these acts.' })
  actions?: AuditAction[] | null

  @Field(() => AuditKindEnum, {
    nullable: true,
    description: 'Acts, openings of documents, or both. Left out: acts, or what `actions` names.',
  })
  kind?: AuditKind | null

  @Field(() => [AuditActorEnum], { nullable: true, description: 'Only acts of these.' })
  actors?: AuditActor[] | null

  @Field(() => DateScalar, { nullable: true, description: 'From this day in Finland on.' })
  from?: CalendarDate | null

  @Field(() => DateScalar, { nullable: true, description: 'Until this day in Finland, itself included.' })
  to?: CalendarDate | null

  @Field(() => String, { nullable: true, description: 'Part of an invoice number or code.' })
  search?: string | null

  @Field(() => [ID], { nullable: true, description: 'Only acts of these persons.' })
  userIds?: string[] | null

  @Field(() => [ID], { nullable: true, description: 'Only acts through these API tokens.' })
  tokenIds?: string[] | null

  @Field(() => Boolean, { nullable: true, description: 'True: only through an API token; false: only by people.' })
  viaToken?: boolean | null

  @Field(() => [ID], { nullable: true, description: 'Only acts on behalf of these Master-IDs.' })
  masterIds?: string[] | null

  @Field(() => ID, {
    nullable: true,
    description: 'Only acts on this: an invoice, a customer, an assignment, a send ...',
  })
  subjectId?: string | null
}

export interface AuditRow {
  company_id: bigint
  id: bigint
  at: Date
  actor: AuditActor
  user_id: bigint | null
  token_id: bigint | null
  token_name: string | null
  master_id_name: string | null
  action: AuditAction
  subject_type: string | null
  subject_id: bigint | null
  subject_name: string | null
  before: AuditValues | null
  after: AuditValues | null
}

/** Things above companies carry no company in their id. */
const ABOVE_COMPANIES = new Set(['MasterId', 'User'])

export function showAuditEntry(row: AuditRow): AuditEntryType {
  const { subject_type: type, subject_id: id } = row
  return {
    companyId: row.company_id,
    userId: row.user_id,
    id: encodeId('AuditEntry', row.company_id, row.id),
    at: row.at,
    actor: row.actor,
    viaToken: row.token_id !== null,
    tokenName: row.token_name,
    actorId: row.user_id !== null && row.actor !== 'STAFF' ? encodeId('User', 0, row.user_id) : null,
    masterIdName: row.master_id_name,
    action: row.action,
    subjectId: type !== null && id !== null ? encodeId(type, ABOVE_COMPANIES.has(type) ? 0 : row.company_id, id) : null,
    subjectType: type,
    subjectName: row.subject_name,
    before: showValues(row.before),
    after: showValues(row.after),
  }
}

export function showValues(values: AuditValues | null): AuditValueType[] {
  return Object.entries(values ?? {}).map(([name, value]) => ({ name, value }))
}

@ObjectType('AuditPerson', { description: 'Somebody who has acted in a company.' })
export class AuditPersonType {
  @Field(() => ID, { description: 'Of the person.' })
  id!: string

  @Field(() => String, { nullable: true, description: 'The name; null for who never had a way into the company.' })
  name!: string | null
}

@ObjectType('AuditName', { description: 'Something that acts of a company went through.' })
export class AuditNameType {
  @Field(() => ID, { description: 'Of the token, or of the Master-ID.' })
  id!: string

  @Field(() => String, { description: 'What it is called.' })
  name!: string
}

@ObjectType('AuditChoices', {
  description: "What a company's audit trail can be narrowed to, as far as it occurs in it.",
})
export class AuditChoicesType {
  @Field(() => [AuditActionEnum], { description: 'Acts.' })
  actions!: AuditAction[]

  @Field(() => [AuditPersonType], { description: 'People, at most 200.' })
  people!: AuditPersonType[]

  @Field(() => [AuditNameType], { description: 'API tokens, at most 200.' })
  tokens!: AuditNameType[]

  @Field(() => [AuditNameType], { description: 'Master-IDs.' })
  masterIds!: AuditNameType[]
}

@ObjectType('RoleRights', { description: 'What a role may do in its company.' })
export class RoleRightsType {
  @Field(() => RoleEnum, { description: 'The role.' })
  role!: Role

  @Field(() => [RightEnum], { description: 'Its rights.' })
  rights!: readonly Right[]
}
