import { MessageRefused } from '../../exchange/messages/refused.ts'

export interface MessageCarrierOptions {
  /** Where the other side takes messages, for example `https://agency.example/exchange/messages`. */
  readonly url: string
  /** Known to both sides; goes as a bearer token. */
  readonly secret: string
  readonly timeoutMs: number
}

/** The answer of the other side to a message that it did not store. */
export class MessageNotTaken extends Error {
  constructor(status: number) {
    super(`The other side answered with status ${status}.`)
    this.name = 'MessageNotTaken'
  }
}

/** The other side can never store the message, and says why. */
const REFUSED = 422

async function refusalIn(response: Response): Promise<MessageRefused> {
  const body = (await response.json().catch(() => ({}))) as { code?: string; message?: string } // An answer without words.
  return new MessageRefused(body.code ?? 'MESSAGE_INVALID', body.message ?? 'The other side refused the message.')
}

/** Carries messages to a side that is a process of its own: one POST each, taken when the answer is 2xx. */
export function messageCarrier({ url, secret, timeoutMs }: MessageCarrierOptions): (message: object) => Promise<void> {
  return async (message) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(message),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (response.status === REFUSED) throw await refusalIn(response)
    await response.body?.cancel()
    if (!response.ok) throw new MessageNotTaken(response.status)
  }
}
