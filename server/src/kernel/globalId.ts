/** What an opaque id says. Ids are decimal strings; `companyId` is '0' for types without a company. */
export interface GlobalId {
  readonly type: string
  readonly companyId: string
  readonly localId: string
}

type IdPart = bigint | number | string

const CONTENT = /^([A-Z][A-Za-z0-9]{0,63}):(0|[1-9]\d{0,18}):(0|[1-9]\d{0,18})$/

function toText(encoded: string): string | undefined {
  const text = Buffer.from(encoded, 'base64url').toString('utf8')
  // One id has one spelling: base64 decoders ignore stray characters and spare bits.
  return Buffer.from(text, 'utf8').toString('base64url') === encoded ? text : undefined
}

/** The opaque id of a thing: base64url of `Type:company:local`. Throws RangeError on parts that could not be read back. */
export function encodeId(type: string, companyId: IdPart, localId: IdPart): string {
  const content = `${type}:${companyId}:${localId}`
  if (!CONTENT.test(content)) throw new RangeError(`Not an id: ${content}`)
  return Buffer.from(content, 'utf8').toString('base64url')
}

/** Undefined for anything that `encodeId` does not write. */
export function decodeId(text: string): GlobalId | undefined {
  const match = CONTENT.exec(toText(text) ?? '')
  if (!match) return undefined
  return { type: match[1] as string, companyId: match[2] as string, localId: match[3] as string }
}

/** A page cursor: the sort key, company and id of the last row, in the order the query wants them. */
export function encodeCursor(parts: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url')
}

/** Undefined for anything that `encodeCursor` does not write; the caller checks number and kinds of parts. */
export function decodeCursor(text: string): (string | null)[] | undefined {
  const content = toText(text)
  if (content === undefined) return undefined
  try {
    const parts: unknown = JSON.parse(content)
    if (!Array.isArray(parts)) return undefined
    return parts.every((part) => part === null || typeof part === 'string') ? parts : undefined
  } catch {
    return undefined
  }
}
