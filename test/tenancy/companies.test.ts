import { afterAll, beforeAll, expect, it } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import { type People, people, signedIn } from '../kit/people.ts'

let t: TestApp
let make: People
beforeAll(async () => {
  t = await testApp()
  make = people(t.db, t.app.database)
})
afterAll(() => t.close())

const EVERYTHING = `query ($first: Int, $after: String, $search: String) {
  companies(first: $first, after: $after, search: $search) {
    nodes {
      id name businessId myRoles myRights viewerCanSend viewerCanImport viewerCanActivate
      links { masterId { name companyCount } rights mandate linkedAt endedAt }
    }
    pageInfo { hasNextPage endCursor }
  }
}`

it('lists companies in Finnish order, page by page, each exactly once', async () => {
  const names = ['Örn Ab', 'Ahti Oy', 'Åberg Ab', 'alku Oy', 'Öljy Oy', 'Äijä Oy', 'Zeta Oy', 'Ahti Oy']
  const userId = await make.user()
  await make.masterId([userId], await Promise.all(names.map((name) => make.company(name))))
  const client = await signedIn(t, userId)
  const seen: string[] = []
  let after: string | null = null
  do {
    const {
      companies,
    }: { companies: { nodes: { name: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } =
      await client.run(EVERYTHING, { first: 3, after })
    seen.push(...companies.nodes.map((node) => node.name))
    after = companies.pageInfo.hasNextPage ? companies.pageInfo.endCursor : null
  } while (after)
  expect(seen).toEqual(['Ahti Oy', 'Ahti Oy', 'alku Oy', 'Zeta Oy', 'Åberg Ab', 'Äijä Oy', 'Öljy Oy', 'Örn Ab'])
})

it('finds by part of the name, in either case, or of the business ID, and takes signs literally', async () => {
  const userId = await make.user()
  const wanted = await make.company('100 % Kotimainen Oy')
  await make.masterId([userId], [wanted, await make.company('1000 Kenkää Oy')])
  const client = await signedIn(t, userId)
  const found = async (search: string) =>
    (await client.run(EVERYTHING, { search })).companies.nodes.map((node: { name: string }) => node.name)
  expect(await found('KOTIM')).toEqual(['100 % Kotimainen Oy'])
  expect(await found('0 %')).toEqual(['100 % Kotimainen Oy'])
  expect(await found(await make.businessIdOf(wanted))).toEqual(['100 % Kotimainen Oy'])
  expect(await found('_')).toEqual([])
})

it('asks the database as often for fifty companies with rights and links as for one', async () => {
  const userId = await make.user()
  const companies = await Promise.all(Array.from({ length: 50 }, (_, i) => make.company(`Yritys ${i} Oy`)))
  await make.masterId([userId], companies)
  const client = await signedIn(t, userId)
  await client.run(EVERYTHING, { first: 1 })
  const one = await t.countStatements(() => client.run(EVERYTHING, { first: 1 }))
  const fifty = await t.countStatements(() => client.run(EVERYTHING, { first: 50 }))
  expect(fifty).toEqual(one)
})

it('gives null for a company outside, for one that does not exist and for a half-true id, and refuses text that is no id', async () => {
  const [own, foreign] = [await make.company(), await make.company()]
  const client = await signedIn(t, await make.personWith(own, 'BOOKKEEPER'))
  for (const [id, isSeen] of [
    [encodeId('Company', own, own), true],
    [encodeId('Company', foreign, foreign), false],
    [encodeId('Company', 999_999, 999_999), false],
  ] as const) {
    const { company, node } = await client.run(
      'query ($id: ID!) { company(id: $id) { id } node(id: $id) { id __typename } }',
      { id },
    )
    expect([company, node]).toEqual(isSeen ? [{ id }, { id, __typename: 'Company' }] : [null, null])
  }
  const halfTrue = encodeId('Company', own, foreign)
  expect(
    await client.run('query ($id: ID!) { company(id: $id) { id } node(id: $id) { id } }', { id: halfTrue }),
  ).toEqual({ company: null, node: null })
  for (const id of ['', 'Company', encodeId('User', 0, 1)]) {
    const { errors } = await client.ask('query ($id: ID!) { company(id: $id) { id } }', { id })
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
  }
})

it('refuses cursors that it did not write', async () => {
  const client = await signedIn(t, await make.user())
  const cursors = [['a'], ['a', 'b'], ['a', null], [null, '1'], ['a', '1', '2']]
  for (const after of cursors.map((parts) => Buffer.from(JSON.stringify(parts)).toString('base64url'))) {
    const { errors } = await client.ask(EVERYTHING, { after })
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
  }
})

it('ends a link by the hand of the company, and the bureau loses the company within the same session', async () => {
  const own = await make.company('Oma Oy')
  const accountant = await make.user()
  const masterId = await make.masterId([accountant], [own])
  const bureau = await signedIn(t, accountant)
  const administrator = await signedIn(t, await make.personWith(own, 'COMPANY_ADMINISTRATOR'))
  const input = { companyId: encodeId('Company', own, own), masterId: encodeId('MasterId', 0, masterId) }
  const END =
    'mutation ($input: EndMasterIdLinkInput!) { endMasterIdLink(input: $input) { company { links { endedAt } } error { code } } }'
  const before = await bureau.run(EVERYTHING)
  expect(before.companies.nodes).toMatchObject([
    { name: 'Oma Oy', myRoles: [], viewerCanSend: true, viewerCanActivate: false },
  ])
  expect((await bureau.ask(END, { input })).errors[0]?.extensions.code).toBe('FORBIDDEN')
  const { endMasterIdLink } = await administrator.run(END, { input })
  expect(endMasterIdLink).toEqual({ company: { links: [{ endedAt: expect.any(String) }] }, error: null })
  expect((await bureau.run(EVERYTHING)).companies.nodes).toEqual([])
  expect((await bureau.ask(END, { input })).errors[0]?.extensions.code).toBe('NOT_FOUND')
  expect((await administrator.run(END, { input })).endMasterIdLink.error.code).toBe('NOT_LINKED')
})
