import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { CompanyType } from '../../access/company.type.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { words } from '../../platform/graphql/enums.ts'
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts'
import { UserErrorType } from '../../platform/graphql/userError.type.ts'
import { type PaymentOrigin, paymentSources, type StatusMaster, statusMasters } from '../payment/paymentSource.ts'

export const PaymentSourceEnum = words(paymentSources)
registerEnumType(PaymentSourceEnum, {
  name: 'PaymentSource',
  description: "Where a company's payments come from.",
  valuesConfig: {
    BANK_FILES: { description: 'Bank files, lists, and what people register here.' },
    NETVISOR: { description: 'What Netvisor lists as paid.' },
  } satisfies Record<PaymentOrigin, { description: string }>,
})

export const StatusMasterEnum = words(statusMasters)
registerEnumType(StatusMasterEnum, {
  name: 'StatusMaster',
  description:
    'Who masters the collection statuses of invoices that Netvisor knows. While an invoice is in the service its status is always the agency’s.',
  valuesConfig: {
    DUETTO: { description: 'This ledger: changes here are told to Netvisor.' },
    NETVISOR: { description: 'Netvisor: changes there are taken over, and nobody changes a status by hand here.' },
  } satisfies Record<StatusMaster, { description: string }>,
})

@ObjectType('PaymentSourceFrom', { description: 'From a day on payments come from a source.' })
export class PaymentSourceFromType {
  @Field(() => DateScalar, { description: 'The first day.' })
  from!: CalendarDate

  @Field(() => PaymentSourceEnum, { description: 'The source.' })
  source!: PaymentOrigin
}

@ObjectType('NetvisorRun', { description: 'One fetch of what is new in Netvisor.' })
export class NetvisorRunType {
  /** Not published. */
  companyId!: bigint
  askedById!: bigint | null

  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => DateTimeScalar, { description: 'When it began.' })
  startedAt!: Date

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it runs.' })
  endedAt!: Date | null

  @Field(() => Int, { description: 'Invoices, customers and payments that Netvisor listed.' })
  read!: number

  @Field(() => Int, { description: 'Invoices that came into the books.' })
  newInvoices!: number

  @Field(() => Int, { description: 'Statuses, cards, credits and payments that changed in the books.' })
  changed!: number

  @Field(() => Int, { description: 'Payments that came into the books.' })
  payments!: number

  @Field(() => Int, { description: 'What could not be taken.' })
  refused!: number

  @Field(() => UserErrorType, {
    nullable: true,
    description:
      'Why it ended early: NETVISOR_AUTHENTICATION, NETVISOR_REFUSED, NETVISOR_UNREACHABLE, NETVISOR_UNREADABLE, RUN_ABANDONED or RUN_FAILED. The next run goes on from where it was.',
  })
  error!: UserErrorType | null
}

@ObjectType('NetvisorRefusal', { description: 'An invoice of Netvisor that the books could not take.' })
export class NetvisorRefusalType {
  @Field(() => String, { description: "Netvisor's own key of it." })
  netvisorKey!: string

  @Field(() => String, { description: 'Its number.' })
  number!: string

  @Field(() => DateTimeScalar, { description: 'When it was last seen.' })
  seenAt!: Date

  @Field(() => UserErrorType, { description: 'Why. It is tried again when it changes in Netvisor.' })
  error!: UserErrorType
}

@ObjectType('NetvisorReportFailure', { description: 'A status that Netvisor did not take.' })
export class NetvisorReportFailureType {
  /** Not published. */
  companyId!: bigint
  invoiceId!: bigint

  @Field(() => Int, { description: 'How often it was tried.' })
  attempts!: number

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is tried again; null for at once.' })
  nextTryAt!: Date | null

  @Field(() => UserErrorType, { description: 'What Netvisor said.' })
  error!: UserErrorType
}

@ObjectType('NetvisorConnection', { description: "A company's connection to Netvisor." })
export class NetvisorConnectionType {
  /** Not published. */
  companyId!: bigint
  setById!: bigint

  @Field(() => String, { description: 'The customer id that Netvisor gave. The key is never shown.' })
  customerId!: string

  @Field(() => String, {
    nullable: true,
    description: 'The account that invoices ask to be paid to, where it was given.',
  })
  iban!: string | null

  @Field(() => DateTimeScalar, { description: 'When the credentials were last set.' })
  setAt!: Date

  @Field(() => Boolean, { description: 'Whether a fetch is under way.' })
  isRunning!: boolean

  @Field(() => DateTimeScalar, { description: 'When the next fetch is due.' })
  nextRunAt!: Date
}

@InputType({ description: 'Credentials of a company for Netvisor.' })
export class ConnectNetvisorInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => String, { description: 'Customer id of the API credentials made in Netvisor.' })
  customerId!: string

  @Field(() => String, { description: 'Their key. Kept sealed, and never shown again.' })
  customerKey!: string

  @Field(() => String, {
    nullable: true,
    description:
      'The account that invoices ask to be paid to (IBAN), which Netvisor does not tell; left out: the one given before, or the only one known.',
  })
  iban?: string | null
}

@InputType({ description: 'A company whose connection is meant.' })
export class NetvisorInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string
}

@InputType({ description: 'Where payments come from.' })
export class SetPaymentSourceInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => PaymentSourceEnum, { description: 'The source.' })
  source!: PaymentOrigin

  @Field(() => DateScalar, { description: 'The first day whose payments come from there.' })
  from!: CalendarDate
}

@InputType({ description: 'Who masters the statuses.' })
export class SetStatusMasterInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => StatusMasterEnum, { description: 'The master.' })
  master!: StatusMaster
}

@ObjectType({ description: 'The company, or why it was refused.' })
export class CompanyConnectionPayload {
  @Field(() => CompanyType, { nullable: true, description: 'The company.' })
  company!: CompanyType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description:
      'For example NETVISOR_AUTHENTICATION, NETVISOR_UNREACHABLE, NETVISOR_NOT_OFFERED, NOT_CONNECTED, SOURCE_OVERLAPS or NETVISOR_IS_SOURCE.',
  })
  error!: UserErrorType | null
}
