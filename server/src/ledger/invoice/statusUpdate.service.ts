import { audit } from '../../access/audit.ts'
import { requireRight } from '../../access/rights.ts'
import { requireUser } from '../../access/signedIn.ts'
import type { LetterChannel } from '../../exchange/messages/fromAgency.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { formatDecimal, money, parseDecimal } from '../../kernel/money.ts'
import { err, NotFound, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope, UserScope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { reminderCap } from '../../statute/costCaps.ts'
import { isLinked } from '../netvisor/netvisorLink.store.ts'
import { type Books, type Writing, writePayments } from '../payment/booking.ts'
import { readMaster } from '../payment/paymentSource.store.ts'
import type { StatusMaster } from '../payment/paymentSource.ts'
import {
  type CollectionStatus,
  type SentLetter,
  type StatusByHand,
  statusByHand,
  statusOn,
} from './collectionStatus.ts'
import { counterEntryOfLoss, creditLossOf } from './creditLoss.ts'
import {
  asOf,
  type LedgerInvoice,
  lockInvoices,
  type StatusDetail,
  writeAmountsAndStatus,
  writeHistory,
} from './invoice.store.ts'
import type { InvoiceSelection } from './invoiceSelection.ts'
import { eachInvoice, type InvoiceAnswer } from './manyInvoices.ts'
import { paidToService, type ServicePort } from './servicePort.ts'

export interface StatusChangeWish {
  readonly status: CollectionStatus
  readonly on: CalendarDate | null
  readonly letterChannel: LetterChannel | null
  /** Decimal text. */
  readonly letterCost: string | null
  readonly note: string | null
}

export interface StatusUpdateInput extends StatusChangeWish {
  readonly companyId: bigint
  readonly invoiceId: bigint
}

/** Changes the collection status of an invoice by hand (requirement R4). */
export class StatusUpdate {
  readonly #database: Database
  readonly #service: ServicePort

  constructor(database: Database, service: ServicePort) {
    this.#database = database
    this.#service = service
  }

  /**
   * Refused while the invoice is in the service, along a step that the ladder does not have, or without the letter's
   * day, channel and cost where the status says that one was sent. A credit loss writes off what is unpaid.
   */
  async update(scope: Scope, input: StatusUpdateInput): Promise<Result<bigint>> {
    const user = requireUser(scope)
    const { companyId, invoiceId } = input
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'UPDATE_STATUS')
      const [invoice] = await lockInvoices(unit, companyId, [invoiceId])
      if (!invoice) throw new NotFound('There is no such invoice.')
      const refusal = await changeOne(await this.#masteredBooks(unit, companyId, user), invoice, input)
      if (refusal) return err(refusal)
      await auditChange(unit, user, companyId, invoice, input)
      return ok(invoiceId)
    })
  }

  /**
   * The same for many, each answered for: one that is refused does not hold back the others. Refused as a whole:
   * NOTHING_SELECTED, TOO_MANY, SELECTION_CHANGED. Throws NotFound for an invoice that is not the company's.
   */
  async updateMany(
    scope: Scope,
    companyId: bigint,
    selection: InvoiceSelection,
    wish: StatusChangeWish,
  ): Promise<Result<InvoiceAnswer[]>> {
    const user = requireUser(scope)
    return this.#database.write<InvoiceAnswer[], UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'UPDATE_STATUS')
      const books = await this.#masteredBooks(unit, companyId, user)
      return eachInvoice(unit, companyId, selection, scope.today, async (invoice) => {
        const refusal = await changeOne(books, invoice, wish)
        if (!refusal) await auditChange(unit, user, companyId, invoice, wish)
        return refusal
      })
    })
  }

  async #masteredBooks(unit: Unit, companyId: bigint, { userId, now, today }: UserScope): Promise<MasteredBooks> {
    const master = await readMaster(unit, companyId)
    return { unit, companyId, userId, now, today, service: this.#service, master }
  }
}

interface MasteredBooks extends Books {
  /** Who says which status an invoice has while it is not in the service. */
  readonly master: StatusMaster
}

function auditChange(
  unit: Unit,
  user: UserScope,
  companyId: bigint,
  invoice: LedgerInvoice,
  { status, on, letterChannel, letterCost }: StatusChangeWish,
): Promise<void> {
  return audit(unit, user, companyId, {
    action: 'STATUS_CHANGED',
    subject: { type: 'SalesInvoice', id: invoice.id, name: invoice.number },
    before: { status: statusOn(invoice.status, invoice.overdueFrom, user.today) },
    after: {
      status,
      ...(on && { on }),
      ...(letterChannel && { letterChannel }),
      ...(letterCost && { letterCost: `${letterCost} ${invoice.currency}` }),
    },
  })
}

const LONGEST_NOTE = 1000

/** Changes a locked invoice, or says why not. */
async function changeOne(
  books: MasteredBooks,
  invoice: LedgerInvoice,
  wish: StatusChangeWish,
): Promise<UserError | null> {
  const cost = wish.letterCost === null ? null : parseDecimal(wish.letterCost, invoice.currency)
  if (cost === undefined)
    return { code: 'AMOUNT_INVALID', message: 'An amount has at most two decimals.', field: 'letterCost' }
  if ((wish.note ?? '').length > LONGEST_NOTE)
    return { code: 'NOTE_TOO_LONG', message: `A note has at most ${LONGEST_NOTE} characters.`, field: 'note' }
  const { unit, companyId, today, master } = books
  const isTheirs = !invoice.inService && master === 'NETVISOR'
  if (isTheirs && (await isLinked(unit, companyId, invoice.id))) return NETVISOR_MASTERS
  const status = statusOn(invoice.status, invoice.overdueFrom, today)
  const allowed = statusByHand({ ...invoice, status, today }, { ...wish, letterCost: cost?.minor ?? null })
  if (!allowed.ok) return allowed.error
  const { letter } = allowed.value
  const isLoss = wish.status === 'CREDIT_LOSS'
  const paid = letter || isLoss ? await paidToService(books, invoice, isLoss) : undefined
  if (paid) return paid
  const tooMuch = letter && letter.cost > 0n && (await aboveCap(unit, companyId, invoice, letter))
  if (tooMuch) return tooMuch
  await writeChange(books, invoice, wish, allowed.value)
  return null
}

/** 513/1999 10 a and 10 e §: what a reminder may cost the customer at most; more would also use up what later letters may cost. */
async function aboveCap(
  unit: Unit,
  companyId: bigint,
  { customerId, currency }: LedgerInvoice,
  { sentOn, cost }: SentLetter,
): Promise<UserError | undefined> {
  if (currency !== 'EUR') return undefined
  const parties = await unit.row<{ isConsumer: boolean; creditorMayDeductVat: boolean }>(
    `SELECT c.kind = 'CONSUMER' AS "isConsumer", o.may_deduct_vat AS "creditorMayDeductVat"
     FROM ledger.customer c JOIN access.company o ON o.company_id = c.company_id WHERE c.company_id = $1 AND c.id = $2`,
    [companyId, customerId],
    'ledger.partiesOfLetter',
  )
  if (!parties) throw new Error(`Customer ${customerId} of company ${companyId} is not readable in its own unit.`)
  const { isConsumer, creditorMayDeductVat } = parties
  const most = reminderCap({ regime: isConsumer ? 'CONSUMER' : 'OTHER', creditorMayDeductVat }, sentOn)
  if (!most || cost <= most.cap) return undefined
  const { cap, section } = most
  const message = `A reminder may cost ${isConsumer ? 'a consumer' : 'a business'} at most ${formatDecimal(money(cap))} EUR (${section}).`
  return { code: 'LETTER_COST_TOO_HIGH', message, field: 'letterCost' }
}

const NETVISOR_MASTERS: UserError = {
  code: 'STATUS_FROM_NETVISOR',
  message:
    'Netvisor masters the status of this invoice. Change it there, or choose Duetto as the master under Connections.',
  field: 'status',
}

async function writeChange(
  writing: Writing,
  invoice: LedgerInvoice,
  input: StatusChangeWish,
  change: StatusByHand,
): Promise<void> {
  const { unit, companyId, now, userId } = writing
  if (input.status === 'CREDIT_LOSS') {
    await writePayments(writing, [invoice], [creditLossOf(invoice, change.on)])
    return
  }
  if (invoice.status === 'CREDIT_LOSS') {
    const counterEntry = await counterEntryOfLoss(unit, companyId, invoice.id, change.on)
    if (!counterEntry) throw new Error(`Invoice ${invoice.id} is a credit loss without its entry.`)
    await writePayments(writing, [invoice], [counterEntry])
    return
  }
  const { status: from, late } = asOf(invoice, writing.today)
  const step = { invoiceId: invoice.id, from, to: input.status, on: change.on, reason: 'SET_BY_HAND' as const }
  await writeAmountsAndStatus(unit, companyId, [{ ...invoice, status: input.status }])
  await writeHistory(
    unit,
    companyId,
    [...late, { ...step, detail: detailOf(change, invoice, input.note) }],
    now,
    userId,
  )
}

function detailOf({ letter }: StatusByHand, invoice: LedgerInvoice, note: string | null): StatusDetail {
  const noted = note === null || note.trim() === '' ? {} : { note: note.trim() }
  if (!letter) return noted
  const letterCost = formatDecimal({ minor: letter.cost, currency: invoice.currency })
  return { ...noted, letterChannel: letter.channel, letterCost }
}
