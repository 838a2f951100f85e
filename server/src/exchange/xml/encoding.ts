import iconv from 'iconv-lite'

/** `mislabelled`: the declaration says one byte per character, but the bytes are UTF-8 and were read as such. */
export type Decoded =
  | { ok: true; text: string; mislabelled: boolean }
  | { ok: false; code: 'XML_ENCODING_UNSUPPORTED' | 'XML_ENCODING_INVALID'; encoding: string; line: number }

const SINGLE_BYTE = new Map([
  ['iso-8859-1', 'iso-8859-1'],
  ['latin1', 'iso-8859-1'],
  ['iso-8859-15', 'iso-8859-15'],
  ['latin-9', 'iso-8859-15'],
  ['windows-1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
])
const UNICODE = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii'])

/** 'utf-16le' or 'utf-16be' when the bytes begin with its byte order mark. */
export function utf16Mark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

function declaredEncoding(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 256)).toString('latin1')
  const match = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)
  return (match?.[1] ?? 'utf-8').toLowerCase()
}

function decodeStrictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The line, from 1, of the first byte sequence that is not UTF-8. */
function lineOfDamage(bytes: Uint8Array, encoding: string): number {
  const text = new TextDecoder(encoding).decode(bytes)
  return text.slice(0, text.indexOf('\ufffd')).split('\n').length
}

function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 0x80)
}

/** The text of one XML document, by byte order mark first and declaration second; UTF-8 when neither says anything. */
export function decodeXml(bytes: Uint8Array): Decoded {
  const declared = declaredEncoding(bytes)
  const singleByte = SINGLE_BYTE.get(declared)
  if (singleByte && !utf16Mark(bytes)) {
    // Text in Finnish or Swedish that happens to be valid UTF-8 is UTF-8: å, ä and ö alone never are.
    const asUtf8 = isAscii(bytes) ? undefined : decodeStrictly(bytes, 'utf-8')
    const text = asUtf8 ?? iconv.decode(Buffer.from(bytes), singleByte)
    return { ok: true, text, mislabelled: asUtf8 !== undefined }
  }
  const encoding = utf16Mark(bytes) ?? (UNICODE.has(declared) ? 'utf-8' : undefined)
  if (!encoding) return { ok: false, code: 'XML_ENCODING_UNSUPPORTED', encoding: declared, line: 1 }
  const text = decodeStrictly(bytes, encoding)
  if (text !== undefined) return { ok: true, text, mislabelled: false }
  return { ok: false, code: 'XML_ENCODING_INVALID', encoding, line: lineOfDamage(bytes, encoding) }
}
