import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { creditor } from '../kit/creditor.ts'
import { openPages, type Pages } from '../kit/pages.ts'
import { people } from '../kit/people.ts'

let pages: Pages
beforeAll(async () => {
  pages = await openPages()
})
afterAll(() => pages?.close())
afterEach(() => {
  expect(pages.complaints.splice(0)).toEqual([])
})

describe('letters in the pages', () => {
  test('are shown before sending, opened as PDF from invoice and assignment, and printed by staff', async () => {
    const { t } = pages
    const company = await creditor(t)
    const [invoiceId = ''] = await company.invoiceIds(1, { open: 10_000n })
    const page = await pages.visitAs(company.userId, 'FI')

    await page.goto(`${pages.address}/companies/${company.id}/invoices?section=OVERDUE`)
    await page.getByRole('checkbox').nth(1).check()
    await page.getByRole('button', { name: 'Käsittele erääntyneet' }).click()
    await page.getByRole('menuitem', { name: 'Siirrä Duettoon' }).click()
    await page.getByRole('button', { name: 'Näytä kirje' }).click()
    const shown = page.getByRole('dialog')
    await shown.locator('pre').waitFor()
    expect(await shown.getByRole('link', { name: 'Avaa PDF' }).getAttribute('href')).toMatch(/^blob:/)
    expect(await shown.locator('pre').textContent()).toContain('annetaan lähetettäessä')
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Lähetä aineisto Duetto-muistutuspalveluun (1 lasku)' }).click()
    await page.getByText('Lähetetty muistutuspalveluun').first().waitFor()
    await t.settle()
    await t.app.agency.calendar.advance(calendarDate('2026-03-02'))
    await t.settle()

    await page.goto(`${pages.address}/invoices/${invoiceId}`)
    const paper = page.getByRole('link', { name: 'Maksumuistutus' })
    const url = (await paper.getAttribute('href')) ?? ''
    const file = await page.request.get(`${pages.address}${url}`)
    expect([file.status(), file.headers()['content-type']]).toEqual([200, 'application/pdf'])
    await page.locator('a[href^="/assignments/"]').first().click()
    await page.getByRole('tab', { name: /Kirjeet/ }).click()
    expect(await page.getByRole('link', { name: 'Avaa PDF' }).getAttribute('href')).toBe(url)

    const staff = await pages.visitAs(await people(t.db, t.app.database).user('Staff', 'HANDLER'), 'SV')
    await staff.goto(`${pages.address}/staff?tab=letters&on=2026-03-02`)
    await staff.getByRole('button', { name: 'Gör en utskriftsfil' }).click()
    await staff.getByRole('button', { name: 'Märk som utskriven' }).click()
    await staff.getByRole('button', { name: 'Märk som utskriven' }).waitFor({ state: 'detached' })
    await staff.getByText('Inte ännu').waitFor({ state: 'detached' })
  })
})
