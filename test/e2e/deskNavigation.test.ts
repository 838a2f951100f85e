import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findings, overflow } from '../kit/accessibility.ts'
import { creditor } from '../kit/creditor.ts'
import { openPages, type PageLanguage, type Pages } from '../kit/pages.ts'
import { people } from '../kit/people.ts'

let pages: Pages
let staffId: bigint
beforeAll(async () => {
  pages = await openPages()
  const company = await creditor(pages.t)
  const invoiceIds = await company.invoiceIds(2, { open: 10_000n })
  await company.client.run(
    `mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { send { id } } }`,
    { input: { companyId: company.id, invoiceIds, afterReminder: 'CONTINUE', idempotencyKey: 'a' } },
  )
  await pages.t.settle()
  staffId = await people(pages.t.db, pages.t.app.database).user('Kaisa Käsittelijä', 'HANDLER')
})
afterAll(() => pages?.close())
afterEach(() => {
  expect(pages.complaints.splice(0)).toEqual([])
})

interface Words {
  language: PageLanguage
  group: string
  settlements: string
  letters: string
  companies: string
  choice: string
}

const languages: Words[] = [
  {
    language: 'FI',
    ...{ group: 'Raha', settlements: 'Tilitykset', letters: 'Kirjeet', companies: 'Yrityskortit' },
    choice: 'Pöydän osa',
  },
  {
    language: 'SV',
    ...{ group: 'Pengar', settlements: 'Redovisningar', letters: 'Brev', companies: 'Företagskort' },
    choice: 'Del av bordet',
  },
]

const PARTS = [
  ...['work', 'requests', 'letters', 'mail', 'returned', 'companies', 'kyc', 'masterIds'],
  ...['funds', 'settlements', 'invoices', 'rates', 'costs', 'messages', 'acts'],
]

describe.each(languages)('the staff desk in $language', (words) => {
  test('its parts stand in groups of the navigation; where the reader is, is marked; back goes back', async () => {
    const page = await pages.visitAs(staffId, words.language)
    await page.goto('/staff')
    const group = page.getByRole('navigation').getByRole('group', { name: words.group, exact: true })
    const settlements = group.getByRole('link', { name: words.settlements, exact: true })
    await settlements.click()
    await page.getByRole('heading', { level: 1, name: words.settlements, exact: true }).waitFor()
    expect(await settlements.getAttribute('aria-current')).toBe('page')
    await page.goBack()
    await page.waitForURL('**/staff')
    await page.getByRole('link', { name: words.companies, exact: true }).click()
    await page.locator('table.ledger tbody a.row-link').first().click()
    await page.waitForURL('**/staff/companies/*')
    await page.getByRole('heading', { level: 1, name: 'Mallitalo Oy' }).waitFor()
    const companies = page.getByRole('group').getByRole('link', { name: words.companies, exact: true })
    expect(await companies.getAttribute('aria-current')).toBe('page')
  })

  test('on a phone a part is chosen above the page', async () => {
    const page = await pages.visitAs(staffId, words.language, { width: 360 })
    await page.goto('/staff')
    await page.getByRole('combobox', { name: words.choice }).selectOption('letters')
    await page.waitForURL('**/staff?tab=letters')
    await page.getByRole('heading', { level: 1, name: words.letters, exact: true }).waitFor()
  })
})

test('how many were told of a link of a company does not stand beside the refusal of the next', async () => {
  const make = people(pages.t.db, pages.t.app.database)
  const masterId = await make.masterId([], [])
  const [row] = await pages.t.db.sql<{ code: string }>('SELECT code FROM access.master_id WHERE id = $1', [masterId])
  const businessId = await make.businessIdOf(await make.company())
  const page = await pages.visitAs(staffId, 'EN')
  await page.goto('/staff?tab=masterIds')
  const link = async () => {
    await page.getByLabel('Code of the Master-ID').fill(row?.code ?? '')
    await page.getByLabel("The company's business ID").fill(businessId)
    await page.getByLabel('Mandate').fill('Agreement of 1 March 2026')
    await page.getByRole('button', { name: 'Link', exact: true }).click()
  }
  await link()
  await page.getByRole('status').waitFor()
  await link()
  await page.getByText('The company is linked to this Master-ID already').waitFor()
  expect(await page.getByRole('status').count()).toBe(0)
})

test.each([
  ['light', 1280],
  ['dark', 360],
] as const)(
  'no part of the desk breaks a rule of accessibility or leaves the screen, in the %s theme and %i wide',
  async (colorScheme, width) => {
    const page = await pages.visitAs(staffId, 'FI', { width })
    await page.emulateMedia({ colorScheme })
    for (const part of PARTS) {
      await page.goto(`/staff?tab=${part}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      expect({ part, found: await findings(page), wider: await overflow(page) }).toEqual({ part, found: [], wider: 0 })
    }
  },
)
