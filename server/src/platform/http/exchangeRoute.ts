import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MessageRefused } from '../../exchange/messages/refused.ts'

/** Where the two books post their messages to each other when they are processes of their own. */
const EXCHANGE_PATH = '/exchange/messages'

/** An invoice with its paper and its e-invoice is the largest message. */
const BODY_LIMIT = 8 * 1024 * 1024

/** Stores a message; resolves for a repeat too. Throws MessageRefused for one that can never be stored. */
export type Receive = (message: unknown) => Promise<void>

/**
 * Takes messages over HTTP: 204 when stored, also for a repeat; 401 without the secret; 422 with a code for a message
 * that can never be stored. Anything else is worth a later try.
 */
export function exchangeRoute(receive: Receive, secret: string): (http: FastifyInstance) => Promise<void> {
  return async (http) => {
    http.post(EXCHANGE_PATH, { bodyLimit: BODY_LIMIT }, async (request, reply) => {
      if (!bearsSecret(request, secret)) return reply.code(401).send({ code: 'UNAUTHENTICATED' })
      return take(receive, request.body, reply)
    })
  }
}

async function take(receive: Receive, body: unknown, reply: FastifyReply): Promise<FastifyReply> {
  try {
    await receive(body)
    return reply.code(204).send()
  } catch (error) {
    if (error instanceof MessageRefused) return reply.code(422).send({ code: error.code, message: error.message })
    throw error
  }
}

/** Digests are compared, so that the time taken tells nothing of the secret, its length included. */
export function bearsSecret(request: FastifyRequest, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${secret}`))
}
