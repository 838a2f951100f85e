import { z } from 'zod'
import { amount, day, message } from './envelope.ts'
import { fromAgency } from './fromAgency.ts'

/*
 * Messages of the account between the agency and a creditor: they belong to no assignment. Their `assignment` is the name
 * of that account, which the agency chose, and their sequence counts on it. Each says all that it is about, so that a
 * receiver needs no order: of two about the same claim the higher sequence holds.
 */

/** The largest paper or e-invoice, in bytes. */
const FILE_LIMIT = 2_000_000

const file = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive().max(FILE_LIMIT),
  /** Null where the message is kept: the archive has it. */
  content: z.base64().nullable(),
})

export const invoiceLineKinds = [
  'REMINDER_TRANSFER',
  'COLLECTION_TRANSFER',
  'RECALL',
  'CANCELLED_COSTS',
  'COLLECTED_COSTS',
] as const
export type InvoiceLineKind = (typeof invoiceLineKinds)[number]

/** How an invoice is paid: set off against settlements, or paid by the company. */
export const invoiceWays = ['NETTED', 'PAID'] as const
export type InvoiceWay = (typeof invoiceWays)[number]

/** The agency's invoice: its fees, and costs of its letters that debtors have paid, with the VAT that the creditor bears. */
const invoice = message(
  'AGENCY_INVOICE',
  z.object({
    invoiceId: z.uuid(),
    number: z.string(),
    issuedOn: day,
    dueOn: day,
    periodEnd: day,
    net: amount,
    vat: amount,
    paidByDebtors: amount,
    payable: amount,
    way: z.enum(invoiceWays),
    iban: z.string(),
    reference: z.string(),
    lines: z.array(
      z.object({
        kind: z.enum(invoiceLineKinds),
        on: day,
        count: z.int(),
        invoiceNumber: z.string().nullable(),
        net: amount,
        vatPercent: z.string(),
        vat: amount,
        paidByDebtor: amount,
      }),
    ),
    /** The paper, a PDF file, and the e-invoice, a Finvoice 3.0 document. */
    pdf: file,
    finvoice: file,
  }),
)

export const invoicePaymentKinds = ['SET_OFF', 'CLIENT_FUNDS', 'OWN_ACCOUNT'] as const

/** Something was paid of an invoice; below zero: it was taken back. */
const invoicePayment = message(
  'AGENCY_INVOICE_PAYMENT',
  z.object({
    invoiceId: z.uuid(),
    kind: z.enum(invoicePaymentKinds),
    on: day,
    amount,
    /** The settlement that it was kept back from. */
    settlementId: z.uuid().nullable(),
  }),
)

/** What the creditor was paid too much from client funds and owes to them; set off against settlements, or paid. */
const claim = message(
  'CREDITOR_CLAIM',
  z.object({
    claimId: z.uuid(),
    raisedOn: day,
    closedOn: day.nullable(),
    /** What is open of it now. */
    amount,
    iban: z.string(),
    reference: z.string(),
    cases: z.array(z.object({ assignment: z.uuid(), invoiceNumber: z.string(), amount })),
  }),
)

/** A price list that the agency has approved. Lists are only added: one of a day that is known changes nothing. */
const priceList = message(
  'PRICE_LIST',
  z.object({
    validFrom: day,
    transferFee: amount,
    recallFee: amount,
    vatPercent: z.string().regex(/^\d{1,3}(\.\d{1,2})?$/),
  }),
)

export const accountMessage = z.discriminatedUnion('kind', [invoice, invoicePayment, claim, priceList])
export type AccountMessage = z.infer<typeof accountMessage>

/** Every message that a collection agency may send: of an assignment, or of the account. */
export const toldByAgency = z.discriminatedUnion('kind', [...fromAgency.options, ...accountMessage.options])
export type ToldByAgency = z.infer<typeof toldByAgency>

const accountKinds: ReadonlySet<string> = new Set(accountMessage.options.map((option) => option.shape.kind.value))

export function isAccountMessage(told: ToldByAgency): told is AccountMessage {
  return accountKinds.has(told.kind)
}
