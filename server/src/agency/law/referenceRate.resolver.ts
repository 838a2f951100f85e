import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { halfYearOf } from '../../kernel/calendarDate.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { ReferenceRateType, showReferenceRate } from '../../platform/graphql/referenceRate.type.ts'
import { DateScalar, DecimalScalar } from '../../platform/graphql/scalars.ts'
import { showRefusal, UserErrorType } from '../../platform/graphql/userError.type.ts'
import { enteredRates, referenceRates } from '../../platform/referenceRate.ts'
import { ProposalType, showProposal } from './datedData.type.ts'
import type { Rates } from './rates.ts'

@InputType({ description: 'A reference rate that has been published.' })
export class EnterReferenceRateInput {
  @Field(() => DateScalar, { description: 'First day of the half-year: 1 January or 1 July.' })
  from!: CalendarDate

  @Field(() => DecimalScalar, { description: 'Percent a year, in whole or half points.' })
  percent!: string

  @Field(() => String, { description: 'Where it was published.' })
  source!: string

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Made up for a demonstration; a real one replaces it.',
  })
  demo?: boolean | null
}

@ObjectType({ description: 'The answer to entering a reference rate.' })
export class EnterReferenceRatePayload {
  @Field(() => ReferenceRateType, {
    nullable: true,
    description: 'The rate as it holds; null when it waits for approval or was refused.',
  })
  rate!: ReferenceRateType | null

  @Field(() => ProposalType, {
    nullable: true,
    description: 'A published rate waits for the approval of another of the staff; null for a made-up one.',
  })
  proposal!: ProposalType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: '`NOT_HALF_YEAR`, `NOT_HALF_POINTS`, `SOURCE_NEEDED`, `RATE_EXISTS` or `ALREADY_PROPOSED`.',
  })
  error!: UserErrorType | null
}

@Resolver()
export class ReferenceRateResolver {
  readonly #rates: Rates

  constructor(rates: Rates) {
    this.#rates = rates
  }

  @Query(() => [ReferenceRateType], { description: 'All reference rates on record, oldest first. Public.' })
  async referenceRates(@Ctx() context: OperationContext): Promise<ReferenceRateType[]> {
    const unit = await context.unit()
    const demo = new Set((await enteredRates(unit)).flatMap(({ from, status }) => (status === 'DEMO' ? [from] : [])))
    const rates = await referenceRates(unit)
    return rates.map((rate) => {
      const status = demo.has(rate.from) ? 'DEMO' : rate.status
      return showReferenceRate({ ...rate, to: halfYearOf(rate.from).to, status })
    })
  }

  @Mutation(() => EnterReferenceRatePayload, {
    description:
      'Puts a made-up reference rate on record, and a published one forward as `proposeReferenceRate` does. Staff only.',
  })
  async enterReferenceRate(
    @Ctx() context: OperationContext,
    @Arg('input', () => EnterReferenceRateInput, { description: 'The rate.' }) input: EnterReferenceRateInput,
  ): Promise<EnterReferenceRatePayload> {
    const { from, percent, source, demo } = input
    const entered = await this.#rates.enter(context.scope, { from, percent, source, isDemo: demo ?? false })
    if (!entered.ok) return { rate: null, proposal: null, error: showRefusal(entered.error) }
    const { rate, proposal } = entered.value
    return { rate: rate && showReferenceRate(rate), proposal: proposal && showProposal(proposal), error: null }
  }
}
