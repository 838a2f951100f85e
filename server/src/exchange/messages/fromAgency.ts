import { z } from 'zod'
import { amount, day, message } from './envelope.ts'

const assignmentStages = ['RECEIVED', 'REMINDER', 'NOTICE', 'COLLECTION', 'CLOSED'] as const
export const closeReasons = ['PAID', 'RETURNED', 'RECALLED', 'CREDIT_LOSS', 'REFUSED', 'DISPUTE_UPHELD'] as const
/** What holds an assignment beside its stage; receivers that do not know it lose nothing of the stage. */
export const holdReasons = [
  'EXTENSION',
  'PLAN',
  'DISPUTED',
  'SUSPENDED',
  'DECEASED',
  'INSOLVENT',
  'MAIL_RETURNED',
  'LEGAL_DECISION',
  'LEGAL',
  'SURVEILLANCE',
] as const
export type HoldReason = (typeof holdReasons)[number]
const eventTypes = [
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
  'SECOND_DEMAND_SENT',
  'EXTENSION_GRANTED',
  'PAYMENT_PLAN_MADE',
  'PAYMENT_PLAN_BROKEN',
  'DISPUTED',
  'DISPUTE_ANSWERED',
  'SUSPENDED',
  'RESUMED',
  'MAIL_RETURNED',
  'ADDRESS_CHANGED',
  'DEBTOR_DECEASED',
  'DEBTOR_INSOLVENT',
  'LEGAL_DECISION',
  'LEGAL_AUTHORISED',
  'AUTHORITY_FEE',
  'JUDGMENT',
  'SURVEILLANCE',
  'CLOSED',
] as const

/** The three of the ladder, then those of what happens beside it. */
export const letterKinds = [
  'REMINDER',
  'NOTICE',
  'DEMAND',
  'EXTENSION',
  'PLAN',
  'PLAN_BROKEN',
  'DISPUTE_ANSWER',
] as const
export type LetterKind = (typeof letterKinds)[number]
export const channels = ['PRINT', 'EMAIL'] as const
export type LetterChannel = (typeof channels)[number]
export const languages = ['fi', 'sv', 'en'] as const

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
  kind: z.enum(letterKinds),
  sentOn: day,
  dueOn: day,
  channel: z.enum(channels),
  language: z.enum(languages),
  total: amount,
  body: z.string(),
  /** Absent in letters from before there were papers. */
  document: document.nullable().optional(),
})

/** The state of the assignment after the message, as the agency's book has it. */
const state = z.object({
  stage: z.enum(assignmentStages),
  closeReason: z.enum(closeReasons).nullable(),
  /** Absent in messages from before holds were told. */
  hold: z.enum(holdReasons).nullable().optional(),
  nextStepOn: day.nullable(),
  balance: amount,
  /** What the agency has collected for the creditor so far, by what it paid; absent: the postings tell. */
  collected: z.object({ principal: amount, interest: amount, costs: amount }).optional(),
})

/** What became of a cost that came with the material: asked of the debtor, or refused with the section of law. */
const cost = z.object({
  kind: z.enum(['REMINDER', 'NOTICE']),
  amount,
  accepted: z.boolean(),
  section: z.string().nullable(),
  message: z.string().nullable(),
})

/** What kind of person or thing did it; who it was stays with the agency. Absent in messages from before it was told. */
const doer = z.enum(['STAFF', 'SYSTEM']).optional()

const acknowledgement = message(
  'ACKNOWLEDGEMENT',
  z.object({
    accepted: z.boolean(),
    receivedOn: day,
    refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
    /** Printed on every letter: the assignment's reference and the client-funds account. */
    agencyReference: z.string().nullable(),
    agencyIban: z.string().nullable(),
    /** One answer for each cost of the material; absent when it had none. */
    costs: z.array(cost).optional(),
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
    doneBy: doer,
    /** The act of staff that it came of, in a word: EXTENSION_GRANTED, COLLECTION_SUSPENDED ... Absent: of none. */
    act: z.string().max(60).optional(),
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
    lines: z.array(
      z.object({
        ordinal: z.int(),
        reference: z.string().nullable(),
        /** What arrives at the bank with this reference; zero when all of it is held back. */
        amount,
        /**
         * CARRIED: paid before for a payment that was taken back since, and held back from the other lines; its share is
         * below zero. Absent: SHARE.
         */
        kind: z.enum(['SHARE', 'CARRIED']).optional(),
        /** What was collected for the creditor; absent: the amount. */
        share: amount.optional(),
        /** Costs of the agency that the debtor has paid, the VAT that the creditor bears on them, and whether it is held back. */
        costs: amount.optional(),
        vat: amount.optional(),
        vatNetted: z.boolean().optional(),
      }),
    ),
    state,
  }),
)

/** On confirmation the costs not paid by the debtor are cancelled by the postings, and charged to the creditor. */
const recallAnswer = message(
  'RECALL_ANSWER',
  z.object({
    confirmed: z.boolean(),
    answeredOn: day,
    answeredBy: doer,
    note: z.string().nullable(),
    charged: amount,
    postings: z.array(posting),
    state,
  }),
)

const creditLossAnswer = message(
  'CREDIT_LOSS_ANSWER',
  z.object({
    confirmed: z.boolean(),
    answeredOn: day,
    answeredBy: doer,
    note: z.string().nullable(),
    /** Confirmed, and the agency goes on watching the debt without letters; absent: no. */
    surveillance: z.boolean().optional(),
    postings: z.array(posting),
    state,
  }),
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
export type MessageCost = z.infer<typeof cost>
export type MessageState = z.infer<typeof state>
