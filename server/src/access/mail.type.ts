import { Field, ID, ObjectType } from 'type-graphql'
import { encodeId } from '../kernel/globalId.ts'
import { connectionType } from '../platform/graphql/paging.ts'
import { DateTimeScalar } from '../platform/graphql/scalars.ts'

@ObjectType('Mail', { description: "A mail to a company's people, or to a person about their own matters." })
export class MailType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { description: 'The address that it goes to.' })
  recipient!: string

  @Field(() => String, { description: 'Its subject.' })
  subject!: string

  @Field(() => String, { description: 'Its text; empty for a code once it has been sent.' })
  body!: string

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  writtenAt!: Date

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the mail server took it; null while it waits, or when there is no mail server.',
  })
  sentAt!: Date | null
}

export const MailConnection = connectionType('Mail', () => MailType)

export interface MailRow {
  company_id: bigint
  id: bigint
  recipient: string
  subject: string
  body: string
  written_at: Date
  sent_at: Date | null
}

export function showMail(row: MailRow): MailType {
  const { recipient, subject, body } = row
  const id = encodeId('Mail', row.company_id, row.id)
  return { id, recipient, subject, body, writtenAt: row.written_at, sentAt: row.sent_at }
}

export type UserMailRow = Omit<MailRow, 'company_id'>

export function showUserMail(row: UserMailRow): MailType {
  const { recipient, subject, body } = row
  return {
    id: encodeId('UserMail', 0, row.id),
    recipient,
    subject,
    body,
    writtenAt: row.written_at,
    sentAt: row.sent_at,
  }
}
