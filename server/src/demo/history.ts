import { addDays, type CalendarDate } from '../kernel/calendarDate.ts'
import type { UserScope } from '../kernel/scope.ts'
import { AccountWork } from './accounts.ts'
import { BankBook } from './bankBook.ts'
import { byHand } from './byHand.ts'
import { CaseWork } from './caseWork.ts'
import type { Wish } from './course.ts'
import { Debtors } from './debtors.ts'
import { creditNoteDocument, faultyDocuments, invoiceDocument, transferFile } from './documents.ts'
import type { DemoInvoice } from './invoices.ts'
import { largestSettledPayment, lateInvoices, lettersOf, type SentLetter, settlementLinesOf } from './look.ts'
import type { PlacedCompany } from './people.ts'
import { Requests } from './requests.ts'
import { type Known, Sending } from './sends.ts'
import { type DemoServices, inLanes } from './services.ts'
import type { SignedIn } from './signedIn.ts'
import type { Script } from './world.ts'

/** A company on the stage, with its script. */
export interface Actor {
  readonly company: PlacedCompany
  readonly script: Script
}

/** The agency's account for client funds; letters ask to pay there, and settlements come from it. */
const CLIENT_FUNDS = { iban: 'FI9399999900000014', name: 'Duetto Perintä Oy, asiakasvarat' }

/** Companies with fewer invoices than this in all are small. */
const SMALL_COMPANY = 250
/** So many days before today the papers of every company are looked at each time. */
const EVERYBODY_DAYS = 65

/** Money that comes without its reference: somebody at the desk has to find out whose it is. */
const UNKNOWN_PAYMENT = {
  amount: 8_650n,
  reference: null,
  payerName: 'Ilta Esimerkki',
  payerIban: 'FI2112345600000785',
  message: 'Lasku viime kuulta',
}

/** What the bank takes for the account: no payment file asked for it, and somebody at the desk says what it is. */
const BANK_CHARGE = {
  amount: 420n,
  reference: null,
  payerName: CLIENT_FUNDS.name,
  payerIban: CLIENT_FUNDS.iban,
  message: 'Palvelumaksut',
  payee: { name: 'Mallipankki Oyj' },
}

/** Lets the time of the demo pass: each working day everybody does with the product what people do. */
export class History {
  readonly #services: DemoServices
  readonly #signedIn: SignedIn
  readonly #actors: readonly Actor[]
  readonly #byCompany: ReadonlyMap<bigint, Actor>
  readonly #invoices: ReadonlyMap<string, DemoInvoice>
  readonly #clientFunds = new BankBook(CLIENT_FUNDS.iban, 0n)
  readonly #debtors = new Debtors()
  readonly #requests: Requests
  readonly #caseWork: CaseWork
  readonly #accounts: AccountWork
  readonly #sending: Sending
  readonly #today: CalendarDate
  /** The day until which the material of a company has been taken in, by company. */
  readonly #takenUntil = new Map<bigint, CalendarDate>()
  #turn = 0
  #documents = 0

  constructor(
    services: DemoServices,
    signedIn: SignedIn,
    actors: readonly Actor[],
    period: { readonly from: CalendarDate; readonly today: CalendarDate },
  ) {
    this.#services = services
    this.#signedIn = signedIn
    this.#actors = actors
    this.#byCompany = new Map(actors.map((actor) => [actor.company.companyId, actor]))
    this.#invoices = new Map(
      actors.flatMap(({ company, script }) =>
        script.invoices.map((invoice): [string, DemoInvoice] => [`${company.companyId} ${invoice.number}`, invoice]),
      ),
    )
    this.#today = period.today
    this.#requests = new Requests(services, period.today)
    this.#caseWork = new CaseWork(services, period.today)
    this.#accounts = new AccountWork(services)
    this.#sending = new Sending(period.today)
    for (const { company } of actors) this.#takenUntil.set(company.companyId, addDays(period.from, -1))
  }

  get documents(): number {
    return this.#documents
  }

  /** One working day, with the material of the days since the last one. The clock shows the day already. */
  async pass(on: CalendarDate): Promise<void> {
    this.#turn += 1
    const busy = this.#actors.filter(({ company }) => this.#isBusy(company, on))
    await inLanes(busy, async (actor) => {
      await this.#importInvoices(actor, on)
      await this.#importPayments(actor, on)
    })
    await this.#importClientFunds(on)
    await this.#services.ledger.nightly.run()
    await this.#handleLate(busy, on)
    await this.#services.settle()
    await this.#requests.answer(this.#signedIn.scope('supervisor'), on)
    await this.#requests.ask((company) => this.#scopeOf(company))
    await this.#caseWork.pass(this.#signedIn.scope('handler'), on)
    await Promise.all([
      this.#services.agency.settlements.run(this.#signedIn.scope('handler'), on),
      this.#services.agency.calendar.advance(on),
    ])
    await this.#accounts.pass(this.#signedIn.scope('handler'), on)
    await this.#payOut(on)
    await this.#services.settle()
    await this.#readMail(on)
  }

  /** What was settled goes to the bank, let go by another; today's file still waits for that. */
  async #payOut(on: CalendarDate): Promise<void> {
    const handler = this.#signedIn.scope('handler')
    const { paymentFiles } = this.#services.agency.money
    for (const { id } of await paymentFiles.make(handler, on)) {
      if (on === this.#today) continue
      await paymentFiles.release(this.#signedIn.scope('supervisor'), id)
      await paymentFiles.markSent(handler, id)
      await this.#bankPays(id, on)
    }
  }

  /** The bank pays what it was sent, on that day; of the newest file it has not got to the last one yet. */
  async #bankPays(fileId: bigint, on: CalendarDate): Promise<void> {
    const isNewest = on >= addDays(this.#today, -7)
    const transfers = await this.#services.agency.money.paymentFiles.transfers(this.#signedIn.scope('handler'), fileId)
    for (const { amount, toName, toIban, endToEndId } of isNewest ? transfers.slice(0, -1) : transfers) {
      const payee = { name: toName, iban: toIban, endToEndId }
      this.#clientFunds.add({
        on,
        amount,
        reference: null,
        payerName: CLIENT_FUNDS.name,
        payerIban: CLIENT_FUNDS.iban,
        payee,
      })
    }
  }

  /** A small company is looked after every other month only; of late every week. */
  #isBusy({ invoiceCount }: PlacedCompany, on: CalendarDate): boolean {
    return invoiceCount >= SMALL_COMPANY || this.#turn % 2 === 0 || on > addDays(this.#today, -EVERYBODY_DAYS)
  }

  #scopeOf({ house }: PlacedCompany): UserScope {
    return this.#signedIn.scope(house === 'BUREAU' ? 'accountant' : 'controller')
  }

  async #importInvoices({ company, script }: Actor, on: CalendarDate): Promise<void> {
    const after = this.#takenUntil.get(company.companyId)
    const isNew = (day: CalendarDate) => after !== undefined && day > after && day <= on
    this.#takenUntil.set(company.companyId, on)
    const documents = [
      ...script.invoices.filter(({ issuedOn }) => isNew(issuedOn)).map((invoice) => invoiceDocument(company, invoice)),
      ...script.creditNotes.filter((note) => isNew(note.on)).map((note) => creditNoteDocument(company, note)),
      ...(on === this.#today ? this.#faults({ company, script }, on) : []),
    ]
    if (documents.length === 0) return
    this.#documents += documents.length
    const file = { name: `laskut-${on}.xml`, source: transferFile(documents) }
    await this.#services.ledger.invoiceImport.importFiles(this.#scopeOf(company), [file])
  }

  #faults({ company, script }: Actor, on: CalendarDate) {
    const [first] = script.invoices
    return first && company.serial % 8 === 4 ? faultyDocuments(company, first, on) : []
  }

  async #importPayments({ company, script }: Actor, on: CalendarDate): Promise<void> {
    const source = script.bank.statementUntil(on)
    if (!source) return
    await this.#services.ledger.bankImport.importFiles(this.#scopeOf(company), [{ name: `tiliote-${on}.xml`, source }])
  }

  async #importClientFunds(on: CalendarDate): Promise<void> {
    if (on === this.#today) {
      this.#clientFunds.add({ ...UNKNOWN_PAYMENT, on: addDays(on, -1) })
      this.#clientFunds.add({ ...BANK_CHARGE, on: addDays(on, -1) })
      await this.#takeBackSettled(addDays(on, -1))
    }
    const bytes = this.#clientFunds.statementUntil(on)
    if (!bytes) return
    await this.#services.agency.clientFunds.importFiles(this.#signedIn.scope('handler'), [
      { name: `asiakasvarat-${on}.xml`, bytes },
    ])
  }

  /** The bank takes back a payment of which the creditor has had its share: the creditor owes it to the client funds. */
  async #takeBackSettled(on: CalendarDate): Promise<void> {
    const payment = await largestSettledPayment(this.#services.database)
    if (!payment) return
    const { amount, reference, payerName, payerIban } = payment
    this.#clientFunds.add({
      on,
      amount,
      reference,
      payerName: payerName ?? '',
      payerIban: payerIban ?? '',
      isTakenBack: true,
    })
  }

  /** The people who look after the companies go through what is late. */
  async #handleLate(busy: readonly Actor[], on: CalendarDate): Promise<void> {
    const { database } = this.#services
    const seen = await Promise.all([
      lateInvoices(database, this.#signedIn.scope('accountant')),
      lateInvoices(database, this.#signedIn.scope('controller')),
    ])
    const byCompany = new Map<bigint, Known[]>()
    for (const late of seen.flat()) {
      const known = { late, invoice: this.#invoiceOf(late.companyId, late.number) }
      byCompany.set(late.companyId, [...(byCompany.get(late.companyId) ?? []), known])
    }
    await inLanes(busy, ({ company }) => this.#handleCompany(company, byCompany.get(company.companyId) ?? [], on))
  }

  async #handleCompany(company: PlacedCompany, late: readonly Known[], on: CalendarDate): Promise<void> {
    const { ledger, duetto } = this.#services
    const scope = this.#scopeOf(company)
    for (const known of late) {
      const change = byHand(known, on)
      if (change) await ledger.statusUpdate.update(scope, change)
    }
    if (company.joinsAfterMonths === null) return
    for (const request of this.#sending.requests(company, late, on)) await duetto.sends.send(scope, request)
  }

  /** Debtors read the letters of the day, and the bank carries what the agency settled. */
  async #readMail(on: CalendarDate): Promise<void> {
    const { database } = this.#services
    for (const part of ['accountant', 'controller'] as const) {
      const scope = this.#signedIn.scope(part)
      for (const letter of await lettersOf(database, scope, on)) {
        const invoice = this.#invoiceOf(letter.companyId, letter.invoiceNumber)
        const actor = this.#byCompany.get(letter.companyId)
        if (!actor) continue
        const { toAgency, toCompany, wish } = this.#debtors.respond(invoice, letter)
        for (const move of toAgency) this.#clientFunds.add(move)
        for (const move of toCompany) actor.script.bank.add(move)
        const { assignmentId, invoiceNumber } = letter
        const asked = wish ?? this.#lateWish(letter)
        if (asked) this.#requests.want({ company: actor.company, assignmentId, invoiceNumber, wish: asked })
      }
      for (const { companyId, reference, amount } of await settlementLinesOf(database, scope, on)) {
        const from = { on, payerName: CLIENT_FUNDS.name, payerIban: CLIENT_FUNDS.iban }
        this.#byCompany.get(companyId)?.script.bank.add({ ...from, amount, reference })
      }
    }
  }

  /** Of late a few reminders turned out to be sent by mistake; staff have not answered yet. */
  #lateWish({ kind, sentOn, invoiceNumber }: SentLetter): Wish | null {
    const isLate = kind === 'REMINDER' && sentOn > addDays(this.#today, -14) && Number(invoiceNumber) % 6 === 1
    return isLate ? { kind: 'RECALL', after: 'REMINDER', isConfirmed: true } : null
  }

  #invoiceOf(companyId: bigint, number: string): DemoInvoice {
    const invoice = this.#invoices.get(`${companyId} ${number}`)
    if (!invoice) throw new Error(`The demo knows no invoice ${number}.`)
    return invoice
  }
}
