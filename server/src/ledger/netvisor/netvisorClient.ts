import { randomBytes } from 'node:crypto'
import { NETVISOR_LIMITS, type NetvisorRefusal, readAnswer } from '../../exchange/netvisor/answer.ts'
import type { NetvisorQuestion } from '../../exchange/netvisor/questions.ts'
import { type NetvisorCredentials, signedHeaders } from '../../exchange/netvisor/signing.ts'
import type { XmlElement } from '../../exchange/xml/element.ts'
import { err, type Result } from '../../kernel/result.ts'
import type { Clock } from '../../platform/clock.ts'

/** How the product reaches Netvisor; the same for every company, never a company's own choice. */
export interface NetvisorSettings {
  /** Ends in a slash. */
  readonly url: string
  readonly sender: string
  readonly partnerId: string
  readonly partnerKey: string
}

/** What a company gives of its own. */
export interface NetvisorUser {
  readonly customerId: string
  readonly customerKey: string
  readonly businessId: string
}

export type NetvisorFailure = NetvisorRefusal | { readonly kind: 'UNREACHABLE'; readonly words: string }

/** Asks one company's Netvisor; the root of the answer, or why there is none. */
export type AskNetvisor = (question: NetvisorQuestion) => Promise<Result<XmlElement, NetvisorFailure>>

const ANSWER_MS = 60_000

/** A client for one company. Nothing it throws or answers holds a key. */
export function netvisorClient(settings: NetvisorSettings, user: NetvisorUser, clock: Clock): AskNetvisor {
  const { customerId, customerKey, businessId: organisationId } = user
  const { url: base, ...partner } = settings
  const credentials: NetvisorCredentials = { ...partner, customerId, customerKey, organisationId }
  return async ({ method, path }) => {
    const url = `${base}${path}`
    const at = clock.now()
    const headers = signedHeaders(url, credentials, { at, transactionId: transactionId(at) })
    try {
      const signal = AbortSignal.timeout(ANSWER_MS)
      // A redirect would carry the signature to another address.
      const response = await fetch(url, { method, headers, redirect: 'error', signal })
      const bytes = await bodyOf(response)
      if (!bytes) return unreachable('The answer is larger than an answer may be.')
      // The service answers refusals in its XML, whatever the status; a gateway in front of it answers without.
      if (!response.ok && !/<root[\s>]/i.test(bytes.subarray(0, 1024).toString('latin1')))
        return unreachable(`Status ${response.status}.`)
      return await readAnswer(bytes)
    } catch (error) {
      return unreachable(reasonOf(error))
    }
  }
}

function transactionId(at: Date): string {
  return `${at.getTime()}${randomBytes(8).toString('hex')}`
}

async function bodyOf(response: Response): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > NETVISOR_LIMITS.fileBytes) return undefined // Leaving the loop ends the connection.
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function unreachable(words: string): Result<never, NetvisorFailure> {
  return err({ kind: 'UNREACHABLE', words })
}

/** `ECONNREFUSED`, or what else is known. The error's own text may hold the address with its query. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'No answer.'
  if (error.name === 'TimeoutError') return `No answer within ${ANSWER_MS / 1000} seconds.`
  const { cause } = error
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' ? code : 'The connection broke.'
}
