import { Field, ObjectType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts'
import type { StatedBalance } from '../case/statedBalance.ts'
import type { ClientFundsStanding } from './fundsCheck.ts'

@ObjectType('ClientFundsStanding', { description: 'What client funds of a currency owe, and to whom.' })
export class ClientFundsStandingType {
  @Field(() => MoneyType, { description: 'Came in, less what the bank took back.' })
  received!: MoneyType

  @Field(() => MoneyType, { description: 'Settled with creditors.' })
  settled!: MoneyType

  @Field(() => MoneyType, { description: 'Given back to debtors and payers.' })
  paidOut!: MoneyType

  @Field(() => MoneyType, { description: "The agency's share that was moved to its own account." })
  taken!: MoneyType

  @Field(() => MoneyType, { description: 'Owed to creditors: collected and not settled yet.' })
  owedToCreditors!: MoneyType

  @Field(() => MoneyType, {
    description: 'Owed by creditors: settled with them for payments that the bank has taken back since.',
  })
  owedByCreditors!: MoneyType

  @Field(() => MoneyType, { description: "The agency's own: costs that debtors have paid." })
  owedToAgency!: MoneyType

  @Field(() => MoneyType, { description: 'Owed to debtors: paid above what was owed.' })
  owedToDebtors!: MoneyType

  @Field(() => MoneyType, { description: 'Payments that no assignment fits.' })
  unmatched!: MoneyType

  @Field(() => MoneyType, { description: 'What there should be less what is owed: always zero.' })
  difference!: MoneyType

  @Field(() => MoneyType, { description: 'What is on the accounts by the bank: all that came in less all that left.' })
  onAccounts!: MoneyType

  @Field(() => MoneyType, { description: 'Settled, given back and moved, and not booked by the bank yet.' })
  underWay!: MoneyType

  @Field(() => MoneyType, { description: 'Left the accounts without a transfer of a payment file that asked for it.' })
  unexplained!: MoneyType

  @Field(() => MoneyType, {
    description:
      'What is on the accounts, with what left unexplained, less what is owed and what is under way: always zero.',
  })
  bankDifference!: MoneyType
}

@ObjectType('StatedBalance', { description: 'What the bank says is on an account for client funds.' })
export class StatedBalanceType {
  @Field(() => String, { description: 'The account, as an IBAN.' })
  iban!: string

  @Field(() => DateScalar, { description: 'The day of the newest statement.' })
  on!: CalendarDate

  @Field(() => MoneyType, { description: 'What it says is there at the end of that day.' })
  amount!: MoneyType

  @Field(() => MoneyType, {
    description:
      'That less what the transactions since the first statement make: other than zero when a file is still to be imported.',
  })
  difference!: MoneyType
}

export function showStated({ iban, on, amount, difference, currency }: StatedBalance): StatedBalanceType {
  return { iban, on, amount: showCents(amount, currency), difference: showCents(difference, currency) }
}

@ObjectType('ClientFundsProof', { description: 'Whether client funds are what is owed.' })
export class ClientFundsProofType {
  @Field(() => [ClientFundsStandingType], { description: 'One per currency.' })
  standings!: ClientFundsStandingType[]

  @Field(() => String, {
    nullable: true,
    description: '`CLIENT_FUNDS_DIFFER` when they are not: nothing may leave the account until it is explained.',
  })
  alarm!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the nightly proof was last made.' })
  checkedAt!: Date | null

  @Field(() => [StatedBalanceType], {
    description:
      'What the newest statement of each account says is on it; none before the first camt.053 with balances.',
  })
  statedBalances!: StatedBalanceType[]
}

export function showStanding({ currency, ...cents }: ClientFundsStanding): ClientFundsStandingType {
  const show = (amount: bigint) => showCents(amount, currency)
  return {
    received: show(cents.received),
    settled: show(cents.settled),
    paidOut: show(cents.paidOut),
    taken: show(cents.taken),
    owedToCreditors: show(cents.owedToCreditors),
    owedByCreditors: show(cents.owedByCreditors),
    owedToAgency: show(cents.owedToAgency),
    owedToDebtors: show(cents.owedToDebtors),
    unmatched: show(cents.unmatched),
    difference: show(cents.difference),
    onAccounts: show(cents.onAccounts),
    underWay: show(cents.underWay),
    unexplained: show(cents.unexplained),
    bankDifference: show(cents.bankDifference),
  }
}
