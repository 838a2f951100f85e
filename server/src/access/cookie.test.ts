import { describe, expect, it, test } from 'vitest'
import { cookieSettings, endedCookie, readCookie, sessionCookie } from './cookie.ts'

describe('the session cookie', () => {
  const expires = new Date('2026-03-02T22:00:00Z')

  it('is tied to host, path and encryption by its name where there is encryption', () => {
    const settings = cookieSettings('https://duetto.example')
    expect(sessionCookie(settings, 'abc', expires)).toBe(
      '__Host-duetto=abc; Path=/; HttpOnly; SameSite=Strict; Expires=Mon, 02 Mar 2026 22:00:00 GMT; Secure',
    )
    expect(endedCookie(settings)).toBe('__Host-duetto=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0; Secure')
  })

  it('works over plain http on one’s own machine', () => {
    const settings = cookieSettings('http://localhost:4000')
    expect(sessionCookie(settings, 'abc', expires)).toBe(
      'duetto=abc; Path=/; HttpOnly; SameSite=Strict; Expires=Mon, 02 Mar 2026 22:00:00 GMT',
    )
  })
})

test.each([
  [undefined, undefined],
  ['', undefined],
  ['duetto=abc', 'abc'],
  ['other=1; duetto=abc; more=2', 'abc'],
  ['xduetto=no; duetto = abc ', 'abc'],
  ['duetto=first; duetto=second', 'first'],
  ['duetto=a=b', 'a=b'],
  ['duetto', undefined],
])('the header %j holds %j', (header, value) => {
  expect(readCookie(header, 'duetto')).toBe(value)
})
