import { bankFile, invoiceFile } from '../../kit/ledgerFiles.ts'
import { list, mutation, type Question, type Truth, type World } from './question.ts'

/** What comes from files, tables, other programs and Netvisor. */
export const IMPORTS: Truth = {
  answers: `
field                        nobody  admin   keeper  auditor   payroll   member  former  stranger  reader  elsewhere staff
Query.tablePreview           NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.connectNetvisor     NS      !NETVISOR_NOT_OFFERED NA      NA        NF        NA      NF      NF        NA      NF        NF
Mutation.decideNetvisorChange NS     ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.deleteTableMapping  NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.disconnectNetvisor  NS      !NOT_CONNECTED NA      NA        NF        NA      NF      NF        NA      NF        NF
Mutation.fetchFromNetvisor   NS      !NETVISOR_NOT_OFFERED !NETVISOR_NOT_OFFERED NA        NF        !NETVISOR_NOT_OFFERED NF      NF        NA      NF        NF
Mutation.importBankFiles     NS      ok      ok      !NR       !UN       ok      !UN     !UN       !NR     !UN       !UN
Mutation.importCreditNotes   NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.importEInvoices     NS      ok      ok      !NR       !UN       ok      !UN     !UN       !NR     !UN       !UN
Mutation.importPayments      NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.importSalesInvoices NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.importTable         NS      !TABLE_CHANGED !TABLE_CHANGED NA        NF        !TABLE_CHANGED NF      NF        NA      NF        NF
Mutation.renameTableMapping  NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
Mutation.setPaymentSource    NS      !NOT_CONNECTED NA      NA        NF        NA      NF      NF        NA      NF        NF
Mutation.setStatusMaster     NS      !NOT_CONNECTED NA      NA        NF        NA      NF      NF        NA      NF        NF
Mutation.testNetvisor        NS      !NOT_CONNECTED NA      NA        NF        NA      NF      NF        NA      NF        NF
Mutation.upsertCustomers     NS      ok      ok      NA        NF        ok      NF      NF        NA      NF        NF
`,
  questions: {
    'Query.tablePreview': {
      ask: 'tablePreview(input: $input) { refusal { code } rowCount }',
      variables: '$input: TablePreviewInput!',
      values: (world) => ({ input: invoiceTable(world) }),
      refusal: (value) => value.refusal,
    },
    'Mutation.connectNetvisor': mutation('connectNetvisor', 'company { id }', (world) => ({
      companyId: world.ids.company,
      customerId: 'customer-1',
      customerKey: 'secret-of-the-customer',
    })),
    'Mutation.decideNetvisorChange': mutation('decideNetvisorChange', 'invoice { id }', async (world) => ({
      companyId: world.ids.company,
      netvisorKey: await world.newNetvisorChange(),
      takeOver: false,
    })),
    'Mutation.deleteTableMapping': mutation('deleteTableMapping', 'company { id }', async (world) => ({
      companyId: world.ids.company,
      kind: 'INVOICES',
      name: await world.newTableMapping(),
    })),
    'Mutation.disconnectNetvisor': netvisor('disconnectNetvisor'),
    'Mutation.fetchFromNetvisor': netvisor('fetchFromNetvisor'),
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
    'Mutation.importCreditNotes': list('importCreditNotes', 'creditNotes', () => []),
    'Mutation.importEInvoices': {
      ask: 'importEInvoices(input: $input) { files { refusal { code } documents { refusal { code } } } }',
      variables: '$input: ImportEInvoicesInput!',
      values: (world) => {
        const file = invoiceFile({ seller: world.businessId, number: `${world.serial()}`, total: '10.00' })
        return { input: { files: [{ name: file.name, content: String(file.content) }] } }
      },
      refusal: (value) => value.files[0].refusal ?? value.files[0].documents[0].refusal,
    },
    'Mutation.importPayments': list('importPayments', 'payments', () => []),
    'Mutation.importSalesInvoices': list('importSalesInvoices', 'invoices', () => []),
    'Mutation.importTable': mutation('importTable', 'outcome { newCount }', (world) => ({
      ...invoiceTable(world),
      mapping: {
        columns: ['NUMBER', 'CUSTOMER_NAME', 'ISSUED_ON', 'DUE_ON', 'TOTAL'].map((field, column) => ({
          column,
          field,
        })),
      },
      digest: 'of another table',
    })),
    'Mutation.renameTableMapping': mutation('renameTableMapping', 'company { id }', async (world) => ({
      companyId: world.ids.company,
      kind: 'INVOICES',
      name: await world.newTableMapping(),
      newName: `Nimi ${world.serial()}`,
    })),
    'Mutation.setPaymentSource': mutation('setPaymentSource', 'company { id }', (world) => ({
      companyId: world.ids.company,
      source: 'NETVISOR',
      from: '2026-04-01',
    })),
    'Mutation.setStatusMaster': mutation('setStatusMaster', 'company { id }', (world) => ({
      companyId: world.ids.company,
      master: 'NETVISOR',
    })),
    'Mutation.testNetvisor': netvisor('testNetvisor'),
    'Mutation.upsertCustomers': list('upsertCustomers', 'customers', (world) => [
      { name: `Asiakas ${world.serial()}` },
    ]),
  },
}

/** A table of one invoice, as a program gives it in JSON. */
function invoiceTable(world: World) {
  const text = `Lasku;Asiakas;Laskun päivä;Eräpäivä;Yhteensä\n${world.serial()};Ostaja;1.2.2026;15.2.2026;10,00\n`
  const content = Buffer.from(text).toString('base64')
  return { companyId: world.ids.company, kind: 'INVOICES', file: { name: 'laskut.csv', content } }
}

function netvisor(name: string): Question {
  return mutation(name, 'company { id }', (world) => ({ companyId: world.ids.company }), 'NetvisorInput')
}
