import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Creditor, creditor } from '../kit/creditor.ts'
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
  take: string
  identity: string
  alone: string
  signs: string
  nobody: string
  next: string
  terms: string
  phone: string
  savePhone: string
  badPhone: string
  read: RegExp
  accept: string
  pending: string
  approve: string
  active: string
  handle: string
  transfer: string
  channel: string
  send: string
  sent: string
  total: string
  again: RegExp
  remove: string
  reason: string
  removeAct: string
  runsOn: string
  removed: string
}

const languages: Words[] = [
  {
    language: 'FI',
    take: 'Ota käyttöön',
    identity: 'Siirry Duetton käyttöönottoon',
    alone: 'Minulla on nimenkirjoitusoikeus yksin',
    signs: 'Nimenkirjoitusoikeus yksin',
    nobody: 'Kenelläkään ei ole yli 25 %',
    next: 'Jatka ehtoihin',
    terms: 'Palvelun ehdot, versio 2024-1',
    phone: 'Puhelin',
    savePhone: 'Tallenna numero',
    badPhone: 'Puhelinnumero ei kelpaa',
    read: /Olen lukenut ehdot/,
    accept: 'Hyväksy ehdot ja ota käyttöön',
    pending: 'Duetto tunnistaa yritystä',
    approve: 'Hyväksy tunnistus',
    active: 'Palvelu on käytössä. Laskuja voi lähettää.',
    handle: 'Käsittele erääntyneet',
    transfer: 'Siirrä Duettoon',
    channel: 'Kanava: Duetto-muistutuspalvelu',
    send: 'Lähetä aineisto Duetto-muistutuspalveluun (2 laskua)',
    sent: 'Lähetetty muistutuspalveluun',
    total: 'Yhteensä, verollinen 2,38',
    again: /Nyt voimassa on versio FI-2/,
    remove: 'Poista palvelu käytöstä',
    reason: 'Syy',
    removeAct: 'Poista käytöstä',
    runsOn: '2 avointa toimeksiantoa viedään loppuun',
    removed: 'Palvelu on poistettu käytöstä. Sen voi ottaa uudelleen käyttöön.',
  },
  {
    language: 'SV',
    take: 'Ta i bruk',
    identity: 'Gå till Duettos ibruktagande',
    alone: 'Jag har firmateckningsrätt ensam',
    signs: 'Firmateckningsrätt ensam',
    nobody: 'Ingen har över 25 %',
    next: 'Fortsätt till villkoren',
    terms: 'Tjänstens villkor, version',
    phone: 'Telefon',
    savePhone: 'Spara numret',
    badPhone: 'Telefonnumret duger inte',
    read: /Jag har läst villkoren/,
    accept: 'Godkänn villkoren och ta i bruk',
    pending: 'Duetto identifierar företaget',
    approve: 'Godkänn identifieringen',
    active: 'Tjänsten är i bruk. Fakturor kan skickas.',
    handle: 'Behandla förfallna',
    transfer: 'Överför till Duetto',
    channel: 'Kanal: Duettos påminnelsetjänst',
    send: 'Skicka materialet till Duettos påminnelsetjänst (2 fakturor)',
    sent: 'Skickat till påminnelsetjänsten',
    total: 'Totalt, med moms 2,38',
    again: /Nu gäller version SV-2/,
    remove: 'Ta tjänsten ur bruk',
    reason: 'Orsak',
    removeAct: 'Ta ur bruk',
    runsOn: '2 öppna uppdrag slutförs',
    removed: 'Tjänsten har tagits ur bruk. Den kan tas i bruk på nytt.',
  },
]

const corrections = languages.map((words) => {
  const own = {
    FI: {
      answer: 'Duetton vastaus:',
      explanation: 'Viesti Duettolle',
      again: 'Lähetä tunnistettavaksi',
      earlier: 'Aiemmat tunnistukset',
    },
    SV: {
      answer: 'Duettos svar:',
      explanation: 'Meddelande till Duetto',
      again: 'Skicka för identifiering',
      earlier: 'Tidigare identifieringar',
    },
  }
  return { ...words, ...own[words.language as 'FI' | 'SV'] }
})

async function approve(company: Creditor, words: Words) {
  const supervisor = await people(pages.t.db, pages.t.app.database).user(`Supervisor ${words.language}`, 'SUPERVISOR')
  const desk = await pages.visitAs(supervisor, words.language)
  await desk.goto(`/staff?tab=kyc&answer=${encodeURIComponent(company.id)}`)
  await desk.getByText(words.signs).first().waitFor()
  await desk.getByRole('button', { name: words.approve }).click()
  await desk.getByRole('dialog').waitFor({ state: 'detached' })
  await desk.context().close()
}

test.each(languages)(
  'A1-A4, R2: four steps into the service, a send, new terms, removal and return in $language',
  async (words) => {
    const company = await creditor(pages.t, 'NOT_ACTIVE')
    await company.invoiceIds(2, { open: 10_000n })
    const page = await pages.visitAs(company.userId, words.language)
    const store = `/companies/${company.id}/store`
    const button = (name: string) => page.getByRole('button', { name, exact: true })

    await page.goto(`/companies/${company.id}/service`)
    await page.getByRole('link', { name: words.take }).click()
    await page.waitForURL((url) => url.pathname.endsWith('/store'))
    await button(words.take).click()
    await page.getByRole('heading', { name: words.identity }).waitFor()
    // A page that is opened again goes on where the company stands.
    await page.goto(store)
    await page.getByLabel(words.alone).check()
    await page.getByLabel(words.nobody).check()
    await button(words.next).click()
    await page.getByRole('heading', { name: words.terms }).waitFor()
    await page.goto(store)
    await page.getByLabel(words.read).check()
    expect(await button(words.accept).isDisabled()).toBe(true)
    await page.getByLabel(words.phone, { exact: true }).fill('12')
    await button(words.savePhone).click()
    await page.getByText(words.badPhone).waitFor()
    await page.getByLabel(words.phone, { exact: true }).fill('040 123 4567')
    await button(words.savePhone).click()
    await page.getByText('+358401234567').waitFor()
    await button(words.accept).click()
    await page.getByText(words.pending).first().waitFor()

    await approve(company, words)
    await page.goto(store)
    await page.getByText(words.active).waitFor()

    await page.goto(`/companies/${company.id}/invoices`)
    await page.locator('thead input[type=checkbox]').check()
    await page.getByRole('button', { name: words.handle }).click()
    await page.getByRole('menuitem', { name: words.transfer }).click()
    await page.getByText(words.channel).waitFor()
    await page.getByRole('button', { name: words.send }).click()
    await page.getByRole('heading', { level: 1, name: words.sent }).waitFor()
    await page.goto(`/companies/${company.id}/service`)
    await page.getByText(words.total).waitFor()

    await pages.t.db.sql(
      `INSERT INTO duetto.terms (version, valid_from, texts)
       SELECT $1, $2, texts FROM duetto.terms ORDER BY valid_from LIMIT 1`,
      [`${words.language}-2`, words.language === 'FI' ? '2026-03-01' : '2026-03-02'],
    )
    await page.goto(store)
    await page.getByText(words.again).waitFor()
    await page.getByLabel(words.read).check()
    await button(words.accept).click()
    await page.getByText(words.active).waitFor()

    await button(words.remove).click()
    await page.getByRole('dialog').getByText(words.runsOn).waitFor()
    await page.getByRole('dialog').getByLabel(words.reason).fill('We collect ourselves')
    await page.getByRole('dialog').getByRole('button', { name: words.removeAct }).click()
    await page.getByText(words.removed).waitFor()
    await page.getByRole('link', { name: words.runsOn }).waitFor()

    await button(words.take).click()
    await page.getByLabel(words.read).check()
    await button(words.accept).click()
    await page.getByText(words.pending).first().waitFor()
    await approve(company, words)
    await page.goto(store)
    await page.getByText(words.active).waitFor()
  },
  120_000,
)

describe('who may not', () => {
  test('A1: a bookkeeper sees the service and why it cannot be taken into use', async () => {
    const company = await creditor(pages.t, 'NOT_ACTIVE')
    const keeper = await people(pages.t.db, pages.t.app.database).personWith(company.companyId, 'BOOKKEEPER')
    const page = await pages.visitAs(keeper, 'EN')
    await page.goto(`/companies/${company.id}/store`)
    await page.getByText('Your role in this company is bookkeeper').waitFor()
    expect(await page.getByText('I have read').count()).toBe(0)
    expect(await page.locator('button.mantine-Button-root', { hasText: 'Take into use' }).count()).toBe(0)
  })

  test.each(corrections)(
    "A3: a company that is rejected reads the agency's words, corrects and sends again in $language",
    async (words) => {
      const company = await creditor(pages.t, 'REJECTED')
      await pages.t.db.sql(
        `UPDATE duetto.activation SET kyc_note = 'The extract is too old', terms_version = (
           SELECT version FROM duetto.terms WHERE valid_from <= '2026-03-02' ORDER BY valid_from DESC LIMIT 1), accepted_at = now()
       WHERE company_id = $1`,
        [company.companyId],
      )
      await pages.t.db.sql(
        `INSERT INTO duetto.identity_check (company_id, signing, signatories, owners, politically_exposed, stated_by, stated_at,
         approved, note, answered_at)
       VALUES ($1, 'TOGETHER', '{Aino Esimerkki}', '[]', false, $2, '2026-02-27', false, 'The extract is too old', '2026-02-28')`,
        [company.companyId, company.userId],
      )
      const page = await pages.visitAs(company.userId, words.language)
      await page.goto(`/companies/${company.id}/store`)
      await page.getByText(`${words.answer} The extract is too old`).waitFor()
      await page.getByLabel(words.alone).check()
      await page.getByLabel(words.nobody).check()
      await page.getByLabel(words.explanation).fill('The new extract is in the trade register')
      await page.getByRole('button', { name: words.again }).click()
      await page.getByText(words.pending).first().waitFor()
      await page.getByRole('region', { name: words.earlier }).getByText('The extract is too old').waitFor()

      const supervisor = await people(pages.t.db, pages.t.app.database).user(`Checker ${words.language}`, 'SUPERVISOR')
      const desk = await pages.visitAs(supervisor, words.language)
      await desk.goto(`/staff?tab=kyc&answer=${encodeURIComponent(company.id)}`)
      await desk.getByText('The new extract is in the trade register').waitFor()
      await desk.getByText('The extract is too old').waitFor()
      await desk.getByRole('button', { name: words.approve }).click()
      await desk.getByRole('dialog').waitFor({ state: 'detached' })
      await page.reload()
      await page.getByText(words.active).waitFor()
    },
  )
})

describe('own details', () => {
  test('an e-mail address is changed by the code that is mailed to it, and a password ends the other sessions', async () => {
    const userId = await people(pages.t.db, pages.t.app.database).user('Malli Mallinen')
    const page = await pages.visitAs(userId, 'EN')
    const other = await pages.visitAs(userId, 'EN')
    await page.goto('/settings')
    await page.getByRole('button', { name: 'Change e-mail' }).click()
    await page.getByLabel('New e-mail').fill('uusi@yritys.example')
    await page.getByRole('dialog').getByLabel('Password in use').fill('correct horse battery')
    await page.getByRole('button', { name: 'Send the code' }).click()
    const mail = page.locator('summary', { hasText: 'Confirmation code' })
    await mail.waitFor()
    const code = /\d{8}/.exec((await mail.textContent()) ?? '')?.[0] ?? ''
    await page.getByLabel('Confirmation code').fill(code)
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByText('E-mail: uusi@yritys.example').waitFor()

    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByRole('dialog').getByLabel('Password in use').fill('correct horse battery')
    await page.getByRole('dialog').getByLabel('New password').fill('another horse battery')
    await page.getByRole('button', { name: 'Change password and end other sessions' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await other.goto('/settings')
    await other.waitForURL((url) => url.pathname === '/sign-in')
  })
})
