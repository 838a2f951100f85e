import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { creditor } from '../kit/creditor.ts'
import { openPages, type PageLanguage, type Pages } from '../kit/pages.ts'

let pages: Pages
beforeAll(async () => {
  pages = await openPages()
})
afterAll(() => pages?.close())
afterEach(() => {
  expect(pages.complaints.splice(0)).toEqual([])
})

interface Words {
  language: PageLanguage
  transfer: string
  noAddress: string
  send: string
  sent: string
  already: string
  noneSent: string
}

const languages: Words[] = [
  {
    language: 'FI',
    transfer: 'Käsittele erääntyneet: siirrä Duettoon',
    noAddress: 'Osoite puuttuu',
    send: 'Lähetä 3 laskua muistutuspalveluun',
    sent: 'Lähetetty muistutuspalveluun',
    already: 'Nämä laskut on jo lähetetty',
    noneSent: 'Ei vielä muistutuslähetyksiä',
  },
  {
    language: 'SV',
    transfer: 'Behandla förfallna: överför till Duetto',
    noAddress: 'Adress saknas',
    send: 'Skicka 3 fakturor till påminnelsetjänsten',
    sent: 'Skickat till påminnelsetjänsten',
    already: 'Dessa fakturor har redan skickats',
    noneSent: 'Inga påminnelsesändningar ännu',
  },
]

describe.each(languages)('sending overdue invoices in $language', (words) => {
  test('what cannot go is told before; a double click, a refresh and the back button send once', async () => {
    const company = await creditor(pages.t)
    await company.invoiceIds(3, { open: 10_000n })
    await company.invoiceIds(1, { hasAddress: false })
    const page = await pages.visitAs(company.userId, words.language)
    await page.goto(`/companies/${company.id}/invoices`)
    await page.locator('thead input[type=checkbox]').check()
    await page.getByRole('button', { name: words.transfer }).click()

    await page.getByText(words.noAddress).first().waitFor()
    await page.locator('tfoot').getByText('300,00').waitFor()
    await page.getByRole('button', { name: words.send }).dblclick()
    await page.getByRole('heading', { level: 1, name: words.sent }).waitFor()
    expect(await page.locator('table.ledger tbody tr').count()).toBe(3)

    await page.reload()
    await page.getByText(words.already).waitFor()
    await page.goBack()
    await page.locator('table.ledger').waitFor()
    const sends = await pages.t.db.sql('SELECT count(*)::int AS count FROM duetto.send WHERE company_id = $1', [
      company.companyId,
    ])
    expect(sends).toEqual([{ count: 1 }])
  })

  test('a company without sends says what to do', async () => {
    const company = await creditor(pages.t)
    const page = await pages.visitAs(company.userId, words.language)
    await page.goto(`/companies/${company.id}/reminder-sends`)
    await page.getByText(words.noneSent).waitFor()
  })
})

test('a dropped line keeps the draft, and trying again sends once', async () => {
  const company = await creditor(pages.t)
  await company.invoiceIds(1)
  const page = await pages.visitAs(company.userId, 'EN')
  await page.goto(`/companies/${company.id}/invoices`)
  await page.locator('thead input[type=checkbox]').check()
  await page.getByRole('button', { name: 'Handle overdue: transfer to Duetto' }).click()
  const button = page.getByRole('button', { name: 'Send 1 invoice to the reminder service' })
  await button.waitFor()
  // The answer is lost after the server has done its work.
  await page.route('**/graphql', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await button.click()
  await page.getByText('No connection').waitFor()
  await page.unroute('**/graphql')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { level: 1, name: 'Sent to the reminder service' }).waitFor()
  const sends = await pages.t.db.sql('SELECT count(*)::int AS count FROM duetto.send WHERE company_id = $1', [
    company.companyId,
  ])
  expect(sends).toEqual([{ count: 1 }])
  expect(pages.complaints.splice(0)).toEqual([expect.stringContaining('ERR_FAILED')])
})
