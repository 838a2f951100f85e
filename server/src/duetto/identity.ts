import { type CalendarDate, compareDates } from '../kernel/calendarDate.ts'
import { err, ok, type Result } from '../kernel/result.ts'

export const signingKinds = ['ALONE', 'TOGETHER', 'MANDATE'] as const
/** How the person who takes the service into use binds the company: by signing alone, with others, or by mandate. */
export type SigningKind = (typeof signingKinds)[number]

/** Who in the end owns or controls more than a quarter of the company (444/2017, 1:5 §). */
export interface BeneficialOwner {
  readonly name: string
  readonly bornOn: CalendarDate
  /** Citizenship, ISO 3166 alpha-2. */
  readonly country: string
}

/** What a company says of itself for the identity check (444/2017, 3:2, 3:3 and 3:13 §). */
export interface IdentityStatement {
  readonly signing: SigningKind
  /** Names of those with the right to sign. */
  readonly signatories: readonly string[]
  /** None: nobody owns more than a quarter; the board and the managing director count then. */
  readonly owners: readonly BeneficialOwner[]
  /** Whether any of them holds or has held an important public office, or is close to one who does. */
  readonly politicallyExposed: boolean
}

const MOST = 20
const LONGEST_NAME = 200
/** Nobody who lives was born before. */
const FIRST_BIRTH = '1900-01-01' as CalendarDate

/** The statement with its texts trimmed. Errors: SIGNATORY_MISSING, OWNER_INCOMPLETE. */
export function checkIdentity(statement: IdentityStatement, today: CalendarDate): Result<IdentityStatement> {
  const signatories = statement.signatories.map((name) => name.trim()).filter((name) => name !== '')
  if (signatories.length === 0 || signatories.length > MOST || signatories.some((name) => name.length > LONGEST_NAME)) {
    const message = `Name those with the right to sign, 1 to ${MOST}.`
    return err({ code: 'SIGNATORY_MISSING', message, field: 'input.identity.signatories' })
  }
  const owners = statement.owners.map((owner) => {
    return { ...owner, name: owner.name.trim(), country: owner.country.trim().toUpperCase() }
  })
  if (owners.length > MOST || !owners.every((owner) => isWhole(owner, today))) {
    const message = 'Give the name, the day of birth and the citizenship (two letters) of each owner.'
    return err({ code: 'OWNER_INCOMPLETE', message, field: 'input.identity.owners' })
  }
  return ok({ ...statement, signatories, owners })
}

function isWhole({ name, bornOn, country }: BeneficialOwner, today: CalendarDate): boolean {
  const born = compareDates(bornOn, FIRST_BIRTH) >= 0 && compareDates(bornOn, today) <= 0
  return name !== '' && name.length <= LONGEST_NAME && born && /^[A-Z]{2}$/.test(country)
}
