import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { creditor, invoiceGlobalId } from '../kit/creditor.ts'
import { type NetvisorServer, netvisorGround, startNetvisor, USER } from '../kit/netvisor.ts'
import { openPages, type Pages } from '../kit/pages.ts'
import { people, signedIn } from '../kit/people.ts'

/** Many invoices mended at once, what a send's refusals name, and changes in Netvisor that wait for a person. */

let pages: Pages
let server: NetvisorServer
beforeAll(async () => {
  server = await startNetvisor(() => pages.t.clock.now())
  pages = await openPages('2026-03-02', { netvisor: netvisorGround(server) })
})
afterAll(async () => {
  await pages?.close()
  await server?.close()
})
afterEach(() => {
  expect(pages.complaints.splice(0)).toEqual([])
})

describe('the result of a send', () => {
  test.each([
    { language: 'FI', agreed: 'Sovittu kulu on 5,00' },
    { language: 'SV', agreed: 'Den avtalade kostnaden är 5,00' },
  ] as const)('names the amount that the draft named, in $language', async ({ language, agreed }) => {
    const own = await creditor(pages.t)
    const invoiceId = await own.invoice()
    await pages.t.db.sql(
      `INSERT INTO duetto.cost_agreement (company_id, kind, currency, amount, valid_from, agreed_by, agreed_at)
       VALUES ($1, 'REMINDER', 'EUR', 500, '2026-01-01', $2, now())`,
      [own.companyId, own.userId],
    )
    await pages.t.db.sql(
      `INSERT INTO duetto.collection_cost (company_id, invoice_id, kind, currency, amount, added_at)
       VALUES ($1, $2, 'REMINDER', 'EUR', 700, now())`,
      [own.companyId, invoiceId],
    )
    const SEND = `mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { send { id } } }`
    const invoiceIds = [invoiceGlobalId(own.companyId, invoiceId)]
    const input = { companyId: own.id, invoiceIds, afterReminder: 'RETURN', idempotencyKey: `agreed ${language}` }
    const { send } = (await own.client.run(SEND, { input })).sendToReminderService
    const page = await pages.visitAs(own.userId, language)
    await page.goto(`/sends/${encodeURIComponent(send.id)}`)
    await page.locator('table.ledger').getByText(agreed).waitFor()
  })
})

describe('many invoices at once', () => {
  test('are marked as disputed from the list, and the mark is removed where the draft tells of it', async () => {
    const own = await creditor(pages.t)
    await own.invoiceIds(3)
    const page = await pages.visitAs(own.userId, 'FI')
    await page.goto(`/companies/${own.id}/invoices?section=OVERDUE`)
    await page.getByRole('checkbox', { name: 'Valitse kaikki rivit' }).check()
    await page.getByRole('button', { name: 'Käsittele erääntyneet' }).click()
    await page.getByRole('menuitem', { name: 'Merkitse kiistetyksi' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Mitä asiakas kiistää').fill('Ei toimitettu')
    await dialog.getByRole('button', { name: 'Merkitse 3 laskua kiistetyksi' }).click()
    await dialog.getByRole('status').getByText('3 laskua on kiistetty.').waitFor()
    await dialog.getByRole('button', { name: 'Sulje' }).last().click()
    await dialog.waitFor({ state: 'hidden' })

    await page.getByRole('checkbox', { name: 'Valitse kaikki rivit' }).check()
    await page.getByRole('button', { name: 'Käsittele erääntyneet' }).click()
    await page.getByRole('menuitem', { name: 'Siirrä Duettoon' }).click()
    await page.waitForURL('**/send/**')
    await page.getByRole('button', { name: 'Poista 3 merkintää' }).click()
    await dialog.getByLabel('Miten asia selvisi').fill('Toimitettu')
    await dialog.getByRole('button', { name: 'Poista 3 merkintää' }).click()
    await dialog.getByRole('status').getByText('3 laskua ei ole enää kiistetty.').waitFor()
    await dialog.getByRole('button', { name: 'Sulje' }).last().click()
    await page.getByRole('button', { name: 'Lähetä aineisto Duetto-muistutuspalveluun (3 laskua)' }).waitFor()
  })

  test('get one due date before they are due, and those that may not keep theirs with the reason', async () => {
    const own = await creditor(pages.t)
    await own.invoiceIds(1, { dueOn: '2026-03-10' })
    await own.invoiceIds(1, { dueOn: '2026-03-31' })
    const page = await pages.visitAs(own.userId, 'SV')
    await page.goto(`/companies/${own.id}/invoices?section=OPEN`)
    await page.getByRole('checkbox', { name: 'Välj alla rader' }).check()
    await page.getByRole('button', { name: 'Behandla valda' }).click()
    await page.getByRole('menuitem', { name: 'Ändra förfallodag' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Ny förfallodag').fill('2026-03-31')
    await dialog.getByLabel('Orsak').fill('Avtalat')
    await dialog.getByRole('button', { name: 'Flytta förfallodagen för 2 fakturor' }).click()
    await dialog.getByRole('status').getByText('Förfallodagen för 1 faktura flyttades.').waitFor()
    await dialog.getByText('Förfallodagen är redan den').waitFor()
  })
})

describe('a change in Netvisor that the books did not take over', () => {
  test('stands on the invoice and with the connection, and is taken over by a person', async () => {
    const make = people(pages.t.db, pages.t.app.database)
    const company = await make.company()
    const companyId = encodeId('Company', company, company)
    const netvisor = server.of(await make.businessIdOf(company))
    const key = netvisor.invoice({ number: '601', total: '100.00' })
    const userId = await make.personWith(company, 'COMPANY_ADMINISTRATOR')
    const client = await signedIn(pages.t, userId)
    const act = async (name: string, type: string, input: object) => {
      const query = `mutation ($input: ${type}!) { ${name}(input: $input) { error { code } } }`
      expect((await client.run(query, { input: { companyId, ...input } }))[name].error).toBeNull()
      await pages.t.settle()
    }
    const serve = (inService: boolean) =>
      pages.t.db.sql('UPDATE ledger.sales_invoice SET in_service = $2 WHERE company_id = $1', [company, inService])
    await act('connectNetvisor', 'ConnectNetvisorInput', USER)
    await serve(true)
    pages.t.clock.set('2026-03-02T12:00:00Z')
    netvisor.change(key, { total: '90.00', open: '90.00' })
    await act('fetchFromNetvisor', 'NetvisorInput', {})

    const page = await pages.visitAs(userId, 'FI')
    await page.goto(`/companies/${companyId}/connections`)
    await page.getByText('Netvisorissa muuttuneet laskut').waitFor()
    await page.getByText('Lasku on Duetto-palvelussa').waitFor()
    await serve(false)
    await page.getByRole('link', { name: '601' }).click()
    await page.getByText('Lasku on muuttunut Netvisorissa').waitFor()
    await page.getByRole('row', { name: 'Summa' }).getByText('90,00').waitFor()
    await page.getByRole('button', { name: 'Ota Netvisorin tiedot' }).click()
    await page.getByText('Lasku on muuttunut Netvisorissa').waitFor({ state: 'hidden' })
    await page.locator('#history').getByText('Summa muuttunut').waitFor()
    await page.goto(`/companies/${companyId}/connections`)
    await page.getByText('Haut', { exact: true }).waitFor()
    expect(await page.getByText('Netvisorissa muuttuneet laskut').count()).toBe(0)
  })
})

test('a customer with two cards gets one: the invoices of both stand on it', async () => {
  const own = await creditor(pages.t)
  const invoices = [await own.invoice(), await own.invoice()]
  await pages.t.db.sql(
    `UPDATE ledger.customer SET kind = 'BUSINESS', business_id = '1572860-0' WHERE company_id = $1`,
    [own.companyId],
  )
  const cards = await pages.t.db.sql<{ id: bigint; name: string }>(
    'SELECT id, name FROM ledger.customer WHERE company_id = $1 ORDER BY id',
    [own.companyId],
  )
  const page = await pages.visitAs(own.userId, 'SV')
  await page.goto(`/customers/${encodeURIComponent(encodeId('Customer', own.companyId, cards[0]?.id ?? 0n))}`)
  await page.getByText('Ett annat kort har samma FO-nummer').waitFor()
  await page.getByRole('button', { name: `Slå ihop ${cards[1]?.name} med detta kort` }).click()
  await page.getByRole('dialog').getByText('Sammanslagningen kan inte ångras.').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Slå ihop korten' }).click()
  await page.getByText('Ett annat kort har samma FO-nummer').waitFor({ state: 'hidden' })
  const left = await pages.t.db.sql(
    'SELECT c.id, count(i.id)::int AS invoices FROM ledger.customer c JOIN ledger.sales_invoice i ON i.company_id = c.company_id AND i.customer_id = c.id WHERE c.company_id = $1 GROUP BY 1',
    [own.companyId],
  )
  expect(left).toEqual([{ id: cards[0]?.id, invoices: invoices.length }])
})

test('saved columns of tables are renamed and deleted where a table is imported', async () => {
  const own = await creditor(pages.t)
  await pages.t.db.sql(
    `INSERT INTO ledger.table_mapping (company_id, kind, name, headings, mapping, saved_at)
     VALUES ($1, 'INVOICES', 'Vanha ohjelma', '{Numero,Asiakas}', '{}', now())`,
    [own.companyId],
  )
  const page = await pages.visitAs(own.userId, 'EN')
  await page.goto('/import')
  const buffer = Buffer.from('Numero;Asiakas;Eräpäivä\n1;Ostaja;1.3.2026\n')
  await page.setInputFiles('input[type=file]', [{ name: 'x.csv', mimeType: 'text/csv', buffer }])
  await page.getByRole('button', { name: '1 saved choice of columns' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Rename Vanha ohjelma' }).click()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Sales program')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByRole('button', { name: 'Delete Sales program' }).click()
  await dialog.getByText('Delete Sales program?').waitFor()
  await dialog.getByRole('button', { name: 'Delete', exact: true }).last().click()
  await dialog.getByText('Nothing is saved any more.').waitFor()
  const left = await pages.t.db.sql('SELECT name FROM ledger.table_mapping WHERE company_id = $1', [own.companyId])
  expect(left).toEqual([])
})

test('what stood in the way of a new name of saved columns says nothing of deleting them', async () => {
  const own = await creditor(pages.t)
  await pages.t.db.sql(
    `INSERT INTO ledger.table_mapping (company_id, kind, name, headings, mapping, saved_at)
     SELECT $1, 'INVOICES', name, '{Numero,Asiakas}', '{}', now() FROM unnest('{Vanha,Uusi}'::text[]) AS name`,
    [own.companyId],
  )
  const page = await pages.visitAs(own.userId, 'EN')
  await page.goto('/import')
  const buffer = Buffer.from('Numero;Asiakas;Eräpäivä\n1;Ostaja;1.3.2026\n')
  await page.setInputFiles('input[type=file]', [{ name: 'x.csv', mimeType: 'text/csv', buffer }])
  await page.getByRole('button', { name: '2 saved choices of columns' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Rename Vanha' }).click()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Uusi')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('The name is taken').waitFor()
  await dialog.getByRole('button', { name: 'Delete Vanha' }).click()
  await dialog.getByText('Delete Vanha?').waitFor()
  expect(await dialog.getByText('The name is taken').count()).toBe(0)
})

test('an auxiliary name that is gone already is not removed again, and the page says so', async () => {
  const own = await creditor(pages.t)
  await pages.t.db.sql(`INSERT INTO ledger.auxiliary_name (company_id, name) VALUES ($1, 'Mallikauppa')`, [
    own.companyId,
  ])
  const page = await pages.visitAs(own.userId, 'EN')
  await page.goto(`/companies/${own.id}/service`)
  const remove = page.getByRole('button', { name: /Mallikauppa/ })
  await remove.waitFor()
  await pages.t.db.sql('DELETE FROM ledger.auxiliary_name WHERE company_id = $1', [own.companyId])
  await remove.click()
  await page.getByText('Not one of the company’s auxiliary names').waitFor()
})
