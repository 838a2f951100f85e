import { allByKey, type CompanyKey, defineLoader, oneByKey } from '../platform/graphql/loader.ts'
import type { NodeLoaders } from '../platform/graphql/node.type.ts'
import {
  type ContactPersonRow,
  CUSTOMER_COLUMNS,
  type CustomerRow,
  showContactPerson,
  showCustomer,
} from './customer/customer.type.ts'
import {
  type SalesInvoiceRow,
  type StatusChangeRow,
  salesInvoiceColumns,
  showSalesInvoice,
  showStatusChange,
} from './invoice/salesInvoice.type.ts'
import {
  BANK_TRANSACTION_COLUMNS,
  type BankStatementRow,
  type BankTransactionRow,
  PAYMENT_COLUMNS,
  type PaymentRow,
  showBankStatement,
  showBankTransaction,
  showPayment,
} from './payment/payment.type.ts'

/** Joins rows to their keys, company by company: a batch never trusts that its keys are of one company. */
const KEYS = 'unnest($1::bigint[], $2::bigint[]) AS k (company_id, id)'
const paramsOf = (keys: readonly CompanyKey[]): [bigint[], bigint[]] => [
  keys.map((key) => key.companyId),
  keys.map((key) => key.id),
]
const keyOf = ({ companyId, id }: CompanyKey): CompanyKey => ({ companyId, id })

export const salesInvoiceById = defineLoader(
  'ledger.salesInvoice',
  async (unit, keys: readonly CompanyKey[], context) => {
    const rows = await unit.rows<SalesInvoiceRow>(
      `SELECT ${salesInvoiceColumns('$3')} FROM ${KEYS} JOIN ledger.sales_invoice i ON i.company_id = k.company_id AND i.id = k.id`,
      [...paramsOf(keys), context.today],
      'ledger.salesInvoices',
    )
    return oneByKey(keys, rows, keyOf).map((row) => row && showSalesInvoice(row, context.today))
  },
)

export const customerById = defineLoader('ledger.customer', async (unit, keys: readonly CompanyKey[]) => {
  const rows = await unit.rows<CustomerRow>(
    `SELECT ${CUSTOMER_COLUMNS} FROM ${KEYS} JOIN ledger.customer c ON c.company_id = k.company_id AND c.id = k.id`,
    paramsOf(keys),
    'ledger.customers',
  )
  return oneByKey(keys, rows, keyOf).map((row) => row && showCustomer(row))
})

/** Of a customer, the default one first. */
export const contactPersonsOf = defineLoader('ledger.contactPersons', async (unit, keys: readonly CompanyKey[]) => {
  const rows = await unit.rows<ContactPersonRow>(
    `SELECT p.company_id AS "companyId", p.customer_id AS "customerId", p.id, p.name, p.phone, p.email, p.is_default AS "isDefault"
      FROM ${KEYS} JOIN ledger.contact_person p ON p.company_id = k.company_id AND p.customer_id = k.id
      ORDER BY p.is_default DESC, p.id`,
    paramsOf(keys),
    'ledger.contactPersons',
  )
  const persons = allByKey(keys, rows, (row): CompanyKey => ({ companyId: row.companyId, id: row.customerId }))
  return persons.map((list) => list.map(showContactPerson))
})

/** Of an invoice, oldest first. */
export const historyOf = defineLoader('ledger.history', async (unit, keys: readonly CompanyKey[]) => {
  const rows = await unit.rows<StatusChangeRow>(
    `SELECT s.company_id AS "companyId", s.invoice_id AS "invoiceId", s.id, s.from_status AS "from", s.to_status AS "to",
        s.on_day AS "on", s.at, s.reason, s.user_id AS "userId", i.currency, s.detail
      FROM ${KEYS}
      JOIN ledger.status_change s ON s.company_id = k.company_id AND s.invoice_id = k.id
      JOIN ledger.sales_invoice i ON i.company_id = k.company_id AND i.id = k.id
      ORDER BY s.id`,
    paramsOf(keys),
    'ledger.history',
  )
  const changes = allByKey(keys, rows, (row): CompanyKey => ({ companyId: row.companyId, id: row.invoiceId }))
  return changes.map((list) => list.map(showStatusChange))
})

/** Of an invoice, oldest first, counter-entries and credits included. */
export const paymentsOfInvoice = defineLoader('ledger.paymentsOfInvoice', async (unit, keys: readonly CompanyKey[]) => {
  const rows = await unit.rows<PaymentRow>(
    `SELECT ${PAYMENT_COLUMNS} FROM ${KEYS} JOIN ledger.payment p ON p.company_id = k.company_id AND p.invoice_id = k.id
      ORDER BY p.paid_on, p.id`,
    paramsOf(keys),
    'ledger.paymentsOfInvoice',
  )
  const payments = allByKey(keys, rows, (row): CompanyKey => ({ companyId: row.companyId, id: row.invoiceId }))
  return payments.map((list) => list.map(showPayment))
})

export const paymentById = defineLoader('ledger.payment', async (unit, keys: readonly CompanyKey[]) => {
  const rows = await unit.rows<PaymentRow>(
    `SELECT ${PAYMENT_COLUMNS} FROM ${KEYS} JOIN ledger.payment p ON p.company_id = k.company_id AND p.id = k.id`,
    paramsOf(keys),
    'ledger.payments',
  )
  return oneByKey(keys, rows, keyOf).map((row) => row && showPayment(row))
})

export const paymentsOfTransaction = defineLoader(
  'ledger.paymentsOfTransaction',
  async (unit, keys: readonly CompanyKey[]) => {
    const rows = await unit.rows<PaymentRow & { bankTransactionId: bigint }>(
      `SELECT ${PAYMENT_COLUMNS} FROM ${KEYS} JOIN ledger.payment p ON p.company_id = k.company_id AND p.bank_transaction_id = k.id
      ORDER BY p.id`,
      paramsOf(keys),
      'ledger.paymentsOfTransaction',
    )
    const payments = allByKey(
      keys,
      rows,
      (row): CompanyKey => ({ companyId: row.companyId, id: row.bankTransactionId }),
    )
    return payments.map((list) => list.map(showPayment))
  },
)

export const bankTransactionById = defineLoader('ledger.bankTransaction', async (unit, keys: readonly CompanyKey[]) => {
  const rows = await unit.rows<BankTransactionRow>(
    `SELECT ${BANK_TRANSACTION_COLUMNS} FROM ${KEYS} JOIN ledger.bank_transaction t ON t.company_id = k.company_id AND t.id = k.id`,
    paramsOf(keys),
    'ledger.bankTransactions',
  )
  return oneByKey(keys, rows, keyOf).map((row) => row && showBankTransaction(row))
})

export const bankStatementById = defineLoader('ledger.bankStatement', async (unit, keys: readonly CompanyKey[]) => {
  const rows = await unit.rows<BankStatementRow>(
    `SELECT s.company_id AS "companyId", s.id, coalesce(s.iban, '') AS iban, s.kind, s.statement_id AS "statementId", s.created_on AS "createdOn",
        s.opening, s.closing, s.currency, s.imported_at AS "importedAt"
      FROM ${KEYS} JOIN ledger.bank_statement s ON s.company_id = k.company_id AND s.id = k.id`,
    paramsOf(keys),
    'ledger.bankStatements',
  )
  return oneByKey(keys, rows, keyOf).map((row) => row && showBankStatement(row))
})

export const bankAccountsOf = defineLoader('ledger.bankAccounts', async (unit, companyIds: readonly bigint[]) => {
  const rows = await unit.rows<{ companyId: bigint; iban: string }>(
    `SELECT a.company_id AS "companyId", a.iban FROM ledger.bank_account a WHERE a.company_id = ANY ($1::bigint[]) ORDER BY a.iban`,
    [companyIds],
    'ledger.bankAccounts',
  )
  return allByKey(companyIds, rows, (row) => row.companyId).map((list) => list.map((row) => row.iban))
})

/** The counter-entry that takes a payment back. */
export const counterEntryOf = defineLoader('ledger.counterEntry', async (unit, keys: readonly CompanyKey[]) => {
  const rows = await unit.rows<PaymentRow & { reversesId: bigint }>(
    `SELECT ${PAYMENT_COLUMNS} FROM ${KEYS} JOIN ledger.payment p ON p.company_id = k.company_id AND p.reverses_id = k.id`,
    paramsOf(keys),
    'ledger.counterEntries',
  )
  const byPayment = oneByKey(keys, rows, (row): CompanyKey => ({ companyId: row.companyId, id: row.reversesId }))
  return byPayment.map((row) => row && showPayment(row))
})

/** Of companies, by name. */
export const auxiliaryNamesOf = defineLoader('ledger.auxiliaryNames', async (unit, companyIds: readonly bigint[]) => {
  const rows = await unit.rows<{ companyId: bigint; name: string }>(
    `SELECT n.company_id AS "companyId", n.name FROM ledger.auxiliary_name n WHERE n.company_id = ANY ($1::bigint[])
      ORDER BY n.name COLLATE "fi-x-icu"`,
    [companyIds],
    'ledger.auxiliaryNames',
  )
  return allByKey(companyIds, rows, (row) => row.companyId).map((list) => list.map((row) => row.name))
})

/** How this room's types are fetched by id. */
export const ledgerNodes: NodeLoaders = {
  SalesInvoice: async (context, key) => (await context.load(salesInvoiceById, key)) ?? null,
  Customer: async (context, key) => (await context.load(customerById, key)) ?? null,
  Payment: async (context, key) => (await context.load(paymentById, key)) ?? null,
  BankTransaction: async (context, key) => (await context.load(bankTransactionById, key)) ?? null,
}
