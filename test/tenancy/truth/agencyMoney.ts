import { mutation, nothing, type Truth } from './question.ts'

/** Money and dated data of the agency. */
export const AGENCY_MONEY: Truth = {
  answers: `
field                            nobody  admin   keeper  auditor   payroll   member  former  stranger  reader  elsewhere staff
Query.agencyDeadLetters          NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        none
Query.agencyInvoices             NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        none
Query.agencySettlements          NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        none
Query.clientFundsProof           NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Query.clientTransactions         NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        none
Query.creditorClaims             NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        none
Query.matchCandidates            NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        none
Query.moneyTerms                 NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Query.outgoingCandidates         NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Query.ownShares                  NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        none
Query.paymentFileTransfers       NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        none
Query.paymentFiles               NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        none
Query.proposals                  NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        none
Query.referenceRates             ok*
Query.unpaidTransfers            NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        none
Mutation.approveProposal         NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.attachOutgoing          NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.cancelPaymentFile       NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.enterReferenceRate      NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Mutation.explainOutgoing         NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.importClientFundsFiles  NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Mutation.makeAgencyInvoices      NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        !PERIOD_OPEN
Mutation.makePaymentFiles        NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Mutation.markPaymentFileSent     NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.matchClientTransaction  NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.moveOwnShare            NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Mutation.placeOnAccount          NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.proposePriceList        NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Mutation.proposeReferenceRate    NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Mutation.recordInvoicePayment    NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.redirectTransfer        NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.refundDebtor            NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.refuseTransfer          NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.rejectProposal          NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.releasePaymentFile      NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.resendAgencyMessage     NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.returnClientTransaction NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.runSettlement           NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Mutation.setMoneyTerms           NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
`,
  questions: {
    'Query.agencyDeadLetters': { ask: 'agencyDeadLetters { id }' },
    'Query.agencyInvoices': { ask: 'agencyInvoices { nodes { id } }' },
    'Query.agencySettlements': { ask: 'agencySettlements { nodes { id } }' },
    'Query.clientFundsProof': { ask: 'clientFundsProof { alarm }' },
    'Query.clientTransactions': { ask: 'clientTransactions { nodes { id } }' },
    'Query.creditorClaims': { ask: 'creditorClaims { id }' },
    'Query.matchCandidates': { ask: 'matchCandidates(text: "nobody of this name") { id }' },
    'Query.moneyTerms': {
      ask: 'moneyTerms(companyFileId: $id) { now { way } }',
      variables: '$id: ID!',
      values: () => ({ id: nothing('CompanyFile') }),
    },
    'Query.outgoingCandidates': {
      ask: 'outgoingCandidates(transactionId: $id) { ordinal }',
      variables: '$id: ID!',
      values: () => ({ id: nothing('ClientTransaction') }),
    },
    'Query.ownShares': { ask: 'ownShares { iban }' },
    'Query.paymentFileTransfers': {
      ask: 'paymentFileTransfers(fileId: $id) { ordinal }',
      variables: '$id: ID!',
      values: () => ({ id: nothing('PaymentFile') }),
    },
    'Query.paymentFiles': { ask: 'paymentFiles { nodes { id } }' },
    'Query.proposals': { ask: 'proposals { id }' },
    'Query.referenceRates': { ask: 'referenceRates { from }' },
    'Query.unpaidTransfers': { ask: 'unpaidTransfers { nodes { ordinal } }' },
    'Mutation.approveProposal': mutation(
      'approveProposal',
      'proposal { id }',
      () => ({ id: nothing('Proposal') }),
      'DecideProposalInput',
    ),
    'Mutation.attachOutgoing': mutation('attachOutgoing', 'transaction { id }', () => ({
      transactionId: nothing('ClientTransaction'),
      transfers: [],
    })),
    'Mutation.cancelPaymentFile': mutation(
      'cancelPaymentFile',
      'file { id }',
      () => ({ id: nothing('PaymentFile') }),
      'PaymentFileInput',
    ),
    'Mutation.enterReferenceRate': mutation('enterReferenceRate', 'rate { from }', () => ({
      from: '2026-07-01',
      percent: '2.5',
      source: 'Made up for a test',
      demo: true,
    })),
    'Mutation.explainOutgoing': mutation('explainOutgoing', 'transaction { id }', () => ({
      transactionId: nothing('ClientTransaction'),
      as: 'CHARGE',
      note: 'A charge',
    })),
    'Mutation.importClientFundsFiles': {
      ask: 'importClientFundsFiles(input: $input) { allocated }',
      variables: '$input: ImportClientFundsFilesInput!',
      values: () => ({ input: { files: [] } }),
    },
    'Mutation.makeAgencyInvoices': mutation('makeAgencyInvoices', 'invoices', () => ({ periodEnd: '9999-12-31' })),
    'Mutation.makePaymentFiles': {
      ask: 'makePaymentFiles(input: {}) { files { id } }',
    },
    'Mutation.markPaymentFileSent': {
      ask: 'markPaymentFileSent(input: $input) { file { id } }',
      variables: '$input: MarkPaymentFileSentInput!',
      values: () => ({ input: { id: nothing('PaymentFile') } }),
    },
    'Mutation.matchClientTransaction': mutation('matchClientTransaction', 'transaction { id }', () => ({
      transactionId: nothing('ClientTransaction'),
      assignmentId: nothing('AgencyAssignment'),
    })),
    'Mutation.moveOwnShare': { ask: 'moveOwnShare { moved { amount } }' },
    'Mutation.placeOnAccount': mutation('placeOnAccount', 'transaction { id }', () => ({
      transactionId: nothing('ClientTransaction'),
      reference: '1232',
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
    'Mutation.recordInvoicePayment': mutation('recordInvoicePayment', 'invoice { id }', () => ({
      invoiceId: nothing('AgencyInvoice'),
      paidOn: '2026-03-02',
    })),
    'Mutation.redirectTransfer': mutation('redirectTransfer', 'file { id }', () => ({
      fileId: nothing('PaymentFile'),
      ordinal: 1,
      iban: 'FI2112345600000785',
    })),
    'Mutation.refundDebtor': mutation(
      'refundDebtor',
      'transaction { id }',
      () => ({ transactionId: nothing('ClientTransaction') }),
      'PayBackInput',
    ),
    'Mutation.refuseTransfer': mutation('refuseTransfer', 'file { id }', () => ({
      fileId: nothing('PaymentFile'),
      ordinal: 1,
      reason: 'AC04',
    })),
    'Mutation.rejectProposal': mutation(
      'rejectProposal',
      'proposal { id }',
      () => ({ id: nothing('Proposal') }),
      'DecideProposalInput',
    ),
    'Mutation.releasePaymentFile': mutation(
      'releasePaymentFile',
      'file { id }',
      () => ({ id: nothing('PaymentFile') }),
      'PaymentFileInput',
    ),
    'Mutation.resendAgencyMessage': mutation(
      'resendAgencyMessage',
      'resent',
      () => ({ id: nothing('AgencyOutboxMessage') }),
      'ResendMessageInput',
    ),
    'Mutation.returnClientTransaction': mutation(
      'returnClientTransaction',
      'transaction { id }',
      () => ({ transactionId: nothing('ClientTransaction') }),
      'PayBackInput',
    ),
    'Mutation.runSettlement': {
      ask: 'runSettlement(input: $input) { lines }',
      variables: '$input: RunSettlementInput!',
      values: () => ({ input: {} }),
    },
    'Mutation.setMoneyTerms': mutation('setMoneyTerms', 'terms { now { way } }', () => ({
      companyFileId: nothing('CompanyFile'),
      validFrom: '9999-01-01',
      way: 'PAID',
    })),
  },
}
