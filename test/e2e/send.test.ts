import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Creditor, creditor, invoiceGlobalId } from '../kit/creditor.ts'
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
  handle: string
  transfer: string
  process: string
  channel: string
  noAddress: string
  mendCard: string
  street: string
  send: (count: number) => string
  sent: string
  leaveOut: string
  leaveOutMany: string
  noneSent: string
  all: string
  sending: string
  handled: (count: number) => string
  refused: string
  notSent: string
  handleReminded: string
  transferReminded: string
  collectionChannel: string
  sendToCollection: string
  sentToCollection: string
  lettersMissing: string
}

const languages: Words[] = [
  {
    language: 'FI',
    ...{ handle: 'Käsittele erääntyneet', transfer: 'Siirrä Duettoon' },
    process: 'Tulosta ja lähetä: Duetto-muistutuspalvelu',
    channel: 'Tyyppi: maksumuistutus · Kanava: Duetto-muistutuspalvelu',
    ...{ noAddress: 'Osoite puuttuu', mendCard: 'Korjaa asiakaskortilla', street: 'Katuosoite tai postilokero' },
    send: (count) => `Lähetä aineisto Duetto-muistutuspalveluun (${count} laskua)`,
    ...{ sent: 'Lähetetty muistutuspalveluun', leaveOut: 'Jätä pois lasku, jota ei voi lähettää' },
    leaveOutMany: 'Jätä pois 3 laskua, joita ei voi lähettää',
    noneSent: 'Ei vielä muistutuslähetyksiä',
    ...{ all: 'Valitse kaikki 300 hakua vastaavaa', sending: 'Lähetetään muistutuspalveluun' },
    handled: (count) => `${count} / 300 laskua käsitelty`,
    ...{ refused: 'Miksi osa ei lähtenyt', notSent: 'Ei lähetetyt' },
    ...{ handleReminded: 'Käsittele muistutetut', transferReminded: 'Siirrä Duetto-perintään' },
    collectionChannel: 'Tyyppi: perintäkirje · Kanava: Duetto-perintäpalvelu',
    sendToCollection: 'Lähetä aineisto Duetto-perintäpalveluun (1 lasku)',
    ...{ sentToCollection: 'Lähetetty perintäpalveluun', lettersMissing: 'Muistutuskirje on lähettämättä' },
  },
  {
    language: 'SV',
    ...{ handle: 'Behandla förfallna', transfer: 'Överför till Duetto' },
    process: 'Skriv ut och skicka: Duettos påminnelsetjänst',
    channel: 'Typ: betalningspåminnelse · Kanal: Duettos påminnelsetjänst',
    ...{ noAddress: 'Adress saknas', mendCard: 'Rätta på kundkortet', street: 'Gatuadress eller postbox' },
    send: (count) => `Skicka materialet till Duettos påminnelsetjänst (${count} fakturor)`,
    ...{ sent: 'Skickat till påminnelsetjänsten', leaveOut: 'Lämna bort fakturan som inte kan skickas' },
    leaveOutMany: 'Lämna bort 3 fakturor som inte kan skickas',
    noneSent: 'Inga påminnelsesändningar ännu',
    ...{ all: 'Välj alla 300 som motsvarar sökningen', sending: 'Skickas till påminnelsetjänsten' },
    handled: (count) => `${count} / 300 fakturor behandlade`,
    ...{ refused: 'Varför en del inte skickades', notSent: 'Inte skickade' },
    ...{ handleReminded: 'Behandla anmärkta', transferReminded: 'Överför till Duettos indrivning' },
    collectionChannel: 'Typ: indrivningsbrev · Kanal: Duettos indrivningstjänst',
    sendToCollection: 'Skicka materialet till Duettos indrivningstjänst (1 faktura)',
    ...{ sentToCollection: 'Skickat till indrivningstjänsten', lettersMissing: 'Ett påminnelsebrev har inte skickats' },
  },
]

/** How many sends and assignments the books have. */
async function books(company: Creditor) {
  const [row] = await pages.t.db.sql(
    `SELECT (SELECT count(*)::int FROM duetto.send WHERE company_id = $1) AS sends,
       (SELECT count(*)::int FROM duetto.assignment WHERE company_id = $1) AS assignments`,
    [company.companyId],
  )
  return row
}

async function choose(page: Page, company: Creditor, handle: string, transfer: string, section = 'OVERDUE') {
  await page.goto(`/companies/${company.id}/invoices?section=${section}`)
  await page.locator('thead input[type=checkbox]').check()
  await page.getByRole('button', { name: handle }).click()
  await page.getByRole('menuitem', { name: transfer }).click()
  await page.waitForURL('**/send/**')
}

describe.each(languages)('sending overdue invoices in $language', (words) => {
  test('what cannot go is told before; a double click, a refresh and the back button send once', async () => {
    const company = await creditor(pages.t)
    await company.invoiceIds(3, { open: 10_000n })
    await company.invoiceIds(1, { hasAddress: false })
    const page = await pages.visitAs(company.userId, words.language)
    await choose(page, company, words.handle, words.transfer)

    await page.getByRole('heading', { level: 1, name: words.process }).waitFor()
    await page.getByText(words.channel).waitFor()
    await page.getByText(words.noAddress).first().waitFor()
    expect(await page.getByLabel(words.leaveOut).isChecked()).toBe(true)
    await page.locator('tfoot').getByText('300,00').waitFor()
    const draft = page.url()
    await page.getByRole('button', { name: words.send(3) }).dblclick()
    await page.getByRole('heading', { level: 1, name: words.sent }).waitFor()
    expect(await page.locator('table.ledger tbody tr').count()).toBe(3)

    await page.reload()
    await page.getByRole('heading', { level: 1, name: words.sent }).waitFor()
    await page.goBack()
    await page.locator('table.ledger').waitFor()
    // The draft's own address, from another place: the send is there, and nothing to send.
    await page.goto(draft)
    await page.locator('a[href^="/sends/"]').last().waitFor()
    expect(await page.getByRole('button', { name: words.send(3) }).count()).toBe(0)
    expect(await books(company)).toEqual({ sends: 1, assignments: 3 })
  })

  test('a problem leads to where it is mended, and what was refused stands in the send when it is not left out', async () => {
    const company = await creditor(pages.t)
    await company.invoiceIds(2)
    await company.invoiceIds(1, { hasAddress: false })
    const page = await pages.visitAs(company.userId, words.language)
    await choose(page, company, words.handle, words.transfer)
    const draft = page.url()
    await page.getByRole('link', { name: words.mendCard }).click()
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    expect(await dialog.getByLabel(words.street).evaluate((field) => field === document.activeElement)).toBe(true)

    await page.goto(draft)
    await page.getByLabel(words.leaveOut).uncheck()
    await page.getByRole('button', { name: words.send(2) }).click()
    await page.getByText(words.refused).waitFor()
    await page.getByRole('radiogroup').getByText(words.notSent).click()
    await page.getByRole('link', { name: words.mendCard }).waitFor()
    await page.waitForFunction(() => document.querySelectorAll('table.ledger tbody tr').length === 1)
  })

  test('a long send shows its progress, may be left and returned to, and sends each invoice once', async () => {
    const company = await creditor(pages.t)
    await many(company, 297)
    await company.invoiceIds(3, { hasAddress: false })
    const page = await pages.visitAs(company.userId, words.language)
    await page.goto(`/companies/${company.id}/invoices`)
    await page.locator('thead input[type=checkbox]').check()
    await page.getByRole('button', { name: words.all }).click()
    await page.getByRole('button', { name: words.handle }).click()
    await page.getByRole('menuitem', { name: words.transfer }).click()
    await page.getByLabel(words.leaveOutMany).uncheck()
    await page.getByRole('button', { name: words.send(297) }).dblclick()
    await page.getByRole('heading', { level: 1, name: words.sending }).waitFor()
    await page.getByText(words.handled(0)).waitFor()
    const address = page.url()

    const [send] = await pages.t.db.sql<{ id: bigint }>('SELECT id FROM duetto.send WHERE company_id = $1', [
      company.companyId,
    ])
    await pages.t.app.duetto.sendWork.sendBatch(company.companyId, send?.id as bigint)
    await page.getByText(words.handled(50)).waitFor()
    await page.goto('/overview')
    await pages.t.app.duetto.sendWork.sendBatch(company.companyId, send?.id as bigint)
    await page.goto(`/companies/${company.id}/reminder-sends`)
    await page.getByText(words.handled(100)).waitFor()
    await page.locator('tbody tr a').first().click()
    await page.waitForURL(address)
    await page.getByText(words.handled(100)).waitFor()
    await pages.t.settle()
    await page.getByRole('heading', { level: 1, name: words.sent }).waitFor()
    await page.getByText(words.refused).waitFor()
    expect(await books(company)).toEqual({ sends: 1, assignments: 297 })
  })

  test('C1, C2: collection takes only what was reminded of twice, as collection letters', async () => {
    const company = await creditor(pages.t)
    const ready = await company.invoice({ status: 'REQUESTED', dueOn: '2026-01-12' })
    await company.letter(ready, 'REMINDED', '2026-01-28')
    await company.letter(ready, 'REQUESTED', '2026-02-12')
    const once = await company.invoice({ status: 'REMINDED', dueOn: '2026-01-12' })
    await company.letter(once, 'REMINDED', '2026-02-12')
    const page = await pages.visitAs(company.userId, words.language)
    await choose(page, company, words.handleReminded, words.transferReminded, 'REMINDED_REQUESTED')
    await page.getByText(words.collectionChannel).waitFor()
    await page.getByText(words.lettersMissing).first().waitFor()
    await page.getByRole('button', { name: words.sendToCollection }).click()
    await page.getByRole('heading', { level: 1, name: words.sentToCollection }).waitFor()
    const sent = await pages.t.db.sql('SELECT invoice_id, kind FROM duetto.assignment WHERE company_id = $1', [
      company.companyId,
    ])
    expect(sent).toEqual([{ invoice_id: ready, kind: 'COLLECTION' }])
    await page.goto(`/invoices/${invoiceGlobalId(company.companyId, once)}`)
    await page.getByText(words.lettersMissing).waitFor()
  })

  test('a company without sends says what to do', async () => {
    const company = await creditor(pages.t)
    const page = await pages.visitAs(company.userId, words.language)
    await page.goto(`/companies/${company.id}/reminder-sends`)
    await page.getByText(words.noneSent).waitFor()
  })
})

/** Many invoices of one customer at once. */
async function many(company: Creditor, count: number): Promise<void> {
  const id = await company.invoice()
  await pages.t.db.sql(
    `INSERT INTO ledger.sales_invoice (company_id, customer_id, number, issued_on, due_on, overdue_from, currency, total, open, status,
       source, imported_at)
     SELECT company_id, customer_id, number || '-' || n, issued_on, due_on, overdue_from, currency, total, open, status, source, imported_at
     FROM ledger.sales_invoice, generate_series(1, $2) n WHERE id = $1`,
    [id, count - 1],
  )
}

test('a dropped line keeps the draft, and trying again sends once', async () => {
  const company = await creditor(pages.t)
  await company.invoiceIds(1)
  const page = await pages.visitAs(company.userId, 'EN')
  await choose(page, company, 'Handle overdue', 'Transfer to Duetto')
  const button = page.getByRole('button', { name: 'Send the material to the Duetto reminder service (1 invoice)' })
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
  expect(await books(company)).toEqual({ sends: 1, assignments: 1 })
  expect(pages.complaints.splice(0)).toEqual([expect.stringContaining('ERR_FAILED')])
})
