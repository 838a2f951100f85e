import { registerEnumType } from 'type-graphql'
import { type DecimalSign, decimalSigns } from '../../exchange/table/amountText.ts'
import { type DateOrder, dateOrders } from '../../exchange/table/dateText.ts'
import { type FieldKind, fieldKinds, type TableField, tableFields } from '../../exchange/table/headings.ts'
import { words } from '../../platform/graphql/enums.ts'
import { type RowOutcome, rowOutcomes } from './tableRows.ts'

interface Described {
  description: string
}

export const TableKindEnum = words(fieldKinds)
registerEnumType(TableKindEnum, {
  name: 'TableKind',
  description: 'What a table lists.',
  valuesConfig: {
    INVOICES: { description: 'Sales invoices; a row with a negative total is a credit note.' },
    PAYMENTS: { description: 'Incoming payments.' },
  } satisfies Record<FieldKind, Described>,
})

export const TableFieldEnum = words(tableFields)
registerEnumType(TableFieldEnum, {
  name: 'TableField',
  description: 'What a column of a table holds.',
  valuesConfig: {
    NUMBER: { description: 'Number of the invoice. Needed for invoices; for payments this or REFERENCE.' },
    REFERENCE: { description: 'Reference number, national or RF.' },
    CUSTOMER_NAME: { description: 'Name of the customer. Needed for invoices.' },
    CUSTOMER_NUMBER: { description: "The company's own number of the customer." },
    BUSINESS_ID: { description: "The customer's Finnish business ID; without one it is taken for a consumer." },
    ISSUED_ON: { description: 'Date of the invoice. Needed for invoices.' },
    DUE_ON: { description: 'Due date. Needed for invoices.' },
    TOTAL: { description: 'Total with VAT; negative for a credit note. Needed for invoices.' },
    VAT: { description: 'VAT of the total.' },
    OPEN: { description: 'What is unpaid of the total; the rest counts as paid.' },
    PAID: { description: 'What is paid of the total, when there is no column of what is unpaid.' },
    CURRENCY: { description: 'Currency, three letters (ISO 4217).' },
    STREET: { description: "The customer's street address or post box." },
    POST_CODE: { description: "The customer's post code." },
    TOWN: { description: "The customer's town." },
    COUNTRY: { description: "The customer's country, two letters." },
    EMAIL: { description: "The customer's e-mail address." },
    PHONE: { description: "The customer's telephone number." },
    LANGUAGE: { description: "The customer's language: Finnish, Swedish or English." },
    CONTACT_NAME: { description: 'The contact person at the customer.' },
    CONTACT_PHONE: { description: "The contact person's telephone number." },
    CONTACT_EMAIL: { description: "The contact person's e-mail address." },
    DESCRIPTION: { description: 'What was sold; becomes the only row of the invoice.' },
    AUXILIARY_NAME: { description: 'Auxiliary business name of the company on the invoice.' },
    SELLER_IBAN: { description: 'The account that the invoice asks to be paid to.' },
    INTEREST_PERCENT: { description: 'Late interest by contract, percent a year.' },
    CREDITED_NUMBER: { description: 'Of a credit note: the number of the invoice that it credits.' },
    PAID_ON: { description: 'Day of the payment. Needed for payments.' },
    AMOUNT: { description: 'Amount of the payment. Needed for payments.' },
    PAYER_NAME: { description: 'Who paid.' },
    PAYMENT_ID: { description: 'What the payment is called in the file, such as an archive ID.' },
  } satisfies Record<TableField, Described>,
})

export const DateOrderEnum = words(dateOrders)
registerEnumType(DateOrderEnum, {
  name: 'DateOrder',
  description: 'How days between slashes or dashes are written. Between dots the day always comes first.',
  valuesConfig: {
    DAY_FIRST: { description: '31/01/2026' },
    MONTH_FIRST: { description: '01/31/2026' },
    YEAR_FIRST: { description: '26-01-31; four digits in front are always the year.' },
  } satisfies Record<DateOrder, Described>,
})

export const DecimalSignEnum = words(decimalSigns)
registerEnumType(DecimalSignEnum, {
  name: 'DecimalSign',
  description: 'What stands before the cents of amounts that are text.',
  valuesConfig: {
    COMMA: { description: '1 234,56 or 1.234,56' },
    DOT: { description: '1234.56 or 1,234.56' },
  } satisfies Record<DecimalSign, Described>,
})

export const TableRowOutcomeEnum = words(rowOutcomes)
registerEnumType(TableRowOutcomeEnum, {
  name: 'TableRowOutcome',
  description: 'What becomes of a row of a table.',
  valuesConfig: {
    NEW: { description: 'It is taken into the books; in a preview: it would be.' },
    ALREADY_THERE: { description: 'The books have it already.' },
    DOUBLE: {
      description: 'A payment that is probably booked already; left out unless its row is named in `noDoubles`.',
    },
    REFUSED: { description: 'It is not taken in; the problems say why and what to do.' },
  } satisfies Record<RowOutcome, Described>,
})
