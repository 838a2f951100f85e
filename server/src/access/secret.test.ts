import { createHash } from 'node:crypto'
import { expect, it, test } from 'vitest'
import { makeSecret, makeToken, sessionHash, tokenHash } from './secret.ts'

it('a session secret has 256 bits and is known again by its SHA-256', () => {
  const { secret, hash } = makeSecret()
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  expect(hash).toEqual(createHash('sha256').update(secret).digest())
  expect(sessionHash(secret)).toEqual(hash)
})

it('an API token carries a mark and a prefix that tells little of it', () => {
  const { token, prefix, hash } = makeToken()
  expect(token).toMatch(/^duetto_[\w-]{43}$/)
  expect(token.startsWith(prefix)).toBe(true)
  expect(prefix).toHaveLength(11)
  expect(tokenHash(token)).toEqual(hash)
})

test.each(['', 'short', 'x'.repeat(44), `${'x'.repeat(42)}=`, `${'x'.repeat(42)} `])('%j is no secret', (text) => {
  expect(sessionHash(text)).toBeUndefined()
  expect(tokenHash(`duetto_${text}`)).toBeUndefined()
})

it('a session secret is no API token and the other way round', () => {
  expect(tokenHash(makeSecret().secret)).toBeUndefined()
  expect(sessionHash(makeToken().token)).toBeUndefined()
})
