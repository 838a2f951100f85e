import { readFileSync } from 'node:fs'
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
  selectAll: string
  all: string
  handle: string
  update: string
  status: string
  reminded: string
  cost: string
  updateAll: string
  updated: string
  close: string
  exported: string
  csv: string
  head: string
  customers: string
  add: string
  name: string
  email: string
  save: string
  isDefault: string
  edit: string
  kind: string
  business: string
  businessId: string
  byHand: string
  fetch: string
  dispute: string
  more: string
  reason: string
  disputed: string
}

const languages: Words[] = [
  {
    language: 'FI',
    ...{
      selectAll: 'Valitse kaikki rivit',
      all: 'Valitse kaikki 105 hakua vastaavaa',
      handle: 'Käsittele erääntyneet',
    },
    update: 'Päivitä tila',
    ...{ status: 'Tila', reminded: 'Muistutettu', cost: 'Kirjeen kulu', updateAll: 'Päivitä 105 laskun tila' },
    ...{
      updated: '105 laskun tila päivitettiin.',
      close: 'Sulje',
      exported: 'Vie tiedostoon',
      csv: 'CSV-tiedosto (.csv)',
    },
    ...{ head: 'Lasku;Asiakas;Eräpäivä;Myöhässä pv', customers: 'Asiakkaat', add: 'Lisää yhteyshenkilö', name: 'Nimi' },
    ...{
      email: 'Sähköposti',
      save: 'Tallenna',
      isDefault: 'Oletusyhteyshenkilö',
      edit: 'Muokkaa',
      kind: 'Velallisen laji',
    },
    ...{ business: 'Yritys', businessId: 'Y-tunnus', byHand: 'asetettu käsin' },
    ...{ fetch: 'Hae asiakkaan oletusyhteyshenkilö laskulle', dispute: 'Merkitse kiistetyksi', more: 'Muut toimet' },
    ...{ reason: 'Mitä asiakas kiistää', disputed: 'Kiistetty' },
  },
  {
    language: 'SV',
    ...{ selectAll: 'Välj alla rader', all: 'Välj alla 105 som motsvarar sökningen', handle: 'Behandla förfallna' },
    update: 'Uppdatera status',
    ...{
      status: 'Status',
      reminded: 'Påmind',
      cost: 'Brevets kostnad',
      updateAll: 'Uppdatera status för 105 fakturor',
    },
    ...{
      updated: 'Status för 105 fakturor uppdaterades.',
      close: 'Stäng',
      exported: 'Exportera',
      csv: 'CSV-fil (.csv)',
    },
    ...{
      head: 'Faktura;Kund;Förfallodag;Dagar försenad',
      customers: 'Kunder',
      add: 'Lägg till kontaktperson',
      name: 'Namn',
    },
    ...{ email: 'E-post', save: 'Spara', isDefault: 'Standardkontaktperson', edit: 'Redigera', kind: 'Gäldenär' },
    ...{ business: 'Företag', businessId: 'FO-nummer', byHand: 'satt för hand' },
    ...{
      fetch: 'Hämta kundens standardkontaktperson till fakturan',
      dispute: 'Märk som bestriden',
      more: 'Andra åtgärder',
    },
    ...{ reason: 'Vad kunden bestrider', disputed: 'Bestriden' },
  },
]

describe.each(languages)('in $language', (words) => {
  let own: Creditor
  beforeAll(async () => {
    own = await creditor(pages.t)
  })

  test('one status is set for all that match, and the list is taken out as a file', async () => {
    await own.invoiceIds(105)
    const page = await pages.visitAs(own.userId, words.language)
    await page.goto(`/companies/${own.id}/invoices?section=OVERDUE`)
    await page.getByRole('checkbox', { name: words.selectAll }).check()
    await page.getByRole('button', { name: words.all }).click()
    await page.getByRole('button', { name: words.handle }).click()
    await page.getByRole('menuitem', { name: words.update }).click()
    const dialog = page.getByRole('dialog')
    await dialog
      .getByRole('combobox', { name: words.status })
      .or(dialog.getByLabel(words.status, { exact: true }))
      .first()
      .click()
    await page.getByRole('option', { name: words.reminded, exact: true }).click()
    const act = dialog.getByRole('button', { name: words.updateAll })
    expect(await act.isDisabled()).toBe(true)
    await dialog.getByLabel(words.cost).fill('5')
    await act.click()
    await page.getByText(words.updated).waitFor()
    const [row] = await pages.t.db.sql<{ count: string }>(
      `SELECT count(*)::text AS count FROM ledger.sales_invoice WHERE company_id = $1 AND status = 'REMINDED'`,
      [own.companyId],
    )
    expect(row?.count).toBe('105')
    await dialog.getByRole('button', { name: words.close }).last().click()

    await page.goto(`/companies/${own.id}/invoices?section=REMINDED_REQUESTED`)
    await page.getByRole('button', { name: words.exported }).click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: words.csv }).click(),
    ])
    const text = readFileSync(await file.path(), 'utf8')
    expect(text).toContain(words.head)
    expect(text.trimEnd().split('\r\n').length).toBe(106)
  })

  test('a customer card is mended, gets a contact person, and the setting is turned on', async () => {
    const page = await pages.visitAs(own.userId, words.language)
    await page.goto(`/companies/${own.id}/customers?only=incomplete`)
    await page.getByRole('switch', { name: words.fetch }).click({ force: true })
    await page.locator('tbody tr a').first().click()
    await page.getByRole('button', { name: words.add }).click()
    await page.getByRole('dialog').getByLabel(words.name).fill('Anna Malli')
    await page.getByRole('dialog').getByLabel(words.email).fill('anna@example.test')
    await page.getByRole('dialog').getByRole('button', { name: words.save }).click()
    await page.getByText(words.isDefault).first().waitFor()

    await page.getByRole('button', { name: words.edit, exact: true }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('input[placeholder]').first().click()
    await page.getByRole('option', { name: words.business, exact: true }).click()
    await dialog.getByLabel(words.businessId).fill('20244248')
    await dialog.getByRole('button', { name: words.save }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText(words.byHand).first().waitFor()
    const saved = await pages.t.db.sql(
      `SELECT c.kind, c.kind_assumed, c.business_id, p.name, p.is_default, s.fetch_contact_person FROM ledger.customer c
        JOIN ledger.contact_person p ON p.company_id = c.company_id AND p.customer_id = c.id
        JOIN ledger.sales_setting s ON s.company_id = c.company_id WHERE c.company_id = $1`,
      [own.companyId],
    )
    expect(saved).toEqual([
      {
        ...{ kind: 'BUSINESS', kind_assumed: false, business_id: '2024424-8' },
        ...{ name: 'Anna Malli', is_default: true, fetch_contact_person: true },
      },
    ])
  })

  test('an invoice is marked as disputed', async () => {
    const invoice = await own.invoice()
    const page = await pages.visitAs(own.userId, words.language)
    await page.goto(`/invoices/${invoiceGlobalId(own.companyId, invoice)}?do=dispute`)
    await page.getByLabel(words.reason).fill('Tavara puuttuu')
    await page.getByRole('dialog').getByRole('button', { name: words.dispute }).click()
    await page.getByText(words.disputed, { exact: true }).first().waitFor()
    await page.locator('#history').getByText('Tavara puuttuu').waitFor()
  })
})
