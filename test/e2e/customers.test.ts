import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { creditor, invoiceGlobalId } from '../kit/creditor.ts'
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
  lacks: string
  noAddress: string
  noContact: string
  prohibited: string
  inService: string
  overdue: string
  update: string
  byDuetto: string
  exported: string
  csv: string
  columns: string
  auxiliary: string
  days: string
  head: string
}

const languages: Words[] = [
  {
    language: 'FI',
    ...{ lacks: 'Mitä puuttuu', noAddress: 'Osoite puuttuu', noContact: 'Ei puhelinta eikä sähköpostia' },
    ...{ prohibited: 'Ei saa periä', inService: 'Duetto-palvelussa', overdue: 'Erääntyneet' },
    ...{ update: 'Päivitä tila', byDuetto: 'vain Duetto muuttaa sen tilaa' },
    ...{ exported: 'Vie tiedostoon', csv: 'CSV-tiedosto (.csv)', columns: 'Sarakkeet', auxiliary: 'Aputoiminimi' },
    days: 'Myöhässä pv',
    head: 'Lasku;Asiakas;Eräpäivä;Yhteensä;Avoinna;Valuutta;Tila;Kiistetty;Perintäkielto;Aputoiminimi;Ennen lähetystä',
  },
  {
    language: 'SV',
    ...{ lacks: 'Vad som saknas', noAddress: 'Adress saknas', noContact: 'Varken telefon eller e-post' },
    ...{ prohibited: 'Får inte drivas in', inService: 'I Duetto-tjänsten', overdue: 'Förfallna' },
    ...{ update: 'Uppdatera status', byDuetto: 'bara Duetto ändrar dess status' },
    ...{ exported: 'Exportera', csv: 'CSV-fil (.csv)', columns: 'Kolumner', auxiliary: 'Bifirma' },
    days: 'Dagar försenad',
    head: 'Faktura;Kund;Förfallodag;Totalt;Öppet;Valuta;Status;Bestriden;Indrivningsförbud;Bifirma;Före sändning',
  },
]

describe.each(languages)('in $language', (words) => {
  test('customers are narrowed to what they lack', async () => {
    const company = await creditor(pages.t)
    await company.invoice({ hasAddress: false })
    await company.invoice({ email: 'a@example.test' })
    const page = await pages.visitAs(company.userId, words.language)
    await page.goto(`/companies/${company.id}/customers`)
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 2)
    await page.getByLabel(words.lacks).first().click()
    await page.getByRole('option', { name: words.noAddress }).click()
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1)
    await page.locator('tbody').getByText(words.noContact).waitFor()
  })

  test("a customer card leads to the customer's invoices where they are", async () => {
    const company = await creditor(pages.t)
    const id = await company.invoice({ collectionProhibited: true })
    const [row] = await pages.t.db.sql<{ customer: bigint }>(
      `UPDATE ledger.sales_invoice SET in_service = true WHERE id = $1 RETURNING customer_id AS customer`,
      [id],
    )
    const customer = encodeId('Customer', company.companyId, row?.customer ?? 0n)
    const page = await pages.visitAs(company.userId, words.language)
    await page.goto(`/customers/${customer}`)
    await page.getByRole('link', { name: words.inService }).click()
    await page.locator('tbody').getByText(words.prohibited).waitFor()
    // Without a section in the address the list opens on the section that has the most of them.
    await page.goto(`/companies/${company.id}/invoices?customer=${customer}`)
    await page.locator('tbody tr').waitFor()
    expect(await page.getByRole('tab', { selected: true }).last().textContent()).toContain(words.inService)
  })

  test('the status of an invoice in the service is not changed by hand, and the page says why', async () => {
    const company = await creditor(pages.t)
    const id = await company.invoice()
    await pages.t.db.sql('UPDATE ledger.sales_invoice SET in_service = true WHERE id = $1', [id])
    const page = await pages.visitAs(company.userId, words.language)
    await page.goto(`/invoices/${invoiceGlobalId(company.companyId, id)}`)
    await page.getByRole('button', { name: words.update }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(words.byDuetto).waitFor()
    expect(await dialog.getByRole('button', { name: words.update }).isDisabled()).toBe(true)
  })

  test('a file has the columns that are shown', async () => {
    const company = await creditor(pages.t)
    await company.invoiceIds(2)
    const page = await pages.visitAs(company.userId, words.language)
    await page.goto(`/companies/${company.id}/invoices?section=OVERDUE`)
    await page.getByRole('button', { name: words.columns }).click()
    await page.locator('[aria-checked]').filter({ hasText: words.auxiliary }).click()
    await page.locator('[aria-checked]').filter({ hasText: words.days }).click()
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: words.exported }).click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: words.csv }).click(),
    ])
    const [head, ...rows] = readFileSync(await file.path(), 'utf8')
      .replace('\uFEFF', '')
      .trimEnd()
      .split('\r\n')
    expect(head).toBe(words.head)
    expect(rows.length).toBe(2)
  })
})

test.each([
  {
    language: 'FI' as PageLanguage,
    ...{ title: 'Kirjeet sähköpostilla', none: 'kirjeet menevät postissa', record: 'Kirjaa suostumus' },
    ...{ givenOn: 'Annettu', way: 'Miten', written: 'sopimuksessa tai paperilla', save: 'Kirjaa' },
    ...{ holds: 'on voimassa 27.2.2027 asti', withdraw: 'Kirjaa peruutus', withdrawnOn: 'Peruutettu' },
    ended: 'Peruutettu 1.3.2026',
  },
  {
    language: 'SV' as PageLanguage,
    ...{ title: 'Brev med e-post', none: 'breven går med post', record: 'Registrera samtycke' },
    ...{ givenOn: 'Gett', way: 'Hur', written: 'i ett avtal eller på papper', save: 'Registrera' },
    ...{ holds: 'gäller till 27.2.2027', withdraw: 'Registrera återkallelse', withdrawnOn: 'Återkallat' },
    ended: 'Återkallat 1.3.2026',
  },
] as const)('a consent to letters by e-mail is recorded on the card and withdrawn, in $language', async (words) => {
  const company = await creditor(pages.t)
  const invoiceId = await company.invoice({ email: 'kuluttaja@velallinen.example' })
  const [row] = await pages.t.db.sql<{ id: bigint }>(
    'SELECT customer_id AS id FROM ledger.sales_invoice WHERE company_id = $1 AND id = $2',
    [company.companyId, invoiceId],
  )
  const page = await pages.visitAs(company.userId, words.language)
  await page.goto(`/customers/${encodeURIComponent(encodeId('Customer', company.companyId, row?.id ?? 0n))}`)
  const section = page.getByRole('region', { name: words.title })
  await section.getByText(words.none).waitFor()
  const dialog = page.getByRole('dialog')
  await section.getByRole('button', { name: words.record }).click()
  await dialog.getByLabel(words.givenOn).fill('27.2.2026')
  await page.keyboard.press('Tab')
  await dialog.getByLabel(words.way).first().click()
  await page.getByRole('option', { name: words.written }).click()
  await dialog.getByRole('button', { name: words.save, exact: true }).click()
  await section.getByText(words.holds).first().waitFor()

  await section.getByRole('button', { name: words.withdraw }).click()
  await dialog.getByLabel(words.withdrawnOn).fill('1.3.2026')
  await page.keyboard.press('Tab')
  await dialog.getByRole('button', { name: words.withdraw }).click()
  await section.getByText(words.ended).waitFor()
  await section.getByText(words.none).waitFor()
})

test('a day is written in a field as its reader writes days', async () => {
  const company = await creditor(pages.t)
  const invoiceId = await company.invoice({ email: 'consumer@debtor.example' })
  const [row] = await pages.t.db.sql<{ id: bigint }>(
    'SELECT customer_id AS id FROM ledger.sales_invoice WHERE company_id = $1 AND id = $2',
    [company.companyId, invoiceId],
  )
  const page = await pages.visitAs(company.userId, 'EN')
  await page.goto(`/customers/${encodeURIComponent(encodeId('Customer', company.companyId, row?.id ?? 0n))}?do=consent`)
  const day = page.getByRole('dialog').getByLabel('Given on')
  await day.fill('3/2/2026')
  await page.keyboard.press('Tab')
  await expect.poll(() => day.inputValue()).toBe('03/02/2026')
})
