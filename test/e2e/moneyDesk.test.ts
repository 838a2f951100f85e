import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { findings, overflow } from '../kit/accessibility.ts'
import { type Creditor, creditor, invoiceGlobalId } from '../kit/creditor.ts'
import { bankFile, importBankFiles, madeUpIban } from '../kit/ledgerFiles.ts'
import { statusReport } from '../kit/outgoingFiles.ts'
import { openPages, type Pages } from '../kit/pages.ts'
import { people } from '../kit/people.ts'

/** A day at the money desk: from the bank's file to the creditor's ledger, with two people where money leaves. */
const FUNDS = 'FI9399999900000014'
const iban = madeUpIban(401)
let pages: Pages
let company: Creditor
let invoiceId: bigint
let desk: Page
let other: Page

beforeAll(async () => {
  pages = await openPages()
  const { t } = pages
  company = await creditor(t)
  const { companyId, client } = company
  await t.db.sql('INSERT INTO ledger.bank_account (company_id, iban) VALUES ($1, $2)', [companyId, iban])
  invoiceId = await company.invoice()
  await t.db.sql('UPDATE ledger.sales_invoice SET seller_iban = $2 WHERE id = $1', [invoiceId, iban])
  await client.run(
    'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }',
    {
      input: {
        companyId: company.id,
        invoiceIds: [invoiceGlobalId(companyId, invoiceId)],
        afterReminder: 'CONTINUE',
        idempotencyKey: 'k',
      },
    },
  )
  await t.settle()
  await t.app.agency.calendar.advance(calendarDate('2026-03-02'))
  await t.settle()
  const staff = people(t.db, t.app.database)
  desk = await pages.visitAs(await staff.user('Kaisa Käsittelijä', 'HANDLER'), 'FI')
  other = await pages.visitAs(await staff.user('Tiina Toinen', 'SUPERVISOR'), 'SV')
})
afterAll(() => pages?.close())

async function proofIsGreen(): Promise<void> {
  await desk.goto(`${pages.address}/staff?tab=funds`)
  await desk.getByText('Velkojille tilittämättä').waitFor()
  expect(await desk.getByRole('alert').count()).toBe(0)
  const difference = desk.locator('.figure', { hasText: 'Ero' }).locator('.figure-value')
  expect(((await difference.textContent()) ?? '').replace(/\s/g, '')).toMatch(/^0,00/)
}

test('an unknown payment from the bank’s file is placed, what is too much goes back, and the rest is settled', async () => {
  await desk.goto(`${pages.address}/staff?tab=funds`)
  const file = bankFile({ id: 'D1', iban: FUNDS, money: [{ archiveId: 'D1', amount: '200.00', on: '2026-03-02' }] })
  await desk.locator('input[type="file"]').setInputFiles({
    name: 'tiliote.xml',
    mimeType: 'application/xml',
    buffer: Buffer.from(file.content),
  })
  await desk.getByRole('button', { name: /Tuo/ }).click()
  await desk.getByText('200,00').first().waitFor()
  await proofIsGreen()

  // Nobody's yet: the desk finds the assignment by the debtor.
  await desk.locator('tbody').getByText('200,00').first().click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByRole('searchbox').fill('asiakas')
  await dialog.getByRole('radio').first().click()
  await dialog.getByRole('button', { name: 'Kohdista maksu' }).click()
  await dialog.waitFor({ state: 'detached' })

  // More than was owed goes back to the payer.
  await desk.goto(`${pages.address}/staff?tab=funds&funds=OVERPAID`)
  await desk.locator('tbody').getByText('200,00').first().click()
  await dialog.getByRole('textbox', { name: 'Tili (IBAN)' }).fill('FI21 1234 5600 0007 85')
  await dialog.getByRole('button', { name: /Palauta/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await pages.t.settle()
  await proofIsGreen()

  await desk.goto(`${pages.address}/staff?tab=settlements`)
  await desk.getByRole('button', { name: 'Aja tilitys' }).click()
  await desk.getByText('Mallitalo Oy').first().waitFor()
  await desk.getByRole('button', { name: 'Siirrä omalle tilille' }).click()
  await desk.getByText(/Siirretään/).waitFor()
  await desk.getByRole('button', { name: 'Tee maksutiedosto' }).click()
  await desk.getByText('odottaa vapautusta, tehnyt Kaisa Käsittelijä').waitFor()
  expect(await desk.getByRole('button', { name: 'Vapauta' }).count()).toBe(0)
  await pages.t.settle()

  // Another lets the file go; only then can it be fetched.
  await other.goto(`${pages.address}/staff?tab=settlements`)
  await other.getByRole('button', { name: 'Frigör' }).waitFor()
  await other.route('**/graphql', (route) => route.abort())
  await other.getByRole('button', { name: 'Frigör' }).click()
  await other.getByRole('alert').getByText('Ingen förbindelse').waitFor()
  expect(pages.complaints.splice(0)).toEqual([expect.stringContaining('ERR_FAILED')])
  await other.unroute('**/graphql')
  await other.getByRole('button', { name: 'Frigör' }).click()
  await other.getByText('frigiven: Tiina Toinen').waitFor()
  await other.getByRole('table', { name: 'Frigivna betalningar som inte har lämnat kontot' }).waitFor()
  await desk.reload()
  const [download] = await Promise.all([
    desk.waitForEvent('download'),
    desk.getByRole('link', { name: /^DUETTO-/ }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^DUETTO-.*\.xml$/)
  await desk.getByRole('button', { name: 'Merkitse lähetetyksi' }).click()
  await desk.getByText(/lähetetty /).waitFor()
  await proofIsGreen()
})

async function importFile(name: string, buffer: Buffer): Promise<void> {
  await desk.goto(`${pages.address}/staff?tab=funds`)
  await desk.locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/xml', buffer })
  await desk.getByRole('button', { name: /^Tuo/ }).click()
}

test('what the bank has paid leaves the list of what is on its way; what it refuses goes again, what nobody asked for is explained', async () => {
  const { t } = pages
  const transfers = await t.db.sql<{ name: string; amount: bigint; file: string; payout: string | null }>(
    `SELECT t.end_to_end_id AS name, t.amount, f.message_id AS file, p.kind AS payout FROM agency.transfer t
     JOIN agency.payment_file f ON f.id = t.payment_file_id LEFT JOIN agency.payout p ON p.id = t.payout_id ORDER BY t.ordinal`,
  )
  const settled = transfers.find(({ payout }) => payout === null)
  const refund = transfers.find(({ payout }) => payout === 'REFUND')
  const own = transfers.find(({ payout }) => payout === 'OWN')
  if (!settled || !refund || !own) throw new Error('A settlement, a refund and the own share are on their way.')
  await desk.goto(`${pages.address}/staff?tab=settlements`)
  const unpaid = desk.getByRole('table', { name: 'Vapautetut maksut, jotka eivät ole lähteneet tililtä' })
  await unpaid.getByText(settled.name).waitFor()

  // The bank refuses the refund and takes the others in.
  const said = [settled, own].map(({ name }) => ({ endToEndId: name, status: 'ACSP' }))
  const refused = { endToEndId: refund.name, status: 'RJCT', reason: 'AC04 Tili lopetettu' }
  await importFile('palaute.xml', statusReport({ messageId: settled.file, transfers: [...said, refused] }))
  await desk.getByText('Pankin palaute: 2 hyväksytty, 1 hylätty tai palautunut').waitFor()
  await desk.goto(`${pages.address}/staff?tab=settlements`)
  await unpaid.getByText('pankki: käsittelyssä (ACSP)').first().waitFor()
  expect(await unpaid.getByText(refund.name).count()).toBe(0)
  await desk.getByText('1 hylätty').click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByText('AC04 Tili lopetettu').waitFor()
  await dialog.getByRole('button', { name: 'Vaihda tili' }).click()
  await dialog.getByRole('textbox', { name: 'Uusi tili' }).fill('FI90 8000 2627 7613 48')
  await dialog.getByRole('button', { name: 'Käytä tätä tiliä' }).click()
  await dialog.getByText('seuraavaksi tilille FI90 8000 2627 7613 48').waitFor()

  // The statement has what left, and a charge that nobody asked for.
  const row = (archiveId: string, cents: bigint, more = {}) => {
    const amount = `${cents / 100n}.${(cents % 100n).toString().padStart(2, '0')}`
    return { archiveId, amount, direction: 'DBIT', on: '2026-03-02', ...more } as const
  }
  const left = [settled, own].map(({ name, amount }) => row(`L${name}`, amount, { endToEndId: name }))
  const charge = row('L9', 420n, { payeeName: 'Mallipankki Oyj' })
  const statement = bankFile({ id: 'L1', iban: FUNDS, kind: '053', money: [...left, charge] })
  await importFile('tiliote.xml', Buffer.from(statement.content))
  await desk.getByText('Lähtevät: 2 yhdistetty maksutiedostoon, 1 selvitettävänä').waitFor()
  await proofIsGreen()
  await desk.goto(`${pages.address}/staff?tab=funds&funds=UNEXPLAINED`)
  await desk.locator('tbody').getByText('Mallipankki Oyj').click()
  await dialog.getByRole('radio', { name: 'Pankin veloitus' }).check()
  await dialog.getByRole('textbox', { name: 'Selite' }).fill('Palvelumaksut')
  await dialog.getByRole('button', { name: 'Kirjaa selvitys' }).click()
  await dialog.waitFor({ state: 'detached' })
  await desk.getByText('Ei tapahtumia').waitFor()
  await proofIsGreen()
  await desk.goto(`${pages.address}/staff?tab=settlements`)
  await desk.getByText('Kaikki vapautetut maksut ovat lähteneet tililtä.').waitFor()
})

test('the creditor’s ledger books the settlement, and its page has the statement and the agency’s invoice', async () => {
  const { t } = pages
  const [line] = await t.db.sql<{ amount: bigint; reference: string }>(
    'SELECT amount, reference FROM duetto.settlement_line WHERE company_id = $1',
    [company.companyId],
  )
  const cents = (line?.amount ?? 0n).toString()
  const amount = `${cents.slice(0, -2)}.${cents.slice(-2)}`
  const money = [
    {
      archiveId: 'S1',
      amount,
      reference: line?.reference ?? '',
      payerName: 'DUETTO',
      payerIban: FUNDS,
      on: '2026-03-03',
    },
  ]
  await importBankFiles(company.client, [bankFile({ id: 'S1', iban, money })])
  await t.settle()
  const page = await pages.visitAs(company.userId, 'FI')
  await page.goto(`${pages.address}/invoices/${encodeURIComponent(invoiceGlobalId(company.companyId, invoiceId))}`)
  await page.getByText('Maksettu').first().waitFor()

  t.clock.set('2026-04-02')
  await desk.goto(`${pages.address}/staff?tab=invoices`)
  await desk.getByRole('button', { name: 'Tee laskut' }).click()
  await desk.getByText(/1 lasku tehty/).waitFor()
  await t.settle()
  await page.goto(`${pages.address}/companies/${encodeURIComponent(company.id)}/service`)
  await page.getByText('10001').click()
  await page.getByRole('dialog').getByText('Perintäkulut, velallinen maksanut').waitFor()
  const href = await page.getByRole('dialog').getByRole('link', { name: 'Lasku (PDF)' }).getAttribute('href')
  expect((await company.client.read(href ?? '')).bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pages.complaints).toEqual([])
})

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 360],
] as const)(
  'the pages of the money desk are for everybody, in the %s theme and %i wide',
  async (colorScheme, width) => {
    await desk.emulateMedia({ colorScheme })
    await desk.setViewportSize({ width, height: 900 })
    for (const tab of ['funds&funds=ALL', 'settlements', 'invoices']) {
      await desk.goto(`${pages.address}/staff?tab=${tab}`)
      await desk.getByText('Mallitalo Oy').or(desk.getByText('200,00')).first().waitFor()
      expect(await findings(desk), tab).toEqual([])
      expect(await overflow(desk), tab).toBe(0)
    }
    await desk.getByText('10001').first().click()
    await desk.getByRole('dialog').getByRole('link', { name: 'Lasku (PDF)' }).waitFor()
    expect(await findings(desk), 'invoice').toEqual([])
    await desk.goto(`${pages.address}/staff?tab=funds&funds=OUTGOING`)
    await desk.getByText('Mallipankki Oyj').first().click()
    await desk.getByRole('dialog').getByText('Yhdistä maksutoimeksiantoon').waitFor()
    expect(await findings(desk), 'money that left').toEqual([])
    await desk.goto(`${pages.address}/staff?tab=settlements`)
    await desk.getByText('1 hylätty').first().click()
    await desk.getByRole('dialog').getByText('AC04 Tili lopetettu').waitFor()
    expect(await findings(desk), 'transfers').toEqual([])
  },
)
