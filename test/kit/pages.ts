import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type TestApp, type TestAppOptions, testApp } from './app.ts'
import { startBrowser } from './browser.ts'
import { PASSWORD, people, signedIn } from './people.ts'

/** Where the built pages are; another folder by DUETTO_PAGES. */
const built = process.env.DUETTO_PAGES ?? fileURLToPath(new URL('../../web/dist', import.meta.url))

export type PageLanguage = 'FI' | 'SV' | 'EN'

/** The built pages in a real browser, served by the real product. */
export interface Pages {
  readonly t: TestApp
  readonly address: string
  /** A page of a new visitor. Whatever it logs as an error, or asks of another host, stands in `complaints`. */
  visit(options?: VisitOptions): Promise<Page>
  /** A page of a person who has signed in through the sign-in page, in the person's language. */
  visitAs(userId: bigint, language: PageLanguage, options?: VisitOptions): Promise<Page>
  readonly complaints: string[]
  close(): Promise<void>
}

export interface VisitOptions {
  /** The language of the visitor's browser. */
  readonly locale?: string
  readonly width?: number
}

const locales: Record<PageLanguage, string> = { FI: 'fi-FI', SV: 'sv-FI', EN: 'en-GB' }

export async function openPages(now = '2026-03-02', wiring: Pick<TestAppOptions, 'netvisor'> = {}): Promise<Pages> {
  if (!existsSync(built)) throw new Error('The pages are not built: run pnpm build.')
  const t = await testApp({ now, pages: built, ...wiring })
  const address = await t.app.http.listen({ port: 0, host: '127.0.0.1' })
  const browser = await startBrowser()
  const complaints: string[] = []
  const visit = (options: VisitOptions = {}) => newPage(browser, address, complaints, options)
  return {
    t,
    address,
    complaints,
    visit,
    visitAs: async (userId, language, options = {}) => {
      const client = await signedIn(t, userId)
      await client.run(`mutation ($input: SetLanguageInput!) { setLanguage(input: $input) { viewer { via } } }`, {
        input: { language },
      })
      const page = await visit({ locale: locales[language], ...options })
      await signIn(page, await people(t.db, t.app.database).emailOf(userId))
      return page
    },
    close: async () => {
      await browser.close()
      await t.close()
    },
  }
}

async function newPage(browser: Browser, address: string, complaints: string[], options: VisitOptions): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    baseURL: address,
    locale: options.locale ?? 'fi-FI',
    viewport: { width: options.width ?? 1280, height: 800 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(address)) complaints.push(`asked ${request.url()}`)
  })
  return page
}

/** Types e-mail and password on the sign-in page and waits until it has been left. */
export async function signIn(page: Page, email: string, path = '/sign-in'): Promise<void> {
  await page.goto(path)
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[type=password]').fill(PASSWORD)
  await page.locator('button[type=submit]').click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}
