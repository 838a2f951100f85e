import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { writeFinvoice } from '../../server/src/exchange/finvoice/write.ts'
import { eInvoice } from '../kit/ledgerFiles.ts'
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
  notYours: string
  imported: string
  again: string
  refused: string
}

const languages: Words[] = [
  {
    language: 'FI',
    notYours: 'Oikeutesi riittävät katseluun',
    imported: 'Tuotu',
    again: 'On jo',
    refused: 'XML on rikki',
  },
  {
    language: 'EN',
    notYours: 'Your rights let you read',
    imported: 'Imported',
    again: 'Already there',
    refused: 'The XML is broken',
  },
]

test('of more companies than are listed at once none is chosen unasked', async () => {
  const make = people(pages.t.db, pages.t.app.database)
  const userId = await make.personWith(await make.company('Aakkonen Oy'), 'BOOKKEEPER')
  for (let index = 0; index < 29; index++) await make.role(await make.company('Malli Oy'), userId, 'AUDITOR')
  await make.role(await make.company('Öljy Oy'), userId, 'BOOKKEEPER')
  const page = await pages.visitAs(userId, 'EN')
  await page.goto('/import')
  const buffer = Buffer.from('Number;Customer;Due date\n1;Buyer;1.3.2026\n')
  await page.setInputFiles('input[type=file]', [{ name: 'x.csv', mimeType: 'text/csv', buffer }])
  await page.getByRole('combobox', { name: 'Company', exact: true }).click()
  await page.getByRole('option', { name: 'Aakkonen Oy' }).waitFor()
  await page.getByText('Choose the company whose table it is.').waitFor()
})

describe.each(languages)('importing e-invoices in $language', (words) => {
  test('an auditor is told that only reading is theirs, and is offered nothing to drop files on', async () => {
    const make = people(pages.t.db, pages.t.app.database)
    const page = await pages.visitAs(await make.personWith(await make.company(), 'AUDITOR'), words.language)
    await page.goto('/import')
    await page.getByText(words.notYours).waitFor()
    expect(await page.locator('input[type=file]').count()).toBe(0)
  })

  test('each file has its own answer; a broken one stops no other, and importing twice changes nothing', async () => {
    const make = people(pages.t.db, pages.t.app.database)
    const companyId = await make.company()
    const userId = await make.personWith(companyId, 'COMPANY_ADMINISTRATOR')
    const seller = await make.businessIdOf(companyId)
    const file = (number: string) => ({
      name: `${number}.xml`,
      mimeType: 'application/xml',
      buffer: Buffer.from(writeFinvoice(eInvoice({ seller, number, total: '124.00' }))),
    })
    const broken = {
      name: 'broken.xml',
      mimeType: 'application/xml',
      buffer: Buffer.from('<Finvoice Version="3.0"><oops'),
    }
    const page = await pages.visitAs(userId, words.language)
    await page.goto('/import')
    await page.setInputFiles('input[type=file]', [file('1001'), broken, file('1002')])
    await page.getByText(words.refused).waitFor()
    await page.getByText(words.imported, { exact: true }).nth(1).waitFor()

    await page.setInputFiles('input[type=file]', [file('1001')])
    await page.getByText(words.again, { exact: true }).waitFor()
    const invoices = await pages.t.db.sql(
      'SELECT number FROM ledger.sales_invoice WHERE company_id = $1 ORDER BY number',
      [companyId],
    )
    expect(invoices).toEqual([{ number: '1001' }, { number: '1002' }])

    await page.getByRole('link', { name: '1002' }).first().click()
    await page.getByRole('heading', { level: 1 }).getByText('1002').waitFor()
    await page.goBack()
    // The results have waited.
    await page.getByText(words.refused).waitFor()
  })
})
