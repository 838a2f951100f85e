import type { CalendarDate } from '../kernel/calendarDate.ts'
import { addDays } from '../kernel/calendarDate.ts'
import type { Scope } from '../kernel/scope.ts'
import type { Wish } from './course.ts'
import type { PlacedCompany } from './people.ts'
import type { DemoServices } from './services.ts'

interface Asked {
  readonly company: PlacedCompany
  readonly assignmentId: bigint
  readonly invoiceNumber: string
  readonly wish: Wish
}

const REASONS: Readonly<Record<Wish['kind'], Readonly<Record<'fi' | 'sv', string>>>> = {
  RECALL: {
    fi: 'Lasku lähetettiin vahingossa, asiakas on reklamoinut.',
    sv: 'Fakturan sändes av misstag, kunden har reklamerat.',
  },
  CREDIT_LOSS: {
    fi: 'Asiakas on varaton, kirjaamme luottotappion.',
    sv: 'Kunden är medellös, vi bokför en kreditförlust.',
  },
}

/** Questions of these last days still wait for staff. */
const WAITING_DAYS = 15

/** The companies' questions to the agency, and the answers of its staff. */
export class Requests {
  readonly #services: DemoServices
  readonly #today: CalendarDate
  #wanted: Asked[] = []
  readonly #answers = new Map<string, boolean>()

  constructor(services: DemoServices, today: CalendarDate) {
    this.#services = services
    this.#today = today
  }

  want(asked: Asked): void {
    this.#wanted.push(asked)
  }

  /** Asks what was wanted since the last time; an assignment that has ended meanwhile needs no question. */
  async ask(scopeOf: (company: PlacedCompany) => Scope): Promise<void> {
    const asked = this.#wanted
    this.#wanted = []
    for (const { company, assignmentId, invoiceNumber, wish } of asked) {
      const key = { companyId: company.companyId, id: assignmentId }
      const reason = REASONS[wish.kind][company.tongue]
      const result = await this.#services.duetto.requests.request(scopeOf(company), wish.kind, key, reason)
      if (result.ok) this.#answers.set(`${company.businessId} ${invoiceNumber}`, wish.isConfirmed)
    }
  }

  /** Staff answer what waits, but leave the questions of the last days. */
  async answer(staff: Scope, on: CalendarDate): Promise<void> {
    const { desk } = this.#services.agency
    if (on > addDays(this.#today, -WAITING_DAYS)) return
    for (const request of await desk.requests(staff)) {
      const confirm = this.#answers.get(`${request.creditorBusinessId} ${request.invoiceNumber}`) ?? false
      const note = confirm ? null : 'Velallinen on sopinut maksusta; jatkamme.'
      const { kind, companyId, id } = request
      const answered = await desk.answer(staff, { kind, companyId, id, confirm, note })
      // It may have been paid while the question waited: then there is nothing left to end.
      if (!answered.ok)
        await desk.answer(staff, { kind, companyId, id, confirm: false, note: 'Toimeksianto on jo päättynyt.' })
    }
  }
}
