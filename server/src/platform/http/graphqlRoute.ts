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

/** Answers in JSON are not documents: what a page may load needs no saying with each of them. */
const HEADERS = { helmet: { contentSecurityPolicy: false } } as const

export function addGraphqlRoute(http: FastifyInstance, parts: GraphqlRouteParts): void {
  http.all('/graphql', HEADERS, async (request, reply) => {
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
    const mediaType = shortcutType(request)
    const known = mediaType && (await parts.graphql.answerKnown(request.body, context))
    if (known) return reply.header('content-type', mediaType).header('cache-control', PRIVATE).send(known)
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

/** Answers depend on who asks. */
const PRIVATE = 'private, no-store'

const JSON_TYPE = 'application/json; charset=utf-8'
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8'

/** What clients say that they accept, as they are seen to write it, and what they get. */
const MEDIA_TYPES: ReadonlyMap<string | undefined, string> = new Map([
  [undefined, JSON_TYPE],
  ['*/*', JSON_TYPE],
  ['application/json', JSON_TYPE],
  ['application/graphql-response+json,application/json;q=0.9', GRAPHQL_TYPE],
  ['application/graphql-response+json, application/json', GRAPHQL_TYPE],
])

/**
 * The media type of an answer by the shortcut; undefined for anything but a plain POST of JSON. Such a body cannot be
 * sent by a form of another site, which is what the usual way makes sure of as well.
 */
function shortcutType(request: FastifyRequest): string | undefined {
  const isJson = request.headers['content-type']?.startsWith('application/json') === true
  if (request.method !== 'POST' || !isJson || request.url !== '/graphql') return undefined
  return MEDIA_TYPES.get(request.headers.accept)
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
  reply.code(answer.status ?? 200).header('cache-control', PRIVATE)
  if (answer.body.kind === 'complete') return reply.send(answer.body.string)
  throw new Error('Answers in several parts are not offered by this schema.')
}
