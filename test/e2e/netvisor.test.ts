import { mkdirSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { encodeId } from '../../server/src/kernel/globalId.ts'
import { type NetvisorServer, netvisorGround, startNetvisor, USER } from '../kit/netvisor.ts'
import { openPages, type PageLanguage, type Pages } from '../kit/pages.ts'
import { people } from '../kit/people.ts'

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

interface Words {
  language: PageLanguage
  id: string
  key: string
  connect: string
  refused: string
  connected: string
  fetch: string
  change: string
  since: string
  refusals: string
}

const languages: Words[] = [
  {
    language: 'FI',
    id: 'Asiakastunniste',
    key: 'Asiakasavain',
    connect: 'Yhdistä',
    refused: 'Netvisor ei hyväksy tunnisteita',
    connected: 'Yhdistetty',
    fetch: 'Hae nyt',
    change: 'Vaihda lähde',
    since: '2.3.2026 alkaen: Netvisor',
    refusals: 'Laskun valuutta ei ole euro',
  },
  {
    language: 'SV',
    id: 'Kund-ID',
    key: 'Kundnyckel',
    connect: 'Koppla',
    refused: 'Netvisor godkänner inte uppgifterna',
    connected: 'Kopplad',
    fetch: 'Hämta nu',
    change: 'Byt källa',
    since: 'Från 2.3.2026: Netvisor',
    refusals: 'Fakturan är inte i euro',
  },
]

describe.each(languages)('connecting a company to Netvisor in $language', (words) => {
  test('a wrong key is refused with the words of Netvisor; then invoices come, and payments with them', async () => {
    const make = people(pages.t.db, pages.t.app.database)
    const company = await make.company()
    const netvisor = server.of(await make.businessIdOf(company))
    netvisor.invoice({ number: '501', total: '124.00', reference: '1070', substatus: 'overdue' })
    netvisor.invoice({ number: '502', total: '10.00', currency: 'USD' })
    const page = await pages.visitAs(await make.personWith(company, 'COMPANY_ADMINISTRATOR'), words.language)
    const path = `/companies/${encodeId('Company', company, company)}`
    await page.goto(`${path}/connections`)

    const give = async (key: string) => {
      await page.getByLabel(words.id).fill(USER.customerId)
      await page.getByLabel(words.key, { exact: true }).fill(key)
      await page.getByRole('button', { name: words.connect, exact: true }).click()
    }
    await give('guessed')
    await page.getByText(words.refused).waitFor()
    await page.getByText('MAC-tarkiste on virheellinen').waitFor()
    await give(USER.customerKey)
    await page.getByText(words.connected, { exact: true }).waitFor()
    await pages.t.settle()
    // The page looks again by itself.
    await page.getByText(words.refusals).waitFor()
    expect(await page.content()).not.toContain(USER.customerKey)

    await page.getByRole('radio', { name: 'Netvisor' }).first().check()
    await page.getByRole('button', { name: words.change }).click()
    await page.getByText(words.since).waitFor()
    netvisor.payment({ invoice: '501', sum: '24.00', on: '2026-03-02', reference: '1070' })
    const asked = page.waitForResponse((one) => one.request().postData()?.includes('FetchFromNetvisor') === true)
    await page.getByRole('button', { name: words.fetch }).click()
    await (await asked).finished()
    await pages.t.settle()
    await page.locator('table').getByText('COMPANY_ADMINISTRATOR').first().waitFor()
    await shot(page, `connections-${words.language}`)

    await page.goto(`${path}/invoices`)
    await page.getByRole('link', { name: '501' }).first().waitFor()
    await page.getByText('100,00').first().waitFor()
  })
})

async function shot(page: Awaited<ReturnType<Pages['visit']>>, name: string): Promise<void> {
  mkdirSync(new URL('shots/', import.meta.url), { recursive: true })
  const { pathname } = new URL(`shots/${name}.png`, import.meta.url)
  await page.screenshot({ path: pathname, fullPage: true })
}
