import { randomUUID } from 'node:crypto'
import { audit } from '../access/audit.ts'
import { requireRight } from '../access/rights.ts'
import { money, sum } from '../kernel/money.ts'
import { err, NotFound, NotSignedIn, ok, type Result, type UserError } from '../kernel/result.ts'
import type { Scope, UserScope } from '../kernel/scope.ts'
import { selectedInvoices } from '../ledger/invoiceSelection.ts'
import { enterService, type InvoiceForSend, invoicesForSend } from '../ledger/serviceLink.ts'
import type { Database } from '../platform/database/database.ts'
import type { Unit } from '../platform/database/unit.ts'
import { allByKey } from '../platform/graphql/loader.ts'
import { activationState } from './activation.store.ts'
import { costFacts, markCostsSent, waitingCosts } from './cost.store.ts'
import { refusals } from './eligibility.ts'
import { materialOf } from './material.ts'
import { enqueueDelivery, envelope, insertMessages } from './outbox.ts'
import { priceLists } from './priceList.store.ts'
import { type PriceList, priceListOn, transferFee } from './priceList.ts'
import {
  creditorOf,
  insertAssignments,
  insertItems,
  insertSend,
  lockSendKey,
  type MadeSend,
  type NewAssignment,
  type NewItem,
  type NewSend,
  previousOf,
  serviceLettersOf,
} from './send.store.ts'
import { isUsableKey, requestDigest, type SendRequest } from './send.ts'
import { sendFacts } from './sendFacts.ts'

/** What a request to send came to. */
export interface SendOutcome {
  readonly companyId: bigint
  readonly sendId: bigint
  /** The same request was made before; this is what it made then. */
  readonly repeated: boolean
  /** NOTHING_TO_SEND: every invoice was refused. The send and its reasons are kept all the same. */
  readonly error: UserError | null
}

interface Judged {
  readonly invoice: InvoiceForSend
  readonly refusal: UserError | null
}

const RIGHTS = { REMINDER: 'SEND_REMINDER', COLLECTION: 'SEND_COLLECTION' } as const

const NOTHING_TO_SEND: UserError = {
  code: 'NOTHING_TO_SEND',
  message: 'None of the invoices can be sent. The reason stands at each.',
}

const NONE_NAMED: UserError = { code: 'NOTHING_TO_SEND', message: 'No invoice was named.', field: 'input.invoiceIds' }

/** Hands invoices over to the service: the material leaves with the transaction that records it, or not at all. */
export class SendService {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Answers per invoice: sent, or refused with a reason. Errors: TOO_MANY, SELECTION_CHANGED, NOTHING_TO_SEND (no
   * invoice named), IDEMPOTENCY_KEY_INVALID, KEY_REUSED, SERVICE_NOT_ACTIVE. Throws NotAllowed without the right, NotFound for an
   * invoice that is not the company's.
   */
  async send(scope: Scope, request: SendRequest): Promise<Result<SendOutcome>> {
    const problem = problemOf(request)
    if (problem) return err(problem)
    return this.#database.write(scope, request.companyId, async (unit) => {
      await requireRight(unit, scope, request.companyId, RIGHTS[request.kind])
      if (scope.kind !== 'user') throw new NotSignedIn()
      const made = await lockSendKey(unit, request.companyId, request.idempotencyKey)
      if (made) return repeat(request, made)
      const state = await activationState(unit, request.companyId, scope.today)
      if (state !== 'ACTIVE') return err(notActive(state))
      const selected = await selectedInvoices(unit, request.companyId, request.selection, scope.today)
      if (!selected.ok) return selected
      if (selected.value.length === 0) return err(NONE_NAMED)
      const outcome = await makeSend(unit, scope, request, selected.value)
      await audit(unit, scope, request.companyId, {
        action: `SENT_TO_${request.kind}`,
        subject: { type: 'Send', id: outcome.sendId },
        after: { invoices: String(selected.value.length) },
      })
      return ok(outcome)
    })
  }
}

function problemOf(request: SendRequest): UserError | null {
  if (isUsableKey(request.idempotencyKey)) return null
  const message = 'The idempotency key is 1 to 200 characters, not blank.'
  return { code: 'IDEMPOTENCY_KEY_INVALID', message, field: 'input.idempotencyKey' }
}

function notActive(state: string): UserError {
  const word = state.toLowerCase().replaceAll('_', ' ')
  return {
    code: 'SERVICE_NOT_ACTIVE',
    message: `The service is not in use in this company (${word}). Take it into use first.`,
  }
}

function repeat(request: SendRequest, made: MadeSend): Result<SendOutcome> {
  if (!made.digest.equals(requestDigest(request))) {
    const message = 'Another request was made with this idempotency key. Use a new key for a new send.'
    return err({ code: 'KEY_REUSED', message, field: 'input.idempotencyKey' })
  }
  const error = made.sentCount === 0 ? NOTHING_TO_SEND : null
  return ok({ companyId: request.companyId, sendId: made.id, repeated: true, error })
}

async function makeSend(
  unit: Unit,
  scope: UserScope,
  request: SendRequest,
  ids: readonly bigint[],
): Promise<SendOutcome> {
  const { companyId } = request
  const judged = await judge(unit, scope, request, ids)
  const sendable = judged.filter(({ refusal }) => refusal === null).map(({ invoice }) => invoice)
  const send = await newSend(unit, scope, request, sendable, judged.length - sendable.length)
  const sendId = await insertSend(unit, send)
  const assignmentIds = await handOver(unit, send, sendId, sendable)
  const items = judged.map(
    ({ invoice, refusal }): NewItem => ({
      invoiceId: invoice.id,
      assignmentId: assignmentIds.get(invoice.id) ?? null,
      refusal,
    }),
  )
  await insertItems(unit, companyId, sendId, items)
  return { companyId, sendId, repeated: false, error: sendable.length === 0 ? NOTHING_TO_SEND : null }
}

/** Every invoice asked for, locked, with the first reason against sending it. */
async function judge(unit: Unit, scope: UserScope, request: SendRequest, ids: readonly bigint[]): Promise<Judged[]> {
  const invoices = await invoicesForSend(unit, request.companyId, ids, scope.today)
  if (invoices.length < ids.length) throw new NotFound('An invoice to send does not exist in this company.')
  const keys = invoices.map(({ companyId, id }) => ({ companyId, id }))
  const letters = allByKey(ids, await serviceLettersOf(unit, keys), (letter) => letter.invoiceId)
  const costs = await costFacts(
    unit,
    ids.map((id) => ({ companyId: request.companyId, id })),
  )
  const byId = new Map(invoices.map((invoice) => [invoice.id, invoice]))
  return ids.map((id, index) => {
    const invoice = byId.get(id) as InvoiceForSend
    const [first] = refusals(request.kind, sendFacts(invoice, letters[index] ?? [], costs[index]), scope.today)
    return { invoice, refusal: first ?? null }
  })
}

async function newSend(
  unit: Unit,
  scope: UserScope,
  request: SendRequest,
  sendable: readonly InvoiceForSend[],
  refusedCount: number,
): Promise<NewSend> {
  const list: PriceList | undefined = priceListOn(await priceLists(unit), scope.today)
  if (!list) throw new Error(`No price list holds on ${scope.today}.`)
  return {
    request,
    digest: requestDigest(request),
    on: scope.today,
    at: scope.now,
    userId: scope.userId,
    priceListId: list.id,
    sentCount: sendable.length,
    refusedCount,
    principal: sum(sendable.map((invoice) => money(invoice.open, invoice.currency))),
    fee: transferFee(list, sendable.length),
  }
}

/** Opens the assignments and puts their material into the outbox. Returns their ids by invoice. */
async function handOver(
  unit: Unit,
  send: NewSend,
  sendId: bigint,
  sendable: readonly InvoiceForSend[],
): Promise<Map<bigint, bigint>> {
  if (sendable.length === 0) return new Map()
  const { companyId } = send.request
  const invoiceIds = sendable.map((invoice) => invoice.id)
  const creditor = await creditorOf(unit, companyId)
  const previous = new Map((await previousOf(unit, companyId, invoiceIds)).map((row) => [row.invoiceId, row]))
  const assignments = sendable.map((invoice): NewAssignment => {
    return { uid: randomUUID(), invoice, previousId: previous.get(invoice.id)?.id ?? null }
  })
  const ids = await insertAssignments(unit, send, sendId, assignments)
  const costs = await waitingCosts(
    unit,
    invoiceIds.map((id) => ({ companyId, id })),
  )
  const messages = assignments.map(({ uid, invoice }) => {
    const own = costs.filter((cost) => cost.invoiceId === invoice.id)
    const body = materialOf(send.request, creditor, invoice, previous.get(invoice.id)?.uid ?? null, own)
    return envelope({ uid, sequence: 1, businessId: creditor.businessId }, { kind: 'MATERIAL', body }, send.at)
  })
  await insertMessages(unit, companyId, messages, send.at)
  const withAssignment = costs.map((cost) => ({ ...cost, assignmentId: ids.get(cost.invoiceId) as bigint }))
  await markCostsSent(unit, companyId, withAssignment)
  await enqueueDelivery(unit, companyId)
  await enterService(unit, companyId, invoiceIds, send.on, send.at)
  return ids
}
