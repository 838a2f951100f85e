import { Field, ObjectType } from 'type-graphql'
import { formatDecimal, type Money } from '../../kernel/money.ts'
import { DecimalScalar } from './scalars.ts'

@ObjectType('Money', {
  description: 'An amount of money in one currency. Amounts of different currencies are never added up.',
})
export class MoneyType {
  @Field(() => DecimalScalar, {
    description:
      'The amount with the decimals of its currency (ISO 4217), for example "12.50" EUR or "1250" JPY; may be negative.',
  })
  amount!: string

  @Field(() => String, { description: 'ISO 4217 code of the currency, for example "EUR".' })
  currency!: string
}

export function showMoney(money: Money): MoneyType {
  return { amount: formatDecimal(money), currency: money.currency }
}

/** `minor` counts the currency's minor units. */
export function showCents(minor: bigint, currency: string): MoneyType {
  return showMoney({ minor, currency })
}
