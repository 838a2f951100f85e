import { randomUUID } from 'node:crypto'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { makeReference } from '../../kernel/referenceNumber.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { amountOf } from '../amount.ts'
import { lockBook } from '../case/book.store.ts'
import { insertEvent } from '../case/record.ts'
import { insertAllocation } from '../funds/clientFunds.store.ts'
import { putAccountMessage } from '../road/accountMessage.ts'
import {
  type Claim,
  insertClaim,
  lockCreditor,
  type NetShare,
  netShares,
  nextReferenceBase,
  runningClaims,
  updateClaim,
} from './claim.store.ts'

interface Group {
  readonly iban: string
  readonly currency: string
  readonly shares: readonly NetShare[]
}

function grouped(shares: readonly NetShare[]): Group[] {
  const groups = new Map<string, NetShare[]>()
  for (const share of shares) {
    const key = `${share.clientIban} ${share.currency}`
    groups.set(key, [...(groups.get(key) ?? []), share])
  }
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    return first ? [{ iban: first.clientIban, currency: first.currency, shares: own }] : []
  })
}

/** What the creditor owes of a group: what it was paid too much, less what waits to be settled. Never below zero. */
function owedOf({ shares }: Group): bigint {
  const net = shares.reduce((sum, { amount }) => sum + amount, 0n)
  return net < 0n ? -net : 0n
}

/**
 * A payment that the bank took back after it was settled leaves the client funds short: the creditor owes them that
 * (513/1999 11 §). Raises, changes or closes the creditor's claims to what is so now, and tells each change. The creditor
 * must be locked.
 */
export async function refreshClaims(unit: Unit, companyId: bigint, on: CalendarDate, now: Date): Promise<void> {
  const groups = grouped(await netShares(unit, companyId))
  const running = await runningClaims(unit, companyId)
  for (const claim of running) {
    const group = groups.find(({ iban, currency }) => iban === claim.iban && currency === claim.currency)
    const amount = group ? owedOf(group) : 0n
    if (amount === claim.amount) continue
    const closedOn = amount === 0n ? on : null
    await updateClaim(unit, claim, amount, closedOn)
    await tell(unit, { ...claim, amount, closedOn }, group, now)
  }
  for (const group of groups) {
    const { iban, currency } = group
    const amount = owedOf(group)
    if (amount === 0n || running.some((claim) => claim.iban === iban && claim.currency === currency)) continue
    const reference = makeReference(await nextReferenceBase(unit))
    const claim = { companyId, uid: randomUUID(), iban, currency, reference, raisedOn: on, amount }
    await insertClaim(unit, claim)
    await tell(unit, { ...claim, closedOn: null }, group, now)
  }
}

async function tell(unit: Unit, claim: Omit<Claim, 'id'>, group: Group | undefined, now: Date): Promise<void> {
  const { companyId, uid, iban, currency, reference, raisedOn, closedOn, amount } = claim
  const owed = (group?.shares ?? []).filter((share) => share.amount < 0n)
  const cases = owed.map((share) => ({
    assignment: share.uid,
    invoiceNumber: share.invoiceNumber,
    amount: amountOf(-share.amount, currency),
  }))
  const body = { claimId: uid, raisedOn, closedOn, amount: amountOf(amount, currency), iban, reference, cases }
  await putAccountMessage(unit, companyId, { kind: 'CREDITOR_CLAIM', body }, now)
}

/** Cents that the creditor pays of a claim on a day. */
export interface ClaimPayment {
  readonly transactionId: bigint
  readonly amount: bigint
  readonly on: CalendarDate
}

/**
 * The creditor pays back what it was paid too much: each case is made whole, the oldest first; what is above goes back with
 * the next settlement. False when nothing is owed: then the money is nobody's yet.
 */
export async function payClaim(unit: Unit, claim: Claim, payment: ClaimPayment, now: Date): Promise<boolean> {
  await lockCreditor(unit, claim.companyId)
  const shares = await netShares(unit, claim.companyId)
  const owed = shares.filter(
    ({ amount, clientIban, currency }) => amount < 0n && clientIban === claim.iban && currency === claim.currency,
  )
  if (owed.length === 0) return false
  let left = payment.amount
  for (const [index, share] of owed.entries()) {
    const isLast = index === owed.length - 1
    const part = isLast || left < -share.amount ? left : -share.amount
    left -= part
    if (part > 0n) await giveBack(unit, claim.companyId, share.assignmentId, { ...payment, amount: part }, now)
  }
  await refreshClaims(unit, claim.companyId, payment.on, now)
  return true
}

/** Puts money of the creditor's on an assignment; below zero it is taken away again. */
export async function giveBack(
  unit: Unit,
  companyId: bigint,
  assignmentId: bigint,
  { transactionId, amount, on }: ClaimPayment,
  now: Date,
): Promise<void> {
  const book = await lockBook(unit, companyId, assignmentId)
  if (!book) throw new Error('What is owed of an assignment has its assignment.')
  const event = await insertEvent(unit, book.assignment, { type: 'CLAIM_PAID', on, amount, note: null }, now)
  await insertAllocation(unit, book.assignment, transactionId, event.id, { creditor: amount, agency: 0n, excess: 0n })
}
