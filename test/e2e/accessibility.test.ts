import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findings } from '../kit/accessibility.ts'
import { type Creditor, creditor, IDENTITY } from '../kit/creditor.ts'
import { openPages, type Pages } from '../kit/pages.ts'

let pages: Pages
let company: Creditor
beforeAll(async () => {
  pages = await openPages()
  company = await creditor(pages.t)
  const invoiceIds = await company.invoiceIds(2)
  await company.invoiceIds(2)
  await company.client.run(
    `mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { send { id } } }`,
    { input: { companyId: company.id, invoiceIds, afterReminder: 'CONTINUE', idempotencyKey: 'a' } },
  )
  await pages.t.settle()
})
afterAll(() => pages?.close())

const paths = (): Record<string, string> => ({
  overview: '/overview',
  companies: '/companies',
  assignments: '/assignments',
  queue: '/queue',
  sends: '/sends',
  payments: '/payments',
  reports: '/reports',
  company: `/companies/${company.id}/invoices`,
  customers: `/companies/${company.id}/customers`,
  history: `/companies/${company.id}/history`,
  service: `/companies/${company.id}/service`,
  store: `/companies/${company.id}/store`,
  connections: `/companies/${company.id}/connections`,
  import: '/import',
  settings: '/settings',
})

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test('the sign-in page breaks no rule of accessibility', async () => {
    const page = await pages.visit()
    await page.emulateMedia({ colorScheme })
    await page.goto('/sign-in')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await findings(page)).toEqual([])
  })

  test('a table before it is imported breaks no rule of accessibility', async () => {
    const page = await pages.visitAs(company.userId, 'FI')
    await page.emulateMedia({ colorScheme })
    await page.goto('/import')
    const text =
      'Lasku;Asiakas;Laskun päivä;Eräpäivä;Summa;Muuta\n1;Ostaja;1.2.2026;15.2.2026;1,00;x\n2;;1.2.2026;15.2.2026;1,00;\n'
    await page.setInputFiles('input[type=file]', [{ name: 'l.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }])
    await page.getByRole('button', { name: 'Tuo 1 lasku', exact: true }).waitFor()
    expect(await findings(page)).toEqual([])
  })

  test('no step into the service breaks a rule of accessibility', async () => {
    const beginner = await creditor(pages.t, 'NOT_ACTIVE')
    const input = { companyId: beginner.id }
    const page = await pages.visitAs(beginner.userId, 'FI')
    await page.emulateMedia({ colorScheme })
    const look = async (heading: string) => {
      await page.goto(`/companies/${beginner.id}/store`)
      await page.getByRole('heading', { name: heading, exact: true }).waitFor()
      expect(await findings(page)).toEqual([])
    }
    await look('Käyttöönotto')
    const begin = 'mutation ($input: BeginActivationInput!) { beginActivation(input: $input) { error { code } } }'
    await beginner.client.run(begin, { input })
    await look('Siirry Duetton käyttöönottoon')
    const state = 'mutation ($input: StateIdentityInput!) { stateIdentity(input: $input) { error { code } } }'
    await beginner.client.run(state, { input: { ...input, identity: IDENTITY } })
    await look('Palvelun ehdot')
  })

  test('no page breaks a rule of accessibility', async () => {
    const page = await pages.visitAs(company.userId, 'FI')
    await page.emulateMedia({ colorScheme })
    for (const path of Object.values(paths())) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      expect({ path, found: await findings(page) }).toEqual({ path, found: [] })
    }
  })
})
