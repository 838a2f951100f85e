import { randomBytes } from 'node:crypto'
import { type AuditAction, auditAmount } from '../../access/audit.ts'
import { auditStaff } from '../../access/staffAudit.ts'
import type { CreditTransfer } from '../../exchange/payment/creditTransfers.ts'
import { writeCreditTransfers } from '../../exchange/payment/creditTransfers.ts'
import { nextBankingDay } from '../../kernel/bankingDay.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { parseIban } from '../../kernel/iban.ts'
import { err, NotFound, ok, type Result, type UserError } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import { staffActor, staffReader } from '../staff.ts'
import type { PaymentFile, PendingTransfer, TransferRefusal, TransferRow } from './paymentFile.store.ts'
import {
  endToEndIdOf,
  insertPaymentFile,
  insertTransfers,
  isPaid,
  listPaymentFiles,
  lockPaymentFile,
  lockPaymentFiles,
  markCancelled,
  markReleased,
  markSent,
  paymentFileContent,
  paymentFileOf,
  pendingTransfers,
  redirectTransfer,
  refuseTransfers,
  transfersOf,
} from './paymentFile.store.ts'

/** Who pays, as banks show it. */
const PAYER = 'Duetto'

/**
 * Files of transfers for the agency's bank. What is settled or given back goes into exactly one of them; its bytes are
 * kept, so that it can be fetched again after any failure and is still the same file to the bank.
 */
export class PaymentFiles {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Staff only. A file per account and currency of everything that waits; none when nothing does. */
  make(scope: Scope, executeOn: CalendarDate): Promise<PaymentFile[]> {
    return this.#database.agency(staffActor(scope), async (unit) => {
      await lockPaymentFiles(unit)
      const groups = new Map<string, PendingTransfer[]>()
      for (const transfer of await pendingTransfers(unit, scope.today)) {
        const key = `${transfer.fromIban} ${transfer.currency}`
        groups.set(key, [...(groups.get(key) ?? []), transfer])
      }
      const made: PaymentFile[] = []
      for (const transfers of groups.values()) made.push(await this.#write(unit, transfers, nextBankingDay(executeOn)))
      for (const file of made) await auditStaff(unit, scope, { action: 'PAYMENT_FILES_MADE', ...ofFile(file) })
      return made
    })
  }

  async #write(unit: Unit, transfers: readonly PendingTransfer[], executeOn: CalendarDate): Promise<PaymentFile> {
    const [first] = transfers
    if (!first) throw new Error('A payment file has transfers.')
    const now = this.#clock.now()
    const messageId = `DUETTO-${executeOn.replaceAll('-', '')}-${randomBytes(6).toString('hex').toUpperCase()}`
    const { fromIban, currency } = first
    const content = writeCreditTransfers({
      messageId,
      createdAt: now.toISOString(),
      executeOn,
      payer: PAYER,
      payerIban: fromIban,
      currency,
      transfers: transfers.map(transferOf),
    })
    const amount = transfers.reduce((sum, transfer) => sum + transfer.amount, 0n)
    const file = { messageId, executeOn, fromIban, currency, transfers: transfers.length, amount, content }
    const id = await insertPaymentFile(unit, file, now)
    await insertTransfers(unit, id, transfers)
    const stored = await paymentFileOf(unit, id)
    if (!stored) throw new Error('The payment file was not stored.')
    return stored
  }

  /** Staff only. Newest first. */
  list(scope: Scope, page: Page): Promise<PaymentFile[]> {
    return this.#database.agency(staffReader(scope), (unit) => listPaymentFiles(unit, page))
  }

  /** Staff only. The bytes, the same every time. */
  content(scope: Scope, messageId: string): Promise<Buffer | undefined> {
    return this.#database.agency(staffReader(scope), (unit) => paymentFileContent(unit, messageId))
  }

  /** Staff only. Throws NotFound. */
  find(scope: Scope, id: bigint): Promise<PaymentFile> {
    return this.#database.agency(staffReader(scope), async (unit) => {
      const file = await paymentFileOf(unit, id)
      if (!file) throw new NotFound('There is no such payment file.')
      return file
    })
  }

  /** Staff only. What a file holds, at most a thousand. */
  transfers(scope: Scope, id: bigint): Promise<TransferRow[]> {
    return this.#database.agency(staffReader(scope), (unit) => transfersOf(unit, id))
  }

  /**
   * Staff only. Lets a file go to the bank; not for who made it. Only then can it be fetched. Throws NotFound. Errors:
   * SAME_PERSON, ALREADY_DECIDED.
   */
  release(scope: Scope, id: bigint): Promise<Result<PaymentFile>> {
    return this.#decide(scope, id, 'PAYMENT_FILE_RELEASED', async (unit, file, userId) => {
      if (file.releasedAt || file.cancelledAt) return DECIDED
      if (file.madeBy === userId.toString()) {
        return { code: 'SAME_PERSON', message: 'Another of the staff than who made the file must let it go.' }
      }
      await markReleased(unit, id, this.#clock.now())
      return undefined
    })
  }

  /** Staff only. A file that shall not go: its transfers wait again. Errors: ALREADY_DECIDED when it has been let go. */
  cancel(scope: Scope, id: bigint): Promise<Result<PaymentFile>> {
    return this.#decide(scope, id, 'PAYMENT_FILE_CANCELLED', async (unit, file) => {
      if (file.releasedAt || file.cancelledAt) return DECIDED
      await markCancelled(unit, id, this.#clock.now())
      return undefined
    })
  }

  /**
   * Staff only. The bank has refused a transfer: its money is owed again and goes with a later file, to another account if
   * one is named. Throws NotFound. Errors: REASON_NEEDED, IBAN_INVALID, NOT_RELEASED, PAID_BY_BANK, ALREADY_DECIDED.
   */
  refuse(scope: Scope, given: TransferRefusal): Promise<Result<PaymentFile>> {
    const reason = given.reason.trim()
    const newIban = given.newIban === null ? null : parseIban(given.newIban)
    return this.#decide(scope, given.fileId, 'TRANSFER_REFUSED', async (unit, file) => {
      if (reason === '') return { code: 'REASON_NEEDED', message: "Give the bank's reason.", field: 'reason' }
      if (newIban === undefined) {
        return { code: 'IBAN_INVALID', message: 'The new account is no valid IBAN.', field: 'newIban' }
      }
      if (!file.releasedAt) return { code: 'NOT_RELEASED', message: 'The file has not gone to the bank.' }
      if ((await refuseTransfers(unit, [{ ...given, reason, newIban }])) === 1) return undefined
      return (await isPaid(unit, given.fileId, given.ordinal)) ? PAID : DECIDED
    })
  }

  /**
   * Staff only. Another account for a transfer that the bank refused and that has not gone again. Throws NotFound. Errors:
   * IBAN_INVALID, NOT_REFUSED.
   */
  redirect(scope: Scope, to: { fileId: bigint; ordinal: number; iban: string }): Promise<Result<PaymentFile>> {
    const newIban = parseIban(to.iban)
    return this.#decide(scope, to.fileId, 'TRANSFER_REDIRECTED', async (unit) => {
      if (!newIban) return { code: 'IBAN_INVALID', message: 'The new account is no valid IBAN.', field: 'iban' }
      if (await redirectTransfer(unit, { ...to, newIban })) return undefined
      return { code: 'NOT_REFUSED', message: 'The bank has not refused the transfer, or it has gone again already.' }
    })
  }

  #decide(
    scope: Scope,
    id: bigint,
    action: AuditAction,
    act: (unit: Unit, file: PaymentFile, userId: bigint) => Promise<UserError | undefined>,
  ): Promise<Result<PaymentFile>> {
    const actor = staffActor(scope)
    return this.#database.agency(actor, async (unit) => {
      await lockPaymentFile(unit, id)
      const file = await paymentFileOf(unit, id)
      if (!file) throw new NotFound('There is no such payment file.')
      const refusal = await act(unit, file, actor.userId)
      if (refusal) return err(refusal)
      await auditStaff(unit, scope, { action, ...ofFile(file) })
      return ok((await paymentFileOf(unit, id)) ?? file)
    })
  }

  /**
   * Staff only. Remembers that the file has gone to the bank, and who sent it first. Throws NotFound. Errors: NOT_RELEASED.
   */
  markSent(scope: Scope, id: bigint): Promise<Result<PaymentFile>> {
    return this.#database.agency(staffActor(scope), async (unit) => {
      const before = await paymentFileOf(unit, id)
      if (!before) throw new NotFound('There is no such payment file.')
      if (!before.releasedAt || before.cancelledAt) {
        return err({ code: 'NOT_RELEASED', message: 'Another of the staff has to let the file go first.' })
      }
      const isFirst = await markSent(unit, id, this.#clock.now())
      const file = await paymentFileOf(unit, id)
      if (!file) throw new NotFound('There is no such payment file.')
      if (isFirst) await auditStaff(unit, scope, { action: 'PAYMENT_FILE_SENT', ...ofFile(file) })
      return ok(file)
    })
  }
}

const PAID: UserError = { code: 'PAID_BY_BANK', message: 'The transfer has left the account: the bank has booked it.' }
const DECIDED: UserError = { code: 'ALREADY_DECIDED', message: 'It has been decided before.' }

/** A payment file as the book of acts names it. */
export function ofFile({ id, messageId, executeOn, transfers, amount, currency }: PaymentFile) {
  return {
    subject: { type: 'PaymentFile', id, name: messageId },
    after: { amount: auditAmount(amount, currency), transfers: String(transfers), executeOn },
  }
}

function transferOf(pending: PendingTransfer): CreditTransfer {
  const { amount, toName, toIban, reference, message } = pending
  return { endToEndId: endToEndIdOf(pending), amount, payee: toName, iban: toIban, reference, message }
}
