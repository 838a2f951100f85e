import { mutation, ofCompany, type Truth } from './question.ts'

/** Money of the company: bank transactions and payments. */
export const PAYMENTS: Truth = {
  answers: `
field                       nobody  admin   keeper  auditor   payroll   member  former  stranger  reader  elsewhere staff
Query.bankTransactions      NS      ok      ok      ok        NF        ok      NF      NF        ok      NF        NF
Query.matchSuggestions      NS      none    none    none      NF        none    NF      NF        none    NF        NF
Query.payments              NS      ok      ok      ok        NF        ok      NF      NF        ok      NF        NF
Mutation.dismissTransaction NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.matchTransaction   NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.registerPayment    NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.restoreTransaction NS      !NOT_DISMISSED !NOT_DISMISSED NA        NF        !NOT_DISMISSED NF      NF        NA      NF        NF
Mutation.reversePayment     NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
`,
  questions: {
    'Query.bankTransactions': ofCompany('bankTransactions'),
    'Query.matchSuggestions': {
      ask: 'matchSuggestions(transactionId: $id) { grounds }',
      variables: '$id: ID!',
      values: async (world) => ({ id: await world.newTransaction() }),
    },
    'Query.payments': ofCompany('payments'),
    'Mutation.dismissTransaction': mutation('dismissTransaction', 'transaction { id }', async (world) => ({
      transactionId: await world.newTransaction(),
      reason: 'A test',
    })),
    'Mutation.matchTransaction': mutation('matchTransaction', 'transaction { id }', async (world) => ({
      transactionId: await world.newTransaction(),
      allocations: [{ invoiceId: await world.newInvoice(), amount: '1.00' }],
      idempotencyKey: `match ${world.serial()}`,
    })),
    'Mutation.registerPayment': mutation('registerPayment', 'payment { id }', async (world) => ({
      invoiceId: await world.newInvoice(),
      amount: '1.00',
      paidOn: '2026-03-01',
      idempotencyKey: `payment ${world.serial()}`,
    })),
    'Mutation.restoreTransaction': mutation('restoreTransaction', 'transaction { id }', async (world) => ({
      transactionId: await world.newTransaction(),
    })),
    'Mutation.reversePayment': mutation('reversePayment', 'payment { id }', async (world) => ({
      paymentId: await world.newPayment(),
      reason: 'A test',
    })),
  },
}
