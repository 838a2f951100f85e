import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { words } from '../../platform/graphql/enums.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts'
import { showRefusal, UserErrorType } from '../../platform/graphql/userError.type.ts'
import type { DifferenceRow } from './netvisorChange.store.ts'
import { type ChangedPart, type Compared, changedParts, type StandingInvoice, standingOf } from './netvisorChange.ts'

export const ChangedPartEnum = words(changedParts)
registerEnumType(ChangedPartEnum, {
  name: 'NetvisorPart',
  description: 'What of an invoice changed in Netvisor.',
  valuesConfig: {
    TOTAL: { description: 'Its total.' },
    DUE_DATE: { description: 'Its due date.' },
    ROWS: { description: 'Its rows.' },
    STATUS: { description: 'It was rejected.' },
    CREDIT_NOTE: { description: 'A credit note that was matched with it is not any more.' },
  } satisfies Record<ChangedPart, { description: string }>,
})

@ObjectType('NetvisorDifference', {
  description:
    'An invoice changed in Netvisor, and the books did not take the change over by themselves: a person decides.',
})
export class NetvisorDifferenceType {
  /** Not published. */
  companyId!: bigint
  invoiceId!: bigint

  @Field(() => String, { description: "Netvisor's own key of the invoice or credit note." })
  netvisorKey!: string

  @Field(() => String, { description: 'Its number in Netvisor.' })
  number!: string

  @Field(() => DateTimeScalar, { description: 'When the change was first seen.' })
  since!: Date

  @Field(() => [ChangedPartEnum], { description: 'What changed.' })
  parts!: readonly ChangedPart[]

  @Field(() => MoneyType, { description: 'The total in the books.' })
  totalHere!: MoneyType

  @Field(() => MoneyType, { nullable: true, description: 'The total in Netvisor, when it changed.' })
  totalThere!: MoneyType | null

  @Field(() => DateScalar, { description: 'The due date in the books.' })
  dueOnHere!: CalendarDate

  @Field(() => DateScalar, { nullable: true, description: 'The due date in Netvisor, when it changed.' })
  dueOnThere!: CalendarDate | null

  @Field(() => UserErrorType, { description: 'Why the books did not take it over, and what to do.' })
  error!: UserErrorType

  @Field(() => Boolean, {
    description:
      'Whether a decision may bring it into the books today; a credit and a rejection are dealt with on the invoice instead.',
  })
  canBeTakenOver!: boolean
}

@InputType({ description: 'A decision about a change in Netvisor.' })
export class DecideNetvisorChangeInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => String, { description: "Netvisor's own key of the invoice or credit note." })
  netvisorKey!: string

  @Field(() => Boolean, {
    description: 'True: the books take what Netvisor has. False: the books keep what they have.',
  })
  takeOver!: boolean
}

export function showDifference(row: DifferenceRow): NetvisorDifferenceType {
  const { companyId, invoiceId, number, since, parts, currency } = row
  const { reason, isTakeable } = standingOf(row, ...sidesOf(row))
  return {
    ...{ companyId, invoiceId, number, since, parts },
    error: showRefusal(reason),
    netvisorKey: row.key.toString(),
    totalHere: showCents(row.totalHere, currency),
    totalThere: parts.includes('TOTAL') && row.totalThere !== null ? showCents(row.totalThere, currency) : null,
    dueOnHere: row.dueOnHere,
    dueOnThere: parts.includes('DUE_DATE') ? row.dueOnThere : null,
    canBeTakenOver: isTakeable,
  }
}

/** The books and Netvisor; rows decide nothing about what may be taken over. */
function sidesOf(row: DifferenceRow): [StandingInvoice, Compared] {
  const { issuedOn, currency, paid, beyond, open, inService, source } = row
  const here = { total: row.totalHere, dueOn: row.dueOnHere, rows: [] }
  const there = { total: row.totalThere ?? row.totalHere, dueOn: row.dueOnThere ?? row.dueOnHere, rows: [] }
  return [{ ...here, issuedOn, currency, paid, beyond, open, inService, source, firstDueOn: null }, there]
}
