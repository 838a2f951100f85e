import { registerEnumType } from 'type-graphql'
import { words } from '../platform/graphql/enums.ts'
import { type AuditAction, auditActions } from './audit.ts'

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
    CONNECTION_SET: { description: 'The company was connected to Netvisor, or given other credentials.' },
    CONNECTION_ENDED: { description: 'The connection to Netvisor was ended.' },
    FETCH_ASKED: { description: 'A person asked for what is new in Netvisor.' },
    PAYMENT_SOURCE_SET: { description: 'Another source of payments was chosen.' },
    STATUS_MASTER_SET: { description: 'Another master of statuses was chosen.' },
    NETVISOR_CHANGE_TAKEN: { description: 'What changed in Netvisor of an invoice was taken over.' },
    TABLE_MAPPING_CHANGED: { description: 'A saved mapping of tables got another name, or was deleted.' },
    NETVISOR_CHANGE_LEFT: { description: 'A change of an invoice in Netvisor was decided not to be taken over.' },
    AUXILIARY_NAME_CHANGED: { description: 'An auxiliary name was registered, removed, or chosen for an invoice.' },
    CUSTOMERS_MERGED: { description: 'Two cards of one customer were made one.' },
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
    DOCUMENT_OPENED: { description: 'A letter, a statement or an invoice was opened.' },
    ROLE_GRANTED: { description: 'A person was given a role.' },
    ROLE_ENDED: { description: "A person's role was ended." },
    DISPUTE_RECORDED: { description: "The agency recorded a debtor's dispute." },
    DISPUTE_ANSWERED: { description: 'The agency answered a dispute.' },
    EXTENSION_GRANTED: { description: 'The debtor was given more time.' },
    PAYMENT_PLAN_MADE: { description: 'A payment plan was made.' },
    DEBT_STATEMENT_GIVEN: { description: 'The debtor was given a statement of debts (513/1999 4 a §).' },
    COLLECTION_SUSPENDED: { description: "Collection was suspended at the debtor's request." },
    COLLECTION_RESUMED: { description: 'Collection goes on.' },
    DEBTOR_DECEASED: { description: 'The debtor was recorded as deceased.' },
    DEBTOR_INSOLVENT: { description: 'The debtor was recorded as insolvent.' },
    MAIL_RETURNED: { description: 'A letter came back.' },
    DEBTOR_ADDRESS_CHANGED: { description: "The debtor's address was changed." },
    LEGAL_DECISION_ASKED: { description: 'A decision on legal collection was asked for.' },
    SENT_TO_COURT: { description: 'The debt went to legal collection.' },
    LEGAL_COLLECTION_AUTHORISED: { description: "The creditor's authorisation for legal collection was recorded." },
    AUTHORITY_FEE_CHARGED: { description: 'A fee of a court or of enforcement was put on the debt.' },
    JUDGMENT_RECORDED: { description: 'A judgment was recorded.' },
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
    LETTER_PUT_ON_PAPER: { description: 'A letter by e-mail was put on paper.' },
    PRINT_BATCH_MADE: { description: 'Letters were put into a file for the printer.' },
    PRINT_BATCH_PRINTED: { description: 'Letters were said to be printed.' },
    SETTLEMENT_RUN: { description: 'What was collected was settled with creditors.' },
    CLIENT_FUNDS_IMPORTED: { description: 'Bank files of client funds were imported.' },
    CLIENT_FUNDS_MATCHED: { description: 'A payment in client funds was put on an assignment.' },
    DEBTOR_REFUNDED: { description: 'What was paid above the debt goes back to the debtor.' },
    CLIENT_FUNDS_RETURNED: { description: 'A payment of nobody known goes back to its payer.' },
    PAYMENT_FILES_MADE: { description: 'Files for the bank were made.' },
    PAYMENT_FILE_SENT: { description: 'A file was said to have gone to the bank.' },
    OWN_SHARE_MOVED: { description: "The agency's share was moved out of client funds." },
    PAYMENT_FILE_RELEASED: { description: 'A file was let go to the bank by another than who made it.' },
    PAYMENT_FILE_CANCELLED: { description: 'A file was not let go: its transfers wait again.' },
    TRANSFER_REFUSED: { description: 'A transfer was refused by the bank: it waits for a later file.' },
    TRANSFER_REDIRECTED: { description: 'A transfer that the bank refused goes to another account next time.' },
    BANK_REPORT_IMPORTED: { description: "The bank's report on a payment file was read." },
    OUTGOING_ATTACHED: { description: 'Money that left client funds was joined to the transfers that asked for it.' },
    OUTGOING_EXPLAINED: { description: 'Money that left client funds without a transfer was explained.' },
    AGENCY_INVOICES_MADE: { description: "The agency's invoices to companies were made." },
    INVOICE_PAYMENT_RECORDED: { description: "A payment of an invoice of the agency's was recorded." },
    MONEY_TERMS_SET: { description: 'What is agreed with a company about money was set.' },
    MASTER_ID_REQUESTED: { description: 'A Master-ID was asked for.' },
    MASTER_ID_GRANTED: { description: 'A Master-ID was granted, with its first member.' },
    MASTER_ID_REFUSED: { description: 'A request for a Master-ID was refused.' },
    MASTER_ID_MEMBER_ADDED: { description: 'A person was made a member of a Master-ID.' },
    SIGNED_IN: { description: 'Signed in.' },
    SIGN_IN_FAILED: { description: 'Somebody tried to sign in with a wrong password.' },
    SIGN_IN_BLOCKED: { description: 'Signing in was refused after too many attempts.' },
    SIGNED_OUT: { description: 'Signed out.' },
    SESSIONS_REVOKED: { description: 'All sessions of a person were ended.' },
    ACTIVATION_BEGUN: { description: 'Taking the service into use was begun.' },
    IDENTITY_STATED: { description: 'The company stated its signatories and beneficial owners.' },
    IDENTITY_ERASED: {
      description: 'Statements for the identity check were erased: their retention by law had ended.',
    },
    OWN_DETAILS_CHANGED: { description: 'A person changed their own name or phone number.' },
    EMAIL_CHANGE_ASKED: { description: 'A person gave a new e-mail address, not confirmed yet.' },
    EMAIL_CHANGED: { description: 'A new e-mail address was confirmed.' },
    PASSWORD_CHANGED: { description: 'A person changed their password; their other sessions ended.' },
  } satisfies Record<AuditAction, { description: string }>,
})

const auditKinds = ['ACTS', 'OPENINGS', 'ALL'] as const
/** Acts that change something or take data out, or the opening of single documents, or both. */
export type AuditKind = (typeof auditKinds)[number]
export const AuditKindEnum = words(auditKinds)
registerEnumType(AuditKindEnum, {
  name: 'AuditKind',
  description: 'Which entries of a book of acts.',
  valuesConfig: {
    ACTS: { description: 'Acts, without the opening of documents.' },
    OPENINGS: { description: 'Who opened which letter, statement or invoice.' },
    ALL: { description: 'Both.' },
  } satisfies Record<AuditKind, { description: string }>,
})

/** What a filter asks for: acts when it says nothing of it, or what its acts name. */
export function kindAsked(
  kind: AuditKind | null | undefined,
  actions: readonly AuditAction[] | null | undefined,
): AuditKind {
  return kind ?? (actions ? 'ALL' : 'ACTS')
}

/** What a kind asks of `a.action`, in the words that the indexes are made for; undefined: nothing. */
export const KIND_CONDITIONS: Readonly<Record<AuditKind, string | undefined>> = {
  ACTS: "a.action <> 'DOCUMENT_OPENED'",
  OPENINGS: "a.action = 'DOCUMENT_OPENED'",
  ALL: undefined,
}

const auditActors = ['COMPANY_USER', 'MASTER_ID_USER', 'STAFF', 'SYSTEM'] as const
export type AuditActor = (typeof auditActors)[number]
export const AuditActorEnum = words(auditActors)
registerEnumType(AuditActorEnum, {
  name: 'AuditActor',
  description: 'What the one who acted is to the company.',
  valuesConfig: {
    COMPANY_USER: { description: 'A person with a role in the company.' },
    MASTER_ID_USER: { description: 'A person who reaches the company through a Master-ID.' },
    STAFF: { description: "One of the agency's staff." },
    SYSTEM: { description: 'The service itself, or the agency by a message.' },
  } satisfies Record<AuditActor, { description: string }>,
})
