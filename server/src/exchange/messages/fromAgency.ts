import { z } from 'zod'
import { amount, day, message } from './envelope.ts'

export const assignmentStages = ['RECEIVED', 'REMINDER', 'NOTICE', 'COLLECTION', 'CLOSED'] as const
export const closeReasons = ['PAID', 'RETURNED', 'RECALLED', 'CREDIT_LOSS', 'REFUSED'] as const
export const eventTypes = [
  'REMINDER_SENT',
  'NOTICE_SENT',
  'COLLECTION_LETTER_SENT',
  'PAYMENT_TO_AGENCY',
  'DIRECT_PAYMENT',
  'DIRECT_PAYMENT_REVERSED',
  'CREDIT_NOTE',
  'DUE_DATE_CHANGED',
  'SETTLED',
  'STEP_POSTPONED',
  'CLOSED',
] as const

/** The largest paper of a letter, in bytes. */
const PAPER_LIMIT = 300_000

/** One line of what the debtor owes: positive adds to the balance, negative lowers it. Append-only. */
const posting = z.object({
  id: z.uuid(),
  /** PRINCIPAL, REMINDER_COST, NOTICE_COST, DEMAND_COST, FIXED_COMPENSATION, LATE_INTEREST, PAYMENT, CREDIT, CANCELLATION ... */
  kind: z.string(),
  component: z.enum(['PRINCIPAL', 'INTEREST', 'COSTS']),
  beneficiary: z.enum(['CREDITOR', 'AGENCY', 'AUTHORITY']),
  amount,
  on: day,
  /** The section of law that justifies a cost or interest line. */
  section: z.string().nullable(),
  /** For interest: the days it covers, both included, the yearly percent and the sum it runs on. */
  from: day.nullable(),
  to: day.nullable(),
  days: z.int().nullable(),
  ratePercent: z.string().nullable(),
  base: amount.nullable(),
})

/** The paper of a letter: a PDF file, with its digest to prove that it came through whole. */
const document = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive().max(PAPER_LIMIT),
  /** Null where the message is kept: the archive has it. */
  content: z.base64().nullable(),
})

const letter = z.object({
  id: z.uuid(),
  kind: z.enum(['REMINDER', 'NOTICE', 'DEMAND']),
  sentOn: day,
  dueOn: day,
  channel: z.enum(['PRINT', 'EMAIL']),
  language: z.enum(['fi', 'sv', 'en']),
  total: amount,
  body: z.string(),
  /** Absent in letters from before there were papers. */
  document: document.nullable().optional(),
})

/** The state of the assignment after the message, as the agency's book has it. */
const state = z.object({
  stage: z.enum(assignmentStages),
  closeReason: z.enum(closeReasons).nullable(),
  nextStepOn: day.nullable(),
  balance: amount,
})

const acknowledgement = message(
  'ACKNOWLEDGEMENT',
  z.object({
    accepted: z.boolean(),
    receivedOn: day,
    refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
    /** Printed on every letter: the assignment's reference and the client-funds account. */
    agencyReference: z.string().nullable(),
    agencyIban: z.string().nullable(),
    postings: z.array(posting),
    state,
  }),
)

const event = message(
  'EVENT',
  z.object({
    event: z.object({
      id: z.uuid(),
      type: z.enum(eventTypes),
      on: day,
      amount: amount.nullable(),
      note: z.string().nullable(),
    }),
    /** The collection status that the creditor's ledger shall show from now on; null: unchanged. */
    collectionStatus: z.enum(['REMINDED', 'REQUESTED', 'COLLECTED']).nullable(),
    postings: z.array(posting),
    letter: letter.nullable(),
    state,
  }),
)

/** One assignment's share of a settlement that the agency has paid to the creditor, with the invoice's own reference. */
const settlement = message(
  'SETTLEMENT',
  z.object({
    settlementId: z.uuid(),
    settledOn: day,
    fromIban: z.string(),
    lines: z.array(z.object({ ordinal: z.int(), reference: z.string().nullable(), amount })),
    state,
  }),
)

/** On confirmation the costs not paid by the debtor are cancelled by the postings, and charged to the creditor. */
const recallAnswer = message(
  'RECALL_ANSWER',
  z.object({
    confirmed: z.boolean(),
    answeredOn: day,
    note: z.string().nullable(),
    charged: amount,
    postings: z.array(posting),
    state,
  }),
)

const creditLossAnswer = message(
  'CREDIT_LOSS_ANSWER',
  z.object({ confirmed: z.boolean(), answeredOn: day, note: z.string().nullable(), postings: z.array(posting), state }),
)

/** Every message that a collection agency may send to a creditor's side. */
export const fromAgency = z.discriminatedUnion('kind', [
  acknowledgement,
  event,
  settlement,
  recallAnswer,
  creditLossAnswer,
])
export type FromAgency = z.infer<typeof fromAgency>
export type MessagePosting = z.infer<typeof posting>
export type MessageLetter = z.infer<typeof letter>
export type MessageState = z.infer<typeof state>
