import { isPersonalIdentityCode } from '../../exchange/identityCode.ts'
import { parseBusinessId } from '../../kernel/businessId.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { customerIdentity } from '../import/importPlan.ts'
import type { DebtorKind } from '../ledger.enums.ts'
import { type CardPart, type CustomerCard, checkedCard, fieldsOfPart, partsSet } from './customer.ts'

/** What another program says of a customer; what is undefined or null it does not say. */
export interface GivenCustomer {
  readonly name: string
  readonly businessId?: string | null
  readonly number?: string | null
  readonly kind?: DebtorKind | null
  readonly language?: CustomerCard['language'] | null
  readonly street?: string | null
  readonly postCode?: string | null
  readonly town?: string | null
  readonly country?: string | null
  readonly email?: string | null
  readonly phone?: string | null
  readonly collectionProhibited?: boolean | null
}

/** A card of the books. */
export interface KnownCard extends CustomerCard {
  readonly id: bigint
  readonly identity: string
  readonly kindAssumed: boolean
  /** What a person has set: other programs leave it. */
  readonly byHand: readonly CardPart[]
}

export type NewCard = CustomerCard & { readonly identity: string; readonly kindAssumed: boolean }

/** By what the customer is told apart, as imported invoices do it. */
export function identityOf({ name, businessId, number, postCode }: GivenCustomer): string {
  const known = businessId ? parseBusinessId(businessId) : undefined
  const identifier = number?.trim()
  const isUsable = identifier && !isPersonalIdentityCode(identifier)
  return customerIdentity({
    name,
    ...(known ? { businessId: known } : {}),
    ...(isUsable ? { identifier } : {}),
    ...(postCode ? { address: { street: [], postCode } } : {}),
  })
}

/** The card as it stands after what was given, or why that cannot be. */
export function upsertedCard(given: GivenCustomer, known: KnownCard | undefined): Result<NewCard> {
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value != null)) as Partial<CustomerCard>
  const before: CustomerCard = known ?? {
    ...EMPTY,
    name: given.name,
    kind: given.businessId ? 'BUSINESS' : 'CONSUMER',
  }
  const card = checkedCard({ ...before, ...said })
  if (!card.ok) return card
  const merged = known ? withoutParts(card.value, known, partsSet(said)) : card.value
  const kindAssumed = given.kind == null ? (known?.kindAssumed ?? !given.businessId) : false
  const isKindByHand = known?.byHand.includes('kind') === true
  return ok({
    ...picked(merged),
    identity: known?.identity ?? identityOf(given),
    kindAssumed: isKindByHand ? known.kindAssumed : kindAssumed,
  })
}

const EMPTY: Omit<CustomerCard, 'name' | 'kind'> = {
  businessId: null,
  language: 'fi',
  street: null,
  postCode: null,
  town: null,
  country: null,
  email: null,
  phone: null,
  collectionProhibited: false,
}

/** Of the parts that were given, those that a person has set stay as they are. */
function withoutParts(card: CustomerCard, known: KnownCard, given: readonly CardPart[]): CustomerCard {
  const kept = given.filter((part) => known.byHand.includes(part)).flatMap((part) => fieldsOfPart[part])
  return { ...card, ...Object.fromEntries(kept.map((field) => [field, known[field]])) }
}

/** The fields of a card alone. */
function picked(card: CustomerCard): CustomerCard {
  const { name, kind, businessId, language, street, postCode, town, country, email, phone, collectionProhibited } = card
  return { name, kind, businessId, language, street, postCode, town, country, email, phone, collectionProhibited }
}

export function isUnchanged(card: NewCard, known: KnownCard): boolean {
  const fields = [...Object.keys(picked(card)), 'kindAssumed'] as (keyof CustomerCard | 'kindAssumed')[]
  return fields.every((field) => card[field] === known[field])
}
