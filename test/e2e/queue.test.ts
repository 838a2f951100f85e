import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { openPages, type PageLanguage, type Pages } from '../kit/pages.ts'
import { people } from '../kit/people.ts'

let pages: Pages
let accountant: bigint
let late: Creditor

/** A bureau with a company that has sent two invoices, and one with three that wait. */
beforeAll(async () => {
  pages = await openPages()
  const make = people(pages.t.db, pages.t.app.database)
  const sent = await creditor(pages.t)
  await sent.client.run(
    `mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }`,
    {
      input: {
        companyId: sent.id,
        invoiceIds: await sent.invoiceIds(2),
        afterReminder: 'RETURN',
        idempotencyKey: 'first',
      },
    },
  )
  late = await creditor(pages.t)
  await late.invoiceIds(3)
  await pages.t.settle()
  accountant = await make.user('Malli Kirjanpitäjä')
  await make.masterId([accountant], [sent.companyId, late.companyId])
})
afterAll(() => pages?.close())
afterEach(() => {
  expect(pages.complaints.splice(0)).toEqual([])
})

interface Words {
  language: PageLanguage
  queue: string
  ready: RegExp
  reports: string
  arrived: RegExp
  sends: string
}

const languages: Words[] = [
  {
    language: 'FI',
    ...{ queue: 'Työjono', ready: /Valmiina muistutettavaksi.*3/s, reports: 'Raportit', sends: 'Lähetykset' },
    arrived: /Kaikki yritykset.*2.*248,00/s,
  },
  {
    language: 'SV',
    ...{ queue: 'Arbetskö', ready: /Redo för påminnelse.*3/s, reports: 'Rapporter', sends: 'Sändningar' },
    arrived: /Alla företag.*2.*248,00/s,
  },
]

describe.each(languages)('across companies in $language', (words) => {
  test('the work queue leads to the invoices that wait, and back', async () => {
    const page = await pages.visitAs(accountant, words.language)
    await page.getByRole('link', { name: words.queue, exact: true }).click()
    await page.getByRole('heading', { level: 1, name: words.queue }).waitFor()
    await page.getByRole('button', { name: words.ready }).click()
    await page.waitForURL('**/queue?kind=TO_REMINDER')
    await page.locator('table.ledger tbody tr').first().locator('a').click()
    await page.waitForURL(`**/companies/${late.id}/invoices?section=OVERDUE`)
    await expect.poll(() => page.locator('table.ledger tbody tr').count()).toBe(3)
    await page.goBack()
    await page.waitForURL('**/queue?kind=TO_REMINDER')
    expect(await page.getByRole('button', { name: words.ready }).getAttribute('aria-pressed')).toBe('true')
  })

  test('sends of every company stand in one list, and the report adds them up', async () => {
    const page = await pages.visitAs(accountant, words.language)
    await page.getByRole('link', { name: words.sends, exact: true }).click()
    await page.getByRole('heading', { level: 1, name: words.sends }).waitFor()
    await expect.poll(() => page.locator('table.ledger tbody tr').count()).toBe(1)
    await page.getByRole('link', { name: words.reports, exact: true }).click()
    await page.getByRole('heading', { level: 1, name: words.reports }).waitFor()
    await expect.poll(() => page.locator('tfoot').textContent()).toMatch(words.arrived)
  })
})
