import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { encodeId } from '../kernel/globalId.ts'
import type { Right, Role } from '../kernel/permission.ts'
import { words } from '../platform/graphql/enums.ts'
import { connectionType } from '../platform/graphql/paging.ts'
import { DateScalar, DateTimeScalar } from '../platform/graphql/scalars.ts'
import { RightEnum, RoleEnum } from './access.enums.ts'
import { type AuditAction, type AuditValues, auditActions } from './audit.ts'

export const AuditActionEnum = words(auditActions)
registerEnumType(AuditActionEnum, {
  name: 'AuditAction',
  description: 'What was done.',
  valuesConfig: {
    INVOICES_IMPORTED: { description: 'E-invoices were imported.' },
    PAYMENTS_IMPORTED: { description: 'A bank statement was imported.' },
    PAYMENT_REGISTERED: { description: 'A payment was registered by hand.' },
    PAYMENT_REVERSED: { description: 'A payment was taken back by a counter-entry.' },
    CREDIT_NOTE_REGISTERED: { description: 'A credit note was registered by hand.' },
    TRANSACTION_MATCHED: { description: 'Money on the account was placed on invoices by hand.' },
    TRANSACTION_DISMISSED: { description: 'Money on the account was said to pay no invoice.' },
    TRANSACTION_RESTORED: { description: 'A dismissal was taken back.' },
    STATUS_CHANGED: { description: 'The collection status was changed by hand.' },
    DUE_DATE_CHANGED: { description: 'The due date was moved.' },
    CREDIT_LOSS_BOOKED: { description: 'What is unpaid was written off.' },
    AUXILIARY_NAME_CHANGED: { description: 'An auxiliary name was registered, removed, or chosen for an invoice.' },
    CUSTOMER_CHANGED: { description: 'A customer card or its contact persons were changed.' },
    SALES_SETTING_CHANGED: { description: 'The settings of sales were changed.' },
    SENT_TO_REMINDER: { description: 'Invoices were sent to the reminder service.' },
    SENT_TO_COLLECTION: { description: 'Invoices were sent to the collection service.' },
    RECALL_REQUESTED: { description: 'A recall was asked for.' },
    CREDIT_LOSS_REQUESTED: { description: 'The agency was asked about a credit loss.' },
    DISPUTE_REPORTED: { description: "A debtor's dispute was reported to the agency." },
    RECALL_ANSWERED: { description: 'The agency answered a recall request.' },
    CREDIT_LOSS_ANSWERED: { description: 'The agency answered a credit-loss question.' },
    SERVICE_ACTIVATED: { description: 'The terms were accepted.' },
    KYC_ANSWERED: { description: 'The agency answered the identity check.' },
    COST_AGREED: { description: 'A cost was agreed on with the agency.' },
    COST_ADDED: { description: 'A cost was added to an invoice.' },
    COST_REMOVED: { description: 'A cost was taken off an invoice.' },
    MASTER_ID_LINKED: { description: 'The company was linked to a Master-ID.' },
    MASTER_ID_LINK_ENDED: { description: 'A link to a Master-ID was ended.' },
    SERVICE_REMOVED: { description: 'The company left the service.' },
    DISPUTE_SET: { description: 'An invoice was marked as disputed.' },
    DISPUTE_ENDED: { description: 'The mark of a dispute was taken off an invoice.' },
    MESSAGE_RESENT: { description: 'A message that had not got through was sent again.' },
    API_TOKEN_MADE: { description: 'An API token was made that reaches the company.' },
    API_TOKEN_REVOKED: { description: 'An API token that reaches the company was revoked.' },
    EXPORT_DOWNLOADED: { description: 'A list with data of debtors was downloaded as a file.' },
    ROLE_GRANTED: { description: 'A person was given a role.' },
    ROLE_ENDED: { description: "A person's role was ended." },
    DISPUTE_RECORDED: { description: "The agency recorded a debtor's dispute." },
    DISPUTE_ANSWERED: { description: 'The agency answered a dispute.' },
    EXTENSION_GRANTED: { description: 'The debtor was given more time.' },
    PAYMENT_PLAN_MADE: { description: 'A payment plan was made.' },
    COLLECTION_SUSPENDED: { description: "Collection was suspended at the debtor's request." },
    COLLECTION_RESUMED: { description: 'Collection goes on.' },
    DEBTOR_DECEASED: { description: 'The debtor was recorded as deceased.' },
    DEBTOR_INSOLVENT: { description: 'The debtor was recorded as insolvent.' },
    MAIL_RETURNED: { description: 'A letter came back.' },
    DEBTOR_ADDRESS_CHANGED: { description: "The debtor's address was changed." },
    LEGAL_DECISION_ASKED: { description: 'A decision on legal collection was asked for.' },
    SENT_TO_COURT: { description: 'The debt went to legal collection.' },
    SURVEILLANCE_BEGUN: { description: 'The debt was put under surveillance.' },
    SURVEILLANCE_REVIEWED: { description: 'A debt under surveillance was looked at.' },
    CASE_GIVEN_UP: { description: 'The agency gave the debt up.' },
    POLICY_SET: { description: "A company's policy of collection was set." },
    LETTER_TEXT_SET: { description: "A company's own text in letters was set." },
    PRICE_LIST_PROPOSED: { description: 'A price list was put forward.' },
    REFERENCE_RATE_PROPOSED: { description: 'A reference rate was put forward.' },
    REFERENCE_RATE_ENTERED: { description: 'A made-up reference rate of a demonstration was entered.' },
    PROPOSAL_APPROVED: { description: 'A proposal was approved by another of the staff.' },
    PROPOSAL_REJECTED: { description: 'A proposal was rejected.' },
    PRINT_BATCH_MADE: { description: 'Letters were put into a file for the printer.' },
    PRINT_BATCH_PRINTED: { description: 'Letters were said to be printed.' },
    SETTLEMENT_RUN: { description: 'What was collected was settled with creditors.' },
    CLIENT_FUNDS_IMPORTED: { description: 'Bank files of client funds were imported.' },
    CLIENT_FUNDS_MATCHED: { description: 'A payment in client funds was put on an assignment.' },
    DEBTOR_REFUNDED: { description: 'What was paid above the debt goes back to the debtor.' },
    CLIENT_FUNDS_RETURNED: { description: 'A payment of nobody known goes back to its payer.' },
    PAYMENT_FILES_MADE: { description: 'Files for the bank were made.' },
    PAYMENT_FILE_SENT: { description: 'A file was said to have gone to the bank.' },
    MASTER_ID_REQUESTED: { description: 'A Master-ID was asked for.' },
    MASTER_ID_GRANTED: { description: 'A Master-ID was granted, with its first member.' },
    MASTER_ID_REFUSED: { description: 'A request for a Master-ID was refused.' },
    MASTER_ID_MEMBER_ADDED: { description: 'A person was made a member of a Master-ID.' },
    SIGNED_IN: { description: 'Signed in.' },
    SIGN_IN_FAILED: { description: 'Somebody tried to sign in with a wrong password.' },
    SIGN_IN_BLOCKED: { description: 'Signing in was refused after too many attempts.' },
    SIGNED_OUT: { description: 'Signed out.' },
    SESSIONS_REVOKED: { description: 'All sessions of a person were ended.' },
  } satisfies Record<AuditAction, { description: string }>,
})

const actors = ['COMPANY_USER', 'MASTER_ID_USER', 'STAFF', 'SYSTEM'] as const
type Actor = (typeof actors)[number]
export const AuditActorEnum = words(actors)
registerEnumType(AuditActorEnum, {
  name: 'AuditActor',
  description: 'What the one who acted is to the company.',
  valuesConfig: {
    COMPANY_USER: { description: 'A person with a role in the company.' },
    MASTER_ID_USER: { description: 'A person who reaches the company through a Master-ID.' },
    STAFF: { description: "One of the agency's staff." },
    SYSTEM: { description: 'The service itself, or the agency by a message.' },
  } satisfies Record<Actor, { description: string }>,
})

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
  actor!: Actor

  @Field(() => Boolean, { description: 'Whether a program acted with an API token of the person.' })
  viaToken!: boolean

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

  @Field(() => [AuditActorEnum], { nullable: true, description: 'Only acts of these.' })
  actors?: Actor[] | null

  @Field(() => DateScalar, { nullable: true, description: 'From this day in Finland on.' })
  from?: CalendarDate | null

  @Field(() => DateScalar, { nullable: true, description: 'Until this day in Finland, itself included.' })
  to?: CalendarDate | null

  @Field(() => String, { nullable: true, description: 'Part of an invoice number or code.' })
  search?: string | null
}

export interface AuditRow {
  company_id: bigint
  id: bigint
  at: Date
  actor: Actor
  user_id: bigint | null
  token_id: bigint | null
  master_id_name: string | null
  action: AuditAction
  subject_type: string | null
  subject_id: bigint | null
  subject_name: string | null
  before: AuditValues | null
  after: AuditValues | null
}

/** Things above companies carry no company in their id. */
const ABOVE_COMPANIES = new Set(['MasterId'])

export function showAuditEntry(row: AuditRow): AuditEntryType {
  const { subject_type: type, subject_id: id } = row
  return {
    companyId: row.company_id,
    userId: row.user_id,
    id: encodeId('AuditEntry', row.company_id, row.id),
    at: row.at,
    actor: row.actor,
    viaToken: row.token_id !== null,
    masterIdName: row.master_id_name,
    action: row.action,
    subjectId: type !== null && id !== null ? encodeId(type, ABOVE_COMPANIES.has(type) ? 0 : row.company_id, id) : null,
    subjectType: type,
    subjectName: row.subject_name,
    before: showValues(row.before),
    after: showValues(row.after),
  }
}

function showValues(values: AuditValues | null): AuditValueType[] {
  return Object.entries(values ?? {}).map(([name, value]) => ({ name, value }))
}

@ObjectType('Mail', { description: "A mail to a company's administrator." })
export class MailType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => String, { description: 'The address that it goes to.' })
  recipient!: string

  @Field(() => String, { description: 'Its subject.' })
  subject!: string

  @Field(() => String, { description: 'Its text.' })
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

@ObjectType('RoleRights', { description: 'What a role may do in its company.' })
export class RoleRightsType {
  @Field(() => RoleEnum, { description: 'The role.' })
  role!: Role

  @Field(() => [RightEnum], { description: 'Its rights.' })
  rights!: readonly Right[]
}
