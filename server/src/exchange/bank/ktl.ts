import { finnishBbanToIban } from '../../kernel/iban.ts'
import { formatDecimal, money } from '../../kernel/money.ts'
import { parseReference } from '../../kernel/referenceNumber.ts'
import { err, ok } from '../../kernel/result.ts'
import { type FormatRefusal, type FormatWarning, quoted } from '../refusal.ts'
import type { ByteSource } from '../source.ts'
import { BANK_LIMITS } from '../xml/limits.ts'
import { type KtlHeader, type KtlPayment, type KtlTrailer, readHeader, readPayment, readTrailer } from './ktlRecord.ts'
import { type Line, readLines } from './lines.ts'
import type { StatementResult } from './statement.ts'
import { type Unkeyed, withKeys } from './transactionKey.ts'

type Answer = Omit<StatementResult, 'index'>

const ADVICE = 'Fetch the file from the bank again; if it is the same, ask the bank for a corrected one.'

function refusal(code: string, message: string, line: number): FormatRefusal {
  return { code, message, line, advice: ADVICE }
}

interface Account {
  readonly line: number
  readonly transactions: Unkeyed[]
}

/** Everything between a record 0 and a record 9. */
class Batch {
  private readonly accounts = new Map<string, Account>()
  private readonly refused: FormatRefusal[] = []
  private readonly warnings: FormatWarning[] = []
  private readonly counted = { payments: 0, cents: 0n }
  private readonly header: KtlHeader
  private readonly line: number

  constructor(header: KtlHeader, line: number) {
    this.header = header
    this.line = line
  }

  add({ number, text }: Line): void {
    const payment = readPayment(text)
    if (payment) {
      this.addPayment(payment, number)
      return
    }
    if (/^[35]/.test(text)) {
      this.refused.push(refusal('KTL_RECORD_INVALID', `Record ${quoted(text)} cannot be read.`, number))
      return
    }
    const message = `A record of type ${quoted(text.slice(0, 1))} is no payment; it was left out.`
    this.warnings.push({ code: 'KTL_RECORD_SKIPPED', message, line: number })
  }

  private addPayment(payment: KtlPayment, line: number): void {
    if (payment.refused) {
      const message = `The direct debit of ${payment.payerName} was refused by the payer's bank; no money came.`
      this.warnings.push({ code: 'DIRECT_DEBIT_REFUSED', message, line })
      return
    }
    if (!payment.isEuro) {
      this.refused.push(refusal('CURRENCY_UNSUPPORTED', 'Only payments in euros are read.', line))
      return
    }
    if (!payment.correction) {
      this.counted.payments += 1
      this.counted.cents += payment.cents
    }
    const account = this.accounts.get(payment.account) ?? { line, transactions: [] }
    this.accounts.set(payment.account, account)
    account.transactions.push(transactionOf(payment, line))
  }

  private checkTrailer(trailer: KtlTrailer | undefined, line: number): void {
    if (!trailer) {
      const message = 'The file ends without its sum record: payments may be missing.'
      this.warnings.push({ code: 'KTL_TRAILER_MISSING', message, line })
      return
    }
    const { payments, cents } = this.counted
    if (trailer.payments === payments && trailer.cents === cents) return
    this.warnings.push({
      code: 'KTL_TRAILER_CONTRADICTS',
      message:
        `The sum record counts ${trailer.payments} payments, ${formatDecimal(money(trailer.cents))}; ` +
        `the file holds ${payments}, ${formatDecimal(money(cents))}.`,
      line,
    })
  }

  /** One answer per account, in the order of the file. */
  finish(trailer: KtlTrailer | undefined, line: number): Answer[] {
    this.checkTrailer(trailer, line)
    const answers = [...this.accounts].map(([account, gathered]) => this.answerOf(account, gathered))
    if (answers.length > 0) return answers.map((answer, at) => (at === 0 ? this.withProblems(answer) : answer))
    const [first, ...also] = this.refused
    const empty = refusal('NO_STATEMENT_FOUND', 'The file holds no payments that could be read.', this.line)
    return [{ line: this.line, result: err(first ? { ...first, also } : empty), warnings: this.warnings }]
  }

  private withProblems(answer: Answer): Answer {
    if (!answer.result.ok) return { ...answer, warnings: this.warnings }
    return { ...answer, result: ok({ ...answer.result.value, refusedEntries: this.refused }), warnings: this.warnings }
  }

  private answerOf(account: string, { line, transactions }: Account): Answer {
    const accountIban = finnishBbanToIban(account)
    if (!accountIban) {
      const message = `Account ${account} is no valid Finnish account number.`
      return { line, result: err(refusal('ACCOUNT_INVALID', message, line)), warnings: [] }
    }
    const { createdOn, time, service } = this.header
    const statementId = `${service}/${createdOn}/${time}`
    const named = transactions.map((transaction) => ({ ...transaction, accountIban }))
    const value = {
      kind: 'KTL' as const,
      statementId,
      createdAt: `${createdOn}T${time.slice(0, 2)}:${time.slice(2)}`,
      accountIban,
      currency: 'EUR',
      transactions: withKeys(named, statementId),
      refusedEntries: [],
    }
    return { line, result: ok(value), warnings: [] }
  }
}

function transactionOf(payment: KtlPayment, line: number): Unkeyed {
  const reference = parseReference(payment.rawReference)
  const remittance = { creditNote: false, rawReference: payment.rawReference, ...(reference ? { reference } : {}) }
  return {
    accountIban: payment.account,
    ...(payment.archiveId ? { archiveId: payment.archiveId } : {}),
    // The file lists money that came; what is taken back goes out again.
    direction: payment.correction ? 'DBIT' : 'CRDT',
    reversal: payment.correction,
    bookedOn: payment.bookedOn,
    ...(payment.paidOn ? { valueOn: payment.paidOn } : {}),
    amount: money(payment.cents),
    ...(reference ? { reference } : {}),
    rawReference: payment.rawReference,
    remittances: [remittance],
    payerName: payment.payerName,
    detail: 'COMPLETE',
    line,
  }
}

async function* readBatches(source: ByteSource, limit: number): AsyncGenerator<Answer> {
  let batch: Batch | undefined
  let last = 1
  for await (const line of readLines(source, limit)) {
    if (line === 'TOO_LARGE') {
      const message = `The file is larger than ${limit / 1024 / 1024} MiB; reading stopped there.`
      yield {
        line: last,
        result: err({ ...refusal('FILE_TOO_LARGE', message, last), advice: 'Send the material in several files.' }),
        warnings: [],
      }
      return
    }
    last = line.number
    if (line.text.trim() === '') continue
    const header = readHeader(line.text)
    if (header) {
      if (batch) yield* batch.finish(undefined, line.number)
      batch = new Batch(header, line.number)
      continue
    }
    if (!batch) {
      yield {
        line: line.number,
        result: err(refusal('NOT_KTL', 'The file does not begin with a batch record (0).', line.number)),
        warnings: [],
      }
      return
    }
    if (!line.text.startsWith('9')) {
      batch.add(line)
      continue
    }
    yield* batch.finish(readTrailer(line.text), line.number)
    batch = undefined
  }
  if (batch) yield* batch.finish(undefined, last)
}

/** Reads a reference-payment file: one answer per batch and account. Never throws on what the file holds. */
export async function* readKtl(
  source: ByteSource,
  limit: number = BANK_LIMITS.fileBytes,
): AsyncGenerator<StatementResult> {
  let index = 0
  for await (const answer of readBatches(source, limit)) {
    yield { index, ...answer }
    index += 1
  }
  if (index > 0) return
  yield { index, line: 1, result: err(refusal('NOT_KTL', 'The file is empty.', 1)), warnings: [] }
}
