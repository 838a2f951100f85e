import { Field, ID, ObjectType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { NodeType } from '../../platform/graphql/node.type.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts'
import type { BankStatementKind, BankTransactionState } from '../bank/bankMatching.ts'
import {
  type BankDirection,
  BankDirectionEnum,
  BankStatementKindEnum,
  BankTransactionStateEnum,
  PaymentKindEnum,
} from '../ledger.enums.ts'
import type { PaymentKind } from './booking.ts'

@ObjectType('Payment', {
  implements: NodeType,
  description:
    'What lowers an invoice, or as a counter-entry with a negative amount raises it again. Never changed afterwards.',
})
export class PaymentType extends NodeType {
  /** Not published; relations are read by them. */
  companyId!: bigint
  paymentId!: bigint
  invoiceId!: bigint
  bankTransactionId!: bigint | null
  reversesId!: bigint | null

  @Field(() => PaymentKindEnum, { description: 'What it is.' })
  kind!: PaymentKind

  @Field(() => DateScalar, { description: 'The day of the payment, credit or write-off.' })
  paidOn!: CalendarDate

  @Field(() => MoneyType, {
    description:
      'Its amount. Of money for an invoice in the service it may exceed what was open: interest and costs are paid with it.',
  })
  amount!: MoneyType

  @Field(() => String, { nullable: true, description: 'Who paid.' })
  payerName!: string | null

  @Field(() => String, { nullable: true, description: 'Number of the credit note.' })
  documentNumber!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Why it was taken back or written off, in the words of who did it.',
  })
  note!: string | null
}

export const PaymentConnection = connectionType('Payment', () => PaymentType)

@ObjectType('BankStatement', {
  description: 'A statement, notification or list of the bank, once however often it is imported.',
})
export class BankStatementType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'Account; empty for what Netvisor tells of.' })
  iban!: string

  @Field(() => BankStatementKindEnum, { description: 'What kind of file brought it.' })
  kind!: BankStatementKind

  @Field(() => String, { description: "The bank's id of it." })
  statementId!: string

  @Field(() => DateScalar, { nullable: true, description: 'The day the bank made it.' })
  createdOn!: CalendarDate | null

  @Field(() => MoneyType, { nullable: true, description: 'Balance at its beginning.' })
  opening!: MoneyType | null

  @Field(() => MoneyType, { nullable: true, description: 'Balance at its end.' })
  closing!: MoneyType | null

  @Field(() => DateTimeScalar, { description: 'When it was first imported.' })
  importedAt!: Date
}

@ObjectType('BankTransaction', {
  implements: NodeType,
  description: 'A movement on an account of the company, once whatever files list it.',
})
export class BankTransactionType extends NodeType {
  /** Not published; relations are read by them. */
  companyId!: bigint
  transactionId!: bigint
  statementRowId!: bigint

  @Field(() => DateScalar, { description: 'The day the bank booked it.' })
  bookedOn!: CalendarDate

  @Field(() => MoneyType, { description: 'Amount, positive whichever way the money went.' })
  amount!: MoneyType

  @Field(() => String, { description: 'Account; empty for money that Netvisor tells of without it.' })
  iban!: string

  @Field(() => BankDirectionEnum, { description: 'Which way the money went.' })
  direction!: BankDirection

  @Field(() => Boolean, { description: 'Whether the bank takes an earlier movement back with it.' })
  reversal!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'Reference, without leading zeros, when the payer gave exactly one valid one.',
  })
  reference!: string | null

  @Field(() => String, { nullable: true, description: 'Who paid.' })
  payerName!: string | null

  @Field(() => String, { nullable: true, description: "The payer's message." })
  message!: string | null

  @Field(() => String, { nullable: true, description: "The bank's archive id." })
  archiveId!: string | null

  @Field(() => BankTransactionStateEnum, { description: 'What became of it.' })
  state!: BankTransactionState

  @Field(() => String, {
    description: 'Why, as a stable code such as MATCHED, NO_INVOICE_WITH_REFERENCE or MORE_THAN_OPEN.',
  })
  reason!: string

  @Field(() => MoneyType, { description: 'What of it waits to be placed.' })
  unallocated!: MoneyType

  @Field(() => String, { nullable: true, description: 'Why a person dismissed it.' })
  note!: string | null
}

export const BankTransactionConnection = connectionType('BankTransaction', () => BankTransactionType)

export interface PaymentRow {
  companyId: bigint
  id: bigint
  invoiceId: bigint
  bankTransactionId: bigint | null
  reversesId: bigint | null
  kind: PaymentKind
  paidOn: CalendarDate
  amount: bigint
  currency: string
  payerName: string | null
  documentNumber: string | null
  note: string | null
}

export const PAYMENT_COLUMNS = `p.company_id AS "companyId", p.id, p.invoice_id AS "invoiceId", p.bank_transaction_id AS "bankTransactionId",
  p.reverses_id AS "reversesId", p.kind, p.paid_on AS "paidOn", p.amount, p.currency, p.payer_name AS "payerName",
  p.document_number AS "documentNumber", p.note`

export function showPayment(row: PaymentRow): PaymentType & { __typename: 'Payment' } {
  const id = encodeId('Payment', row.companyId, row.id)
  return { ...row, __typename: 'Payment', id, paymentId: row.id, amount: showCents(row.amount, row.currency) }
}

export interface BankTransactionRow {
  companyId: bigint
  id: bigint
  statementRowId: bigint
  bookedOn: CalendarDate
  amount: bigint
  currency: string
  iban: string
  direction: BankDirection
  reversal: boolean
  reference: string | null
  payerName: string | null
  message: string | null
  archiveId: string | null
  state: BankTransactionState
  reason: string
  unallocated: bigint
  note: string | null
}

export const BANK_TRANSACTION_COLUMNS = `t.company_id AS "companyId", t.id, t.statement_id AS "statementRowId", t.booked_on AS "bookedOn",
  t.amount, t.currency, coalesce(t.iban, '') AS iban, t.direction, t.reversal, t.reference, t.payer_name AS "payerName", t.message,
  t.archive_id AS "archiveId", t.state, t.reason, t.unallocated, t.note`

export function showBankTransaction(row: BankTransactionRow): BankTransactionType & { __typename: 'BankTransaction' } {
  return {
    ...row,
    __typename: 'BankTransaction',
    id: encodeId('BankTransaction', row.companyId, row.id),
    transactionId: row.id,
    amount: showCents(row.amount, row.currency),
    unallocated: showCents(row.unallocated, row.currency),
  }
}

export interface BankStatementRow {
  companyId: bigint
  id: bigint
  iban: string
  kind: BankStatementKind
  statementId: string
  createdOn: CalendarDate | null
  opening: bigint | null
  closing: bigint | null
  currency: string
  importedAt: Date
}

export function showBankStatement(row: BankStatementRow): BankStatementType {
  const { iban, kind, statementId, createdOn, opening, closing, currency, importedAt } = row
  return {
    id: encodeId('BankStatement', row.companyId, row.id),
    iban,
    kind,
    statementId,
    createdOn,
    opening: opening === null ? null : showCents(opening, currency),
    closing: closing === null ? null : showCents(closing, currency),
    importedAt,
  }
}
