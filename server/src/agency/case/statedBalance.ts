import type { BankStatement } from '../../exchange/bank/statement.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Unit } from '../../platform/database/unit.ts'

/** What the bank says is on an account, in cents. */
export interface StatedBalance {
  readonly iban: string
  readonly currency: string
  readonly on: CalendarDate
  readonly amount: bigint
  /** What it says less what its rows make since the first statement: other than zero when a file has not been brought. */
  readonly difference: bigint
}

/** Keeps the balances of a statement; one that came before is there already, and one without both says nothing. */
export async function keepBalances(unit: Unit, statement: BankStatement, at: Date): Promise<void> {
  const { accountIban, statementId, openingBalance, closingBalance, transactions } = statement
  if (!openingBalance || !closingBalance) return
  const days = transactions.map(({ bookedOn }) => bookedOn).sort()
  await unit.rows(
    `INSERT INTO agency.stated_balance (iban, currency, statement_id, from_day, opening, closing, closing_on, imported_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [
      accountIban,
      closingBalance.amount.currency,
      statementId,
      days[0] ?? closingBalance.date,
      openingBalance.amount.minor,
      closingBalance.amount.minor,
      closingBalance.date,
      at,
    ],
    'agency.keepBalances',
  )
}

/** The newest of each account and currency. Before the first statement nothing is known: it is begun from its opening. */
export function statedBalances(unit: Unit): Promise<StatedBalance[]> {
  return unit.rows<StatedBalance>(
    `SELECT n.iban, n.currency, n.closing_on AS on, n.closing AS amount,
       (n.closing - f.opening - coalesce((SELECT sum(t.amount) FROM agency.client_transaction t WHERE t.iban = n.iban
         AND t.currency = n.currency AND t.state <> 'SUPERSEDED' AND t.booked_on BETWEEN f.from_day AND n.closing_on), 0))::bigint AS difference
     FROM (SELECT DISTINCT ON (iban, currency) * FROM agency.stated_balance ORDER BY iban, currency, closing_on DESC, id DESC) n
     JOIN (SELECT DISTINCT ON (iban, currency) * FROM agency.stated_balance ORDER BY iban, currency, from_day, id) f
       ON f.iban = n.iban AND f.currency = n.currency
     ORDER BY n.iban, n.currency`,
    [],
    'agency.statedBalances',
  )
}
