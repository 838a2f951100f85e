import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'

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
