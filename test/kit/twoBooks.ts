import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import type { TestApp } from './app.ts'
import type { Act } from './bookActs.ts'
import type { Client } from './client.ts'
import { type Creditor, creditor, invoiceGlobalId } from './creditor.ts'
import { bankFile, importBankFiles, madeUpIban } from './ledgerFiles.ts'

export interface CaseWish {
  readonly debtorKind: 'CONSUMER' | 'BUSINESS'
  readonly service: 'REMINDER' | 'COLLECTION'
  /** Late interest by law runs; otherwise the contract says none. */
  readonly hasInterest: boolean
  /** What had been paid before the hand-over, in cents. */
  readonly paidBefore: number
}

export interface Case {
  readonly who: Creditor
  readonly id: bigint
  readonly invoiceId: string
  readonly iban: string
  readonly agency: { iban: string; reference: string }
  /** Another invoice of the company in the service, paid to the agency alone: what is owed back is held back from it. */
  readonly other: { readonly id: bigint; readonly reference: string }
  readonly received: { archiveId: string; amount: string; reversed: boolean }[]
}

const decimal = (amount: number | bigint) =>
  `${BigInt(amount) / 100n}.${(BigInt(amount) % 100n).toString().padStart(2, '0')}`

let account = 400
let serial = 0

/** One invoice of 100.00, with an agreed cost of 5.00 when it goes to collection, and all that can happen to it. */
export class TwoBooks {
  readonly #t: TestApp
  readonly #staff: Client

  constructor(t: TestApp, staff: Client) {
    this.#t = t
    this.#staff = staff
  }

  async open({ debtorKind, service, hasInterest, paidBefore }: CaseWish): Promise<Case> {
    const t = this.#t
    t.clock.set('2026-03-02')
    const who = await creditor(t)
    account += 1
    const iban = madeUpIban(account)
    await t.db.sql('INSERT INTO ledger.bank_account (company_id, iban) VALUES ($1, $2)', [who.companyId, iban])
    const isCollection = service === 'COLLECTION'
    const id = await who.invoice({
      dueOn: '2025-12-10',
      status: isCollection ? 'REQUESTED' : 'OVERDUE',
      open: 10_000n,
      debtorKind,
    })
    if (!hasInterest) await t.db.sql('UPDATE ledger.sales_invoice SET interest_percent = 0 WHERE id = $1', [id])
    const invoiceId = invoiceGlobalId(who.companyId, id)
    if (paidBefore > 0) {
      const payment = { invoiceId, amount: decimal(paidBefore), paidOn: '2026-03-01', idempotencyKey: 'before' }
      await this.#sure(who.client, 'registerPayment', payment)
    }
    if (isCollection) {
      await who.letter(id, 'REMINDED', '2025-12-30')
      await who.letter(id, 'REQUESTED', '2026-01-20')
      const agreement = { companyId: who.id, kind: 'REMINDER', amount: '5.00', validFrom: '2026-01-01' }
      await this.#sure(this.#staff, 'agreeCost', agreement)
      await this.#sure(who.client, 'addCollectionCost', { invoiceId, amount: '5.00' })
    }
    const otherId = await who.invoice({ dueOn: '2025-12-10', status: 'OVERDUE', open: 20_000n })
    const send = { companyId: who.id, invoiceIds: [invoiceId], idempotencyKey: 'send' }
    const sendOther = {
      companyId: who.id,
      invoiceIds: [invoiceGlobalId(who.companyId, otherId)],
      idempotencyKey: 'other',
    }
    await this.#sure(who.client, 'sendToReminderService', { ...sendOther, afterReminder: 'RETURN' })
    if (isCollection) await this.#sure(who.client, 'sendToCollectionService', send)
    else await this.#sure(who.client, 'sendToReminderService', { ...send, afterReminder: 'CONTINUE' })
    await t.settle()
    const agency = await this.#referenceOf(who, id)
    const { reference } = await this.#referenceOf(who, otherId)
    return { who, id, invoiceId, iban, agency, other: { id: otherId, reference }, received: [] }
  }

  async #referenceOf({ companyId }: Creditor, id: bigint): Promise<{ iban: string; reference: string }> {
    const [agency] = await this.#t.db.sql<{ iban: string; reference: string | null }>(
      'SELECT agency_iban AS iban, agency_reference AS reference FROM duetto.assignment WHERE company_id = $1 AND invoice_id = $2',
      [companyId, id],
    )
    if (!agency?.reference) throw new Error('The assignment was not acknowledged.')
    return { iban: agency.iban, reference: agency.reference }
  }

  /** The calendar leaves it alone from now on: cases to come are not slowed by it. */
  async shelve({ who }: Case): Promise<void> {
    await this.#t.db.sql(
      `UPDATE agency.assignment SET next_step_on = NULL WHERE uid IN (SELECT uid FROM duetto.assignment WHERE company_id = $1)`,
      [who.companyId],
    )
  }

  async perform(one: Case, act: Act): Promise<void> {
    const t = this.#t
    const { client } = one.who
    serial += 1
    const { invoiceId } = one
    const paidOn = this.today()
    switch (act.kind) {
      case 'DIRECT':
      case 'SETTLEMENT': {
        const more = { amount: decimal(act.cents), settlement: act.kind === 'SETTLEMENT', idempotencyKey: `k${serial}` }
        await this.#run(client, 'registerPayment', { invoiceId, paidOn, ...more })
        return
      }
      case 'CREDIT': {
        const more = { number: `H${serial}`, amount: decimal(act.cents), idempotencyKey: `k${serial}` }
        await this.#run(client, 'registerCreditNote', { invoiceId, creditedOn: paidOn, ...more })
        return
      }
      case 'REVERSE':
        return this.#reverse(one, act.pick)
      case 'AGENCY': {
        one.received.push({ archiveId: `F${serial}`, amount: decimal(act.cents), reversed: false })
        return this.#funds(one, `F${serial}`, decimal(act.cents), false)
      }
      case 'OTHER':
        return this.#funds(
          { agency: { ...one.agency, reference: one.other.reference } },
          `F${serial}`,
          decimal(act.cents),
          false,
        )
      case 'REVERSE_AGENCY': {
        const standing = one.received.filter((payment) => !payment.reversed)
        const payment = standing[act.pick % Math.max(standing.length, 1)]
        if (!payment) return
        payment.reversed = true
        return this.#funds(one, payment.archiveId, payment.amount, true)
      }
      case 'ARRIVE':
        return this.#arrive(one, act.order)
      case 'ASK': {
        const { salesInvoice } = await client.run('query ($id: ID!) { salesInvoice(id: $id) { assignment { id } } }', {
          id: invoiceId,
        })
        const assignmentId = salesInvoice.assignment?.id
        if (assignmentId) await this.#run(client, `request${act.what}`, { assignmentId, reason: 'A test' })
        return
      }
      case 'ANSWER':
        return this.#answer(one, act)
      case 'SETTLE':
        await t.app.agency.settlements.settle(calendarDate(paidOn))
        return
      case 'BOOK':
        return this.book(one)
      case 'PAID_OUT':
        await this.perform(one, { kind: 'AGENCY', cents: act.cents })
        await this.perform(one, { kind: 'SETTLE' })
        await t.settle()
        return this.book(one)
      case 'REFUND':
        return this.#refund(one)
      case 'DUE_DATE': {
        const dueOn = `2026-0${2 + (serial % 7)}-15`
        await this.#run(client, 'changeDueDate', { invoiceId, dueOn, reason: 'A test' })
        return
      }
      case 'LATER': {
        t.clock.set(new Date(t.clock.now().getTime() + act.days * 86_400_000).toISOString().slice(0, 10))
        await t.app.agency.calendar.advance(calendarDate(this.today()))
        return
      }
      case 'DELIVER':
        return t.settle()
    }
  }

  today(): string {
    return this.#t.clock.now().toISOString().slice(0, 10)
  }

  /** The bank brings what the agency has announced and not yet paid. */
  async book({ who, iban, agency }: Case): Promise<void> {
    serial += 1
    const lines = await this.#t.db.sql<{ amount: bigint; reference: string }>(
      `SELECT l.amount, l.reference FROM duetto.settlement_line l JOIN duetto.assignment a ON a.company_id = l.company_id AND a.id = l.assignment_id
        WHERE a.company_id = $1 AND l.payment_id IS NULL AND l.amount > 0`,
      [who.companyId],
    )
    const money = lines.map(({ amount, reference }, index) => {
      const archiveId = `S${serial}-${index}`
      return { archiveId, amount: decimal(amount), reference, payerIban: agency.iban, on: this.today() }
    })
    if (money.length > 0) await importBankFiles(who.client, [bankFile({ id: `S${serial}`, iban, money })])
  }

  async #reverse({ who, invoiceId }: Case, pick: number): Promise<void> {
    const { salesInvoice } = await who.client.run(
      'query ($id: ID!) { salesInvoice(id: $id) { payments { id reverses { id } reversedBy { id } } } }',
      { id: invoiceId },
    )
    const standing = salesInvoice.payments.filter(
      (payment: { reverses: unknown; reversedBy: unknown }) => !payment.reverses && !payment.reversedBy,
    )
    const payment = standing[pick % Math.max(standing.length, 1)]
    if (payment) await this.#run(who.client, 'reversePayment', { paymentId: payment.id, reason: 'A test' })
  }

  async #funds({ agency }: Pick<Case, 'agency'>, archiveId: string, amount: string, reversal: boolean): Promise<void> {
    const money = [{ archiveId, amount, reference: agency.reference, on: this.today(), reversal }]
    const file = bankFile({ id: `FUNDS${serial}`, iban: agency.iban, money })
    await this.#staff.run(
      'mutation ($input: ImportClientFundsFilesInput!) { importClientFundsFiles(input: $input) { allocated } }',
      { input: { files: [{ name: file.name, content: String(file.content) }] } },
    )
  }

  /** What the debtor paid the agency too much goes back. */
  async #refund({ agency }: Case): Promise<void> {
    const { clientTransactions } = await this.#staff.run(
      '{ clientTransactions(overpaid: true) { nodes { id reference refundable { amount } } } }',
    )
    const overpaid = clientTransactions.nodes.find(
      (one: { reference: string | null }) => one.reference === agency.reference,
    )
    if (!overpaid) return
    const back = { transactionId: overpaid.id, iban: 'FI2112345600000785', name: 'Maija Mallinen' }
    await this.#run(this.#staff, 'refundDebtor', back, 'PayBackInput')
  }

  async #arrive({ who }: Case, order: readonly number[]): Promise<void> {
    const { agency, duetto } = this.#t.app
    const messages = await this.#t.db.sql<{ toAgency: boolean; message: unknown }>(
      `SELECT true AS "toAgency", message FROM duetto.outbox WHERE company_id = $1
       UNION ALL SELECT false, o.message FROM agency.outbox o WHERE o.assignment IN (SELECT uid FROM duetto.assignment WHERE company_id = $1)
         -- A letter's paper is put in when its message sets out: one that has not yet cannot arrive.
         AND (o.delivered_at IS NOT NULL OR o.message #> '{body,letter,document}' IS NULL)`,
      [who.companyId],
    )
    for (const place of order) {
      const arrived = messages[place % Math.max(messages.length, 1)]
      if (arrived) await (arrived.toAgency ? agency.inbox : duetto.inbox).receive(arrived.message)
    }
  }

  async #answer({ who, id }: Case, { confirm, surveillance }: Extract<Act, { kind: 'ANSWER' }>): Promise<void> {
    const [own] = await this.#t.db.sql<{ number: string }>(
      'SELECT number FROM ledger.sales_invoice WHERE company_id = $1 AND id = $2',
      [who.companyId, id],
    )
    const { staffRequests } = await this.#staff.run('{ staffRequests { id kind invoiceNumber } }')
    const request = staffRequests.find(({ invoiceNumber }: { invoiceNumber: string }) => invoiceNumber === own?.number)
    if (!request) return
    const isRecall = request.kind === 'RECALL'
    const field = isRecall ? 'answerRecall' : 'answerCreditLoss'
    await this.#staff.run(`mutation ($input: AnswerInput!) { ${field}(input: $input) { error { code } } }`, {
      input: { requestId: request.id, confirm, ...(isRecall ? {} : { surveillance }) },
    })
  }

  /** The code of the refusal, or null. */
  async #run(
    client: Client,
    name: string,
    input: object,
    type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`,
  ): Promise<string | null> {
    const data = await client.run(`mutation ($input: ${type}!) { ${name}(input: $input) { error { code } } }`, {
      input,
    })
    return data[name].error?.code ?? null
  }

  async #sure(client: Client, name: string, input: object): Promise<void> {
    const refusal = await this.#run(client, name, input)
    if (refusal !== null) throw new Error(`${name} was refused: ${refusal}`)
  }
}
