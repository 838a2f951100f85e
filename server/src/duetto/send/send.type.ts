import { Field, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { words } from '../../platform/graphql/enums.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { NodeType } from '../../platform/graphql/node.type.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts'
import {
  type AfterReminder,
  AfterReminderEnum,
  type AssignmentKind,
  assignmentKinds,
} from '../assignment/assignment.enums.ts'
import { type SendState, sendStates } from './send.ts'

export const SendKindEnum = words(assignmentKinds)
registerEnumType(SendKindEnum, {
  name: 'SendKind',
  description: 'Which service a send went to.',
  valuesConfig: {
    REMINDER: { description: 'The reminder service.' },
    COLLECTION: { description: 'The collection service.' },
  } satisfies Record<AssignmentKind, { description: string }>,
})

export interface SendRow {
  readonly companyId: bigint
  readonly id: bigint
  readonly kind: AssignmentKind
  readonly afterReminder: AfterReminder | null
  readonly sentOn: CalendarDate
  readonly at: Date
  readonly userId: bigint | null
  readonly currency: string
  readonly sentCount: number
  readonly refusedCount: number
  readonly principal: bigint
  readonly fee: bigint
  readonly feeVat: bigint
  readonly state: SendState
  readonly askedCount: number
  readonly finishedAt: Date | null
}

/** The select list of a SendRow, from `duetto.send s`. */
export const sendColumns = `s.company_id AS "companyId", s.id, s.kind, s.after_reminder AS "afterReminder", s.sent_on AS "sentOn",
  s.at, s.user_id AS "userId", s.currency, s.sent_count AS "sentCount", s.refused_count AS "refusedCount", s.principal, s.fee,
  s.fee_vat AS "feeVat", s.state, coalesce(s.asked_count, s.sent_count + s.refused_count) AS "askedCount",
  CASE WHEN s.asked_count IS NULL THEN s.at ELSE s.finished_at END AS "finishedAt"`

export const SendStateEnum = words(sendStates)
registerEnumType(SendStateEnum, {
  name: 'SendState',
  description: 'Whether every invoice of a send has its answer.',
  valuesConfig: {
    SENDING: { description: 'Some invoices wait; the service works on by itself.' },
    DONE: { description: 'Every invoice was sent or refused.' },
  } satisfies Record<SendState, { description: string }>,
})

const sendOutcomes = ['WAITING', 'SENT', 'REFUSED'] as const
export type SendOutcomeWord = (typeof sendOutcomes)[number]
export const SendOutcomeEnum = words(sendOutcomes)
registerEnumType(SendOutcomeEnum, {
  name: 'SendOutcome',
  description: 'What became of an invoice of a send.',
  valuesConfig: {
    WAITING: { description: 'Its turn has not come yet.' },
    SENT: { description: 'It became an assignment.' },
    REFUSED: { description: 'It was not sent; the reason stands at it.' },
  } satisfies Record<SendOutcomeWord, { description: string }>,
})

@InterfaceType('Send', {
  implements: NodeType,
  description: 'Invoices handed over to the service in one act.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class SendType extends NodeType {
  /** Not published; relations are read by it. */
  row!: SendRow

  @Field(() => SendKindEnum, { description: 'The service it went to.' })
  kind!: AssignmentKind

  @Field(() => DateScalar, { description: 'The day of the send; its price list counts.' })
  sentOn!: CalendarDate

  @Field(() => DateTimeScalar, { description: 'The moment of the send.' })
  at!: Date

  @Field(() => SendStateEnum, { description: 'SENDING while invoices wait for their turn, then DONE.' })
  state!: SendState

  @Field(() => Int, { description: 'How many invoices were asked for: sent, refused and waiting ones.' })
  askedCount!: number

  @Field(() => Int, { description: 'How many invoices wait for their turn.' })
  waitingCount!: number

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the last invoice was answered for.' })
  finishedAt!: Date | null

  @Field(() => Int, { description: 'How many invoices were sent.' })
  sentCount!: number

  @Field(() => Int, { description: 'How many invoices were refused, each with its reason.' })
  refusedCount!: number

  @Field(() => MoneyType, { description: 'What was unpaid of the invoices sent.' })
  principal!: MoneyType

  @Field(() => MoneyType, { description: 'Transfer fee of the invoices sent, without VAT.' })
  fee!: MoneyType

  @Field(() => MoneyType, { description: 'VAT on the fee.' })
  feeVat!: MoneyType
}

@ObjectType('ReminderSend', { implements: SendType, description: 'Invoices handed over to the reminder service.' })
export class ReminderSendType extends SendType {
  @Field(() => AfterReminderEnum, { description: 'What follows when the reminders stay unpaid.' })
  afterReminder!: AfterReminder
}

@ObjectType('CollectionSend', { implements: SendType, description: 'Invoices handed over to the collection service.' })
export class CollectionSendType extends SendType {}

/** An interface is an abstract class, which `connectionType` does not take by its type; the schema takes it as a node. */
export const SendConnection = connectionType('Send', () => SendType as never)

export function showSend(row: SendRow): SendType & { __typename: 'ReminderSend' | 'CollectionSend' } {
  const __typename = row.kind === 'REMINDER' ? 'ReminderSend' : 'CollectionSend'
  const shown = {
    id: encodeId(__typename, row.companyId, row.id),
    row,
    kind: row.kind,
    sentOn: row.sentOn,
    at: row.at,
    state: row.state,
    askedCount: row.askedCount,
    waitingCount: row.askedCount - row.sentCount - row.refusedCount,
    finishedAt: row.finishedAt,
    sentCount: row.sentCount,
    refusedCount: row.refusedCount,
    principal: showCents(row.principal, row.currency),
    fee: showCents(row.fee, row.currency),
    feeVat: showCents(row.feeVat, row.currency),
  }
  return { ...shown, __typename, ...(row.afterReminder === null ? {} : { afterReminder: row.afterReminder }) }
}
