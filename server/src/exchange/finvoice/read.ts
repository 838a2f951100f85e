import { err, type Result } from '../../kernel/result.ts'
import { DETECTION_BYTES, describeFormat, detectFormat } from '../detect.ts'
import { Findings } from '../findings.ts'
import type { FormatRefusal, FormatWarning } from '../refusal.ts'
import type { ByteSource } from '../source.ts'
import { readXmlDocuments, type XmlReading } from '../xml/documents.ts'
import type { XmlElement } from '../xml/element.ts'
import { FINVOICE_LIMITS, type XmlLimits } from '../xml/limits.ts'
import type { EInvoice } from './einvoice.ts'
import { readInvoice } from './invoice.ts'

/** The answer for one document of a file. */
export interface DocumentResult {
  /** From 0, in the order of the file. */
  readonly index: number
  /** Where the document begins, from 1. */
  readonly line: number
  readonly result: Result<EInvoice, FormatRefusal>
  /** What a person should know of an accepted document; also told of a refused one as far as it was read. */
  readonly warnings: readonly FormatWarning[]
}

type Answer = Omit<DocumentResult, 'index'>

function refusedAnswer(refusal: FormatRefusal): Answer {
  return { line: refusal.line, result: err(refusal), warnings: [] }
}

const SEND_FINVOICE = 'Send Finvoice 1.3 to 3.0 files, with or without a SOAP frame.'

function notFinvoice(what: string, line: number, path?: string): Answer {
  const place = path === undefined ? {} : { path }
  return refusedAnswer({
    code: 'NOT_FINVOICE',
    message: `It is ${what}, not a Finvoice.`,
    line,
    advice: SEND_FINVOICE,
    ...place,
  })
}

/** What travels with e-invoices and is no invoice itself: the operator's frame and attachments. */
function isCompanion(root: XmlElement): boolean {
  return root.name === 'Envelope' || /^(?:Finvoice)?Attachments?$|^AttachmentMessage/i.test(root.name)
}

function nameOf(root: XmlElement): string {
  const opening = Buffer.from(`<${root.name} xmlns="${root.namespace}">`)
  const format = detectFormat(opening)
  return format === 'XML' ? `an XML document of type ${root.name}` : describeFormat(format)
}

const READING: Omit<XmlReading<Answer>, 'limits'> = {
  resumeAt: /<(?:[\w.-]+:)?Finvoice[\s>]/,
  take: (name) => name === 'Finvoice',
  taken: (element, warnings) => {
    const findings = new Findings(warnings)
    const result = readInvoice(element, findings)
    return [{ line: element.line, result, warnings: findings.warnings }]
  },
  root: (element, taken) =>
    taken > 0 || element.name === 'Finvoice' || isCompanion(element)
      ? []
      : [notFinvoice(nameOf(element), element.line, element.name)],
  refused: (refusal) => [refusedAnswer(refusal)],
  notXml: (bytes, line) => [notFinvoice(describeFormat(detectFormat(bytes.subarray(0, DETECTION_BYTES))), line)],
}

/**
 * Reads every e-invoice of a file: plain, framed by SOAP (the frame as a document of its own or around the invoice),
 * several one after the other, or several under one root. Each document is answered by itself, in order; a file
 * without any gets one refusal. Never throws on what the file holds.
 */
export async function* readFinvoice(
  source: ByteSource,
  limits: XmlLimits = FINVOICE_LIMITS,
): AsyncGenerator<DocumentResult> {
  let index = 0
  for await (const answer of readXmlDocuments(source, { ...READING, limits })) {
    yield { index, ...answer }
    index += 1
  }
  if (index > 0) return
  const advice = SEND_FINVOICE
  yield {
    index,
    ...refusedAnswer({ code: 'NO_INVOICE_FOUND', message: 'The file holds no e-invoice.', line: 1, advice }),
  }
}
