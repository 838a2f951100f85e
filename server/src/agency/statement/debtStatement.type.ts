import { Field, ID, InputType, ObjectType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import type { StatementOffer } from './debtStatement.ts'

@ObjectType('SameDebtorDebt', {
  description: 'Another debt that the agency holds of what seems to be the same debtor.',
})
export class SameDebtorDebtType {
  @Field(() => ID, { description: 'Id of the assignment in the book of the agency.' })
  assignmentId!: string

  @Field(() => String, { description: 'Name of the creditor.' })
  creditorName!: string

  @Field(() => String, { description: 'Number of the invoice.' })
  invoiceNumber!: string

  @Field(() => DateScalar, { description: 'Due date of the invoice.' })
  dueOn!: CalendarDate

  @Field(() => MoneyType, { description: 'What is owed by the postings; interest since the newest is not in it.' })
  balance!: MoneyType
}

@ObjectType('DebtStatementOffer', {
  description: 'What a statement of debts would state, and whether it is free by law (513/1999 4 a §).',
})
export class DebtStatementOfferType {
  @Field(() => Boolean, {
    description:
      'Whether the debtor is known by its business ID: then all debts are stated. Otherwise the debts have the same name and address, and staff choose which are the same person.',
  })
  isKnown!: boolean

  @Field(() => [SameDebtorDebtType], { description: 'The other debts.' })
  others!: SameDebtorDebtType[]

  @Field(() => Boolean, {
    description: "Whether it is the year's free one by law. The agency charges nothing for any.",
  })
  isFree!: boolean

  @Field(() => DateScalar, { nullable: true, description: 'When the newest one was given; null: none.' })
  lastGivenOn!: CalendarDate | null

  @Field(() => DateScalar, { nullable: true, description: 'From which day the next one is free by law; null: any.' })
  freeFrom!: CalendarDate | null

  @Field(() => String, { description: 'The act and section.' })
  section!: string
}

@InputType({ description: 'A statement of debts to the debtor of an assignment.' })
export class GiveDebtStatementInput {
  @Field(() => ID, { description: 'Id of the assignment in the book of the agency.' })
  assignmentId!: string

  @Field(() => [ID], {
    nullable: true,
    description:
      "Which of the others are the same person's; at most all that are offered. Not needed with a business ID: all are stated.",
  })
  otherIds?: string[] | null

  @Field(() => Boolean, {
    nullable: true,
    description: "Confirms that another is given, without charge, although the year's free one has been.",
  })
  again?: boolean | null
}

export function showOffer({ isKnown, others, answer }: StatementOffer): DebtStatementOfferType {
  return {
    isKnown,
    others: others.map(({ companyId, id, creditorName, invoiceNumber, dueOn, balance, currency }) => ({
      assignmentId: encodeId('StaffAssignment', companyId, id),
      ...{ creditorName, invoiceNumber, dueOn },
      balance: showCents(balance, currency),
    })),
    ...answer,
  }
}
