import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { type Language, LanguageEnum } from '../../access/access.enums.ts'
import { companyById, standingIn, userNameIn } from '../../access/access.loader.ts'
import { CompanyType, companyGlobalId } from '../../access/company.type.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Result } from '../../kernel/result.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { allByKey, defineLoader, oneByKey } from '../../platform/graphql/loader.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import type { ActivationService } from './activation.service.ts'
import { activationsOf, runningAssignments, termsOn } from './activation.store.ts'
import {
  ActivateServiceInput,
  ActivateServicePayload,
  ActivationType,
  AnswerKycInput,
  AnswerKycPayload,
  KycRequestType,
  RemoveServiceInput,
  RemoveServicePayload,
  StaffActivationType,
  showActivation,
  showKycRequest,
  TermsType,
} from './activation.type.ts'
import {
  type IdentityCheckRow,
  type IdentityRow,
  identitiesOf,
  identityChecksOf,
  rejectionsIn,
} from './identity.store.ts'
import { stateAgainFrom } from './identity.ts'
import {
  ActivationStepPayload,
  BeginActivationInput,
  IdentityCheckType,
  IdentityStatementType,
  StateIdentityInput,
} from './identity.type.ts'

const activationOf = defineLoader<bigint, ActivationType>('duetto.activation', async (unit, companyIds, context) => {
  const rows = await activationsOf(unit, companyIds)
  const { version } = await termsOn(unit, context.today)
  return oneByKey(companyIds, rows, (row) => row.companyId).map((row, at) =>
    showActivation(companyIds[at] as bigint, row, version),
  )
})
const identityOf = defineLoader<bigint, IdentityRow | undefined>('duetto.identity', async (unit, companyIds) =>
  oneByKey(companyIds, await identitiesOf(unit, companyIds), (row) => row.companyId),
)
const checksOf = defineLoader<bigint, IdentityCheckRow[]>('duetto.identityChecks', async (unit, companyIds) =>
  allByKey(companyIds, await identityChecksOf(unit, companyIds), (row) => row.companyId),
)
const runningIn = defineLoader<bigint, number>('duetto.running', async (unit, companyIds) =>
  oneByKey(companyIds, await runningAssignments(unit, companyIds), (row) => row.companyId).map(
    (row) => row?.running ?? 0,
  ),
)

@Resolver(() => CompanyType)
export class ActivationResolver {
  readonly #activations: ActivationService

  constructor(activations: ActivationService) {
    this.#activations = activations
  }

  @FieldResolver(() => ActivationType, { description: 'Whether the service is in use in the company.' })
  activation(@Root() company: CompanyType, @Ctx() context: OperationContext): Promise<ActivationType> {
    return context.load(activationOf, company.companyId)
  }

  @Query(() => TermsType, { description: 'The terms of service that hold today. Public.' })
  async serviceTerms(
    @Ctx() context: OperationContext,
    @Arg('language', () => LanguageEnum, { description: 'The language to read them in.' }) language: Language,
  ): Promise<TermsType> {
    const { version, validFrom, texts } = await termsOn(await context.unit(), context.today)
    return { version, validFrom, paragraphs: texts[language.toLowerCase() as Lowercase<Language>] }
  }

  @Mutation(() => ActivateServicePayload, {
    description:
      'Accepts the terms for a company; the service is in use when the agency has identified it. Needs the right ACTIVATE.',
  })
  async activateService(
    @Ctx() context: OperationContext,
    @Arg('input', () => ActivateServiceInput, { description: 'The company and the terms.' })
    input: ActivateServiceInput,
  ): Promise<ActivateServicePayload> {
    const { id } = readId('Company', input.companyId)
    const activated = await this.#activations.activate(context.scope, id, input)
    if (!activated.ok) return { company: null, error: showRefusal(activated.error) }
    return { company: (await context.load(companyById, id)) ?? null, error: null }
  }

  @Mutation(() => ActivationStepPayload, {
    description: 'Begins the way into the service. Needs the right ACTIVATE.',
  })
  async beginActivation(
    @Ctx() context: OperationContext,
    @Arg('input', () => BeginActivationInput, { description: 'The company.' }) input: BeginActivationInput,
  ): Promise<ActivationStepPayload> {
    const { id } = readId('Company', input.companyId)
    return step(context, id, await this.#activations.begin(context.scope, id))
  }

  @Mutation(() => ActivationStepPayload, {
    description:
      'States what the agency asks of its customer by law before the terms; a company that was rejected corrects it so and is checked anew. Needs the right ACTIVATE.',
  })
  async stateIdentity(
    @Ctx() context: OperationContext,
    @Arg('input', () => StateIdentityInput, { description: 'The company and its statement.' })
    input: StateIdentityInput,
  ): Promise<ActivationStepPayload> {
    const { id } = readId('Company', input.companyId)
    return step(context, id, await this.#activations.stateIdentity(context.scope, id, input.identity))
  }

  @Mutation(() => RemoveServicePayload, {
    description:
      'Takes the service out of use in a company: nothing more can be sent, running assignments go on to their end. Needs the right ACTIVATE.',
  })
  async removeService(
    @Ctx() context: OperationContext,
    @Arg('input', () => RemoveServiceInput, { description: 'The company and the reason.' }) input: RemoveServiceInput,
  ): Promise<RemoveServicePayload> {
    const { id } = readId('Company', input.companyId)
    const removed = await this.#activations.remove(context.scope, id, input.reason)
    if (!removed.ok) return { company: null, error: showRefusal(removed.error) }
    return { company: (await context.load(companyById, id)) ?? null, error: null }
  }

  @Query(() => [KycRequestType], {
    description: 'Companies that wait for the identity check, the one that has waited longest first. Staff only.',
  })
  async kycRequests(@Ctx() context: OperationContext): Promise<KycRequestType[]> {
    return (await this.#activations.kycRequests(context.scope)).map(showKycRequest)
  }

  @Query(() => StaffActivationType, {
    nullable: true,
    description: 'How a company stands in the service; null when no company here has the business ID. Staff only.',
  })
  async staffActivation(
    @Ctx() context: OperationContext,
    @Arg('businessId', () => String, { description: 'Business ID of the company.' }) businessId: string,
  ): Promise<StaffActivationType | null> {
    const found = await this.#activations.ofBusiness(context.scope, businessId)
    if (!found) return null
    const { companyId, row, currentTerms, identity, checks: identityChecks } = found
    const activation = showActivation(companyId, row, currentTerms)
    const identifiedAt = row?.identifiedAt ?? null
    return { companyId: companyGlobalId(companyId), activation, identifiedAt, identity, identityChecks }
  }

  @Mutation(() => AnswerKycPayload, { description: "Answers a company's identity check. Staff only." })
  async answerKyc(
    @Ctx() context: OperationContext,
    @Arg('input', () => AnswerKycInput, { description: 'The company and the answer.' }) input: AnswerKycInput,
  ): Promise<AnswerKycPayload> {
    const { id } = readId('Company', input.companyId)
    const answered = await this.#activations.answerKyc(context.scope, id, input.approve, input.note?.trim() || null)
    if (!answered.ok) return { state: null, error: showRefusal(answered.error) }
    return { state: answered.value, error: null }
  }
}

async function step(context: OperationContext, id: bigint, done: Result<unknown>): Promise<ActivationStepPayload> {
  if (!done.ok) return { company: null, error: showRefusal(done.error) }
  return { company: (await context.load(companyById, id)) ?? null, error: null }
}

@Resolver(() => ActivationType)
export class ActivationFieldsResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Name of the person who accepted the terms.' })
  async acceptedByName(
    @Root() { companyId, acceptedBy }: ActivationType,
    @Ctx() context: OperationContext,
  ): Promise<string | null> {
    if (acceptedBy === null) return null
    return (await context.load(userNameIn, { companyId, userId: acceptedBy })) ?? null
  }

  @FieldResolver(() => IdentityStatementType, {
    nullable: true,
    description: 'What the company has said of itself; null before that, and for who may not activate.',
  })
  async identity(
    @Root() { companyId }: ActivationType,
    @Ctx() context: OperationContext,
  ): Promise<IdentityStatementType | null> {
    if (!(await context.load(standingIn, companyId)).rights.has('ACTIVATE')) return null
    return (await context.load(identityOf, companyId)) ?? null
  }

  @FieldResolver(() => [IdentityCheckType], {
    description: 'What it stated and was answered before, the newest first; empty for who may not activate.',
  })
  async identityChecks(
    @Root() { companyId }: ActivationType,
    @Ctx() context: OperationContext,
  ): Promise<IdentityCheckType[]> {
    if (!(await context.load(standingIn, companyId)).rights.has('ACTIVATE')) return []
    return context.load(checksOf, companyId)
  }

  @FieldResolver(() => DateScalar, {
    nullable: true,
    description:
      'The day on which a company that was rejected three times in 30 days may state anew (`stateIdentity`). Null: at once, or it is not rejected.',
  })
  async identityAgainFrom(
    @Root() { companyId, state }: ActivationType,
    @Ctx() context: OperationContext,
  ): Promise<CalendarDate | null> {
    if (state !== 'REJECTED') return null
    const from = stateAgainFrom(rejectionsIn(await context.load(checksOf, companyId)), context.today)
    return from === context.today ? null : from
  }

  @FieldResolver(() => Int, {
    description: 'How many assignments still run; they go on to their end also when the service is removed.',
  })
  runningAssignments(@Root() { companyId }: ActivationType, @Ctx() context: OperationContext): Promise<number> {
    return context.load(runningIn, companyId)
  }
}
