import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { money, parseDecimal } from '../../kernel/money.ts'
import { words } from '../../platform/graphql/enums.ts'
import { BadInput } from '../../platform/graphql/inputError.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../platform/graphql/scalars.ts'
import { UserErrorType } from '../../platform/graphql/userError.type.ts'
import type { CreditorCard } from '../case/assignment.ts'
import {
  HOUSE_POLICY,
  type LetterStep,
  letterSteps,
  type NewPolicy,
  type Policy,
  type StepRule,
} from '../case/policy.ts'
import type { CompanyFile, CreditorRow } from './companyFile.ts'

const LetterStepEnum = words(letterSteps)
registerEnumType(LetterStepEnum, {
  name: 'LadderLetter',
  description: 'A letter of the ladder.',
  valuesConfig: {
    REMINDER: { description: 'Payment reminder.' },
    NOTICE: { description: 'Payment notice.' },
    DEMAND: { description: 'First payment demand.' },
    SECOND_DEMAND: { description: 'Second payment demand.' },
  } satisfies Record<LetterStep, { description: string }>,
})

const channels = ['AUTO', 'PRINT'] as const satisfies readonly StepRule['channel'][]
const PolicyChannelEnum = words(channels)
registerEnumType(PolicyChannelEnum, {
  name: 'PolicyChannel',
  description: 'How a letter goes.',
  valuesConfig: {
    AUTO: { description: 'By e-mail where that is allowed and an address is known, otherwise on paper.' },
    PRINT: { description: 'On paper.' },
  },
})

const lasts = ['LEGAL_DECISION', 'SURVEILLANCE', 'GIVE_UP'] as const satisfies readonly Policy['last'][]
const LadderEndEnum = words(lasts)
registerEnumType(LadderEndEnum, {
  name: 'LadderEnd',
  description: 'What follows when the last letter stayed unpaid.',
  valuesConfig: {
    LEGAL_DECISION: { description: 'A person decides about legal collection.' },
    SURVEILLANCE: { description: 'The debt is watched quietly.' },
    GIVE_UP: { description: 'The assignment ends as a credit loss.' },
  },
})

@ObjectType('PolicyRule', {
  description: 'What a policy wants of one letter. The law decides; a policy is only milder.',
})
export class PolicyRuleType {
  @Field(() => LetterStepEnum, { description: 'The letter.' })
  step!: LetterStep

  @Field(() => Boolean, { description: 'Whether it is sent at all.' })
  taken!: boolean

  @Field(() => Int, { description: 'Days from the letter before, or from the due date for the first, at least.' })
  afterDays!: number

  @Field(() => PolicyChannelEnum, { description: 'How it goes.' })
  channel!: StepRule['channel']

  @Field(() => MoneyType, { description: 'Open principal below which it is left out.' })
  minimum!: MoneyType
}

@ObjectType('LadderPolicy', { description: 'How the receivables of a company are collected: one version.' })
export class LadderPolicyType {
  @Field(() => Int, { description: 'Its number; 0 is the policy of the house.' })
  version!: number

  @Field(() => DateScalar, { description: 'Assignments received from this day on run under it.' })
  validFrom!: CalendarDate

  @Field(() => [PolicyRuleType], { description: 'The letters, in the order of the ladder.' })
  rules!: PolicyRuleType[]

  @Field(() => LadderEndEnum, { description: 'What follows the last letter.' })
  last!: Policy['last']

  @Field(() => MoneyType, {
    description: 'Open principal below which surveillance follows instead of a legal decision.',
  })
  legalMinimum!: MoneyType

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was made; null for the house.' })
  madeAt!: Date | null
}

@ObjectType('CompanyContact', {
  description: 'Where a company is and how it is reached, as its newest material says: its letters say the same.',
})
export class CompanyContactType {
  @Field(() => String, { nullable: true, description: 'Street.' })
  street!: string | null

  @Field(() => String, { nullable: true, description: 'Post code.' })
  postCode!: string | null

  @Field(() => String, { nullable: true, description: 'Town.' })
  town!: string | null

  @Field(() => String, { nullable: true, description: 'E-mail.' })
  email!: string | null

  @Field(() => String, { nullable: true, description: 'Phone number.' })
  phone!: string | null

  @Field(() => String, { nullable: true, description: 'The account to which settlements are paid.' })
  iban!: string | null

  @Field(() => Boolean, { description: 'Whether it may deduct VAT, and so bears that on costs.' })
  mayDeductVat!: boolean
}

@ObjectType('CompanyFile', { description: 'What the agency keeps about a company that it works for. Staff only.' })
export class CompanyFileType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'Business ID.' })
  businessId!: string

  @Field(() => String, { description: 'Name; the business ID before the first assignment.' })
  name!: string

  @Field(() => Boolean, { description: 'Whether the agency takes no assignments from it now.' })
  blocked!: boolean

  @Field(() => DateTimeScalar, { description: 'When its first message came.' })
  openedAt!: Date

  @Field(() => Int, { description: 'Running assignments.' })
  running!: number

  @Field(() => CompanyContactType, { nullable: true, description: 'Contact data; null before the first assignment.' })
  contact!: CompanyContactType | null

  @Field(() => Boolean, { description: 'Whether its letters lack where it is, which they must say (513/1999 5 a §).' })
  addressMissing!: boolean

  @Field(() => [LadderPolicyType], {
    description: 'Versions of its policy, the newest first; the policy of the house last.',
  })
  policies!: LadderPolicyType[]
}

@ObjectType('CompanyFileEntry', { description: 'A company in the list of those that the agency works for.' })
export class CompanyFileEntryType {
  @Field(() => ID, { description: 'Id of the company file.' })
  id!: string

  @Field(() => String, { description: 'Business ID.' })
  businessId!: string

  @Field(() => String, { description: 'Name.' })
  name!: string

  @Field(() => Int, { description: 'Running assignments.' })
  running!: number

  @Field(() => Boolean, { description: 'Whether its letters lack where it is, which they must say (513/1999 5 a §).' })
  addressMissing!: boolean
}

export const CompanyFileConnection = connectionType('CompanyFileEntry', () => CompanyFileEntryType)

@InputType({ description: 'What a policy wants of one letter.' })
export class PolicyRuleInput {
  @Field(() => LetterStepEnum, { description: 'The letter.' })
  step!: LetterStep

  @Field(() => Boolean, { description: 'Whether it is sent at all.' })
  taken!: boolean

  @Field(() => Int, { description: 'Days from the letter before, or from the due date for the first, at least.' })
  afterDays!: number

  @Field(() => PolicyChannelEnum, { description: 'How it goes.' })
  channel!: StepRule['channel']

  @Field(() => DecimalScalar, { description: 'Open principal in euro below which it is left out.' })
  minimum!: string
}

@InputType({ description: 'A new version of the policy of a company.' })
export class SetPolicyInput {
  @Field(() => ID, { description: 'Id of the company file.' })
  companyFileId!: string

  @Field(() => DateScalar, { description: 'From which day on; today or later.' })
  validFrom!: CalendarDate

  @Field(() => [PolicyRuleInput], { description: 'One rule for each letter.' })
  rules!: PolicyRuleInput[]

  @Field(() => LadderEndEnum, { description: 'What follows the last letter.' })
  last!: Policy['last']

  @Field(() => DecimalScalar, { description: 'Open principal in euro below which surveillance follows.' })
  legalMinimum!: string
}

@ObjectType({ description: 'What came of a new policy.' })
export class SetPolicyPayload {
  @Field(() => CompanyFileType, { nullable: true, description: 'The company file with it; null when refused.' })
  file!: CompanyFileType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: 'VALID_FROM_PAST, REMINDER_NEEDED, FIRST_DEMAND_NEEDED or DAYS_OUT_OF_RANGE.',
  })
  error!: UserErrorType | null
}

const EURO = 'EUR'

function showPolicy(policy: Policy, madeAt: Date | null): LadderPolicyType {
  const rules = letterSteps.map((step) => {
    const { taken, afterDays, channel, minimum } = policy.rules[step]
    return { step, taken, afterDays, channel, minimum: showCents(minimum, EURO) }
  })
  const { version, validFrom, last } = policy
  return { version, validFrom, last, rules, legalMinimum: showCents(policy.legalMinimum, EURO), madeAt }
}

export function showEntry({ companyId, businessId, name, running, card }: CreditorRow): CompanyFileEntryType {
  const addressMissing = card !== null && card.address.town === null
  const id = encodeId('CompanyFile', companyId, companyId)
  return { id, businessId, name: name ?? businessId, running, addressMissing }
}

function showContact({ address, email, phone, iban, mayDeductVat }: CreditorCard): CompanyContactType {
  const { street, postCode, town } = address
  return { street, postCode, town, email, phone, iban, mayDeductVat }
}

export function showFile(file: CompanyFile): CompanyFileType {
  const own = file.policies.map(({ policy, madeAt }) => showPolicy(policy, madeAt))
  return {
    ...showEntry(file),
    blocked: file.state === 'BLOCKED',
    openedAt: file.openedAt,
    contact: file.card && showContact(file.card),
    policies: [...own, showPolicy(HOUSE_POLICY, null)],
  }
}

function centsIn(text: string): bigint {
  const parsed = parseDecimal(text, EURO) ?? money(-1n)
  if (parsed.minor < 0n) throw new BadInput('A minimum is an amount of euro, not below zero.')
  return parsed.minor
}

/** Throws BadInput unless each letter has one rule. */
export function readPolicyInput({ validFrom, rules, last, legalMinimum }: SetPolicyInput): NewPolicy {
  const byStep = new Map(
    rules.map(({ step, taken, afterDays, channel, minimum }) => {
      return [step, { taken, afterDays, channel, minimum: centsIn(minimum) }] as const
    }),
  )
  const rule = (step: LetterStep): StepRule => {
    const found = byStep.get(step)
    if (!found || rules.length !== letterSteps.length) throw new BadInput('A policy has one rule for each letter.')
    return found
  }
  const whole = {
    REMINDER: rule('REMINDER'),
    NOTICE: rule('NOTICE'),
    DEMAND: rule('DEMAND'),
    SECOND_DEMAND: rule('SECOND_DEMAND'),
  }
  return { validFrom, rules: whole, last, legalMinimum: centsIn(legalMinimum) }
}
