import { registerEnumType } from 'type-graphql'
import { type Right, type Role, rights, roles } from '../kernel/permission.ts'
import { type StaffRole, staffRoles } from '../kernel/scope.ts'
import { words } from '../platform/graphql/enums.ts'

export const RightEnum = words(rights)
registerEnumType(RightEnum, {
  name: 'Right',
  description: 'What may be done in one company.',
  valuesConfig: {
    READ: { description: 'See the company and everything of it.' },
    IMPORT_INVOICES: { description: 'Import invoices: e-invoices, tables, lists of other programs.' },
    IMPORT_PAYMENTS: { description: 'Import payments: bank files, tables, lists of other programs.' },
    REGISTER_PAYMENT: { description: 'Register a payment by hand.' },
    UPDATE_STATUS: { description: "Change an invoice's collection status by hand." },
    EDIT_CUSTOMERS: { description: 'Edit customer cards and the settings of sales.' },
    SEND_REMINDER: { description: 'Send invoices to the reminder service.' },
    SEND_COLLECTION: { description: 'Send invoices to the collection service.' },
    REQUEST_RECALL: { description: 'Ask the agency to stop an assignment that was sent by mistake.' },
    REQUEST_CREDIT_LOSS: { description: 'Ask the agency before booking a credit loss.' },
    ACTIVATE: {
      description: 'Take the service into use. Comes from a role in the company only, never from a Master-ID.',
    },
    MANAGE_LINKS: { description: "End the company's links to Master-IDs, and read the mail about the company." },
    READ_AUDIT: { description: 'Read the audit trail: who did what in the company.' },
    MANAGE_CONNECTIONS: {
      description: 'Connect the company to Netvisor, and choose where payments and statuses come from.',
    },
  } satisfies Record<Right, { description: string }>,
})

export const RoleEnum = words(roles)
registerEnumType(RoleEnum, {
  name: 'Role',
  description: "A person's role in one company.",
  valuesConfig: {
    USER_ADMINISTRATOR: {
      description: 'User administrator (käyttäjähallitsija): everything, and the rights of others.',
    },
    OFFICE_ADMINISTRATOR: { description: 'Accounting-office administrator (tilitoimiston pääkäyttäjä).' },
    COMPANY_ADMINISTRATOR: { description: 'Company administrator (yrityksen pääkäyttäjä).' },
    COMPANY_USER: { description: 'Company-user profile: daily work, and taking the service into use.' },
    ALL_RIGHTS: { description: 'All-rights profile: daily work, and taking the service into use.' },
    BOOKKEEPER: { description: 'Bookkeeper (kirjanpitäjä): daily work; cannot take the service into use.' },
    PAYROLL_ACCOUNTANT: {
      description: 'Payroll accountant (palkanlaskija): no access to sales invoices or collection.',
    },
    AUDITOR: { description: 'Auditor (tilintarkastaja): only reads.' },
  } satisfies Record<Role, { description: string }>,
})

export const StaffRoleEnum = words(staffRoles)
registerEnumType(StaffRoleEnum, {
  name: 'StaffRole',
  description: "A role at the collection agency's desk.",
  valuesConfig: {
    HANDLER: { description: 'Answers requests and keeps assignments.' },
    SUPERVISOR: { description: 'A handler who also enters reference rates and runs settlements.' },
  } satisfies Record<StaffRole, { description: string }>,
})

export const languages = ['FI', 'SV', 'EN'] as const
export type Language = (typeof languages)[number]
export const LanguageEnum = words(languages)
registerEnumType(LanguageEnum, {
  name: 'Language',
  description: 'A language of the service.',
  valuesConfig: {
    FI: { description: 'Finnish.' },
    SV: { description: 'Swedish.' },
    EN: { description: 'English.' },
  } satisfies Record<Language, { description: string }>,
})

const masterIdKinds = ['BUREAU', 'GROUP', 'OTHER'] as const
export type MasterIdKind = (typeof masterIdKinds)[number]
export const MasterIdKindEnum = words(masterIdKinds)
registerEnumType(MasterIdKindEnum, {
  name: 'MasterIdKind',
  description: 'What kind of organisation a Master-ID belongs to.',
  valuesConfig: {
    BUREAU: { description: 'An accounting bureau, for its client companies.' },
    GROUP: { description: 'A group parent, for its subsidiaries.' },
    OTHER: { description: 'Another body that manages the collection of many companies.' },
  } satisfies Record<MasterIdKind, { description: string }>,
})
