import { encodeId } from '../../../server/src/kernel/globalId.ts'
import { IDENTITY } from '../../kit/creditor.ts'
import { byId, mutation, ofCompany, type Truth } from './question.ts'

/** The company in the service: activation, sends, assignments, costs, settlements. */
export const SERVICE: Truth = {
  answers: `
field                            nobody  admin   keeper  auditor   payroll   member  former  stranger  reader  elsewhere staff
Query.assignment                 NS      ok      ok      ok        null      ok      null    null      ok      null      null
Query.costAgreements             NS      none    none    none      NF        none    NF      NF        none    NF        none
Query.deadLetters                NS      none    NA      NA        NF        NA      NF      NF        NA      NF        NF
Query.feeStatement               NS      ok      ok      ok        NF        ok      NF      NF        ok      NF        NF
Query.letterPreview              NS      ok      ok      ok        null      ok      null    null      ok      null      null
Query.priceLists                 ok*
Query.recallConsequences         NS      ok      ok      ok        null      ok      null    null      ok      null      null
Query.send                       NS      ok      ok      ok        null      ok      null    null      ok      null      null
Query.sendByKey                  NS      null    null    null      NF        null    NF      NF        null    NF        NF
Query.sendCheck                  NS      ok      ok      ok        NF        ok      NF      NF        ok      NF        NF
Query.sends                      NS      ok      ok      ok        NF        ok      NF      NF        ok      NF        NF
Query.serviceClaims              NS      none    none    none      NF        none    NF      NF        none    NF        NF
Query.serviceInvoices            NS      none    none    none      NF        none    NF      NF        none    NF        NF
Query.serviceTerms               ok*
Query.settlements                NS      none    none    none      NF        none    NF      NF        none    NF        NF
Mutation.activateService         NS      !AA     NA      NA        NF        NA      NF      NF        NA      NF        NF
Mutation.addCollectionCost       NS      !COST_NOT_AGREED !COST_NOT_AGREED NA        NF        !COST_NOT_AGREED NF      NF        NA      NF        NF
Mutation.agreeCost               NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Mutation.beginActivation         NS      !AA     NA      NA        NF        NA      NF      NF        NA      NF        NF
Mutation.removeCollectionCost    NS      !COST_MISSING !COST_MISSING NA        NF        !COST_MISSING NF      NF        NA      NF        NF
Mutation.removeService           NS      !REASON_MISSING NA      NA        NF        NA      NF      NF        NA      NF        NF
Mutation.reportDispute           NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.requestCreditLoss       NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.requestRecall           NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.resendMessage           NS      NF      NA      NA        NF        NA      NF      NF        NA      NF        NF
Mutation.sendToCollectionService NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.sendToReminderService   NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.stateIdentity           NS      !AA     NA      NA        NF        NA      NF      NF        NA      NF        NF
`,
  questions: {
    'Query.assignment': byId('assignment', (world) => world.ids.assignment),
    'Query.costAgreements': {
      ask: 'costAgreements(companyId: $companyId) { id }',
      variables: '$companyId: ID!',
      values: (world) => ({ companyId: world.ids.company }),
    },
    'Query.deadLetters': {
      ask: 'deadLetters(companyId: $companyId) { id }',
      variables: '$companyId: ID!',
      values: (world) => ({ companyId: world.ids.company }),
    },
    'Query.feeStatement': {
      ask: 'feeStatement(companyId: $companyId, month: "2026-03") { month }',
      variables: '$companyId: ID!',
      values: (world) => ({ companyId: world.ids.company }),
    },
    'Query.letterPreview': {
      ask: 'letterPreview(invoiceId: $id, kind: REMINDER) { allowed }',
      variables: '$id: ID!',
      values: async (world) => ({ id: await world.newInvoice() }),
    },
    'Query.priceLists': { ask: 'priceLists { validFrom }' },
    'Query.recallConsequences': {
      ask: 'recallConsequences(assignmentId: $id) { mayRequest }',
      variables: '$id: ID!',
      values: (world) => ({ id: world.ids.assignment }),
    },
    'Query.send': byId('send', (world) => world.ids.send),
    'Query.sendByKey': {
      ask: 'sendByKey(companyId: $companyId, idempotencyKey: "of no send") { id }',
      variables: '$companyId: ID!',
      values: (world) => ({ companyId: world.ids.company }),
    },
    'Query.sendCheck': {
      ask: 'sendCheck(input: $input) { count }',
      variables: '$input: SendCheckInput!',
      values: (world) => ({
        input: { companyId: world.ids.company, kind: 'REMINDER', invoiceIds: [world.ids.invoice] },
      }),
    },
    'Query.sends': ofCompany('sends'),
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
    'Query.serviceTerms': { ask: 'serviceTerms(language: SV) { version }' },
    'Query.settlements': {
      ask: 'settlements(companyId: $companyId) { nodes { settlementId } }',
      variables: '$companyId: ID!',
      values: (world) => ({ companyId: world.ids.company }),
    },
    'Mutation.activateService': mutation('activateService', 'company { id }', (world) => ({
      companyId: world.ids.company,
      termsVersion: world.termsVersion,
    })),
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
    'Mutation.beginActivation': mutation('beginActivation', 'company { id }', (world) => ({
      companyId: world.ids.company,
    })),
    'Mutation.removeCollectionCost': mutation('removeCollectionCost', 'invoice { id }', async (world) => ({
      invoiceId: await world.newInvoice(),
      kind: 'REMINDER',
    })),
    'Mutation.removeService': mutation('removeService', 'company { id }', (world) => ({
      companyId: world.ids.company,
      reason: ' ',
    })),
    'Mutation.reportDispute': mutation('reportDispute', 'assignment { id }', (world) => ({
      assignmentId: world.newAssignment(),
      reason: 'The goods never came',
    })),
    'Mutation.requestCreditLoss': mutation('requestCreditLoss', 'assignment { id }', (world) => ({
      assignmentId: world.newAssignment(),
      reason: 'The debtor has died',
    })),
    'Mutation.requestRecall': mutation('requestRecall', 'assignment { id }', (world) => ({
      assignmentId: world.newAssignment(),
      reason: 'Sent by mistake',
    })),
    'Mutation.resendMessage': mutation('resendMessage', 'resent', (world) => ({
      id: encodeId('OutboxMessage', world.companyId, 999_999n),
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
    'Mutation.stateIdentity': mutation('stateIdentity', 'company { id }', (world) => ({
      companyId: world.ids.company,
      identity: IDENTITY,
    })),
  },
}
