import { nextBankingDay } from '../kernel/bankingDay.ts'
import { addDays, addMonths, type CalendarDate, daysBetween } from '../kernel/calendarDate.ts'
import { makeReference } from '../kernel/referenceNumber.ts'
import { inForce } from '../statute/sections.ts'
import { VAT_RATES } from '../statute/vat.ts'
import type { DemoCompany } from './companies.ts'
import { type Course, drawCourse } from './course.ts'
import type { DemoCustomer } from './customers.ts'
import { Dice } from './dice.ts'
import type { Article } from './trades.ts'

export interface DemoRow {
  readonly article: Article
  readonly quantity: number
  /** Cents. */
  readonly unitPrice: number
  readonly net: bigint
  readonly vatBasisPoints: bigint
  readonly total: bigint
}

export interface DemoInvoice {
  readonly number: string
  readonly reference: string
  readonly customer: DemoCustomer
  readonly issuedOn: CalendarDate
  readonly dueOn: CalendarDate
  readonly currency: string
  readonly rows: readonly DemoRow[]
  readonly net: bigint
  readonly vat: bigint
  readonly total: bigint
  readonly bearsAuxiliaryName: boolean
  readonly course: Course
}

/** The day on which a company takes the service into use, or will have; null: it has not. */
export function joiningDay({ joinsAfterMonths }: DemoCompany, from: CalendarDate): CalendarDate | null {
  return joinsAfterMonths === null ? null : addMonths(from, joinsAfterMonths)
}

/** The invoices of a company from `from` to `to`, oldest first; what is drawn does not depend on the other companies. */
export function makeInvoices(
  seed: string,
  company: DemoCompany,
  customers: readonly DemoCustomer[],
  period: { readonly from: CalendarDate; readonly to: CalendarDate },
): DemoInvoice[] {
  const dice = new Dice(`${seed} invoices ${company.serial}`)
  const length = daysBetween(period.from, period.to)
  const joinsOn = joiningDay(company, period.from)
  // Business grows: of two days the later one is taken most of the time.
  const day = () => (dice.chance(65) ? Math.max(dice.int(0, length), dice.int(0, length)) : dice.int(0, length))
  const days = Array.from({ length: company.invoiceCount }, day).sort((a, b) => a - b)
  return days.map((issued, index) => {
    const issuedOn = workingDay(addDays(period.from, issued), period.to)
    return makeInvoice(dice, { company, joinsOn }, dice.pick(customers), issuedOn, index)
  })
}

function workingDay(day: CalendarDate, last: CalendarDate): CalendarDate {
  const working = nextBankingDay(day)
  return working <= last ? working : last
}

function makeInvoice(
  dice: Dice,
  { company, joinsOn }: { readonly company: DemoCompany; readonly joinsOn: CalendarDate | null },
  customer: DemoCustomer,
  issuedOn: CalendarDate,
  index: number,
): DemoInvoice {
  const rows = Array.from(
    {
      length: dice.weighted([
        [6, 1],
        [3, 2],
        [1, 3],
      ]),
    },
    () => makeRow(dice, company, issuedOn),
  )
  const net = rows.reduce((sum, row) => sum + row.net, 0n)
  const total = rows.reduce((sum, row) => sum + row.total, 0n)
  const dueOn = addDays(issuedOn, customer.termDays)
  const course = drawCourse(dice, company, customer, joinsOn !== null && dueOn >= joinsOn)
  // A group's exporter asks a few of its customers in kronor, which the service does not take.
  const isForeign = company.house === 'GROUP' && customer.businessId !== null && dice.chance(2)
  return {
    number: `${10_001 + index}`,
    reference: makeReference(`${101 + company.serial}${10_001 + index}`),
    customer,
    issuedOn,
    dueOn,
    currency: isForeign ? 'SEK' : 'EUR',
    rows,
    net,
    vat: total - net,
    total,
    bearsAuxiliaryName: company.auxiliaryName !== null && dice.chance(70),
    course: isForeign ? { kind: 'FORGOTTEN' } : course,
  }
}

function makeRow(dice: Dice, company: DemoCompany, issuedOn: CalendarDate): DemoRow {
  const article = dice.pick(company.trade.articles)
  const quantity = dice.int(...article.quantity)
  const unitPrice = dice.int(...article.price)
  const net = BigInt(quantity * unitPrice)
  const vatBasisPoints = vatRateOn(issuedOn)
  return { article, quantity, unitPrice, net, vatBasisPoints, total: net + (net * vatBasisPoints + 5_000n) / 10_000n }
}

/** The general rate of the day, in hundredths of a percentage point. */
function vatRateOn(on: CalendarDate): bigint {
  const rate = inForce(VAT_RATES, on)
  if (!rate) throw new RangeError(`No rate of VAT is known for ${on}.`)
  return rate.basisPoints
}
