import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { CompanyType, companyGlobalId } from '../../access/company.type.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { words } from '../../platform/graphql/enums.ts'
import { DateScalar, DateTimeScalar } from '../../platform/graphql/scalars.ts'
import { UserErrorType } from '../../platform/graphql/userError.type.ts'
import type { ActivationRow, KycRequest } from './activation.store.ts'
import { type ActivationState, activationStates, stateUnder } from './activation.ts'
import { IdentityCheckType, IdentityInput, IdentityStatementType } from './identity.type.ts'

export const ActivationStateEnum = words(activationStates)
registerEnumType(ActivationStateEnum, {
  name: 'ActivationState',
  description: 'Where a company is on its way into the service.',
  valuesConfig: {
    NOT_ACTIVE: { description: 'Never begun.' },
    TERMS_PENDING: { description: 'Begun, or in use under an earlier version; the terms are not accepted yet.' },
    KYC_PENDING: { description: 'The terms are accepted; the agency identifies its customer.' },
    ACTIVE: { description: 'In use: invoices can be sent.' },
    REJECTED: { description: 'The identity check failed.' },
    REMOVED: { description: 'The company has left the service.' },
  } satisfies Record<ActivationState, { description: string }>,
})

@ObjectType('ServiceActivation', {
  description: "A company's way into the service: who accepted which terms, and how it stands.",
})
export class ActivationType {
  /** Not published. */
  companyId!: bigint
  /** Not published. */
  acceptedBy!: bigint | null

  @Field(() => Boolean, {
    description: 'Whether the agency still has to identify the company; false for one that only accepts a new version.',
  })
  identityNeeded!: boolean

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the way into the service was last begun.' })
  begunAt!: Date | null

  @Field(() => ActivationStateEnum, { description: 'How it stands.' })
  state!: ActivationState

  @Field(() => String, { nullable: true, description: 'Version of the terms that were accepted.' })
  termsVersion!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the terms were accepted.' })
  acceptedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'E-mail of the person who accepted, as it was then.' })
  contactEmail!: string | null

  @Field(() => String, { nullable: true, description: 'Phone number of the person who accepted, as it was then.' })
  contactPhone!: string | null

  @Field(() => String, { nullable: true, description: 'What the agency wrote with its answer to the identity check.' })
  kycNote!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the company left the service.' })
  removedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'Why the company left the service.' })
  removedReason!: string | null
}

/** As it stands under a version of the terms. */
export function showActivation(
  companyId: bigint,
  row: ActivationRow | undefined,
  currentTerms: string,
): ActivationType {
  return {
    companyId,
    acceptedBy: row?.acceptedBy ?? null,
    identityNeeded: !row?.identifiedAt,
    begunAt: row?.begunAt ?? null,
    state: row ? stateUnder(row.state, row.termsVersion, currentTerms) : 'NOT_ACTIVE',
    termsVersion: row?.termsVersion ?? null,
    acceptedAt: row?.acceptedAt ?? null,
    contactEmail: row?.contactEmail ?? null,
    contactPhone: row?.contactPhone ?? null,
    kycNote: row?.kycNote ?? null,
    removedAt: row?.removedAt ?? null,
    removedReason: row?.removedReason ?? null,
  }
}

@ObjectType('StaffActivation', { description: "A company's way into the service, as the agency's staff see it." })
export class StaffActivationType {
  @Field(() => ID, { description: 'The company, to answer about it.' })
  companyId!: string

  @Field(() => ActivationType, { description: 'Who accepted which terms, how it stands, and the answer to the check.' })
  activation!: ActivationType

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the agency identified the company.' })
  identifiedAt!: Date | null

  @Field(() => IdentityStatementType, { nullable: true, description: 'What the company says of itself now.' })
  identity!: IdentityStatementType | null

  @Field(() => [IdentityCheckType], { description: 'Statements that were answered, the newest first.' })
  identityChecks!: readonly IdentityCheckType[]
}

@ObjectType('ServiceTerms', { description: 'A version of the terms of service.' })
export class TermsType {
  @Field(() => String, { description: 'Name of the version, to accept it by.' })
  version!: string

  @Field(() => DateScalar, { description: 'The first day on which it holds.' })
  validFrom!: CalendarDate

  @Field(() => [String], { description: 'The paragraphs in the language asked for.' })
  paragraphs!: readonly string[]
}

@InputType({ description: 'Acceptance of the terms of service for a company.' })
export class ActivateServiceInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => String, { description: 'Version of the terms that the person has read.' })
  termsVersion!: string

  @Field(() => IdentityInput, {
    nullable: true,
    description: 'What the company says of itself, when it has not been stated before (`stateIdentity`).',
  })
  identity?: IdentityInput | null
}

@ObjectType({ description: 'What accepting the terms came to.' })
export class ActivateServicePayload {
  @Field(() => CompanyType, { nullable: true, description: 'The company.' })
  company!: CompanyType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description:
      'ALREADY_ACTIVE, KYC_PENDING, ACTIVATION_REJECTED, TERMS_VERSION_NOT_CURRENT, EMAIL_NEEDED, PHONE_NEEDED, IDENTITY_MISSING, SIGNATORY_MISSING, OWNER_INCOMPLETE or REASON_TOO_LONG.',
  })
  error!: UserErrorType | null
}

@InputType({ description: "Staff's answer to the identity check of a company." })
export class AnswerKycInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => Boolean, { description: 'True: identified, the service is in use. False: rejected.' })
  approve!: boolean

  @Field(() => String, { nullable: true, description: 'What the answer rests on.' })
  note?: string | null
}

@ObjectType({ description: 'What the answer to an identity check came to.' })
export class AnswerKycPayload {
  @Field(() => ActivationStateEnum, { nullable: true, description: 'How the activation stands now.' })
  state!: ActivationState | null

  @Field(() => UserErrorType, { nullable: true, description: 'KYC_NOT_PENDING.' })
  error!: UserErrorType | null
}

@InputType({ description: 'Leaving the service.' })
export class RemoveServiceInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => String, { description: 'Why. At most 1,000 characters.' })
  reason!: string
}

@ObjectType({ description: 'What leaving the service came to.' })
export class RemoveServicePayload {
  @Field(() => CompanyType, { nullable: true, description: 'The company.' })
  company!: CompanyType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: 'SERVICE_NOT_IN_USE, ACTIVATION_REJECTED, REASON_MISSING or REASON_TOO_LONG.',
  })
  error!: UserErrorType | null
}

@ObjectType('KycRequest', { description: 'A company that has accepted the terms and waits to be identified.' })
export class KycRequestType {
  @Field(() => ID, { description: 'The company, to answer about it.' })
  companyId!: string

  @Field(() => String, { description: 'Its name.' })
  companyName!: string

  @Field(() => String, { description: 'Its business ID.' })
  businessId!: string

  @Field(() => String, { nullable: true, description: 'Version of the terms that were accepted.' })
  termsVersion!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When they were accepted.' })
  acceptedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'E-mail of the person who accepted.' })
  contactEmail!: string | null

  @Field(() => String, { nullable: true, description: 'Phone number of the person who accepted.' })
  contactPhone!: string | null

  @Field(() => IdentityStatementType, { nullable: true, description: 'What the company has said of itself.' })
  identity!: IdentityStatementType | null

  @Field(() => [IdentityCheckType], {
    description: 'What it stated and was answered before, the newest first; empty the first time.',
  })
  identityChecks!: readonly IdentityCheckType[]
}

type AskedCheck = KycRequest & { identity: IdentityStatementType | null; checks: readonly IdentityCheckType[] }

export function showKycRequest(request: AskedCheck): KycRequestType {
  const { companyId, name, businessId, termsVersion, acceptedAt, email, phone, identity, checks } = request
  return {
    identityChecks: checks,
    ...{ businessId, termsVersion, acceptedAt, identity },
    companyId: companyGlobalId(companyId),
    companyName: name,
    contactEmail: email,
    contactPhone: phone,
  }
}
