import { Field, ID, ObjectType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { MoneyType, showCents, showMoney } from '../../platform/graphql/money.type.ts'
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts'
import type { StepKind } from '../../statute/facts.ts'
import { LetterMailType, showMail } from '../letter/letterMail.type.ts'
import { PRINT_PATH } from '../letter/print/path.ts'
import type { Assignment, Step } from './assignment.ts'
import { LegalStepEnum } from './case.enums.ts'
import type { CaseLetter } from './caseView.ts'
import type { KnownPlan } from './paymentPlan.store.ts'

@ObjectType('StaffStep', { description: 'A letter or act that counts toward waiting times and caps.' })
export class StaffStepType {
  @Field(() => LegalStepEnum, { description: 'What it was.' })
  kind!: StepKind

  @Field(() => DateScalar, { description: 'When.' })
  sentOn!: CalendarDate

  @Field(() => MoneyType, { description: 'What the debtor was asked for it.' })
  charged!: MoneyType

  @Field(() => Boolean, { description: 'By the agency; otherwise before the hand-over.' })
  byAgency!: boolean
}

@ObjectType('CaseLetter', { description: 'A letter of the agency.' })
export class StaffLetterType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'What it is, in the words of LetterKind.' })
  kind!: string

  @Field(() => DateScalar, { description: 'The day it went.' })
  sentOn!: CalendarDate

  @Field(() => DateScalar, { description: 'Its last day to pay.' })
  dueOn!: CalendarDate

  @Field(() => String, { description: 'PRINT or EMAIL.' })
  channel!: string

  @Field(() => MoneyType, { description: 'What it asks for.' })
  total!: MoneyType

  @Field(() => String, { description: 'Its text.' })
  body!: string

  @Field(() => String, { nullable: true, description: 'Where its paper is; null for a letter that has only its text.' })
  url!: string | null

  @Field(() => String, { nullable: true, description: 'SHA-256 of the paper, in hexadecimal.' })
  sha256!: string | null

  @Field(() => LetterMailType, { nullable: true, description: 'How it fared by e-mail; null: it was never to go so.' })
  mail!: LetterMailType | null
}

@ObjectType('StaffEvent', { description: 'Something that happened to an assignment, with who did it.' })
export class StaffEventType {
  @Field(() => String, { description: 'What happened, in the words of AssignmentEventType.' })
  type!: string

  @Field(() => DateScalar, { description: 'The day it counts for.' })
  on!: CalendarDate

  @Field(() => DateTimeScalar, { description: 'When it was written down.' })
  at!: Date

  @Field(() => MoneyType, { nullable: true, description: 'The money that it is about.' })
  amount!: MoneyType | null

  @Field(() => String, { nullable: true, description: 'Words of whoever did it, or a code.' })
  note!: string | null

  @Field(() => String, { nullable: true, description: 'Who did it; null: the service by itself.' })
  by!: string | null
}

@ObjectType('StaffDispute', { description: 'A dispute and its answer.' })
export class StaffDisputeType {
  @Field(() => String, { description: 'DEBTOR or CREDITOR: who told the agency.' })
  raisedBy!: string

  @Field(() => String, { description: 'Why.' })
  reason!: string

  @Field(() => DateScalar, { description: 'When it was raised.' })
  raisedOn!: CalendarDate

  @Field(() => String, { description: 'WAITING, UPHELD or REJECTED.' })
  state!: string

  @Field(() => String, { nullable: true, description: 'The reasons of the answer.' })
  answer!: string | null
}

@ObjectType('StaffInstalment', { description: 'An instalment of a payment plan.' })
export class StaffInstalmentType {
  @Field(() => DateScalar, { description: 'Its last day.' })
  dueOn!: CalendarDate

  @Field(() => MoneyType, { description: 'What is to be paid.' })
  amount!: MoneyType
}

@ObjectType('StaffPlan', { description: 'A payment plan.' })
export class StaffPlanType {
  @Field(() => DateScalar, { description: 'When it was made.' })
  madeOn!: CalendarDate

  @Field(() => String, { description: 'RUNNING, KEPT, BROKEN or ENDED.' })
  state!: string

  @Field(() => [StaffInstalmentType], { description: 'In the order of their days.' })
  instalments!: StaffInstalmentType[]
}

@ObjectType('Limitation', { description: 'By when a debt becomes time-barred (728/2003).' })
export class LimitationType {
  @Field(() => DateScalar, { description: 'The last day on which it may be collected.' })
  expiresOn!: CalendarDate

  @Field(() => [String], { description: 'The acts and sections.' })
  sections!: string[]
}

export function showStep({ kind, sentOn, charged, byAgency }: Step): StaffStepType {
  return { kind, sentOn, charged: showMoney(charged), byAgency }
}

export function showLetter(
  { id, total, sha256, mail, ...letter }: CaseLetter,
  { companyId, currency }: Pick<Assignment, 'companyId' | 'currency'>,
): StaffLetterType {
  const globalId = encodeId('StaffLetter', companyId, id)
  const url = sha256 && `${PRINT_PATH}/${globalId}.pdf`
  return { ...letter, id: globalId, total: showCents(total, currency), url, sha256, mail: mail && showMail(mail) }
}

export function showPlan({ madeOn, state, instalments }: KnownPlan, currency: string): StaffPlanType {
  return {
    madeOn,
    state,
    instalments: instalments.map(({ dueOn, amount }) => ({ dueOn, amount: showCents(amount, currency) })),
  }
}
