import { HeaderMap, type HTTPGraphQLResponse } from '@apollo/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Credential } from '../../kernel/scope.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { type Exchange, OperationContext } from '../graphql/context.ts'
import { BadInput } from '../graphql/inputError.ts'
import type { GraphqlServer } from '../graphql/server.ts'
import { readMultipart } from './upload.ts'

export interface GraphqlRouteParts {
  readonly database: Database
  readonly graphql: GraphqlServer
  readonly clock: Clock
  /** What a request proves its identity with, not yet looked up. Throws a CodedError for one that is malformed. */
  readonly identify: (request: FastifyRequest) => Credential | undefined
}

export function addGraphqlRoute(http: FastifyInstance, parts: GraphqlRouteParts): void {
  http.all('/graphql', async (request, reply) => {
    if (isVisit(request)) return reply.redirect('/playground')
    const credential = parts.identify(request)
    const context = () =>
      new OperationContext({
        database: parts.database,
        credential,
        requestId: request.id,
        now: parts.clock.now(),
        exchange: exchangeOf(request, reply),
      })
    const search = request.url.indexOf('?')
    const answer = await parts.graphql.answer(
      {
        method: request.method,
        headers: headersOf(request),
        search: search < 0 ? '' : request.url.slice(search),
        body: await bodyOf(request),
      },
      context,
    )
    return send(reply, answer)
  })
}

/** Somebody opened the address in a browser. */
function isVisit(request: FastifyRequest): boolean {
  return request.method === 'GET' && !request.url.includes('?') && (request.headers.accept ?? '').includes('text/html')
}

async function bodyOf(request: FastifyRequest): Promise<unknown> {
  const body = request.isMultipart() ? await readMultipart(request) : request.body
  if (Array.isArray(body)) throw new BadInput('Send one operation per request.', 'BATCHES_NOT_SUPPORTED')
  return body
}

function headersOf(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

function exchangeOf(request: FastifyRequest, reply: FastifyReply): Exchange {
  return { clientAddress: request.ip, addCookie: (header) => void reply.header('set-cookie', header) }
}

function send(reply: FastifyReply, answer: HTTPGraphQLResponse): FastifyReply {
  for (const [name, value] of answer.headers) reply.header(name, value)
  // Answers depend on who asks.
  reply.code(answer.status ?? 200).header('cache-control', 'private, no-store')
  if (answer.body.kind === 'complete') return reply.send(answer.body.string)
  throw new Error('Answers in several parts are not offered by this schema.')
}
