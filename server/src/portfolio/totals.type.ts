import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { StageEnum } from '../duetto/assignment/assignment.enums.ts'
import { words } from '../platform/graphql/enums.ts'
import { MoneyType, showCents } from '../platform/graphql/money.type.ts'
import { DateScalar } from '../platform/graphql/scalars.ts'
import { ageingBuckets, runningStages, type TotalsRow } from './totals.store.ts'

type RunningStage = (typeof runningStages)[number]
type AgeingBucket = (typeof ageingBuckets)[number]

const AgeingBucketEnum = words(ageingBuckets)
registerEnumType(AgeingBucketEnum, {
  name: 'AgeingBucket',
  description: "Days past the invoice's due date.",
  valuesConfig: {
    NOT_DUE: { description: 'The due date is today or later.' },
    DAYS_1_30: { description: '1 to 30 days late.' },
    DAYS_31_60: { description: '31 to 60 days late.' },
    DAYS_61_90: { description: '61 to 90 days late.' },
    DAYS_91_180: { description: '91 to 180 days late.' },
    DAYS_OVER_180: { description: 'More than 180 days late.' },
  } satisfies Record<AgeingBucket, { description: string }>,
})

@ObjectType('StageTotal', { description: 'The running assignments of one stage.' })
export class StageTotalType {
  @Field(() => StageEnum, { description: 'The stage.' })
  stage!: RunningStage

  @Field(() => Int, { description: 'How many assignments.' })
  count!: number

  @Field(() => MoneyType, { description: 'The principal that was handed over.' })
  principal!: MoneyType

  @Field(() => MoneyType, { description: 'What is owed now: principal, costs and posted interest less payments.' })
  balance!: MoneyType
}

@ObjectType('AgeingTotal', { description: 'The running assignments of one age.' })
export class AgeingTotalType {
  @Field(() => AgeingBucketEnum, { description: 'How late they are.' })
  bucket!: AgeingBucket

  @Field(() => Int, { description: 'How many assignments.' })
  count!: number

  @Field(() => MoneyType, { description: 'What is owed now.' })
  balance!: MoneyType
}

@ObjectType('Totals', {
  description:
    'Running assignments in one currency, in figures kept as they change. Interest not yet posted is not in them.',
})
export class TotalsType {
  @Field(() => String, { description: 'ISO 4217 code of the currency.' })
  currency!: string

  @Field(() => Int, { description: 'How many assignments are running.' })
  count!: number

  @Field(() => MoneyType, { description: 'The principal that was handed over in them.' })
  principal!: MoneyType

  @Field(() => MoneyType, { description: 'What is owed now in them.' })
  balance!: MoneyType

  @Field(() => [StageTotalType], {
    description: 'The same by stage: always SENT, RECEIVED, REMINDER, NOTICE and COLLECTION, in this order.',
  })
  stages!: StageTotalType[]

  @Field(() => [AgeingTotalType], {
    description: 'The same by days past the due date: always every bucket, the youngest first.',
  })
  ageing!: AgeingTotalType[]

  @Field(() => Int, {
    description: 'How many assignments arrived in the last 30 days, today included, running or not.',
  })
  arrivedCount!: number

  @Field(() => MoneyType, { description: 'The principal of those that arrived.' })
  arrived!: MoneyType

  @Field(() => Int, { description: 'How many payments came in the last 30 days, to the agency or past it.' })
  paidCount!: number

  @Field(() => MoneyType, { description: 'How much those payments were.' })
  paid!: MoneyType

  @Field(() => DateScalar, { description: 'The day as of which ageing and the last 30 days are counted.' })
  asOf!: string
}

export function showTotals(row: TotalsRow): TotalsType {
  const money = (cents: bigint | undefined) => showCents(cents ?? 0n, row.currency)
  return {
    currency: row.currency,
    count: row.cases,
    principal: money(row.principal),
    balance: money(row.balance),
    stages: runningStages.map((stage, i) => ({
      stage,
      count: row.stageCases[i] ?? 0,
      principal: money(row.stagePrincipal[i]),
      balance: money(row.stageBalance[i]),
    })),
    ageing: ageingBuckets.map((bucket, i) => ({
      bucket,
      count: row.ageCases[i] ?? 0,
      balance: money(row.ageBalance[i]),
    })),
    arrivedCount: row.arrivedCases,
    arrived: money(row.arrived),
    paidCount: row.paidCases,
    paid: money(row.paid),
    asOf: row.asOf,
  }
}
