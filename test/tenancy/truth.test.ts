import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { ApiTokenService } from '../../server/src/access/apiToken.service.ts'
import { endLink } from '../../server/src/access/provision.ts'
import { addDays } from '../../server/src/kernel/calendarDate.ts'
import type { UserScope } from '../../server/src/kernel/scope.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Answer, Client } from '../kit/client.ts'
import { nobody, people, signedIn } from '../kit/people.ts'
import { ANSWERS, QUESTIONS, type Question, type World } from './truth.ts'

const [header = [], ...lines] = ANSWERS.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/))
const actors = header.slice(1)
const rows = lines.map(([field = '', ...cells]) => [field, cellsOf(cells)] as const)

/** A single cell with a star stands for every actor. */
function cellsOf(cells: string[]): string[] {
  const [only = ''] = cells
  return cells.length === 1 && only.endsWith('*') ? actors.map(() => only.slice(0, -1)) : cells
}

let t: TestApp
let world: World
let signIn: Record<string, () => Promise<Client>>
beforeAll(async () => {
  t = await testApp({ now: new Date().toISOString() })
  const made = await makeWorld(t)
  world = made.world
  signIn = made.signIn
})
afterAll(() => t.close())

async function makeWorld(app: TestApp) {
  const make = people(app.db, app.app.database)
  const [companyId, elsewhere] = [await make.company(), await make.company()]
  const admin = await make.personWith(companyId, 'COMPANY_ADMINISTRATOR')
  await make.role(elsewhere, admin, 'COMPANY_ADMINISTRATOR')
  const [member, former, staff] = [await make.user(), await make.user(), await make.user('Staff', 'SUPERVISOR')]
  const [keeper, auditor, payroll] = [
    await make.personWith(companyId, 'BOOKKEEPER'),
    await make.personWith(companyId, 'AUDITOR'),
    await make.personWith(companyId, 'PAYROLL_ACCOUNTANT'),
  ]
  const stranger = await make.personWith(await make.company(), 'COMPANY_ADMINISTRATOR')
  await make.masterId([member], [companyId])
  const endedMasterId = await make.masterId([former], [companyId])
  await app.app.database.agency('system', (unit) => endLink(unit, companyId, endedMasterId))
  const tomorrow = addDays(nobody().today, 1)
  const tokens = new ApiTokenService(app.app.database)
  const token = async (scope: UserScope, readOnly: boolean, companyIds?: bigint[]) => {
    const result = await tokens.create(scope, { name: 'Program', readOnly, companyIds, expiresOn: tomorrow })
    if (!result.ok) throw new Error(result.error.code)
    return result.value
  }
  const adminScope = await make.scope(admin)
  const [reader, limited] = [await token(adminScope, true), await token(adminScope, false, [elsewhere])]
  const foreign = await token(await make.scope(await make.user()), true)
  const everybody = { admin, keeper, auditor, payroll, member, former, stranger, staff }
  return {
    world: { make, companyId, foreignTokenId: foreign.token.id, tomorrow } satisfies World,
    signIn: {
      nobody: async () => app.client.fresh(),
      reader: async () => app.client.withToken(reader.secret),
      elsewhere: async () => app.client.withToken(limited.secret),
      ...Object.fromEntries(Object.entries(everybody).map(([name, userId]) => [name, () => signedIn(app, userId)])),
    },
  }
}

const clients = new Map<string, Client>()

async function clientOf(actor: string): Promise<Client> {
  const known = clients.get(actor)
  if (known) return known
  const client = await signIn[actor]?.()
  if (!client) throw new Error(`The table names an actor that does not exist: ${actor}`)
  clients.set(actor, client)
  return client
}

const SHORT: Record<string, string> = { UNAUTHENTICATED: 'NS', FORBIDDEN: 'NA', NOT_FOUND: 'NF' }

async function answerTo(actor: string, field: string, question: Question): Promise<string> {
  const client = await clientOf(actor)
  if (question.endsSession) clients.delete(actor)
  const kind = field.startsWith('Query.') ? 'query' : 'mutation'
  const declared = question.variables ? ` (${question.variables})` : ''
  return brief(await client.ask(`${kind}${declared} { ${question.ask} }`, await question.values?.(world)))
}

// biome-ignore lint/suspicious/noExplicitAny: the answer of whatever field.
function brief(answer: Answer<any>): string {
  const code = answer.errors[0]?.extensions.code
  if (code !== undefined) return SHORT[code] ?? code
  const value = Object.values(answer.data ?? {})[0] as Record<string, unknown> | unknown[] | null
  if (value === null) return 'null'
  if (Array.isArray(value)) return value.length > 0 ? 'ok' : 'none'
  const { error, nodes } = (value ?? {}) as { error?: { code: string } | null; nodes?: unknown[] }
  if (error) return `!${error.code}`
  return nodes?.length === 0 ? 'none' : 'ok'
}

describe('who gets what', () => {
  test.each(rows)('%s', async (field, expected) => {
    const question = QUESTIONS[field]
    if (!question) throw new Error(`There is no question for ${field}.`)
    const given: string[] = []
    for (const actor of actors) given.push(await answerTo(actor, field, question))
    expect(asLine(field, given)).toBe(asLine(field, expected))
  })

  it('is decided for every root field, and for no other', () => {
    const { schema } = t.app
    const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}).map((name) => `${type?.name}.${name}`),
    )
    expect(rows.map(([field]) => field).sort()).toEqual(fields.sort())
    expect(Object.keys(QUESTIONS).sort()).toEqual(fields.sort())
  })
})

function asLine(field: string, cells: readonly string[]): string {
  return [field, ...cells.map((cell, index) => `${actors[index]}:${cell}`)].join(' ')
}
