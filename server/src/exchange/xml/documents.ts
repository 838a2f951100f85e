import type { FormatRefusal, FormatWarning } from '../refusal.ts'
import { type ByteSource, chunksOf } from '../source.ts'
import type { XmlElement } from './element.ts'
import { decodeXml, utf16Mark } from './encoding.ts'
import type { XmlLimits } from './limits.ts'
import { parseDocument } from './parse.ts'
import { type Piece, splitDocuments } from './split.ts'

/** How a format turns the elements of a file into its own answers `T`. */
export interface XmlReading<T> {
  readonly limits: XmlLimits
  /** Matches the start tag at which reading goes on after a broken document. */
  readonly resumeAt: RegExp
  take(name: string): boolean
  taken(element: XmlElement, warnings: readonly FormatWarning[]): T[]
  /** The end of a root; `taken` tells how many elements were handed over since the last one. */
  root(element: XmlElement, taken: number): T[]
  refused(refusal: FormatRefusal): T[]
  /** What stands where a document should, but is not XML. */
  notXml(bytes: Uint8Array, line: number): T[]
}

const MISLABELLED =
  'The declaration names an encoding of one byte per character, but the text is UTF-8 and was read as UTF-8.'

function looksLikeXml(bytes: Uint8Array): boolean {
  if (utf16Mark(bytes)) return true
  return /^(?:\xef\xbb\xbf)?\s*</.test(Buffer.from(bytes.subarray(0, 4096)).toString('latin1'))
}

function tooLarge(piece: Exclude<Piece, { kind: 'document' }>, limits: XmlLimits): FormatRefusal {
  const ofFile = piece.kind === 'fileTooLarge'
  const mebibytes = (ofFile ? limits.fileBytes : limits.documentBytes) / 1024 / 1024
  return {
    code: ofFile ? 'FILE_TOO_LARGE' : 'DOCUMENT_TOO_LARGE',
    message: `The ${ofFile ? 'file' : 'document'} is larger than ${mebibytes} MiB; reading stopped there.`,
    line: piece.line,
    advice: ofFile ? 'Send the material in several files.' : 'Send the document without its attachments.',
  }
}

function encodingRefusal(decoded: { code: string; encoding: string; line: number }, firstLine: number): FormatRefusal {
  const unsupported = decoded.code === 'XML_ENCODING_UNSUPPORTED'
  return {
    code: decoded.code,
    message: unsupported
      ? `The encoding ${decoded.encoding} is not read.`
      : `The text is not valid ${decoded.encoding}, although the document says so or says nothing.`,
    line: firstLine + decoded.line - 1,
    advice: 'Write the document in UTF-8 or ISO-8859-15 and name the encoding in its XML declaration.',
  }
}

function tooManyDocuments(limit: number, line: number): FormatRefusal {
  return {
    code: 'TOO_MANY_DOCUMENTS',
    message: `The file holds more than ${limit} documents; the rest was not read.`,
    line,
    advice: 'Send the rest in another file.',
  }
}

async function readPiece<T>(piece: Piece, room: number, reading: XmlReading<T>): Promise<T[]> {
  if (piece.kind !== 'document') return reading.refused(tooLarge(piece, reading.limits))
  if (!looksLikeXml(piece.bytes)) return reading.notXml(piece.bytes, piece.line)
  const decoded = decodeXml(piece.bytes)
  if (!decoded.ok) return reading.refused(encodingRefusal(decoded, piece.line))
  const warnings = decoded.mislabelled ? [{ code: 'ENCODING_MISLABELLED', message: MISLABELLED, line: piece.line }] : []
  const items: T[] = []
  let taken = 0
  await parseDocument(
    decoded.text,
    piece.line,
    reading.limits,
    {
      take: (name) => reading.take(name),
      taken: (element) => {
        taken += 1
        items.push(...reading.taken(element, warnings))
      },
      root: (element) => {
        items.push(...reading.root(element, taken))
        taken = 0
      },
      refused: (refusal) => {
        taken = 0
        items.push(...reading.refused(refusal))
      },
      full: () => items.length > room,
    },
    reading.resumeAt,
  )
  return items
}

/** The answers of a file, in its order. Never throws on what a file holds. */
export async function* readXmlDocuments<T>(source: ByteSource, reading: XmlReading<T>): AsyncGenerator<T> {
  const { limits } = reading
  let count = 0
  for await (const piece of splitDocuments(chunksOf(source), limits)) {
    for (const item of await readPiece(piece, limits.documents - count, reading)) {
      if (count >= limits.documents) {
        yield* reading.refused(tooManyDocuments(limits.documents, piece.line))
        return
      }
      count += 1
      yield item
    }
  }
}
