import type { Amount } from '../../exchange/messages/envelope.ts'
import type { Material } from '../../exchange/messages/toAgency.ts'
import { formatDecimal, money } from '../../kernel/money.ts'
import type { InvoiceForSend } from '../../ledger/invoice/serviceLink.ts'
import type { InvoiceCost } from '../cost/cost.ts'
import type { SendRequest } from '../send/send.ts'

/** The company as its letters and settlements need it. */
export interface Creditor {
  readonly businessId: string
  readonly name: string
  readonly street: string | null
  readonly postCode: string | null
  readonly town: string | null
  readonly country: string
  readonly email: string | null
  readonly phone: string | null
  readonly mayDeductVat: boolean
}

/** All that the agency needs to know to take the invoice on. `previousUid`: the ended assignment that this one follows. */
export function materialOf(
  request: Pick<SendRequest, 'kind' | 'afterReminder'>,
  creditor: Creditor,
  invoice: InvoiceForSend,
  previousUid: string | null,
  costs: readonly InvoiceCost[] = [],
): Material['body'] {
  const { currency } = invoice
  return {
    service: request.kind,
    afterReminder: request.afterReminder,
    creditor: {
      businessId: creditor.businessId,
      name: creditor.name,
      auxiliaryName: invoice.auxiliaryName,
      address: addressOf(creditor),
      email: creditor.email,
      phone: creditor.phone,
      iban: invoice.sellerIban,
      mayDeductVat: creditor.mayDeductVat,
    },
    debtor: debtorOf(invoice),
    invoice: {
      number: invoice.number,
      reference: invoice.reference,
      issuedOn: invoice.issuedOn,
      dueOn: invoice.dueOn,
      total: amountOf(invoice.total, currency),
      open: amountOf(invoice.open, currency),
      interestPercent: invoice.interestPercent,
    },
    earlierLetters: invoice.letters.map((letter) => earlierLetter(letter, invoice, costs)),
    ...(costs.length === 0
      ? {}
      : { agreedCosts: costs.map(({ kind, amount }) => ({ kind, amount: amountOf(amount.minor, amount.currency) })) }),
    previousAssignment: previousUid,
  }
}

/** A cost that goes with the invoice is that of the newest letter of its kind, whatever the ledger wrote down then. */
function earlierLetter(
  letter: InvoiceForSend['letters'][number],
  { letters, currency }: InvoiceForSend,
  costs: readonly InvoiceCost[],
): Material['body']['earlierLetters'][number] {
  const { kind, sentOn, channel } = letter
  const isNewest = letters.findLast((one) => one.kind === kind) === letter
  const agreed = isNewest ? costs.find((cost) => cost.kind === kind)?.amount.minor : undefined
  const cost = agreed ?? letter.cost
  return { kind, sentOn, channel, cost: cost === 0n ? null : amountOf(cost, currency) }
}

function debtorOf({ customer, contact }: InvoiceForSend): Material['body']['debtor'] {
  return {
    name: customer.name,
    businessId: customer.businessId,
    kind: customer.kind,
    kindAssumed: customer.kindAssumed,
    address: addressOf(customer),
    email: customer.email,
    ...(customer.emailConsent ? { emailConsent: customer.emailConsent } : {}),
    phone: customer.phone,
    language: customer.language,
    contactPerson: contact,
  }
}

interface Address {
  readonly street: string | null
  readonly postCode: string | null
  readonly town: string | null
  readonly country: string | null
}

function addressOf({ street, postCode, town, country }: Address): Address {
  return { street, postCode, town, country }
}

function amountOf(minor: bigint, currency: string): Amount {
  return { amount: formatDecimal(money(minor, currency)), currency }
}
