import { Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { MoneyType, showMoney } from '../../platform/graphql/money.type.ts'
import { DateScalar, DecimalScalar } from '../../platform/graphql/scalars.ts'
import { priceLists } from './priceList.store.ts'

@ObjectType('PriceList', { description: 'What the service costs a company from a day on, without VAT.' })
export class PriceListType {
  @Field(() => DateScalar, { description: 'The first day on which it holds; it holds until the next one.' })
  validFrom!: CalendarDate

  @Field(() => MoneyType, { description: 'For each invoice sent.' })
  transferFee!: MoneyType

  @Field(() => MoneyType, { description: 'For an assignment stopped on request.' })
  recallFee!: MoneyType

  @Field(() => DecimalScalar, { description: 'VAT on the fees, percent.' })
  vatPercent!: string
}

@Resolver()
export class PriceListResolver {
  @Query(() => [PriceListType], { description: 'All price lists, oldest first. Public.' })
  async priceLists(@Ctx() context: OperationContext): Promise<PriceListType[]> {
    const lists = await priceLists(await context.unit())
    return lists.map(({ validFrom, transferFee, recallFee, vatPercent }) => {
      return { validFrom, transferFee: showMoney(transferFee), recallFee: showMoney(recallFee), vatPercent }
    })
  }
}
