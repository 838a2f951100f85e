import { Field, Int, ObjectType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { DateScalar, DecimalScalar } from '../../platform/graphql/scalars.ts'
import type { BalanceOn, InstalmentOn } from './caseView.ts'
import { percentOf } from './facts.ts'
import type { Line } from './posting.ts'

@ObjectType('StaffLine', { description: "A line of what the debtor owes, as the agency's book has it." })
export class StaffLineType {
  @Field(() => DateScalar, { description: 'The day it counts for.' })
  on!: CalendarDate

  @Field(() => String, { description: 'What it is, for example PRINCIPAL or LATE_INTEREST.' })
  kind!: string

  @Field(() => String, { description: 'PRINCIPAL, INTEREST or COSTS.' })
  component!: string

  @Field(() => String, { description: 'CREDITOR, AGENCY or AUTHORITY: whose money it is.' })
  beneficiary!: string

  @Field(() => MoneyType, { description: 'Positive adds to the balance.' })
  amount!: MoneyType

  @Field(() => String, { nullable: true, description: 'The act and section.' })
  section!: string | null

  @Field(() => DateScalar, { nullable: true, description: 'Interest: its first day.' })
  from!: CalendarDate | null

  @Field(() => DateScalar, { nullable: true, description: 'Interest: its last day.' })
  to!: CalendarDate | null

  @Field(() => Int, { nullable: true, description: 'Interest: days, both ends counted.' })
  days!: number | null

  @Field(() => DecimalScalar, { nullable: true, description: 'Interest: percent a year.' })
  ratePercent!: string | null

  @Field(() => MoneyType, { nullable: true, description: 'Interest: the sum it runs on.' })
  base!: MoneyType | null

  @Field(() => Boolean, { description: 'False: interest that has run and has not been asked for.' })
  posted!: boolean
}

@ObjectType('StaffBalance', { description: 'What is owed at the end of a day, past or to come.' })
export class StaffBalanceType {
  @Field(() => DateScalar, { description: 'The day.' })
  on!: CalendarDate

  @Field(() => [StaffLineType], { description: 'Postings, then interest that has run since.' })
  lines!: StaffLineType[]

  @Field(() => MoneyType, { description: 'The sum of the lines.' })
  total!: MoneyType

  @Field(() => String, { nullable: true, description: 'Why the interest of the day is missing; null: it is there.' })
  problem!: string | null
}

@ObjectType('InstalmentStanding', { description: 'How an instalment of the running plan stands on a day.' })
export class InstalmentStandingType {
  @Field(() => Int, { description: 'Which one, from 1.' })
  ordinal!: number

  @Field(() => DateScalar, { description: 'Its last day.' })
  dueOn!: CalendarDate

  @Field(() => MoneyType, { description: 'What is to be paid.' })
  amount!: MoneyType

  @Field(() => MoneyType, { description: 'What payments until the day cover of it.' })
  covered!: MoneyType

  @Field(() => String, { description: 'PAID, DUE that day, LATE or TO_COME.' })
  state!: string
}

export function showLine(line: Line & { readonly posted: boolean }, currency: string): StaffLineType {
  const { on, kind, component, beneficiary, section, posted } = line
  return {
    ...{ on, kind, component, beneficiary, section, posted },
    amount: showCents(line.amount, currency),
    from: line.from ?? null,
    to: line.to ?? null,
    days: line.days ?? null,
    ratePercent: line.basisPoints === undefined ? null : percentOf(line.basisPoints),
    base: line.base === undefined ? null : showCents(line.base, currency),
  }
}

export function showBalance(balance: BalanceOn, currency: string): StaffBalanceType {
  const total = balance.lines.reduce((sum, line) => sum + line.amount, 0n)
  const lines = balance.lines.map((line) => showLine(line, currency))
  return { on: balance.on, lines, total: showCents(total, currency), problem: balance.problem }
}

export function showInstalment({ amount, covered, ...one }: InstalmentOn, currency: string): InstalmentStandingType {
  return { ...one, amount: showCents(amount, currency), covered: showCents(covered, currency) }
}
