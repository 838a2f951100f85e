import { z } from 'zod'

/** An amount in a message: an exact decimal with two places and an ISO 4217 code, so that no reader needs floats. */
export const amount = z.object({ amount: z.string().regex(/^-?\d+\.\d{2}$/), currency: z.string().length(3) })
export type Amount = z.infer<typeof amount>

/** A calendar date, YYYY-MM-DD. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/**
 * What every message carries. `sequence` counts from 1 per assignment and direction, so that a receiver can apply
 * messages in order and once, whatever arrives twice or out of order.
 */
const header = {
  id: z.uuid(),
  version: z.literal(1),
  /** The creditor's business ID; the two sides share no other key for a company. */
  creditor: z.string(),
  /** Chosen by the company side when it sends the material. */
  assignment: z.uuid(),
  sequence: z.int().positive(),
  sentAt: z.iso.datetime(),
}

/** Makes the schema of one kind of message: the header and a body. */
export const message = <Kind extends string, Body extends z.ZodType>(kind: Kind, body: Body) =>
  z.object({ ...header, kind: z.literal(kind), body })

export interface Header {
  id: string
  version: 1
  creditor: string
  assignment: string
  sequence: number
  sentAt: string
}
