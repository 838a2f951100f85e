import type { TestDatabase } from './database.ts'

interface Line {
  day: string
  what: string
  amount: bigint | null
  /** Of money that paid something beside the principal. */
  beyond: bigint | null
}

/** An invoice's page of the ledger: every payment and change of status, what stood open after it. */
export async function ledgerPage(db: TestDatabase, number: string): Promise<string> {
  const lines = await db.sql<Line>(
    `SELECT l.day::text AS day, l.what, l.amount, l.beyond FROM (
      SELECT s.at, CASE WHEN s.reason IN ('IMPORTED', 'FELL_DUE') THEN 0 ELSE 2 END AS turn, s.id, s.on_day AS day, s.to_status || ' (' || lower(s.reason) || coalesce(', ' || u.name, '')
          || coalesce(', ' || lower(s.detail ->> 'letterChannel') || ' ' || (s.detail ->> 'letterCost'), '')
          || coalesce(', to ' || (s.detail ->> 'after'), '') || ')' AS what, NULL::bigint AS amount, NULL::bigint AS beyond
        FROM ledger.status_change s JOIN ledger.sales_invoice i ON i.company_id = s.company_id AND i.id = s.invoice_id
        LEFT JOIN access.app_user u ON u.id = s.user_id WHERE i.number = $1
      UNION ALL
      SELECT p.registered_at, 1, p.id, p.paid_on, lower(p.kind) || coalesce(' ' || p.document_number, '') || coalesce(' ' || p.payer_name, '')
          || CASE WHEN p.reverses_id IS NULL THEN '' ELSE ' taken back' END, p.amount, NULL
        FROM ledger.payment p JOIN ledger.sales_invoice i ON i.company_id = p.company_id AND i.id = p.invoice_id WHERE i.number = $1
      UNION ALL
      SELECT min(l.at), 1, coalesce(l.payment_id, 9000000000 + min(l.id)), l.on_day, '  of it ' || replace(lower(l.part), '_', ' '), NULL, sum(l.amount)::bigint
        FROM ledger.allocation l JOIN ledger.sales_invoice i ON i.company_id = l.company_id AND i.id = l.invoice_id WHERE i.number = $1
        GROUP BY l.at, l.payment_id, l.on_day, l.part
    ) l ORDER BY l.at, l.turn, l.id, l.beyond IS NOT NULL, l.what`,
    [number],
  )
  const [row] = await db.sql<{ total: bigint; open: bigint; status: string; inService: boolean }>(
    `SELECT total, open, status, in_service AS "inService" FROM ledger.sales_invoice WHERE number = $1`,
    [number],
  )
  if (!row) throw new Error(`There is no invoice ${number}.`)
  let left = row.total
  const table = lines.map(({ day, what, amount, beyond }) => {
    left += (beyond ?? 0n) - (amount ?? 0n)
    const open = left < 0n ? 0n : left < row.total ? left : row.total
    const entry = beyond === null ? what : `${what} ${euros(beyond)}`
    return `${day}  ${entry.padEnd(46)} ${euros(amount).padStart(9)} ${euros(open).padStart(9)}`
  })
  const end = `${row.status}${row.inService ? ', in the service' : ''}, open ${euros(row.open)}`
  return `\n${'day'.padEnd(12)}${'entry'.padEnd(46)} ${'amount'.padStart(9)} ${'open'.padStart(9)}\n${table.join('\n')}\n${end}\n`
}

function euros(cents: bigint | null): string {
  return cents === null ? '' : (Number(cents) / 100).toFixed(2)
}
