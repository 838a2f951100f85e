import { audit } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import { requireUser } from '../../access/signedIn.ts'
import type { FormatRefusal } from '../../exchange/refusal.ts'
import type { ListSeller } from '../../exchange/table/invoiceFields.ts'
import type { Right } from '../../kernel/permission.ts'
import { ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope, UserScope } from '../../kernel/scope.ts'
import { isStorable } from '../../kernel/storableText.ts'
import type { Database } from '../../platform/database/database.ts'
import { insertCards, lockCards, updateCards } from '../customer/customerUpsert.store.ts'
import {
  type GivenCustomer,
  identityOf,
  isUnchanged,
  type KnownCard,
  type NewCard,
  upsertedCard,
} from '../customer/customerUpsert.ts'
import { lockBooks } from '../invoice/invoice.store.ts'
import type { ServicePort } from '../invoice/servicePort.ts'
import type { BatchAnswer } from './importBatch.ts'
import { importDocuments } from './importDocuments.ts'
import { importPayments } from './importPayments.service.ts'
import type { GivenPayment } from './importPayments.ts'
import type { ReadDocument } from './importPlan.ts'
import { sellerOf } from './tableImport.service.ts'

/** What became of one invoice, credit note or payment of a list. */
export interface ItemAnswer {
  readonly outcome: 'IMPORTED' | 'ALREADY_THERE' | 'REFUSED'
  /** Of a credit note or payment the invoice that it lowers. */
  readonly invoiceId: bigint | null
  readonly paymentId: bigint | null
  readonly warnings: readonly UserError[]
  readonly refusal: FormatRefusal | null
}

export interface CustomerAnswer {
  readonly outcome: 'CREATED' | 'CHANGED' | 'UNCHANGED' | 'REFUSED'
  readonly customerId: bigint | null
  /** `field` is a field of the customer. */
  readonly refusal: UserError | null
}

/** What other programs bring by the API, many at once: each item by itself, none twice. */
export class ListedImport {
  readonly #database: Database
  readonly #service: ServicePort

  constructor(database: Database, service: ServicePort) {
    this.#database = database
    this.#service = service
  }

  /** Invoices or credit notes that `read` makes of the items. */
  async documents<Item>(
    anyone: Scope,
    companyId: bigint,
    items: readonly Item[],
    read: (item: Item, seller: ListSeller, index: number) => Result<ReadDocument, FormatRefusal>,
  ): Promise<ItemAnswer[]> {
    const scope = requireUser(anyone)
    const seller = await this.#database.read(scope, async (unit) => {
      await requireRight(unit, scope, companyId, 'IMPORT_INVOICES')
      return sellerOf(unit, companyId)
    })
    const results = items.map((item, index) => read(item, seller, index))
    const documents = results.flatMap((result) => (result.ok ? [result.value] : []))
    const parts = { database: this.#database, service: this.#service }
    const answers = await importDocuments(parts, scope, companyId, documents)
    return answersInOrder(results, answers.map(documentAnswer))
  }

  async payments(
    anyone: Scope,
    companyId: bigint,
    results: readonly Result<GivenPayment, FormatRefusal>[],
  ): Promise<ItemAnswer[]> {
    const scope = requireUser(anyone)
    await this.#require(scope, companyId, 'IMPORT_PAYMENTS')
    const payments = results.flatMap((result) => (result.ok ? [result.value] : []))
    const parts = { database: this.#database, service: this.#service }
    const answers = await importPayments(parts, scope, companyId, 'API', payments)
    const shown = answers.map(({ judged, invoiceId, paymentId }): ItemAnswer => {
      const refusal = 'refusal' in judged ? judged.refusal : null
      const outcome = judged.outcome === 'NEW' ? 'IMPORTED' : judged.outcome === 'DOUBLE' ? 'REFUSED' : judged.outcome
      return { outcome, invoiceId, paymentId, warnings: [], refusal }
    })
    return answersInOrder(results, shown)
  }

  /** Makes or changes customer cards in one transaction. What a person has set on a card stays. */
  async customers(anyone: Scope, companyId: bigint, given: readonly GivenCustomer[]): Promise<CustomerAnswer[]> {
    const scope = requireUser(anyone)
    const done = await this.#database.write(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'EDIT_CUSTOMERS')
      await lockBooks(unit, companyId)
      const known = await lockCards(unit, companyId, given.filter(isKeepable).map(identityOf))
      const plan = planCards(given, known)
      const made = await insertCards(unit, companyId, [...plan.created.values()])
      await updateCards(unit, companyId, [...plan.changed.values()])
      const count = made.size + plan.changed.size
      if (count > 0) {
        const after = { customers: String(count), source: 'API' }
        await audit(unit, scope, companyId, { action: 'CUSTOMER_CHANGED', after })
      }
      return ok(
        plan.answers.map(({ identity, ...answer }): CustomerAnswer => {
          const customerId =
            answer.outcome === 'REFUSED' ? null : (made.get(identity) ?? known.get(identity)?.id ?? null)
          return { ...answer, customerId }
        }),
      )
    })
    if (!done.ok) throw new Error('A list of customers is never refused as a whole.')
    return done.value
  }

  async #require(scope: UserScope, companyId: bigint, right: Right): Promise<void> {
    await this.#database.read(scope, (unit) => requireRight(unit, scope, companyId, right))
  }
}

function documentAnswer({ outcome, invoiceId, creditedId, warnings, refusal }: BatchAnswer): ItemAnswer {
  return { outcome, invoiceId: invoiceId ?? creditedId, paymentId: null, warnings, refusal }
}

/** What could not be read was refused already; the others' answers come in their order. */
function answersInOrder(
  results: readonly Result<unknown, FormatRefusal>[],
  answers: readonly ItemAnswer[],
): ItemAnswer[] {
  let next = 0
  return results.map((result) => {
    if (result.ok) return answers[next++] as ItemAnswer
    return { outcome: 'REFUSED', invoiceId: null, paymentId: null, warnings: [], refusal: result.error }
  })
}

interface CardPlan {
  readonly created: Map<string, NewCard>
  readonly changed: Map<string, NewCard>
  readonly answers: (Omit<CustomerAnswer, 'customerId'> & { readonly identity: string })[]
}

const GIVEN_TWICE: UserError = {
  code: 'CUSTOMER_TWICE',
  message: 'The list has this customer before already. Send each customer once.',
  field: 'name',
}

const NOT_STORABLE: UserError = {
  code: 'NOT_STORABLE',
  message: 'A text of the customer holds a character that cannot be stored.',
}

function isKeepable(customer: GivenCustomer): boolean {
  return Object.values(customer).every((value) => typeof value !== 'string' || isStorable(value))
}

function planCards(given: readonly GivenCustomer[], known: ReadonlyMap<string, KnownCard>): CardPlan {
  const plan: CardPlan = { created: new Map(), changed: new Map(), answers: [] }
  const seen = new Set<string>()
  for (const one of given) {
    const identity = identityOf(one)
    if (!isKeepable(one)) {
      plan.answers.push({ identity, outcome: 'REFUSED', refusal: NOT_STORABLE })
      continue
    }
    const before = known.get(identity)
    const card = upsertedCard(one, before)
    const refusal = card.ok ? (seen.has(identity) ? GIVEN_TWICE : null) : card.error
    if (refusal || !card.ok) {
      plan.answers.push({ identity, outcome: 'REFUSED', refusal })
      continue
    }
    seen.add(identity)
    const outcome = before ? (isUnchanged(card.value, before) ? 'UNCHANGED' : 'CHANGED') : 'CREATED'
    if (outcome === 'CREATED') plan.created.set(identity, card.value)
    if (outcome === 'CHANGED') plan.changed.set(identity, card.value)
    plan.answers.push({ identity, outcome, refusal: null })
  }
  return plan
}
