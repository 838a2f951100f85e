import { audit } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import { money, sum } from '../../kernel/money.ts'
import { err, NotFound, NotSignedIn, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope, UserScope } from '../../kernel/scope.ts'
import { existingInvoices, selectedInvoices } from '../../ledger/invoice/invoiceSelection.ts'
import type { InvoiceForSend } from '../../ledger/invoice/serviceLink.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { activationState } from '../activation/activation.store.ts'
import { priceLists } from '../activation/priceList.store.ts'
import { type PriceList, priceListOn, transferFee } from '../activation/priceList.ts'
import { insertItems, insertSend, lockSendKey, type MadeSend, type NewItem, type NewSend } from './send.store.ts'
import { AT_ONCE_LIMIT, isUsableKey, requestDigest, SEND_LIMIT, type SendRequest } from './send.ts'
import { handOver, judgeLocked } from './sendBatch.ts'
import { judgeAll } from './sendCheck.ts'
import { notActive } from './sendRefusals.ts'
import { enqueueSend } from './sendWork.ts'

/** What a request to send came to. */
export interface SendOutcome {
  readonly companyId: bigint
  readonly sendId: bigint
  /** The same request was made before; this is what it made then. */
  readonly repeated: boolean
  /** NOTHING_TO_SEND: every invoice was refused. The send and its reasons are kept all the same. */
  readonly error: UserError | null
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
   * Answers per invoice: sent, or refused with a reason; a long send answers at once and works on by itself. Errors:
   * TOO_MANY, SELECTION_CHANGED, NOTHING_TO_SEND (no invoice named, or none left), IDEMPOTENCY_KEY_INVALID, KEY_REUSED,
   * SERVICE_NOT_ACTIVE. Throws NotAllowed without the right, NotFound for an invoice that is not the company's.
   */
  async send(scope: Scope, request: SendRequest): Promise<Result<SendOutcome>> {
    const problem = problemOf(request)
    if (problem) return err(problem)
    const { companyId } = request
    return this.#database.write(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, RIGHTS[request.kind])
      if (scope.kind !== 'user') throw new NotSignedIn()
      const made = await lockSendKey(unit, companyId, request.idempotencyKey)
      if (made) return repeat(request, made)
      const state = await activationState(unit, companyId, scope.today)
      if (state !== 'ACTIVE') return err(notActive(state))
      const selected = await chosenInvoices(unit, scope, request)
      if (!selected.ok) return selected
      const ids = selected.value
      const isLong = request.inBackground === true || ids.length > AT_ONCE_LIMIT
      const outcome = await (isLong ? beginSend : makeSend)(unit, scope, request, ids)
      await audit(unit, scope, companyId, {
        action: `SENT_TO_${request.kind}`,
        subject: { type: 'Send', id: outcome.sendId },
        after: { invoices: String(ids.length) },
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

function repeat(request: SendRequest, made: MadeSend): Result<SendOutcome> {
  if (!made.digest.equals(requestDigest(request))) {
    const message = 'Another request was made with this idempotency key. Use a new key for a new send.'
    return err({ code: 'KEY_REUSED', message, field: 'input.idempotencyKey' })
  }
  const error = made.sentCount === 0 && made.state === 'DONE' ? NOTHING_TO_SEND : null
  return ok({ companyId: request.companyId, sendId: made.id, repeated: true, error })
}

/** The invoices of the send, each once, and never none. */
async function chosenInvoices(unit: Unit, scope: UserScope, request: SendRequest): Promise<Result<bigint[]>> {
  const { companyId, kind, selection, leaveOutProblems } = request
  const selected = await selectedInvoices(unit, companyId, selection, scope.today, SEND_LIMIT)
  if (!selected.ok) return selected
  if (selected.value.length === 0) return err(NONE_NAMED)
  if (!leaveOutProblems) return selected
  const judged = await judgeAll(unit, { companyId, kind, on: scope.today }, selected.value)
  if (judged.length < selected.value.length) throw new NotFound('An invoice to send does not exist in this company.')
  const ids = judged.filter(({ problems }) => problems.length === 0).map(({ invoice }) => invoice.id)
  return ids.length === 0 ? err(NOTHING_TO_SEND) : ok(ids)
}

/** Hands all over in this transaction. */
async function makeSend(
  unit: Unit,
  scope: UserScope,
  request: SendRequest,
  ids: readonly bigint[],
): Promise<SendOutcome> {
  const { companyId, kind, afterReminder } = request
  const judged = await judgeLocked(unit, { companyId, kind, on: scope.today }, ids)
  const sendable = judged.filter(({ problems }) => problems.length === 0).map(({ invoice }) => invoice)
  const send = await newSend(unit, scope, request, sendable, judged.length - sendable.length)
  const sendId = await insertSend(unit, send)
  const facts = { companyId, sendId, kind, afterReminder, on: scope.today, at: scope.now }
  const assignmentIds = await handOver(unit, facts, sendable)
  const items = judged.map(
    ({ invoice, problems }): NewItem => ({
      invoiceId: invoice.id,
      assignmentId: assignmentIds.get(invoice.id) ?? null,
      refusal: problems[0] ?? null,
    }),
  )
  await insertItems(unit, companyId, sendId, items)
  return { companyId, sendId, repeated: false, error: sendable.length === 0 ? NOTHING_TO_SEND : null }
}

/** Writes down what was asked for; a job does the rest. */
async function beginSend(
  unit: Unit,
  scope: UserScope,
  request: SendRequest,
  ids: readonly bigint[],
): Promise<SendOutcome> {
  const { companyId } = request
  if ((await existingInvoices(unit, companyId, ids)) < ids.length) {
    throw new NotFound('An invoice to send does not exist in this company.')
  }
  const send = await newSend(unit, scope, request, [], 0)
  const sendId = await insertSend(unit, { ...send, state: 'SENDING', askedCount: ids.length })
  const items = ids.map((invoiceId): NewItem => ({ invoiceId, assignmentId: null, refusal: null }))
  await insertItems(unit, companyId, sendId, items)
  await enqueueSend(unit, companyId, sendId)
  return { companyId, sendId, repeated: false, error: null }
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
    state: 'DONE',
    askedCount: null,
  }
}
