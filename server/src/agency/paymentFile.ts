import { randomBytes } from 'node:crypto'
import { auditStaff } from '../access/staffAudit.ts'
import type { CreditTransfer } from '../exchange/payment/creditTransfers.ts'
import { writeCreditTransfers } from '../exchange/payment/creditTransfers.ts'
import { nextBankingDay } from '../kernel/bankingDay.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { formatDecimal, money } from '../kernel/money.ts'
import { NotFound } from '../kernel/result.ts'
import type { Scope } from '../kernel/scope.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { Page } from '../platform/graphql/paging.ts'
import type { PaymentFile, PendingTransfer } from './paymentFile.store.ts'
import {
  insertPaymentFile,
  insertTransfers,
  listPaymentFiles,
  lockPaymentFiles,
  markSent,
  paymentFileContent,
  paymentFileOf,
  pendingTransfers,
} from './paymentFile.store.ts'
import { staffActor, staffReader } from './staff.ts'

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
      for (const transfer of await pendingTransfers(unit)) {
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

  /** Staff only. Remembers that the file has gone to the bank, and who sent it first. Throws NotFound. */
  markSent(scope: Scope, id: bigint): Promise<PaymentFile> {
    return this.#database.agency(staffActor(scope), async (unit) => {
      const isFirst = await markSent(unit, id, this.#clock.now())
      const file = await paymentFileOf(unit, id)
      if (!file) throw new NotFound('There is no such payment file.')
      if (isFirst) await auditStaff(unit, scope, { action: 'PAYMENT_FILE_SENT', ...ofFile(file) })
      return file
    })
  }
}

function ofFile({ id, messageId, executeOn, transfers, amount, currency }: PaymentFile) {
  const sum = `${formatDecimal(money(amount, currency))} ${currency}`
  return {
    subject: { type: 'PaymentFile', id, name: messageId },
    after: { amount: sum, transfers: String(transfers), executeOn },
  }
}

function transferOf(pending: PendingTransfer): CreditTransfer {
  const { amount, toName, toIban, reference, message, payoutId, settlementId, line } = pending
  const endToEndId = payoutId === null ? `S${settlementId}-${line}` : `P${payoutId}`
  return { endToEndId, amount, payee: toName, iban: toIban, reference, message }
}
