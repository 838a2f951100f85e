import { err, ok, type Result } from '../../kernel/result.ts'
import { describeFormat, detectFormat } from '../detect.ts'
import { Findings } from '../findings.ts'
import { type FormatRefusal, quoted } from '../refusal.ts'
import type { ByteSource } from '../source.ts'
import { readXmlDocuments, type XmlReading } from '../xml/documents.ts'
import { childrenOf, find, pathOf, textAt, textsOf, type XmlElement } from '../xml/element.ts'
import { BANK_LIMITS, type XmlLimits } from '../xml/limits.ts'

/*
 * ISO 20022 pain.002, customer payment status report: what the bank says of a payment file that it was sent. Versions 03 to
 * 14 differ in what is not read here. No schema of it is at hand; the structure is that of the ISO 20022 message definition.
 */

/** ISO 20022 external payment status codes that banks send of credit transfers. */
const STATUSES = [
  ...(['ACCC', 'ACCP', 'ACFC', 'ACIS', 'ACPD', 'ACSC', 'ACSP', 'ACTC', 'ACWC', 'ACWP'] as const),
  ...(['BLCK', 'CANC', 'PART', 'PATC', 'PDNG', 'PRES', 'RCVD', 'RJCT'] as const),
] as const
export type PaymentStatus = (typeof STATUSES)[number]

/** RJCT: the bank refused it; CANC: it was withdrawn before it was paid. Either way no money leaves. */
export function isRefusal(status: PaymentStatus): boolean {
  return status === 'RJCT' || status === 'CANC'
}

export interface StatusOfPayment {
  readonly status: PaymentStatus
  /** The code of the reason and the bank's own words; undefined when none is given. */
  readonly reason?: string
}

export interface StatusOfTransfer extends StatusOfPayment {
  readonly endToEndId: string
  /** In the file. */
  readonly line: number
}

export interface StatusReport {
  /** Of the payment file that it answers. */
  readonly originalMessageId: string
  /** Of everything in the file that has none of its own. */
  readonly whole?: StatusOfPayment
  readonly transfers: readonly StatusOfTransfer[]
  /** What could not be read; the others are none the worse for it. */
  readonly refused: readonly FormatRefusal[]
  readonly line: number
}

const VERSION = /^urn:iso:std:iso:20022:tech:xsd:pain\.002\.001\.(\d{2})$/
const ADVICE = 'Ask the bank for the report again (pain.002, versions 03 to 14).'

function reasonOf(element: XmlElement): string | undefined {
  const reasons = childrenOf(element, 'StsRsnInf').map((information) => {
    const code = textAt(information, 'Rsn/Cd') ?? textAt(information, 'Rsn/Prtry')
    return [code, ...textsOf(information, 'AddtlInf')].filter((part) => part !== undefined).join(' ')
  })
  return reasons.filter((text) => text !== '').join('; ') || undefined
}

/** Undefined when the element says no status; what it says is refused when no bank says it. */
function statusAt(element: XmlElement | undefined, name: string, findings: Findings): StatusOfPayment | undefined {
  const text = textAt(element, name)
  if (!element || text === undefined) return undefined
  const status = STATUSES.find((known) => known === text)
  if (!status) return findings.refuse('STATUS_UNKNOWN', element, `${quoted(text)} is no payment status.`, ADVICE, name)
  const reason = reasonOf(element)
  return reason === undefined ? { status } : { status, reason }
}

function transferOf(element: XmlElement, findings: Findings): StatusOfTransfer[] {
  const endToEndId = textAt(element, 'OrgnlEndToEndId')
  const status = statusAt(element, 'TxSts', findings)
  if (endToEndId === undefined) {
    findings.refuse('MISSING_ELEMENT', element, 'A transfer is not named.', ADVICE, 'OrgnlEndToEndId')
  }
  return endToEndId === undefined || !status ? [] : [{ ...status, endToEndId, line: element.line }]
}

function readReport(report: XmlElement): Result<StatusReport, FormatRefusal> {
  const group = find(report, 'OrgnlGrpInfAndSts')
  const payments = childrenOf(report, 'OrgnlPmtInfAndSts')
  const own = new Findings()
  const originalMessageId = textAt(group, 'OrgnlMsgId')
  if (originalMessageId === undefined) {
    own.refuse(
      'MISSING_ELEMENT',
      report,
      'The report does not name its payment file.',
      ADVICE,
      'OrgnlGrpInfAndSts/OrgnlMsgId',
    )
    return err(own.refusal as FormatRefusal)
  }
  // A payment file of the agency's has one payment information: what is said of that is said of all of it.
  const whole = payments
    .map((payment) => statusAt(payment, 'PmtInfSts', own))
    .reduce((last, next) => next ?? last, statusAt(group, 'GrpSts', own))
  const transfers = payments.flatMap((payment) =>
    childrenOf(payment, 'TxInfAndSts').flatMap((element) => transferOf(element, own)),
  )
  const refused = own.refusal ? [own.refusal] : []
  return ok({ originalMessageId, ...(whole ? { whole } : {}), transfers, refused, line: report.line })
}

function isRead(element: XmlElement): boolean {
  const version = Number(VERSION.exec(element.namespace)?.[1] ?? 0)
  return version >= 3 && version <= 14
}

function versionRefusal(element: XmlElement): FormatRefusal {
  const message = `${quoted(element.namespace)} is no version of pain.002 that is read.`
  const { line, column } = element
  return { code: 'STATUS_REPORT_UNSUPPORTED', message, line, column, path: pathOf(element), advice: ADVICE }
}

type Answer = Result<StatusReport, FormatRefusal>

function reading(limits: XmlLimits): XmlReading<Answer> {
  return {
    limits,
    resumeAt: /<(?:[\w.-]+:)?Document[\s>]/,
    take: (name) => name === 'CstmrPmtStsRpt',
    taken: (element) => [isRead(element) ? readReport(element) : err(versionRefusal(element))],
    root: (element, taken) => (taken > 0 ? [] : [err(versionRefusal(element))]),
    refused: (refusal) => [err(refusal)],
    notXml: (bytes, line) => {
      const message = `It is ${describeFormat(detectFormat(bytes))}.`
      return [err({ code: 'STATUS_REPORT_UNSUPPORTED', message, line, advice: ADVICE })]
    },
  }
}

/** Reads the status reports of a file. Never throws on what the file holds. */
export function readStatusReports(source: ByteSource, limits: XmlLimits = BANK_LIMITS): AsyncGenerator<Answer> {
  return readXmlDocuments(source, reading(limits))
}
