import type { CaseKey, WordAct } from '../agency/case/caseDesk.ts'
import type { WorkItem, WorkType } from '../agency/desk/workList.ts'
import { addDays, type CalendarDate } from '../kernel/calendarDate.ts'
import type { Scope } from '../kernel/scope.ts'
import { DEMO_PLAN } from './debtors.ts'
import { Dice } from './dice.ts'
import type { DemoServices } from './services.ts'

/** What came in the last days still waits for staff. */
const WAITING_DAYS = 12
/** Debtors have written to the agency for so long. */
const LETTERS_DAYS = 60
const PAGE = 1_000
/** So long the court of the demo takes; its fee is made up. */
const COURT_DAYS = 60
const COURT_FEE = { kind: 'COURT_FEE', amount: 8_600n, note: 'Haastehakemus' } as const

type Decision = Extract<WordAct, 'BEGIN_SURVEILLANCE' | 'GIVE_UP' | 'GO_TO_COURT'>
const DECISIONS: readonly (readonly [number, Decision])[] = [
  [55, 'BEGIN_SURVEILLANCE'],
  [30, 'GIVE_UP'],
  [15, 'GO_TO_COURT'],
]
const WHY: Readonly<Record<Decision, string>> = {
  BEGIN_SURVEILLANCE: 'Velallisella ei ole nyt ulosmitattavaa.',
  GIVE_UP: 'Perintä ei kannata: velallinen on varaton.',
  GO_TO_COURT: 'Velkoja on antanut suostumuksensa.',
}

type News = 'NONE' | 'DISPUTE' | 'RETURN_MAIL' | 'PLAN' | 'EXTENSION'
const NEWS: readonly (readonly [number, News])[] = [
  [84, 'NONE'],
  [3, 'DISPUTE'],
  [3, 'RETURN_MAIL'],
  [4, 'PLAN'],
  [6, 'EXTENSION'],
]

/** What staff of the agency do on single assignments: news from debtors, and decisions at the end of the ladder. */
export class CaseWork {
  readonly #services: DemoServices
  readonly #today: CalendarDate
  readonly #inCourt: { readonly key: CaseKey; readonly judgedOn: CalendarDate; readonly number: string }[] = []

  constructor(services: DemoServices, today: CalendarDate) {
    this.#services = services
    this.#today = today
  }

  /** One working day of the desk, before the calendar takes the steps of the day. */
  async pass(staff: Scope, on: CalendarDate): Promise<void> {
    if (on > addDays(this.#today, -LETTERS_DAYS)) {
      for (const item of await this.#waiting(staff, 'DUE_STEP')) await this.#hear(staff, item, on)
    }
    const old = addDays(this.#today, -WAITING_DAYS)
    const known = (item: WorkItem) => item.since < old
    for (const item of (await this.#waiting(staff, 'LEGAL_DECISION')).filter(known)) await this.#decide(staff, item, on)
    await this.#judge(staff, on)
    for (const item of (await this.#waiting(staff, 'REVIEW')).filter(known)) {
      await this.#services.agency.cases.desk.act(staff, keyOf(item), 'REVIEW', null)
    }
    for (const item of (await this.#waiting(staff, 'DISPUTE')).filter(known)) await this.#answer(staff, item)
  }

  #waiting(staff: Scope, type: WorkType): Promise<WorkItem[]> {
    const page = { limit: PAGE, first: PAGE, after: undefined }
    return this.#services.agency.cases.work.list(staff, { types: [type], search: null }, page)
  }

  /** A debtor calls or writes before the next letter, if the dice say so. */
  async #hear(staff: Scope, item: WorkItem, on: CalendarDate): Promise<void> {
    const { desk } = this.#services.agency.cases
    const key = keyOf(item)
    const news = diceOf('news', item).weighted(NEWS)
    if (news === 'DISPUTE') await desk.act(staff, key, 'DISPUTE', 'Velallinen sanoo, ettei tavaraa ole toimitettu.')
    if (news === 'RETURN_MAIL') await desk.act(staff, key, 'RETURN_MAIL', null)
    if (news === 'EXTENSION') await desk.grantExtension(staff, key, { until: addDays(on, 21), charge: true })
    if (news === 'PLAN') {
      const { instalments, firstAfterDays } = DEMO_PLAN
      await desk.makePlan(staff, key, { instalments, firstOn: addDays(on, firstAfterDays), charge: true })
    }
  }

  async #decide(staff: Scope, item: WorkItem, on: CalendarDate): Promise<void> {
    const { desk } = this.#services.agency.cases
    const key = keyOf(item)
    const decision = diceOf('decision', item).weighted(DECISIONS)
    if (decision === 'GO_TO_COURT') {
      const note = 'Suostumus sähköpostilla'
      await desk.authorise(staff, key, { givenBy: 'Velkojan toimitusjohtaja', givenOn: on, note })
    }
    await desk.act(staff, key, decision, WHY[decision])
    if (decision !== 'GO_TO_COURT') return
    await desk.chargeFee(staff, key, { ...COURT_FEE, on })
    this.#inCourt.push({ key, judgedOn: addDays(on, COURT_DAYS), number: item.invoiceNumber ?? '' })
  }

  /** The court has given its judgment on what went there two months ago. */
  async #judge(staff: Scope, on: CalendarDate): Promise<void> {
    const { desk } = this.#services.agency.cases
    for (const { key, judgedOn, number } of this.#inCourt.splice(0)) {
      if (judgedOn > on) this.#inCourt.push({ key, judgedOn, number })
      else await desk.recordJudgment(staff, key, { givenOn: on, judgment: `Mallilan käräjäoikeus, L ${number}` })
    }
  }

  async #answer(staff: Scope, item: WorkItem): Promise<void> {
    const isRight = diceOf('dispute', item).chance(30)
    const answer = isRight ? 'Toimitusta ei ole voitu osoittaa.' : 'Toimitus on kuitattu vastaanotetuksi.'
    await this.#services.agency.cases.desk.answerDispute(staff, keyOf(item), isRight, answer)
  }
}

function keyOf({ companyId, assignmentId }: WorkItem): CaseKey {
  if (assignmentId === null) throw new Error('This work belongs to no assignment.')
  return { companyId, id: assignmentId }
}

function diceOf(what: string, { creditorName, invoiceNumber }: WorkItem): Dice {
  return new Dice(`${what} ${creditorName} ${invoiceNumber}`)
}
