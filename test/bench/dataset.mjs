import { createHash } from 'node:crypto'
import pg from 'pg'
import { STEPS } from './datasetSql.mjs'

/** Session secrets of the person who sees every company and of the one who sees fifty. */
export const SECRETS = { all: 'A'.repeat(43), fifty: 'F'.repeat(43) }

/**
 * Fills a migrated, empty database as its owner.
 * @param {string} url of the owner
 * @param {{ companies: number, invoices: number, today: string }} size
 * @param {(line: string) => void} tell
 */
export async function fill(url, size, tell) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const values = {
      ...size,
      customers: Math.max(10, Math.floor(size.invoices / 10)),
      sent: Math.floor((size.invoices * 3) / 10),
      today: quote(size.today),
      now: `${quote(`${size.today}T03:00:00Z`)}::timestamptz`,
      allHash: hash(SECRETS.all),
      fiftyHash: hash(SECRETS.fifty),
    }
    const indexes = await dropWordIndexes(client)
    for (const { name, sql, isLarge } of STEPS) {
      const begin = Date.now()
      await client.query(`SET session_replication_role = ${isLarge ? 'replica' : 'origin'}`)
      await client.query(sql.replace(/(?<![:\w]):([a-zA-Z]+)/g, (_, key) => known(values, key)))
      tell(`${name}: ${((Date.now() - begin) / 1000).toFixed(1)} s`)
    }
    const begin = Date.now()
    await client.query('SET session_replication_role = origin')
    for (const definition of indexes) await client.query(definition)
    await client.query('DROP SCHEMA bench CASCADE')
    await nextIds(client)
    await client.query(`SELECT portfolio.fold(company_id, ${values.today}) FROM access.company`)
    await client.query('VACUUM ANALYZE')
    tell(`word indexes, folding, statistics: ${((Date.now() - begin) / 1000).toFixed(1)} s`)
  } finally {
    await client.end()
  }
}

function known(values, key) {
  if (!(key in values)) throw new Error(`The data set has no value ${key}.`)
  return String(values[key])
}

function quote(text) {
  return `'${text.replaceAll("'", "''")}'`
}

function hash(secret) {
  return `'\\x${createHash('sha256').update(secret).digest('hex')}'::bytea`
}

/** Indexes of parts of words cost more row by row than all at once. */
async function dropWordIndexes(client) {
  const { rows } = await client.query(
    `SELECT format('%I.%I', schemaname, indexname) AS name, indexdef FROM pg_indexes WHERE indexdef LIKE '%USING gin%' AND schemaname IN ('ledger', 'duetto')`,
  )
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`)
  return rows.map((row) => row.indexdef)
}

/** Ids were given by hand: the next ones come after them. */
async function nextIds(client) {
  const { rows } = await client.query(
    `SELECT format('SELECT setval(%L, coalesce(max(%I), 1)) FROM %I.%I', pg_get_serial_sequence(format('%I.%I', table_schema, table_name), column_name),
       column_name, table_schema, table_name) AS text
     FROM information_schema.columns WHERE is_identity = 'YES' AND table_schema IN ('access', 'ledger', 'duetto')`,
  )
  for (const { text } of rows) await client.query(text)
}
