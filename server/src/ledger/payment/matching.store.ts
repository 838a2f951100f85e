import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { BankTransactionState } from '../bank/bankMatching.ts'
import { type Candidate, LIKE_NAMES } from './suggestion.ts'

/** A bank transaction as placing it by hand needs it. Amounts in minor units. */
export interface HandTransaction {
  readonly id: bigint
  readonly bookedOn: CalendarDate
  readonly direction: 'CREDIT' | 'DEBIT'
  readonly amount: bigint
  readonly currency: string
  readonly reference: string | null
  readonly payerName: string | null
  readonly payerIban: string | null
  readonly message: string | null
  readonly state: BankTransactionState
  readonly unallocated: bigint
}

const COLUMNS = `t.id, t.booked_on AS "bookedOn", t.direction, t.amount, t.currency, t.reference, t.payer_name AS "payerName",
  t.payer_iban AS "payerIban", t.message, t.state, t.unallocated`

/** Locked when it is to be changed. */
export function lockTransaction(unit: Unit, companyId: bigint, id: bigint): Promise<HandTransaction | undefined> {
  return unit.row<HandTransaction>(
    `SELECT ${COLUMNS} FROM ledger.bank_transaction t WHERE t.company_id = $1 AND t.id = $2 FOR UPDATE`,
    [companyId, id],
    'ledger.lockTransaction',
  )
}

export function findTransaction(unit: Unit, companyId: bigint, id: bigint): Promise<HandTransaction | undefined> {
  return unit.row<HandTransaction>(
    `SELECT ${COLUMNS} FROM ledger.bank_transaction t WHERE t.company_id = $1 AND t.id = $2`,
    [companyId, id],
    'ledger.handTransaction',
  )
}

/** A person has decided: the program leaves the transaction alone from then on. */
export async function writeByHand(
  unit: Unit,
  companyId: bigint,
  change: {
    readonly id: bigint
    readonly state: BankTransactionState
    readonly reason: string
    readonly unallocated: bigint
    readonly note: string | null
  },
): Promise<void> {
  await unit.rows(
    `UPDATE ledger.bank_transaction t SET state = $3, reason = $4, unallocated = $5, note = $6, by_hand = true
      WHERE t.company_id = $1 AND t.id = $2`,
    [companyId, change.id, change.state, change.reason, change.unallocated, change.note],
    'ledger.writeByHand',
  )
}

/** The newest reading of the service's balance comes from the room that knows assignments; the ledger has what is open. */
export type OpenCandidate = Omit<Candidate, 'balance'> & { readonly inService: boolean }

/** Invoices in the money's currency that want money and have something in common with it; at most 200. */
export function findCandidates(unit: Unit, companyId: bigint, money: HandTransaction): Promise<OpenCandidate[]> {
  return unit.rows<OpenCandidate>(
    `SELECT * FROM (
      SELECT i.id, i.number, i.reference, i.due_on AS "dueOn", i.open, i.in_service AS "inService",
        CASE WHEN $4::text IS NULL THEN 0 ELSE greatest(similarity(c.name, $4), word_similarity($4, c.name)) END::float8 AS likeness
      FROM ledger.sales_invoice i JOIN ledger.customer c ON c.company_id = i.company_id AND c.id = i.customer_id
      WHERE i.company_id = $1 AND i.currency = $2 AND (i.open > 0 OR i.in_service)
    ) f
    WHERE f.likeness >= $7::float8 OR f.open = $3 OR f."inService"
      OR ($5::text IS NOT NULL AND f.reference IS NOT NULL AND similarity(f.reference, $5) > 0.2)
      OR ($6::text IS NOT NULL AND strpos(lower($6), lower(f.number)) > 0)
    ORDER BY (f.open = $3) DESC, f.likeness DESC, f."dueOn", f.id LIMIT 200`,
    [
      companyId,
      money.currency,
      money.unallocated,
      money.payerName,
      (money.reference ?? money.message)?.replace(/\D/g, '').replace(/^0+/, '') || null,
      money.message,
      LIKE_NAMES,
    ],
    'ledger.findCandidates',
  )
}
