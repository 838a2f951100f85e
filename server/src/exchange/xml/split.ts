import { utf16Mark } from './encoding.ts'
import type { XmlLimits } from './limits.ts'

/** One document of a file, or the news that what stands there is too large. `line` is its first line in the file. */
export type Piece =
  | { kind: 'document'; bytes: Buffer; line: number }
  | { kind: 'documentTooLarge'; line: number }
  | { kind: 'fileTooLarge'; line: number }

const DECLARATION = '<?xml'
const LF = 0x0a
// How much of the piece is kept in hand: enough to see what a declaration follows.
const LOOK_BACK = 64
// Bytes that arrive in drops are put away by the pageful.
const PAGE = 4096

function isBlankByte(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => isBlankByte(byte) || byte === 0xef || byte === 0xbb || byte === 0xbf)
}

function countLines(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) lines += 1
  return lines
}

/** A declaration right inside a CDATA section or a comment belongs to the text; any other begins a document. */
function beginsDocument(data: Buffer, at: number): boolean {
  if (!isBlankByte(data[at + DECLARATION.length])) return false
  const before = data
    .subarray(Math.max(0, at - LOOK_BACK), at)
    .toString('latin1')
    .trimEnd()
  return !before.endsWith('<![CDATA[') && !before.endsWith('<!--')
}

function startOf(data: Buffer, at: number): number {
  const hasMark = at >= 3 && data[at - 3] === 0xef && data[at - 2] === 0xbb && data[at - 1] === 0xbf
  return hasMark ? at - 3 : at
}

/** The document being gathered. Once over its limit it keeps only its line count. */
class Gathering {
  private parts: Buffer[] = []
  private size = 0
  private lines = 0
  private overflown = false
  private line = 1
  private readonly limit: number

  constructor(limit: number) {
    this.limit = limit
  }

  add(bytes: Buffer): void {
    this.lines += countLines(bytes)
    this.size += bytes.length
    if (this.size > this.limit) {
      this.overflown = true
      this.parts = []
      return
    }
    this.parts.push(bytes)
  }

  get firstLine(): number {
    return this.line
  }

  /** Ends the document and begins the next one; undefined when there was nothing but blanks. */
  finish(): Piece | undefined {
    const { line, overflown } = this
    const bytes = Buffer.concat(this.parts)
    this.line += this.lines
    this.parts = []
    this.size = 0
    this.lines = 0
    this.overflown = false
    if (overflown) return { kind: 'documentTooLarge', line }
    return isBlank(bytes) ? undefined : { kind: 'document', bytes, line }
  }
}

/**
 * The documents of a file that holds several, one after the other, each with its own XML declaration and encoding.
 * Memory never holds more than one document of the permitted size; past `fileBytes` nothing more is read.
 */
export async function* splitDocuments(
  chunks: AsyncIterable<Uint8Array>,
  limits: Pick<XmlLimits, 'fileBytes' | 'documentBytes'>,
): AsyncGenerator<Piece> {
  const gathering = new Gathering(limits.documentBytes)
  let carry: Buffer = Buffer.alloc(0)
  let undecided = 0
  let total = 0
  let wide: boolean | undefined
  for await (const chunk of chunks) {
    total += chunk.length
    if (total > limits.fileBytes) {
      yield { kind: 'fileTooLarge', line: gathering.firstLine }
      return
    }
    const data: Buffer = Buffer.concat([carry, chunk])
    wide ??= data.length >= 2 ? utf16Mark(data) !== undefined : undefined
    let begin = 0
    for (let at = data.indexOf(DECLARATION, undecided); !wide && at >= 0; at = data.indexOf(DECLARATION, at + 1)) {
      if (at + DECLARATION.length >= data.length) break
      if (!beginsDocument(data, at)) continue
      gathering.add(data.subarray(begin, startOf(data, at)))
      begin = startOf(data, at)
      const piece = gathering.finish()
      if (piece) yield piece
    }
    const keepFrom = data.length - begin > PAGE ? data.length - LOOK_BACK : begin
    gathering.add(data.subarray(begin, keepFrom))
    carry = Buffer.from(data.subarray(keepFrom))
    // A declaration at the very beginning of the carry was decided on already: look again only where it was cut.
    undecided = Math.max(0, data.length - DECLARATION.length - keepFrom)
  }
  gathering.add(carry)
  const last = gathering.finish()
  if (last) yield last
}
