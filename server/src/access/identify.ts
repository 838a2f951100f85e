import { NotAllowed, NotSignedIn } from '../kernel/result.ts'
import type { Credential } from '../kernel/scope.ts'
import { type CookieSettings, readCookie } from './cookie.ts'
import { sessionHash, tokenHash } from './secret.ts'

/** What identification reads of an HTTP request; header names in lower case, as Node gives them. */
export interface IdentifiedRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export interface IdentifySettings {
  readonly cookie: CookieSettings
  /** Where browsers find the service, e.g. `https://duetto.example`. */
  readonly publicUrl: string
}

/**
 * The credential that a request carries, undefined when it has none. A bearer token wins over a cookie: a caller that
 * names a token means it. Throws NotSignedIn for a malformed Authorization header, and NotAllowed for a request that
 * another site makes with the reader's browser.
 */
export function identify(request: IdentifiedRequest, settings: IdentifySettings): Credential | undefined {
  const authorization = header(request, 'authorization')
  if (authorization !== undefined) return bearer(authorization)
  if (isForeign(request, settings.publicUrl)) {
    throw new NotAllowed('Requests from the pages of another site are not accepted.')
  }
  const hash = sessionHash(readCookie(header(request, 'cookie'), settings.cookie.name))
  return hash && { kind: 'SESSION', hash }
}

function bearer(authorization: string): Credential {
  const [scheme, token] = authorization.trim().split(/\s+/)
  const hash = scheme?.toLowerCase() === 'bearer' && token !== undefined ? tokenHash(token) : undefined
  if (!hash) throw new NotSignedIn('The Authorization header holds no API token of this service.')
  return { kind: 'TOKEN', hash }
}

/**
 * Whether the page of another origin had the browser send this. SameSite alone lets through other ports of the same
 * host and sibling domains. Browsers add Origin to every POST, and scripts cannot change it; a client that sends
 * neither header is no browser and holds no cookie against its user's will. Signing in counts too: nobody should be
 * signed in as somebody else unawares.
 */
export function isForeign(request: IdentifiedRequest, publicUrl: string): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false // Never changes anything.
  const fetchSite = header(request, 'sec-fetch-site')
  if (fetchSite === 'same-origin' || fetchSite === 'none') return false
  const origin = header(request, 'origin')
  if (origin === undefined) return fetchSite !== undefined
  return origin !== new URL(publicUrl).origin && !isOwnHost(origin, header(request, 'host'))
}

/** The service may be reached by several names (localhost, 127.0.0.1), each of them its own. */
function isOwnHost(origin: string, host: string | undefined): boolean {
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host
}

function header(request: IdentifiedRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}
