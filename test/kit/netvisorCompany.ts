import { encodeId } from '../../server/src/kernel/globalId.ts'
import type { TestApp } from './app.ts'
import type { Client } from './client.ts'
import { type NetvisorBench, USER } from './netvisor.ts'
import type { NetvisorApp } from './netvisorApp.ts'
import { people, signedIn } from './people.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests read whatever they asked for.
type Answered = any

/** A company with its books here and in Netvisor, not connected yet. */
export interface NetvisorCompany {
  readonly id: bigint
  readonly companyId: string
  readonly businessId: string
  /** Its administrator. */
  readonly client: Client
  readonly netvisor: NetvisorBench
  /** One of the mutations of connections; its payload, when everything that follows from it has happened. */
  act(name: string, input?: object, who?: Client): Promise<Answered>
  connect(): Promise<Answered>
  /** The company as its connections page reads it. */
  state(): Promise<Answered>
  /** The next fetch, as somebody who wants it now asks for it. */
  fetchNow(): Promise<Answered>
  /** `number total open status source` of each invoice, in cents. */
  books(): Promise<string[]>
  /** `number kind amount day` of each payment, in the order they were booked. */
  payments(): Promise<string[]>
}

const SHOWN = `paymentSource statusMaster viewerCanManageConnections netvisor {
  customerId setBy isRunning statusesWaiting reportFailures { attempts error { code message } invoice { number } }
  refusals { number error { code } }
  runs { read newInvoices changed payments refused endedAt askedBy error { code message } }
}`

export async function netvisorCompany(t: NetvisorApp): Promise<NetvisorCompany> {
  const all = people(t.db, t.app.database)
  const id = await all.company()
  const companyId = encodeId('Company', id, id)
  const businessId = await all.businessIdOf(id)
  const client = await signedIn(t, await all.personWith(id, 'COMPANY_ADMINISTRATOR'))
  const act: NetvisorCompany['act'] = async (name, input = {}, who = client) => {
    const isOwn = name === 'connectNetvisor' || name.startsWith('set')
    const type = isOwn ? `${name.charAt(0).toUpperCase()}${name.slice(1)}Input` : 'NetvisorInput'
    const fields = `company { ${SHOWN} } error { code field values { name value } }`
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`
    const data = await who.run(query, { input: { companyId, ...input } })
    await t.settle()
    return data[name]
  }
  const state = async () =>
    (await client.run(`query ($id: ID!) { company(id: $id) { ${SHOWN} } }`, { id: companyId })).company
  return {
    ...{ id, companyId, businessId, client, act, state },
    netvisor: t.netvisor.of(businessId),
    connect: () => act('connectNetvisor', USER),
    fetchNow: async () => {
      await act('fetchFromNetvisor')
      return (await state()).netvisor.runs[0]
    },
    books: () => textsOf(t, BOOKS, id),
    payments: () => textsOf(t, PAYMENTS, id),
  }
}

const BOOKS = `SELECT number || ' ' || total || ' ' || open || ' ' || status || ' ' || source AS text FROM ledger.sales_invoice
  WHERE company_id = $1 ORDER BY number`

const PAYMENTS = `SELECT i.number || ' ' || p.kind || ' ' || p.amount || ' ' || p.paid_on AS text FROM ledger.payment p
  JOIN ledger.sales_invoice i ON i.company_id = p.company_id AND i.id = p.invoice_id WHERE p.company_id = $1 ORDER BY p.id`

async function textsOf(t: TestApp, sql: string, id: bigint): Promise<string[]> {
  return (await t.db.sql<{ text: string }>(sql, [id])).map(({ text }) => text)
}
