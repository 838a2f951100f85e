import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { bankFile, importBankFiles, madeUpIban } from '../kit/ledgerFiles.ts'
import { people, signedIn } from '../kit/people.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
})
afterAll(() => t.close())

const items = `nodes { company { id } kind count sum { amount } since } pageInfo { hasNextPage endCursor }`

it('lists what waits, leaves out what is held, in the service, or stopped by the company', async () => {
  const own = await creditor(t)
  await own.invoice({ dueOn: '2026-01-15' })
  await own.invoice({ open: 10_000n })
  await own.invoice({ dueOn: '2026-03-01' }) // A Sunday: payable on Monday, overdue from Tuesday.
  await own.invoice({ status: 'REQUESTED', open: 5_000n, dueOn: '2025-12-01' })
  await own.invoice({ status: 'REMINDED' })
  await own.invoice({ collectionProhibited: true })
  await own.invoice({ hasAddress: false })
  await own.invoice({ hasAddress: false, email: 'maksaja@asiakas.example' })
  const disputed = await own.invoice()
  const inService = await own.invoice()
  await t.db.sql('UPDATE ledger.sales_invoice SET disputed = id = $1, in_service = id = $2 WHERE id IN ($1, $2)', [
    disputed,
    inService,
  ])
  const { workQueue, workQueueCounts } = await own.client.run(
    `{ workQueue { ${items} } workQueueCounts { kind companies count } }`,
  )
  expect(workQueue.nodes.map(({ company: _, ...item }: { company: unknown }) => item)).toEqual([
    { kind: 'TO_COLLECTION', count: 1, sum: { amount: '50.00' }, since: '2025-12-01' },
    { kind: 'TO_REMINDER', count: 4, sum: { amount: '472.00' }, since: '2026-01-15' },
    // Consumers: an e-mail address is no place for a letter to them.
    { kind: 'ADDRESS_MISSING', count: 2, sum: null, since: '2026-02-10' },
  ])
  expect(workQueueCounts).toEqual([
    { kind: 'TO_COLLECTION', companies: 1, count: 1 },
    { kind: 'TO_REMINDER', companies: 1, count: 4 },
    { kind: 'ADDRESS_MISSING', companies: 1, count: 2 },
  ])
})

it('says of a company without the service that its overdue invoices need it, and of new terms that they wait', async () => {
  const without = await creditor(t, 'NOT_ACTIVE')
  await without.invoice()
  const asked = await creditor(t)
  await asked.invoice()
  await t.db.sql(
    `INSERT INTO duetto.terms (version, valid_from, texts) SELECT '0', '2000-01-01', texts FROM duetto.terms LIMIT 1`,
  )
  await t.db.sql(`UPDATE duetto.activation SET terms_version = '0' WHERE company_id = $1`, [asked.companyId])
  const kindsOf = async ({ client }: typeof asked) =>
    (await client.run(`{ workQueue { ${items} } }`)).workQueue.nodes.map(({ kind }: { kind: string }) => kind)
  expect(await kindsOf(without)).toEqual(['SERVICE_NOT_ACTIVE'])
  expect(await kindsOf(asked)).toEqual(['TERMS_TO_ACCEPT'])
})

it('counts money that waits to be placed', async () => {
  const own = await creditor(t)
  await t.db.sql(`INSERT INTO ledger.bank_account (company_id, iban) VALUES ($1, $2)`, [own.companyId, madeUpIban(901)])
  await importBankFiles(own.client, [
    bankFile({
      iban: madeUpIban(901),
      id: 'W1',
      money: [{ archiveId: 'A1', reference: '1009', amount: '25.00', on: '2026-02-27' }],
    }),
  ])
  const { workQueue } = await own.client.run(`{ workQueue { ${items} } }`)
  expect(workQueue.nodes).toMatchObject([
    { kind: 'MONEY_UNMATCHED', count: 1, sum: { amount: '25.00' }, since: '2026-02-27' },
  ])
})

it('goes through many companies page by page, narrowed to kinds and a name', async () => {
  const make = people(t.db, t.app.database)
  const userId = await make.user()
  const companies: Creditor[] = []
  for (let made = 0; made < 5; made += 1) {
    const own = await creditor(t)
    await own.invoiceIds(2)
    await make.role(own.companyId, userId, 'BOOKKEEPER')
    companies.push(own)
  }
  const client = await signedIn(t, userId)
  const page = async (more: Record<string, unknown>) =>
    (
      await client.run(
        `query ($after: String, $search: String) { workQueue(first: 2, after: $after, search: $search, kinds: [TO_REMINDER]) { ${items} } }`,
        more,
      )
    ).workQueue
  const seen: string[] = []
  let after: string | null = null
  do {
    const { nodes, pageInfo } = await page({ after })
    seen.push(...nodes.map(({ company }: { company: { id: string } }) => company.id))
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
  } while (after)
  expect(seen.sort()).toEqual(companies.map(({ id }) => id).sort())
  const [, , third] = companies
  const businessId = await make.businessIdOf(third?.companyId ?? 0n)
  expect((await page({ search: businessId })).nodes).toMatchObject([{ company: { id: third?.id }, count: 2 }])
  expect((await client.ask('{ workQueue(after: "nonsense") { nodes { kind } } }')).errors?.[0]?.extensions?.code).toBe(
    'BAD_USER_INPUT',
  )
})

it('puts the most money first within a kind', async () => {
  const make = people(t.db, t.app.database)
  const userId = await make.user()
  for (const open of [10_000n, 30_000n, 20_000n]) {
    const own = await creditor(t)
    await own.invoice({ open })
    await make.role(own.companyId, userId, 'BOOKKEEPER')
  }
  const client = await signedIn(t, userId)
  const { workQueue } = await client.run(`{ workQueue { ${items} } }`)
  expect(workQueue.nodes.map(({ sum }: { sum: { amount: string } }) => sum.amount)).toEqual([
    '300.00',
    '200.00',
    '100.00',
  ])
})
