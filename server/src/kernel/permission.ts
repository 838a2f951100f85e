/** What may be done in one company. */
export const rights = [
  'READ',
  'IMPORT_INVOICES',
  'IMPORT_PAYMENTS',
  'REGISTER_PAYMENT',
  'UPDATE_STATUS',
  'EDIT_CUSTOMERS',
  'SEND_REMINDER',
  'SEND_COLLECTION',
  'REQUEST_RECALL',
  'REQUEST_CREDIT_LOSS',
  'ACTIVATE',
  'MANAGE_LINKS',
  'READ_AUDIT',
  'MANAGE_CONNECTIONS',
] as const
export type Right = (typeof rights)[number]

export const roles = [
  'USER_ADMINISTRATOR',
  'OFFICE_ADMINISTRATOR',
  'COMPANY_ADMINISTRATOR',
  'COMPANY_USER',
  'ALL_RIGHTS',
  'BOOKKEEPER',
  'PAYROLL_ACCOUNTANT',
  'AUDITOR',
] as const
export type Role = (typeof roles)[number]

const daily: readonly Right[] = [
  'READ',
  'IMPORT_INVOICES',
  'IMPORT_PAYMENTS',
  'REGISTER_PAYMENT',
  'UPDATE_STATUS',
  'EDIT_CUSTOMERS',
  'SEND_REMINDER',
  'SEND_COLLECTION',
  'REQUEST_RECALL',
  'REQUEST_CREDIT_LOSS',
]

/**
 * The one table of roles. Only the first five may take the service into use (requirement A1); a payroll accountant has
 * no business with sales invoices, an auditor only reads.
 */
export const rightsOfRole: Readonly<Record<Role, readonly Right[]>> = {
  USER_ADMINISTRATOR: [...daily, 'ACTIVATE', 'MANAGE_LINKS', 'READ_AUDIT', 'MANAGE_CONNECTIONS'],
  OFFICE_ADMINISTRATOR: [...daily, 'ACTIVATE', 'MANAGE_LINKS', 'READ_AUDIT', 'MANAGE_CONNECTIONS'],
  COMPANY_ADMINISTRATOR: [...daily, 'ACTIVATE', 'MANAGE_LINKS', 'READ_AUDIT', 'MANAGE_CONNECTIONS'],
  COMPANY_USER: [...daily, 'ACTIVATE'],
  ALL_RIGHTS: [...daily, 'ACTIVATE'],
  BOOKKEEPER: daily,
  PAYROLL_ACCOUNTANT: [],
  AUDITOR: ['READ', 'READ_AUDIT'],
}

/** What remains to an API token that may only read. */
export const readingRights: ReadonlySet<Right> = new Set<Right>(['READ', 'READ_AUDIT'])

/** Rights a Master-ID link may grant; taking the service into use is never among them (requirement M3). */
export const linkableRights: readonly Right[] = daily
