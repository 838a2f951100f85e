/** A tab of the playground to begin with. */
export interface Example {
  query: string
  variables: string
}

const json = (value: object) => JSON.stringify(value, null, 2)

const consolidatedView = `# Consolidated view: every company that you may see, kept totals per stage.
# Sign in to Duetto in this browser, or put a token into Headers:
#   { "authorization": "Bearer YOUR_TOKEN" }
query ConsolidatedView($first: Int) {
  viewer {
    user { name }
    masterIds { code name companyCount }
    companyCount
  }
  overviewTotals {
    currency
    count
    balance { amount currency }
    stages { stage count balance { amount } }
    ageing { bucket count balance { amount } }
    asOf
  }
  overview(first: $first, sort: BALANCE_DESC) {
    nodes {
      company { id name businessId activation { state } }
      totals { currency count principal { amount } balance { amount } }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`

const drillDown = `# Drill-down: the assignments that have waited longest, each to its events, letters and payments.
# Take a company's id from the consolidated view to narrow it: { "filter": { "companyIds": ["…"] } }
query DrillDown($filter: AssignmentFilter) {
  assignments(first: 5, filter: $filter, sort: DUE_DATE) {
    nodes {
      id
      company { name businessId }
      debtorName
      invoiceNumber
      stage
      daysOverdue
      balance { amount currency }
      explanation {
        on
        lines { component kind amount { amount } from to days ratePercent section posted }
        total { amount currency }
      }
      events { type on amount { amount } }
      letters { kind sentOn dueOn }
      payments { kind paidOn amount { amount } }
      send { id kind sentOn }
    }
  }
}
`

const overdueInvoices = `# What can be sent: a company's overdue invoices, and what stands in the way of each.
# "companyId" comes from the consolidated view.
query OverdueInvoices($companyId: ID!) {
  salesInvoices(companyId: $companyId, first: 20, filter: { section: OVERDUE }) {
    nodes {
      id
      number
      customer { name }
      dueOn
      open { amount currency }
      sendableToReminder { code message }
    }
  }
  priceLists { validFrom transferFee { amount currency } vatPercent }
}
`

const send = `# Send: invoices of one company to the reminder service.
# Send it again with the same idempotencyKey: nothing is sent twice, and "repeated" tells so.
mutation Send($input: SendToReminderServiceInput!) {
  sendToReminderService(input: $input) {
    repeated
    error { code message field }
    send {
      id
      sentCount
      refusedCount
      principal { amount currency }
      fee { amount currency }
      items {
        invoice { number status }
        assignment { id stage }
        refusal { code message }
      }
    }
  }
}
`

const importFiles = `# Import: files travel as a GraphQL multipart request, which this page cannot make. From a shell:
#
#   curl ORIGIN/graphql -H 'authorization: Bearer YOUR_TOKEN' \\
#     -F operations='{"query":"mutation Import($input: ImportEInvoicesInput!) { importEInvoices(input: $input) { imported alreadyThere refused files { name documents { number outcome refusal { code message line path advice } } } } }","variables":{"input":{"files":[{"name":"invoice.xml","content":null}]}}}' \\
#     -F map='{"0":["variables.input.files.0.content"]}' \\
#     -F 0=@invoice.xml
#
# Bank files go the same way to importBankFiles. This is what has come of them:
query Imported($companyId: ID!) {
  bankTransactions(companyId: $companyId, first: 10) {
    nodes { bookedOn amount { amount currency } reference state reason payments { kind invoice { number } } }
  }
}
`

const lists = `# Lists: invoices and payments of another program, up to 500 at once. The number of an invoice and the externalId
# of a payment stand for them: send the same list again and everything is ALREADY_THERE.
mutation Lists($invoices: ImportSalesInvoicesInput!, $payments: ImportPaymentsInput!) {
  importSalesInvoices(input: $invoices) {
    imported
    alreadyThere
    refused
    items {
      key
      outcome
      refusals { code message path advice }
      invoice { id status open { amount currency } }
    }
  }
  importPayments(input: $payments) {
    imported
    alreadyThere
    refused
    items {
      key
      outcome
      refusals { code message path advice }
      payment { kind paidOn amount { amount currency } }
    }
  }
}
`

const listedInvoice = {
  number: '2026-1001',
  issuedOn: '2026-10-01',
  dueOn: '2026-10-15',
  total: '124.00',
  vat: '25.20',
  customer: {
    name: 'Asiakas Esimerkki Oy',
    businessId: '1572860-0',
    street: 'Mallikatu 1',
    postCode: '00100',
    town: 'Helsinki',
    language: 'FI',
  },
  rows: [{ description: 'Työ', quantity: '2', unitPrice: '49.40', vatPercent: '25.5', total: '124.00' }],
}
const listedPayment = { externalId: 'erp-77', invoiceNumber: '2026-1001', amount: '24.00', paidOn: '2026-10-20' }

/** Worked operations, from the whole down to one act. */
export function makeExamples(origin: string, idempotencyKey: string): Example[] {
  return [
    { query: consolidatedView, variables: json({ first: 50 }) },
    { query: drillDown, variables: json({ filter: { minDaysOverdue: 30 } }) },
    { query: overdueInvoices, variables: json({ companyId: '' }) },
    {
      query: send,
      variables: json({ input: { companyId: '', invoiceIds: [], afterReminder: 'RETURN', idempotencyKey } }),
    },
    {
      query: lists,
      variables: json({
        invoices: { companyId: '', invoices: [listedInvoice] },
        payments: { companyId: '', payments: [listedPayment] },
      }),
    },
    { query: importFiles.replace('ORIGIN', origin), variables: json({ companyId: '' }) },
  ]
}
