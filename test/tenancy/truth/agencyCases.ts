import { encodeId } from '../../../server/src/kernel/globalId.ts'
import { byId, mutation, type Truth } from './question.ts'

/** An assignment that the agency does not have. */
const noCase = encodeId('StaffAssignment', 999_999n, 999_999n)

/** The staff desk: assignments, company files, letters, requests. */
export const AGENCY_CASES: Truth = {
  answers: `
field                             nobody  admin   keeper  auditor   payroll   member  former  stranger  reader  elsewhere staff
Query.companyFile                 NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Query.companyFiles                NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Query.kycRequests                 NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Query.letterTexts                 NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        none
Query.mailedLetters               NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        none
Query.printDay                    NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Query.returnedMail                NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        !LIST_EMPTY
Query.staffActivation             NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Query.staffAssignment             NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Query.staffLetters                NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Query.staffPeople                 NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Query.staffRequests               NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Query.staffTrail                  NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Query.workCounts                  NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Query.workList                    NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Mutation.actOnAssignment          NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.actOnAssignments         NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.answerCreditLoss         NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Mutation.answerDispute            NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.answerKyc                NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Mutation.answerRecall             NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Mutation.authoriseLegalCollection NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.changeDebtorAddress      NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.chargeAuthorityFee       NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.giveDebtStatement        NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.grantExtension           NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.makePaymentPlan          NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.makePrintBatch           NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        !NOTHING_TO_PRINT
Mutation.markPrinted              NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.putLetterOnPaper         NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.recordJudgment           NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
Mutation.returnMail               NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        !LIST_EMPTY
Mutation.setLetterText            NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Mutation.setPolicy                NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        NF
`,
  questions: {
    'Query.companyFile': byId('companyFile', () => encodeId('CompanyFile', 999_999n, 999_999n)),
    'Query.companyFiles': { ask: 'companyFiles { nodes { id } }' },
    'Query.kycRequests': { ask: 'kycRequests { companyId }' },
    'Query.letterTexts': { ask: 'letterTexts(creditorBusinessId: "1234567-1") { text }' },
    'Query.mailedLetters': { ask: 'mailedLetters { nodes { id } }' },
    'Query.printDay': { ask: 'printDay { waiting }' },
    'Query.returnedMail': {
      ask: 'returnedMail(input: $input) { letters { given } error { code } }',
      variables: '$input: ReturnMailInput!',
      values: () => ({ input: { letters: [] } }),
      refusal: (value) => value.error,
    },
    'Query.staffActivation': {
      ask: 'staffActivation(businessId: $businessId) { companyId }',
      variables: '$businessId: String!',
      values: (world) => ({ businessId: world.businessId }),
    },
    'Query.staffAssignment': byId('staffAssignment', () => noCase),
    'Query.staffLetters': { ask: 'staffLetters(first: 1) { pageInfo { hasNextPage } }' },
    'Query.staffPeople': { ask: 'staffPeople { id }' },
    'Query.staffRequests': { ask: 'staffRequests { id }' },
    'Query.staffTrail': { ask: 'staffTrail { pageInfo { hasNextPage } }' },
    'Query.workCounts': { ask: 'workCounts { type count }' },
    'Query.workList': { ask: 'workList { nodes { id } }' },
    'Mutation.actOnAssignment': mutation('actOnAssignment', 'assignment { id }', () => ({
      assignmentId: noCase,
      act: 'RETURN_MAIL',
    })),
    'Mutation.actOnAssignments': {
      ask: 'actOnAssignments(input: $input) { done }',
      variables: '$input: ActOnAssignmentsInput!',
      values: () => ({ input: { assignmentIds: [noCase], act: 'REVIEW' } }),
    },
    'Mutation.answerCreditLoss': mutation(
      'answerCreditLoss',
      'request { id }',
      (world) => ({ requestId: world.requests.creditLoss, confirm: false, note: 'Not yet' }),
      'AnswerInput',
    ),
    'Mutation.answerDispute': mutation('answerDispute', 'assignment { id }', () => ({
      assignmentId: noCase,
      uphold: false,
      answer: 'The goods were delivered.',
    })),
    'Mutation.answerKyc': mutation('answerKyc', 'state', (world) => ({
      companyId: world.waitingCompany,
      approve: true,
    })),
    'Mutation.answerRecall': mutation(
      'answerRecall',
      'request { id }',
      (world) => ({ requestId: world.requests.recall, confirm: false, note: 'Not yet' }),
      'AnswerInput',
    ),
    'Mutation.authoriseLegalCollection': mutation(
      'authoriseLegalCollection',
      'assignment { id }',
      () => ({ assignmentId: noCase, givenBy: 'Timo Toimitusjohtaja', givenOn: '2026-03-01' }),
      'AuthoriseLegalInput',
    ),
    'Mutation.changeDebtorAddress': mutation('changeDebtorAddress', 'assignment { id }', () => ({
      assignmentId: noCase,
      street: 'Mallikatu 2',
      postCode: '00100',
      town: 'Helsinki',
    })),
    'Mutation.chargeAuthorityFee': mutation('chargeAuthorityFee', 'assignment { id }', () => ({
      assignmentId: noCase,
      kind: 'COURT_FEE',
      amount: '50.00',
      on: '2026-03-01',
    })),
    'Mutation.giveDebtStatement': mutation('giveDebtStatement', 'assignment { id }', () => ({ assignmentId: noCase })),
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
    'Mutation.makePrintBatch': mutation('makePrintBatch', 'batch { id }', () => ({})),
    'Mutation.markPrinted': mutation('markPrinted', 'batch { id }', () => ({ batchId: encodeId('PrintBatch', 0, 1) })),
    'Mutation.putLetterOnPaper': mutation('putLetterOnPaper', 'letter { id }', () => ({
      letterId: encodeId('StaffLetter', 999_999n, 999_999n),
    })),
    'Mutation.recordJudgment': mutation('recordJudgment', 'assignment { id }', () => ({
      assignmentId: noCase,
      givenOn: '2026-03-01',
      judgment: 'Mallilan käräjäoikeus 1',
    })),
    'Mutation.returnMail': mutation('returnMail', 'letters { given }', () => ({ letters: [] })),
    'Mutation.setLetterText': mutation('setLetterText', 'texts { text }', () => ({
      creditorBusinessId: '1234567-1',
      kind: 'REMINDER',
      language: 'FI',
      text: 'Our own words',
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
  },
}
