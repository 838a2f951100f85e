import { afterAll, beforeAll, expect, it } from 'vitest'
import { encodeCursor } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
let own: Creditor
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
  own = await creditor(t)
})
afterAll(() => t.close())

const UUID = '0e37df36-f698-11e6-8dd4-cb9ced3df901'

it.each([
  ['assignments', ['2026-03-02', '1', UUID]],
  ['sends', [UUID]],
  ['payments', ['2026-03-02', UUID]],
  ['overview', ['Yritys', UUID]],
  ['report(from: "2026-01-01", to: "2026-02-01",', ['Yritys', 'EUR', UUID]],
])('a cursor of %s that no list has given is bad input, not a failure', async (list, parts) => {
  const field = list.includes('(') ? list : `${list}(`
  const { errors } = await own.client.ask(
    `query ($after: String) { ${field} after: $after) { pageInfo { hasNextPage } } }`,
    {
      after: encodeCursor(parts),
    },
  )
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT')
})

it.each(['workList', 'staffLetters', 'agencySettlements', 'clientTransactions', 'companyFiles'])(
  'and so it is on the desk, in %s',
  async (list) => {
    const staff = await signedIn(t, await people(t.db, t.app.database).user('Malli Mallinen', 'SUPERVISOR'))
    for (const parts of [[UUID], ['x', UUID], ['x', 'y', UUID], ['x', 'y', 'z', UUID]]) {
      const { errors } = await staff.ask(
        `query ($after: String) { ${list}(after: $after) { pageInfo { hasNextPage } } }`,
        {
          after: encodeCursor(parts),
        },
      )
      expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT')
    }
  },
)
