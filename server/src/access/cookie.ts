/**
 * Under https the browser itself holds the cookie to this host, to encrypted connections and to path / (`__Host-`).
 * Plain http is for one's own machine, where not every browser accepts a Secure cookie from http://localhost.
 */
export interface CookieSettings {
  readonly name: string
  readonly isSecure: boolean
}

export function cookieSettings(publicUrl: string): CookieSettings {
  const isSecure = new URL(publicUrl).protocol === 'https:'
  return { name: isSecure ? '__Host-duetto' : 'duetto', isSecure }
}

/** The value of a cookie in a Cookie header (RFC 6265 4.2); the session's needs no decoding. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return undefined
}

/**
 * A Set-Cookie header of the session. SameSite=Strict loses nothing: pages are public files that fetch from their own
 * origin, so a link from elsewhere still arrives signed in.
 */
export function sessionCookie(settings: CookieSettings, secret: string, expires: Date): string {
  return attributes(settings, secret, `Expires=${expires.toUTCString()}`)
}

export function endedCookie(settings: CookieSettings): string {
  return attributes(settings, '', 'Max-Age=0')
}

function attributes(settings: CookieSettings, value: string, life: string): string {
  const secure = settings.isSecure ? '; Secure' : ''
  return `${settings.name}=${value}; Path=/; HttpOnly; SameSite=Strict; ${life}${secure}`
}
