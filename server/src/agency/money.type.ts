import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { encodeId } from '../kernel/globalId.ts'
import { words } from '../platform/graphql/enums.ts'
import { MoneyType, showCents } from '../platform/graphql/money.type.ts'
import { connectionType } from '../platform/graphql/paging.ts'
import { DateScalar, DateTimeScalar } from '../platform/graphql/scalars.ts'
import { UserErrorType } from '../platform/graphql/userError.type.ts'
import { type TransactionState, transactionStates } from './clientFunds.store.ts'
import type { ClientFundsStanding } from './fundsCheck.ts'
import type { FundsTransaction, MatchCandidate } from './fundsDesk.store.ts'

export const ClientTransactionStateEnum = words(transactionStates)
registerEnumType(ClientTransactionStateEnum, {
  name: 'ClientTransactionState',
  description: 'What became of a transaction on an account for client funds.',
  valuesConfig: {
    ALLOCATED: { description: 'On an assignment.' },
    UNMATCHED: { description: 'No assignment fits: it waits for staff.' },
    OUTGOING: { description: "A transfer of the agency's own." },
    REVERSED: { description: 'Taken back by the bank, or what took it back.' },
    RETURNED: { description: 'Belonged to nobody and goes back to its payer.' },
  } satisfies Record<TransactionState, { description: string }>,
})

@ObjectType('ClientAllocation', { description: 'What a transaction did to an assignment, and whose its money is.' })
export class ClientAllocationType {
  @Field(() => String, { description: 'Name of the creditor.' })
  creditorName!: string

  @Field(() => String, { description: 'Name of the debtor.' })
  debtorName!: string

  @Field(() => String, { description: 'Number of the invoice.' })
  invoiceNumber!: string

  @Field(() => MoneyType, { description: "The creditor's: principal, interest and its own costs." })
  creditorShare!: MoneyType

  @Field(() => MoneyType, { description: "The agency's: costs of its letters." })
  agencyShare!: MoneyType

  @Field(() => MoneyType, { description: "The debtor's: paid above what was owed." })
  excess!: MoneyType
}

@ObjectType('ClientTransaction', { description: 'A transaction on an account for client funds.' })
export class ClientTransactionType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'The account, as an IBAN.' })
  iban!: string

  @Field(() => DateScalar, { description: 'The day on which the bank booked it.' })
  bookedOn!: CalendarDate

  @Field(() => MoneyType, { description: 'Above zero came in, below zero went out.' })
  amount!: MoneyType

  @Field(() => String, { nullable: true, description: 'The reference that came with it.' })
  reference!: string | null

  @Field(() => String, { nullable: true, description: 'Name of the payer, if the bank told it.' })
  payerName!: string | null

  @Field(() => String, { nullable: true, description: "The payer's account, if the bank told it." })
  payerIban!: string | null

  @Field(() => String, { nullable: true, description: "The payer's message." })
  message!: string | null

  @Field(() => ClientTransactionStateEnum, { description: 'What became of it.' })
  state!: TransactionState

  @Field(() => MoneyType, { description: 'Paid above what was owed and not given back yet.' })
  refundable!: MoneyType

  @Field(() => [ClientAllocationType], { description: 'The assignments that it was put on.' })
  allocations!: ClientAllocationType[]
}
export const ClientTransactionConnection = connectionType('ClientTransaction', () => ClientTransactionType)

export function showTransaction(row: FundsTransaction): ClientTransactionType {
  const { id, iban, bookedOn, amount, currency, reference, payerName, payerIban, message, state, refundable } = row
  const show = (cents: string) => showCents(BigInt(cents), currency)
  return {
    ...{ iban, bookedOn, reference, payerName, payerIban, message, state },
    id: encodeId('ClientTransaction', 0, id),
    amount: showCents(amount, currency),
    refundable: showCents(refundable, currency),
    allocations: row.allocations.map(({ creditorName, debtorName, invoiceNumber, creditor, agency, excess }) => ({
      ...{ creditorName, debtorName, invoiceNumber },
      creditorShare: show(creditor),
      agencyShare: show(agency),
      excess: show(excess),
    })),
  }
}

@ObjectType('MatchCandidate', { description: 'An assignment that a payment may belong to.' })
export class MatchCandidateType {
  @Field(() => ID, { description: "The agency's own id of the assignment." })
  id!: string

  @Field(() => String, { description: 'Name of the creditor.' })
  creditorName!: string

  @Field(() => String, { description: 'Name of the debtor.' })
  debtorName!: string

  @Field(() => String, { description: 'Number of the invoice.' })
  invoiceNumber!: string

  @Field(() => String, { description: 'The reference that its letters ask for.' })
  reference!: string

  @Field(() => Boolean, { description: 'Whether it has ended.' })
  closed!: boolean

  @Field(() => MoneyType, { description: 'What the debtor owes.' })
  balance!: MoneyType
}

export function showCandidate(candidate: MatchCandidate): MatchCandidateType {
  const { companyId, id, creditorName, debtorName, invoiceNumber, reference, stage, balance, currency } = candidate
  return {
    ...{ creditorName, debtorName, invoiceNumber, reference },
    id: encodeId('AgencyAssignment', companyId, id),
    closed: stage === 'CLOSED',
    balance: showCents(balance, currency),
  }
}

@ObjectType('ClientFundsStanding', { description: 'What client funds of a currency owe, and to whom.' })
export class ClientFundsStandingType {
  @Field(() => MoneyType, { description: 'Came in, less what the bank took back.' })
  received!: MoneyType

  @Field(() => MoneyType, { description: 'Settled with creditors.' })
  settled!: MoneyType

  @Field(() => MoneyType, { description: 'Given back to debtors and payers.' })
  paidOut!: MoneyType

  @Field(() => MoneyType, { description: "The agency's share that was moved to its own account." })
  taken!: MoneyType

  @Field(() => MoneyType, { description: 'Owed to creditors: collected and not settled yet.' })
  owedToCreditors!: MoneyType

  @Field(() => MoneyType, {
    description: 'Owed by creditors: settled with them for payments that the bank has taken back since.',
  })
  owedByCreditors!: MoneyType

  @Field(() => MoneyType, { description: "The agency's own: costs that debtors have paid." })
  owedToAgency!: MoneyType

  @Field(() => MoneyType, { description: 'Owed to debtors: paid above what was owed.' })
  owedToDebtors!: MoneyType

  @Field(() => MoneyType, { description: 'Payments that no assignment fits.' })
  unmatched!: MoneyType

  @Field(() => MoneyType, { description: 'What there should be less what is owed: always zero.' })
  difference!: MoneyType
}

@ObjectType('ClientFundsProof', { description: 'Whether client funds are what is owed.' })
export class ClientFundsProofType {
  @Field(() => [ClientFundsStandingType], { description: 'One per currency.' })
  standings!: ClientFundsStandingType[]

  @Field(() => String, {
    nullable: true,
    description: '`CLIENT_FUNDS_DIFFER` when they are not: nothing may leave the account until it is explained.',
  })
  alarm!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the nightly proof was last made.' })
  checkedAt!: Date | null
}

export function showStanding({ currency, ...cents }: ClientFundsStanding): ClientFundsStandingType {
  const show = (amount: bigint) => showCents(amount, currency)
  return {
    received: show(cents.received),
    settled: show(cents.settled),
    paidOut: show(cents.paidOut),
    taken: show(cents.taken),
    owedToCreditors: show(cents.owedToCreditors),
    owedByCreditors: show(cents.owedByCreditors),
    owedToAgency: show(cents.owedToAgency),
    owedToDebtors: show(cents.owedToDebtors),
    unmatched: show(cents.unmatched),
    difference: show(cents.difference),
  }
}

@InputType({ description: 'Which assignment a payment belongs to.' })
export class MatchClientTransactionInput {
  @Field(() => ID, { description: 'The payment.' })
  transactionId!: string

  @Field(() => ID, { description: "The agency's own id of the assignment, from `matchCandidates`." })
  assignmentId!: string
}

@InputType({ description: 'Where money goes back to.' })
export class PayBackInput {
  @Field(() => ID, { description: 'The payment that it came with.' })
  transactionId!: string

  @Field(() => String, { nullable: true, description: 'The receiver; the payer when left out.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: "The receiver's account; the payer's when left out." })
  iban?: string | null
}

@ObjectType({ description: 'What came of a decision on a transaction.' })
export class ClientTransactionPayload {
  @Field(() => ClientTransactionType, { nullable: true, description: 'The transaction; null when it was refused.' })
  transaction!: ClientTransactionType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: '`NOT_UNMATCHED`, `CURRENCY_DIFFERS`, `NOTHING_TO_REFUND`, `IBAN_INVALID` or `NAME_NEEDED`.',
  })
  error!: UserErrorType | null
}

@InputType({ description: 'When the bank shall pay.' })
export class MakePaymentFilesInput {
  @Field(() => DateScalar, { nullable: true, description: 'The day; the next banking day when left out or closed.' })
  executeOn?: CalendarDate | null
}

@ObjectType('PaymentFile', { description: "A pain.001.001.09 file of transfers for the agency's bank." })
export class PaymentFileType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'The name of the message; the bank takes it once.' })
  messageId!: string

  @Field(() => DateScalar, { description: 'The day on which the bank shall pay.' })
  executeOn!: CalendarDate

  @Field(() => String, { description: 'The account that pays, as an IBAN.' })
  fromIban!: string

  @Field(() => Int, { description: 'How many transfers it has.' })
  transfers!: number

  @Field(() => MoneyType, { description: 'What they add up to.' })
  amount!: MoneyType

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  madeAt!: Date

  @Field(() => String, { description: 'Who made it.' })
  madeByName!: string

  @Field(() => DateTimeScalar, { nullable: true, description: 'When another let it go to the bank; null: not yet.' })
  releasedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'Who let it go.' })
  releasedByName!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was cancelled: its transfers wait again.' })
  cancelledAt!: Date | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was sent to the bank; null: not yet.' })
  sentAt!: Date | null

  @Field(() => Int, { description: 'Transfers of it that the bank has refused.' })
  refused!: number

  @Field(() => Boolean, { description: 'Whether the one who asks may let it go: another than who made it.' })
  viewerCanRelease!: boolean

  @Field(() => String, { description: 'The address of the file on this server, for staff, once it has been let go.' })
  url!: string
}
export const PaymentFileConnection = connectionType('PaymentFile', () => PaymentFileType)

@ObjectType({ description: 'What was put into payment files.' })
export class MakePaymentFilesPayload {
  @Field(() => [PaymentFileType], { description: 'The new files, one per account and currency; none: nothing waited.' })
  files!: PaymentFileType[]
}

@InputType({ description: 'Which file has gone to the bank.' })
export class MarkPaymentFileSentInput {
  @Field(() => ID, { description: 'The file.' })
  id!: string
}

@ObjectType({ description: 'The file that has gone to the bank.' })
export class MarkPaymentFileSentPayload {
  @Field(() => PaymentFileType, { description: 'The file. Saying it twice changes nothing.' })
  file!: PaymentFileType

  @Field(() => UserErrorType, { nullable: true, description: '`NOT_RELEASED`.' })
  error!: UserErrorType | null
}

@InputType({ description: 'A decision on a payment file.' })
export class PaymentFileInput {
  @Field(() => ID, { description: 'The file.' })
  id!: string
}

@InputType({ description: 'What the bank refused.' })
export class RefuseTransferInput {
  @Field(() => ID, { description: 'The file.' })
  fileId!: string

  @Field(() => Int, { description: 'The number of the transfer in the file.' })
  ordinal!: number

  @Field(() => String, { description: "The bank's reason." })
  reason!: string

  @Field(() => DateScalar, { nullable: true, description: 'When; today when left out.' })
  refusedOn?: CalendarDate | null

  @Field(() => String, {
    nullable: true,
    description: 'The account that it goes to next time; the same when left out.',
  })
  newIban?: string | null
}

@ObjectType({ description: 'What came of a decision on a payment file.' })
export class PaymentFilePayload {
  @Field(() => PaymentFileType, { nullable: true, description: 'The file; null when it was refused.' })
  file!: PaymentFileType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: '`SAME_PERSON`, `ALREADY_DECIDED`, `NOT_RELEASED`, `REASON_NEEDED` or `IBAN_INVALID`.',
  })
  error!: UserErrorType | null
}

@ObjectType('PaymentTransfer', { description: 'One transfer of a payment file.' })
export class PaymentTransferType {
  @Field(() => Int, { description: 'Its number in the file.' })
  ordinal!: number

  @Field(() => String, { description: 'Name of the receiver.' })
  toName!: string

  @Field(() => String, { nullable: true, description: 'The account, as an IBAN.' })
  toIban!: string | null

  @Field(() => MoneyType, { description: 'How much.' })
  amount!: MoneyType

  @Field(() => DateScalar, { nullable: true, description: 'When the bank refused it; null: it did not.' })
  refusedOn!: CalendarDate | null

  @Field(() => String, { nullable: true, description: "The bank's reason." })
  refusal!: string | null
}
