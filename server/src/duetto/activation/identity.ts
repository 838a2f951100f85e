import { addDays, type CalendarDate, compareDates, maxDate } from '../../kernel/calendarDate.ts'
import { err, ok, type Result } from '../../kernel/result.ts'

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
  /** What the company writes to the agency with it: what it has corrected, where a paper is found. */
  readonly explanation?: string | null
}

/** A statement that the agency has answered. */
export interface IdentityCheck {
  readonly statement: IdentityStatement & { readonly statedAt: Date }
  readonly approved: boolean
  readonly note: string | null
  readonly answeredAt: Date
}

/** So many rejections in so many days: after that the company waits. Each takes the time of a person of the staff. */
const REJECTIONS = { most: 3, days: 30 }

/** The first day on which a rejected company may state anew, by the days of its rejections, the newest first. */
export function stateAgainFrom(rejectedOn: readonly CalendarDate[], today: CalendarDate): CalendarDate {
  const oldest = rejectedOn[REJECTIONS.most - 1]
  return oldest === undefined ? today : maxDate(addDays(oldest, REJECTIONS.days), today)
}

/** Errors: IDENTITY_TOO_OFTEN, naming the day. */
export function mayStateAgain(rejectedOn: readonly CalendarDate[], today: CalendarDate): Result<null> {
  const from = stateAgainFrom(rejectedOn, today)
  if (from === today) return ok(null)
  const message = `The identity check failed ${REJECTIONS.most} times in ${REJECTIONS.days} days. State anew from ${from} on, or contact Duetto.`
  return err({ code: 'IDENTITY_TOO_OFTEN', message, values: { from } })
}

const MOST = 20
const LONGEST_NAME = 200
const LONGEST_EXPLANATION = 1_000
/** Nobody who lives was born before. */
const FIRST_BIRTH = '1900-01-01' as CalendarDate

/** The statement with its texts trimmed. Errors: SIGNATORY_MISSING, OWNER_INCOMPLETE, REASON_TOO_LONG. */
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
  const explanation = statement.explanation?.trim() || null
  if (explanation !== null && explanation.length > LONGEST_EXPLANATION) {
    const message = `At most ${LONGEST_EXPLANATION} characters of explanation.`
    return err({ code: 'REASON_TOO_LONG', message, field: 'input.identity.explanation' })
  }
  return ok({ ...statement, signatories, owners, explanation })
}

function isWhole({ name, bornOn, country }: BeneficialOwner, today: CalendarDate): boolean {
  const born = compareDates(bornOn, FIRST_BIRTH) >= 0 && compareDates(bornOn, today) <= 0
  return name !== '' && name.length <= LONGEST_NAME && born && /^[A-Z]{2}$/.test(country)
}
