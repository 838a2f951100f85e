import { requireRight } from '../access/rights.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { formatDecimal, parseDecimal } from '../kernel/money.ts'
import { err, NotFound, NotSignedIn, ok, type Result, type UserError } from '../kernel/result.ts'
import type { Scope } from '../kernel/scope.ts'
import type { Database } from '../platform/database/database.ts'
import { type Writing, writePayments } from './booking.ts'
import {
  type CollectionStatus,
  type LetterChannel,
  type StatusByHand,
  statusByHand,
  statusOn,
} from './collectionStatus.ts'
import { counterEntryOfLoss, creditLossOf } from './creditLoss.ts'
import {
  fellDueChange,
  type LedgerInvoice,
  lockInvoices,
  type StatusDetail,
  writeAmountsAndStatus,
  writeHistory,
} from './invoice.store.ts'

export interface StatusUpdateInput {
  readonly companyId: bigint
  readonly invoiceId: bigint
  readonly status: CollectionStatus
  readonly on: CalendarDate | null
  readonly letterChannel: LetterChannel | null
  /** Decimal text. */
  readonly letterCost: string | null
  readonly note: string | null
}

/** Changes the collection status of an invoice by hand (requirement R4). */
export class StatusUpdate {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Refused while the invoice is in the service, along a step that the ladder does not have, or without the letter's
   * day, channel and cost where the status says that one was sent. A credit loss writes off what is unpaid.
   */
  async update(scope: Scope, input: StatusUpdateInput): Promise<Result<bigint>> {
    if (scope.kind === 'anonymous') throw new NotSignedIn()
    const { companyId, invoiceId } = input
    return this.#database.write<bigint, UserError>(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'UPDATE_STATUS')
      const [invoice] = await lockInvoices(unit, companyId, [invoiceId])
      if (!invoice) throw new NotFound('There is no such invoice.')
      const cost = input.letterCost === null ? null : parseDecimal(input.letterCost, invoice.currency)
      if (cost === undefined)
        return err({ code: 'AMOUNT_INVALID', message: 'An amount has at most two decimals.', field: 'letterCost' })
      const { today, now, userId } = scope
      const status = statusOn(invoice.status, invoice.overdueFrom, today)
      const allowed = statusByHand({ ...invoice, status, today }, { ...input, letterCost: cost?.minor ?? null })
      if (!allowed.ok) return allowed
      const writing: Writing = { unit, companyId, userId, now, today }
      await writeChange(writing, invoice, input, allowed.value)
      return ok(invoiceId)
    })
  }
}

async function writeChange(
  writing: Writing,
  invoice: LedgerInvoice,
  input: StatusUpdateInput,
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
  const from = statusOn(invoice.status, invoice.overdueFrom, writing.today)
  const late = from === invoice.status ? [] : [fellDueChange(invoice.id, invoice.dueOn)]
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
