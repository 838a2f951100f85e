import { randomUUID } from 'node:crypto'
import { auditAmount } from '../../access/audit.ts'
import { auditStaff } from '../../access/staffAudit.ts'
import { nextBankingDay } from '../../kernel/bankingDay.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Money } from '../../kernel/money.ts'
import { money } from '../../kernel/money.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { Page } from '../../platform/graphql/paging.ts'
import { amountOf } from '../amount.ts'
import { lockBook } from '../case/book.store.ts'
import { insertEvent, stateOf } from '../case/record.ts'
import { invoicesToSetOff, type OpenInvoice } from '../invoice/invoice.store.ts'
import { payInvoice } from '../invoice/invoicePayment.ts'
import { moneyTermsOn } from '../invoice/moneyTerms.store.ts'
import { putMessage } from '../road/outbox.ts'
import { staffActor, staffReader } from '../staff.ts'
import { lockCreditor } from './claim.store.ts'
import { refreshClaims } from './claim.ts'
import { insertSettlement, insertSettlementLine, type OpenShare, openShares } from './openShare.store.ts'
import { listSettlements, type SettlementRow, settlementByUid } from './settlement.store.ts'
import { type SettledShare, type ShareOut, shareOut, vatOnCosts } from './shareOut.ts'

export interface SettlementRun {
  readonly creditors: number
  readonly lines: number
  /** One per currency. */
  readonly total: readonly Money[]
}

/** Pays to creditors what was collected for them, invoice by invoice with the invoice's own reference. */
export class Settlements {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Staff only. */
  async run(scope: Scope, on: CalendarDate): Promise<SettlementRun> {
    const actor = staffActor(scope)
    // Money leaves on banking days: a run on another is of the next one.
    const run = await this.settle(nextBankingDay(on), scope)
    // A run that found nothing is an act as well.
    const after = { settledOn: on, lines: '0' }
    if (run.lines === 0)
      await this.#database.agency(actor, (unit) => auditStaff(unit, scope, { action: 'SETTLEMENT_RUN', after }))
    return run
  }

  /** Staff only. Newest first. */
  list(scope: Scope, page: Page): Promise<SettlementRow[]> {
    return this.#database.agency(staffReader(scope), (unit) => listSettlements(unit, page))
  }

  /** Staff only. */
  statement(scope: Scope, uid: string): Promise<SettlementRow | undefined> {
    return this.#database.agency(staffReader(scope), (unit) => settlementByUid(unit, uid))
  }

  /** One transaction per creditor; a second run finds nothing left. With the scope of who runs it, if somebody does. */
  async settle(on: CalendarDate, scope?: Scope): Promise<SettlementRun> {
    const actor = scope ? staffActor(scope) : 'system'
    const companyIds = await this.#creditors()
    const settled: SettledShare<OpenShare>[][] = []
    for (const companyId of companyIds) {
      settled.push(
        await this.#database.agency(actor, async (unit) => {
          const lines = await this.#settleOne(unit, companyId, on)
          if (scope && lines.length > 0) await auditSettled(unit, scope, companyId, on, lines)
          return lines
        }),
      )
    }
    const lines = settled.flat()
    const currencies = [...new Set(lines.map((line) => line.currency))].sort()
    const total = currencies.map((currency) => {
      const own = lines.filter((line) => line.currency === currency)
      return money(
        own.reduce((sum, line) => sum + line.paid, 0n),
        currency,
      )
    })
    return { creditors: settled.filter((own) => own.length > 0).length, lines: lines.length, total }
  }

  async #creditors(): Promise<bigint[]> {
    const rows = await this.#database.agency('system', (unit) =>
      unit.rows<{ companyId: bigint }>(
        'SELECT DISTINCT company_id AS "companyId" FROM agency.client_allocation ORDER BY 1',
        [],
        'agency.collectedFor',
      ),
    )
    return rows.map((row) => row.companyId)
  }

  async #settleOne(unit: Unit, companyId: bigint, on: CalendarDate): Promise<SettledShare<OpenShare>[]> {
    await lockCreditor(unit, companyId)
    const terms = await moneyTermsOn(unit, companyId, on)
    const groups = new Map<string, OpenShare[]>()
    for (const share of await openShares(unit, companyId, terms.iban)) {
      const key = `${share.clientIban} ${share.currency}`
      groups.set(key, [...(groups.get(key) ?? []), share])
    }
    const done: SettledShare<OpenShare>[] = []
    for (const shares of groups.values()) {
      const invoices = await invoicesToSetOff(unit, companyId, shares[0]?.currency ?? '')
      const settlement = shareOut(shares, invoices, vatOnCosts(on))
      // Nothing has come in for the creditor, or too little to be worth a transfer.
      if (!settlement.lines.some(({ amount }) => amount > 0n)) continue
      if (settlement.amount > 0n && settlement.amount < terms.minimum) continue
      await this.#write(unit, companyId, on, settlement)
      done.push(...settlement.lines)
    }
    await refreshClaims(unit, companyId, on, this.#clock.now())
    return done
  }

  async #write(
    unit: Unit,
    companyId: bigint,
    on: CalendarDate,
    { lines, setOffs, amount, vat }: ShareOut<OpenShare, OpenInvoice>,
  ): Promise<void> {
    const [first] = lines
    if (!first) return
    const uid = randomUUID()
    const now = this.#clock.now()
    const made = { uid, on, fromIban: first.clientIban, currency: first.currency, amount, vat }
    const settlementId = await insertSettlement(unit, companyId, made, now)
    for (const [index, line] of lines.entries()) {
      const ordinal = index + 1
      await insertSettlementLine(unit, companyId, settlementId, ordinal, line)
      await this.#tell(unit, companyId, line, { uid, ordinal, on, now })
    }
    for (const { invoice, amount: held } of setOffs) {
      const payment = { kind: 'SET_OFF', on, amount: held, settlementId, settlementUid: uid } as const
      await payInvoice(unit, invoice, payment, now)
    }
  }

  async #tell(
    unit: Unit,
    companyId: bigint,
    line: SettledShare<OpenShare>,
    { uid, ordinal, on, now }: { uid: string; ordinal: number; on: CalendarDate; now: Date },
  ): Promise<void> {
    const book = await lockBook(unit, companyId, line.assignmentId)
    if (!book) throw new Error('A settlement line has its assignment.')
    const { reference, currency } = line
    await insertEvent(unit, book.assignment, { type: 'SETTLED', on, amount: line.amount, note: null }, now)
    const told = {
      ordinal,
      reference,
      amount: amountOf(line.paid, currency),
      kind: line.kind,
      share: amountOf(line.amount, currency),
      costs: amountOf(line.costs, currency),
      vat: amountOf(line.vat, currency),
      vatNetted: false,
    }
    const body = {
      settlementId: uid,
      settledOn: on,
      fromIban: line.clientIban,
      lines: [told],
      state: stateOf(book),
    }
    await putMessage(unit, book.assignment, { kind: 'SETTLEMENT', body }, now)
  }
}

async function auditSettled(
  unit: Unit,
  scope: Scope,
  companyId: bigint,
  on: CalendarDate,
  lines: readonly SettledShare<OpenShare>[],
): Promise<void> {
  const sums = new Map<string, bigint>()
  for (const { currency, paid } of lines) sums.set(currency, (sums.get(currency) ?? 0n) + paid)
  const amount = [...sums].map(([currency, cents]) => auditAmount(cents, currency)).join(', ')
  const after = { amount, lines: String(lines.length), settledOn: on }
  await auditStaff(unit, scope, { action: 'SETTLEMENT_RUN', companyId, after })
}
