import type { StatementToWrite, TransactionToWrite } from '../exchange/bank/writeCamt.ts'
import { writeCamt } from '../exchange/bank/writeCamt.ts'
import { nextBankingDay } from '../kernel/bankingDay.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { money } from '../kernel/money.ts'

/** Money that comes to an account, or is taken back from it. */
export interface Move {
  readonly on: CalendarDate
  /** Cents, above zero. */
  readonly amount: bigint
  readonly reference: string | null
  readonly payerName: string
  readonly payerIban: string
  readonly message?: string
  /** The bank takes an earlier payment back. */
  readonly isTakenBack?: boolean
  /** Whom the account pays: then it is money that leaves. */
  readonly payee?: Payee
}

export interface Payee {
  readonly name: string
  readonly iban?: string
  /** The name of the payment, when one of ours asked for it. */
  readonly endToEndId?: string
}

/** An account as its bank sees it: what is on it, and what has not been told yet. */
export class BankBook {
  readonly #iban: string
  readonly #waiting: Move[] = []
  #balance: bigint
  #serial = 0
  #statement = 0

  constructor(iban: string, balance: bigint) {
    this.#iban = iban
    this.#balance = balance
  }

  /** Banks book on banking days. */
  add(move: Move): void {
    this.#waiting.push({ ...move, on: nextBankingDay(move.on) })
  }

  /** A statement of what was booked until the day and not told before; undefined when that is nothing. */
  statementUntil(day: CalendarDate): Buffer | undefined {
    const told = this.#waiting.filter((move) => move.on <= day).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    const [first] = told
    if (!first) return undefined
    this.#waiting.splice(0, this.#waiting.length, ...this.#waiting.filter((move) => move.on > day))
    const opening = this.#balance
    const transactions = told.map((move) => this.#transaction(move))
    this.#statement += 1
    return writeCamt(this.#statementOf(transactions, opening, first.on, day))
  }

  #statementOf(
    transactions: TransactionToWrite[],
    opening: bigint,
    from: CalendarDate,
    to: CalendarDate,
  ): StatementToWrite {
    const number = this.#statement.toString().padStart(4, '0')
    return {
      kind: '053',
      messageId: `${this.#iban.slice(-8)}${number}`,
      statementId: `${to.slice(0, 4)}-${number}`,
      createdAt: `${to}T06:00:00`,
      accountIban: this.#iban,
      currency: 'EUR',
      openingBalance: { amount: money(opening), date: from },
      closingBalance: { amount: money(this.#balance), date: to },
      transactions,
    }
  }

  #transaction(move: Move): TransactionToWrite {
    const { on, amount, reference, payerName, payerIban, message, isTakenBack = false, payee } = move
    const isOut = isTakenBack || payee !== undefined
    this.#serial += 1
    this.#balance += isOut ? -amount : amount
    return {
      archiveId: `${on.replaceAll('-', '')}999${this.#iban.slice(-6)}${this.#serial.toString().padStart(5, '0')}`,
      direction: isOut ? 'DBIT' : 'CRDT',
      reversal: isTakenBack,
      bookedOn: on,
      valueOn: on,
      amount: money(amount),
      payerName,
      payerIban,
      ...(reference === null ? {} : { rawReference: reference }),
      ...(message === undefined ? {} : { message }),
      ...(payee ? { payeeName: payee.name } : {}),
      ...(payee?.iban ? { payeeIban: payee.iban } : {}),
      ...(payee?.endToEndId ? { endToEndId: payee.endToEndId } : {}),
    }
  }
}
