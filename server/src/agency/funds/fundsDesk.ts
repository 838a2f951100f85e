import { type AuditAction, auditAmount, changeOf } from '../../access/audit.ts'
import { auditStaff } from '../../access/staffAudit.ts'
import { parseIban } from '../../kernel/iban.ts'
import { parseReference } from '../../kernel/referenceNumber.ts'
import type { Result, UserError } from '../../kernel/result.ts'
import { err, NotFound, ok } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import { lockBook } from '../case/book.store.ts'
import { type StatedBalance, statedBalances } from '../case/statedBalance.ts'
import { staffReader } from '../staff.ts'
import { payByReference } from './accountPayment.ts'
import { setState } from './clientFunds.store.ts'
import { allocateTo } from './clientFunds.ts'
import type { ClientFundsStanding } from './fundsCheck.ts'
import { clientFundsCheck, lastFundsCheck } from './fundsCheck.ts'
import type { FundsFilter, FundsTransaction, MatchCandidate, Payout } from './fundsDesk.store.ts'
import { assignmentIn, findCandidates, insertPayout, listTransactions } from './fundsDesk.store.ts'
import { decideTransaction, subjectOf } from './transactionDecision.ts'

/** Where money is to go back to. What is left out is taken from the payment itself. */
export interface PayBack {
  readonly transactionId: bigint
  readonly name: string | null
  readonly iban: string | null
}

export interface FundsProof {
  readonly standings: readonly ClientFundsStanding[]
  readonly checkedAt: Date | null
  readonly stated: readonly StatedBalance[]
}

/** What staff do with client funds that no rule places. Every act is in the name of who did it. */
export class FundsDesk {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Staff only. Newest first. */
  transactions(scope: Scope, filter: FundsFilter, page: Page): Promise<FundsTransaction[]> {
    return this.#database.agency(staffReader(scope), (unit) => listTransactions(unit, filter, page))
  }

  /** Staff only. What client funds owe to whom, and whether it is what there is. */
  proof(scope: Scope): Promise<FundsProof> {
    return this.#database.agency(staffReader(scope), async (unit) => ({
      standings: await clientFundsCheck(unit),
      checkedAt: await lastFundsCheck(unit),
      stated: await statedBalances(unit),
    }))
  }

  /** Staff only. Assignments that a payment may belong to. */
  candidates(scope: Scope, text: string): Promise<MatchCandidate[]> {
    return this.#database.agency(staffReader(scope), (unit) => findCandidates(unit, text.trim(), null))
  }

  /**
   * Staff only. Puts a payment that no reference placed on an assignment, as if it had come with its reference. Throws
   * NotFound. Errors: NOT_UNMATCHED, CURRENCY_DIFFERS.
   */
  match(scope: Scope, id: bigint, assignment: { companyId: bigint; id: bigint }): Promise<Result<FundsTransaction>> {
    return this.#decide(scope, id, 'CLIENT_FUNDS_MATCHED', async (unit, transaction) => {
      if (transaction.state !== 'UNMATCHED' || transaction.amount <= 0n) return notUnmatched()
      const book = await lockBook(unit, assignment.companyId, assignment.id)
      if (!book || book.assignment.closeReason === 'REFUSED') throw new NotFound('There is no such assignment.')
      if (book.assignment.currency !== transaction.currency) {
        return { code: 'CURRENCY_DIFFERS', message: 'The payment and the assignment are in different currencies.' }
      }
      await allocateTo(unit, book, { id, amount: transaction.amount, on: transaction.bookedOn }, this.#clock.now())
      await setState(unit, id, 'ALLOCATED')
      return undefined
    })
  }

  /**
   * Staff only. Puts a payment that no reference placed on the claim or invoice that a creditor meant, by its reference.
   * Throws NotFound. Errors: NOT_UNMATCHED, NOTHING_FITS.
   */
  placeOnAccount(scope: Scope, id: bigint, reference: string): Promise<Result<FundsTransaction>> {
    return this.#decide(scope, id, 'CLIENT_FUNDS_MATCHED', async (unit, transaction) => {
      if (transaction.state !== 'UNMATCHED' || transaction.amount <= 0n) return notUnmatched()
      const { iban, amount, currency, bookedOn } = transaction
      const money = { transactionId: id, iban, amount, currency, on: bookedOn }
      const known = parseReference(reference)
      const isPlaced = known !== undefined && (await payByReference(unit, known, money, this.#clock.now()))
      if (!isPlaced) {
        const message = 'No claim or invoice with that reference is open for so much.'
        return { code: 'NOTHING_FITS', message, field: 'reference' }
      }
      await setState(unit, id, 'ALLOCATED')
      return undefined
    })
  }

  /**
   * Staff only. Gives back to the debtor what was paid above the debt; it leaves with the next payment file. Throws
   * NotFound. Errors: NOTHING_TO_REFUND, IBAN_INVALID, NAME_NEEDED.
   */
  refund(scope: Scope, { transactionId, name, iban }: PayBack): Promise<Result<FundsTransaction>> {
    return this.#decide(scope, transactionId, 'DEBTOR_REFUNDED', async (unit, transaction) => {
      if (transaction.refundable <= 0n) {
        return { code: 'NOTHING_TO_REFUND', message: 'Nothing of the payment is above what was owed.' }
      }
      const to = receiver(transaction, name, iban)
      if (!to.ok) return to.error
      const [first] = transaction.allocations
      const message = `Palautus, lasku ${first?.invoiceNumber ?? ''}`.trim()
      await this.#payOut(unit, transaction, { ...to.value, kind: 'REFUND', amount: transaction.refundable, message })
      return undefined
    })
  }

  /**
   * Staff only. Sends a payment that belongs to nobody back to its payer with the next payment file. Throws NotFound.
   * Errors: NOT_UNMATCHED, IBAN_INVALID, NAME_NEEDED.
   */
  return(scope: Scope, { transactionId, name, iban }: PayBack): Promise<Result<FundsTransaction>> {
    return this.#decide(scope, transactionId, 'CLIENT_FUNDS_RETURNED', async (unit, transaction) => {
      if (transaction.state !== 'UNMATCHED' || transaction.amount <= 0n) return notUnmatched()
      const to = receiver(transaction, name, iban)
      if (!to.ok) return to.error
      const message = `Palautus, tuntematon maksu ${transaction.bookedOn}`
      await this.#payOut(unit, transaction, { ...to.value, kind: 'RETURN', amount: transaction.amount, message })
      await setState(unit, transactionId, 'RETURNED')
      return undefined
    })
  }

  #payOut(unit: Unit, transaction: FundsTransaction, payout: Payout): Promise<void> {
    return insertPayout(unit, transaction, payout, this.#clock.now())
  }

  #decide(
    scope: Scope,
    id: bigint,
    action: AuditAction,
    act: (unit: Unit, transaction: FundsTransaction) => Promise<UserError | undefined>,
  ): Promise<Result<FundsTransaction>> {
    const audit = (unit: Unit, was: FundsTransaction, is: FundsTransaction) =>
      auditTransaction(unit, scope, action, was, is)
    return decideTransaction(this.#database, scope, { id, act, audit })
  }
}

/** Whose money it is stands on the transaction itself: the book of acts names neither payer nor account. */
async function auditTransaction(
  unit: Unit,
  scope: Scope,
  action: AuditAction,
  was: FundsTransaction,
  is: FundsTransaction,
): Promise<void> {
  const change = changeOf(valuesOf(was), valuesOf(is))
  await auditStaff(unit, scope, { action, subject: subjectOf(was), ...change, ...(await assignmentIn(unit, was.id)) })
}

function valuesOf({ state, refundable, currency, allocations }: FundsTransaction) {
  const invoices = allocations.map((one) => one.invoiceNumber).join(', ')
  return { state, refundable: auditAmount(refundable, currency), invoices: invoices || null }
}

function notUnmatched(): UserError {
  return { code: 'NOT_UNMATCHED', message: 'The payment has been placed or sent back already.' }
}

function receiver(
  { payerName, payerIban }: FundsTransaction,
  name: string | null,
  iban: string | null,
): Result<{ toName: string; toIban: string }> {
  const toIban = parseIban(iban ?? payerIban ?? '')
  if (!toIban) {
    return err({ code: 'IBAN_INVALID', message: 'Give the account that the money goes back to.', field: 'iban' })
  }
  const toName = (name ?? payerName ?? '').trim()
  if (toName === '') return err({ code: 'NAME_NEEDED', message: 'Give the name of the receiver.', field: 'name' })
  return ok({ toName, toIban })
}
