import { parseBusinessId } from '../../kernel/businessId.ts'
import { isEmailAddress } from '../../kernel/emailAddress.ts'
import { err, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { DebtorKind } from '../ledger.enums.ts'

/** What a customer card has, as a person edits it. */
export interface CustomerCard {
  readonly name: string
  readonly businessId: string | null
  readonly kind: DebtorKind
  readonly language: 'fi' | 'sv' | 'en'
  readonly street: string | null
  readonly postCode: string | null
  readonly town: string | null
  readonly country: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly collectionProhibited: boolean
}

/** What is kept apart from imports once a person has set it; the parts of an address go together. */
const cardParts = ['name', 'businessId', 'kind', 'language', 'address', 'email', 'phone'] as const
export type CardPart = (typeof cardParts)[number]

export const fieldsOfPart: Readonly<Record<CardPart, readonly (keyof CustomerCard)[]>> = {
  name: ['name'],
  businessId: ['businessId'],
  kind: ['kind'],
  language: ['language'],
  address: ['street', 'postCode', 'town', 'country'],
  email: ['email'],
  phone: ['phone'],
}

const LONGEST = 200

/** The parts that a person's change names. To name the kind is to say that it is known, whatever it was taken for. */
export function partsSet(change: Partial<CustomerCard>): CardPart[] {
  return cardParts.filter((part) => fieldsOfPart[part].some((field) => change[field] !== undefined))
}

/** The parts whose value is another than before. */
export function changedParts(before: CustomerCard, after: CustomerCard): CardPart[] {
  return cardParts.filter((part) => fieldsOfPart[part].some((field) => before[field] !== after[field]))
}

/** A card as it may be kept: texts trimmed, empty ones absent, identifiers in their one spelling. */
export function checkedCard(card: CustomerCard): Result<CustomerCard> {
  const tidy = {
    ...card,
    name: card.name.trim(),
    businessId: filled(card.businessId),
    street: filled(card.street),
    postCode: filled(card.postCode),
    town: filled(card.town),
    country: filled(card.country)?.toUpperCase() ?? null,
    email: filled(card.email),
    phone: filled(card.phone),
  }
  if (tidy.name === '') return refuse('NAME_MISSING', 'A customer has a name.', 'name')
  const long = Object.entries(tidy).find(([, value]) => typeof value === 'string' && value.length > LONGEST)
  if (long) return refuse('TOO_LONG', `This has at most ${LONGEST} characters.`, long[0])
  if (tidy.email !== null && !isEmailAddress(tidy.email)) return refuse('EMAIL_INVALID', NOT_AN_EMAIL, 'email')
  if (tidy.country !== null && !/^[A-Z]{2}$/.test(tidy.country))
    return refuse('COUNTRY_INVALID', 'A country is written with its two letters, for example FI.', 'country')
  const businessId = tidy.businessId === null ? null : parseBusinessId(tidy.businessId)
  if (businessId === undefined)
    return refuse('BUSINESS_ID_INVALID', 'The check digit of the business ID is wrong. Check it again.', 'businessId')
  return ok({ ...tidy, businessId })
}

export interface ContactCard {
  readonly name: string
  readonly phone: string | null
  readonly email: string | null
}

export function checkedContact(card: ContactCard): Result<ContactCard> {
  const tidy = { name: card.name.trim(), phone: filled(card.phone), email: filled(card.email) }
  if (tidy.name === '') return refuse('NAME_MISSING', 'A contact person has a name.', 'name')
  const long = Object.entries(tidy).find(([, value]) => value !== null && value.length > LONGEST)
  if (long) return refuse('TOO_LONG', `This has at most ${LONGEST} characters.`, long[0])
  if (tidy.email !== null && !isEmailAddress(tidy.email)) return refuse('EMAIL_INVALID', NOT_AN_EMAIL, 'email')
  return ok(tidy)
}

const NOT_AN_EMAIL = 'This is not an e-mail address.'

/** What a card may lack that will hurt collection. */
export const customerProblemCodes = [
  'ADDRESS_MISSING',
  'ADDRESS_INCOMPLETE',
  'CONTACT_MISSING',
  'CONSUMER_ASSUMED',
  'BUSINESS_ID_MISSING',
  'LANGUAGE_ASSUMED',
] as const
export type CustomerProblemCode = (typeof customerProblemCodes)[number]

export interface JudgedCard extends CustomerCard {
  readonly kindAssumed: boolean
  readonly languageAssumed: boolean
}

interface CardRule {
  readonly lacks: (card: JudgedCard) => boolean
  /** The same of a row of ledger.customer c. */
  readonly sql: string
  readonly message: string
  /** Where the card is mended. */
  readonly field: keyof CustomerCard
}

const hasAddress = ({ street, postCode, town }: CustomerCard) => Boolean(street && postCode && town)
const isMailable = ({ kind, email }: CustomerCard) => kind === 'BUSINESS' && Boolean(email)
const MAILABLE = "(c.kind = 'BUSINESS' AND c.email IS NOT NULL)"
const NO_ADDRESS = '(c.street IS NULL OR c.post_code IS NULL OR c.town IS NULL)'

const RULES: Readonly<Record<CustomerProblemCode, CardRule>> = {
  ADDRESS_MISSING: {
    // 513/1999 5 §: only a business is written to by e-mail without having agreed to it, and what does not reach a
    // consumer goes on paper.
    lacks: (card) => !hasAddress(card) && !isMailable(card),
    sql: `(NOT ${MAILABLE} AND ${NO_ADDRESS})`,
    message:
      'There is no whole postal address: no letter would arrive, for only a business gets e-mail alone. Complete it.',
    field: 'street',
  },
  ADDRESS_INCOMPLETE: {
    lacks: (card) => !hasAddress(card) && isMailable(card),
    sql: `(${MAILABLE} AND ${NO_ADDRESS})`,
    message: 'The postal address is not whole: letters can go by e-mail alone. Add street, post code and town.',
    field: 'street',
  },
  CONTACT_MISSING: {
    lacks: (card) => !card.phone && !card.email,
    sql: '(c.phone IS NULL AND c.email IS NULL)',
    message: 'There is neither a telephone number nor an e-mail address: nobody can ask about the debt. Add one.',
    field: 'phone',
  },
  CONSUMER_ASSUMED: {
    lacks: (card) => card.kind === 'CONSUMER' && card.kindAssumed,
    sql: "(c.kind = 'CONSUMER' AND c.kind_assumed)",
    message: 'Taken for a consumer, as no business ID is known. Say whether it is a consumer or a business.',
    field: 'kind',
  },
  BUSINESS_ID_MISSING: {
    lacks: (card) => card.kind === 'BUSINESS' && !card.businessId,
    sql: "(c.kind = 'BUSINESS' AND c.business_id IS NULL)",
    message: 'A business without its business ID cannot be told apart from others. Add it.',
    field: 'businessId',
  },
  LANGUAGE_ASSUMED: {
    lacks: (card) => card.languageAssumed,
    sql: 'c.language_assumed',
    message: 'No invoice says in which language the customer is written to; Finnish is taken. Choose the language.',
    field: 'language',
  },
}

/** What a card lacks that will hurt collection, each with what to do. */
export function customerProblems(card: JudgedCard): UserError[] {
  return customerProblemCodes
    .filter((code) => RULES[code].lacks(card))
    .map((code) => ({ code, message: RULES[code].message, field: RULES[code].field }))
}

/** Whether a row of ledger.customer c lacks one of these. */
export function customerLacksSql(codes: readonly CustomerProblemCode[] = customerProblemCodes): string {
  return `(${codes.map((code) => RULES[code].sql).join(' OR ')})`
}

function filled(text: string | null): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}

function refuse(code: string, message: string, field: string): { ok: false; error: UserError } {
  return err({ code, message, field: `input.${field}` })
}
