import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { emptyList } from '../../exchange/netvisor/questions.ts'
import { netvisorClient } from './netvisorClient.ts'

let server: Server
let answer: (response: ServerResponse) => void
let visited: string[] = []
beforeAll(async () => {
  server = createServer((request, response) => {
    visited.push(request.url ?? '')
    answer(response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const clock = { now: () => new Date('2026-03-02T10:00:00Z') }
const user = { customerId: 'customer', customerKey: 'the customer key', businessId: '1572860-0' }

function ask(port = (server.address() as AddressInfo).port) {
  const settings = { url: `http://127.0.0.1:${port}/`, sender: 'Duetto', partnerId: 'p', partnerKey: 'the partner key' }
  visited = []
  return netvisorClient(settings, user, clock)(emptyList())
}

const ok = '<Root><ResponseStatus><Status>OK</Status></ResponseStatus></Root>'

it('reads an answer, and a refusal whatever the status of the response', async () => {
  answer = (response) => response.end(ok)
  expect((await ask()).ok).toBe(true)
  const refusal = '<Root><ResponseStatus><Status>FAILED</Status><Status>INVALID :: Ei</Status></ResponseStatus></Root>'
  answer = (response) => response.writeHead(403).end(refusal)
  expect(await ask()).toEqual({ ok: false, error: { kind: 'REFUSED', words: 'INVALID :: Ei' } })
})

it.each<[string, (response: ServerResponse) => void, string]>([
  ['a gateway without the service', (response) => response.writeHead(502).end('Bad gateway'), 'Status 502.'],
  ['a broken connection', (response) => response.destroy(), 'UND_ERR_SOCKET'],
  [
    'more than an answer may be',
    (response) => {
      const part = Buffer.alloc(1024 * 1024, 0x20)
      const more = () => {
        if (!response.destroyed) response.write(part, more)
      }
      more()
    },
    'The answer is larger than an answer may be.',
  ],
])('is not reached through %s', async (_, wrong, words) => {
  answer = wrong
  expect(await ask()).toEqual({ ok: false, error: { kind: 'UNREACHABLE', words } })
})

it('follows no redirect: the signature would go to another address', async () => {
  answer = (response) => response.writeHead(302, { location: '/elsewhere' }).end()
  const answered = await ask()
  expect(answered.ok ? undefined : answered.error.kind).toBe('UNREACHABLE')
  expect(visited).toHaveLength(1)
})

it('says that nobody answers, and never a key', async () => {
  const answered = await ask(1)
  expect(answered.ok ? undefined : answered.error.kind).toBe('UNREACHABLE')
  expect(JSON.stringify(answered)).not.toMatch(/key/)
})
