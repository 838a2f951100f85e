import { z } from 'zod'
import { amount, day, message } from './envelope.ts'

const address = z.object({
  street: z.string().nullable(),
  postCode: z.string().nullable(),
  town: z.string().nullable(),
  country: z.string().length(2).nullable(),
})

/** A letter the creditor sent by itself before the hand-over: it counts toward waiting times and caps. */
const earlierLetter = z.object({
  kind: z.enum(['REMINDER', 'NOTICE']),
  sentOn: day,
  channel: z.enum(['PRINT', 'EMAIL']),
  cost: amount.nullable(),
})

/** A debtor's consent to letters by e-mail; the first day on which it holds no more. */
const emailConsent = z.object({ givenOn: day, withdrawnOn: day.nullable() })

export const material = message(
  'MATERIAL',
  z.object({
    service: z.enum(['REMINDER', 'COLLECTION']),
    /** Only with service REMINDER: what follows when the payment notice's term passes unpaid. */
    afterReminder: z.enum(['RETURN', 'CONTINUE']).nullable(),
    creditor: z.object({
      businessId: z.string(),
      name: z.string(),
      /** The trade name used on the invoice; letters show both names (saatavien perinnästä annettu laki 513/1999, 5 a §). */
      auxiliaryName: z.string().nullable(),
      /** Whom the debtor owed first, when the receivable has been transferred since (5 a §); absent: the creditor. */
      originalCreditor: z.string().nullable().optional(),
      address,
      email: z.string().nullable(),
      phone: z.string().nullable(),
      /** Where settlements are paid, with the invoice's own reference. */
      iban: z.string().nullable(),
      mayDeductVat: z.boolean(),
    }),
    debtor: z.object({
      name: z.string(),
      businessId: z.string().nullable(),
      kind: z.enum(['CONSUMER', 'BUSINESS']),
      /** True when the kind was concluded from a missing business ID rather than known. */
      kindAssumed: z.boolean(),
      address,
      email: z.string().nullable(),
      /** The newest consent to letters at this address (513/1999, 5 §); absent: none, or from before they were told. */
      emailConsent: emailConsent.nullable().optional(),
      phone: z.string().nullable(),
      language: z.enum(['fi', 'sv', 'en']),
      contactPerson: z
        .object({ name: z.string(), phone: z.string().nullable(), email: z.string().nullable() })
        .nullable(),
    }),
    invoice: z.object({
      number: z.string(),
      reference: z.string().nullable(),
      issuedOn: day,
      dueOn: day,
      total: amount,
      /** What is unpaid at the hand-over: the principal of the assignment. */
      open: amount,
      /** Contractual late interest, percent a year, an exact decimal; null: by law. */
      interestPercent: z.string().nullable(),
    }),
    earlierLetters: z.array(earlierLetter),
    /** Costs of the creditor's own letters, as agreed with the agency: asked of the debtor on the creditor's behalf. */
    agreedCosts: z.array(z.object({ kind: z.enum(['REMINDER', 'NOTICE']), amount })).optional(),
    /** The ended assignment of the same invoice that this one follows. */
    previousAssignment: z.uuid().nullable(),
  }),
)

/** Money that reached the creditor past the agency (ohisuoritus). */
const directPayment = message('DIRECT_PAYMENT', z.object({ paymentId: z.string(), amount, paidOn: day }))
/** Taken back was what the hand-over had counted in: the principal handed over was too low by it. Absent: it was reported. */
const countedIn = z.boolean().optional()
const directPaymentReversed = message(
  'DIRECT_PAYMENT_REVERSED',
  z.object({ paymentId: z.string(), amount, reversedOn: day, countedIn }),
)
const creditNote = message('CREDIT_NOTE', z.object({ number: z.string(), amount, creditedOn: day }))
const creditNoteReversed = message(
  'CREDIT_NOTE_REVERSED',
  z.object({ number: z.string(), amount, reversedOn: day, countedIn }),
)
const dueDateChange = message('DUE_DATE_CHANGE', z.object({ dueOn: day }))
const recallRequest = message('RECALL_REQUEST', z.object({ reason: z.string(), requestedOn: day }))
const creditLossRequest = message('CREDIT_LOSS_REQUEST', z.object({ reason: z.string(), requestedOn: day }))

/** The debtor disputes the debt and has told the creditor so: collection stops until it is answered (513/1999 4 b §). */
const dispute = message('DISPUTE', z.object({ reason: z.string(), raisedOn: day }))

/** The debtor has consented to letters by e-mail at this address, or has withdrawn the consent. */
const consentMessage = message('EMAIL_CONSENT', emailConsent.extend({ email: z.string() }))

/** Every message that a creditor's side may send to a collection agency. */
export const toAgency = z.discriminatedUnion('kind', [
  material,
  directPayment,
  directPaymentReversed,
  creditNote,
  creditNoteReversed,
  dueDateChange,
  recallRequest,
  creditLossRequest,
  dispute,
  consentMessage,
])
export type ToAgency = z.infer<typeof toAgency>
export type Material = z.infer<typeof material>
