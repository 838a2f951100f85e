import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openPages, type Pages, signIn } from '../kit/pages.ts'
import { PASSWORD, people } from '../kit/people.ts'

let pages: Pages
beforeAll(async () => {
  pages = await openPages()
})
afterAll(() => pages?.close())
afterEach(() => {
  expect(pages.complaints.splice(0)).toEqual([])
})

const languages = [
  { locale: 'fi-FI', refused: 'Sähköposti tai salasana on väärä' },
  { locale: 'sv-FI', refused: 'E-posten eller lösenordet är fel' },
]

describe.each(languages)('signing in with a browser in $locale', ({ locale, refused }) => {
  test('a wrong password is refused in the reader’s words, the right one leads to the overview in the person’s own', async () => {
    const make = people(pages.t.db, pages.t.app.database)
    const userId = await make.personWith(await make.company(), 'COMPANY_ADMINISTRATOR')
    const page = await pages.visit({ locale })
    await page.goto('/')
    await page.waitForURL('**/sign-in?next=*')
    await page.locator('input[type=email]').fill(await make.emailOf(userId))
    await page.locator('input[type=password]').fill('not the password')
    await page.locator('button[type=submit]').click()
    await page.getByRole('alert').getByText(refused).waitFor()

    await page.locator('input[type=password]').fill(PASSWORD)
    await page.locator('button[type=submit]').click()
    await page.waitForURL('**/overview')
    await page.getByRole('heading', { level: 1, name: 'Yhteenveto' }).waitFor()
    await page.locator('header button[aria-haspopup=menu]').click()
    await page.getByRole('menuitem', { name: 'Kirjaudu ulos' }).click()
    await page.waitForURL('**/sign-in')
    await page.goto('/overview')
    await page.waitForURL('**/sign-in?next=*')
  })
})

test('whoever asked for a page before signing in is led back to it', async () => {
  const make = people(pages.t.db, pages.t.app.database)
  const userId = await make.personWith(await make.company(), 'BOOKKEEPER')
  const page = await pages.visit()
  await signIn(page, await make.emailOf(userId), '/assignments?stage=NOTICE')
  await page.waitForURL('**/assignments?stage=NOTICE')
})

test('a link that would lead to another host leads to the front page instead', async () => {
  const make = people(pages.t.db, pages.t.app.database)
  const userId = await make.personWith(await make.company(), 'BOOKKEEPER')
  const page = await pages.visit()
  await signIn(page, await make.emailOf(userId), '/sign-in?next=//elsewhere.example/')
  expect(new URL(page.url()).origin).toBe(pages.address)
})

test('the language chosen in the settings is the language of the next sign-in too', async () => {
  const make = people(pages.t.db, pages.t.app.database)
  const userId = await make.personWith(await make.company(), 'BOOKKEEPER')
  const first = await pages.visitAs(userId, 'FI')
  await first.goto('/settings')
  await first.getByText('Svenska').click()
  await first.getByRole('heading', { level: 1, name: 'Inställningar' }).waitFor()
  await first.getByRole('link', { name: 'Översikt' }).first().waitFor()

  const second = await pages.visit({ locale: 'fi-FI' })
  await signIn(second, await make.emailOf(userId), '/settings')
  await second.getByRole('heading', { level: 1, name: 'Inställningar' }).waitFor()
})
