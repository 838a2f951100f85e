import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { creditor } from '../kit/creditor.ts'
import { openPages, type PageLanguage, type Pages } from '../kit/pages.ts'
import { people } from '../kit/people.ts'

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
  take: string
  toTerms: string
  accept: string
  pending: string
  approve: string
  handle: string
  transfer: string
  channel: string
  send: string
  sent: string
  total: string
}

const languages: Words[] = [
  {
    language: 'FI',
    take: 'Ota käyttöön',
    toTerms: 'Siirry Duetton käyttöönottoon',
    accept: 'Hyväksy ehdot ja ota käyttöön',
    pending: 'Duetto tunnistaa yritystä',
    approve: 'Hyväksy tunnistus',
    handle: 'Käsittele erääntyneet',
    transfer: 'Siirrä Duettoon',
    channel: 'Kanava: Duetto-muistutuspalvelu',
    send: 'Lähetä aineisto Duetto-muistutuspalveluun (2 laskua)',
    sent: 'Lähetetty muistutuspalveluun',
    total: 'Yhteensä, verollinen 2,38',
  },
  {
    language: 'SV',
    take: 'Ta i bruk',
    toTerms: 'Gå till Duettos ibruktagande',
    accept: 'Godkänn villkoren och ta i bruk',
    pending: 'Duetto identifierar företaget',
    approve: 'Godkänn identifieringen',
    handle: 'Behandla förfallna',
    transfer: 'Överför till Duetto',
    channel: 'Kanal: Duettos påminnelsetjänst',
    send: 'Skicka materialet till Duettos påminnelsetjänst (2 fakturor)',
    sent: 'Skickat till påminnelsetjänsten',
    total: 'Totalt, med moms 2,38',
  },
]

test.each(languages)('A1-A4, R2: a company takes the service into use and sends in $language', async (words) => {
  const company = await creditor(pages.t, 'NOT_ACTIVE')
  await pages.t.db.sql("UPDATE access.app_user SET phone = '+358 40 000 0000' WHERE id = $1", [company.userId])
  await company.invoiceIds(2, { open: 10_000n })
  const page = await pages.visitAs(company.userId, words.language)
  await page.goto(`/companies/${company.id}/service`)
  await page.getByRole('button', { name: words.take }).click()
  await page.getByRole('button', { name: words.toTerms }).click()
  await page.getByRole('button', { name: words.accept }).click()
  await page.getByText(words.pending).waitFor()

  const supervisor = await people(pages.t.db, pages.t.app.database).user(`Supervisor ${words.language}`, 'SUPERVISOR')
  const desk = await pages.visitAs(supervisor, words.language)
  await desk.goto(`/staff?tab=kyc&answer=${encodeURIComponent(company.id)}`)
  await desk.getByRole('button', { name: words.approve }).click()
  await desk.getByRole('dialog').waitFor({ state: 'detached' })

  await page.goto(`/companies/${company.id}/invoices`)
  await page.locator('thead input[type=checkbox]').check()
  await page.getByRole('button', { name: words.handle }).click()
  await page.getByRole('menuitem', { name: words.transfer }).click()
  await page.getByText(words.channel).waitFor()
  await page.getByRole('button', { name: words.send }).click()
  await page.getByRole('heading', { level: 1, name: words.sent }).waitFor()

  await page.goto(`/companies/${company.id}/service`)
  await page.getByText(words.total).waitFor()
})

describe('who may not', () => {
  test('A1: a bookkeeper sees the service and why it cannot be taken into use', async () => {
    const company = await creditor(pages.t, 'NOT_ACTIVE')
    const keeper = await people(pages.t.db, pages.t.app.database).personWith(company.companyId, 'BOOKKEEPER')
    const page = await pages.visitAs(keeper, 'EN')
    await page.goto(`/companies/${company.id}/service`)
    await page.getByText('can take the service into use').waitFor()
    expect(await page.getByRole('button', { name: 'Take into use' }).count()).toBe(0)
  })
})
