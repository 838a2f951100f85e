import type { SendRequest } from '../duetto/send/send.ts'
import { addDays, type CalendarDate } from '../kernel/calendarDate.ts'
import type { DemoInvoice } from './invoices.ts'
import type { LateInvoice } from './look.ts'
import type { PlacedCompany } from './people.ts'

/** A late invoice as the books have it, and its script. */
export interface Known {
  readonly late: LateInvoice
  readonly invoice: DemoInvoice
}

/** Days before today in which somebody has not got round to sending everything: the demo leaves work to do. */
const UNDONE_DAYS = 24

function isLeft(invoice: DemoInvoice, today: CalendarDate): boolean {
  return invoice.dueOn > addDays(today, -UNDONE_DAYS) && Number(invoice.number) % 4 === 0
}

/** What a company sends on a day: at most one send for each service and each way on. */
export class Sending {
  readonly #today: CalendarDate
  /** What was refused once is not sent again and again. */
  readonly #tried = new Set<string>()

  constructor(today: CalendarDate) {
    this.#today = today
  }

  requests(company: PlacedCompany, known: readonly Known[], on: CalendarDate): SendRequest[] {
    const fresh = known.filter(({ late, invoice }) => this.#isReady(late, invoice, on))
    for (const { late } of fresh) this.#tried.add(keyOf(late))
    const reminders = fresh.filter(({ late }) => late.status === 'OVERDUE')
    const collections = fresh.filter(({ late }) => late.status === 'REQUESTED')
    const base = { companyId: company.companyId }
    return [
      {
        ...base,
        kind: 'REMINDER' as const,
        afterReminder: company.afterReminder,
        selection: { ids: idsOf(reminders) },
        idempotencyKey: `demo reminder ${on}`,
      },
      {
        ...base,
        kind: 'COLLECTION' as const,
        afterReminder: null,
        selection: { ids: idsOf(collections) },
        idempotencyKey: `demo collection ${on}`,
      },
    ].filter((request) => request.selection.ids.length > 0)
  }

  #isReady(late: LateInvoice, invoice: DemoInvoice, on: CalendarDate): boolean {
    const { course, dueOn } = invoice
    if (this.#tried.has(keyOf(late))) return false
    if (course.kind === 'SERVED') {
      if (late.status === 'REQUESTED') return course.isHandedOn
      return late.status === 'OVERDUE' && on >= addDays(dueOn, course.days) && !isLeft(invoice, this.#today)
    }
    // Its own reminder and notice came first; a consumer is given time after them.
    return course.kind === 'OWN_LETTERS' && late.status === 'REQUESTED' && on >= addDays(dueOn, course.days + 32)
  }
}

function keyOf({ companyId, id, status }: LateInvoice): string {
  return `${companyId} ${id} ${status}`
}

function idsOf(known: readonly Known[]): bigint[] {
  return known.map(({ late }) => late.id)
}
