import { auditStaff } from '../../access/staffAudit.ts'
import { readBankFile } from '../../exchange/bank/read.ts'
import type { BankStatement, BankTransaction, StatementKind, StatementResult } from '../../exchange/bank/statement.ts'
import { DETECTION_BYTES, detectFormat } from '../../exchange/detect.ts'
import type { FormatRefusal } from '../../exchange/refusal.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { pay, reverse } from '../case/act.ts'
import type { Book } from '../case/assignment.ts'
import { lockBook } from '../case/book.store.ts'
import { sharesOf } from '../case/payment.ts'
import { recordAndTell } from '../case/record.ts'
import { keepBalances } from '../case/statedBalance.ts'
import { loadPractice } from '../practice.ts'
import { isFollowedBy } from '../road/apply.store.ts'
import { staffActor } from '../staff.ts'
import { isOwnAccount, payAccount, takeBackFromAccount, takeOwnPayment } from './accountPayment.ts'
import { addReports, type BankReportRead, BankReports } from './bankReport.ts'
import type { Allocation, TransactionState } from './clientFunds.store.ts'
import {
  assignmentOfReference,
  insertAllocation,
  insertTransaction,
  isClientAccount,
  lockClientAccount,
  markReversed,
  originalOf,
  setState,
  supersede,
  unplacedOriginal,
} from './clientFunds.store.ts'
import { isOutgoing, isReturn, type OutgoingOutcome, takeOutgoing, takeReturn } from './outgoing.ts'

export interface ClientFundsFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface ClientFundsImport {
  readonly allocated: number
  /** Also what a file of another kind has told before. */
  readonly alreadyThere: number
  /** Kept for staff: no assignment fits. */
  readonly unmatched: number
  /** Left the account as released payment files asked. */
  readonly paidOut: number
  /** Left it, or came back, without such a transfer: kept for staff. */
  readonly unexplained: number
  /** Transfers of ours that came back, and those that the bank refused. */
  readonly refused: number
  /** Transfers that the bank has told to be on their way. */
  readonly accepted: number
  readonly refusals: readonly FormatRefusal[]
}

type Outcome = 'ALREADY_THERE' | 'CAME_BACK' | OutgoingOutcome | TransactionState

interface Told extends BankTransaction {
  readonly kind: StatementKind
}

interface Readable {
  readonly transactions: readonly Told[]
  readonly refused: readonly FormatRefusal[]
  /** Of the agency's own account: only payments of its invoices are of interest. */
  readonly isOwn: boolean
  /** Of an account for client funds. */
  readonly statement?: BankStatement
}

/** Money on the agency's accounts for client funds (513/1999 11 §): what came in is put on the assignments. */
export class ClientFunds {
  readonly #database: Database
  readonly #clock: Clock
  readonly #reports: BankReports

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
    this.#reports = new BankReports(database, clock)
  }

  /**
   * Staff only. Bank files of the agency's accounts, each transaction once whatever file it comes in: those for client
   * funds, and its own, of which payments of its invoices are taken. Also the bank's reports on payment files (pain.002).
   */
  async importFiles(scope: Scope, files: readonly ClientFundsFile[]): Promise<ClientFundsImport> {
    const actor = staffActor(scope)
    const outcomes: Outcome[] = []
    const refusals: FormatRefusal[] = []
    let reports: BankReportRead | undefined
    for (const file of files) {
      if (detectFormat(file.bytes.subarray(0, DETECTION_BYTES)) === 'PAIN_002') {
        const read = await this.#reports.importFile(scope, file)
        reports = reports ? addReports(reports, read) : read
        continue
      }
      const before = outcomes.length
      for await (const read of readBankFile(file.bytes)) {
        const { transactions, refused, isOwn, statement } = await this.#readable(read)
        refusals.push(...refused)
        if (statement) await this.#database.agency(actor, (unit) => keepBalances(unit, statement, this.#clock.now()))
        for (const transaction of transactions) {
          const take = (unit: Unit) =>
            isOwn ? takeOwnPayment(unit, transaction, this.#clock.now()) : this.#take(unit, transaction)
          outcomes.push(await this.#database.agency(actor, take))
        }
      }
      const taken = outcomes.slice(before)
      await this.#database.agency(actor, (unit) => auditFile(unit, scope, file.name, taken))
    }
    const count = (...wanted: Outcome[]) => outcomes.filter((outcome) => wanted.includes(outcome)).length
    return {
      allocated: count('ALLOCATED', 'REVERSED'),
      alreadyThere: count('ALREADY_THERE', 'SUPERSEDED') + (reports?.alreadyThere ?? 0),
      unmatched: count('UNMATCHED'),
      paidOut: count('PAID'),
      unexplained: count('UNEXPLAINED'),
      refused: count('CAME_BACK') + (reports?.refused ?? 0),
      accepted: reports?.accepted ?? 0,
      refusals: [...refusals, ...(reports?.refusals ?? [])],
    }
  }

  async #readable(read: StatementResult): Promise<Readable> {
    if (!read.result.ok) return { transactions: [], refused: [read.result.error], isOwn: false }
    const statement = read.result.value
    const iban = statement.accountIban
    const [isClient, isOwn] = await this.#database.agency('system', async (unit) => [
      await isClientAccount(unit, iban),
      await isOwnAccount(unit, iban),
    ])
    if (!isClient && !isOwn) {
      const message = 'The account is not one of the agency.'
      const advice = "Send the files of the accounts for client funds and of the agency's own."
      return { transactions: [], refused: [{ code: 'ACCOUNT_UNKNOWN', message, line: read.line, advice }], isOwn }
    }
    // A sum of many payments is not a payment; its parts come in the notification, and money is counted once. What leaves
    // an account for client funds counts as the bank books it, also as the sum of a file.
    const isTaken = (one: BankTransaction) => one.detail === 'COMPLETE' || (isClient && isOutgoing(one))
    const sums = statement.transactions.filter((transaction) => !isTaken(transaction))
    const refused = sums.map(({ line, detail }): FormatRefusal => {
      const message = 'The entry holds several payments and does not tell them apart.'
      return { code: detail, message, line, advice: 'Send the camt.054 notification that lists them.' }
    })
    const transactions = statement.transactions.filter(isTaken)
    return {
      transactions: transactions.map((one) => ({ ...one, kind: statement.kind })),
      refused: [...statement.refusedEntries, ...refused],
      isOwn,
      ...(isClient ? { statement } : {}),
    }
  }

  async #take(unit: Unit, transaction: Told): Promise<Outcome> {
    await lockClientAccount(unit, transaction.accountIban)
    const id = await insertTransaction(unit, transaction, transaction.kind, this.#clock.now())
    if (id === undefined) return 'ALREADY_THERE'
    if (transaction.reference !== undefined && (await supersede(unit, id))) return 'SUPERSEDED'
    const outcome = await this.#place(unit, id, transaction)
    if (outcome === 'ALREADY_THERE' || outcome === 'SUPERSEDED') return outcome
    const isOut = outcome === 'PAID' || outcome === 'CAME_BACK' || outcome === 'UNEXPLAINED'
    await setState(unit, id, isOut ? 'OUTGOING' : outcome)
    return outcome
  }

  async #place(unit: Unit, id: bigint, transaction: BankTransaction): Promise<Outcome> {
    if (isOutgoing(transaction)) return takeOutgoing(unit, id, transaction)
    if (transaction.direction === 'DBIT') return this.#takeBack(unit, id, transaction)
    if (isReturn(transaction)) return takeReturn(unit, id, transaction)
    if (await payAccount(unit, id, transaction, this.#clock.now())) return 'ALLOCATED'
    const book = await bookOfReference(unit, transaction.reference)
    if (!book || book.assignment.currency !== transaction.amount.currency) return 'UNMATCHED'
    await allocateTo(unit, book, { id, amount: transaction.amount.minor, on: transaction.bookedOn }, this.#clock.now())
    return 'ALLOCATED'
  }

  /** The bank takes a payment back: everything that it did is undone. */
  async #takeBack(unit: Unit, id: bigint, transaction: BankTransaction): Promise<TransactionState> {
    if (await takeBackFromAccount(unit, id, transaction, this.#clock.now())) return 'REVERSED'
    const original = await originalOf(unit, transaction)
    const book = original && (await lockBook(unit, original.companyId, original.assignmentId))
    if (!original || !book) {
      const unplaced = await unplacedOriginal(unit, transaction)
      if (unplaced === undefined) return 'UNMATCHED'
      await markReversed(unit, unplaced)
      return 'REVERSED'
    }
    const practice = await loadPractice(unit)
    const amount = transaction.amount.minor
    const on = transaction.bookedOn
    const isFollowed = await isFollowedBy(unit, book.assignment)
    const reversal = { key: bankKey(original.id), amount, on, type: 'PAYMENT_TO_AGENCY', isFollowed } as const
    const draft = reverse(book, reversal, practice)
    const { creditor, agency, excess } = original
    const taken: Allocation = { creditor: -creditor, agency: -agency, excess: -excess }
    await recordAndTell(unit, book, [draft], this.#clock.now(), undefined, (eventId) =>
      insertAllocation(unit, book.assignment, id, eventId, taken),
    )
    await markReversed(unit, original.id)
    return 'REVERSED'
  }
}

/** What a file brought; a file that brought nothing new is an act too. */
function auditFile(unit: Unit, scope: Scope, file: string, taken: readonly Outcome[]): Promise<void> {
  const count = (...wanted: Outcome[]) => String(taken.filter((outcome) => wanted.includes(outcome)).length)
  const after = {
    file,
    allocated: count('ALLOCATED', 'REVERSED'),
    unmatched: count('UNMATCHED'),
    alreadyThere: count('ALREADY_THERE', 'SUPERSEDED'),
    paidOut: count('PAID'),
    unexplained: count('UNEXPLAINED'),
    refused: count('CAME_BACK'),
  }
  return auditStaff(unit, scope, { action: 'CLIENT_FUNDS_IMPORTED', after })
}

/** A payment that came in, in cents of the assignment's currency. */
export interface FundsPayment {
  readonly id: bigint
  readonly amount: bigint
  readonly on: CalendarDate
}

/** Puts a payment on an assignment as the law divides it, tells the creditor's side, and keeps whose the money is. */
export async function allocateTo(unit: Unit, book: Book, { id, amount, on }: FundsPayment, at: Date): Promise<void> {
  const payment = { kind: 'PAYMENT', amount, on, key: bankKey(id) } as const
  const { drafts, applied } = pay(book, payment, await loadPractice(unit))
  const shares = { ...sharesOf(applied.lines), excess: applied.excess }
  await recordAndTell(unit, book, drafts, at, undefined, (eventId) =>
    insertAllocation(unit, book.assignment, id, eventId, shares),
  )
}

function bankKey(id: bigint): string {
  return `bank ${id}`
}

async function bookOfReference(unit: Unit, reference: string | undefined): Promise<Book | undefined> {
  const found = reference === undefined ? undefined : await assignmentOfReference(unit, reference)
  return found && lockBook(unit, found.companyId, found.id)
}
