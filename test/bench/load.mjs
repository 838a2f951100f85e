import autocannon from 'autocannon'
import { SECRETS } from './dataset.mjs'

const CONNECTIONS = 16

/** Requests to the product: a POST of the document, with the session's cookie as a browser sends it. */
export function productRequests(document, asked, who) {
  return asked.map(({ variables }) => ({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', cookie: `duetto=${SECRETS[who]}` },
    body: JSON.stringify({ query: document, variables }),
  }))
}

export function limitRequests(asked) {
  return asked.map(({ limit }) => ({ method: 'GET', path: limit }))
}

/** @returns {Promise<{ perSecond: number, p50: number, p99: number, bytes: number }>} */
export async function load(address, requests, seconds) {
  const result = await autocannon({ url: address, connections: CONNECTIONS, duration: seconds, requests })
  const failed = result.non2xx + result.errors + result.timeouts
  if (failed > 0) throw new Error(`${failed} requests to ${address}${requests[0].path} failed.`)
  const answered = result.requests.total
  const perSecond = answered / result.duration
  return { perSecond, p50: result.latency.p50, p99: result.latency.p99, bytes: result.throughput.total / answered }
}

/** One answer, for comparing. */
export async function answer(address, { method, path, headers, body }) {
  const response = await fetch(address + path, { method, headers, body })
  return response.text()
}
