import { err } from '../../kernel/result.ts'
import { DETECTION_BYTES, describeFormat, detectFormat } from '../detect.ts'
import { type ByteSource, peek } from '../source.ts'
import { BANK_LIMITS, type XmlLimits } from '../xml/limits.ts'
import { readCamt } from './camt.ts'
import { readKtl } from './ktl.ts'
import type { StatementResult } from './statement.ts'

const XML = new Set(['CAMT_052', 'CAMT_053', 'CAMT_054', 'XML', 'ISO20022'])

/** Reads a bank file of any format that is read; another file gets one refusal that says what it is. */
export async function* readBankFile(
  source: ByteSource,
  limits: XmlLimits = BANK_LIMITS,
): AsyncGenerator<StatementResult> {
  const { head, source: whole } = await peek(source, DETECTION_BYTES)
  const format = detectFormat(head)
  if (format === 'KTL') return yield* readKtl(whole, limits.fileBytes)
  if (XML.has(format)) return yield* readCamt(whole, limits)
  const message =
    format === 'EMPTY' ? 'The file is empty.' : `It is ${describeFormat(format)}, not a bank file that is read.`
  const advice = 'Send camt.053 or camt.054 (versions 02 to 08) or a reference-payment file (KTL).'
  yield { index: 0, line: 1, result: err({ code: 'NOT_BANK_FILE', message, line: 1, advice }), warnings: [] }
}
