import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { SessionService } from '../../server/src/access/session.service.ts'
import { SignInThrottle } from '../../server/src/access/throttle.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import { nobody, PASSWORD, type People, people, signedIn } from '../kit/people.ts'

const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) { viewer { user { email } via } error { code message ... on TooManyAttempts { retryAt } } }
}`
const WHO = '{ viewer { user { name email language } via companyCount staffRole } }'

let t: TestApp
let make: People
beforeAll(async () => {
  t = await testApp({ now: new Date().toISOString() })
  make = people(t.db, t.app.database)
})
afterAll(() => t.close())

/** One POST as a browser or a program sends it, with whatever headers. */
function post(headers: Record<string, string>, query = WHO) {
  return t.app.http.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', host: 'localhost:4000', ...headers },
    payload: JSON.stringify({ query }),
  })
}

async function cookieOf(userId: bigint): Promise<string> {
  const email = await make.emailOf(userId)
  const answer = await t.app.http.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ query: SIGN_IN, variables: { input: { email, password: PASSWORD } } }),
  })
  return String(answer.headers['set-cookie'])
}

describe('signing in', () => {
  it('answers who one is, in the same answer and in the next', async () => {
    const email = await make.emailOf(await make.user('Aino Mallinen'))
    const client = t.client.fresh()
    const input = { email: ` ${email.toUpperCase()} `, password: PASSWORD }
    expect(await client.run(SIGN_IN, { input })).toEqual({
      signIn: { viewer: { user: { email }, via: 'SESSION' }, error: null },
    })
    expect(await client.run(WHO)).toEqual({
      viewer: {
        user: { name: 'Aino Mallinen', email, language: 'FI' },
        via: 'SESSION',
        companyCount: 0,
        staffRole: null,
      },
    })
  })

  it('sets a cookie that scripts cannot read and other sites cannot send', async () => {
    const cookie = await cookieOf(await make.user())
    expect(cookie).toMatch(/^duetto=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Expires=/)
  })

  it('answers a wrong password and an unknown e-mail alike', async () => {
    const known = await make.emailOf(await make.user())
    const refusals = []
    for (const email of [known, 'nobody@example.test']) {
      refusals.push(await t.client.fresh().run(SIGN_IN, { input: { email, password: 'wrong password' } }))
    }
    expect(refusals[0]).toEqual(refusals[1])
    expect(refusals[0].signIn).toMatchObject({ viewer: null, error: { code: 'SIGN_IN_FAILED' } })
  })

  it('keeps secrets as digests only', async () => {
    const cookie = await cookieOf(await make.user())
    const secret = cookie.slice('duetto='.length, cookie.indexOf(';'))
    const kept = await t.db.sql('SELECT 1 FROM access.session WHERE secret_hash = $1', [
      Buffer.from(secret, 'base64url'),
    ])
    expect(kept).toEqual([])
  })
})

describe('attempts to sign in', () => {
  const limits = { perEmail: 3, perAddress: 6, windowSeconds: 600 }
  const attempt = (sessions: SessionService, email: string, password: string, address = '192.0.2.1') =>
    sessions.signIn(nobody(), { email, password, address })
  const sessionsOfAnotherProcess = () => new SessionService(t.app.database, new SignInThrottle(t.app.database, limits))

  it('on one e-mail are limited from whatever address, across processes, with the time to try again', async () => {
    const email = await make.emailOf(await make.user())
    for (const address of ['192.0.2.11', '192.0.2.12', '192.0.2.13']) {
      expect(await attempt(sessionsOfAnotherProcess(), email, 'wrong', address)).toMatchObject({
        error: { code: 'SIGN_IN_FAILED' },
      })
    }
    const refused = await attempt(sessionsOfAnotherProcess(), email.toUpperCase(), PASSWORD, '192.0.2.14')
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'TOO_MANY_ATTEMPTS', message: 'Too many attempts. Try again in 10 minutes.' },
    })
    const retryAt = refused.ok ? undefined : refused.error.retryAt?.getTime()
    expect(retryAt).toBeGreaterThan(Date.now() + 590_000)
    expect(retryAt).toBeLessThan(Date.now() + 601_000)
  })

  it('from one address are limited whatever the e-mail', async () => {
    const sessions = sessionsOfAnotherProcess()
    for (let i = 0; i < 6; i++) await attempt(sessions, `guess${i}@example.test`, 'wrong', '192.0.2.21')
    const email = await make.emailOf(await make.user())
    expect(await attempt(sessions, email, PASSWORD, '192.0.2.21')).toMatchObject({
      error: { code: 'TOO_MANY_ATTEMPTS' },
    })
    expect(await attempt(sessions, email, PASSWORD, '192.0.2.22')).toMatchObject({ ok: true })
  })

  it('that succeed do not count', async () => {
    const sessions = sessionsOfAnotherProcess()
    const email = await make.emailOf(await make.user())
    for (let i = 0; i < 8; i++)
      expect(await attempt(sessions, email, PASSWORD, '192.0.2.31')).toMatchObject({ ok: true })
  })

  it('are kept without the e-mail or the address itself', async () => {
    await attempt(sessionsOfAnotherProcess(), 'private@example.test', 'wrong', '192.0.2.41')
    const kept = await t.db.sql<{ key: string }>('SELECT key FROM access.sign_in_attempt')
    expect(kept.map((row) => row.key).join()).not.toMatch(/example|192\.0\.2/)
  })

  it('tell the time to try again through the API', async () => {
    const email = 'often@example.test'
    let last: { signIn: { error: { code: string; retryAt?: string } } } | undefined
    for (let i = 0; i < 11; i++)
      last = await t.client.fresh().run(SIGN_IN, { input: { email, password: 'wrong password' } })
    expect(last?.signIn.error.code).toBe('TOO_MANY_ATTEMPTS')
    expect(Date.parse(last?.signIn.error.retryAt ?? '')).toBeGreaterThan(Date.now())
  })
})

describe('a session', () => {
  it('ends by signing out, for the next request with the same cookie too', async () => {
    const userId = await make.user()
    const cookie = (await cookieOf(userId)).split(';')[0] ?? ''
    const answer = await post({ cookie }, 'mutation { signOut { viewer { user { id } via } } }')
    expect(answer.json()).toEqual({ data: { signOut: { viewer: { user: null, via: null } } } })
    expect(answer.headers['set-cookie']).toBe('duetto=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0')
    expect((await post({ cookie })).json().data.viewer).toMatchObject({ user: null, via: null })
  })

  it('ends on every device when all are revoked, and tells how many they were', async () => {
    const userId = await make.user()
    const [phone, desk, other] = [
      await signedIn(t, userId),
      await signedIn(t, userId),
      await signedIn(t, await make.user()),
    ]
    expect(await desk.run('mutation { revokeSessions { revoked } }')).toEqual({ revokeSessions: { revoked: 2 } })
    for (const client of [phone, desk]) expect((await client.run(WHO)).viewer.user).toBeNull()
    expect((await other.run(WHO)).viewer.via).toBe('SESSION')
  })

  it('expires', async () => {
    const userId = await make.user()
    const client = await signedIn(t, userId)
    const [session] = await t.db.sql<{ hours: number }>(
      'SELECT extract(epoch FROM expires_at - created_at)::integer / 3600 AS hours FROM access.session WHERE user_id = $1',
      [userId],
    )
    expect(session?.hours).toBe(12)
    await t.db.sql('UPDATE access.session SET expires_at = now() WHERE user_id = $1', [userId])
    expect((await client.run(WHO)).viewer.user).toBeNull()
    const { errors } = await client.ask('{ companies { nodes { id } } }')
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  it('that has ended does not stand in the way of a new one', async () => {
    const userId = await make.user()
    const client = await signedIn(t, userId)
    await t.db.sql('UPDATE access.session SET revoked_at = now() WHERE user_id = $1', [userId])
    const email = await make.emailOf(userId)
    expect(await client.run(SIGN_IN, { input: { email, password: PASSWORD } })).toMatchObject({
      signIn: { error: null },
    })
  })

  it('is not opened when the password changed while it was checked', async () => {
    const userId = await make.user()
    const opened = await t.app.database.write(nobody(), null, async (unit) => ({
      ok: true as const,
      value: await unit.row<{ at: Date | null }>(`SELECT access.open_session($1, 'older digest', '\\x01', 12) AS at`, [
        userId,
      ]),
    }))
    expect(opened).toEqual({ ok: true, value: { at: null } })
  })
})

describe('a request with a session cookie', () => {
  test.each([
    ['from the own pages', { origin: 'http://localhost:4000', 'sec-fetch-site': 'same-origin' }, 200],
    [
      'from the own pages by another name of the host',
      { origin: 'http://127.0.0.1:4000', host: '127.0.0.1:4000' },
      200,
    ],
    ['from a program that is no browser', {}, 200],
    ['from another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
    ['from another port of the same host', { origin: 'http://localhost:9999', 'sec-fetch-site': 'same-site' }, 403],
    ['from another site, by a browser without Sec-Fetch', { origin: 'https://evil.example' }, 403],
    ['from a document without an origin', { origin: 'null' }, 403],
    ['from another site, with the origin kept back', { 'sec-fetch-site': 'cross-site' }, 403],
  ])('%s is answered %s %i', async (_from, headers, status) => {
    const cookie = (await cookieOf(await make.user())).split(';')[0] ?? ''
    const answer = await post(
      { cookie, ...headers },
      'mutation { setLanguage(input: { language: SV }) { viewer { user { language } } } }',
    )
    expect(answer.statusCode).toBe(status)
    if (status === 403) expect(answer.json().errors[0].extensions.code).toBe('FORBIDDEN')
    else expect(answer.json()).toEqual({ data: { setLanguage: { viewer: { user: { language: 'SV' } } } } })
  })

  it('as a plain form is refused, whatever its origin', async () => {
    const answer = await t.app.http.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'query=mutation%7BsignOut%7Bviewer%7Bvia%7D%7D%7D',
    })
    expect(answer.statusCode).toBe(415)
  })
})
