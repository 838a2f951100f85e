import iconv from 'iconv-lite'

export type XmlEncoding = 'UTF-8' | 'ISO-8859-15'

type Attributes = Readonly<Record<string, string>>

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 (2.2) has no way to write them, not even escaped
const IMPOSSIBLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu

/** Text for an element or an attribute. Characters that XML cannot hold become blanks. */
function escapeXml(text: string): string {
  return text.replace(IMPOSSIBLE, ' ').replace(/[&<>"\r]/g, (sign) => ESCAPES[sign] ?? sign)
}

function openTag(name: string, attributes: Attributes): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
  return `${name}${pairs.join('')}`
}

/** An element that holds text; nothing when there is none. */
export function leaf(name: string, text: string | undefined, attributes: Attributes = {}): string {
  return text === undefined ? '' : `<${openTag(name, attributes)}>${escapeXml(text)}</${name}>\n`
}

/** An element that holds elements; nothing when none of them has anything to say. */
export function node(name: string, ...children: string[]): string {
  const content = children.join('')
  return content === '' ? '' : `<${name}>\n${content}</${name}>\n`
}

/** The bytes of a document with its declaration. Characters that the encoding lacks are written as references. */
export function encodeXml(body: string, encoding: XmlEncoding): Buffer {
  const text = `<?xml version="1.0" encoding="${encoding}"?>\n${body}`
  if (encoding === 'UTF-8') return Buffer.from(text, 'utf8')
  const writable = text.replace(/[^\x20-\x7e\s]/gu, (sign) =>
    iconv.decode(iconv.encode(sign, encoding), encoding) === sign ? sign : `&#${sign.codePointAt(0)};`,
  )
  return iconv.encode(writable, encoding)
}
