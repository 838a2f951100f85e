import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../kit/browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

test('a browser starts on this machine and shows letters with accents', async () => {
  const page = await browser.newPage()
  await page.setContent('<title>Ääkköset</title><p>öljy</p>')
  expect(await page.title()).toBe('Ääkköset')
  expect(await page.locator('p').boundingBox()).toMatchObject({ height: expect.any(Number) })
})
