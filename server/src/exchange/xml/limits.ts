/** What a reader is ready to take in. Bytes are counted as they stand in the file, text in UTF-16 units. */
export interface XmlLimits {
  readonly fileBytes: number
  readonly documentBytes: number
  /** Documents in one file. */
  readonly documents: number
  readonly depth: number
  /** Elements and attributes of one document together. */
  readonly elements: number
  /** Text of one element. */
  readonly textLength: number
}

const MIB = 1024 * 1024

/** An e-invoice without its attachments is some ten kilobytes; a batch holds thousands. */
export const FINVOICE_LIMITS: XmlLimits = {
  fileBytes: 64 * MIB,
  documentBytes: 8 * MIB,
  documents: 20_000,
  depth: 64,
  elements: 200_000,
  textLength: 2 * MIB,
}

/** A statement is one document however many payments it lists: about two kilobytes each. */
export const BANK_LIMITS: XmlLimits = {
  fileBytes: 64 * MIB,
  documentBytes: 64 * MIB,
  documents: 1_000,
  depth: 64,
  elements: 3_000_000,
  textLength: MIB,
}
