import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { overflow } from '../kit/accessibility.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { openPages, type PageLanguage, type Pages } from '../kit/pages.ts'
import { people } from '../kit/people.ts'

let pages: Pages
let accountant: bigint
let companies: Creditor[]

/** A bureau with two companies, each with two assignments that the agency has received. */
beforeAll(async () => {
  pages = await openPages()
  const make = people(pages.t.db, pages.t.app.database)
  companies = [await creditor(pages.t), await creditor(pages.t)]
  for (const [index, company] of companies.entries()) {
    const invoiceIds = await company.invoiceIds(2, { open: 10_000n })
    await company.client.run(
      `mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { send { sentCount } } }`,
      { input: { companyId: company.id, invoiceIds, afterReminder: 'RETURN', idempotencyKey: `first ${index}` } },
    )
  }
  await pages.t.settle()
  accountant = await make.user('Malli Kirjanpitäjä')
  await make.masterId(
    [accountant],
    companies.map((company) => company.companyId),
  )
})
afterAll(() => pages?.close())
afterEach(() => {
  expect(pages.complaints.splice(0)).toEqual([])
})

interface Words {
  language: PageLanguage
  overview: string
  received: RegExp
  total: RegExp
  close: string
}

const languages: Words[] = [
  { language: 'FI', overview: 'Yhteenveto', received: /Vastaanotettu.*400,00/s, total: /2 yritystä/, close: 'Sulje' },
  { language: 'EN', overview: 'Overview', received: /Received.*400\.00/s, total: /2 companies/, close: 'Close' },
]

describe.each(languages)('the consolidated view in $language', (words) => {
  test('leads from the totals to a company, an assignment, its events, and back the same way', async () => {
    const page = await pages.visitAs(accountant, words.language)
    await page.getByRole('heading', { level: 1, name: words.overview }).waitFor()
    await page.locator('tfoot').getByText(words.total).waitFor()

    await page.getByRole('link', { name: words.received }).click()
    await page.waitForURL('**/assignments?stage=RECEIVED')
    await page.locator('table.ledger tbody tr').nth(3).waitFor()
    await page.locator('table.ledger tbody tr').first().locator('td').nth(2).click()
    await page.waitForURL('**open=*')
    await page.locator('.timeline li').first().waitFor()
    await page.getByRole('button', { name: words.close }).click()
    // The list widens when the panel has gone.
    await page.locator('.side-panel').waitFor({ state: 'detached' })
    await page.locator('table.ledger tbody tr a.row-link').first().click()
    await page.waitForURL('**/assignments/*')
    await page.locator('.timeline li').nth(1).waitFor()

    await page.goBack()
    await page.waitForURL('**/assignments?stage=RECEIVED')
    await page.goto('/overview')
    await page.locator('table.ledger tbody tr a.row-link').first().click()
    await page.waitForURL('**/companies/*/invoices')
    await page.locator('[role=tab]').nth(1).waitFor()
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: words.overview }).waitFor()
  })
})

test('rows are walked and opened with the keyboard alone', async () => {
  const page = await pages.visitAs(accountant, 'FI')
  await page.goto('/assignments')
  await page.locator('table.ledger tbody tr').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL('**open=*')
  await page.locator('.timeline li').first().waitFor()
  await page.keyboard.press('Escape')
  await page.waitForURL((url) => !url.searchParams.has('open'))
})

test('an order and a filter stand in the address and survive a reload', async () => {
  const page = await pages.visitAs(accountant, 'EN')
  await page.goto('/assignments?kind=REMINDER')
  await page.getByRole('button', { name: /Balance/ }).click()
  await page.waitForURL('**sort=BALANCE_DESC*')
  await page.reload()
  await page.locator('th[aria-sort=descending]').waitFor()
  await page.getByRole('button', { name: 'Remove the filter Reminder service' }).click()
  await page.waitForURL((url) => !url.searchParams.has('kind'))
})

test('a company outside the scope is not there', async () => {
  const stranger = await creditor(pages.t)
  const page = await pages.visitAs(accountant, 'FI')
  await page.goto(`/companies/${stranger.id}/invoices`)
  await page.getByText('Täällä ei ole mitään').waitFor()
})

test('no page is wider than a phone of 360 points', async () => {
  const page = await pages.visitAs(accountant, 'FI', { width: 360 })
  for (const path of ['/overview', '/assignments', `/companies/${companies[0]?.id}/invoices`, '/import', '/settings']) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect({ path, wider: await overflow(page) }).toEqual({ path, wider: 0 })
  }
})
