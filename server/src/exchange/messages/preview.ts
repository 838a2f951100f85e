import { z } from 'zod'
import { amount, day } from './envelope.ts'
import { channels, languages, letterKinds } from './fromAgency.ts'
import { material } from './toAgency.ts'

/** What the company side asks about: an invoice that it might send. Nothing is kept of it. */
export const previewQuestion = z.object({ creditor: z.string(), body: material.shape.body })
export type PreviewQuestion = z.infer<typeof previewQuestion>

/**
 * By e-mail to a BUSINESS, or by a consumer's CONSENT. On paper by the creditor's POLICY, with NO_EMAIL known, or to a
 * consumer with NO_CONSENT, CONSENT_WITHDRAWN or CONSENT_ENDED.
 */
export const channelReasons = [
  'BUSINESS',
  'CONSENT',
  'POLICY',
  'NO_EMAIL',
  'NO_CONSENT',
  'CONSENT_WITHDRAWN',
  'CONSENT_ENDED',
] as const
export type ChannelReason = (typeof channelReasons)[number]

/** The letter with which the assignment would begin, as the agency would print it. */
export const previewAnswer = z.object({
  /** Why there would be no letter, or none now; the first day it could go stands in `letter.sentOn`. */
  problems: z.array(z.object({ code: z.string(), message: z.string() })),
  letter: z
    .object({
      kind: z.enum(letterKinds),
      /** Today, or the first day on which the letter may go and be charged for. */
      sentOn: day,
      dueOn: day,
      channel: z.enum(channels),
      /** Why it goes so; absent from an agency that does not tell. */
      channelReason: z.enum(channelReasons).optional(),
      language: z.enum(languages),
      total: amount,
      body: z.string(),
      /** The paper, a PDF file. It has no reference and no codes to pay by. */
      pdf: z.base64(),
    })
    .nullable(),
})
export type PreviewAnswer = z.infer<typeof previewAnswer>

/** How the agency is asked: a call, or HTTP when it is a process of its own. */
export type Previewer = (question: PreviewQuestion) => Promise<PreviewAnswer>
