import { createHash, randomBytes } from 'node:crypto'

/** What every API token begins with, so that secret scanners and people recognise one. */
const TOKEN_MARK = 'duetto_'

const SECRET = /^[A-Za-z0-9_-]{43}$/

/** A new secret of 256 random bits as 43 characters, and what is kept of it. */
export function makeSecret(): { secret: string; hash: Buffer } {
  const secret = randomBytes(32).toString('base64url')
  return { secret, hash: hashSecret(secret) }
}

/** SHA-256 is enough here, unlike for passwords: 256 random bits cannot be guessed, however fast the digest. */
function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** A new API token: shown once, its prefix kept to tell tokens apart, its digest kept to know it again. */
export function makeToken(): { token: string; prefix: string; hash: Buffer } {
  const { secret, hash } = makeSecret()
  return { token: `${TOKEN_MARK}${secret}`, prefix: `${TOKEN_MARK}${secret.slice(0, 4)}`, hash }
}

/** The digest of a well-formed session secret; undefined for anything else, which no table needs to be asked about. */
export function sessionHash(cookie: string | undefined): Buffer | undefined {
  return cookie !== undefined && SECRET.test(cookie) ? hashSecret(cookie) : undefined
}

/** As `sessionHash`, for an API token with its mark. */
export function tokenHash(token: string): Buffer | undefined {
  return token.startsWith(TOKEN_MARK) ? sessionHash(token.slice(TOKEN_MARK.length)) : undefined
}
