import { registerEnumType } from 'type-graphql'
import { words } from '../platform/graphql/enums.ts'
import {
  type BankStatementKind,
  type BankTransactionState,
  bankTransactionStates,
  statementKinds,
} from './bank/bankMatching.ts'
import {
  type CollectionStatus,
  collectionStatuses,
  type StatusReason,
  statusReasons,
} from './invoice/collectionStatus.ts'
import { type PaymentKind, paymentKinds } from './payment/booking.ts'

interface Described {
  description: string
}

export const CollectionStatusEnum = words(collectionStatuses)
registerEnumType(CollectionStatusEnum, {
  name: 'CollectionStatus',
  description: 'How far the collection of an invoice has come.',
  valuesConfig: {
    UNSENT: { description: 'Not sent to the customer yet (lähettämätön).' },
    OPEN: { description: 'Sent and not due yet (avoin).' },
    OVERDUE: { description: 'The due date has passed (erääntynyt).' },
    REMINDED: { description: 'A payment reminder has been sent (muistutettu).' },
    REQUESTED: { description: 'A payment notice has been sent (huomautettu).' },
    COLLECTED: { description: 'In debt collection (perinnässä).' },
    PAID: { description: 'Nothing is unpaid (maksettu).' },
    CREDIT_LOSS: { description: 'Written off (luottotappio).' },
  } satisfies Record<CollectionStatus, Described>,
})

export const StatusReasonEnum = words(statusReasons)
registerEnumType(StatusReasonEnum, {
  name: 'StatusReason',
  description: 'What changed a collection status, or the invoice without a change of status.',
  valuesConfig: {
    IMPORTED: { description: 'The invoice came into the books.' },
    FELL_DUE: { description: 'The due date passed.' },
    SET_BY_HAND: { description: 'A person set it.' },
    PAID: { description: 'The last of it was paid.' },
    REOPENED: { description: 'A payment or credit loss was taken back.' },
    CREDITED: { description: 'A credit note covered the rest.' },
    AGENCY: { description: 'The service brought it on.' },
    NETVISOR: { description: 'Netvisor had it, or changed it there.' },
    RECALLED: { description: 'The service stopped on request.' },
    CREDIT_LOSS: { description: 'The rest was written off.' },
    DISPUTED: { description: 'The status stays; the customer disputes the invoice.' },
    DISPUTE_ENDED: { description: 'The status stays; the customer does not dispute the invoice any more.' },
    DUE_DATE_CHANGED: {
      description: 'The due date was moved, here or in Netvisor; the status is what the calendar says of the new one.',
    },
    AUXILIARY_NAME_CHANGED: { description: 'A person chose another auxiliary name; the status stayed.' },
    AMOUNT_CHANGED: { description: 'The total was changed in Netvisor and taken over; the status stayed.' },
  } satisfies Record<StatusReason, Described>,
})

const debtorKinds = ['CONSUMER', 'BUSINESS'] as const
export type DebtorKind = (typeof debtorKinds)[number]
export const DebtorKindEnum = words(debtorKinds)
registerEnumType(DebtorKindEnum, {
  name: 'DebtorKind',
  description: 'Which cost rules protect the debtor (513/1999, 10 a and 10 e sections).',
  valuesConfig: {
    CONSUMER: { description: 'A private person.' },
    BUSINESS: { description: 'A company, association or other body.' },
  } satisfies Record<DebtorKind, Described>,
})

export const PaymentKindEnum = words(paymentKinds)
registerEnumType(PaymentKindEnum, {
  name: 'PaymentKind',
  description: 'What lowered an invoice.',
  valuesConfig: {
    PAYMENT: { description: 'Money from the customer.' },
    DIRECT_PAYMENT: { description: 'Money from the customer past the agency, reported to it (ohisuoritus).' },
    SETTLEMENT: { description: 'Money from the agency (tilitys).' },
    CREDIT_NOTE: { description: 'A credit note (hyvityslasku).' },
    CREDIT_LOSS: { description: 'A write-off (luottotappio).' },
  } satisfies Record<PaymentKind, Described>,
})

export const BankTransactionStateEnum = words(bankTransactionStates)
registerEnumType(BankTransactionStateEnum, {
  name: 'BankTransactionState',
  description: 'What became of a bank transaction in the books.',
  valuesConfig: {
    BOOKED: { description: 'Wholly on invoices, or a reversal that took its payment back.' },
    OVERPAID: { description: 'More than its invoices had open; the rest waits.' },
    UNMATCHED: { description: 'No invoice was found for it; it waits for a person.' },
    DOUBTFUL: {
      description:
        'For an invoice in the service, but neither surely a settlement nor surely a direct payment; it waits for a person.',
    },
    REVERSED: { description: 'Taken back by the bank.' },
    OUTGOING: { description: 'Money that left the account; kept, not booked.' },
    SUPERSEDED: { description: 'The same money is described better in another file.' },
    DISMISSED: { description: 'A person said that it pays no invoice.' },
  } satisfies Record<BankTransactionState, Described>,
})

const bankDirections = ['CREDIT', 'DEBIT'] as const
export type BankDirection = (typeof bankDirections)[number]
export const BankDirectionEnum = words(bankDirections)
registerEnumType(BankDirectionEnum, {
  name: 'BankDirection',
  description: 'Which way money went.',
  valuesConfig: {
    CREDIT: { description: 'Onto the account.' },
    DEBIT: { description: 'Off the account.' },
  } satisfies Record<BankDirection, Described>,
})

export const BankStatementKindEnum = words(statementKinds)
registerEnumType(BankStatementKindEnum, {
  name: 'BankStatementKind',
  description: 'What kind of bank file brought a transaction.',
  valuesConfig: {
    STATEMENT: { description: 'Account statement (camt.053).' },
    NOTIFICATION: { description: 'Notification (camt.054).' },
    REFERENCE_LIST: { description: 'List of reference payments (KTL).' },
    NETVISOR: { description: 'No file: Netvisor tells of the payments.' },
  } satisfies Record<BankStatementKind, Described>,
})

export const invoiceSections = ['OPEN', 'OVERDUE', 'REMINDED_REQUESTED', 'IN_SERVICE'] as const
export type InvoiceSectionName = (typeof invoiceSections)[number]
export const InvoiceSectionNameEnum = words(invoiceSections)
registerEnumType(InvoiceSectionNameEnum, {
  name: 'InvoiceSectionName',
  description: 'A section of the open sales invoices.',
  valuesConfig: {
    OPEN: { description: 'Not due yet.' },
    OVERDUE: { description: 'Late, and nothing done about it yet.' },
    REMINDED_REQUESTED: { description: 'Letters have been sent, by the company or by an ended reminder service.' },
    IN_SERVICE: { description: 'In the Duetto service, also when only costs are unpaid.' },
  } satisfies Record<InvoiceSectionName, Described>,
})

export const invoiceSteps = [
  'SENT',
  'RECEIVED',
  'REMINDER_SENT',
  'NOTICE_SENT',
  'COLLECTION_LETTER_SENT',
  'SECOND_DEMAND_SENT',
  'PAYMENT_TO_AGENCY',
  'DIRECT_PAYMENT',
  'PAYMENT_PLAN_MADE',
  'EXTENSION_GRANTED',
  'DISPUTED',
  'MAIL_RETURNED',
  'CLOSED',
] as const
export type InvoiceStep = (typeof invoiceSteps)[number]
export const InvoiceStepEnum = words(invoiceSteps)
registerEnumType(InvoiceStepEnum, {
  name: 'InvoiceStep',
  description: 'A step of the service that invoices can be narrowed to, by the newest one of each.',
  valuesConfig: {
    SENT: { description: 'The company sent the material.' },
    RECEIVED: { description: 'The agency took the assignment.' },
    REMINDER_SENT: { description: 'A payment reminder went out.' },
    NOTICE_SENT: { description: 'A payment notice went out.' },
    COLLECTION_LETTER_SENT: { description: 'A collection letter (payment demand) went out.' },
    SECOND_DEMAND_SENT: { description: 'A second payment demand went out.' },
    PAYMENT_TO_AGENCY: { description: 'The debtor paid to the agency.' },
    DIRECT_PAYMENT: { description: 'The debtor paid to the company, past the agency.' },
    PAYMENT_PLAN_MADE: { description: 'The debtor pays in instalments.' },
    EXTENSION_GRANTED: { description: 'The debtor got more time.' },
    DISPUTED: { description: 'The debtor disputes the debt.' },
    MAIL_RETURNED: { description: 'A letter came back.' },
    CLOSED: { description: 'The assignment ended.' },
  } satisfies Record<InvoiceStep, Described>,
})

export const invoiceSorts = [
  'DUE_DATE',
  'DUE_DATE_DESC',
  'NUMBER',
  'NUMBER_DESC',
  'OPEN',
  'OPEN_DESC',
  'TOTAL',
  'TOTAL_DESC',
  'ISSUED',
  'ISSUED_DESC',
  'CUSTOMER',
  'CUSTOMER_DESC',
  'STATUS',
  'STATUS_DESC',
  'AUXILIARY_NAME',
  'AUXILIARY_NAME_DESC',
  'DAYS_OVERDUE',
  'DAYS_OVERDUE_DESC',
  'NEWEST_STEP',
  'NEWEST_STEP_DESC',
] as const
export type SalesInvoiceSort = (typeof invoiceSorts)[number]
export const SalesInvoiceSortEnum = words(invoiceSorts)
registerEnumType(SalesInvoiceSortEnum, {
  name: 'SalesInvoiceSort',
  description: 'The order of sales invoices.',
  valuesConfig: {
    DUE_DATE: { description: 'Due date, oldest first.' },
    DUE_DATE_DESC: { description: 'Due date, newest first.' },
    NUMBER: { description: 'Number, shorter ones first.' },
    NUMBER_DESC: { description: 'Number, longer ones first.' },
    OPEN: { description: 'Unpaid amount, smallest first.' },
    OPEN_DESC: { description: 'Unpaid amount, largest first.' },
    TOTAL: { description: 'Total, smallest first.' },
    TOTAL_DESC: { description: 'Total, largest first.' },
    ISSUED: { description: 'Invoice date, oldest first.' },
    ISSUED_DESC: { description: 'Invoice date, newest first.' },
    CUSTOMER: { description: "Customer's name in the Finnish alphabet." },
    CUSTOMER_DESC: { description: "Customer's name in the Finnish alphabet, from its end." },
    STATUS: { description: 'Collection status, from unsent on.' },
    STATUS_DESC: { description: 'Collection status, the farthest first.' },
    AUXILIARY_NAME: { description: 'Auxiliary business name, invoices without one first.' },
    AUXILIARY_NAME_DESC: { description: 'Auxiliary business name, from the end of the alphabet.' },
    DAYS_OVERDUE: { description: 'Days overdue, the least late first.' },
    DAYS_OVERDUE_DESC: { description: 'Days overdue, the latest first.' },
    NEWEST_STEP: { description: 'Day of the newest step of the service, invoices without one first.' },
    NEWEST_STEP_DESC: { description: 'Day of the newest step of the service, the newest first.' },
  } satisfies Record<SalesInvoiceSort, Described>,
})

const importOutcomes = ['IMPORTED', 'ALREADY_THERE', 'REFUSED'] as const
export type ImportOutcome = (typeof importOutcomes)[number]
export const ImportOutcomeEnum = words(importOutcomes)
registerEnumType(ImportOutcomeEnum, {
  name: 'ImportOutcome',
  description: 'What became of something in an imported file.',
  valuesConfig: {
    IMPORTED: { description: 'Taken into the books.' },
    ALREADY_THERE: { description: 'The books had it already; nothing changed.' },
    REFUSED: { description: 'Not taken in; the refusal says why and what to do.' },
  } satisfies Record<ImportOutcome, Described>,
})
