import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import type { Role } from '../../server/src/kernel/permission.ts'
import { type TestApp, testApp } from './app.ts'
import type { Client } from './client.ts'
import {
  bankFile,
  type InvoiceDraft,
  importBankFiles,
  importInvoices,
  invoiceFile,
  type MoneyDraft,
  madeUpIban,
  referenceOf,
} from './ledgerFiles.ts'
import { people, signedIn } from './people.ts'

type Draft = Partial<Omit<InvoiceDraft, 'seller' | 'number'>>

/** A buyer who is a person: without a business ID the law of consumers holds. */
export const consumer = (name = 'Ilona Esimerkki') => ({ name, businessId: undefined, identifier: undefined })

/** A company of a story: its people, its invoices and its ledger, told in the words of the trade. */
export interface Firm {
  readonly companyId: bigint
  readonly id: string
  readonly name: string
  readonly businessId: string
  /** The account that its invoices ask to be paid to. */
  readonly iban: string
  /** A user administrator of the company. */
  readonly client: Client
}

/** The real product, one day after another. */
export class Story {
  readonly t: TestApp
  readonly staff: Client
  readonly #ids = new Map<string, string>()
  #serial = 0

  private constructor(t: TestApp, staff: Client) {
    this.t = t
    this.staff = staff
  }

  static async begin(now: string): Promise<Story> {
    const t = await testApp({ now })
    const staff = await signedIn(t, await people(t.db, t.app.database).user('Kaisa Käsittelijä', 'SUPERVISOR'))
    return new Story(t, staff)
  }

  get today(): string {
    return this.t.clock.now().toISOString().slice(0, 10)
  }

  end(): Promise<void> {
    return this.t.close()
  }

  /** A company; with the service in use unless the story is about taking it into use. */
  async firm(name = 'Mallitalo Oy', state: 'ACTIVE' | 'NOT_ACTIVE' = 'ACTIVE'): Promise<Firm> {
    const all = people(this.t.db, this.t.app.database)
    const companyId = await all.company(name)
    const client = await signedIn(this.t, await all.personWith(companyId, 'USER_ADMINISTRATOR'))
    if (state === 'ACTIVE')
      await this.t.db.sql(
        `INSERT INTO duetto.activation (company_id, state, changed_at) VALUES ($1, 'ACTIVE', now())`,
        [companyId],
      )
    return {
      companyId,
      id: encodeId('Company', companyId, companyId),
      name,
      iban: madeUpIban(100 + Number(companyId)),
      businessId: await all.businessIdOf(companyId),
      client,
    }
  }

  async person(firm: Firm, role: Role): Promise<Client> {
    return signedIn(this.t, await people(this.t.db, this.t.app.database).personWith(firm.companyId, role))
  }

  /** Lets the days pass, each with what the calendar does by itself on it. */
  async until(day: string): Promise<void> {
    while (this.today < day) {
      this.t.clock.set(new Date(this.t.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10))
      await this.t.app.agency.calendar.advance(calendarDate(this.today))
      await this.t.settle()
    }
    await this.t.app.ledger.nightly.run()
    await this.t.settle()
  }

  /** Invoices arrive from the company's program. */
  async invoices(firm: Firm, ...drafts: (Draft & { number: string })[]): Promise<void> {
    const files = drafts.map((draft) =>
      invoiceFile({
        total: '100.00',
        issuedOn: '2026-01-05',
        iban: firm.iban,
        ...draft,
        seller: firm.businessId,
      }),
    )
    const answers = await importInvoices(firm.client, files)
    for (const [index, { documents }] of answers.files.entries()) {
      const [document] = documents
      if (document.refusal) throw new Error(`The invoice was refused: ${document.refusal.code}`)
      this.#ids.set(drafts[index]?.number ?? '', document.invoice.id)
    }
  }

  idOf(number: string): string {
    const id = this.#ids.get(number)
    if (!id) throw new Error(`No invoice ${number} in this story.`)
    return id
  }

  /** Runs a mutation of one input; gives its payload when all that follows from it has happened. */
  // biome-ignore lint/suspicious/noExplicitAny: stories read whatever they asked for.
  async act(who: Client, name: string, input: object, fields = ''): Promise<any> {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
    const data = await who.run(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} error { code message } } }`,
      {
        input,
      },
    )
    await this.t.settle()
    return data[name]
  }

  /** The code of the refusal, or null when it was done. */
  async code(who: Client, name: string, input: object): Promise<string | null> {
    return (await this.act(who, name, input)).error?.code ?? null
  }

  async remind(firm: Firm, numbers: readonly string[], afterReminder: 'RETURN' | 'CONTINUE' = 'CONTINUE') {
    return this.#send(firm, numbers, 'sendToReminderService', { afterReminder })
  }

  async collect(firm: Firm, numbers: readonly string[]) {
    return this.#send(firm, numbers, 'sendToCollectionService', {})
  }

  /** The same by somebody else who may act for the company. */
  async remindAs(who: Client, firm: Firm, number: string) {
    return this.remind({ ...firm, client: who }, [number])
  }

  /** What became of each invoice: SENT, or the codes that keep it. */
  async #send(firm: Firm, numbers: readonly string[], name: string, more: object): Promise<string[] | string> {
    this.#serial += 1
    const invoiceIds = numbers.map((number) => this.idOf(number))
    const input = { companyId: firm.id, invoiceIds, idempotencyKey: `send${this.#serial}`, ...more }
    const { send, error } = await this.act(
      firm.client,
      name,
      input,
      'send { items { invoice { number } refusal { code } } }',
    )
    if (error) return error.code
    return send.items.map(
      (item: { invoice: { number: string }; refusal: { code: string } | null }) =>
        `${item.invoice.number} ${item.refusal?.code ?? 'SENT'}`,
    )
  }

  /** Money on the company's own account, as its bank's file brings it. */
  async bank(firm: Firm, number: string, amount: string, more: Partial<MoneyDraft> = {}): Promise<void> {
    this.#serial += 1
    const money = { archiveId: `B${this.#serial}`, amount, reference: referenceOf(number), on: this.today, ...more }
    await importBankFiles(firm.client, [bankFile({ id: `B${this.#serial}`, iban: firm.iban, money: [money] })])
    await this.t.settle()
  }

  /** The debtor pays as the agency's letter asks. */
  async paysAgency(number: string, amount: string, more: Partial<MoneyDraft> = {}): Promise<void> {
    this.#serial += 1
    const { reference, iban } = await this.#agencyOf(number)
    const money = { archiveId: `C${this.#serial}`, amount, reference, on: this.today, ...more }
    const file = bankFile({ id: `C${this.#serial}`, iban, money: [money] })
    await this.staff.run(
      'mutation ($input: ImportClientFundsFilesInput!) { importClientFundsFiles(input: $input) { allocated } }',
      { input: { files: [{ name: file.name, content: String(file.content) }] } },
    )
    await this.t.settle()
  }

  /** The agency settles what it has collected, and tells the company. */
  async settlement(): Promise<void> {
    await this.t.app.agency.settlements.settle(calendarDate(this.today))
    await this.t.settle()
  }

  /** The agency's transfers arrive on the company's account. */
  async transfersArrive(firm: Firm): Promise<void> {
    const lines = await this.t.db.sql<{ number: string; amount: bigint; reference: string; iban: string }>(
      `SELECT a.invoice_number AS number, l.amount, l.reference, a.agency_iban AS iban
       FROM duetto.settlement_line l JOIN duetto.assignment a ON a.company_id = l.company_id AND a.id = l.assignment_id
       WHERE l.company_id = $1 AND l.payment_id IS NULL AND l.amount > 0 ORDER BY l.id`,
      [firm.companyId],
    )
    for (const { number, amount, reference, iban } of lines)
      await this.bank(firm, number, euros(amount), { reference, payerIban: iban, payerName: 'Duetto Perintä Oy' })
  }

  /** Pays by hand, as a clerk does. */
  async registers(firm: Firm, number: string, amount: string, more: object = {}): Promise<string | null> {
    this.#serial += 1
    const invoiceId = this.idOf(number)
    const key = { idempotencyKey: `hand${this.#serial}` }
    return this.code(firm.client, 'registerPayment', { invoiceId, amount, paidOn: this.today, ...key, ...more })
  }

  /** A status by hand; with REMINDED and REQUESTED comes the letter that was sent. */
  async setsStatus(who: Client, number: string, status: string, letter: object = {}): Promise<string | null> {
    return this.code(who, 'updateCollectionStatus', { invoiceId: this.idOf(number), status, ...letter })
  }

  /** Both letters that the company sent by itself. */
  async letters(firm: Firm, number: string, reminded: string, requested: string): Promise<void> {
    const letter = { letterChannel: 'PRINT', letterCost: '0.00' }
    await this.setsStatus(firm.client, number, 'REMINDED', { ...letter, on: reminded })
    await this.setsStatus(firm.client, number, 'REQUESTED', { ...letter, on: requested })
  }

  // biome-ignore lint/suspicious/noExplicitAny: stories read whatever they asked for.
  async invoice(firm: Firm, number: string, fields: string): Promise<any> {
    const { salesInvoice } = await firm.client.run(`query ($id: ID!) { salesInvoice(id: $id) { ${fields} } }`, {
      id: this.idOf(number),
    })
    return salesInvoice
  }

  async assignmentId(firm: Firm, number: string): Promise<string> {
    return (await this.invoice(firm, number, 'assignment { id }')).assignment.id
  }

  /** Staff answer what the company has asked about the invoice. */
  async answers(number: string, confirm: boolean, more: object = {}): Promise<string | null> {
    const { staffRequests } = await this.staff.run('{ staffRequests { id kind invoiceNumber } }')
    const request = staffRequests.find((one: { invoiceNumber: string }) => one.invoiceNumber === number)
    if (!request) throw new Error(`Nothing was asked about invoice ${number}.`)
    const field = request.kind === 'RECALL' ? 'answerRecall' : 'answerCreditLoss'
    const { [field]: done } = await this.staff.run(
      `mutation ($input: AnswerInput!) { ${field}(input: $input) { error { code } } }`,
      { input: { requestId: request.id, confirm, ...more } },
    )
    await this.t.settle()
    return done.error?.code ?? null
  }

  /**
   * The ledger as an accountant reads it: one line an invoice. PAID is all money received, OPEN what is left of the
   * principal, AGENCY what the service says the debtor owes it.
   */
  async ledger(firm: Firm): Promise<string> {
    const rows = await this.t.db.sql<{
      number: string
      status: string
      amounts: bigint[]
      served: boolean
      balance: bigint | null
    }>(
      `SELECT i.number, ledger.status_on(i.status, i.overdue_from, $2::date) AS status, ARRAY[i.total, i.paid, i.open] AS amounts,
         i.in_service AS served, (SELECT a.balance FROM duetto.assignment a
           WHERE a.company_id = i.company_id AND a.invoice_id = i.id ORDER BY a.id DESC LIMIT 1) AS balance
       FROM ledger.sales_invoice i WHERE i.company_id = $1 ORDER BY length(i.number), i.number`,
      [firm.companyId, this.today],
    )
    const line = (number: string, status: string, ...cells: string[]) =>
      `${number.padEnd(7)}${status.padEnd(12)}${cells.map((cell) => cell.padStart(9)).join('')}`.trimEnd()
    const head = line('invoice', ' status', 'total', 'paid', 'open', 'service', 'agency')
    const table = rows.map(({ number, status, amounts, served, balance }) =>
      line(number, ` ${status}`, ...amounts.map(euros), served ? 'yes' : '-', balance === null ? '-' : euros(balance)),
    )
    return `\n${[`${this.today}`, head, ...table].join('\n')}\n`
  }

  async #agencyOf(number: string): Promise<{ reference: string; iban: string }> {
    const [row] = await this.t.db.sql<{ reference: string; iban: string }>(
      'SELECT agency_reference AS reference, agency_iban AS iban FROM duetto.assignment WHERE invoice_number = $1 ORDER BY id DESC LIMIT 1',
      [number],
    )
    if (!row) throw new Error(`Invoice ${number} has never been in the service.`)
    return row
  }
}

function euros(cents: bigint): string {
  return `${cents / 100n}.${(cents % 100n).toString().padStart(2, '0')}`
}
