import { Field, ObjectType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { EnteredRate } from '../referenceRate.ts'
import { words } from './enums.ts'
import { DateScalar, DecimalScalar } from './scalars.ts'

type RateStatus = 'PUBLISHED' | 'DERIVED' | EnteredRate['status']
const RateStatusEnum = words<RateStatus>(['PUBLISHED', 'DERIVED', 'ENTERED', 'DEMO'])
registerEnumType(RateStatusEnum, {
  name: 'RateStatus',
  description: 'Where a reference rate comes from.',
  valuesConfig: {
    PUBLISHED: { description: 'Published by the Bank of Finland.' },
    DERIVED: { description: "Concluded from the European Central Bank's rate by the rule of the act; to be checked." },
    ENTERED: { description: 'Entered by staff when it was published.' },
    DEMO: { description: 'A made-up figure, for demonstration only.' },
  } satisfies Record<RateStatus, { description: string }>,
})

@ObjectType('ReferenceRate', {
  description:
    'The reference rate of a half-year (interest act 633/1982, 12 §). Late interest is 7 or 8 points above it.',
})
export class ReferenceRateType {
  @Field(() => DateScalar, { description: 'First day of the half-year.' })
  from!: CalendarDate

  @Field(() => DateScalar, { description: 'Last day of the half-year.' })
  to!: CalendarDate

  @Field(() => DecimalScalar, { description: 'Percent a year.' })
  percent!: string

  @Field(() => String, { description: 'What it was taken from.' })
  source!: string

  @Field(() => RateStatusEnum, { description: 'Where it comes from.' })
  status!: RateStatus
}

export interface ShownRate extends Omit<EnteredRate, 'status'> {
  readonly status: RateStatus
}

export function showReferenceRate({ from, to, basisPoints, source, status }: ShownRate): ReferenceRateType {
  const percent = `${basisPoints / 100n}.${(basisPoints % 100n).toString().padStart(2, '0')}`
  return { from, to, percent, source, status }
}
