import pg from 'pg'

const REPEATS = 200

/** A bulk send of as many assignments, and one event's change to one of them. */
const INSERT = `
  INSERT INTO duetto.assignment (company_id, uid, invoice_id, send_id, kind, stage, opened_on, invoice_number, due_on, debtor_name,
      debtor_kind, currency, principal, principal_open, balance, newest_event_at)
    SELECT i.company_id, gen_random_uuid(), i.id, (SELECT min(s.id) FROM duetto.send s WHERE s.company_id = 1), 'REMINDER', 'SENT',
      i.due_on + 20, i.number, i.due_on, 'Asiakas', 'CONSUMER', 'EUR', i.total, i.total, i.total, now()
    FROM ledger.sales_invoice i WHERE i.company_id = 1 AND NOT i.had_service ORDER BY i.id LIMIT $1`
const UPDATE = `
  UPDATE duetto.assignment SET stage = CASE stage WHEN 'REMINDER' THEN 'NOTICE' ELSE 'REMINDER' END, balance = balance + 500,
    costs_open = costs_open + 500, newest_event_at = now()
  WHERE company_id = 1 AND id = (SELECT min(id) FROM duetto.assignment WHERE company_id = 1 AND stage IN ('REMINDER', 'NOTICE')) + $1 * 0`
const ACTS = [
  { act: 'insert of 1 assignment', sql: INSERT, value: 1 },
  { act: 'insert of 100 assignments', sql: INSERT, value: 100 },
  { act: 'update of 1 assignment', sql: UPDATE, value: 1 },
]
const TRIGGERS = ['keep_totals_insert', 'keep_totals_update']

/**
 * The same statements with and without the triggers that keep the totals, in turn; everything is rolled back.
 * @param {string} url of the owner
 */
export async function measureWriting(url) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const figures = []
    for (const { act, sql, value } of ACTS) {
      const kept = []
      const bare = []
      for (let repeat = 0; repeat < REPEATS; repeat++) {
        bare.push(await timed(client, 'DISABLE', sql, value))
        kept.push(await timed(client, 'ENABLE', sql, value))
      }
      const [without, withTotals] = [median(bare), median(kept)]
      figures.push({ act, without: round(without), withTotals: round(withTotals), factor: round(withTotals / without) })
    }
    return figures
  } finally {
    await client.end()
  }
}

async function timed(client, how, sql, value) {
  await client.query('BEGIN')
  for (const trigger of TRIGGERS) await client.query(`ALTER TABLE duetto.assignment ${how} TRIGGER ${trigger}`)
  const begin = process.hrtime.bigint()
  await client.query(sql, [value])
  const ms = Number(process.hrtime.bigint() - begin) / 1e6
  await client.query('ROLLBACK')
  return ms
}

function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
}

function round(number) {
  return Math.round(number * 100) / 100
}
