import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Creditor, creditor, invoiceGlobalId } from '../kit/creditor.ts'
import { bankFile, importBankFiles, madeUpIban } from '../kit/ledgerFiles.ts'
import { openPages, type Pages } from '../kit/pages.ts'

/** Money and invoices by hand, as a clerk does it in the pages. */
let pages: Pages
let company: Creditor
let served: bigint
let own: bigint
const iban = madeUpIban(301)

beforeAll(async () => {
  pages = await openPages()
  company = await creditor(pages.t)
  const { companyId, client } = company
  await pages.t.db.sql('INSERT INTO ledger.bank_account (company_id, iban) VALUES ($1, $2)', [companyId, iban])
  served = await company.invoice()
  own = await company.invoice({ dueOn: '2026-01-20', open: 5_000n })
  await client.run(
    `mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { send { id } } }`,
    {
      input: {
        companyId: company.id,
        invoiceIds: [invoiceGlobalId(companyId, served)],
        afterReminder: 'CONTINUE',
        idempotencyKey: 'served',
      },
    },
  )
  await pages.t.settle()
  const customer = await customerOf(own)
  await importBankFiles(client, [
    bankFile({
      id: 'E1',
      iban,
      money: [{ archiveId: 'E1', amount: '50.00', payerName: customer, on: '2026-03-02' }],
    }),
  ])
})
afterAll(() => pages?.close())

async function customerOf(invoiceId: bigint): Promise<string> {
  const [row] = await pages.t.db.sql<{ name: string }>(
    'SELECT c.name FROM ledger.sales_invoice i JOIN ledger.customer c ON c.company_id = i.company_id AND c.id = i.customer_id WHERE i.id = $1',
    [invoiceId],
  )
  return row?.name ?? ''
}

async function numberOf(invoiceId: bigint): Promise<string> {
  const [row] = await pages.t.db.sql<{ number: string }>('SELECT number FROM ledger.sales_invoice WHERE id = $1', [
    invoiceId,
  ])
  return row?.number ?? ''
}

const open = (page: Page, invoiceId: bigint, act = '') =>
  page.goto(`/invoices/${encodeURIComponent(invoiceGlobalId(company.companyId, invoiceId))}${act}`)

test('a clerk matches waiting money with the suggested invoice, and takes the booking back', async () => {
  const page = await pages.visitAs(company.userId, 'FI')
  await page.goto(`/companies/${encodeURIComponent(company.id)}/payments?view=bank`)
  await page.getByRole('button', { name: 'Kohdista', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('sama summa').waitFor()
  await dialog.getByRole('checkbox').first().check()
  await dialog.getByRole('button', { name: /^Kohdista 50,00/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: await numberOf(own) }).waitFor()
  await page.goto(`/companies/${encodeURIComponent(company.id)}/payments`)
  await page.getByRole('button', { name: 'Peru', exact: true }).click()
  await page.getByLabel('Syy').fill('Väärä asiakas')
  await page.getByRole('button', { name: /^Peru 50,00/ }).click()
  await page.getByText('Peruttu').waitFor()
  expect(pages.complaints).toEqual([])
})

test('a manual payment on an invoice in the service explains what the settlement box does', async () => {
  const page = await pages.visitAs(company.userId, 'SV')
  await open(page, served, '?do=payment')
  const box = page.getByLabel('Betalningen är en avräkning från indrivningsbolaget')
  expect(await box.isChecked()).toBe(true)
  await box.uncheck()
  await page.getByLabel(/^Belopp/).fill('24,00')
  await page.getByRole('button', { name: /24,00/ }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByText('Förbibetalning').first().waitFor()
  const [told] = await pages.t.db.sql<{ amount: string }>(
    `SELECT message -> 'body' -> 'amount' ->> 'amount' AS amount FROM duetto.outbox WHERE kind = 'DIRECT_PAYMENT'`,
  )
  expect(told?.amount).toBe('24.00')
  expect(pages.complaints).toEqual([])
})

test('on a phone a card keeps what it shows under the finger, and its act opens', async () => {
  const page = await pages.visitAs(company.userId, 'FI', { width: 360 })
  await page.goto(`/companies/${encodeURIComponent(company.id)}/payments?view=bank`)
  await page.getByRole('button', { name: 'Kohdista', exact: true }).first().click()
  await page.getByRole('dialog').getByText('sama summa').waitFor()
  expect(pages.complaints).toEqual([])
})
