import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { foldTotals } from '../../server/src/portfolio/fold.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Answer, Client } from '../kit/client.ts'
import { fillBooks } from './randomBooks.ts'
import type { World } from './truth/question.ts'
import { type Actors, makeWorld } from './world.ts'

const TODAY = calendarDate('2026-03-02')

let t: TestApp
let world: World
let signIn: Actors
let assignments: string[]
const clients = new Map<string, Client>()
beforeAll(async () => {
  t = await testApp({ now: TODAY })
  ;({ world, signIn } = await makeWorld(t))
  for (const actor of Object.keys(signIn)) clients.set(actor, (await signIn[actor]?.()) ?? t.client)
  const [elsewhere] = await t.db.sql<{ company_id: bigint }>(
    'SELECT DISTINCT company_id FROM access.api_token_company LIMIT 1',
  )
  const companies = [world.companyId, elsewhere?.company_id as bigint]
  for (const companyId of companies) await fillBooks(t.db, companyId, 40, TODAY)
  const rows = await t.db.sql<{ company_id: bigint; id: bigint }>('SELECT company_id, id FROM duetto.assignment')
  assignments = rows.map(({ company_id, id }) => encodeId('CollectionAssignment', company_id, id))
})
afterAll(() => t.close())

const document = (name: string) =>
  readFileSync(new URL(`../../schema/operations/${name}.graphql`, import.meta.url), 'utf8').trimEnd()

/** The same selection that no page sends: another name, so the resolvers answer. */
const unknown = (text: string) => text.replace(/^query (\w+)/, 'query $1OfAnother')

/** What a client sees, the order of the fields included. */
const seen = ({ data, errors }: Answer<unknown>) =>
  JSON.stringify({ data, codes: errors.map((error) => error.extensions.code) })

async function expectSame(name: string, variables: Record<string, unknown>): Promise<void> {
  const text = document(name)
  for (const [actor, client] of clients) {
    const [fast, slow] = [await client.ask(text, variables), await client.ask(unknown(text), variables)]
    expect(seen(fast), `${name} ${JSON.stringify(variables)} for ${actor}`).toBe(seen(slow))
  }
}

/** The answers page by page, until the end. */
async function expectSamePages(name: string, field: (data: never) => Page | null, variables: Record<string, unknown>) {
  for (const [actor, client] of clients) {
    let after: string | null = null
    do {
      const asked: Record<string, unknown> = { ...variables, after }
      const [fast, slow] = [await client.ask(document(name), asked), await client.ask(unknown(document(name)), asked)]
      expect(seen(fast), `${name} ${JSON.stringify(asked)} for ${actor}`).toBe(seen(slow))
      const page: Page | null = fast.data ? field(fast.data as never) : null
      after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after !== null)
  }
}

interface Page {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

const sorts = ['DUE_DATE', 'BALANCE_DESC', 'NEWEST_EVENT']
const filters = [
  undefined,
  { kind: 'REMINDER' },
  { stages: ['NOTICE', 'COLLECTION'] },
  { includeClosed: true },
  { stages: ['CLOSED'], kind: 'COLLECTION' },
  { stages: [] },
  { search: 'Oy' },
]

describe('every actor gets of the pages’ own operations what the resolvers answer', () => {
  it('in the consolidated view, page by page, with changes that wait and without', async () => {
    await expectSamePages('overview', ({ overview }: { overview: Page }) => overview, { first: 1 })
    await expectSame('overviewTotals', {})
    await foldTotals(t.app.database, TODAY)
    await expectSamePages('overview', ({ overview }: { overview: Page }) => overview, { first: 1 })
    await expectSame('overview', {})
    await expectSame('overview', { first: 0 })
    await expectSame('overviewTotals', {})
  })

  it('on another day than the one for which the totals were folded', async () => {
    t.clock.set(addDays(TODAY, 1))
    await expectSame('overview', {})
    await expectSame('overviewTotals', {})
    t.clock.set(TODAY)
  })

  it.each(sorts)('in the list across companies by %s', async (sort) => {
    await expectSamePages('assignments', (data: { assignments: Page }) => data.assignments, { first: 17, sort })
    for (const filter of filters) await expectSame('assignments', { first: 20, sort, filter })
  })

  it.each(sorts)("in a company's own list by %s", async (sort) => {
    const id = world.ids.company
    const page = (data: { company: { assignments: Page } | null }) => data.company?.assignments ?? null
    await expectSamePages('companyAssignments', page, { id, first: 17, sort, filter: { includeClosed: true } })
    for (const filter of filters) await expectSame('companyAssignments', { id, first: 20, sort, filter })
  })

  it('of every assignment', async () => {
    for (const id of assignments) await expectSame('assignment', { id })
  }, 60_000)

  it('of ids, cursors and variables that cannot be meant', async () => {
    const cursor = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')
    await expectSame('assignment', { id: 'nonsense' })
    await expectSame('assignment', {})
    await expectSame('assignment', { id: world.ids.company })
    await expectSame('companyAssignments', { id: encodeId('Company', 1, 2) })
    await expectSame('assignments', { first: 101 })
    await expectSame('assignments', { first: null, sort: null })
    await expectSame('assignments', { after: cursor(['2026-02-30', '1', '1']) })
    await expectSame('assignments', { after: cursor(['2026-01-01', '1']) })
    await expectSame('assignments', { after: cursor(['abc', '16', '5']) })
    await expectSame('assignments', { after: cursor(['2026-01-01', 'abc', '5']), sort: 'DUE_DATE' })
    await expectSame('assignments', { filter: { unheard: 1 } })
    await expectSame('overview', { first: 501 })
    await expectSame('overview', { first: -1 })
    await expectSame('overview', { sort: 'BALANCE_DESC' })
    await expectSame('overview', { search: 'a' })
  })
})

describe('the way of the known operations', () => {
  const asked = (name: string, variables: Record<string, unknown> = {}) =>
    t.countStatements(() => (clients.get('admin') as Client).run(document(name), variables))

  it('is one statement, and for the consolidated view one in a snapshot', async () => {
    expect(await asked('assignment', { id: assignments[0] })).toEqual([expect.stringContaining('hot_assignment(')])
    expect(await asked('assignments')).toEqual([expect.stringContaining('hot_assignments(')])
    expect(await asked('companyAssignments', { id: world.ids.company })).toEqual([
      expect.stringContaining('hot_company_assignments('),
    ])
    expect(await asked('overviewTotals')).toEqual([expect.stringContaining('hot_overview_totals(')])
    const reads = (await asked('overview')).filter((sql) => sql !== 'COMMIT')
    expect(reads).toHaveLength(2)
  })

  it('ends with a revoked session like any other', async () => {
    const client = (await signIn.member?.()) as Client
    await client.run(document('assignments'))
    await client.run('mutation { signOut { viewer { via } } }')
    expect((await client.ask(document('assignments'))).errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  it('is closed to the page of another site', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('overview', 'assignments', 'overviewTotals'), async (name) => {
        const response = await t.app.http.inject({
          method: 'POST',
          url: '/graphql',
          headers: { 'content-type': 'application/json', origin: 'https://other.example' },
          payload: JSON.stringify({ query: document(name) }),
        })
        expect(response.statusCode).toBe(403)
      }),
      { numRuns: 3 },
    )
  })
})
