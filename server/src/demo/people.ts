import { addMember, createCompany, createMasterId, createUser, grantRole, linkCompany } from '../access/provision.ts'
import type { Role } from '../kernel/permission.ts'
import type { StaffRole } from '../kernel/scope.ts'
import type { Database } from '../platform/database/database.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { DemoCompany } from './companies.ts'
import { BusinessIds, fakePhone } from './identifiers.ts'

/** The password of everybody in the demo: it is printed at the start and guards made-up data only. */
export const DEMO_PASSWORD = 'kuvitelma-2026-saga'

export type Part =
  | 'accountant'
  | 'officeAdministrator'
  | 'controller'
  | 'financeDirector'
  | 'companyAdministrator'
  | 'bookkeeper'
  | 'auditor'
  | 'handler'
  | 'supervisor'

export interface Person {
  readonly part: Part
  readonly name: string
  readonly email: string
  readonly language: 'fi' | 'sv' | 'en'
  readonly staffRole?: StaffRole
  /** What the person is in the demo, for the list of sign-ins. */
  readonly about: string
}

export const people: readonly Person[] = [
  {
    part: 'accountant',
    name: 'Anni Havukkala',
    email: 'anni@tilitupa.example',
    language: 'fi',
    about: 'accountant, Master-ID of the bureau',
  },
  {
    part: 'officeAdministrator',
    name: 'Mikael Ekudden',
    email: 'mikael@tilitupa.example',
    language: 'sv',
    about: 'office administrator of the bureau',
  },
  {
    part: 'controller',
    name: 'Hedvig Rönnvall',
    email: 'hedvig@kaukovirta.example',
    language: 'sv',
    about: 'group controller, Master-ID of the group',
  },
  {
    part: 'financeDirector',
    name: 'Torsten Almskog',
    email: 'torsten@kaukovirta.example',
    language: 'en',
    about: 'company administrator of the group',
  },
  {
    part: 'companyAdministrator',
    name: 'Lauri Petäjistö',
    email: 'lauri@yritys.example',
    language: 'fi',
    about: 'company administrator, may take the service into use',
  },
  {
    part: 'bookkeeper',
    name: 'Riikka Suovanen',
    email: 'riikka@yritys.example',
    language: 'fi',
    about: 'bookkeeper, may not take it into use',
  },
  {
    part: 'auditor',
    name: 'Nils Öhrskär',
    email: 'nils@revision.example',
    language: 'en',
    about: 'auditor, reads only',
  },
  {
    part: 'handler',
    name: 'Venla Korpijoki',
    email: 'venla@duetto.example',
    language: 'fi',
    staffRole: 'HANDLER',
    about: 'agency staff, handler',
  },
  {
    part: 'supervisor',
    name: 'Oskar Sjöstrand',
    email: 'oskar@duetto.example',
    language: 'sv',
    staffRole: 'SUPERVISOR',
    about: 'agency staff, supervisor',
  },
]

/** A company with its number in the database. */
export interface PlacedCompany extends DemoCompany {
  readonly companyId: bigint
}

export interface Cast {
  readonly companies: readonly PlacedCompany[]
  readonly users: ReadonlyMap<Part, bigint>
}

/** Sets up companies, people, roles and Master-IDs as the agency's staff would. `since` is when it all began. */
export function provide(database: Database, companies: readonly DemoCompany[], since: Date): Promise<Cast> {
  return database.agency('system', async (unit) => {
    const placed: PlacedCompany[] = []
    for (const company of companies)
      placed.push({ ...company, companyId: await createCompany(unit, detailsOf(company)) })
    const users = await createUsers(unit)
    await link(unit, placed, users, since)
    await giveRoles(unit, placed, users)
    return { companies: placed, users }
  })
}

function detailsOf({ businessId, name, street, postCode, town, email, phone }: DemoCompany) {
  return { businessId, name, street, postCode, town, email, phone }
}

async function createUsers(unit: Unit): Promise<Map<Part, bigint>> {
  const users = new Map<Part, bigint>()
  for (const [index, { part, name, email, language, staffRole }] of people.entries()) {
    const user = { name, email, language, password: DEMO_PASSWORD, phone: fakePhone(index + 1) }
    users.set(part, await createUser(unit, staffRole ? { ...user, staffRole } : user))
  }
  return users
}

function userOf(users: ReadonlyMap<Part, bigint>, part: Part): bigint {
  const id = users.get(part)
  if (id === undefined) throw new Error(`The demo has no ${part}.`)
  return id
}

async function link(
  unit: Unit,
  companies: readonly PlacedCompany[],
  users: ReadonlyMap<Part, bigint>,
  since: Date,
): Promise<void> {
  const businessIds = new BusinessIds(9_980_001)
  const bureau = await createMasterId(unit, {
    code: 'TILITUPA',
    name: 'Tilitoimisto Tilitupa Oy',
    businessId: businessIds.next(),
    kind: 'BUREAU',
  })
  const group = await createMasterId(unit, {
    code: 'KAUKOVIRTA',
    name: 'Kaukovirta Group Oyj',
    businessId: businessIds.next(),
    kind: 'GROUP',
  })
  await addMember(unit, bureau, userOf(users, 'accountant'))
  await addMember(unit, bureau, userOf(users, 'officeAdministrator'))
  await addMember(unit, group, userOf(users, 'controller'))
  for (const { companyId, house } of companies) {
    const masterId = house === 'BUREAU' ? bureau : group
    const mandate = house === 'BUREAU' ? 'Toimeksiantosopimus (esittely)' : 'Koncernavtal (demo)'
    await linkCompany(unit, { companyId, masterId, mandate, linkedAt: since })
  }
}

async function giveRoles(
  unit: Unit,
  companies: readonly PlacedCompany[],
  users: ReadonlyMap<Part, bigint>,
): Promise<void> {
  const bureau = companies.filter((company) => company.house === 'BUREAU')
  const waiting = bureau.filter((company) => company.joinsAfterMonths === null)
  const give = async (part: Part, role: Role, where: readonly PlacedCompany[]) => {
    for (const { companyId } of where) await grantRole(unit, companyId, userOf(users, part), role)
  }
  await give('officeAdministrator', 'OFFICE_ADMINISTRATOR', bureau)
  await give(
    'financeDirector',
    'COMPANY_ADMINISTRATOR',
    companies.filter((company) => company.house === 'GROUP'),
  )
  await give('companyAdministrator', 'COMPANY_ADMINISTRATOR', [...bureau.slice(0, 1), ...waiting])
  await give('bookkeeper', 'BOOKKEEPER', [...bureau.slice(0, 2), ...waiting])
  await give('auditor', 'AUDITOR', bureau.slice(0, 3))
}
