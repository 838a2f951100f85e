import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { words } from '../../platform/graphql/enums.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import { UserErrorType } from '../../platform/graphql/userError.type.ts'
import { type TransactionState, transactionStates } from './clientFunds.store.ts'
import type { FundsTransaction, MatchCandidate } from './fundsDesk.store.ts'
import { type OutgoingReason, outgoingReasons } from './outgoingDesk.store.ts'

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
    SUPERSEDED: { description: 'A file of another kind told the same money before: it counts once.' },
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

export const OutgoingReasonEnum = words(outgoingReasons)
registerEnumType(OutgoingReasonEnum, {
  name: 'OutgoingReason',
  description: 'What money was that left client funds without a transfer of a payment file.',
  valuesConfig: {
    CHARGE: { description: 'A charge of the bank: the agency bears it.' },
    BY_HAND: { description: 'Paid by hand at the bank: settled or given back outside the payment files.' },
    OTHER: { description: 'Something else: the note says what.' },
  } satisfies Record<OutgoingReason, { description: string }>,
})

@ObjectType('ClientInstruction', { description: 'A transfer of a payment file that a transaction of the bank is.' })
export class ClientInstructionType {
  @Field(() => String, { description: 'The name of the transfer from end to end.' })
  endToEndId!: string

  @Field(() => String, { description: 'The name of its payment file.' })
  messageId!: string

  @Field(() => String, { description: 'Name of the receiver.' })
  toName!: string

  @Field(() => MoneyType, { description: 'How much.' })
  amount!: MoneyType
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

  @Field(() => String, { nullable: true, description: 'Name of the receiver, if the bank told it.' })
  payeeName!: string | null

  @Field(() => String, { nullable: true, description: 'The name of the payment from end to end, if the bank told it.' })
  endToEndId!: string | null

  @Field(() => [ClientInstructionType], {
    description: 'Of money that left or came back: the transfers of payment files that it is.',
  })
  instructions!: ClientInstructionType[]

  @Field(() => MoneyType, {
    description: 'Of money that left (below zero) or came back: what of it no transfer explains. Zero when nothing.',
  })
  unexplained!: MoneyType

  @Field(() => OutgoingReasonEnum, {
    nullable: true,
    description: 'What a person found out of what no transfer explains; null: nobody has yet.',
  })
  explainedAs!: OutgoingReason | null

  @Field(() => String, { nullable: true, description: 'The note of who found it out.' })
  explanation!: string | null
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
    ...{ payeeName: row.payeeName, endToEndId: row.endToEndId },
    ...{ explainedAs: row.explainedAs, explanation: row.explanation, unexplained: showCents(row.rest, currency) },
    instructions: row.instructions.map((one) => ({ ...one, amount: show(one.amount) })),
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

@InputType({ description: 'Which assignment a payment belongs to.' })
export class MatchClientTransactionInput {
  @Field(() => ID, { description: 'The payment.' })
  transactionId!: string

  @Field(() => ID, { description: "The agency's own id of the assignment, from `matchCandidates`." })
  assignmentId!: string
}

@InputType({ description: 'Which claim or invoice a payment belongs to.' })
export class PlaceOnAccountInput {
  @Field(() => ID, { description: 'The payment.' })
  transactionId!: string

  @Field(() => String, { description: 'The reference of the claim or of the invoice.' })
  reference!: string
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
    description:
      '`NOT_UNMATCHED`, `CURRENCY_DIFFERS`, `NOTHING_FITS`, `NOTHING_TO_REFUND`, `IBAN_INVALID` or `NAME_NEEDED`; of money that left `NOT_WAITING`, `TRANSFER_NOT_OPEN`, `SUM_DIFFERS` or `NOTE_NEEDED`.',
  })
  error!: UserErrorType | null
}
