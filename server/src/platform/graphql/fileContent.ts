/** A file that a client sent. Its bytes are there only when it is within the limit. */
export class FileContent {
  /** Undefined when the file is larger than the limit: then it was never kept. */
  readonly bytes: Buffer | undefined
  /** The most bytes that one file may have. */
  readonly limit: number

  constructor(bytes: Buffer | undefined, limit: number) {
    this.bytes = bytes
    this.limit = limit
  }
}

/** 20 MB: some hundred times a large e-invoice, and more than a day's bank file of a busy company. */
export const FILE_LIMIT = 20 * 1024 * 1024

const XML_ENCODING = /^(\s*<\?xml[^>]*?\sencoding\s*=\s*)(["'])[^"']*\2/
const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/

/** A file given as text: XML as it is, anything else as base64. Undefined when it is neither. */
export function fileFromText(text: string): FileContent | undefined {
  const isXml = text
    .replace(/^\uFEFF/, '')
    .trimStart()
    .startsWith('<')
  // In JSON the text is Unicode already, whatever the XML declaration says of the file it came from.
  if (isXml) return limited(Buffer.from(text.replace(XML_ENCODING, '$1$2UTF-8$2'), 'utf8'))
  return BASE64.test(text) ? limited(Buffer.from(text, 'base64')) : undefined
}

function limited(bytes: Buffer): FileContent {
  return new FileContent(bytes.length > FILE_LIMIT ? undefined : bytes, FILE_LIMIT)
}
