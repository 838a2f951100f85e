import { expect } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from './app.ts'
import type { Client } from './client.ts'
import {
  bankFile,
  type InvoiceDraft,
  importBankFiles,
  importInvoices,
  invoiceFile,
  type MoneyDraft,
} from './ledgerFiles.ts'
import { ledgerPage } from './ledgerPage.ts'
import { people, signedIn } from './people.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests read whatever they asked for.
type Answered = any

/** The books of a company in use of the service, and what its people do in them through the API. */
export class Books {
  readonly t: TestApp
  readonly companyId: string
  readonly client: Client
  readonly staff: Client
  readonly #seller: string
  readonly #ids = new Map<string, string>()
  #files = 0

  private constructor(t: TestApp, company: bigint, seller: string, client: Client, staff: Client) {
    this.t = t
    this.companyId = encodeId('Company', company, company)
    this.#seller = seller
    this.client = client
    this.staff = staff
  }

  static async open(now: string): Promise<Books> {
    const t = await testApp({ now })
    const all = people(t.db, t.app.database)
    const company = await all.company('Mallitalo Oy')
    await t.db.sql(`INSERT INTO duetto.activation (company_id, state, changed_at) VALUES ($1, 'ACTIVE', now())`, [
      company,
    ])
    const client = await signedIn(t, await all.personWith(company, 'ALL_RIGHTS'))
    const staff = await signedIn(t, await all.user('Kaisa Käsittelijä', 'SUPERVISOR'))
    return new Books(t, company, await all.businessIdOf(company), client, staff)
  }

  close(): Promise<void> {
    return this.t.close()
  }

  /** A new day: what the calendar does by itself is done. */
  async on(day: string): Promise<void> {
    this.t.clock.set(day)
    await this.t.app.ledger.nightly.run()
    await this.t.app.agency.calendar.advance(calendarDate(day))
    await this.t.settle()
  }

  async invoice(number: string, draft: Partial<InvoiceDraft> = {}): Promise<void> {
    const { files } = await importInvoices(this.client, [
      invoiceFile({ seller: this.#seller, number, total: '100.00', issuedOn: '2026-01-05', ...draft }),
    ])
    const [document] = files[0].documents
    expect(document.refusal).toBeNull()
    this.#ids.set(number, document.invoice.id)
  }

  /** The id of an invoice in the API. */
  idOf(number: string): string | undefined {
    return this.#ids.get(number)
  }

  /** Money on the company's account; the transactions that it became. */
  async bank(...money: MoneyDraft[]): Promise<Answered[]> {
    this.#files += 1
    const { files } = await importBankFiles(this.client, [bankFile({ id: `H${this.#files}`, money })])
    await this.t.settle()
    return files[0].transactions.map((one: Answered) => one.transaction)
  }

  /** Runs a mutation with one input; its payload, when everything that follows from it has happened. */
  async act(name: string, fields: string, input: object, who = this.client): Promise<Answered> {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
    const data = await who.run(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} error { code message } } }`,
      { input },
    )
    await this.t.settle()
    return data[name]
  }

  /** Sends the invoice to the reminder service; the assignment's id. */
  async remind(number: string): Promise<string> {
    const { send, error } = await this.act('sendToReminderService', 'send { items { assignment { id } } }', {
      ...{ companyId: this.companyId, invoiceIds: [this.idOf(number)] },
      ...{ afterReminder: 'CONTINUE', idempotencyKey: number },
    })
    expect(error).toBeNull()
    return send.items[0].assignment.id
  }

  async assignment(number: string): Promise<Answered> {
    const { salesInvoice } = await this.client.run(
      `query ($id: ID!) { salesInvoice(id: $id) { assignment {
        id stage closeReason surveillance creditLossState dueOn balance { amount } principalOpen { amount } costsOpen { amount }
        postings { kind component beneficiary amount { amount } section } events { type note }
      } } }`,
      { id: this.idOf(number) },
    )
    return salesInvoice.assignment
  }

  /** What the agency was told of the invoice after its material. */
  async told(number: string): Promise<string[]> {
    const rows = await this.t.db.sql<{ line: string }>(
      `SELECT o.kind || coalesce(' ' || (o.message -> 'body' -> 'amount' ->> 'amount'), ' ' || (o.message -> 'body' ->> 'dueOn'), '') AS line
        FROM duetto.outbox o JOIN duetto.assignment a ON a.company_id = o.company_id AND a.uid = o.assignment
        WHERE a.invoice_number = $1 AND o.kind <> 'MATERIAL' ORDER BY o.id`,
      [number],
    )
    return rows.map((row) => row.line)
  }

  page(number: string): Promise<string> {
    return ledgerPage(this.t.db, number)
  }
}
