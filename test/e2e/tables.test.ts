import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { amountCell, dayCell, textCell } from '../../server/src/exchange/table/table.ts'
import { writeXlsx } from '../../server/src/exchange/table/writeXlsx.ts'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { referenceOf } from '../kit/ledgerFiles.ts'
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

const HEAD = ['Numero', 'Asiakas', 'Laskun päivä', 'Eräpäivä', 'Verollinen', 'Viite']
const row = (number: string, name: string) => [
  textCell(number),
  textCell(name),
  dayCell(calendarDate('2026-02-01')),
  dayCell(calendarDate('2026-02-15')),
  amountCell(12_400n, 'EUR'),
  textCell(referenceOf(number)),
]
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

test('a workbook becomes invoices in Finnish: a column is chosen, bad rows are mended in their own file and imported', async () => {
  const make = people(pages.t.db, pages.t.app.database)
  const companyId = await make.company()
  const userId = await make.personWith(companyId, 'COMPANY_ADMINISTRATOR')
  const numbers = () =>
    pages.t.db.sql('SELECT number FROM ledger.sales_invoice WHERE company_id = $1 ORDER BY number', [companyId])
  const buffer = await writeXlsx('Laskut', HEAD, [
    row('301', 'Ostaja Yksi'),
    row('302', ''),
    row('303', 'Ostaja Kolme'),
  ])

  const page = await pages.visitAs(userId, 'FI')
  await page.goto('/import')
  await page.setInputFiles('input[type=file]', [{ name: 'laskut.xlsx', mimeType: XLSX, buffer }])
  await page.getByRole('heading', { level: 1, name: 'Tuo taulukko' }).waitFor()

  // Nothing is judged before the total has its column.
  await page.getByRole('alert').getByText('Loppusumma').waitFor()
  await page.getByRole('combobox', { name: 'Sarake Verollinen tuodaan tietona' }).click()
  await page.getByRole('option', { name: 'Loppusumma (sis. alv) *' }).click()
  await page.getByText('2 uutta, 0 oli jo, 1 hylätty').waitFor()
  await page.getByText('Pakollinen tieto puuttuu').waitFor()
  expect(await numbers()).toEqual([])

  await page.getByLabel('Muista sarakkeet nimellä').fill('Kuukausilista')
  await page.getByRole('button', { name: 'Tuo 2 laskua' }).click()
  await page.getByRole('status').getByText('2 laskua tuotu').waitFor()
  expect(await numbers()).toEqual([{ number: '301' }, { number: '303' }])

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Lataa hylätyt rivit (CSV)' }).click(),
  ])
  const refused = await readFile(await download.path(), 'utf8')
  expect(refused).toContain('Asiakas: pakollinen tieto puuttuu (CELL_MISSING)')
  const mended = refused.replace('302;;', '302;Ostaja Kaksi;')

  await page.getByRole('link', { name: 'Tuo toinen tiedosto' }).click()
  await page.setInputFiles('input[type=file]', [
    { name: 'hylatyt-rivit.csv', mimeType: 'text/csv', buffer: Buffer.from(mended) },
  ])
  // The columns are known by their headings.
  await page.getByText('Tunnistettiin: Kuukausilista').waitFor()
  await page.getByRole('button', { name: 'Tuo 1 lasku', exact: true }).click()
  await page.getByRole('status').getByText('1 lasku tuotu').waitFor()
  expect(await numbers()).toEqual([{ number: '301' }, { number: '302' }, { number: '303' }])
  await page.getByRole('link', { name: 'Avoimet laskut' }).click()
  await page.getByRole('link', { name: '302' }).waitFor()
})

test('payments are known by their headings, and one that a bank file brought is imported only when one says so', async () => {
  const make = people(pages.t.db, pages.t.app.database)
  const companyId = await make.company()
  const userId = await make.personWith(companyId, 'COMPANY_ADMINISTRATOR')
  const page = await pages.visitAs(userId, 'SV')
  const take = async (name: string, text: string) => {
    await page.goto('/import')
    await page.setInputFiles('input[type=file]', [{ name, mimeType: 'text/csv', buffer: Buffer.from(text) }])
  }
  await take(
    'f.csv',
    'Fakturanummer;Kund;Fakturadatum;Förfallodatum;Totalt\n401;Köparen Ab;1.2.2026;15.2.2026;124,00\n',
  )
  await page.getByRole('button', { name: 'Importera 1 faktura' }).click()
  await page.getByRole('status').getByText('1 faktura importerad').waitFor()
  await pages.t.db.sql(
    `INSERT INTO ledger.payment (company_id, invoice_id, kind, paid_on, amount, currency, registered_at)
      SELECT company_id, id, 'PAYMENT', '2026-02-20', 2400, 'EUR', now() FROM ledger.sales_invoice WHERE company_id = $1`,
    [companyId],
  )

  await take('b.csv', 'Fakturanummer;Betalningsdag;Belopp\n401;20.2.2026;24,00\n401;21.2.2026;50,00\n')
  await page.getByText('1 nya, 0 fanns redan, 0 avvisade, 1 möjlig dubblett').waitFor()
  await page.getByRole('checkbox', { name: 'Importera rad 2 ändå' }).check()
  await page.getByRole('button', { name: 'Importera 2 betalningar' }).click()
  await page.getByRole('status').getByText('2 betalningar importerade').waitFor()
  const [paid] = await pages.t.db.sql('SELECT sum(amount)::int AS sum FROM ledger.payment WHERE company_id = $1', [
    companyId,
  ])
  expect(paid).toEqual({ sum: 2_400 + 2_400 + 5_000 })
})
