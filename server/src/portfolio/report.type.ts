import { Field, Int, ObjectType } from 'type-graphql'
import { CompanyType } from '../access/company.type.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { MoneyType, showCents } from '../platform/graphql/money.type.ts'
import { DateScalar } from '../platform/graphql/scalars.ts'
import type { MonthRow, ReportFigures } from './report.store.ts'

@ObjectType('ReportFigures', {
  description:
    'What happened in a period, in one currency. A counter-entry counts on its own day, with the opposite sign.',
})
export class ReportFiguresType {
  @Field(() => String, { description: 'ISO 4217 code of the currency.' })
  currency!: string

  @Field(() => Int, { description: 'How many assignments arrived.' })
  arrivedCount!: number

  @Field(() => MoneyType, { description: 'The principal of those.' })
  arrived!: MoneyType

  @Field(() => Int, { description: 'How many payments debtors made, to the agency or past it.' })
  paidCount!: number

  @Field(() => MoneyType, { description: 'How much those were.' })
  paid!: MoneyType

  @Field(() => MoneyType, { description: "The agency's settlements booked in the companies' ledgers." })
  settled!: MoneyType

  @Field(() => MoneyType, { description: 'Credit losses booked.' })
  creditLoss!: MoneyType

  @Field(() => MoneyType, { description: 'Transfer fees of sends, without VAT.' })
  fee!: MoneyType

  @Field(() => MoneyType, { description: 'VAT on those fees.' })
  feeVat!: MoneyType

  @Field(() => Int, { description: 'How many assignments ended, for whatever reason.' })
  closedCount!: number

  @Field(() => Int, { description: 'How many of those ended because everything was paid.' })
  paidInFullCount!: number
}

@ObjectType('ReportRow', { description: 'What happened at one company in a period, in one currency.' })
export class ReportRowType {
  @Field(() => CompanyType, { description: 'The company.' })
  company!: CompanyType

  @Field(() => ReportFiguresType, { description: 'Its figures.' })
  figures!: ReportFiguresType
}

@ObjectType('ReportMonth', { description: 'What arrived and what was paid in one month, in one currency.' })
export class ReportMonthType {
  @Field(() => DateScalar, { description: 'The first day of the month.' })
  month!: CalendarDate

  @Field(() => String, { description: 'ISO 4217 code of the currency.' })
  currency!: string

  @Field(() => MoneyType, { description: 'The principal of the assignments that arrived.' })
  arrived!: MoneyType

  @Field(() => MoneyType, { description: 'What debtors paid.' })
  paid!: MoneyType
}

export function showFigures(row: ReportFigures): ReportFiguresType {
  const { currency, arrivedCount, paidCount, closedCount, paidInFullCount } = row
  const money = (cents: bigint) => showCents(cents, currency)
  return {
    ...{ currency, arrivedCount, paidCount, closedCount, paidInFullCount },
    arrived: money(row.arrived),
    paid: money(row.paid),
    settled: money(row.settled),
    creditLoss: money(row.creditLoss),
    fee: money(row.fee),
    feeVat: money(row.feeVat),
  }
}

export function showMonth({ month, currency, arrived, paid }: MonthRow): ReportMonthType {
  return { month, currency, arrived: showCents(arrived, currency), paid: showCents(paid, currency) }
}
