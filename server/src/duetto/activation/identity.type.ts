import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { CompanyType } from '../../access/company.type.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { words } from '../../platform/graphql/enums.ts'
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts'
import { UserErrorType } from '../../platform/graphql/userError.type.ts'
import { type SigningKind, signingKinds } from './identity.ts'

export const SigningKindEnum = words(signingKinds)
registerEnumType(SigningKindEnum, {
  name: 'SigningKind',
  description: 'How the person who takes the service into use binds the company.',
  valuesConfig: {
    ALONE: { description: 'They have the right to sign alone.' },
    TOGETHER: { description: 'They have the right to sign together with others.' },
    MANDATE: { description: 'They have a mandate from those with the right to sign.' },
  } satisfies Record<SigningKind, { description: string }>,
})

@ObjectType('BeneficialOwner', {
  description: 'Who in the end owns or controls more than a quarter of a company (444/2017, 1:5 §).',
})
export class BeneficialOwnerType {
  @Field(() => String, { description: 'Name.' })
  name!: string

  @Field(() => DateScalar, { description: 'Day of birth.' })
  bornOn!: CalendarDate

  @Field(() => String, { description: 'Citizenship, ISO 3166 alpha-2.' })
  country!: string
}

@ObjectType('IdentityStatement', { description: 'What a company has said of itself for the identity check.' })
export class IdentityStatementType {
  @Field(() => SigningKindEnum, { description: 'How the person binds the company.' })
  signing!: SigningKind

  @Field(() => [String], { description: 'Those with the right to sign.' })
  signatories!: readonly string[]

  @Field(() => [BeneficialOwnerType], { description: 'Owners above a quarter; empty when there are none.' })
  owners!: readonly BeneficialOwnerType[]

  @Field(() => Boolean, { description: 'Whether any of them is politically exposed, or close to one who is.' })
  politicallyExposed!: boolean

  @Field(() => String, { nullable: true, description: 'What the company wrote to the agency with it.' })
  explanation?: string | null

  @Field(() => DateTimeScalar, { description: 'When it was stated.' })
  statedAt!: Date
}

@ObjectType('IdentityCheck', { description: 'A statement that the agency has answered, and its answer.' })
export class IdentityCheckType {
  @Field(() => IdentityStatementType, { description: 'What the company said of itself then.' })
  statement!: IdentityStatementType

  @Field(() => Boolean, { description: 'True: identified. False: rejected.' })
  approved!: boolean

  @Field(() => String, { nullable: true, description: 'What the agency wrote with its answer.' })
  note!: string | null

  @Field(() => DateTimeScalar, { description: 'When it was answered.' })
  answeredAt!: Date
}

@InputType({ description: 'An owner above a quarter.' })
export class BeneficialOwnerInput {
  @Field(() => String, { description: 'Name.' })
  name!: string

  @Field(() => DateScalar, { description: 'Day of birth.' })
  bornOn!: CalendarDate

  @Field(() => String, { description: 'Citizenship, ISO 3166 alpha-2.' })
  country!: string
}

@InputType({ description: 'What a company says of itself for the identity check.' })
export class IdentityInput {
  @Field(() => SigningKindEnum, { description: 'How the person binds the company.' })
  signing!: SigningKind

  @Field(() => [String], { description: 'Those with the right to sign, 1 to 20.' })
  signatories!: string[]

  @Field(() => [BeneficialOwnerInput], { description: 'Owners above a quarter, at most 20.' })
  owners!: BeneficialOwnerInput[]

  @Field(() => Boolean, { description: 'Whether any of them is politically exposed, or close to one who is.' })
  politicallyExposed!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'A word to the agency: what has been corrected, where a paper is found. At most 1,000 characters.',
  })
  explanation?: string | null
}

@InputType({ description: 'The first step into the service.' })
export class BeginActivationInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string
}

@InputType({ description: 'The second step into the service.' })
export class StateIdentityInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => IdentityInput, { description: 'What it says of itself.' })
  identity!: IdentityInput
}

@ObjectType({ description: 'What a step into the service came to.' })
export class ActivationStepPayload {
  @Field(() => CompanyType, { nullable: true, description: 'The company.' })
  company!: CompanyType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description:
      'ALREADY_ACTIVE, KYC_PENDING, ACTIVATION_REJECTED, SIGNATORY_MISSING, OWNER_INCOMPLETE, REASON_TOO_LONG or IDENTITY_TOO_OFTEN.',
  })
  error!: UserErrorType | null
}
