import { byId, mutation, ofCompany, type Truth } from './question.ts'

/** Customers and sales invoices, and what is changed in them. */
export const LEDGER: Truth = {
  answers: `
field                             nobody  admin   keeper  auditor   payroll   member  former  stranger  reader  elsewhere staff
Query.customer                    NS      ok      ok      ok        null      ok      null    null      ok      null      null
Query.customers                   NS      ok      ok      ok        NF        ok      NF      NF        ok      NF        NF
Query.salesInvoice                NS      ok      ok      ok        null      ok      null    null      ok      null      null
Query.salesInvoiceTotals          NS      ok      ok      ok        NF        ok      NF      NF        ok      NF        NF
Query.salesInvoices               NS      ok      ok      ok        NF        ok      NF      NF        ok      NF        NF
Mutation.bookCreditLoss           NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.changeDueDate            NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.changeDueDates           NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.mergeCustomers           NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.registerAuxiliaryName    NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.registerCreditNote       NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.removeAuxiliaryName      NS      !NAME_NOT_REGISTERED !NAME_NOT_REGISTERED NA        NF        !NAME_NOT_REGISTERED NF      NF        NA      NF        NF
Mutation.removeContactPerson      NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.saveContactPerson        NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.setAuxiliaryName         NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.setCollectionProhibited  NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.setDefaultContactPerson  NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.setDisputed              NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.setManyDisputed          NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.setSalesSetting          NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.updateCollectionStatus   NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.updateCollectionStatuses NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.updateCustomer           NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.recordEmailConsent       NS      !EMAIL_MISSING !EMAIL_MISSING NA        NF        !EMAIL_MISSING NF      NF        NA      NF        NF
Mutation.withdrawEmailConsent     NS      !CONSENT_MISSING !CONSENT_MISSING NA        NF        !CONSENT_MISSING NF      NF        NA      NF        NF
`,
  questions: {
    'Query.customer': byId('customer', (world) => world.ids.customer),
    'Query.customers': ofCompany('customers'),
    'Query.salesInvoice': byId('salesInvoice', (world) => world.ids.invoice),
    'Query.salesInvoiceTotals': {
      ask: 'salesInvoiceTotals(companyId: $companyId) { count }',
      variables: '$companyId: ID!',
      values: (world) => ({ companyId: world.ids.company }),
    },
    'Query.salesInvoices': ofCompany('salesInvoices'),
    'Mutation.bookCreditLoss': mutation('bookCreditLoss', 'invoice { id }', async (world) => ({
      invoiceId: await world.newInvoice(),
      reason: 'A test',
    })),
    'Mutation.changeDueDate': mutation('changeDueDate', 'invoice { id }', async (world) => ({
      invoiceId: await world.newInvoice(),
      dueOn: '2026-04-01',
      reason: 'A test',
    })),
    'Mutation.changeDueDates': mutation('changeDueDates', 'changed', async (world) => ({
      companyId: world.ids.company,
      invoiceIds: [await world.newInvoice()],
      dueOn: '2026-04-01',
      reason: 'A test',
    })),
    'Mutation.mergeCustomers': mutation('mergeCustomers', 'customer { id }', async (world) => {
      const [customerId, mergedId] = await world.newTwinCustomers()
      return { customerId, mergedId }
    }),
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
    'Mutation.removeContactPerson': mutation('removeContactPerson', 'customer { id }', async (world) => ({
      contactPersonId: await world.newContactPerson(),
    })),
    'Mutation.saveContactPerson': mutation('saveContactPerson', 'customer { id }', (world) => ({
      customerId: world.ids.customer,
      name: `Malli ${world.serial()}`,
    })),
    'Mutation.setAuxiliaryName': mutation('setAuxiliaryName', 'invoice { id }', async (world) => ({
      invoiceId: await world.newInvoice(),
      name: null,
    })),
    'Mutation.setDefaultContactPerson': mutation('setDefaultContactPerson', 'customer { id }', async (world) => ({
      contactPersonId: await world.newContactPerson(),
    })),
    'Mutation.setCollectionProhibited': mutation('setCollectionProhibited', 'changed', async (world) => ({
      companyId: world.ids.company,
      invoiceIds: [await world.newInvoice()],
      prohibited: true,
    })),
    'Mutation.setManyDisputed': mutation('setManyDisputed', 'changed', async (world) => ({
      companyId: world.ids.company,
      invoiceIds: [await world.newInvoice()],
      disputed: true,
      reason: 'Not delivered',
    })),
    'Mutation.setDisputed': mutation('setDisputed', 'invoice { id }', async (world) => ({
      invoiceId: await world.newInvoice(),
      disputed: true,
      reason: 'Not delivered',
    })),
    'Mutation.setSalesSetting': mutation('setSalesSetting', 'company { id }', (world) => ({
      companyId: world.ids.company,
      fetchContactPerson: false,
    })),
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
    'Mutation.recordEmailConsent': mutation('recordEmailConsent', 'customer { id }', (world) => ({
      customerId: world.ids.customer,
      givenOn: '2026-03-01',
      how: 'WRITTEN',
    })),
    'Mutation.withdrawEmailConsent': mutation('withdrawEmailConsent', 'customer { id }', (world) => ({
      customerId: world.ids.customer,
      withdrawnOn: '2026-03-01',
    })),
  },
}
