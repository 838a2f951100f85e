import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Inbox } from './inbox.ts'
import { MessageRefused } from './inbox.ts'

/** Where an agency of its own posts its messages to the company side. */
export const EXCHANGE_PATH = '/exchange/messages'

/** A letter with its text is the largest message. */
const BODY_LIMIT = 512 * 1024

/**
 * Takes the agency's messages over HTTP: 204 when stored, also for a repeat; 401 without the secret; 422 with a code
 * for a message that can never be stored. Anything else is worth a later try.
 */
export function exchangeRoute(inbox: Inbox, secret: string): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    app.post(EXCHANGE_PATH, { bodyLimit: BODY_LIMIT }, async (request, reply) => {
      if (!bearsSecret(request, secret)) return reply.code(401).send({ code: 'UNAUTHENTICATED' })
      return take(inbox, request.body, reply)
    })
  }
}

async function take(inbox: Inbox, body: unknown, reply: FastifyReply): Promise<FastifyReply> {
  try {
    await inbox.receive(body)
    return reply.code(204).send()
  } catch (error) {
    if (error instanceof MessageRefused) return reply.code(422).send({ code: error.code, message: error.message })
    throw error
  }
}

/** Digests are compared, so that the time taken tells nothing of the secret, its length included. */
function bearsSecret(request: FastifyRequest, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${secret}`))
}
