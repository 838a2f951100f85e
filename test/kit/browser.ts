import { existsSync } from 'node:fs'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

/** Where systems keep a browser that Playwright can drive. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Nothing leaves the machine: no updates, no safe-browsing lists, no metrics. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-gpu',
  '--no-first-run',
  '--no-pings',
]

/**
 * Starts a browser: the one of CHROMIUM_PATH, one that is installed, or else the one that a package of the registry
 * brings along for Linux. Tries the next when one does not start.
 */
export async function startBrowser(): Promise<Browser> {
  const failures: string[] = []
  for (const find of [installed, playwrights, packaged]) {
    const options = await find()
    if (!options) continue
    try {
      return await chromium.launch({ ...options, args: [...(options.args ?? []), ...QUIET, ...asRoot()] })
    } catch (error) {
      failures.push(`${options.executablePath}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  throw new Error(`No browser starts here. Install Chromium or set CHROMIUM_PATH.\n${failures.join('\n')}`)
}

async function installed(): Promise<LaunchOptions | undefined> {
  const path = [process.env.CHROMIUM_PATH, ...INSTALLED].find((candidate) => candidate && existsSync(candidate))
  return path === undefined ? undefined : { executablePath: path }
}

async function playwrights(): Promise<LaunchOptions | undefined> {
  const path = chromium.executablePath()
  return existsSync(path) ? { executablePath: path } : undefined
}

async function packaged(): Promise<LaunchOptions | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const { default: brought } = await import('@sparticuz/chromium')
  return { executablePath: await brought.executablePath(), args: brought.args.filter(isWanted) }
}

/** Meant for a machine without a screen that serves one page; tests want separate, faithful ones. */
function isWanted(flag: string): boolean {
  return !/^--(single-process|no-zygote|headless|disable-web-security|window-size|disable-features|enable-features)/.test(
    flag,
  )
}

/** Chromium's sandbox refuses root. */
function asRoot(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}
