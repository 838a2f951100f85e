import { audit } from '../../access/audit.ts'
import { standingsIn } from '../../access/rights.ts'
import { readBankFile } from '../../exchange/bank/read.ts'
import type { BankStatement, BankTransaction, StatementResult } from '../../exchange/bank/statement.ts'
import type { FormatRefusal } from '../../exchange/refusal.ts'
import { NotSignedIn, ok } from '../../kernel/result.ts'
import type { Scope, UserScope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import { isAboutData } from '../dataError.ts'
import { type GivenFile, openFile } from '../import/givenFile.ts'
import { lockBooks } from '../invoice/invoice.store.ts'
import type { ServicePort } from '../invoice/servicePort.ts'
import type { Books } from '../payment/booking.ts'
import { readSources } from '../payment/paymentSource.store.ts'
import { NETVISOR_PAYS, sourceOn } from '../payment/paymentSource.ts'
import { CHUNK_SIZE, importTransactions, type StoredTransaction } from './bankImport.ts'
import type { BankTransactionState } from './bankMatching.ts'

/** The answer for one transaction of a bank file, or for a statement that could not be taken in. */
export interface TransactionAnswer {
  readonly outcome: 'IMPORTED' | 'ALREADY_THERE' | 'REFUSED'
  readonly companyId: bigint | null
  readonly companyName: string | null
  readonly transactionId: bigint | null
  readonly state: BankTransactionState | null
  readonly refusal: FormatRefusal | null
}

export interface BankFileAnswer {
  readonly name: string
  /** The whole file is not one that is read. */
  readonly refusal: FormatRefusal | null
  readonly transactions: readonly TransactionAnswer[]
}

interface Owner {
  readonly companyId: bigint
  readonly name: string
}

/** Refusals that are about the file and not about a statement in it. */
const FILE_CODES = new Set([
  'NOT_BANK_FILE',
  'FILE_TOO_LARGE',
  'NO_STATEMENT_FOUND',
  'NOT_CAMT',
  'CAMT_052_NOT_BOOKED',
  'CAMT_VERSION_UNSUPPORTED',
])

/** Takes bank files into the books of the companies whose accounts they are of, as far as the actor reaches them. */
export class BankImport {
  readonly #database: Database
  readonly #service: ServicePort

  constructor(database: Database, service: ServicePort) {
    this.#database = database
    this.#service = service
  }

  /**
   * Reads camt.053, camt.054 and KTL files. Every transaction gets its own answer; a file or statement that cannot be
   * read never stops the others. Importing a file again, or the same payments in another file, changes nothing.
   */
  async importFiles(scope: Scope, files: readonly GivenFile[]): Promise<BankFileAnswer[]> {
    if (scope.kind === 'anonymous') throw new NotSignedIn()
    const answers: BankFileAnswer[] = []
    for (const file of files) answers.push(await this.#importFile(scope, file))
    return answers
  }

  async #importFile(scope: UserScope, file: GivenFile): Promise<BankFileAnswer> {
    const opened = openFile(file)
    if ('refusal' in opened) return { name: file.name, refusal: opened.refusal, transactions: [] }
    const transactions: TransactionAnswer[] = []
    for await (const statement of readBankFile(opened.source)) {
      transactions.push(...(await this.#importStatement(scope, statement)))
    }
    const isNone = transactions.every(({ refusal }) => refusal && FILE_CODES.has(refusal.code))
    const refusal = isNone ? (transactions[0]?.refusal ?? null) : null
    if (refusal) return { name: file.name, refusal, transactions: [] }
    return { name: file.name, refusal: null, transactions }
  }

  async #importStatement(scope: UserScope, { result, line }: StatementResult): Promise<TransactionAnswer[]> {
    if (!result.ok) return [refused(result.error)]
    const statement = result.value
    const owner = await this.#findOwner(scope, statement.accountIban, line)
    if ('code' in owner) return [refused(owner)]
    const answers: TransactionAnswer[] = statement.refusedEntries.map((refusal) => refused(refusal, owner))
    for (let start = 0; start < statement.transactions.length; start += CHUNK_SIZE) {
      const chunk = statement.transactions.slice(start, start + CHUNK_SIZE)
      answers.push(...(await this.#importChunk(scope, owner, statement, chunk)))
    }
    return answers
  }

  /** One database transaction for all; if one of them cannot be stored, one for each, so that only that one fails. */
  async #importChunk(
    scope: UserScope,
    owner: Owner,
    statement: BankStatement,
    chunk: BankStatement['transactions'],
  ): Promise<TransactionAnswer[]> {
    try {
      return await this.#store(scope, owner, statement, chunk)
    } catch (error) {
      if (!isAboutData(error)) throw error
      const [only, ...others] = chunk
      if (only && others.length === 0) return [refused(notStorable(only.line), owner)]
      const answers: TransactionAnswer[] = []
      for (const one of chunk) answers.push(...(await this.#importChunk(scope, owner, statement, [one])))
      return answers
    }
  }

  async #store(
    scope: UserScope,
    owner: Owner,
    statement: BankStatement,
    chunk: BankStatement['transactions'],
  ): Promise<TransactionAnswer[]> {
    const stored = await this.#database.write(scope, owner.companyId, async (unit) => {
      const { userId, now, today } = scope
      const books: Books = { unit, companyId: owner.companyId, userId, now, today, service: this.#service }
      await lockBooks(unit, owner.companyId)
      // A day's payments have one source; the bank's list of the same money is left alone, transaction by transaction.
      const sources = await readSources(unit, owner.companyId)
      const isOurs = (one: BankTransaction) => sourceOn(sources, one.bookedOn) === 'BANK_FILES'
      const made = await importTransactions(books, statement, chunk.filter(isOurs))
      const imported = made.filter(({ outcome }) => outcome === 'IMPORTED').length
      if (imported > 0) {
        const act = {
          action: 'PAYMENTS_IMPORTED',
          after: { transactions: String(imported), account: statement.accountIban },
        } as const
        await audit(unit, scope, owner.companyId, act)
      }
      const left = made.values()
      return ok(
        chunk.map((one) =>
          isOurs(one) ? taken(left.next().value as StoredTransaction, owner) : refused(ofNetvisor(one.line), owner),
        ),
      )
    })
    if (!stored.ok) throw new Error('An import of transactions is never refused as a whole.')
    return stored.value
  }

  /** Whose account it is. Whether it belongs to a company that the actor does not reach is not told. */
  async #findOwner(scope: UserScope, iban: string, line: number): Promise<Owner | FormatRefusal> {
    return this.#database.read(scope, async (unit) => {
      const owners = await unit.rows<Owner>(
        `SELECT a.company_id AS "companyId", c.name FROM ledger.bank_account a
          JOIN access.company c ON c.company_id = a.company_id WHERE a.iban = $1 ORDER BY a.company_id`,
        [iban],
        'ledger.ownersOfAccount',
      )
      if (owners.length === 0) return accountUnknown(iban, line)
      const standings = await standingsIn(
        unit,
        scope,
        owners.map((owner) => owner.companyId),
      )
      const allowed = owners.filter((_, index) => standings[index]?.rights.has('IMPORT_PAYMENTS'))
      const [owner, another] = allowed
      if (!owner) return notAllowed(iban, line)
      return another ? accountShared(iban, allowed, line) : owner
    })
  }
}

function taken(stored: StoredTransaction, { companyId, name }: Owner): TransactionAnswer {
  return { ...stored, companyId, companyName: name, refusal: null }
}

function ofNetvisor(line: number): FormatRefusal {
  return { ...NETVISOR_PAYS, line }
}

function refused(refusal: FormatRefusal, owner?: Owner): TransactionAnswer {
  return {
    outcome: 'REFUSED',
    companyId: owner?.companyId ?? null,
    companyName: owner?.name ?? null,
    transactionId: null,
    state: null,
    refusal,
  }
}

function notStorable(line: number): FormatRefusal {
  const message = 'A value of the transaction does not fit into the books.'
  return { code: 'NOT_STORABLE', message, line, advice: 'Book it by hand, and tell the bank about the file.' }
}

function accountUnknown(iban: string, line: number): FormatRefusal {
  return {
    code: 'ACCOUNT_UNKNOWN',
    message: `None of your companies is known to have the account ${iban}.`,
    line,
    advice:
      'Import an invoice that asks for payment to this account first, or check that the file is of the right company.',
  }
}

function notAllowed(iban: string, line: number): FormatRefusal {
  const message = `You do not have the right to import payments of the company with the account ${iban}.`
  return { code: 'NO_RIGHT', message, line, advice: 'Ask an administrator of the company for the right.' }
}

function accountShared(iban: string, owners: readonly Owner[], line: number): FormatRefusal {
  const message = `The account ${iban} is known of several companies: ${owners.map((owner) => owner.name).join(', ')}.`
  const advice = 'Sign in for one of them alone (an API token limited to that company does), and import the file again.'
  return { code: 'ACCOUNT_SHARED', message, line, advice }
}
