import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

test('an operation is one BEGIN with the identity in the same round trip, whatever it asks', async () => {
  const statements = await t.countStatements(() => t.client.ask('{ __typename node(id: "Q29tcGFueToxOjE") { id } }'))
  expect(statements.filter((sql) => sql.startsWith('BEGIN'))).toHaveLength(1)
})

test('introspection needs no database', async () => {
  expect(await t.countStatements(() => t.client.run('{ __schema { queryType { name } } }'))).toEqual([])
})

test.each([
  ['in the document', '{ companies(search: "\\u0000") { nodes { id } } }', undefined],
  ['in a variable', 'query ($text: String) { companies(search: $text) { nodes { id } } }', { text: '\u0000' }],
])('a text that the database cannot keep is bad input and no bug: %s', async (_, query, variables) => {
  const make = people(t.db, t.app.database)
  const client = await signedIn(t, await make.user('Nolla'))
  const answer = await client.ask(query, variables)
  expect(answer.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT')
  expect(t.errors).toEqual([])
})
