/** A running server as the import command talks to it: through its public API, with a token. */

export interface SentFile {
  readonly name: string
  readonly content: Uint8Array<ArrayBuffer>
}

export interface AnswerLine {
  readonly outcome: 'IMPORTED' | 'ALREADY_THERE' | 'REFUSED'
  /** The document's number, or the transaction's amount. */
  readonly what: string
  readonly detail: string
}

export interface FileAnswer {
  readonly name: string
  readonly lines: readonly AnswerLine[]
}

/** The server could not be reached, or does not accept the token. */
export class ServerRefused extends Error {}

interface Refusal {
  code: string
  message: string
  line: number | null
  advice: string
}

interface InvoiceFiles {
  importEInvoices: {
    files: {
      name: string
      refusal: Refusal | null
      documents: {
        number: string | null
        outcome: AnswerLine['outcome']
        warnings: { message: string }[]
        refusal: Refusal | null
        invoice: { open: { amount: string; currency: string } } | null
        credited: { number: string } | null
      }[]
    }[]
  }
}

interface BankFiles {
  importBankFiles: {
    files: {
      name: string
      refusal: Refusal | null
      transactions: {
        outcome: AnswerLine['outcome']
        companyName: string | null
        refusal: Refusal | null
        transaction: { state: string; reason: string; amount: { amount: string; currency: string } } | null
      }[]
    }[]
  }
}

const REFUSAL = 'refusal { code message line advice }'

const IMPORT_INVOICES = `mutation ($input: ImportEInvoicesInput!) { importEInvoices(input: $input) { files { name ${REFUSAL}
  documents { number outcome warnings { message } ${REFUSAL} invoice { open { amount currency } } credited { number } } } } }`

const IMPORT_BANK_FILES = `mutation ($input: ImportBankFilesInput!) { importBankFiles(input: $input) { files { name ${REFUSAL}
  transactions { outcome companyName ${REFUSAL} transaction { state reason amount { amount currency } } } } } }`

export class ImportServer {
  readonly #url: string
  readonly #token: string

  constructor(url: string, token: string) {
    this.#url = new URL('/graphql', url).toString()
    this.#token = token
  }

  /** Sends files in one request. Throws ServerRefused when there is no usable answer. */
  async send(kind: 'invoices' | 'bank', files: readonly SentFile[]): Promise<FileAnswer[]> {
    if (kind === 'invoices') {
      const { importEInvoices } = await this.#post<InvoiceFiles>(IMPORT_INVOICES, files)
      return importEInvoices.files.map((file) => ({
        name: file.name,
        lines: [...wholeFile(file.refusal), ...file.documents.map(documentLine)],
      }))
    }
    const { importBankFiles } = await this.#post<BankFiles>(IMPORT_BANK_FILES, files)
    return importBankFiles.files.map((file) => ({
      name: file.name,
      lines: [...wholeFile(file.refusal), ...file.transactions.map(transactionLine)],
    }))
  }

  /** As the GraphQL multipart request specification says: operations, map, then the files. */
  async #post<T>(query: string, files: readonly SentFile[]): Promise<T> {
    const form = new FormData()
    const variables = { input: { files: files.map(({ name }) => ({ name, content: null })) } }
    form.append('operations', JSON.stringify({ query, variables }))
    form.append(
      'map',
      JSON.stringify(Object.fromEntries(files.map((_, index) => [index, [`variables.input.files.${index}.content`]]))),
    )
    for (const [index, file] of files.entries()) form.append(String(index), new Blob([file.content]), `file-${index}`)
    const headers = {
      authorization: `Bearer ${this.#token}`,
      accept: 'application/graphql-response+json',
      'apollo-require-preflight': 'true',
    }
    let body: { data?: T; errors?: { message: string }[] }
    try {
      const response = await fetch(this.#url, { method: 'POST', headers, body: form })
      body = (await response.json()) as typeof body
    } catch (error) {
      throw new ServerRefused(`There is no answer from ${this.#url}: ${reasonOf(error)}. Is the server running?`)
    }
    if (!body.data || body.errors?.length)
      throw new ServerRefused(body.errors?.[0]?.message ?? 'The server gave no answer.')
    return body.data
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message || String(error.cause) : error.message
}

function refusalText({ code, message, line, advice }: Refusal): string {
  return `${code}${line === null ? '' : ` (line ${line})`}: ${message} ${advice}`
}

function wholeFile(refusal: Refusal | null): AnswerLine[] {
  return refusal ? [{ outcome: 'REFUSED', what: '', detail: refusalText(refusal) }] : []
}

function documentLine(document: InvoiceFiles['importEInvoices']['files'][number]['documents'][number]): AnswerLine {
  const { outcome, number, refusal, warnings, invoice, credited } = document
  if (refusal) return { outcome, what: number ?? '', detail: refusalText(refusal) }
  const result = credited
    ? `credits ${credited.number}`
    : invoice
      ? `${invoice.open.amount} ${invoice.open.currency} unpaid`
      : ''
  return { outcome, what: number ?? '', detail: [result, ...warnings.map((warning) => warning.message)].join('; ') }
}

function transactionLine(one: BankFiles['importBankFiles']['files'][number]['transactions'][number]): AnswerLine {
  const { outcome, refusal, transaction, companyName } = one
  if (refusal) return { outcome, what: '', detail: refusalText(refusal) }
  if (!transaction) return { outcome, what: '', detail: companyName ?? '' }
  const { amount, state, reason } = transaction
  return { outcome, what: `${amount.amount} ${amount.currency}`, detail: `${companyName ?? ''}: ${state} ${reason}` }
}
