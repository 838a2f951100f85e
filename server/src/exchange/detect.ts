/** What a file is, judged by its beginning. */
export type FileFormat =
  | 'FINVOICE'
  | 'CAMT_052'
  | 'CAMT_053'
  | 'CAMT_054'
  | 'PAIN_002'
  | 'KTL'
  | 'TITO'
  | 'TEAPPSXML'
  | 'UBL'
  | 'ISO20022'
  | 'HTML'
  | 'XML'
  | 'PDF'
  | 'XLSX'
  | 'ZIP'
  | 'CSV'
  | 'TEXT'
  | 'BINARY'
  | 'EMPTY'

/** Enough of a file to tell what it is, a SOAP frame in front included. */
export const DETECTION_BYTES = 64 * 1024

const NAMES: Record<FileFormat, string> = {
  FINVOICE: 'a Finvoice e-invoice',
  CAMT_052: 'an intraday account report (camt.052)',
  CAMT_053: 'an account statement (camt.053)',
  CAMT_054: 'a notification of debits and credits (camt.054)',
  PAIN_002: "a bank's report on a payment file (pain.002)",
  KTL: 'a reference-payment file (KTL)',
  TITO: 'an account statement in the TITO format',
  TEAPPSXML: 'a TEAPPSXML e-invoice',
  UBL: 'a UBL (Peppol) document',
  ISO20022: 'another ISO 20022 message',
  HTML: 'a web page',
  XML: 'another XML document',
  PDF: 'a PDF document',
  XLSX: 'an Excel workbook',
  ZIP: 'a ZIP archive',
  CSV: 'a table of separated values (CSV)',
  TEXT: 'plain text',
  BINARY: 'a binary file',
  EMPTY: 'empty',
}

/** The format in words, fit to follow "it is". */
export function describeFormat(format: FileFormat): string {
  return NAMES[format]
}

const WITHOUT_PROLOGUE = /^(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[^\]]*\]\s*)?>)*/i

function xmlFormat(text: string): FileFormat {
  const body = text.replace(WITHOUT_PROLOGUE, '')
  const root = /^<(?:[\w.-]+:)?([\w.-]+)/.exec(body)?.[1] ?? ''
  const camt = /urn:iso:std:iso:20022:tech:xsd:(camt\.05[234])\./.exec(body)?.[1]
  if (camt) return camt.replace('camt.', 'CAMT_') as FileFormat
  if (/urn:iso:std:iso:20022:tech:xsd:pain\.002\./.test(body)) return 'PAIN_002'
  if (/urn:iso:std:iso:20022:/.test(body)) return 'ISO20022'
  if (/<(?:[\w.-]+:)?Finvoice[\s>/]/.test(body)) return 'FINVOICE'
  if (root === 'INVOICE_CENTER') return 'TEAPPSXML'
  if (/urn:oasis:names:specification:ubl:/.test(body)) return 'UBL'
  if (root.toLowerCase() === 'html') return 'HTML'
  return 'XML'
}

function binaryFormat(text: string): FileFormat | undefined {
  if (text.startsWith('%PDF-')) return 'PDF'
  if (text.startsWith('PK\x03\x04')) return /xl\/|\[Content_Types\]\.xml/.test(text) ? 'XLSX' : 'ZIP'
  return text.includes('\0') ? 'BINARY' : undefined
}

function textFormat(text: string): FileFormat {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '')
  const first = lines[0] ?? ''
  if (/^T00322/.test(first)) return 'TITO'
  if (/^0\d{10}.{12}/.test(first) && /^[3579]\d{6}/.test(lines[1] ?? '')) return 'KTL'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary from text
  if (/[\x01-\x08\x0e-\x1f]/.test(text)) return 'BINARY'
  return /[;,\t].*[;,\t]/.test(first) && lines.length > 1 ? 'CSV' : 'TEXT'
}

function asText(head: Uint8Array): string {
  const bytes = Buffer.from(head)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le').slice(1)
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString('utf16le')
      .slice(1)
  return bytes.toString('latin1').replace(/^\xef\xbb\xbf/, '')
}

/** Judges the first bytes of a file (`DETECTION_BYTES` of them are enough). */
export function detectFormat(head: Uint8Array): FileFormat {
  const text = asText(head)
  const trimmed = text.trimStart()
  if (trimmed === '') return 'EMPTY'
  const binary = binaryFormat(trimmed)
  if (binary) return binary
  return trimmed.startsWith('<') ? xmlFormat(trimmed) : textFormat(text)
}
