import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { endLink } from '../../server/src/access/provision.ts'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { openPages, type PageLanguage, type Pages } from '../kit/pages.ts'
import { people, signedIn } from '../kit/people.ts'

let pages: Pages
let company: Creditor
let auditorId: bigint
let staffId: bigint

const REGISTER = `mutation ($input: RegisterPaymentInput!) { registerPayment(input: $input) { payment { id } error { code } } }`
const STATUS = `mutation ($input: UpdateCollectionStatusInput!) { updateCollectionStatus(input: $input) { error { code } } }`
const CUSTOMER = `mutation ($input: UpdateCustomerInput!) { updateCustomer(input: $input) { error { code } } }`

/** One of the staff gives the debtor more time. */
async function extend(): Promise<void> {
  const { t } = pages
  const [found] = await t.db.sql<{ company_id: bigint; id: bigint }>(
    'SELECT company_id, id FROM agency.assignment LIMIT 1',
  )
  const assignmentId = encodeId('StaffAssignment', found?.company_id ?? 0n, found?.id ?? 0n)
  const { grantExtension } = await (await signedIn(t, staffId)).run(
    'mutation ($input: GrantExtensionInput!) { grantExtension(input: $input) { error { code } } }',
    { input: { assignmentId, until: '2026-04-15', charge: false } },
  )
  expect(grantExtension.error).toBeNull()
}

/** A company in which its own people, a bureau, a program and staff have acted. */
beforeAll(async () => {
  pages = await openPages()
  const { t } = pages
  const make = people(t.db, t.app.database)
  company = await creditor(t)
  auditorId = await make.personWith(company.companyId, 'AUDITOR')
  staffId = await make.user('Stina Staff', 'HANDLER')
  const bureauId = await make.user('Bea Byrå')
  const masterId = await make.masterId([bureauId], [company.companyId])
  const [first = '', second = '', third = ''] = await company.invoiceIds(3)
  const pay = (invoiceId: string, key: string) => ({
    input: { invoiceId, amount: '24.00', paidOn: '2026-03-01', idempotencyKey: key },
  })
  await company.client.run(REGISTER, pay(first, 'own'))
  await (await signedIn(t, bureauId)).run(STATUS, {
    input: { invoiceId: second, status: 'REMINDED', on: '2026-02-25', letterChannel: 'PRINT', letterCost: '5.00' },
  })
  await t.app.database.agency('system', (unit) => endLink(unit, company.companyId, masterId))
  const { createApiToken } = await company.client.run(
    'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }',
    { input: { name: 'Webshop', readOnly: false, expiresOn: '2027-01-01' } },
  )
  await t.client.withToken(createApiToken.secret).run(REGISTER, pay(third, 'shop'))
  const [customer] = (
    await company.client.run('query ($id: ID!) { customers(companyId: $id) { nodes { id } } }', { id: company.id })
  ).customers.nodes
  await company.client.run(CUSTOMER, {
    input: { customerId: customer.id, phone: '+358 40 000 0000', kind: 'BUSINESS' },
  })
  await company.client.run(
    'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }',
    { input: { companyId: company.id, invoiceIds: [third], afterReminder: 'RETURN', idempotencyKey: 'send' } },
  )
  await t.settle()
  await t.app.agency.calendar.advance(calendarDate('2026-03-02'))
  await extend()
  await t.settle()
})
afterAll(() => pages?.close())
afterEach(() => {
  expect(pages.complaints.splice(0)).toEqual([])
})

interface Words {
  language: PageLanguage
  ended: string
  registered: string
  status: string
  before: string
  after: string
  open: string
  reminded: string
  overdue: string
  act: string
  who: string
  staff: string
  extended: string
  shop: string
  none: string
  clear: string
  search: string
}

const languages: Words[] = [
  {
    language: 'FI',
    ...{ ended: 'Master-ID-liitos päätetty', registered: 'Maksu kirjattu', status: 'Tila muutettu', before: 'Ennen' },
    ...{ after: 'Jälkeen', open: 'Avoinna', reminded: 'Muistutettu', overdue: 'Erääntynyt', act: 'Toimi', who: 'Kuka' },
    ...{
      staff: 'Duetton henkilöstö',
      extended: 'Maksuaikaa annettu lisää',
      shop: 'API-avain Webshop',
      none: 'Ei osumia',
    },
    ...{ clear: 'Poista kaikki rajaukset', search: 'Laskun numero, tunnus' },
  },
  {
    language: 'SV',
    ...{
      ended: 'Master-ID-koppling avslutad',
      registered: 'Betalning registrerad',
      status: 'Status ändrad',
      before: 'Före',
    },
    ...{ after: 'Efter', open: 'Öppet', reminded: 'Påmind', overdue: 'Förfallen', act: 'Åtgärd', who: 'Vem' },
    ...{
      staff: 'Duettos personal',
      extended: 'Betalningstid förlängd',
      shop: 'API-nyckel Webshop',
      none: 'Inga träffar',
    },
    ...{ clear: 'Ta bort alla filter', search: 'Fakturanummer, kod' },
  },
]

describe.each(languages)('the history of a company in $language', (words) => {
  test('an auditor sees who did what on whose behalf, what changed, narrows it and takes it along', async () => {
    const page = await pages.visitAs(auditorId, words.language)
    await page.goto(`${pages.address}/companies/${encodeURIComponent(company.id)}/history`)
    const rows = page.locator('table.ledger > tbody > tr')
    const row = (text: string) => rows.filter({ hasText: text })
    await row(words.status).first().waitFor()
    expect(await row(words.status).textContent()).toContain('Bea Byrå')
    expect(await row(words.status).textContent()).toContain('Tilitoimisto')
    const values = row(words.status).locator('.act-values')
    expect(await values.textContent()).toContain(words.before)
    expect(await values.textContent()).toContain(words.after)
    expect(await values.textContent()).toContain(`${words.overdue}${words.reminded}`)
    expect(await row(words.shop).textContent()).toContain(words.registered)
    expect(await row(words.extended).textContent()).toContain(words.staff)
    expect(await page.locator('body').textContent()).not.toContain('Stina Staff')

    await page
      .getByRole('combobox', { name: words.who })
      .or(page.getByRole('textbox', { name: words.who }))
      .click()
    await page.getByRole('option', { name: words.staff }).click()
    await expect.poll(() => rows.count()).toBe(1)
    expect(page.url()).toContain('who=actor')
    await page.getByRole('searchbox', { name: words.search }).fill('nothing like it')
    await page.getByText(words.none).waitFor()
    await page.getByRole('button', { name: words.clear }).click()
    await row(words.registered).first().waitFor()

    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
    const text = readFileSync(await file.path(), 'utf8')
    expect(text).toContain(words.registered)
    expect(text).toContain('Webshop')
    await page.close()
  })
})

test.each([
  {
    language: 'FI',
    shown: 'Näytä',
    openings: 'Asiakirjojen avaukset',
    opened: 'Asiakirja avattu',
    paid: 'Maksu kirjattu',
  },
  {
    language: 'SV',
    shown: 'Visa',
    openings: 'Öppnade dokument',
    opened: 'Dokument öppnat',
    paid: 'Betalning registrerad',
  },
] as const)('who opened a document is shown when it is asked for, in $language', async (words) => {
  const { feeStatement } = await company.client.run(
    'query ($id: ID!) { feeStatement(companyId: $id, month: "2026-03") { statement } }',
    { id: company.id },
  )
  expect((await company.client.read(`${feeStatement.statement}.fi.pdf`)).status).toBe(200)
  const page = await pages.visitAs(auditorId, words.language)
  await page.goto(`${pages.address}/companies/${encodeURIComponent(company.id)}/history`)
  const rows = page.locator('table.ledger > tbody > tr')
  await rows.filter({ hasText: words.paid }).first().waitFor()
  expect(await rows.filter({ hasText: words.opened }).count()).toBe(0)
  await page
    .getByRole('combobox', { name: words.shown })
    .or(page.getByRole('textbox', { name: words.shown }))
    .click()
  await page.getByRole('option', { name: words.openings }).click()
  await rows.filter({ hasText: words.opened }).filter({ hasText: '2026-03' }).first().waitFor()
  expect(await rows.filter({ hasText: words.paid }).count()).toBe(0)
  await page.close()
})

test('a bookkeeper is told that the history is not theirs to read', async () => {
  const make = people(pages.t.db, pages.t.app.database)
  const keeper = await make.personWith(company.companyId, 'BOOKKEEPER')
  const page = await pages.visitAs(keeper, 'EN')
  await page.goto(`${pages.address}/companies/${encodeURIComponent(company.id)}/history`)
  await page.getByText('History is not yours to read').waitFor()
  await page.close()
})

test('staff find their acts by company and person, and on the case itself; a person sees their own sign-ins', async () => {
  const page = await pages.visitAs(staffId, 'EN')
  await page.goto(`${pages.address}/staff?tab=acts`)
  const row = page.locator('table.ledger > tbody > tr').filter({ hasText: 'Extension granted' })
  expect(await row.textContent()).toContain('Stina Staff')
  await row.getByRole('link').first().click()
  await page.getByRole('tab', { name: 'Acts of staff' }).click()
  await page.locator('.act-values').filter({ hasText: 'Until' }).waitFor()
  await page.goto(`${pages.address}/settings`)
  await page.locator('table.ledger > tbody > tr').filter({ hasText: 'Signed in' }).first().waitFor()
  await page.close()
})
