import type { CalendarDate } from '../../kernel/calendarDate.ts'

export const suggestionGrounds = ['REFERENCE', 'REFERENCE_TYPO', 'AMOUNT', 'NUMBER_IN_MESSAGE', 'PAYER_NAME'] as const
export type SuggestionGround = (typeof suggestionGrounds)[number]

/** Money that waits for a person, as far as finding its invoice needs it. */
export interface WaitingMoney {
  /** Minor units still to be placed. */
  readonly amount: bigint
  readonly reference: string | null
  readonly message: string | null
}

/** An invoice that the money may be for. */
export interface Candidate {
  readonly id: bigint
  readonly number: string
  readonly reference: string | null
  readonly dueOn: CalendarDate
  /** Minor units unpaid. */
  readonly open: bigint
  /** What the agency says the debtor owes, interest and costs with it; null when the invoice is not in the service. */
  readonly balance: bigint | null
  /** How much the payer's name is like the customer's, from 0 to 1 (trigrams). */
  readonly likeness: number
}

export interface Suggestion {
  readonly invoiceId: bigint
  /** Minor units: what of the money would be placed there. */
  readonly amount: bigint
  /** Strongest first. */
  readonly grounds: readonly SuggestionGround[]
}

const WEIGHT: Readonly<Record<SuggestionGround, number>> = {
  REFERENCE: 8,
  REFERENCE_TYPO: 5,
  AMOUNT: 4,
  NUMBER_IN_MESSAGE: 4,
  PAYER_NAME: 3,
}

/** Names at least this much alike are taken for one: "Virtanen M" and "Matti Virtanen" are. */
export const LIKE_NAMES = 0.3

const MOST = 8

/** The invoices that waiting money may be for, the likeliest first and of equal ones the oldest due. At most eight. */
export function suggest(money: WaitingMoney, candidates: readonly Candidate[]): Suggestion[] {
  const graded = candidates.flatMap((candidate) => {
    const grounds = groundsFor(money, candidate)
    if (grounds.length === 0) return []
    const weight = grounds.reduce((sum, ground) => sum + WEIGHT[ground], 0)
    return [{ candidate, grounds, weight }]
  })
  graded.sort((a, b) => {
    if (a.weight !== b.weight) return b.weight - a.weight
    if (a.candidate.dueOn !== b.candidate.dueOn) return a.candidate.dueOn < b.candidate.dueOn ? -1 : 1
    return a.candidate.id < b.candidate.id ? -1 : 1
  })
  return graded.slice(0, MOST).map(({ candidate, grounds }) => {
    const most = candidate.balance !== null && candidate.balance > candidate.open ? candidate.balance : candidate.open
    return { invoiceId: candidate.id, amount: money.amount < most ? money.amount : most, grounds }
  })
}

function groundsFor(money: WaitingMoney, candidate: Candidate): SuggestionGround[] {
  const told = digitsOf(money.reference ?? money.message)
  const found: SuggestionGround[] = []
  if (candidate.reference !== null && told !== '') {
    if (told === candidate.reference) found.push('REFERENCE')
    else if (told !== candidate.number && isTypo(told, candidate.reference)) found.push('REFERENCE_TYPO')
  }
  if (money.amount === candidate.open || money.amount === candidate.balance) found.push('AMOUNT')
  if (names(money.message, candidate.number)) found.push('NUMBER_IN_MESSAGE')
  if (candidate.likeness >= LIKE_NAMES) found.push('PAYER_NAME')
  return found
}

/** A payer who typed the reference into the message leaves it as its only digits. */
function digitsOf(text: string | null): string {
  return (text ?? '').replace(/\D/g, '').replace(/^0+/, '')
}

function names(message: string | null, number: string): boolean {
  if (message === null || number.length < 3) return false
  const escaped = number.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(^|[^\\p{L}\\d])${escaped}($|[^\\p{L}\\d])`, 'iu').test(message)
}

/** One digit wrong, one missing or too many, or two neighbours swapped: what a hand does to a number. */
export function isTypo(typed: string, meant: string): boolean {
  if (typed.length < 4 || typed === meant || Math.abs(typed.length - meant.length) > 1) return false
  const start = commonStart(typed, meant)
  const [rest, wanted] = [typed.slice(start), meant.slice(start)]
  if (rest.length !== wanted.length) {
    return rest.length > wanted.length ? rest.slice(1) === wanted : wanted.slice(1) === rest
  }
  if (rest.slice(1) === wanted.slice(1)) return true
  return rest[0] === wanted[1] && rest[1] === wanted[0] && rest.slice(2) === wanted.slice(2)
}

function commonStart(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length += 1
  return length
}
