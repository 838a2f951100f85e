import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import { type Language, LanguageEnum } from '../access/access.enums.ts'
import { companyById } from '../access/access.loader.ts'
import { CompanyType, companyGlobalId } from '../access/company.type.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { defineLoader, oneByKey } from '../platform/graphql/loader.ts'
import { readId } from '../platform/graphql/node.type.ts'
import { showRefusal } from '../platform/graphql/userError.type.ts'
import type { ActivationService } from './activation.service.ts'
import { activationsOf, termsOn } from './activation.store.ts'
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

const activationOf = defineLoader<bigint, ActivationType>('duetto.activation', async (unit, companyIds, context) => {
  const rows = await activationsOf(unit, companyIds)
  const { version } = await termsOn(unit, context.today)
  return oneByKey(companyIds, rows, (row) => row.companyId).map((row) => showActivation(row, version))
})

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
    const { version, texts } = await termsOn(await context.unit(), context.today)
    return { version, paragraphs: texts[language.toLowerCase() as Lowercase<Language>] }
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
    const activated = await this.#activations.activate(context.scope, id, input.termsVersion)
    if (!activated.ok) return { company: null, error: showRefusal(activated.error) }
    return { company: (await context.load(companyById, id)) ?? null, error: null }
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
    const { companyId, row, currentTerms } = found
    const activation = showActivation(row, currentTerms)
    return { companyId: companyGlobalId(companyId), activation, identifiedAt: row?.identifiedAt ?? null }
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
