import { expect } from 'vitest'
import type { TestApp } from './app.ts'
import type { Client } from './client.ts'
import {
  type BankFileDraft,
  bankFile,
  importBankFiles,
  importInvoices,
  invoiceFile,
  type MoneyDraft,
  madeUpIban,
} from './ledgerFiles.ts'
import { people, signedIn } from './people.ts'

// biome-ignore lint/suspicious/noExplicitAny: as the client sees it.
type Answered = any

/** A company whose bank files are imported; a new one as often as a test wants. */
export class BankBooks {
  company = 0n
  /** Its bookkeeper, or whoever imports for it. */
  client: Client
  readonly #t: TestApp
  #files = 0

  constructor(t: TestApp) {
    this.#t = t
    this.client = t.client
  }

  async newCompany(iban = madeUpIban(1)): Promise<void> {
    const all = people(this.#t.db, this.#t.app.database)
    this.company = await all.company('Mallitalo Oy')
    this.client = await signedIn(this.#t, await all.personWith(this.company, 'BOOKKEEPER'))
    await this.invoices([['100', '100.00']], iban)
  }

  /** Numbers and totals. */
  async invoices(
    list: readonly [number: string, total: string, reference?: string][],
    iban = madeUpIban(1),
  ): Promise<void> {
    const seller = await people(this.#t.db, this.#t.app.database).businessIdOf(this.company)
    const drafts = list.map(([number, total, reference]) => {
      return { seller, number, total, iban, ...(reference ? { reference } : {}) }
    })
    const { imported } = await importInvoices(this.client, drafts.map(invoiceFile))
    expect(imported).toBe(list.length)
  }

  /** `open status` of each invoice, in cents, by its number. */
  async openAmounts(): Promise<Record<string, string>> {
    const rows = await this.#t.db.sql<{ number: string; open: bigint; status: string }>(
      'SELECT number, open, status FROM ledger.sales_invoice WHERE company_id = $1 ORDER BY number',
      [this.company],
    )
    return Object.fromEntries(rows.map((row) => [row.number, `${row.open} ${row.status}`]))
  }

  take(money: readonly MoneyDraft[], more: Partial<BankFileDraft> = {}): Promise<Answered> {
    this.#files += 1
    return importBankFiles(this.client, [bankFile({ id: `F${this.#files}`, money, ...more })])
  }
}

/** `state reason` of each transaction of an import's first file, or the code of its refusal. */
export const states = (payload: Answered) =>
  payload.files[0].transactions.map(
    (one: { refusal: { code: string } | null; transaction: { state: string; reason: string } }) =>
      one.refusal?.code ?? `${one.transaction.state} ${one.transaction.reason}`,
  )
