import { Field, ID, InputType, ObjectType } from 'type-graphql'
import type { AuditAction } from '../../access/audit.ts'
import { AuditActionEnum, type AuditKind, AuditKindEnum } from '../../access/audit.type.ts'
import { AuditValueType, showValues } from '../../access/auditEntry.type.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts'
import type { StaffTrailRow } from './staffTrail.store.ts'

@ObjectType('StaffTrailEntry', { description: "One act of the agency's staff: who did what, when, on what." })
export class StaffTrailEntryType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date

  @Field(() => ID, { description: 'Who.' })
  staffId!: string

  @Field(() => String, { description: 'Who, by name.' })
  staffName!: string

  @Field(() => String, { nullable: true, description: 'The API token through which the person acted, by its name.' })
  tokenName!: string | null

  @Field(() => AuditActionEnum, { description: 'What was done.' })
  action!: AuditAction

  @Field(() => ID, { nullable: true, description: "The company's file; null when it belongs to none." })
  companyFileId!: string | null

  @Field(() => String, { nullable: true, description: 'The company, by name.' })
  companyName!: string | null

  @Field(() => ID, { nullable: true, description: 'The assignment on which it was done, as staff know it.' })
  assignmentId!: string | null

  @Field(() => String, { nullable: true, description: 'The type of what it was done to.' })
  subjectType!: string | null

  @Field(() => String, { nullable: true, description: 'How people know it: an invoice number, a code, a day.' })
  subjectName!: string | null

  @Field(() => [AuditValueType], { description: 'Values before; empty when there are none or their retention ended.' })
  before!: AuditValueType[]

  @Field(() => [AuditValueType], { description: 'Values after; empty when there are none or their retention ended.' })
  after!: AuditValueType[]
}

export const StaffTrailConnection = connectionType('StaffTrailEntry', () => StaffTrailEntryType)

@InputType({ description: 'Which acts of staff.' })
export class StaffTrailFilterInput {
  @Field(() => ID, { nullable: true, description: 'Only on this company: the id of its file.' })
  companyFileId?: string | null

  @Field(() => ID, { nullable: true, description: 'Only on this assignment, as staff know it.' })
  assignmentId?: string | null

  @Field(() => ID, { nullable: true, description: 'Only by this person.' })
  staffId?: string | null

  @Field(() => AuditKindEnum, {
    nullable: true,
    description: 'Acts, openings of documents, or both. Left out: acts, or what `actions` names.',
  })
  kind?: AuditKind | null

  @Field(() => [AuditActionEnum], { nullable: true, description: 'Only these acts.' })
  actions?: AuditAction[] | null

  @Field(() => DateScalar, { nullable: true, description: 'From this day in Finland on.' })
  from?: CalendarDate | null

  @Field(() => DateScalar, { nullable: true, description: 'Until this day in Finland, itself included.' })
  to?: CalendarDate | null

  @Field(() => String, { nullable: true, description: 'Part of an invoice number, a code or a day.' })
  search?: string | null
}

@ObjectType('StaffPerson', { description: "One of the agency's staff." })
export class StaffPersonType {
  @Field(() => ID, { description: 'Of the person.' })
  id!: string

  @Field(() => String, { description: 'The name.' })
  name!: string
}

export function showStaffEntry(row: StaffTrailRow): StaffTrailEntryType {
  const { at, staffName, tokenName, action, companyId, companyName, assignmentId, subjectType, subjectName } = row
  return {
    ...{ at, staffName, tokenName, action, companyName, subjectType, subjectName },
    id: encodeId('StaffTrailEntry', row.book === 'AGENCY' ? 0 : 1, row.id),
    staffId: encodeId('User', 0, row.staffId),
    companyFileId: companyId === null ? null : encodeId('CompanyFile', companyId, companyId),
    assignmentId:
      companyId === null || assignmentId === null ? null : encodeId('StaffAssignment', companyId, assignmentId),
    before: showValues(row.before),
    after: showValues(row.after),
  }
}
