import iconv from 'iconv-lite'
import { utf16Mark } from '../xml/encoding.ts'

/**
 * The text of a file that does not say its encoding: by its byte order mark, else UTF-16 when every other byte is zero,
 * else UTF-8 when the bytes are valid as such, else Windows-1252, of which ISO-8859-1 is a part. Text in Finnish or
 * Swedish in one of the latter is never valid UTF-8.
 */
export function decodeText(bytes: Uint8Array): string {
  const encoding = utf16Mark(bytes) ?? utf16WithoutMark(bytes)
  if (encoding) return new TextDecoder(encoding).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return iconv.decode(Buffer.from(bytes), 'windows-1252')
  }
}

const PROBE = 512

function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const head = bytes.subarray(0, Math.min(PROBE, bytes.length & ~1))
  let even = 0
  let odd = 0
  for (const [index, byte] of head.entries()) {
    if (byte !== 0) continue
    if (index % 2 === 0) even++
    else odd++
  }
  const most = head.length * 0.4
  if (odd > most && even === 0) return 'utf-16le'
  return even > most && odd === 0 ? 'utf-16be' : undefined
}
