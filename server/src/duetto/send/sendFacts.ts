import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import type { AskableInvoice } from '../assignment/allocation.service.ts'
import type { CostAgreement, InvoiceCost } from '../cost/cost.ts'
import type { SendFacts, SentLetter } from './eligibility.ts'

/** A letter that the service sent in an earlier assignment of the invoice. */
export interface ServiceLetter {
  readonly companyId: bigint
  readonly invoiceId: bigint
  readonly kind: 'REMINDER' | 'NOTICE' | 'DEMAND'
  readonly sentOn: CalendarDate
}

interface CostFacts {
  readonly costs: readonly InvoiceCost[]
  readonly agreements: readonly CostAgreement[]
}

const NO_COSTS: CostFacts = { costs: [], agreements: [] }

/** What decides whether an invoice may be sent: the ledger's knowledge, and the letters of earlier assignments. */
export function sendFacts(
  invoice: AskableInvoice,
  serviceLetters: readonly ServiceLetter[],
  { costs, agreements }: CostFacts = NO_COSTS,
): SendFacts {
  const { customer, currency } = invoice
  const own = invoice.letters.map((letter): SentLetter => ({ ...letter, cost: money(letter.cost, currency) }))
  return {
    status: invoice.status,
    inService: invoice.inService,
    total: money(invoice.total, currency),
    open: money(invoice.open, currency),
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    isPaidToAgency: invoice.isPaidToAgency,
    disputed: invoice.disputed,
    debtorKind: customer.kind,
    collectionProhibited: customer.collectionProhibited,
    hasAddress: isFilled(customer.street) && isFilled(customer.postCode) && isFilled(customer.town),
    hasEmail: isFilled(customer.email),
    letters: [...own, ...serviceLetters.map(({ kind, sentOn }) => ({ kind, sentOn, cost: null }))],
    payments: invoice.payments.map(({ paidOn, amount }) => ({ on: paidOn, principal: money(amount, currency) })),
    costs,
    agreements,
  }
}

function isFilled(text: string | null): boolean {
  return text !== null && text.trim() !== ''
}
