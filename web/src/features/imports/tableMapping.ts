import type { TableField, TableKind, TableMappingInput } from '../../api/generated.ts'

const invoiceFields = [
  'NUMBER',
  'CUSTOMER_NAME',
  'ISSUED_ON',
  'DUE_ON',
  'TOTAL',
  'OPEN',
  'PAID',
  'VAT',
  'CURRENCY',
  'REFERENCE',
  'BUSINESS_ID',
  'CUSTOMER_NUMBER',
  'STREET',
  'POST_CODE',
  'TOWN',
  'COUNTRY',
  'EMAIL',
  'PHONE',
  'LANGUAGE',
  'CONTACT_NAME',
  'CONTACT_PHONE',
  'CONTACT_EMAIL',
  'DESCRIPTION',
  'AUXILIARY_NAME',
  'SELLER_IBAN',
  'INTEREST_PERCENT',
  'CREDITED_NUMBER',
] as const satisfies readonly TableField[]

const paymentFields = [
  'NUMBER',
  'REFERENCE',
  'PAID_ON',
  'AMOUNT',
  'PAYER_NAME',
  'CURRENCY',
  'PAYMENT_ID',
] as const satisfies readonly TableField[]

/** What a column may be taken for, those that are needed first. */
export function fieldsOf(kind: TableKind): readonly TableField[] {
  return kind === 'INVOICES' ? invoiceFields : paymentFields
}

/** Without these the server judges nothing; of payments either the number or the reference will do. */
export function requiredFields(kind: TableKind): readonly TableField[] {
  return kind === 'INVOICES' ? invoiceFields.slice(0, 5) : ['PAID_ON', 'AMOUNT']
}

/** The mapping after a column was chosen for a field: a field is one column's alone. Null: it is not imported. */
export function chosen(mapping: TableMappingInput, column: number, field: TableField | null): TableMappingInput {
  const others = mapping.columns.filter((one) => one.column !== column && one.field !== field)
  const columns = field === null ? others : [...others, { column, field }]
  return { ...mapping, columns: columns.toSorted((a, b) => a.column - b.column) }
}

export function fieldOf(mapping: TableMappingInput, column: number): TableField | null {
  return mapping.columns.find((one) => one.column === column)?.field ?? null
}

const PAID = /maksup|maksaja|suoritus|betaln|betalare|inbetal|paid|payment|payer/i

/** A table without due dates whose headings speak of paying lists payments and no invoices. */
export function looksLikePayments(preview: {
  columns: readonly { heading: string }[]
  problems: readonly { code: string; field?: string | null }[]
}): boolean {
  const lacksDueDate = preview.problems.some(({ code, field }) => code === 'FIELD_NOT_CHOSEN' && field === 'DUE_ON')
  return lacksDueDate && preview.columns.some(({ heading }) => PAID.test(heading))
}
