import { encodeId } from '../../server/src/kernel/globalId.ts'
import { IDENTITY } from '../kit/creditor.ts'
import { bankFile, invoiceFile } from '../kit/ledgerFiles.ts'
import type { People } from '../kit/people.ts'

/*
 * Who gets what from every root field, about one company. The columns are the actors by what they are to that company:
 *
 *   nobody      not signed in
 *   admin       its COMPANY_ADMINISTRATOR
 *   keeper      its BOOKKEEPER
 *   auditor     its AUDITOR
 *   payroll     its PAYROLL_ACCOUNTANT
 *   member      member of a Master-ID that it is linked to
 *   former      member of a Master-ID whose link to it has ended
 *   stranger    COMPANY_ADMINISTRATOR of another company
 *   reader      the admin's API token that may only read
 *   elsewhere   the admin's API token limited to another company
 *   staff       a SUPERVISOR of the agency without a company
 *
 * The cells: ok (an answer), null, none (an empty list), NS (UNAUTHENTICATED: not signed in), NA (FORBIDDEN: not
 * allowed), NF (NOT_FOUND: does not exist), or !CODE for a refusal in the payload: !AA (ALREADY_ACTIVE), and of a
 * document in a file !NR (NO_RIGHT) and !UN (its company is unknown: ACCOUNT_UNKNOWN, SELLER_NOT_IN_SCOPE).
 */
export const ANSWERS = `
field                             nobody admin keeper auditor payroll member former stranger reader elsewhere staff
Query.agencyDeadLetters           NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        none
Query.agencyInvoices              NS     NA     NA     NA     NA     NA     NA     NA     NA     NA     none
Query.agencySettlements           NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        none
Query.assignment                  NS     ok    ok     ok      null    ok     null   null     ok     null      null
Query.assignments                 NS     ok    ok     ok      none    ok     none   none     ok     none      none
Query.auditChoices                NS     ok    NA     ok      NF      NA     NF     NF       ok     NF        NF
Query.auditTrail                  NS     ok    NA     ok      NF      NA     NF     NF       ok     NF        NF
Query.bankTransactions            NS     ok    ok     ok      NF      ok     NF     NF       ok     NF        NF
Query.clientFundsProof            NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Query.clientTransactions          NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        none
Query.companies                   NS     ok    ok     ok      none    ok     none   ok       ok     ok        none
Query.company                     NS     ok    ok     ok      null    ok     null   null     ok     null      null
Query.companyFile                 NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Query.companyFiles                NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Query.companyMail                 NS     none  NA     NA      NF      NA     NF     NF       NA     NF        NF
Query.creditorClaims              NS     NA     NA     NA     NA     NA     NA     NA     NA     NA     none
Query.costAgreements              NS     none  none   none    NF      none   NF     NF       none   NF        none
Query.deadLetters                 NS     none  NA     NA      NF      NA     NF     NF       NA     NF        NF
Query.feeStatement                NS     ok    ok     ok      NF      ok     NF     NF       ok     NF        NF
Query.kycRequests                 NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Query.mailedLetters               NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        none
Query.recallConsequences          NS     ok    ok     ok      null    ok     null   null     ok     null      null
Query.letterPreview               NS     ok    ok     ok      null    ok     null   null     ok     null      null
Query.letterTexts                 NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        none
Query.matchCandidates             NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        none
Query.matchSuggestions            NS     none  none   none    NF      none   NF     NF       none   NF        NF
Query.customer                    NS     ok    ok     ok      null    ok     null   null     ok     null      null
Query.customers                   NS     ok    ok     ok      NF      ok     NF     NF       ok     NF        NF
Query.node                        NS     ok    ok     ok      null    ok     null   null     ok     null      null
Query.overview                    NS     ok    ok     ok      none    ok     none   ok       ok     ok        none
Query.overviewTotals              NS     ok    ok     ok      none    ok     none   none     ok     none      none
Query.moneyTerms                  NS     NA     NA     NA     NA     NA     NA     NA     NA     NA     NF
Query.ownShares                   NS     NA     NA     NA     NA     NA     NA     NA     NA     NA     none
Query.paymentFileTransfers        NS     NA     NA     NA     NA     NA     NA     NA     NA     NA     none
Query.paymentFiles                NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        none
Query.payments                    NS     ok    ok     ok      NF      ok     NF     NF       ok     NF        NF
Query.priceLists                  ok*
Query.printDay                    NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Query.proposals                   NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        none
Query.referenceRates              ok*
Query.returnedMail                NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        !LIST_EMPTY
Query.roleRights                  ok*
Query.salesInvoice                NS     ok    ok     ok      null    ok     null   null     ok     null      null
Query.salesInvoices               NS     ok    ok     ok      NF      ok     NF     NF       ok     NF        NF
Query.salesInvoiceTotals          NS     ok    ok     ok      NF      ok     NF     NF       ok     NF        NF
Query.report                      NS     ok    ok     ok      none    ok     none   none     ok     none      none
Query.reportMonths                NS     ok    ok     ok      none    ok     none   none     ok     none      none
Query.reportTotals                NS     ok    ok     ok      none    ok     none   none     ok     none      none
Query.staffActivation             NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Query.workQueue                   NS     ok    ok     ok      none    ok     none   none     ok     none      none
Query.workQueueCounts             NS     ok    ok     ok      none    ok     none   none     ok     none      none
Query.search                      NS     ok    ok     ok      none    ok     none   none     ok     none      none
Query.securityLog                 NS     ok    ok     ok      ok      ok     ok     ok       NA     NA        ok
Query.send                        NS     ok    ok     ok      null    ok     null   null     ok     null      null
Query.sendByKey                   NS     null  null  null    NF      null   NF     NF       null   NF        NF
Query.sendCheck                   NS     ok    ok     ok      NF      ok     NF     NF       ok     NF        NF
Query.sends                       NS     ok    ok     ok      NF      ok     NF     NF       ok     NF        NF
Query.serviceClaims               NS     none   none   none   NF     none   NF     NF     none   NF     NF
Query.serviceInvoices             NS     none   none   none   NF     none   NF     NF     none   NF     NF
Query.serviceTerms                ok*
Query.settlements                 NS     none  none   none    NF      none   NF     NF       none   NF        NF
Query.staffTrail                  NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Query.staffAssignment             NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Query.staffLetters                NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Query.staffMail                   NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Query.staffMasterIdRequests       NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        none
Query.staffPeople                 NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Query.staffRequests               NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Query.tablePreview                NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Query.viewer                      ok*
Query.workCounts                  NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Query.workList                    NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Mutation.actOnAssignment          NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.actOnAssignments         NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.askEmailChange           NS     !EMAIL_INVALID !EMAIL_INVALID !EMAIL_INVALID !EMAIL_INVALID !EMAIL_INVALID !EMAIL_INVALID !EMAIL_INVALID NA NA !EMAIL_INVALID
Mutation.beginActivation          NS     !AA   NA     NA      NF      NA     NF     NF       NA     NF        NF
Mutation.changePassword           NS     !PASSWORD_TOO_SHORT !PASSWORD_TOO_SHORT !PASSWORD_TOO_SHORT !PASSWORD_TOO_SHORT !PASSWORD_TOO_SHORT !PASSWORD_TOO_SHORT !PASSWORD_TOO_SHORT NA NA !PASSWORD_TOO_SHORT
Mutation.confirmEmailChange       NS     !CODE_EXPIRED !CODE_EXPIRED !CODE_EXPIRED !CODE_EXPIRED !CODE_EXPIRED !CODE_EXPIRED !CODE_EXPIRED NA NA !CODE_EXPIRED
Mutation.stateIdentity            NS     !AA   NA     NA      NF      NA     NF     NF       NA     NF        NF
Mutation.updateOwnDetails         NS     ok    ok     ok      ok      ok     ok     ok       NA     NA        ok
Mutation.activateService          NS     !AA   NA     NA      NF      NA     NF     NF       NA     NF        NF
Mutation.addCollectionCost        NS     !COST_NOT_AGREED !COST_NOT_AGREED NA NF !COST_NOT_AGREED NF NF NA NF NF
Mutation.agreeCost                NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Mutation.answerCreditLoss         NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Mutation.answerDispute            NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.answerKyc                NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Mutation.answerMasterIdRequest    NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Mutation.answerRecall             NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Mutation.approveProposal          NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.authoriseLegalCollection NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.bookCreditLoss           NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.cancelPaymentFile        NS     NA     NA     NA     NA     NA     NA     NA     NA     NA     NF
Mutation.changeDebtorAddress      NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.changeDueDate            NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.chargeAuthorityFee       NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.connectNetvisor          NS     !NETVISOR_NOT_OFFERED NA     NA      NF      NA     NF     NF       NA     NF        NF
Mutation.testNetvisor             NS     !NOT_CONNECTED NA     NA      NF      NA     NF     NF       NA     NF        NF
Mutation.disconnectNetvisor       NS     !NOT_CONNECTED NA     NA      NF      NA     NF     NF       NA     NF        NF
Mutation.setPaymentSource         NS     !NOT_CONNECTED NA     NA      NF      NA     NF     NF       NA     NF        NF
Mutation.setStatusMaster          NS     !NOT_CONNECTED NA     NA      NF      NA     NF     NF       NA     NF        NF
Mutation.fetchFromNetvisor        NS     !NETVISOR_NOT_OFFERED !NETVISOR_NOT_OFFERED NA NF !NETVISOR_NOT_OFFERED NF NF NA NF NF
Mutation.createApiToken           NS     ok    ok     ok      NF      ok     NF     NF       NA     NA        NF
Mutation.dismissTransaction       NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.endMasterIdLink          NS     ok    NA     NA      NF      NA     NF     NF       NA     NF        NF
Mutation.enterReferenceRate       NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Mutation.grantExtension           NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.importBankFiles          NS     ok    ok     !NR     !UN     ok     !UN    !UN      !NR    !UN       !UN
Mutation.importClientFundsFiles   NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Mutation.importEInvoices          NS     ok    ok     !NR     !UN     ok     !UN    !UN      !NR    !UN       !UN
Mutation.importCreditNotes        NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.importPayments           NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.importSalesInvoices      NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.importTable              NS     !TABLE_CHANGED !TABLE_CHANGED NA NF !TABLE_CHANGED NF NF NA NF NF
Mutation.makeAgencyInvoices       NS     NA     NA     NA     NA     NA     NA     NA     NA     NA     !PERIOD_OPEN
Mutation.makePaymentFiles         NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Mutation.makePaymentPlan          NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.linkCompany              NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Mutation.makePrintBatch           NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        !NOTHING_TO_PRINT
Mutation.markPaymentFileSent      NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.markPrinted              NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.matchClientTransaction   NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.matchTransaction         NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.moveOwnShare             NS     NA     NA     NA     NA     NA     NA     NA     NA     NA     ok
Mutation.placeOnAccount           NS     NA     NA     NA     NA     NA     NA     NA     NA     NA     NF
Mutation.proposePriceList         NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Mutation.proposeReferenceRate     NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Mutation.putLetterOnPaper         NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.recordInvoicePayment     NS     NA     NA     NA     NA     NA     NA     NA     NA     NA     NF
Mutation.refuseTransfer           NS     NA     NA     NA     NA     NA     NA     NA     NA     NA     NF
Mutation.releasePaymentFile       NS     NA     NA     NA     NA     NA     NA     NA     NA     NA     NF
Mutation.setMoneyTerms            NS     NA     NA     NA     NA     NA     NA     NA     NA     NA     NF
Mutation.recordJudgment           NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.refundDebtor             NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.registerAuxiliaryName    NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.registerCreditNote       NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.registerPayment          NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.rejectProposal           NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.removeAuxiliaryName      NS     !NAME_NOT_REGISTERED !NAME_NOT_REGISTERED NA NF !NAME_NOT_REGISTERED NF NF NA NF NF
Mutation.removeCollectionCost     NS     !COST_MISSING !COST_MISSING NA NF !COST_MISSING NF NF NA NF NF
Mutation.removeContactPerson      NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.removeService            NS     !REASON_MISSING NA NA    NF      NA     NF     NF       NA     NF        NF
Mutation.reportDispute            NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.requestCreditLoss        NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.requestMasterId          NS     ok    ok     ok      ok      ok     ok     ok       NA     NA        ok
Mutation.requestRecall            NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.resendAgencyMessage      NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.resendMessage            NS     NF    NA     NA      NF      NA     NF     NF       NA     NF        NF
Mutation.restoreTransaction       NS     !NOT_DISMISSED !NOT_DISMISSED NA NF !NOT_DISMISSED NF NF NA NF NF
Mutation.returnClientTransaction  NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.returnMail               NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        !LIST_EMPTY
Mutation.reversePayment           NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.revokeApiToken           NS     NF    NF     NF      NF      NF     NF     NF       NA     NA        NF
Mutation.revokeSessions           NS     ok    ok     ok      ok      ok     ok     ok       NA     NA        ok
Mutation.runSettlement            NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Mutation.saveContactPerson        NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.sendToCollectionService  NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.sendToReminderService    NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.setAuxiliaryName         NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.setDefaultContactPerson  NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.setDisputed              NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.setLanguage              NS     ok    ok     ok      ok      ok     ok     ok       NA     ok        ok
Mutation.setLetterText            NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        ok
Mutation.setPolicy                NS     NA    NA     NA      NA      NA     NA     NA       NA     NA        NF
Mutation.setSalesSetting          NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.signIn                   !SIGN_IN_FAILED*
Mutation.signOut                  ok     ok    ok     ok      ok      ok     ok     ok       NA     NA        ok
Mutation.updateCollectionStatus   NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.updateCollectionStatuses NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.updateCustomer           NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
Mutation.upsertCustomers          NS     ok    ok     NA      NF      ok     NF     NF       NA     NF        NF
`

/** What the questions are about. Rooms add what their fields need. */
export interface World {
  readonly make: People
  readonly companyId: bigint
  readonly businessId: string
  /** An account of the company. */
  readonly iban: string
  /** Ids of things of the company, as the API writes them. */
  readonly ids: {
    readonly company: string
    readonly invoice: string
    readonly customer: string
    readonly send: string
    readonly assignment: string
  }
  /** Ids of a staff member's questions, of which each is answered once. */
  readonly requests: { readonly recall: string; readonly creditLoss: string }
  /** An API token of somebody else. */
  readonly foreignTokenId: bigint
  /** A company that waits for the agency's identity check. */
  readonly waitingCompany: string
  readonly termsVersion: string
  /** An overdue invoice of the company, new each time. */
  newInvoice(): Promise<string>
  /** An overdue invoice of the company of which reminder and payment notice have been sent, new each time. */
  newRequestedInvoice(): Promise<string>
  /** A contact person of the customer, new each time. */
  newContactPerson(): Promise<string>
  /** A running assignment of the company that nobody has asked anything about, another each time. */
  newAssignment(): string
  /** Waiting money on the company's account, new each time. */
  newTransaction(): Promise<string>
  /** A payment of the company, new each time. */
  newPayment(): Promise<string>
  /** A request for a Master-ID that waits, new each time. */
  newMasterIdRequest(): Promise<string>
  /** The code of a Master-ID without companies, new each time. */
  newMasterIdCode(): Promise<string>
  /** A number that never repeats. */
  serial(): number
}

type Values = Record<string, unknown>

export interface Question {
  /** The selection below the field, with its arguments: `company(id: $id) { id }`. */
  readonly ask: string
  /** Declarations of the variables: `$id: ID!`. */
  readonly variables?: string
  /** Their values, made anew for every actor. */
  readonly values?: (world: World) => Values | Promise<Values>
  /** Where a field that takes many things at once answers for the one asked about: its refusal, if it was refused. */
  // biome-ignore lint/suspicious/noExplicitAny: the value of whatever field.
  readonly refusal?: (value: any) => { code: string } | null | undefined
  /** The actor's session ends by it. */
  readonly endsSession?: boolean
}

/** An assignment that the agency does not have. */
const noCase = encodeId('StaffAssignment', 999_999n, 999_999n)

/** A wish that nothing is wrong with. */
export const masterIdWish = {
  name: 'Tilitoimisto Malli Oy',
  businessId: '1234567-1',
  kind: 'BUREAU',
  companies: ['1234567-1'],
  mandate: 'Agreements with our clients',
}

/** How each root field is asked. */
export const QUESTIONS: Readonly<Record<string, Question>> = {
  'Query.agencyDeadLetters': { ask: 'agencyDeadLetters { id }' },
  'Query.agencySettlements': { ask: 'agencySettlements { nodes { id } }' },
  'Query.clientFundsProof': { ask: 'clientFundsProof { alarm }' },
  'Query.clientTransactions': { ask: 'clientTransactions { nodes { id } }' },
  'Query.deadLetters': {
    ask: 'deadLetters(companyId: $companyId) { id }',
    variables: '$companyId: ID!',
    values: (world) => ({ companyId: world.ids.company }),
  },
  'Query.matchCandidates': { ask: 'matchCandidates(text: "nobody of this name") { id }' },
  'Query.paymentFiles': { ask: 'paymentFiles { nodes { id } }' },
  'Query.agencyInvoices': { ask: 'agencyInvoices { nodes { id } }' },
  'Query.creditorClaims': { ask: 'creditorClaims { id }' },
  'Query.ownShares': { ask: 'ownShares { iban }' },
  'Query.moneyTerms': {
    ask: 'moneyTerms(companyFileId: $id) { now { way } }',
    variables: '$id: ID!',
    values: () => ({ id: nothing('CompanyFile') }),
  },
  'Query.paymentFileTransfers': {
    ask: 'paymentFileTransfers(fileId: $id) { ordinal }',
    variables: '$id: ID!',
    values: () => ({ id: nothing('PaymentFile') }),
  },
  'Query.serviceClaims': {
    ask: 'serviceClaims(companyId: $companyId) { claimId }',
    variables: '$companyId: ID!',
    values: (world) => ({ companyId: world.ids.company }),
  },
  'Query.serviceInvoices': {
    ask: 'serviceInvoices(companyId: $companyId) { nodes { invoiceId } }',
    variables: '$companyId: ID!',
    values: (world) => ({ companyId: world.ids.company }),
  },
  'Query.proposals': { ask: 'proposals { id }' },
  'Query.settlements': {
    ask: 'settlements(companyId: $companyId) { nodes { settlementId } }',
    variables: '$companyId: ID!',
    values: (world) => ({ companyId: world.ids.company }),
  },
  'Mutation.approveProposal': mutation(
    'approveProposal',
    'proposal { id }',
    () => ({ id: nothing('Proposal') }),
    'DecideProposalInput',
  ),
  'Mutation.makePaymentFiles': {
    ask: 'makePaymentFiles(input: {}) { files { id } }',
  },
  'Mutation.markPaymentFileSent': {
    ask: 'markPaymentFileSent(input: $input) { file { id } }',
    variables: '$input: MarkPaymentFileSentInput!',
    values: () => ({ input: { id: nothing('PaymentFile') } }),
  },
  'Mutation.cancelPaymentFile': mutation(
    'cancelPaymentFile',
    'file { id }',
    () => ({ id: nothing('PaymentFile') }),
    'PaymentFileInput',
  ),
  'Mutation.makeAgencyInvoices': mutation('makeAgencyInvoices', 'invoices', () => ({ periodEnd: '9999-12-31' })),
  'Mutation.moveOwnShare': { ask: 'moveOwnShare { moved { amount } }' },
  'Mutation.placeOnAccount': mutation('placeOnAccount', 'transaction { id }', () => ({
    transactionId: nothing('ClientTransaction'),
    reference: '1232',
  })),
  'Mutation.recordInvoicePayment': mutation('recordInvoicePayment', 'invoice { id }', () => ({
    invoiceId: nothing('AgencyInvoice'),
    paidOn: '2026-03-02',
  })),
  'Mutation.refuseTransfer': mutation('refuseTransfer', 'file { id }', () => ({
    fileId: nothing('PaymentFile'),
    ordinal: 1,
    reason: 'AC04',
  })),
  'Mutation.releasePaymentFile': mutation(
    'releasePaymentFile',
    'file { id }',
    () => ({ id: nothing('PaymentFile') }),
    'PaymentFileInput',
  ),
  'Mutation.setMoneyTerms': mutation('setMoneyTerms', 'terms { now { way } }', () => ({
    companyFileId: nothing('CompanyFile'),
    validFrom: '9999-01-01',
    way: 'PAID',
  })),
  'Mutation.matchClientTransaction': mutation('matchClientTransaction', 'transaction { id }', () => ({
    transactionId: nothing('ClientTransaction'),
    assignmentId: nothing('AgencyAssignment'),
  })),
  'Mutation.proposePriceList': mutation('proposePriceList', 'proposal { id }', () => ({
    validFrom: '2040-01-01',
    transferFee: '1.00',
    recallFee: '25.00',
    vatPercent: '25.5',
  })),
  'Mutation.proposeReferenceRate': mutation('proposeReferenceRate', 'proposal { id }', () => ({
    from: '2040-01-01',
    percent: '2.5',
    source: 'Made up for a test',
  })),
  'Mutation.refundDebtor': mutation(
    'refundDebtor',
    'transaction { id }',
    () => ({ transactionId: nothing('ClientTransaction') }),
    'PayBackInput',
  ),
  'Mutation.rejectProposal': mutation(
    'rejectProposal',
    'proposal { id }',
    () => ({ id: nothing('Proposal') }),
    'DecideProposalInput',
  ),
  'Mutation.resendAgencyMessage': mutation(
    'resendAgencyMessage',
    'resent',
    () => ({ id: nothing('AgencyOutboxMessage') }),
    'ResendMessageInput',
  ),
  'Mutation.resendMessage': mutation('resendMessage', 'resent', (world) => ({
    id: encodeId('OutboxMessage', world.companyId, 999_999n),
  })),
  'Mutation.returnClientTransaction': mutation(
    'returnClientTransaction',
    'transaction { id }',
    () => ({ transactionId: nothing('ClientTransaction') }),
    'PayBackInput',
  ),
  'Query.workList': { ask: 'workList { nodes { id } }' },
  'Query.workCounts': { ask: 'workCounts { type count }' },
  'Query.companyFiles': { ask: 'companyFiles { nodes { id } }' },
  'Query.companyFile': byId('companyFile', () => encodeId('CompanyFile', 999_999n, 999_999n)),
  'Query.staffAssignment': byId('staffAssignment', () => noCase),
  'Mutation.actOnAssignment': mutation('actOnAssignment', 'assignment { id }', () => ({
    assignmentId: noCase,
    act: 'RETURN_MAIL',
  })),
  'Mutation.actOnAssignments': {
    ask: 'actOnAssignments(input: $input) { done }',
    variables: '$input: ActOnAssignmentsInput!',
    values: () => ({ input: { assignmentIds: [noCase], act: 'REVIEW' } }),
  },
  'Mutation.authoriseLegalCollection': mutation(
    'authoriseLegalCollection',
    'assignment { id }',
    () => ({ assignmentId: noCase, givenBy: 'Timo Toimitusjohtaja', givenOn: '2026-03-01' }),
    'AuthoriseLegalInput',
  ),
  'Mutation.chargeAuthorityFee': mutation('chargeAuthorityFee', 'assignment { id }', () => ({
    assignmentId: noCase,
    kind: 'COURT_FEE',
    amount: '50.00',
    on: '2026-03-01',
  })),
  'Mutation.recordJudgment': mutation('recordJudgment', 'assignment { id }', () => ({
    assignmentId: noCase,
    givenOn: '2026-03-01',
    judgment: 'Mallilan käräjäoikeus 1',
  })),
  'Mutation.putLetterOnPaper': mutation('putLetterOnPaper', 'letter { id }', () => ({
    letterId: encodeId('StaffLetter', 999_999n, 999_999n),
  })),
  'Mutation.returnMail': mutation('returnMail', 'letters { given }', () => ({ letters: [] })),
  'Query.returnedMail': {
    ask: 'returnedMail(input: $input) { letters { given } error { code } }',
    variables: '$input: ReturnMailInput!',
    values: () => ({ input: { letters: [] } }),
    refusal: (value) => value.error,
  },
  'Query.mailedLetters': { ask: 'mailedLetters { nodes { id } }' },
  'Query.staffActivation': {
    ask: 'staffActivation(businessId: $businessId) { companyId }',
    variables: '$businessId: String!',
    values: (world) => ({ businessId: world.businessId }),
  },
  'Mutation.answerDispute': mutation('answerDispute', 'assignment { id }', () => ({
    assignmentId: noCase,
    uphold: false,
    answer: 'The goods were delivered.',
  })),
  'Mutation.grantExtension': mutation('grantExtension', 'assignment { id }', () => ({
    assignmentId: noCase,
    until: '2030-01-01',
    charge: true,
  })),
  'Mutation.makePaymentPlan': mutation('makePaymentPlan', 'assignment { id }', () => ({
    assignmentId: noCase,
    instalments: 3,
    firstOn: '2030-01-01',
    charge: true,
  })),
  'Mutation.changeDebtorAddress': mutation('changeDebtorAddress', 'assignment { id }', () => ({
    assignmentId: noCase,
    street: 'Mallikatu 2',
    postCode: '00100',
    town: 'Helsinki',
  })),
  'Mutation.setPolicy': mutation('setPolicy', 'file { id }', () => ({
    companyFileId: encodeId('CompanyFile', 999_999n, 999_999n),
    validFrom: '2030-01-01',
    rules: ['REMINDER', 'NOTICE', 'DEMAND', 'SECOND_DEMAND'].map((step) => {
      return { step, taken: true, afterDays: 0, channel: 'AUTO', minimum: '0' }
    }),
    last: 'LEGAL_DECISION',
    legalMinimum: '100',
  })),
  'Mutation.reportDispute': mutation('reportDispute', 'assignment { id }', (world) => ({
    assignmentId: world.newAssignment(),
    reason: 'The goods never came',
  })),
  'Query.assignment': byId('assignment', (world) => world.ids.assignment),
  'Query.assignments': { ask: 'assignments { nodes { id } }' },
  'Query.auditChoices': {
    ask: 'auditChoices(companyId: $companyId) { actions }',
    variables: '$companyId: ID!',
    values: (world) => ({ companyId: world.ids.company }),
  },
  'Query.auditTrail': ofCompany('auditTrail'),
  'Query.securityLog': { ask: 'securityLog { pageInfo { hasNextPage } }' },
  'Query.staffTrail': { ask: 'staffTrail { pageInfo { hasNextPage } }' },
  'Query.staffPeople': { ask: 'staffPeople { id }' },
  'Query.companyMail': ofCompany('companyMail'),
  'Query.roleRights': { ask: 'roleRights { role rights }' },
  'Query.staffMail': { ask: 'staffMail(first: 0) { pageInfo { hasNextPage } }' },
  'Query.staffMasterIdRequests': { ask: 'staffMasterIdRequests { id }' },
  'Mutation.requestMasterId': mutation('requestMasterId', 'request { id }', () => masterIdWish),
  'Mutation.answerMasterIdRequest': mutation('answerMasterIdRequest', 'request { id }', async (world) => ({
    requestId: await world.newMasterIdRequest(),
    grant: false,
  })),
  'Mutation.linkCompany': mutation('linkCompany', 'told', async (world) => ({
    masterIdCode: await world.newMasterIdCode(),
    businessId: world.businessId,
    mandate: 'Agreement of 1 January 2026',
  })),
  'Query.bankTransactions': ofCompany('bankTransactions'),
  'Query.companies': { ask: 'companies { nodes { id } }' },
  'Query.company': byId('company', (world) => world.ids.company),
  'Query.letterPreview': {
    ask: 'letterPreview(invoiceId: $id, kind: REMINDER) { allowed }',
    variables: '$id: ID!',
    values: async (world) => ({ id: await world.newInvoice() }),
  },
  'Query.feeStatement': {
    ask: 'feeStatement(companyId: $companyId, month: "2026-03") { month }',
    variables: '$companyId: ID!',
    values: (world) => ({ companyId: world.ids.company }),
  },
  'Query.kycRequests': { ask: 'kycRequests { companyId }' },
  'Query.recallConsequences': {
    ask: 'recallConsequences(assignmentId: $id) { mayRequest }',
    variables: '$id: ID!',
    values: (world) => ({ id: world.ids.assignment }),
  },
  'Mutation.removeService': mutation('removeService', 'company { id }', (world) => ({
    companyId: world.ids.company,
    reason: ' ',
  })),
  'Query.letterTexts': { ask: 'letterTexts(creditorBusinessId: "1234567-1") { text }' },
  'Query.customer': byId('customer', (world) => world.ids.customer),
  'Query.customers': ofCompany('customers'),
  'Query.node': byId('node', (world) => world.ids.company),
  'Query.overview': { ask: 'overview { nodes { company { id } } }' },
  'Query.overviewTotals': { ask: 'overviewTotals { currency }' },
  'Query.payments': ofCompany('payments'),
  'Query.priceLists': { ask: 'priceLists { validFrom }' },
  'Query.printDay': { ask: 'printDay { waiting }' },
  'Query.referenceRates': { ask: 'referenceRates { from }' },
  'Query.salesInvoice': byId('salesInvoice', (world) => world.ids.invoice),
  'Query.salesInvoices': ofCompany('salesInvoices'),
  'Query.salesInvoiceTotals': {
    ask: 'salesInvoiceTotals(companyId: $companyId) { count }',
    variables: '$companyId: ID!',
    values: (world) => ({ companyId: world.ids.company }),
  },
  'Query.report': { ask: 'report(from: "2000-01-01", to: "2100-01-01") { nodes { company { id } } }' },
  'Query.reportMonths': { ask: 'reportMonths(from: "2000-01-01", to: "2100-01-01") { month }' },
  'Query.reportTotals': { ask: 'reportTotals(from: "2000-01-01", to: "2100-01-01") { currency }' },
  'Query.workQueue': { ask: 'workQueue { nodes { kind } }' },
  'Query.workQueueCounts': { ask: 'workQueueCounts { kind }' },
  'Query.search': { ask: 'search(text: "Asiakas") { __typename }' },
  'Query.send': byId('send', (world) => world.ids.send),
  'Query.sendByKey': {
    ask: 'sendByKey(companyId: $companyId, idempotencyKey: "of no send") { id }',
    variables: '$companyId: ID!',
    values: (world) => ({ companyId: world.ids.company }),
  },
  'Query.sendCheck': {
    ask: 'sendCheck(input: $input) { count }',
    variables: '$input: SendCheckInput!',
    values: (world) => ({ input: { companyId: world.ids.company, kind: 'REMINDER', invoiceIds: [world.ids.invoice] } }),
  },
  'Query.sends': ofCompany('sends'),
  'Query.serviceTerms': { ask: 'serviceTerms(language: SV) { version }' },
  'Query.staffLetters': { ask: 'staffLetters(first: 1) { pageInfo { hasNextPage } }' },
  'Query.staffRequests': { ask: 'staffRequests { id }' },
  'Query.viewer': { ask: 'viewer { via }' },
  'Query.costAgreements': {
    ask: 'costAgreements(companyId: $companyId) { id }',
    variables: '$companyId: ID!',
    values: (world) => ({ companyId: world.ids.company }),
  },
  'Query.matchSuggestions': {
    ask: 'matchSuggestions(transactionId: $id) { grounds }',
    variables: '$id: ID!',
    values: async (world) => ({ id: await world.newTransaction() }),
  },
  'Mutation.addCollectionCost': mutation('addCollectionCost', 'invoice { id }', async (world) => ({
    invoiceId: await world.newInvoice(),
    kind: 'NOTICE',
    amount: '1.00',
  })),
  'Mutation.agreeCost': mutation('agreeCost', 'agreement { id }', (world) => ({
    companyId: world.ids.company,
    kind: 'REMINDER',
    amount: '5.00',
    validFrom: '2026-01-01',
  })),
  'Mutation.bookCreditLoss': mutation('bookCreditLoss', 'invoice { id }', async (world) => ({
    invoiceId: await world.newInvoice(),
    reason: 'A test',
  })),
  'Mutation.changeDueDate': mutation('changeDueDate', 'invoice { id }', async (world) => ({
    invoiceId: await world.newInvoice(),
    dueOn: '2026-04-01',
    reason: 'A test',
  })),
  'Mutation.dismissTransaction': mutation('dismissTransaction', 'transaction { id }', async (world) => ({
    transactionId: await world.newTransaction(),
    reason: 'A test',
  })),
  'Mutation.matchTransaction': mutation('matchTransaction', 'transaction { id }', async (world) => ({
    transactionId: await world.newTransaction(),
    allocations: [{ invoiceId: await world.newInvoice(), amount: '1.00' }],
    idempotencyKey: `match ${world.serial()}`,
  })),
  'Mutation.registerAuxiliaryName': mutation(
    'registerAuxiliaryName',
    'company { id }',
    (world) => ({ companyId: world.ids.company, name: 'Mallin Kukka' }),
    'AuxiliaryNameInput',
  ),
  'Mutation.registerCreditNote': mutation('registerCreditNote', 'payment { id }', async (world) => ({
    invoiceId: await world.newInvoice(),
    number: `H${world.serial()}`,
    amount: '1.00',
    creditedOn: '2026-03-01',
    idempotencyKey: `credit ${world.serial()}`,
  })),
  'Mutation.removeAuxiliaryName': mutation(
    'removeAuxiliaryName',
    'company { id }',
    (world) => ({ companyId: world.ids.company, name: 'Nobody bears it' }),
    'AuxiliaryNameInput',
  ),
  'Mutation.removeCollectionCost': mutation('removeCollectionCost', 'invoice { id }', async (world) => ({
    invoiceId: await world.newInvoice(),
    kind: 'REMINDER',
  })),
  'Mutation.restoreTransaction': mutation('restoreTransaction', 'transaction { id }', async (world) => ({
    transactionId: await world.newTransaction(),
  })),
  'Mutation.reversePayment': mutation('reversePayment', 'payment { id }', async (world) => ({
    paymentId: await world.newPayment(),
    reason: 'A test',
  })),
  'Mutation.setAuxiliaryName': mutation('setAuxiliaryName', 'invoice { id }', async (world) => ({
    invoiceId: await world.newInvoice(),
    name: null,
  })),
  'Mutation.askEmailChange': mutation('askEmailChange', 'viewer { via }', () => ({ email: 'nowhere', password: 'x' })),
  'Mutation.beginActivation': mutation('beginActivation', 'company { id }', (world) => ({
    companyId: world.ids.company,
  })),
  'Mutation.changePassword': mutation('changePassword', 'viewer { via }', () => ({ password: 'x', newPassword: 'x' })),
  'Mutation.confirmEmailChange': mutation('confirmEmailChange', 'viewer { via }', () => ({ code: '00000000' })),
  'Mutation.stateIdentity': mutation('stateIdentity', 'company { id }', (world) => ({
    companyId: world.ids.company,
    identity: IDENTITY,
  })),
  'Mutation.updateOwnDetails': mutation('updateOwnDetails', 'viewer { via }', () => ({ name: 'Malli Mallinen' })),
  'Mutation.activateService': mutation('activateService', 'company { id }', (world) => ({
    companyId: world.ids.company,
    termsVersion: world.termsVersion,
  })),
  'Mutation.answerCreditLoss': mutation(
    'answerCreditLoss',
    'request { id }',
    (world) => ({ requestId: world.requests.creditLoss, confirm: false, note: 'Not yet' }),
    'AnswerInput',
  ),
  'Mutation.answerKyc': mutation('answerKyc', 'state', (world) => ({ companyId: world.waitingCompany, approve: true })),
  'Mutation.answerRecall': mutation(
    'answerRecall',
    'request { id }',
    (world) => ({ requestId: world.requests.recall, confirm: false, note: 'Not yet' }),
    'AnswerInput',
  ),
  'Mutation.createApiToken': mutation('createApiToken', 'token { id }', (world) => ({
    name: 'Program',
    readOnly: true,
    companyIds: [world.ids.company],
    expiresOn: '2026-12-31',
  })),
  'Mutation.endMasterIdLink': mutation('endMasterIdLink', 'company { id }', async (world) => {
    const masterId = await world.make.masterId([], [world.companyId])
    return { companyId: world.ids.company, masterId: encodeId('MasterId', 0, masterId) }
  }),
  'Mutation.enterReferenceRate': mutation('enterReferenceRate', 'rate { from }', () => ({
    from: '2026-07-01',
    percent: '2.5',
    source: 'Made up for a test',
    demo: true,
  })),
  'Mutation.importBankFiles': {
    ask: 'importBankFiles(input: $input) { files { refusal { code } transactions { refusal { code } } } }',
    variables: '$input: ImportBankFilesInput!',
    values: (world) => {
      const id = `${world.serial()}`
      const file = bankFile({ iban: world.iban, id, money: [{ archiveId: `A${id}`, amount: '1.00' }] })
      return { input: { files: [{ name: file.name, content: String(file.content) }] } }
    },
    refusal: (value) => value.files[0].refusal ?? value.files[0].transactions[0].refusal,
  },
  'Mutation.importClientFundsFiles': {
    ask: 'importClientFundsFiles(input: $input) { allocated }',
    variables: '$input: ImportClientFundsFilesInput!',
    values: () => ({ input: { files: [] } }),
  },
  'Mutation.importEInvoices': {
    ask: 'importEInvoices(input: $input) { files { refusal { code } documents { refusal { code } } } }',
    variables: '$input: ImportEInvoicesInput!',
    values: (world) => {
      const file = invoiceFile({ seller: world.businessId, number: `${world.serial()}`, total: '10.00' })
      return { input: { files: [{ name: file.name, content: String(file.content) }] } }
    },
    refusal: (value) => value.files[0].refusal ?? value.files[0].documents[0].refusal,
  },
  'Mutation.importSalesInvoices': list('importSalesInvoices', 'invoices', () => []),
  'Mutation.importCreditNotes': list('importCreditNotes', 'creditNotes', () => []),
  'Mutation.importPayments': list('importPayments', 'payments', () => []),
  'Mutation.upsertCustomers': list('upsertCustomers', 'customers', (world) => [{ name: `Asiakas ${world.serial()}` }]),
  'Mutation.importTable': mutation('importTable', 'outcome { newCount }', (world) => ({
    ...invoiceTable(world),
    mapping: {
      columns: ['NUMBER', 'CUSTOMER_NAME', 'ISSUED_ON', 'DUE_ON', 'TOTAL'].map((field, column) => ({ column, field })),
    },
    digest: 'of another table',
  })),
  'Query.tablePreview': {
    ask: 'tablePreview(input: $input) { refusal { code } rowCount }',
    variables: '$input: TablePreviewInput!',
    values: (world) => ({ input: invoiceTable(world) }),
    refusal: (value) => value.refusal,
  },
  'Mutation.makePrintBatch': mutation('makePrintBatch', 'batch { id }', () => ({})),
  'Mutation.markPrinted': mutation('markPrinted', 'batch { id }', () => ({ batchId: encodeId('PrintBatch', 0, 1) })),
  'Mutation.registerPayment': mutation('registerPayment', 'payment { id }', async (world) => ({
    invoiceId: await world.newInvoice(),
    amount: '1.00',
    paidOn: '2026-03-01',
    idempotencyKey: `payment ${world.serial()}`,
  })),
  'Mutation.removeContactPerson': mutation('removeContactPerson', 'customer { id }', async (world) => ({
    contactPersonId: await world.newContactPerson(),
  })),
  'Mutation.requestCreditLoss': mutation('requestCreditLoss', 'assignment { id }', (world) => ({
    assignmentId: world.newAssignment(),
    reason: 'The debtor has died',
  })),
  'Mutation.requestRecall': mutation('requestRecall', 'assignment { id }', (world) => ({
    assignmentId: world.newAssignment(),
    reason: 'Sent by mistake',
  })),
  'Mutation.revokeApiToken': mutation('revokeApiToken', 'token { id }', (world) => ({
    id: encodeId('ApiToken', 0, world.foreignTokenId),
  })),
  'Mutation.revokeSessions': { ask: 'revokeSessions { revoked }', endsSession: true },
  'Mutation.runSettlement': {
    ask: 'runSettlement(input: $input) { lines }',
    variables: '$input: RunSettlementInput!',
    values: () => ({ input: {} }),
  },
  'Mutation.saveContactPerson': mutation('saveContactPerson', 'customer { id }', (world) => ({
    customerId: world.ids.customer,
    name: `Malli ${world.serial()}`,
  })),
  'Mutation.sendToCollectionService': mutation('sendToCollectionService', 'send { id }', async (world) => ({
    companyId: world.ids.company,
    invoiceIds: [await world.newRequestedInvoice()],
    idempotencyKey: `send ${world.serial()}`,
  })),
  'Mutation.sendToReminderService': mutation('sendToReminderService', 'send { id }', async (world) => ({
    companyId: world.ids.company,
    invoiceIds: [await world.newInvoice()],
    afterReminder: 'RETURN',
    idempotencyKey: `send ${world.serial()}`,
  })),
  'Mutation.setDefaultContactPerson': mutation('setDefaultContactPerson', 'customer { id }', async (world) => ({
    contactPersonId: await world.newContactPerson(),
  })),
  'Mutation.setDisputed': mutation('setDisputed', 'invoice { id }', async (world) => ({
    invoiceId: await world.newInvoice(),
    disputed: true,
    reason: 'Not delivered',
  })),
  'Mutation.setLanguage': { ask: 'setLanguage(input: { language: FI }) { viewer { via } }' },
  'Mutation.setLetterText': mutation('setLetterText', 'texts { text }', () => ({
    creditorBusinessId: '1234567-1',
    kind: 'REMINDER',
    language: 'FI',
    text: 'Our own words',
  })),
  'Mutation.connectNetvisor': mutation('connectNetvisor', 'company { id }', (world) => ({
    companyId: world.ids.company,
    customerId: 'customer-1',
    customerKey: 'secret-of-the-customer',
  })),
  'Mutation.testNetvisor': netvisor('testNetvisor'),
  'Mutation.disconnectNetvisor': netvisor('disconnectNetvisor'),
  'Mutation.fetchFromNetvisor': netvisor('fetchFromNetvisor'),
  'Mutation.setPaymentSource': mutation('setPaymentSource', 'company { id }', (world) => ({
    companyId: world.ids.company,
    source: 'NETVISOR',
    from: '2026-04-01',
  })),
  'Mutation.setStatusMaster': mutation('setStatusMaster', 'company { id }', (world) => ({
    companyId: world.ids.company,
    master: 'NETVISOR',
  })),
  'Mutation.setSalesSetting': mutation('setSalesSetting', 'company { id }', (world) => ({
    companyId: world.ids.company,
    fetchContactPerson: false,
  })),
  'Mutation.signIn': mutation('signIn', 'viewer { via }', (world) => ({
    email: `guess${world.serial()}@example.test`, // Its own each time, or the throttle answers instead.
    password: 'wrong password',
  })),
  'Mutation.signOut': { ask: 'signOut { viewer { via } }', endsSession: true },
  'Mutation.updateCollectionStatus': mutation('updateCollectionStatus', 'invoice { id }', async (world) => ({
    invoiceId: await world.newInvoice(),
    status: 'REMINDED',
    on: '2026-02-25',
    letterChannel: 'PRINT',
    letterCost: '5.00',
  })),
  'Mutation.updateCollectionStatuses': mutation('updateCollectionStatuses', 'changed', async (world) => ({
    companyId: world.ids.company,
    invoiceIds: [await world.newInvoice()],
    status: 'REMINDED',
    on: '2026-02-25',
    letterChannel: 'PRINT',
    letterCost: '5.00',
  })),
  'Mutation.updateCustomer': mutation('updateCustomer', 'customer { id }', (world) => ({
    customerId: world.ids.customer,
    phone: '+358 40 000 0000',
  })),
}

function byId(field: string, id: (world: World) => string): Question {
  return { ask: `${field}(id: $id) { id }`, variables: '$id: ID!', values: (world) => ({ id: id(world) }) }
}

function ofCompany(field: string): Question {
  const values = (world: World) => ({ companyId: world.ids.company })
  return { ask: `${field}(companyId: $companyId) { nodes { id } }`, variables: '$companyId: ID!', values }
}

function netvisor(name: string): Question {
  return mutation(name, 'company { id }', (world) => ({ companyId: world.ids.company }), 'NetvisorInput')
}

function mutation(
  name: string,
  fields: string,
  input: (world: World) => Values | Promise<Values>,
  type?: string,
): Question {
  const inputType = type ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  return {
    ask: `${name}(input: $input) { ${fields} error { code } }`,
    variables: `$input: ${inputType}!`,
    values: async (world) => ({ input: await input(world) }),
  }
}

/** A list of things of a company that another program sends. */
function list(name: string, what: string, items: (world: World) => Values[]): Question {
  const inputType = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  return {
    ask: `${name}(input: $input) { refused }`,
    variables: `$input: ${inputType}!`,
    values: (world) => ({ input: { companyId: world.ids.company, [what]: items(world) } }),
  }
}

/** A table of one invoice, as a program gives it in JSON. */
function invoiceTable(world: World): Values {
  const text = `Lasku;Asiakas;Laskun päivä;Eräpäivä;Yhteensä\n${world.serial()};Ostaja;1.2.2026;15.2.2026;10,00\n`
  const content = Buffer.from(text).toString('base64')
  return { companyId: world.ids.company, kind: 'INVOICES', file: { name: 'laskut.csv', content } }
}

/** The id of a thing without a company that does not exist. */
function nothing(type: string): string {
  return encodeId(type, 0, 999_999n)
}
