import { auditStaff } from '../../access/staffAudit.ts'
import { formatDecimal, type Money, money } from '../../kernel/money.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { ownAccountOn } from '../invoice/invoice.store.ts'
import { staffActor, staffReader } from '../staff.ts'
import { UNEXPLAINED } from './outgoing.store.ts'

/** The agency's share on an account for client funds, in cents. */
export interface OwnShare {
  readonly iban: string
  readonly currency: string
  /** Costs that debtors have paid and invoices that were set off or paid there, less what was moved. */
  readonly share: bigint
  /**
   * What others are owed and the account lacks, also because money left that no transfer of ours asked for (a charge of the
   * bank): it is made good before the agency takes its own (513/1999 11 §).
   */
  readonly lacking: bigint
}

/** What may be moved now. */
export function movable({ share, lacking }: Pick<OwnShare, 'share' | 'lacking'>): bigint {
  return share > lacking ? share - lacking : 0n
}

/** Per account and currency. */
export function ownShares(unit: Unit): Promise<OwnShare[]> {
  return unit.rows<OwnShare>(
    `WITH parts AS (
       SELECT t.iban, c.currency, c.agency_share AS share, c.excess FROM agency.client_allocation c
         JOIN agency.client_transaction t ON t.id = c.transaction_id
       UNION ALL SELECT from_iban, currency, vat_netted, 0 FROM agency.settlement
       UNION ALL SELECT s.from_iban, p.currency, p.amount, 0 FROM agency.invoice_payment p
         JOIN agency.settlement s ON s.company_id = p.company_id AND s.id = p.settlement_id
       UNION ALL SELECT t.iban, p.currency, p.amount, 0 FROM agency.invoice_payment p
         JOIN agency.client_transaction t ON t.id = p.transaction_id
       UNION ALL SELECT from_iban, currency, CASE WHEN kind = 'OWN' THEN -amount ELSE 0 END,
         CASE WHEN kind = 'REFUND' THEN -amount ELSE 0 END FROM agency.payout
     ), cases AS (
       SELECT a.client_iban AS iban, a.currency, -sum(o.amount) AS lacking FROM (
         SELECT c.company_id, c.assignment_id, c.share - coalesce(l.settled, 0) AS amount
         FROM (SELECT company_id, assignment_id, sum(creditor_share) AS share FROM agency.client_allocation GROUP BY 1, 2) c
         LEFT JOIN (SELECT company_id, assignment_id, sum(amount) AS settled FROM agency.settlement_line GROUP BY 1, 2) l
           USING (company_id, assignment_id)
       ) o JOIN agency.assignment a ON a.company_id = o.company_id AND a.id = o.assignment_id
       WHERE o.amount < 0 GROUP BY 1, 2
     ), unasked AS (
       SELECT iban, currency, sum(amount) AS amount FROM (${UNEXPLAINED}) u
       WHERE explained_as IS DISTINCT FROM 'BY_HAND' GROUP BY 1, 2
     )
     SELECT p.iban, p.currency, sum(p.share)::bigint AS share,
       (coalesce(max(k.lacking), 0) + greatest(-sum(p.excess), 0) + greatest(coalesce(max(u.amount), 0), 0))::bigint AS lacking
     FROM parts p LEFT JOIN cases k ON k.iban = p.iban AND k.currency = p.currency
     LEFT JOIN unasked u ON u.iban = p.iban AND u.currency = p.currency
     GROUP BY p.iban, p.currency ORDER BY p.iban, p.currency`,
    [],
    'agency.ownShares',
  )
}

/** Moves the agency's own out of client funds: its costs that debtors have paid are never left among others' money. */
export class OwnShares {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Staff only. */
  list(scope: Scope): Promise<OwnShare[]> {
    return this.#database.agency(staffReader(scope), ownShares)
  }

  /** Staff only. What may be moved goes to the agency's own account with the next payment file; a second run finds nothing. */
  move(scope: Scope): Promise<Money[]> {
    return this.#database.agency(staffActor(scope), async (unit) => {
      // Two runs at once would move it twice.
      await unit.rows(`SELECT pg_advisory_xact_lock(hashtext('agency.own_share'))`, [], 'agency.lockOwnShare')
      const toIban = await ownAccountOn(unit, scope.today)
      const moved: Money[] = []
      for (const share of await ownShares(unit)) {
        const amount = movable(share)
        if (amount === 0n) continue
        await insertOwnPayout(unit, { ...share, toIban, amount }, this.#clock.now())
        moved.push(money(amount, share.currency))
      }
      const after = { amount: moved.map((one) => `${formatDecimal(one)} ${one.currency}`).join(', ') || '0.00' }
      await auditStaff(unit, scope, { action: 'OWN_SHARE_MOVED', after })
      return moved
    })
  }
}

async function insertOwnPayout(
  unit: Unit,
  { iban, currency, toIban, amount }: Pick<OwnShare, 'iban' | 'currency'> & { toIban: string; amount: bigint },
  at: Date,
): Promise<void> {
  await unit.rows(
    `INSERT INTO agency.payout (kind, from_iban, to_name, to_iban, amount, currency, message, decided_at)
     VALUES ('OWN', $1, 'Duetto', $2, $3, $4, 'Perintäkulut', $5)`,
    [iban, toIban, amount, currency, at],
    'agency.insertOwnPayout',
  )
}
