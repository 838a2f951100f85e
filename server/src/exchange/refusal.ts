import type { UserError } from '../kernel/result.ts'

/** Why a document was not taken in, where in the file the reason stands, and what the sender should do. */
export interface FormatRefusal extends UserError {
  /** 1-based line in the file as it was given. */
  readonly line: number
  /** 1-based column, where the reader knows it. */
  readonly column?: number
  /** Element path, such as `Finvoice/InvoiceDetails/InvoiceNumber`. */
  readonly path?: string
  readonly advice: string
  /** What else is wrong with the same document, so that it can be mended in one go. */
  readonly also?: readonly FormatRefusal[]
}

/** Something about an accepted document that a person should know. */
export interface FormatWarning {
  readonly code: string
  readonly message: string
  readonly line: number
  readonly path?: string
}

/** The single refusal of a document with several problems: the first leads, the rest go with it. */
export function combineRefusals(refusals: readonly FormatRefusal[]): FormatRefusal | undefined {
  const [first, ...rest] = refusals
  if (!first) return undefined
  return rest.length > 0 ? { ...first, also: rest } : first
}

/** Text of a file quoted in a message: one line, at most 60 characters. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return `"${line.length > 60 ? `${line.slice(0, 57)}...` : line}"`
}
