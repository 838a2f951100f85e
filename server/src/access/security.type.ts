import { Field, ID, ObjectType } from 'type-graphql'
import { encodeId } from '../kernel/globalId.ts'
import { connectionType } from '../platform/graphql/paging.ts'
import { DateTimeScalar } from '../platform/graphql/scalars.ts'
import type { AuditAction, AuditValues } from './audit.ts'
import { AuditActionEnum } from './audit.type.ts'
import { AuditValueType, showValues } from './auditEntry.type.ts'

@ObjectType('SecurityEntry', {
  description: 'Something that a person did for themselves, or that somebody tried in their name.',
})
export class SecurityEntryType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date

  @Field(() => AuditActionEnum, { description: 'What was done.' })
  action!: AuditAction

  @Field(() => String, { nullable: true, description: 'Of what: the name of a token, of an organisation.' })
  subjectName!: string | null

  @Field(() => [AuditValueType], { description: 'Values before; empty when there are none or their retention ended.' })
  before!: AuditValueType[]

  @Field(() => [AuditValueType], {
    description:
      'Values after, of a sign-in the network address; empty when there are none or their retention of two years ended.',
  })
  after!: AuditValueType[]
}

export const SecurityEntryConnection = connectionType('SecurityEntry', () => SecurityEntryType)

export interface SecurityRow {
  id: bigint
  at: Date
  action: AuditAction
  subject_name: string | null
  before: AuditValues | null
  after: AuditValues | null
}

export function showSecurityEntry(row: SecurityRow): SecurityEntryType {
  const { id, at, action, subject_name: subjectName, before, after } = row
  return {
    ...{ at, action, subjectName },
    id: encodeId('SecurityEntry', 0, id),
    before: showValues(before),
    after: showValues(after),
  }
}
