import { instalmentsOf } from '../agency/case/paymentPlan.ts'
import { addDays } from '../kernel/calendarDate.ts'
import type { Move } from './bankBook.ts'
import type { Manner, PayingLetter, Reaction, Wish } from './course.ts'
import type { DemoInvoice } from './invoices.ts'
import type { SentLetter } from './look.ts'

/** What a letter sets going. */
export interface Response {
  readonly toAgency: readonly Move[]
  readonly toCompany: readonly Move[]
  /** What the company asks of the agency now. */
  readonly wish: Wish | null
}

/** Whoever pays in these manners has no more to pay with. */
const UNABLE: ReadonlySet<Manner> = new Set(['PART', 'DIRECT_PART', 'TAKEN_BACK', 'DIRECT_TAKEN_BACK'])

const NOTHING: Response = { toAgency: [], toCompany: [], wish: null }

/** The payment plans of the demo. */
export const DEMO_PLAN = { instalments: 4, firstAfterDays: 21 } as const

/** What has happened to a debtor so far. */
interface Memory {
  demands: number
  hasBegun: boolean
}

/** The debtors: each reads the agency's letters in turn and does what its invoice's course says. */
export class Debtors {
  readonly #memories = new Map<DemoInvoice, Memory>()

  respond(invoice: DemoInvoice, letter: SentLetter): Response {
    const { course } = invoice
    const { kind } = letter
    if (course.kind !== 'SERVED' && course.kind !== 'OWN_LETTERS') return NOTHING
    if (kind === 'PLAN') return { ...NOTHING, toAgency: inInstalments(invoice, letter) }
    if (kind === 'EXTENSION') return { ...NOTHING, toAgency: inTime(invoice, letter) }
    if (kind === 'PLAN_BROKEN' || kind === 'DISPUTE_ANSWER') return NOTHING
    const memory = this.#memories.get(invoice) ?? { demands: 0, hasBegun: false }
    this.#memories.set(invoice, memory)
    if (kind === 'DEMAND') memory.demands += 1
    const rung = kind === 'DEMAND' && memory.demands > 1 ? 'SECOND' : kind
    const { reaction } = course
    const wish = reaction.wish?.after === rung ? reaction.wish : null
    // Whoever is recalled was wrongly sent: nobody pays it.
    if (reaction.wish?.kind === 'RECALL' && reaction.wish.isConfirmed) return { ...NOTHING, wish }
    const pays = paysAt(reaction.payingLetter, rung, memory)
    if (!pays) return { ...NOTHING, wish }
    const isRest = memory.hasBegun
    memory.hasBegun = true
    return { ...payment(invoice, letter, reaction, isRest), wish }
  }
}

/** Four of ten keep their plan so far, four pay the first instalment only, two nothing. */
function inInstalments({ customer, number }: DemoInvoice, { sentOn, total, reference }: SentLetter): Move[] {
  const { instalments, firstAfterDays } = DEMO_PLAN
  const paid = [instalments, 1, instalments, 1, 0][Number(number) % 5] ?? 0
  const from = { payerName: customer.name, payerIban: customer.iban, reference }
  return instalmentsOf(total, instalments, addDays(sentOn, firstAfterDays))
    .slice(0, paid)
    .map(({ dueOn, amount }) => ({ ...from, on: addDays(dueOn, -2), amount }))
}

/** Every second one pays in the new time. */
function inTime({ customer, number }: DemoInvoice, { sentOn, total, reference }: SentLetter): Move[] {
  if (Number(number) % 2 === 0) return []
  return [{ on: addDays(sentOn, 16), payerName: customer.name, payerIban: customer.iban, amount: total, reference }]
}

function paysAt(payingLetter: PayingLetter, rung: NonNullable<PayingLetter>, { hasBegun }: Memory): boolean {
  return hasBegun || payingLetter === rung
}

function payment(
  invoice: DemoInvoice,
  letter: SentLetter,
  reaction: Reaction,
  isRest: boolean,
): Omit<Response, 'wish'> {
  const { customer, total, reference } = invoice
  const from = { on: addDays(letter.sentOn, reaction.days), payerName: customer.name, payerIban: customer.iban }
  const toAgency = (amount: bigint): Move => ({ ...from, amount, reference: letter.reference })
  const toCompany = (amount: bigint): Move => ({ ...from, amount, reference })
  if (isRest) {
    return UNABLE.has(reaction.manner) ? NOTHING : { toAgency: [toAgency(letter.total)], toCompany: [] }
  }
  switch (reaction.manner) {
    case 'WHOLE':
      return { toAgency: [toAgency(letter.total)], toCompany: [] }
    case 'MORE':
      return { toAgency: [toAgency(letter.total + 1_250n)], toCompany: [] }
    case 'IN_PARTS':
    case 'PART':
      return { toAgency: [toAgency(letter.total / 2n)], toCompany: [] }
    case 'TAKEN_BACK': {
      const paid = toAgency(letter.total)
      return { toAgency: [paid, { ...paid, on: addDays(paid.on, 3), isTakenBack: true }], toCompany: [] }
    }
    case 'DIRECT': {
      const rest = letter.total - total
      // Most notice that costs and interest are still owed.
      const isMindful = rest > 0n && Number(invoice.number) % 3 !== 0
      return {
        toAgency: isMindful ? [{ ...toAgency(rest), on: addDays(from.on, 8) }] : [],
        toCompany: [toCompany(total)],
      }
    }
    case 'DIRECT_TAKEN_BACK': {
      const paid = toCompany(total)
      return { toAgency: [], toCompany: [paid, { ...paid, on: addDays(paid.on, 4), isTakenBack: true }] }
    }
    case 'DIRECT_PART':
      return { toAgency: [], toCompany: [toCompany(total / 3n)] }
  }
}
