import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { openPages, type Pages } from '../kit/pages.ts'

let pages: Pages
let company: Creditor
beforeAll(async () => {
  pages = await openPages()
  company = await creditor(pages.t)
})
afterAll(() => pages?.close())
afterEach(() => {
  expect(pages.complaints.splice(0)).toEqual([])
})

test('the playground runs its first example by the session, from the product’s own assets under the strict policy', async () => {
  const page = await pages.visitAs(company.userId, 'FI')
  const answer = await page.goto('/playground')
  expect(answer?.headers()['content-security-policy']).toContain("script-src 'self'")
  // The button does nothing before the editor has the example.
  await page.locator('.graphiql-query-editor').getByText('overviewTotals').first().waitFor()
  await page.locator('.graphiql-execute-button').click()
  await page.locator('.graphiql-response').getByText('overviewTotals').waitFor()
  expect(await page.locator('.graphiql-tab').count()).toBe(6)
})
