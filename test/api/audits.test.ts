import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'

let t: TestApp
let url: string
beforeAll(async () => {
  t = await testApp()
  url = await t.app.http.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => t.close())

describe('GraphQL over HTTP', () => {
  // The audits are made for one endpoint, whose address is known only when the app listens.
  for (const audit of serverAudits({ url: () => `${url}/graphql` })) {
    test(`${audit.id}: ${audit.name}`, async () => {
      const result = await audit.fn()
      // A notice is about a MAY: an offer that need not be made.
      if (result.status === 'ok' || result.status === 'notice') return
      expect.fail(`${result.reason}: ${result.response.status} ${await result.response.text()}`)
    })
  }
})
