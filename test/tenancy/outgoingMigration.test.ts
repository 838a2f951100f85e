import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { writeCreditTransfers } from '../../server/src/exchange/payment/creditTransfers.ts'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { migrations } from '../../server/src/migrations.ts'
import { connectionConfig, loginRoles } from '../../server/src/platform/database/connection.ts'
import { migrate } from '../../server/src/platform/migration/migrate.ts'

/** A database that was in use before rows of the bank were joined to transfers, on a server where its owner is no superuser. */
const FUNDS = 'FI9399999900000014'
const name = `moved_${randomBytes(4).toString('hex')}`
let superuser: Client
let rows: Client

async function connect(url: string): Promise<Client> {
  const client = new Client(connectionConfig(url, 'test'))
  await client.connect()
  return client
}

const transfer = (endToEndId: string, amount: bigint, iban: string, reference: string | null) => {
  return { endToEndId, amount, payee: 'Maija Mallinen', iban, reference, message: 'Palautus' }
}

/** A file as it was stored then: its bytes, and what each transfer is of. */
async function file(messageId: string, transfers: readonly ReturnType<typeof transfer>[]): Promise<bigint> {
  const content = writeCreditTransfers({
    messageId,
    createdAt: '2026-03-02T10:00:00Z',
    executeOn: calendarDate('2026-03-02'),
    payer: 'Duetto',
    payerIban: FUNDS,
    currency: 'EUR',
    transfers,
  })
  const sum = transfers.reduce((total, { amount }) => total + amount, 0n)
  const inserted = await rows.query<{ id: bigint }>(
    `INSERT INTO agency.payment_file (message_id, execute_on, from_iban, currency, transfers, amount, content, made_by, made_at, released_by, released_at)
     VALUES ($1, '2026-03-02', $2, 'EUR', $3, $4, $5, '1', now(), '2', now()) RETURNING id`,
    [messageId, FUNDS, transfers.length, sum, content],
  )
  return inserted.rows[0]?.id ?? 0n
}

async function payout(amount: bigint): Promise<bigint> {
  const inserted = await rows.query<{ id: bigint }>(
    `INSERT INTO agency.payout (kind, from_iban, to_name, to_iban, amount, currency, message, decided_by, decided_at)
     VALUES ('OWN', $1, 'Duetto', 'FI2112345600000785', $2, 'EUR', 'Perintäkulut', '1', now()) RETURNING id`,
    [FUNDS, amount],
  )
  return inserted.rows[0]?.id ?? 0n
}

const row = (
  key: string,
  amount: bigint,
  reference: string | null,
  more: { state?: string; payerName?: string } = {},
) =>
  rows.query(
    `INSERT INTO agency.client_transaction (iban, key, booked_on, amount, currency, reference, payer_name, state, imported_at)
     VALUES ($1, $2, '2026-03-03', $3, 'EUR', $4, $5, $6, now())`,
    [FUNDS, `${FUNDS}|${key}`, amount, reference, more.payerName ?? null, more.state ?? 'OUTGOING'],
  )

beforeAll(async () => {
  superuser = await connect(inject('ownerUrl'))
  const url = new URL(inject('ownerUrl'))
  await superuser.query(`CREATE ROLE ${name} LOGIN CREATEROLE PASSWORD '${decodeURIComponent(url.password)}'`)
  await superuser.query(`GRANT ${loginRoles.join(', ')}, duetto_guard TO ${name} WITH ADMIN OPTION`)
  await superuser.query(`CREATE DATABASE ${name} OWNER ${name}`)
  url.pathname = `/${name}`
  const owned = new URL(url)
  owned.username = name
  const address = { ownerUrl: owned.toString() }
  const first = migrations.findIndex((migration) => migration.name === 'OutgoingFunds1764000110000')
  await migrate(address, migrations.slice(0, first))
  rows = await connect(url.toString())
  const [one, two] = [await payout(500n), await payout(700n)]
  const old = await file('DUETTO-OLD', [
    transfer(`P${one}`, 500n, 'FI2112345600000785', '1232'),
    transfer(`P${two}`, 700n, 'FI2112345600000785', null),
  ])
  const again = await file('DUETTO-AGAIN', [transfer(`P${two}-R1`, 700n, 'FI9080002627761348', '1245')])
  const insert =
    'INSERT INTO agency.transfer (payment_file_id, ordinal, payout_id, refused_on, refusal) VALUES ($1, $2, $3, $4, $5)'
  await rows.query(insert, [old, 1, one, null, null])
  await rows.query(insert, [old, 2, two, '2026-03-03', 'AC04'])
  await rows.query(insert, [again, 1, two, null, null])
  await row('A1|DBIT||1232|5.00EUR', -500n, '1232')
  await row('A2|DBIT||1232|5.00EUR', -500n, '1232')
  await row('A3|DBIT||1245|9.00EUR', -900n, '1245')
  await row('A4|CRDT|||4.00EUR', 400n, '1258', { state: 'UNMATCHED', payerName: 'Maija Mallinen-Esimerkki' })
  await row('A5|DBIT|R||4.00EUR', -400n, '1258', { state: 'UNMATCHED', payerName: 'MALLINEN' })
  await migrate(address, migrations)
})
afterAll(async () => {
  await rows?.end()
  await superuser.query(`DROP DATABASE ${name} WITH (FORCE)`)
  await superuser.query(`DROP OWNED BY ${name}`)
  await superuser.query(`DROP ROLE ${name}`)
  await superuser.end()
})

it('each transfer is told as its file tells it, resent ones by their own name and account', async () => {
  const { rows: told } = await rows.query(
    'SELECT end_to_end_id, to_iban, reference, amount FROM agency.transfer ORDER BY payment_file_id, ordinal',
  )
  expect(told.map((one) => [one.end_to_end_id.replace(/\d+/, 'n'), one.to_iban, one.reference, one.amount])).toEqual([
    ['Pn', 'FI2112345600000785', '1232', 500n],
    ['Pn', 'FI2112345600000785', null, 700n],
    ['Pn-R1', 'FI9080002627761348', '1245', 700n],
  ])
})

it('what left before is joined by account, reference and sum, each row and each transfer once', async () => {
  const { rows: joined } = await rows.query(
    `SELECT t.reference, split_part(r.key, '|', 2) AS row FROM agency.transfer t JOIN agency.client_transaction r ON r.id = t.paid_by_id`,
  )
  expect(joined).toEqual([{ reference: '1232', row: 'A1' }])
})

it('what the stored facts prove of old rows is written down: their kind of file, and whether they took one back', async () => {
  const { rows: found } = await rows.query(
    `SELECT split_part(key, '|', 2) AS row, told_by, reversal FROM agency.client_transaction WHERE reference = '1258' ORDER BY id`,
  )
  expect(found).toEqual([
    { row: 'A4', told_by: 'CAMT', reversal: false },
    { row: 'A5', told_by: null, reversal: true },
  ])
})
