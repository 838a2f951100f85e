import { formatDecimal } from '../../kernel/money.ts'
import { err, ok } from '../../kernel/result.ts'
import { describeFormat, detectFormat, type FileFormat } from '../detect.ts'
import { Findings } from '../findings.ts'
import type { FormatRefusal, FormatWarning } from '../refusal.ts'
import type { ByteSource } from '../source.ts'
import { readXmlDocuments, type XmlReading } from '../xml/documents.ts'
import { childrenOf, find, pathOf, textAt, type XmlElement } from '../xml/element.ts'
import { BANK_LIMITS, type XmlLimits } from '../xml/limits.ts'
import { readCamtEntry } from './camtEntry.ts'
import { dateAt, directionOf, readAmount, statementAccount } from './camtFields.ts'
import type { Balance, BankStatement, StatementKind, StatementResult } from './statement.ts'
import { type Unkeyed, withKeys } from './transactionKey.ts'

type Answer = Omit<StatementResult, 'index'>

const STATEMENTS: Readonly<Record<string, StatementKind>> = { Stmt: '053', Ntfctn: '054' }
const VERSION = /^urn:iso:std:iso:20022:tech:xsd:camt\.(05[234])\.001\.(\d{2})$/
const ADVICE = 'Order camt.053 or camt.054, versions 02 to 08, from the bank.'

function refusedAnswer(refusal: FormatRefusal, warnings: readonly FormatWarning[] = []): Answer {
  return { line: refusal.line, result: err(refusal), warnings }
}

/** Why the message that holds this element is not read; undefined when it is. */
function messageRefusal(element: XmlElement): FormatRefusal | undefined {
  const place = { line: element.line, column: element.column, path: pathOf(element), advice: ADVICE }
  const [, message, version] = VERSION.exec(element.namespace) ?? []
  if (message === '052') {
    const text = 'Intraday reports (camt.052) are not booked: their entries come again on the statement.'
    return { code: 'CAMT_052_NOT_BOOKED', message: text, ...place }
  }
  if (!message || !version) return { code: 'NOT_CAMT', message: 'It is no camt.053 or camt.054 message.', ...place }
  if (Number(version) >= 2 && Number(version) <= 8) return undefined
  return { code: 'CAMT_VERSION_UNSUPPORTED', message: `Version ${version} of camt.${message} is not read.`, ...place }
}

function readBalance(statement: XmlElement, codes: readonly string[]): Balance | undefined {
  const balances = childrenOf(statement, 'Bal')
  for (const code of codes) {
    const balance = balances.find((one) => textAt(one, 'Tp/CdOrPrtry/Cd') === code)
    const amount = readAmount(find(balance, 'Amt'))
    const date = dateAt(find(balance, 'Dt'))
    if (!balance || !amount || !date) continue
    const minor = directionOf(balance) === 'DBIT' ? -amount.minor : amount.minor
    return { amount: { minor, currency: amount.currency }, date }
  }
  return undefined
}

/** What is gathered of a statement while its entries go by. */
class Gathered {
  readonly transactions: Unkeyed[] = []
  readonly refusedEntries: FormatRefusal[] = []
  readonly findings: Findings

  constructor(warnings: readonly FormatWarning[]) {
    this.findings = new Findings(warnings)
  }

  addEntry(entry: XmlElement, accountIban: string): void {
    const own = new Findings()
    this.transactions.push(...readCamtEntry(entry, accountIban, own))
    this.findings.warnings.push(...own.warnings)
    if (own.refusal) this.refusedEntries.push(own.refusal)
  }
}

function checkBalances(statement: XmlElement, read: BankStatement, findings: Findings): void {
  const { openingBalance: opening, closingBalance: closing, transactions } = read
  if (!opening || !closing || read.refusedEntries.length > 0) return
  const moved = transactions.reduce(
    (total, { amount, direction }) => total + (direction === 'CRDT' ? amount.minor : -amount.minor),
    0n,
  )
  const expected = { minor: opening.amount.minor + moved, currency: opening.amount.currency }
  if (opening.amount.currency === closing.amount.currency && expected.minor === closing.amount.minor) return
  findings.warn(
    'BALANCES_CONTRADICT',
    statement,
    `Opening balance and entries make ${formatDecimal(expected)} ${expected.currency}, the closing balance says ` +
      `${formatDecimal(closing.amount)} ${closing.amount.currency}.`,
  )
}

function finishStatement(statement: XmlElement, kind: StatementKind, gathered: Gathered): Answer {
  const { findings, refusedEntries } = gathered
  const account = statementAccount(find(statement, 'Acct'))
  const accountIban = account?.iban
  const statementId = textAt(statement, 'Id')
  if (!account) findings.refuse('ACCOUNT_INVALID', statement, 'The account has no IBAN.', ADVICE, 'Acct/Id/IBAN')
  else if (!account.valid) {
    findings.warn('ACCOUNT_CHECK_FAILS', statement, `The check digits of account ${account.iban} are wrong.`)
  }
  if (!statementId) findings.refuse('MISSING_ELEMENT', statement, 'The statement has no id.', ADVICE, 'Id')
  if (!accountIban || !statementId) return refusedAnswer(findings.refusal as FormatRefusal, findings.warnings)
  const fields = {
    messageId: textAt(statement.parent, 'GrpHdr/MsgId'),
    createdAt: textAt(statement, 'CreDtTm'),
    openingBalance: readBalance(statement, ['OPBD', 'PRCD']),
    closingBalance: readBalance(statement, ['CLBD']),
  }
  const transactions = withKeys(gathered.transactions, statementId)
  const currency = textAt(statement, 'Acct/Ccy') ?? transactions[0]?.amount.currency ?? 'EUR'
  const read: BankStatement = {
    kind,
    statementId,
    accountIban,
    currency,
    transactions,
    refusedEntries,
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  }
  checkBalances(statement, read, findings)
  return { line: statement.line, result: ok(read), warnings: findings.warnings }
}

function notCamt(format: FileFormat, line: number): Answer {
  return refusedAnswer({ code: 'NOT_CAMT', message: `It is ${describeFormat(format)}.`, line, advice: ADVICE })
}

function reading(limits: XmlLimits): XmlReading<Answer> {
  let gathered: Gathered | undefined
  return {
    limits,
    resumeAt: /<(?:[\w.-]+:)?Document[\s>]/,
    take: (name) => name === 'Ntry' || name === 'Rpt' || name in STATEMENTS,
    taken: (element, warnings) => {
      gathered ??= new Gathered(warnings)
      if (element.name === 'Ntry') {
        const account = statementAccount(find(element.parent, 'Acct'))
        if (account && !messageRefusal(element)) gathered.addEntry(element, account.iban)
        return []
      }
      const finished = gathered
      gathered = undefined
      const refusal = messageRefusal(element)
      const kind = STATEMENTS[element.name]
      if (refusal || !kind) return refusal ? [refusedAnswer(refusal)] : []
      return [finishStatement(element, kind, finished)]
    },
    root: (element, taken) => {
      if (taken > 0 || element.name === 'Envelope') return []
      const refusal = messageRefusal(element)
      if (refusal && refusal.code !== 'NOT_CAMT') return [refusedAnswer(refusal)]
      if (refusal)
        return [notCamt(detectFormat(Buffer.from(`<${element.name} xmlns="${element.namespace}">`)), element.line)]
      const { line, column } = element
      return [
        refusedAnswer({
          code: 'NO_STATEMENT_FOUND',
          message: 'The message holds no statement.',
          line,
          column,
          advice: ADVICE,
        }),
      ]
    },
    refused: (refusal) => {
      gathered = undefined
      return [refusedAnswer(refusal)]
    },
    notXml: (bytes, line) => [notCamt(detectFormat(bytes), line)],
  }
}

/**
 * Reads the statements (camt.053) and notifications (camt.054) of a file, versions 02 to 08. Every statement is answered
 * by itself; entries are mapped as they go by, so that memory holds their transactions, not their XML.
 */
export async function* readCamt(source: ByteSource, limits: XmlLimits = BANK_LIMITS): AsyncGenerator<StatementResult> {
  let index = 0
  for await (const answer of readXmlDocuments(source, reading(limits))) {
    yield { index, ...answer }
    index += 1
  }
  if (index > 0) return
  yield { index, ...notCamt('EMPTY', 1) }
}
