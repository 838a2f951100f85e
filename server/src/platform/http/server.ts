import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import { CodedError } from '../../kernel/result.ts'
import { refusedValue } from '../graphql/inputError.ts'
import { addGraphqlRoute, type GraphqlRouteParts } from './graphqlRoute.ts'
import { addPages } from './pages.ts'

export interface HttpParts extends GraphqlRouteParts {
  readonly log: Logger
  /** Folder of the built pages. */
  readonly pages: string
  /** Whether people come in over TLS. */
  readonly isSecure: boolean
  /** Whether a proxy in front tells the client's address. */
  readonly trustProxy: boolean
  /** Answers whether the product can serve: the database is asked. */
  readonly isHealthy: () => Promise<boolean>
  /** Routes that rooms bring. */
  readonly routes: readonly ((http: FastifyInstance) => Promise<void>)[]
}

/** A request in JSON; larger files come in as parts of a multipart request. */
const BODY_LIMIT = 8 * 1024 * 1024

/** Nothing from another host. Component library and editor set styles from scripts, which 'unsafe-inline' allows. */
const CONTENT_SECURITY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    workerSrc: ["'self'", 'blob:'],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
}

export async function makeHttp(parts: HttpParts): Promise<FastifyInstance> {
  const http = Fastify({
    loggerInstance: parts.log as unknown as FastifyBaseLogger,
    // The framework's own lines carry addresses and full urls.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: parts.trustProxy,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
  })
  http.removeContentTypeParser('text/plain')
  await http.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY,
    strictTransportSecurity: parts.isSecure,
    crossOriginEmbedderPolicy: false,
  })
  await http.register(multipart)
  addRequestLog(http, parts.log)
  addErrorAnswers(http, parts.log)
  http.get('/healthz', async (_, reply) => {
    const isHealthy = await parts.isHealthy().catch(() => false) // What went wrong is logged where it happens.
    return reply.code(isHealthy ? 200 : 503).send({ status: isHealthy ? 'ok' : 'unavailable' })
  })
  addGraphqlRoute(http, parts)
  for (const addRoutes of parts.routes) await http.register(addRoutes)
  await addPages(http, parts.pages)
  return http
}

/** One line per request without anything of the person: no address, no query, no body. */
function addRequestLog(http: FastifyInstance, log: Logger): void {
  http.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  http.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions, id } = request
    const ms = Math.round(reply.elapsedTime)
    log.debug({ requestId: id, method, route: routeOptions.url, status: reply.statusCode, ms }, 'request')
  })
}

function addErrorAnswers(http: FastifyInstance, log: Logger): void {
  http.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = error instanceof CodedError ? error : refusedValue(error)
    if (refusal) {
      const { message, code } = refusal
      return reply.code(statusOf(refusal)).send({ errors: [{ message, extensions: { code } }] })
    }
    const status = error.statusCode ?? 500
    if (status < 500)
      return reply.code(status).send({ errors: [{ message: error.message, extensions: { code: codeOf(status) } }] })
    // A client that went away in the middle is no failure of ours.
    const level = request.raw.destroyed && error.code === 'ECONNRESET' ? 'debug' : 'error'
    log[level]({ requestId: request.id, err: error }, 'request failed')
    const message = `Something went wrong on our side. Ask about it with the request id ${request.id}.`
    return reply
      .code(500)
      .send({ errors: [{ message, extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: request.id } }] })
  })
}

function statusOf(error: CodedError): number {
  if (error.code === 'BUSY') return 503
  if (error.code === 'UNAUTHENTICATED') return 401
  if (error.code === 'NOT_FOUND') return 404
  return error.code === 'FORBIDDEN' ? 403 : 400
}

function codeOf(status: number): string {
  if (status === 413) return 'REQUEST_TOO_LARGE'
  return status === 415 ? 'UNSUPPORTED_MEDIA_TYPE' : 'BAD_REQUEST'
}
