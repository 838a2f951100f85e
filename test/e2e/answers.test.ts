import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { calendarDate } from '../../server/src/kernel/calendarDate.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'
import { openPages, type PageLanguage, type Pages } from '../kit/pages.ts'
import { people } from '../kit/people.ts'

/** What the company asks of the agency and books by hand on invoices in the service, in both languages of the country. */
let pages: Pages
beforeAll(async () => {
  pages = await openPages()
})
afterAll(() => pages?.close())
afterEach(() => {
  expect(pages.complaints.splice(0)).toEqual([])
})

interface Words {
  readonly language: PageLanguage
  readonly recall: string
  readonly reason: string
  readonly charged: RegExp
  readonly confirmRecall: string
  readonly overdue: string
  readonly settlement: string
  readonly settlementOn: string
  readonly settlementOff: string
  readonly amount: RegExp
  readonly register: RegExp
  readonly kinds: readonly [string, string]
  readonly paidWhat: string
  readonly left: string
  readonly loss: string
  readonly askDuetto: string
  readonly askLoss: string
  readonly confirmLoss: string
  readonly lossStatus: string
}

const WORDS: readonly Words[] = [
  {
    language: 'FI',
    recall: 'Pyydä perumista',
    reason: 'Syy',
    charged: /Veloitetaan yhteensä/,
    confirmRecall: 'Vahvista peruminen',
    overdue: 'Erääntynyt',
    settlement: 'Maksu on tilitys perintätoimistolta',
    settlementOn: 'Maksajaksi kirjataan Duetto, eikä mitään ilmoiteta.',
    settlementOff: 'Maksu ilmoitetaan Duettolle ohisuorituksena.',
    amount: /^Summa|^Määrä/,
    register: /^Kirjaa /,
    kinds: ['Tilitys', 'Ohisuoritus'],
    paidWhat: 'Mihin raha käytettiin',
    left: 'Laskun pääomaa jäljellä',
    loss: 'Kirjaa luottotappio',
    askDuetto: 'Kysy Duettolta',
    askLoss: 'Pyydä luottotappiota',
    confirmLoss: 'Vahvista luottotappio',
    lossStatus: 'Luottotappio',
  },
  {
    language: 'SV',
    recall: 'Begär återkallelse',
    reason: 'Orsak',
    charged: /Debiteras totalt/,
    confirmRecall: 'Bekräfta återkallelsen',
    overdue: 'Förfallen',
    settlement: 'Betalningen är en avräkning från indrivningsbolaget',
    settlementOn: 'Duetto antecknas som betalare och inget rapporteras.',
    settlementOff: 'Betalningen rapporteras till Duetto som förbibetalning.',
    amount: /^Belopp/,
    register: /^Registrera /,
    kinds: ['Avräkning', 'Förbibetalning'],
    paidWhat: 'Vad pengarna har betalat',
    left: 'Kvar av fakturans kapital',
    loss: 'Bokför kreditförlust',
    askDuetto: 'Fråga Duetto',
    askLoss: 'Begär kreditförlust',
    confirmLoss: 'Bekräfta kreditförlusten',
    lossStatus: 'Kreditförlust',
  },
]

interface Served {
  readonly company: Creditor
  readonly invoiceId: string
  readonly page: Page
  readonly desk: Page
  number(): Promise<string>
}

/** A reminded invoice of 124.00 in the service, open in a page of the company; and a page of the staff desk. */
async function served(language: PageLanguage): Promise<Served> {
  const { t } = pages
  t.clock.set('2026-03-02')
  const company = await creditor(t)
  const [invoiceId = ''] = await company.invoiceIds(1)
  await company.client.run(
    'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { send { id } } }',
    { input: { companyId: company.id, invoiceIds: [invoiceId], afterReminder: 'CONTINUE', idempotencyKey: 'k' } },
  )
  await t.settle()
  t.clock.set('2026-03-03')
  await t.app.agency.calendar.advance(calendarDate('2026-03-03'))
  await t.settle()
  const page = await pages.visitAs(company.userId, language)
  const desk = await pages.visitAs(await people(t.db, t.app.database).user('Kaisa Käsittelijä', 'HANDLER'), language)
  const number = async () =>
    (await company.client.run('query ($id: ID!) { salesInvoice(id: $id) { number } }', { id: invoiceId })).salesInvoice
      .number
  return { company, invoiceId, page, desk, number }
}

const openInvoice = ({ page, invoiceId }: Served, act = '') =>
  page.goto(`/invoices/${encodeURIComponent(invoiceId)}${act}`)

/** Staff find the question by its invoice and confirm it. */
async function confirm({ desk, number }: Served, act: string): Promise<void> {
  await pages.t.settle()
  await desk.goto('/staff?tab=requests')
  await desk
    .getByText(await number(), { exact: true })
    .first()
    .click()
  await desk.getByRole('dialog').getByRole('button', { name: act }).click()
  await desk.getByRole('dialog').waitFor({ state: 'detached' })
  await pages.t.settle()
}

describe.each(WORDS)('in $language', (words) => {
  test('O7: a recall is asked with its consequences in sight, staff confirm it, and the invoice is overdue again', async () => {
    const one = await served(words.language)
    const { page } = one
    await openInvoice(one)
    await page.locator('a[href^="/assignments/"]').first().click()
    await page.getByRole('button', { name: words.recall }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(words.charged).waitFor()
    await dialog.getByLabel(words.reason).fill('Lähetetty vahingossa')
    await dialog.getByRole('button', { name: words.recall }).click()
    await dialog.waitFor({ state: 'detached' })
    // Nothing is restored before the answer.
    expect(await statusOf(one)).toEqual({ status: 'REMINDED', inService: true })
    await confirm(one, words.confirmRecall)
    expect(await statusOf(one)).toEqual({ status: 'OVERDUE', inService: false })
    await openInvoice(one)
    await page.getByText(words.overdue, { exact: true }).first().waitFor()
  })

  test('P1: the settlement box both ways, and what the money has paid', async () => {
    const one = await served(words.language)
    const { page } = one
    await openInvoice(one, '?do=payment')
    const box = page.getByLabel(words.settlement)
    expect(await box.isChecked()).toBe(true)
    await page.getByText(words.settlementOn).waitFor()
    await page.getByLabel(words.amount).fill('20,00')
    await page.getByRole('dialog').getByRole('button', { name: words.register }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText(words.kinds[0]).first().waitFor()
    await openInvoice(one, '?do=payment')
    await box.uncheck()
    await page.getByText(words.settlementOff).waitFor()
    await page.getByLabel(words.amount).fill('50,00')
    await page.getByRole('dialog').getByRole('button', { name: words.register }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText(words.kinds[1]).first().waitFor()
    await pages.t.settle()
    expect(await told(one)).toEqual(['50.00'])
    // 20.00 and 50.00 less the interest that the second paid first.
    await openInvoice(one)
    await page.getByText(words.paidWhat).waitFor()
    await page.getByText(words.left).waitFor()
    await page.getByText(/54,68/).first().waitFor()
  })

  test('P3: a credit loss in the service leads to the question, and staff’s answer books it', async () => {
    const one = await served(words.language)
    const { page } = one
    await openInvoice(one, '?do=creditLoss')
    await page.getByRole('dialog').getByRole('button', { name: words.askDuetto }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(words.reason).fill('Varaton')
    await dialog.getByRole('button', { name: words.askLoss }).click()
    await dialog.waitFor({ state: 'detached' })
    await confirm(one, words.confirmLoss)
    await openInvoice(one)
    await page.getByText(words.lossStatus, { exact: true }).first().waitFor()
  })
})

async function statusOf({ company, invoiceId }: Served) {
  const { salesInvoice } = await company.client.run('query ($id: ID!) { salesInvoice(id: $id) { status inService } }', {
    id: invoiceId,
  })
  return salesInvoice
}

async function told({ company }: Served): Promise<string[]> {
  const rows = await pages.t.db.sql<{ amount: string }>(
    `SELECT message -> 'body' -> 'amount' ->> 'amount' AS amount FROM duetto.outbox WHERE company_id = $1 AND kind = 'DIRECT_PAYMENT'`,
    [company.companyId],
  )
  return rows.map(({ amount }) => amount)
}
