import { GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { NotFound } from '../../server/src/kernel/result.ts'
import { Database } from '../../server/src/platform/database/database.ts'
import type { OperationContext } from '../../server/src/platform/graphql/context.ts'
import { defineLoader } from '../../server/src/platform/graphql/loader.ts'
import { releaseAroundMutations } from '../../server/src/platform/graphql/schema.ts'
import { type GraphqlServer, startGraphqlServer } from '../../server/src/platform/graphql/server.ts'
import { makeHttp } from '../../server/src/platform/http/server.ts'
import { makeLog } from '../../server/src/platform/logging/log.ts'
import { type Client, makeClient } from '../kit/client.ts'
import { TEST_POOLS, type TestDatabase, testDatabase } from '../kit/database.ts'

/*
 * The road of an operation through the platform, on a schema of this test's own.
 */

let db: TestDatabase
let database: Database
let graphql: GraphqlServer
let http: Awaited<ReturnType<typeof makeHttp>>
let client: Client
const bugs: { error: unknown; requestId: string }[] = []

const lengthOf = defineLoader<string, string>('test.length', async (unit, texts) => {
  const rows = await unit.rows<{ n: string }>('SELECT length(t)::text AS n FROM unnest($1::text[]) AS t', [texts])
  return rows.map((row) => row.n)
})

const name = (resolve: (context: OperationContext) => unknown) => ({
  type: GraphQLString,
  resolve: (_: unknown, __: unknown, context: OperationContext) => resolve(context),
})

const Word = new GraphQLObjectType<string, OperationContext>({
  name: 'Word',
  fields: {
    text: { type: new GraphQLNonNull(GraphQLString), resolve: (word) => word },
    length: { type: GraphQLString, resolve: (word, _, context) => context.load(lengthOf, word) },
  },
})

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      words: { type: new GraphQLList(Word), resolve: () => ['a', 'bb', 'ccc'] },
      echo: {
        type: GraphQLString,
        args: { text: { type: GraphQLString } },
        resolve: (_, { text }: { text?: string }) => text,
      },
      missing: name(() => {
        throw new NotFound()
      }),
      broken: name(() => {
        throw new Error('password=hunter2')
      }),
      busy: name((context) =>
        context.unit().then((unit) => unit.rows('SET LOCAL statement_timeout = 20; SELECT pg_sleep(5)')),
      ),
    },
  }),
  mutation: new GraphQLObjectType({
    name: 'Mutation',
    fields: {
      write: name(async (context) => {
        await database.write(context.scope, null, async (unit) => {
          await unit.rows("INSERT INTO platform.word VALUES ('written')")
          return { ok: true, value: undefined }
        })
        const unit = await context.unit()
        const [row] = await unit.rows<{ n: string }>('SELECT count(*)::text AS n FROM platform.word')
        return row?.n
      }),
    },
  }),
})
releaseAroundMutations(schema)

const KNOWN = 'query Known($text: String) { echo(text: $text) }'

beforeAll(async () => {
  db = await testDatabase()
  await db.sql('CREATE TABLE platform.word (text text)')
  await db.sql('GRANT SELECT, INSERT ON platform.word TO duetto_app')
  // One connection: whatever holds two at once would wait for itself.
  database = await Database.open({
    address: db.address,
    entities: [],
    pools: { ...TEST_POOLS, app: { size: 1, waitMs: 1_000, statementMs: 10_000 } },
    onStatement: (sql) => db.statements.push(sql),
  })
  const known = {
    document: KNOWN,
    answer: async (context: OperationContext, variables: Readonly<Record<string, unknown>>) => {
      if (variables.text === 'other') return undefined
      const row = await (await context.unit()).row<{ json: string }>(`SELECT '{"echo" : "by SQL"}' AS json`)
      return row?.json
    },
  }
  graphql = await startGraphqlServer(schema, [known], (error, requestId) => bugs.push({ error, requestId }))
  http = await makeHttp({
    database,
    graphql,
    clock: { now: () => new Date('2026-01-15T10:00:00Z') },
    identify: () => undefined,
    isSecure: false,
    log: makeLog('silent'),
    pages: '/nowhere',
    trustProxy: false,
    isHealthy: () => database.isReachable(),
    routes: [],
  })
  client = makeClient(http)
})
beforeEach(() => {
  db.statements.length = 0
  bugs.length = 0
})
afterAll(async () => {
  await http.close()
  await graphql.stop()
  await database.close()
  await db[Symbol.asyncDispose]()
})

test('relations of a list are one statement, whatever its length', async () => {
  const { words } = await client.run('{ words { text length } }')
  expect(words).toEqual([
    { text: 'a', length: '1' },
    { text: 'bb', length: '2' },
    { text: 'ccc', length: '3' },
  ])
  expect(db.statements.filter((sql) => sql.includes('length('))).toHaveLength(1)
})

test('operations of the same text with other variables and fragments are executed anew each time', async () => {
  const query =
    'query($t: String, $more: Boolean!) { echo(text: $t) ...F @include(if: $more) } fragment F on Query { again: echo(text: $t) }'
  expect(await client.run(query, { t: 'x', more: false })).toEqual({ echo: 'x' })
  expect(await client.run(query, { t: 'y', more: true })).toEqual({ echo: 'y', again: 'y' })
})

test('operations of one document are told apart by name', async () => {
  const query = 'query A { a: echo(text: "a") } query B { b: echo(text: "b") }'
  const run = (operationName: string) =>
    http
      .inject({ method: 'POST', url: '/graphql', payload: { query, operationName } })
      .then((response) => response.json())
  expect(await run('A')).toEqual({ data: { a: 'a' } })
  expect(await run('B')).toEqual({ data: { b: 'b' } })
})

describe('a known operation', () => {
  test('is answered by its own text, blanks and commas aside', async () => {
    expect(await client.run(KNOWN, { text: 'x' })).toEqual({ echo: 'by SQL' })
    expect(await client.run('query   Known( $text: String ),{ echo(text:$text) } # remark', { text: 'x' })).toEqual({
      echo: 'by SQL',
    })
  })

  test('that declines is left to the resolvers', async () => {
    expect(await client.run(KNOWN, { text: 'other' })).toEqual({ echo: 'other' })
  })

  test('is not any other operation', async () => {
    expect(await client.run('query Known($text: String) { echo(text: $text) __typename }', { text: 'x' })).toEqual({
      echo: 'x',
      __typename: 'Query',
    })
  })
})

describe('errors', () => {
  test('of the product keep code and text, and leave the other fields', async () => {
    const { data, errors } = await client.ask('{ missing echo(text: "x") }')
    expect(data).toEqual({ missing: null, echo: 'x' })
    expect(errors).toMatchObject([{ path: ['missing'], extensions: { code: 'NOT_FOUND' } }])
    expect(bugs).toEqual([])
  })

  test('of a bug show the request id and nothing else, and are reported once', async () => {
    const { errors, headers } = await client.ask('{ broken }')
    expect(JSON.stringify(errors)).not.toContain('hunter2')
    expect(errors[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId: headers['x-request-id'] })
    expect(bugs).toMatchObject([{ error: { message: 'password=hunter2' }, requestId: headers['x-request-id'] }])
  })

  test('of a statement that takes too long say that the service is busy', async () => {
    expect((await client.ask('{ busy }')).errors).toMatchObject([{ extensions: { code: 'BUSY' } }])
  })

  test("of a bad variable are the sender's", async () => {
    const { status, errors } = await client.ask('query($t: String) { echo(text: $t) }', { t: { no: 'text' } })
    expect(status).toBe(400)
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})

test('a mutation writes without holding the snapshot, and its payload sees what it wrote', async () => {
  expect(await client.run('mutation { first: write second: write }')).toEqual({ first: '1', second: '2' })
})

test('as many mutations at once as there are connections do not wait for each other', async () => {
  await Promise.all(Array.from({ length: 5 }, () => client.run('mutation { write }')))
})

test('an operation that finds no free connection within the deadline is told that the service is busy', async () => {
  await database.read({ kind: 'anonymous' } as never, async () => {
    const { data, errors } = await client.ask('{ echo(text: "x") }')
    expect(data).toBeUndefined()
    expect(errors).toMatchObject([{ extensions: { code: 'BUSY' } }])
  })
})

describe('requests that are refused whole, each with a code', () => {
  const post = (payload: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    http
      .inject({ method: 'POST', url: '/graphql', payload: payload as string, headers })
      .then((response) => [response.statusCode, response.json().errors[0].extensions.code as string])

  test.each([
    [
      'several operations at once',
      [{ query: '{ __typename }' }, { query: '{ __typename }' }],
      400,
      'BATCHES_NOT_SUPPORTED',
    ],
    ['a document without end', { query: `{ ${'__typename '.repeat(4001)} }` }, 200, 'TOO_MANY_TOKENS'],
    [
      'a body beyond the limit',
      { query: '{ __typename }', variables: { text: 'x'.repeat(9 * 1024 * 1024) } },
      413,
      'REQUEST_TOO_LARGE',
    ],
    [
      'too many aliases',
      { query: `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: echo`).join(' ')} }` },
      200,
      'TOO_MANY_ALIASES',
    ],
  ])('%s', async (_, payload, status, code) => {
    expect(await post(payload)).toEqual([status, code])
  })

  test('what is not JSON', async () => {
    expect(await post('{"query": ')).toEqual([400, 'BAD_REQUEST'])
    expect(await post('query={__typename}', { 'content-type': 'application/x-www-form-urlencoded' })).toEqual([
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ])
  })

  test('a form that another site could have sent', async () => {
    const body =
      '--b\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{ __typename }"}\r\n--b--\r\n'
    expect(await post(body, { 'content-type': 'multipart/form-data; boundary=b' })).toEqual([400, 'BAD_REQUEST'])
  })
})

test('answers are private', async () => {
  const response = await http.inject({ method: 'POST', url: '/graphql', payload: { query: '{ __typename }' } })
  expect(response.headers['cache-control']).toBe('private, no-store')
})

test('pages may load nothing from elsewhere', async () => {
  expect((await http.inject('/')).headers['content-security-policy']).toContain("default-src 'none'")
})

test('a connection that breaks while it is lent fails its own operation and nothing else', async () => {
  const broken = database.read({ kind: 'anonymous' } as never, async (unit) => {
    const row = await unit.row<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    await db.sql('SELECT pg_terminate_backend($1)', [row?.pid])
    await unit.row('SELECT 1')
  })
  await expect(broken).rejects.toThrow()
  expect(await client.run('{ echo(text: "x") }')).toEqual({ echo: 'x' })
})

test('health is asked of the database', async () => {
  expect((await http.inject('/healthz')).json()).toEqual({ status: 'ok' })
})
