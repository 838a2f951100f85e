import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import type { Answer, Client } from '../kit/client.ts'
import type { Question, World } from './truth/question.ts'
import { ANSWERS, type Cell, QUESTIONS } from './truth.ts'
import { makeWorld } from './world.ts'

let t: TestApp
let world: World
let signIn: Readonly<Record<string, () => Promise<Client>>>
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  const made = await makeWorld(t)
  world = made.world
  signIn = made.signIn
})
afterAll(() => t.close())

const clients = new Map<string, Client>()

async function clientOf(actor: string): Promise<Client> {
  const known = clients.get(actor)
  if (known) return known
  const client = await signIn[actor]?.()
  if (!client) throw new Error(`The table names an actor that does not exist: ${actor}`)
  clients.set(actor, client)
  return client
}

const SHORT: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'NS',
  FORBIDDEN: 'NA',
  NOT_FOUND: 'NF',
  ALREADY_ACTIVE: 'AA',
  NO_RIGHT: 'NR',
  ACCOUNT_UNKNOWN: 'UN',
  SELLER_NOT_IN_SCOPE: 'UN',
}

async function answerTo(actor: string, field: string, question: Question): Promise<string> {
  const client = await clientOf(actor)
  if (question.endsSession) clients.delete(actor)
  const kind = field.startsWith('Query.') ? 'query' : 'mutation'
  const declared = question.variables ? ` (${question.variables})` : ''
  return brief(await client.ask(`${kind}${declared} { ${question.ask} }`, await question.values?.(world)), question)
}

// biome-ignore lint/suspicious/noExplicitAny: the answer of whatever field.
function brief(answer: Answer<any>, question: Question): string {
  const code = answer.errors[0]?.extensions.code
  if (code !== undefined) return SHORT[code] ?? code
  const value = Object.values(answer.data ?? {})[0] as Record<string, unknown> | unknown[] | null
  if (value === null) return 'null'
  if (Array.isArray(value)) return value.length > 0 ? 'ok' : 'none'
  const { error, nodes } = (value ?? {}) as { error?: { code: string } | null; nodes?: unknown[] }
  const refusal = error ?? question.refusal?.(value)
  if (refusal) return `!${SHORT[refusal.code] ?? refusal.code}`
  return nodes?.length === 0 ? 'none' : 'ok'
}

describe('who gets what', () => {
  test.each(ANSWERS)('%s', async (field, expected) => {
    const question = QUESTIONS[field]
    if (!question) throw new Error(`There is no question for ${field}.`)
    const given: Cell[] = []
    for (const { actor } of expected) given.push({ actor, answer: await answerTo(actor, field, question) })
    expect(asLine(field, given)).toBe(asLine(field, expected))
  })

  it('is decided for every root field, and for no other', () => {
    const { schema } = t.app
    const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}).map((name) => `${type?.name}.${name}`),
    )
    expect(ANSWERS.map(([field]) => field).sort()).toEqual(fields.sort())
    expect(Object.keys(QUESTIONS).sort()).toEqual(fields.sort())
  })
})

function asLine(field: string, cells: readonly Cell[]): string {
  return [field, ...cells.map(({ actor, answer }) => `${actor}:${answer}`)].join(' ')
}
