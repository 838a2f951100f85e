import { addDays, type CalendarDate, maxDate } from '../../kernel/calendarDate.ts'
import { type Money, money } from '../../kernel/money.ts'
import type { UserError } from '../../kernel/result.ts'
import type { CollectionStatus } from '../../ledger/invoice/collectionStatus.ts'
import type { PrincipalPayment, ReceivableFacts, StepTaken } from '../../statute/facts.ts'
import { prescription } from '../../statute/prescription.ts'
import { CONSUMER_WAITS, sendableFrom } from '../../statute/waiting.ts'
import { type CostAgreement, costRefusal, type InvoiceCost } from '../cost/cost.ts'

export type Service = 'REMINDER' | 'COLLECTION'

/** A letter that asked for payment: sent by the company itself, or by the service in an earlier assignment. */
export interface SentLetter {
  readonly kind: 'REMINDER' | 'NOTICE' | 'DEMAND'
  readonly sentOn: CalendarDate
  readonly cost: Money | null
}

/** What decides whether an invoice may be sent today. */
export interface SendFacts {
  /** The status that holds today, the calendar counted in. */
  readonly status: CollectionStatus
  readonly inService: boolean
  readonly total: Money
  readonly open: Money
  readonly issuedOn: CalendarDate
  readonly dueOn: CalendarDate
  /** Nothing is left, though the ledger waits for the settlement of it. */
  readonly isPaidToAgency?: boolean
  readonly disputed: boolean
  readonly debtorKind: 'CONSUMER' | 'BUSINESS'
  readonly collectionProhibited: boolean
  /** Street or post box, post code and town are there. */
  readonly hasAddress: boolean
  readonly hasEmail: boolean
  readonly letters: readonly SentLetter[]
  readonly payments: readonly PrincipalPayment[]
  /** Costs that would go with the invoice, and what is agreed with the service (requirement F1); absent: none. */
  readonly costs?: readonly InvoiceCost[]
  readonly agreements?: readonly CostAgreement[]
}

/**
 * Why an invoice may not be sent to the service today, each reason with what to do about it; an empty list: it may.
 * Requirement R3 (reminders: only what is overdue), C2 (collection: both letters sent, and the status says so).
 */
export function refusals(service: Service, facts: SendFacts, today: CalendarDate): UserError[] {
  const found = [...always(facts), ...(service === 'REMINDER' ? reminderOnly(facts) : collectionOnly(facts, today))]
  for (const cost of facts.costs ?? []) {
    const mismatch = costRefusal(cost, facts.agreements ?? [], today)
    if (mismatch) found.push({ code: mismatch.code, message: mismatch.message, values: mismatch.values })
  }
  const limitation = prescription(receivable(facts), today)
  if (limitation?.prescribed) {
    // 513/1999 4 §: what is time-barred may not be collected.
    found.push(
      refusal(
        'PRESCRIBED',
        `The debt became time-barred after ${limitation.expiresOn}.`,
        'It may not be collected; book it as a credit loss.',
        { day: limitation.expiresOn },
      ),
    )
  }
  return found
}

/** What a person should know of an invoice although it may be sent; nothing that stops it. */
export function remarks(service: Service, facts: SendFacts): UserError[] {
  const { debtorKind, issuedOn, dueOn } = facts
  const isShort = addDays(issuedOn, CONSUMER_WAITS.invoiceBeforeDue) > dueOn
  if (service === 'COLLECTION' || debtorKind !== 'CONSUMER' || !isShort) return []
  // 513/1999 10 b §: the agency sends the reminder, and asks nothing for it.
  const days = CONSUMER_WAITS.invoiceBeforeDue
  const what = `The invoice to a consumer was issued less than ${days} days before its due date.`
  return [refusal('TERM_TOO_SHORT', what, 'It can be sent; the first reminder costs the customer nothing.')]
}

function refusal(code: string, what: string, advice: string, values?: UserError['values']): UserError {
  const message = `${what} ${advice}`
  return values ? { code, message, values } : { code, message }
}

function always(facts: SendFacts): UserError[] {
  const found: UserError[] = []
  if (facts.inService) {
    found.push(
      refusal('IN_SERVICE', 'The invoice is already in the service.', 'Follow its assignment, or ask for a recall.'),
    )
  }
  if (facts.open.minor <= 0n) {
    const settles = facts.isPaidToAgency === true
    found.push(
      settles
        ? refusal(
            'PAID_TO_SERVICE',
            'The customer has paid it to Duetto.',
            'The settlement is on its way; wait for it.',
          )
        : refusal('NOTHING_OPEN', 'Nothing of the invoice is unpaid.', 'There is nothing to do.'),
    )
  }
  if (facts.open.currency !== 'EUR') {
    found.push(
      refusal(
        'CURRENCY_NOT_EURO',
        `The invoice is in ${facts.open.currency}.`,
        'The service takes invoices in euro; collect this one yourself.',
      ),
    )
  }
  if (facts.disputed) {
    // 513/1999 4 b §: a dispute with a reason stops collection.
    found.push(refusal('DISPUTED', 'The debtor disputes the invoice.', 'Answer the dispute and remove the mark first.'))
  }
  if (facts.collectionProhibited) {
    found.push(
      refusal(
        'COLLECTION_PROHIBITED',
        'The customer card prohibits collection.',
        'Remove the prohibition from the customer card first.',
      ),
    )
  }
  // 513/1999 5 §: a consumer who has not agreed to electronic letters is written to on paper.
  if (!facts.hasAddress && !(facts.hasEmail && facts.debtorKind === 'BUSINESS')) {
    found.push(
      refusal(
        'ADDRESS_MISSING',
        'The customer has no whole postal address, and only a business is written to by e-mail alone.',
        'Complete the customer card first.',
      ),
    )
  }
  return found
}

function reminderOnly(facts: SendFacts): UserError[] {
  if (facts.inService || facts.open.minor <= 0n) return []
  switch (facts.status) {
    case 'OVERDUE':
      return []
    case 'UNSENT':
      return [
        refusal('NOT_OVERDUE', 'The invoice has not been sent to the customer.', 'Send it and wait for its due date.'),
      ]
    case 'OPEN':
      return [
        refusal('NOT_OVERDUE', `The invoice is due on ${facts.dueOn}.`, 'It can be sent when it is overdue.', {
          due: facts.dueOn,
        }),
      ]
    case 'REMINDED':
    case 'REQUESTED':
      return [
        refusal(
          'ALREADY_REMINDED',
          'The invoice has been reminded of.',
          'Send it to the collection service, or set its status back to overdue.',
        ),
      ]
    default:
      return [statusRefusal(facts.status)]
  }
}

function collectionOnly(facts: SendFacts, today: CalendarDate): UserError[] {
  if (facts.inService || facts.open.minor <= 0n) return []
  const missing = (['REMINDER', 'NOTICE'] as const).filter(
    (kind) => !facts.letters.some((letter) => letter.kind === kind),
  )
  const found: UserError[] = []
  if (missing.length > 0) {
    const names = missing.map((kind) => (kind === 'REMINDER' ? 'a payment reminder' : 'a payment notice')).join(' and ')
    found.push(
      refusal(
        'LETTERS_MISSING',
        `No letter on record: ${names}.`,
        'Send the invoice to the reminder service, or record the letters you sent with "Update status".',
      ),
    )
  }
  if (facts.status === 'COLLECTED' || facts.status === 'PAID' || facts.status === 'CREDIT_LOSS') {
    found.push(statusRefusal(facts.status))
  } else if (facts.status !== 'REQUESTED') {
    found.push(
      refusal(
        'NOT_REQUESTED',
        'The status of the invoice does not say that a payment notice has been sent.',
        'Set it to requested when both letters are sent.',
      ),
    )
  }
  if (missing.length === 0) found.push(...tooRecent(facts, today))
  return found
}

/** 513/1999 5 §: a professional may not demand payment of a consumer before 14 days from the reminder have passed. */
function tooRecent(facts: SendFacts, today: CalendarDate): UserError[] {
  const wait = sendableFrom(receivable(facts), 'PAYMENT_DEMAND', today)
  if (wait.from !== null && wait.from <= today) return []
  return wait.reasons.map((reason) =>
    refusal(
      reason.code,
      reason.text,
      'Send the invoice to the collection service then.',
      wait.from === null ? undefined : { from: wait.from },
    ),
  )
}

function statusRefusal(status: CollectionStatus): UserError {
  return refusal(
    'STATUS_NOT_SENDABLE',
    `The status of the invoice is ${status.toLowerCase().replace('_', ' ')}.`,
    'Change its status first if that is wrong.',
  )
}

/** Stands in for facts that the ledger does not know: the due date is taken to be agreed. */
export function receivable(facts: SendFacts): ReceivableFacts {
  const history: StepTaken[] = facts.letters.map((letter) => ({
    kind: letter.kind === 'REMINDER' ? 'REMINDER' : letter.kind === 'NOTICE' ? 'PAYMENT_NOTICE' : 'PAYMENT_DEMAND',
    sentOn: letter.sentOn,
    charged: letter.cost ?? money(0n, facts.total.currency),
  }))
  return {
    regime: facts.debtorKind === 'CONSUMER' ? 'CONSUMER' : 'OTHER',
    commercialContract: facts.debtorKind === 'BUSINESS',
    publicLaw: false,
    directlyEnforceable: false,
    creditorMayDeductVat: true,
    principal: facts.total,
    invoiceSentOn: facts.issuedOn,
    dueDate: maxDate(facts.dueOn, facts.issuedOn),
    dueDateBinding: true,
    history,
    payments: facts.payments,
    disputed: facts.disputed,
  }
}
