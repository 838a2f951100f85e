import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { words } from '../../platform/graphql/enums.ts'
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts'
import { consentEndsOn } from '../../statute/electronicLetter.ts'
import type { ConsentRow } from './emailConsent.store.ts'
import { type ConsentWay, consentWays } from './emailConsent.ts'

export const ConsentWayEnum = words(consentWays)
registerEnumType(ConsentWayEnum, {
  name: 'ConsentWay',
  description: 'How a customer has consented to letters by e-mail.',
  valuesConfig: {
    WRITTEN: { description: 'In a contract or on paper.' },
    EMAIL: { description: 'By e-mail.' },
    ONLINE: { description: 'On a page where the customer is signed in.' },
    PHONE: { description: 'By telephone.' },
  } satisfies Record<ConsentWay, { description: string }>,
})

@ObjectType('EmailConsent', { description: "A customer's consent to letters by e-mail (513/1999, 5 §)." })
export class EmailConsentType {
  /** Not published; names are read by them. */
  companyId!: bigint
  recordedBy!: bigint
  withdrawnBy!: bigint | null

  @Field(() => String, { description: 'The address that it was given for.' })
  email!: string

  @Field(() => DateScalar, { description: 'When it was given.' })
  givenOn!: CalendarDate

  @Field(() => DateScalar, { description: 'Its last day, twelve months on, unless it is withdrawn.' })
  endsOn!: CalendarDate

  @Field(() => ConsentWayEnum, { description: 'How it was given.' })
  how!: ConsentWay

  @Field(() => DateTimeScalar, { description: 'When it was recorded here.' })
  recordedAt!: Date

  @Field(() => DateScalar, { nullable: true, description: 'The first day on which it holds no more, when withdrawn.' })
  withdrawnOn!: CalendarDate | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the withdrawal was recorded here.' })
  withdrawnAt!: Date | null
}

export function showConsent(row: ConsentRow): EmailConsentType {
  const { companyId, recordedBy, withdrawnBy, email, givenOn, how, recordedAt, withdrawnOn, withdrawnAt } = row
  return {
    ...{ companyId, recordedBy, withdrawnBy, email, givenOn, how, recordedAt, withdrawnOn, withdrawnAt },
    endsOn: consentEndsOn(givenOn),
  }
}

@InputType({ description: "A customer's consent to letters by e-mail, to the address on the card." })
export class RecordEmailConsentInput {
  @Field(() => ID, { description: 'The customer.' })
  customerId!: string

  @Field(() => DateScalar, { description: 'When it was given.' })
  givenOn!: CalendarDate

  @Field(() => ConsentWayEnum, { description: 'How it was given.' })
  how!: ConsentWay
}

@InputType({ description: 'The withdrawal of a consent.' })
export class WithdrawEmailConsentInput {
  @Field(() => ID, { description: 'The customer.' })
  customerId!: string

  @Field(() => DateScalar, { description: 'The first day on which it holds no more.' })
  withdrawnOn!: CalendarDate
}
