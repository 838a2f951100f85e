import { Field, ObjectType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { MoneyType, showMoney } from '../../platform/graphql/money.type.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import type { StepKind } from '../../statute/facts.ts'
import { LegalStepEnum } from './case.enums.ts'
import type { AskedStep } from './caseView.ts'

@ObjectType('LegalReason', { description: 'A reason of the law, with a stable code.' })
export class LegalReasonType {
  @Field(() => String, { description: 'Stable code.' })
  code!: string

  @Field(() => String, { description: 'The same in plain English.' })
  text!: string
}

@ObjectType('StepAnswer', { description: 'What the law says about a step on a day.' })
export class StepAnswerType {
  @Field(() => LegalStepEnum, { description: 'The step.' })
  step!: StepKind

  @Field(() => Boolean, { description: 'Whether it may be taken on the day.' })
  allowed!: boolean

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day on which it may; null when no day alone helps.',
  })
  earliest!: CalendarDate | null

  @Field(() => MoneyType, { description: 'The most that it may cost the debtor on the day.' })
  cost!: MoneyType

  @Field(() => DateScalar, { nullable: true, description: 'The first day on which it may cost; null when it may not.' })
  chargeableFrom!: CalendarDate | null

  @Field(() => MoneyType, { description: 'The most that it may cost from then on.' })
  fullCost!: MoneyType

  @Field(() => [String], { description: 'The acts and sections.' })
  sections!: string[]

  @Field(() => [LegalReasonType], { description: 'Why.' })
  reasons!: LegalReasonType[]
}

export function showStepAnswer(answer: AskedStep): StepAnswerType {
  const { step, allowed, earliest, chargeableFrom } = answer
  return {
    ...{ step, allowed, earliest, chargeableFrom },
    cost: showMoney(answer.cost),
    fullCost: showMoney(answer.fullCost),
    sections: [...answer.sections],
    reasons: [...answer.reasons],
  }
}
