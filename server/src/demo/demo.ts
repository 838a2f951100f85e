import { termsOn } from '../duetto/activation/activation.store.ts'
import { type CalendarDate, calendarDate, halfYearOf, helsinkiToday } from '../kernel/calendarDate.ts'
import { PUBLISHED_REFERENCE_RATES } from '../statute/referenceRates.ts'
import { demoCalendar } from './calendar.ts'
import type { DemoSize } from './companies.ts'
import { type Actor, History } from './history.ts'
import { joiningDay } from './invoices.ts'
import { type PlacedCompany, provide } from './people.ts'
import { type DemoServices, inLanes } from './services.ts'
import { SignedIn } from './signedIn.ts'
import { writeScripts } from './world.ts'

export interface DemoPlan {
  readonly seed: string
  readonly size: DemoSize
  /** The moment that the demo ends at. */
  readonly now: Date
}

/** Told of what is being done, in words for people. */
export type Report = (line: string) => void

/** Makes the demo data by using the product for two years, on an empty database. */
export async function makeDemo(services: DemoServices, { seed, size, now }: DemoPlan, report: Report): Promise<void> {
  const today = helsinkiToday(now)
  const { from, days } = demoCalendar(today)
  report(`Making demo data: two years of ${size.bureau + size.group} companies, half a minute or so.`)
  const scripts = writeScripts(seed, size, { from, to: today })
  services.clock.setMorning(from)
  const cast = await provide(
    services.database,
    scripts.map(({ company }) => company),
    services.clock.now(),
  )
  const signedIn = new SignedIn(services.database, services.clock)
  await signedIn.enter(
    ['accountant', 'officeAdministrator', 'controller', 'financeDirector', 'handler', 'supervisor'],
    cast.users,
  )
  const actors = cast.companies.map((company, index): Actor => ({ company, script: scriptAt(scripts, index) }))
  const history = new History(services, signedIn, actors, { from, today })
  const halfYears = new Set<CalendarDate>()
  const joined = new Set<PlacedCompany>()
  for (const day of days) {
    if (day === today) services.clock.set(now)
    else services.clock.setMorning(day)
    const { from: halfYear } = halfYearOf(day)
    if (!halfYears.has(halfYear)) await enterRate(services, signedIn, halfYear)
    halfYears.add(halfYear)
    const joining = actors.filter(({ company }) => isJoining(company, from, day) && !joined.has(company))
    await takeIntoUse(services, signedIn, joining)
    for (const { company } of joining) joined.add(company)
    await history.pass(day)
    if (!isQuarterly(day, days)) continue
    report(`  ${day}  ${history.documents} documents`)
    await services.refreshStatistics()
  }
  await signedIn.leave()
}

/** The first, every fourth and the last day. */
function isQuarterly(day: CalendarDate, days: readonly CalendarDate[]): boolean {
  const index = days.indexOf(day)
  return index === 0 || index === days.length - 1 || index % 4 === 3
}

function isJoining(company: PlacedCompany, from: CalendarDate, day: CalendarDate): boolean {
  const joinsOn = joiningDay(company, from)
  return joinsOn !== null && joinsOn <= day
}

function scriptAt<T>(scripts: readonly T[], index: number): T {
  const script = scripts[index]
  if (!script) throw new Error('Every company has a script.')
  return script
}

/** Made-up people, as everything of the demo. */
const MADE_UP_IDENTITY = {
  signing: 'ALONE',
  signatories: ['Aino Esimerkki'],
  owners: [{ name: 'Aino Esimerkki', bornOn: calendarDate('1975-04-12'), country: 'FI' }],
  politicallyExposed: false,
} as const

/** Someone with the right to accepts the terms, and the agency's staff answer the identity check. */
async function takeIntoUse(
  { duetto, database }: DemoServices,
  signedIn: SignedIn,
  joining: readonly Actor[],
): Promise<void> {
  if (joining.length === 0) return
  const terms = await database.read(signedIn.scope('officeAdministrator'), (unit) =>
    termsOn(unit, signedIn.scope('officeAdministrator').today),
  )
  await inLanes(joining, async ({ company: { companyId, house } }) => {
    const scope = signedIn.scope(house === 'BUREAU' ? 'officeAdministrator' : 'financeDirector')
    const accepted = await duetto.activations.activate(scope, companyId, {
      termsVersion: terms.version,
      identity: MADE_UP_IDENTITY,
    })
    const answered = await duetto.activations.answerKyc(signedIn.scope('supervisor'), companyId, true, null)
    if (!accepted.ok || !answered.ok) throw new Error('The demo could not take the service into use.')
  })
}

/** A rate that our sources do not have is made up, and says so. */
async function enterRate({ agency }: DemoServices, signedIn: SignedIn, from: CalendarDate): Promise<void> {
  if (PUBLISHED_REFERENCE_RATES.some((rate) => rate.from === from)) return
  const source = 'Demo figure: made up, not published by the Bank of Finland'
  const entered = await agency.rates.enter(signedIn.scope('supervisor'), { from, percent: '2.5', source, isDemo: true })
  if (!entered.ok) throw new Error(`The demo could not enter a rate: ${entered.error.message}`)
}
