import { randomUUID } from 'node:crypto'
import { auditStaff } from '../access/staffAudit.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Money } from '../kernel/money.ts'
import { formatDecimal, money } from '../kernel/money.ts'
import type { Scope } from '../kernel/scope.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Unit } from '../platform/database/unit.ts'
import type { Page } from '../platform/graphql/paging.ts'
import { amountOf } from './amount.ts'
import { lockBook } from './book.store.ts'
import { putMessage } from './outbox.ts'
import { insertEvent, stateOf } from './record.ts'
import { loadSettings, settingOn } from './settings.ts'
import { listSettlements, type SettlementRow, settlementByUid } from './settlement.store.ts'
import { type SettledShare, type ShareOut, type ShareToSettle, shareOut, vatOnCosts } from './shareOut.ts'
import { staffActor, staffReader } from './staff.ts'

export interface SettlementRun {
  readonly creditors: number
  readonly lines: number
  /** One per currency. */
  readonly total: readonly Money[]
}

/** What is to be settled of one assignment, in cents. */
interface OpenShare extends ShareToSettle {
  readonly assignmentId: bigint
  readonly clientIban: string
  readonly currency: string
  readonly toIban: string | null
  readonly reference: string | null
}

/**
 * What was collected and not settled yet, and the agency's costs among it that no statement has told. A share is below
 * zero when the bank has taken back a payment that was settled.
 */
const OPEN = `
  SELECT * FROM (
    SELECT a.id AS "assignmentId", a.client_iban AS "clientIban", a.currency, a.creditor->>'iban' AS "toIban",
      a.invoice_reference AS reference, (c.share - coalesce(s.settled, 0))::bigint AS amount,
      CASE WHEN (a.creditor->>'mayDeductVat')::boolean THEN (c.costs - coalesce(s.costs, 0))::bigint ELSE 0 END AS costs
    FROM (SELECT assignment_id, sum(creditor_share) AS share, sum(agency_share) AS costs FROM agency.client_allocation
      WHERE company_id = $1 GROUP BY assignment_id) c
    LEFT JOIN (SELECT assignment_id, sum(amount) AS settled, sum(costs) AS costs FROM agency.settlement_line
      WHERE company_id = $1 GROUP BY assignment_id) s USING (assignment_id)
    JOIN agency.assignment a ON a.company_id = $1 AND a.id = c.assignment_id
  ) o WHERE amount <> 0 OR costs <> 0
  ORDER BY "clientIban", currency, "assignmentId"`

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
    const run = await this.settle(on, scope)
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
    // Two runs at once would pay twice. NO KEY: whoever writes for the creditor meanwhile is not held up.
    await unit.rows(
      'SELECT 1 FROM agency.creditor WHERE company_id = $1 FOR NO KEY UPDATE',
      [companyId],
      'agency.lockCreditor',
    )
    const open = await unit.rows<OpenShare>(OPEN, [companyId], 'agency.openShares')
    const groups = new Map<string, OpenShare[]>()
    for (const share of open) {
      const key = `${share.clientIban} ${share.currency}`
      groups.set(key, [...(groups.get(key) ?? []), share])
    }
    const isVatNetted = settingOn(await loadSettings(unit), 'VAT_NETTED', on) === 1n
    const done: SettledShare<OpenShare>[] = []
    for (const shares of groups.values()) {
      const settlement = shareOut(shares, vatOnCosts(on), isVatNetted)
      // Nothing to pay: what the creditor owes waits until more has come in for it.
      if (settlement.amount <= 0n) continue
      await this.#write(unit, companyId, on, settlement)
      done.push(...settlement.lines)
    }
    return done
  }

  async #write(unit: Unit, companyId: bigint, on: CalendarDate, settlement: ShareOut<OpenShare>): Promise<void> {
    const [first] = settlement.lines
    if (!first) return
    const uid = randomUUID()
    const now = this.#clock.now()
    const { amount, vat, vatNetted } = settlement
    const row = await unit.row<{ id: bigint }>(
      `INSERT INTO agency.settlement (company_id, uid, settled_on, from_iban, currency, amount, vat, vat_netted, made_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
      [companyId, uid, on, first.clientIban, first.currency, amount, vat, vatNetted, now],
      'agency.insertSettlement',
    )
    if (!row) throw new Error('The settlement was not stored.')
    for (const [index, line] of settlement.lines.entries()) {
      const ordinal = index + 1
      await insertLine(unit, companyId, row.id, ordinal, line)
      await this.#tell(unit, companyId, line, { uid, ordinal, on, now, isVatNetted: vatNetted !== 0n })
    }
  }

  async #tell(
    unit: Unit,
    companyId: bigint,
    line: SettledShare<OpenShare>,
    {
      uid,
      ordinal,
      on,
      now,
      isVatNetted,
    }: { uid: string; ordinal: number; on: CalendarDate; now: Date; isVatNetted: boolean },
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
      vatNetted: isVatNetted,
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

async function insertLine(
  unit: Unit,
  companyId: bigint,
  settlementId: bigint,
  ordinal: number,
  line: SettledShare<OpenShare>,
): Promise<void> {
  const { assignmentId, toIban, reference, amount, currency, kind, paid, costs, vat } = line
  await unit.rows(
    `INSERT INTO agency.settlement_line (company_id, settlement_id, ordinal, assignment_id, to_iban, reference, amount, currency,
       kind, paid, costs, vat)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [companyId, settlementId, ordinal, assignmentId, toIban, reference, amount, currency, kind, paid, costs, vat],
    'agency.insertSettlementLine',
  )
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
  const amount = [...sums].map(([currency, cents]) => `${formatDecimal(money(cents, currency))} ${currency}`).join(', ')
  const after = { amount, lines: String(lines.length), settledOn: on }
  await auditStaff(unit, scope, { action: 'SETTLEMENT_RUN', companyId, after })
}
