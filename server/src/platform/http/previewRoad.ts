import type { FastifyInstance } from 'fastify'
import { type PreviewAnswer, type Previewer, previewAnswer, previewQuestion } from '../../exchange/messages/preview.ts'
import { bearsSecret } from './exchangeRoute.ts'
import { type MessageCarrierOptions, MessageNotTaken } from './messageCarrier.ts'

const PREVIEW_PATH = '/exchange/previews'

/** Answers the company side's questions about letters: 200 with the answer, 401 without the secret, 422 for no question. */
export function previewRoute(preview: Previewer, secret: string): (http: FastifyInstance) => Promise<void> {
  return async (http) => {
    http.post(PREVIEW_PATH, async (request, reply) => {
      if (!bearsSecret(request, secret)) return reply.code(401).send({ code: 'UNAUTHENTICATED' })
      const question = previewQuestion.safeParse(request.body)
      if (!question.success) return reply.code(422).send({ code: 'MESSAGE_INVALID' })
      return preview(question.data)
    })
  }
}

const UNAVAILABLE: PreviewAnswer = {
  problems: [
    {
      code: 'PREVIEW_UNAVAILABLE',
      message: 'The agency does not answer right now, so that the letter cannot be shown. Try again in a moment.',
    },
  ],
  letter: null,
}

/** Over a road that only carries messages nobody can be asked. */
export const noPreview: Previewer = async () => UNAVAILABLE

/**
 * Asks an agency that is a process of its own. `url` is where it takes messages. An agency that does not answer in time
 * is a problem to show, not a failure of the page.
 */
export function previewOverHttp({ url, secret, timeoutMs }: MessageCarrierOptions): Previewer {
  return async (question) => {
    const response = await ask(new URL(PREVIEW_PATH, url), {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(question),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!response) return UNAVAILABLE
    if (!response.ok) throw new MessageNotTaken(response.status)
    return previewAnswer.parse(await response.json())
  }
}

async function ask(url: URL, init: RequestInit): Promise<Response | undefined> {
  return fetch(url, init).catch(() => undefined) // The network's own words help nobody who reads a page.
}
