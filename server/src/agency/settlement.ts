import { randomUUID } from 'node:crypto'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Money } from '../kernel/money.ts'
import { money } from '../kernel/money.ts'
import type { Scope } from '../kernel/scope.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Unit } from '../platform/database/unit.ts'
import { amountOf } from './amount.ts'
import { lockBook } from './book.store.ts'
import { putMessage } from './outbox.ts'
import { insertEvent, stateOf } from './record.ts'
import { staffActor } from './staff.ts'

export interface SettlementRun {
  readonly creditors: number
  readonly lines: number
  /** One per currency. */
  readonly total: readonly Money[]
}

interface OpenShare {
  readonly assignmentId: bigint
  readonly clientIban: string
  readonly currency: string
  readonly toIban: string | null
  readonly reference: string | null
  readonly amount: bigint
}

/** The creditor's share that was collected and not settled yet; one below zero waits until more has come in. */
const OPEN = `
  SELECT a.id AS "assignmentId", a.client_iban AS "clientIban", a.currency, a.creditor->>'iban' AS "toIban",
    a.invoice_reference AS reference, (c.share - coalesce(s.settled, 0))::bigint AS amount
  FROM (SELECT assignment_id, sum(creditor_share) AS share FROM agency.client_allocation WHERE company_id = $1 GROUP BY assignment_id) c
  LEFT JOIN (SELECT assignment_id, sum(amount) AS settled FROM agency.settlement_line WHERE company_id = $1 GROUP BY assignment_id) s
    USING (assignment_id)
  JOIN agency.assignment a ON a.company_id = $1 AND a.id = c.assignment_id
  WHERE c.share > coalesce(s.settled, 0)
  ORDER BY a.client_iban, a.currency, a.id`

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
    staffActor(scope)
    return this.settle(on)
  }

  /** One transaction per creditor; a second run finds nothing left. */
  async settle(on: CalendarDate): Promise<SettlementRun> {
    const companyIds = await this.#creditors()
    const settled: OpenShare[][] = []
    for (const companyId of companyIds) {
      settled.push(await this.#database.agency('system', (unit) => this.#settleOne(unit, companyId, on)))
    }
    const lines = settled.flat()
    const currencies = [...new Set(lines.map((line) => line.currency))].sort()
    const total = currencies.map((currency) => {
      const own = lines.filter((line) => line.currency === currency)
      return money(
        own.reduce((sum, line) => sum + line.amount, 0n),
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

  async #settleOne(unit: Unit, companyId: bigint, on: CalendarDate): Promise<OpenShare[]> {
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
    for (const shares of groups.values()) await this.#write(unit, companyId, on, shares)
    return open
  }

  async #write(unit: Unit, companyId: bigint, on: CalendarDate, shares: readonly OpenShare[]): Promise<void> {
    const [first] = shares
    if (!first) return
    const uid = randomUUID()
    const now = this.#clock.now()
    const sum = shares.reduce((total, share) => total + share.amount, 0n)
    const row = await unit.row<{ id: bigint }>(
      `INSERT INTO agency.settlement (company_id, uid, settled_on, from_iban, currency, amount, made_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
      [companyId, uid, on, first.clientIban, first.currency, sum, now],
      'agency.insertSettlement',
    )
    if (!row) throw new Error('The settlement was not stored.')
    for (const [index, share] of shares.entries()) {
      const ordinal = index + 1
      await unit.rows(
        `INSERT INTO agency.settlement_line (company_id, settlement_id, ordinal, assignment_id, to_iban, reference, amount, currency)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [companyId, row.id, ordinal, share.assignmentId, share.toIban, share.reference, share.amount, share.currency],
        'agency.insertSettlementLine',
      )
      await this.#tell(unit, companyId, share, { uid, ordinal, on, now })
    }
  }

  async #tell(
    unit: Unit,
    companyId: bigint,
    share: OpenShare,
    { uid, ordinal, on, now }: { uid: string; ordinal: number; on: CalendarDate; now: Date },
  ): Promise<void> {
    const book = await lockBook(unit, companyId, share.assignmentId)
    if (!book) throw new Error('A settlement line has its assignment.')
    const { reference, amount, currency } = share
    await insertEvent(unit, book.assignment, { type: 'SETTLED', on, amount, note: null }, now)
    const body = {
      settlementId: uid,
      settledOn: on,
      fromIban: share.clientIban,
      lines: [{ ordinal, reference, amount: amountOf(amount, currency) }],
      state: stateOf(book),
    }
    await putMessage(unit, book.assignment, { kind: 'SETTLEMENT', body }, now)
  }
}
