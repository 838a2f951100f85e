import { createHmac, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SecretBox } from '../../server/src/platform/secretBox.ts'
import type { NetvisorGround } from '../../server/src/rooms.ts'
import {
  failed,
  fullCustomer,
  fullInvoice,
  invoiceBrief,
  type Kept,
  type KeptPayment,
  list,
  type NetvisorCustomerDraft,
  type NetvisorInvoiceDraft,
  type NetvisorPaymentDraft,
  okay,
  paymentInList,
  tag,
} from './netvisorXml.ts'

/*
 * A Netvisor as far as the product speaks with it, with made-up parties. It writes answers in the shape of the real
 * service's, down to its two spellings of keys, its decimal commas and its two ways to write a day, and it answers
 * nobody whose signature it cannot reckon itself.
 */

export const PARTNER = { partnerId: 'partner-1', partnerKey: 'secret of the partner' }
export const USER = { customerId: 'customer-1', customerKey: 'secret-of-the-customer' }

/** The service, and in it the books of each company by its business ID. */
export interface NetvisorServer {
  readonly url: string
  of(businessId: string): NetvisorBench
  close(): Promise<void>
}

type Trouble = number | string | undefined

export interface NetvisorBench {
  /** Paths asked for, with their query, oldest first. */
  readonly asked: string[]
  /** Every status told, as `number status`. */
  readonly told: string[]
  pageSize: number
  /** Says what goes wrong instead of an answer: an HTTP status, or the words of a refusal. */
  trouble: (path: string) => Trouble | Promise<Trouble>
  invoice(draft: NetvisorInvoiceDraft): number
  change(key: number, draft: Partial<NetvisorInvoiceDraft>): void
  payment(draft: NetvisorPaymentDraft): number
  changePayment(key: number, draft: Partial<NetvisorPaymentDraft>): void
  customer(draft: NetvisorCustomerDraft, key?: number): number
  statusOf(number: string): string | undefined
  /** What the service answers to a question that is signed as it should be. */
  answer(method: string, resource: string, query: URLSearchParams): string
}

/** What the product is told of it. */
export function netvisorGround({ url }: NetvisorServer): NetvisorGround {
  return { settings: { url, sender: 'Duetto', ...PARTNER }, secrets: new SecretBox(randomBytes(32)) }
}

export async function startNetvisor(now: () => Date): Promise<NetvisorServer> {
  const companies = new Map<string, NetvisorBench>()
  const used = new Set<string>()
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

  function of(businessId: string): NetvisorBench {
    const known = companies.get(businessId)
    if (known) return known
    const made = companyBench(now)
    companies.set(businessId, made)
    return made
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').slice(1)
    const asked = new URL(path, url)
    const bench = of(String(request.headers['x-netvisor-organisation-id'] ?? ''))
    bench.asked.push(path)
    const wrong = await bench.trouble(path)
    if (typeof wrong === 'number') {
      send(response, 'Bad gateway', wrong)
      return
    }
    const refusal = wrong ?? signatureProblem(request, asked.href, used)
    const answered = () => bench.answer(request.method ?? '', asked.pathname.slice(1), asked.searchParams)
    send(response, refusal === undefined ? answered() : failed(refusal))
  }

  return {
    url,
    of,
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

function companyBench(now: () => Date): NetvisorBench {
  const invoices = new Map<number, Kept>()
  const payments = new Map<number, KeptPayment>()
  const customers = new Map<number, NetvisorCustomerDraft & { modified: Date }>()
  let serial = 100
  const bench: NetvisorBench = {
    asked: [],
    told: [],
    pageSize: 500,
    trouble: () => undefined,
    invoice: (draft) => {
      serial += 1
      invoices.set(serial, keptInvoice(serial, draft, now()))
      return serial
    },
    change: (key, draft) => {
      const before = invoices.get(key)
      if (before) invoices.set(key, { ...before, ...draft, modified: now() } as Kept)
    },
    payment: (draft) => {
      serial += 1
      payments.set(serial, { ...draft, key: serial, modified: now() })
      return serial
    },
    changePayment: (key, draft) => {
      const before = payments.get(key)
      if (before) payments.set(key, { ...before, ...draft, modified: now() })
    },
    customer: (draft, key) => {
      const own = key ?? ++serial
      customers.set(own, { ...draft, modified: now() })
      return own
    },
    statusOf: (number) => {
      const found = [...invoices.values()].find((one) => one.number === number)
      return found && (found.substatus ?? found.status)
    },
    answer: (method, resource, query) => body(method, resource, query),
  }

  function body(method: string, resource: string, query: URLSearchParams): string {
    if (method === 'POST' && resource === 'updatesalesinvoicestatus.nv') return update(query)
    if (method !== 'GET') return failed('REQUEST_METHOD_NOT_ALLOWED :: Väärä pyyntötapa')
    if (resource === 'salesinvoicelist.nv') return invoiceList(query)
    if (resource === 'getsalesinvoice.nv') return fullInvoices(query)
    if (resource === 'customerlist.nv') return customerListXml(query)
    if (resource === 'getcustomer.nv') return fullCustomers(query)
    if (resource === 'salespaymentlist.nv') return paymentList(query)
    return failed('RESOURCE_NOT_FOUND :: Resurssia ei löydy')
  }

  function update(query: URLSearchParams): string {
    const kept = invoices.get(Number(query.get('netvisorkey')))
    const status = query.get('status') ?? ''
    if (!kept) return failed('INVALID_DATA :: Laskua ei löydy')
    bench.told.push(`${kept.number} ${status}`)
    const isOpen = ['open', 'overdue', 'reminded', 'requested', 'collected'].includes(status)
    bench.change(kept.key, isOpen ? { status: 'open', substatus: status } : { status, substatus: undefined as never })
    return okay()
  }

  function page<T extends { key: number; modified: Date }>(
    all: Iterable<T>,
    query: URLSearchParams,
    above: string,
  ): T[] {
    const from = query.get('lastmodifiedstart')
    const until = query.get('lastmodifiedend')
    return [...all]
      .filter(({ key }) => key > Number(query.get(above) ?? 0))
      .filter(({ modified }) => (!from || local(modified) >= from) && (!until || local(modified) < until))
      .sort((a, b) => a.key - b.key)
      .slice(0, bench.pageSize)
  }

  function invoiceList(query: URLSearchParams): string {
    const wanted = [...invoices.values()].filter(({ status, issuedOn }) => {
      const end = query.get('endinvoicedate')
      return (query.get('invoicestatus') !== 'open' || status === 'open') && (!end || issuedOn <= end)
    })
    return list('SalesInvoiceList', page(wanted, query, 'invoicesabovenetvisorkey').map(invoiceBrief))
  }

  function fullInvoices(query: URLSearchParams): string {
    const keys = (query.get('netvisorkeylist') ?? query.get('netvisorkey') ?? '').split(',').map(Number)
    const found = keys.flatMap((key) => invoices.get(key) ?? [])
    const xml = found.map((one) => fullInvoice(one, customers.get(one.customer), keys.length > 1))
    return keys.length > 1 ? list('SalesInvoices', xml) : okay(xml[0] ?? '<SalesInvoice />')
  }

  function customerListXml(query: URLSearchParams): string {
    const since = query.get('changedsince') ?? ''
    const changed = [...customers].filter(([, { modified }]) => local(modified) >= since)
    return list(
      'Customerlist',
      changed.map(([key, one]) => `<Customer>${tag('Netvisorkey', key)}${tag('Name', one.name)}</Customer>`),
    )
  }

  function fullCustomers(query: URLSearchParams): string {
    const keys = (query.get('idlist') ?? query.get('id') ?? '').split(',').map(Number)
    const xml = keys.flatMap((key) => {
      const one = customers.get(key)
      return one ? fullCustomer(key, one) : []
    })
    return keys.length > 1 ? list('Customers', xml) : okay(xml[0] ?? '<Customer />')
  }

  function paymentList(query: URLSearchParams): string {
    const invoice = invoices.get(Number(query.get('invoicenetvisorkey') ?? 0))
    const wanted = [...payments.values()].filter(
      (one) => (!invoice || one.invoice === invoice.number) && one.on >= (query.get('begindate') ?? ''),
    )
    return list('SalesPaymentList', page(wanted, query, 'abovenetvisorkey').map(paymentInList))
  }

  return bench
}

function keptInvoice(key: number, draft: NetvisorInvoiceDraft, modified: Date): Kept {
  return {
    key,
    number: draft.number,
    total: draft.total,
    open: draft.open ?? draft.total,
    issuedOn: draft.issuedOn ?? '2026-01-05',
    dueOn: draft.dueOn ?? '2026-01-19',
    reference: draft.reference,
    status: draft.status ?? 'open',
    substatus: draft.substatus ?? (draft.status === undefined || draft.status === 'open' ? 'open' : undefined),
    customer: draft.customer ?? 0,
    currency: draft.currency ?? 'EUR',
    credits: draft.credits,
    auxiliaryName: draft.auxiliaryName,
    isInCollection: draft.isInCollection ?? false,
    product: draft.product ?? 'Työ',
    modified,
  }
}

/** Reckoned from the headers alone, with the secrets that only the two sides have. */
function signatureProblem(request: IncomingMessage, url: string, used: Set<string>): string | undefined {
  const header = (name: string) => String(request.headers[name.toLowerCase()] ?? '')
  const name = (part: string) => header(`X-Netvisor-Authentication-${part}`)
  if (name('PartnerId') !== PARTNER.partnerId)
    return 'AUTHENTICATION_FAILED :: Integraatiokumppania ei löydy, katso dokumentaatio'
  if (name('CustomerId') !== USER.customerId) return 'AUTHENTICATION_FAILED :: Käyttäjää ei löydy'
  if (name('MACHashCalculationAlgorithm') !== 'HMACSHA256') return 'AUTHENTICATION_FAILED :: Tuntematon algoritmi'
  const id = name('TransactionId')
  if (used.has(id)) return 'REQUEST_NOT_UNIQUE :: Pyyntö on jo käsitelty'
  used.add(id)
  const parts = [url, name('Sender'), name('CustomerId'), name('Timestamp'), header('X-Netvisor-Interface-Language')]
  parts.push(header('X-Netvisor-Organisation-ID'), id, name('TimestampUnix'), USER.customerKey, PARTNER.partnerKey)
  const mac = createHmac('sha256', Buffer.from(`${USER.customerKey}&${PARTNER.partnerKey}`, 'latin1'))
  const expected = mac.update(parts.join('&'), 'latin1').digest('hex')
  return expected === name('MAC') ? undefined : 'AUTHENTICATION_FAILED :: MAC-tarkiste on virheellinen'
}

function send(response: ServerResponse, text: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8' }).end(text)
}

/** Finland's clocks. */
function local(moment: Date): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Helsinki',
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  return format.format(moment).replace(' ', 'T')
}
