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

const SEND =
  'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { send { sentCount } error { code } } }'

describe('a day at the staff desk', () => {
  test('a dispute is answered, more time is given, a list of returned mail is marked, a plan is made, debts are stated: each letter and event is there', async () => {
    const { t } = pages
    const company = await creditor(t)
    const [invoiceId = ''] = await company.invoiceIds(1, { open: 10_000n })
    const input = { companyId: company.id, invoiceIds: [invoiceId], afterReminder: 'CONTINUE', idempotencyKey: 'k' }
    await company.client.run(SEND, { input })
    await t.settle()
    await t.app.agency.calendar.advance(calendarDate('2026-03-02'))
    await t.settle()

    // The company reports what the debtor says.
    const page = await pages.visitAs(company.userId, 'SV')
    await page.goto(`${pages.address}/invoices/${invoiceId}`)
    await page.locator('a[href^="/assignments/"]').first().click()
    await page.getByRole('button', { name: 'om 30 dagar' }).click()
    await page.getByText('skulle', { exact: false }).first().waitFor()
    await page.getByRole('button', { name: 'Anmäl bestridande' }).click()
    await page.getByRole('textbox', { name: 'Orsak' }).fill('Varorna kom aldrig')
    await page.getByRole('button', { name: 'Anmäl bestridandet' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await t.settle()

    // Staff find it in the work list and answer it with reasons.
    const staff = await pages.visitAs(await people(t.db, t.app.database).user('Kaisa Käsittelijä', 'HANDLER'), 'EN')
    await staff.goto(`${pages.address}/staff`)
    await staff.getByText('Dispute to answer').first().click()
    await staff.getByText('Disputed: answer the dispute first.').first().waitFor()
    await staff.getByRole('button', { name: 'Reject the dispute' }).click()
    const dialog = staff.getByRole('dialog')
    await dialog.getByRole('textbox').fill('The delivery was signed for.')
    await dialog.getByRole('button', { name: 'Reject the dispute' }).click()
    await dialog.waitFor({ state: 'detached' })
    await staff.getByText('Rejected: The delivery was signed for.').waitFor()

    // More time at the debtor's request, at what the law allows.
    await staff.getByRole('button', { name: 'Give more time' }).click()
    await dialog.getByText('513/1999').first().waitFor()
    await dialog.getByRole('button', { name: 'Give more time' }).click()
    await dialog.waitFor({ state: 'detached' })
    await staff.getByText('More time granted').waitFor()
    await staff.getByRole('tab', { name: /Letters/ }).click()
    await staff.getByRole('button', { name: 'Payment reminder' }).click()
    await dialog.locator('pre').waitFor()
    await staff.keyboard.press('Escape')
    await staff.getByRole('tab', { name: 'What the law says' }).click()
    await staff.getByText('Not against consumers.').first().waitFor()

    // The company's policy, from its file.
    await staff.getByRole('link', { name: 'Mallitalo Oy' }).click()
    await staff.getByRole('button', { name: 'New version' }).click()
    await dialog.getByRole('button', { name: 'Save the version' }).click()
    await dialog.waitFor({ state: 'detached' })
    await staff.getByText('Version 1').first().waitFor()
    // The rest of the company's file: where it is, its way into the service, its prices.
    await staff.getByRole('tab', { name: 'Contact data' }).click()
    await staff.getByText('The data come with the material', { exact: false }).waitFor()
    await staff.getByRole('tab', { name: 'Taking into use' }).click()
    await staff.getByText('Terms, version').first().waitFor()
    await staff.getByRole('tab', { name: 'Price list' }).click()
    await staff.getByRole('table').first().waitFor()

    // The letter with the answer came back: the post's list is judged, then marked.
    const [row] = await t.db.sql<{ reference: string }>('SELECT reference FROM agency.assignment')
    await staff.goto(`${pages.address}/staff?tab=returned`)
    await staff.getByRole('textbox', { name: 'Returned letters' }).fill(`${row?.reference}\n99999`)
    await staff.getByRole('button', { name: 'Check' }).click()
    await staff.getByText('will wait for an address').waitFor()
    await staff.getByText('not known').waitFor()
    await staff.getByRole('button', { name: 'Mark 1 as returned' }).click()
    await staff.getByText('1 marked as returned.').waitFor()
    await staff.getByText('marked', { exact: true }).click()

    // A new address, and a payment plan: its letter has a paper, and the what-if shows its instalments.
    await staff.getByText('Mail returned').first().waitFor()
    await staff.getByRole('button', { name: 'New address' }).click()
    await dialog.getByRole('textbox', { name: 'Street' }).fill('Uusikatu 2')
    await dialog.getByRole('button', { name: 'New address' }).click()
    await dialog.waitFor({ state: 'detached' })
    await staff.getByRole('button', { name: 'Make a payment plan' }).click()
    await dialog.getByRole('button', { name: 'Make a payment plan' }).click()
    await dialog.waitFor({ state: 'detached' })
    await staff.getByRole('tab', { name: /Letters/ }).click()
    await staff.getByRole('button', { name: 'Answer to a dispute' }).waitFor()
    await staff.getByRole('button', { name: 'Extension of time' }).waitFor()
    await staff.getByRole('button', { name: 'Payment plan' }).click()
    await dialog.getByText('Uusikatu 2', { exact: false }).waitFor()
    await staff.keyboard.press('Escape')
    await staff.getByRole('tab', { name: 'Balance explained' }).click()
    await staff.getByText('The payment plan on', { exact: false }).waitFor()

    // A statement of debts, free once a year: a second within the year is given when it is confirmed.
    await staff.getByRole('button', { name: 'Statement of debts' }).click()
    await dialog.getByText('No other debt of this debtor is known.').waitFor()
    await dialog.getByText('513/1999 4 a §', { exact: false }).waitFor()
    await dialog.getByRole('button', { name: 'Give the statement' }).click()
    await dialog.waitFor({ state: 'detached' })
    await staff.getByText('Statement of debts given').waitFor()
    await staff.getByRole('button', { name: 'Statement of debts' }).click()
    await dialog.getByText('A statement was given on', { exact: false }).waitFor()
    const second = dialog.getByRole('button', { name: 'Give the statement' })
    expect(await second.isDisabled()).toBe(true)
    await dialog.getByRole('checkbox', { name: 'Give another, without charge' }).check()
    await second.click()
    await dialog.waitFor({ state: 'detached' })
    await staff.getByText('Statement of debts given').nth(1).waitFor()
    await staff.getByRole('tab', { name: /Letters/ }).click()
    await staff
      .getByRole('row', { name: /Statement of debts/ })
      .getByRole('link', { name: 'PDF' })
      .first()
      .waitFor()

    // The company sees what has been done.
    await t.settle()
    await page.reload()
    await page.getByText('Avvisat: The delivery was signed for.').waitFor()
    await page.getByText('Förlängd betalningstid').first().waitFor()
    // All but what is between the agency and the debtor.
    expect(await page.getByText('Specifikation av skulder').count()).toBe(0)
  })
})
