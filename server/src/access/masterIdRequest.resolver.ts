import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver } from 'type-graphql'
import type { OperationContext } from '../platform/graphql/context.ts'
import { readId } from '../platform/graphql/node.type.ts'
import { showRefusal } from '../platform/graphql/userError.type.ts'
import type { MasterIdLinkService } from './masterIdLink.service.ts'
import { type MasterIdRequests, REQUEST_COLUMNS } from './masterIdRequest.service.ts'
import {
  AnswerMasterIdRequestInput,
  AnswerMasterIdRequestPayload,
  LinkCompanyInput,
  LinkCompanyPayload,
  type MasterIdRequestRow,
  MasterIdRequestType,
  RequestMasterIdInput,
  RequestMasterIdPayload,
  showMasterIdRequest,
} from './masterIdRequest.type.ts'
import { ViewerType } from './viewer.type.ts'

@Resolver(() => ViewerType)
export class MasterIdRequestResolver {
  readonly #requests: MasterIdRequests
  readonly #links: MasterIdLinkService

  constructor(requests: MasterIdRequests, links: MasterIdLinkService) {
    this.#requests = requests
    this.#links = links
  }

  @FieldResolver(() => [MasterIdRequestType], {
    description: "The person's requests for a Master-ID, the newest first; at most a hundred.",
  })
  async masterIdRequests(@Ctx() context: OperationContext): Promise<MasterIdRequestType[]> {
    const unit = await context.unit()
    const rows = await unit.rows<MasterIdRequestRow>(
      `SELECT ${REQUEST_COLUMNS} FROM access.master_id_request r WHERE r.requested_by = (SELECT access.actor())
       ORDER BY r.requested_at DESC, r.id DESC LIMIT 100`,
      [],
      'access.ownMasterIdRequests',
    )
    return rows.map(showMasterIdRequest)
  }

  @Query(() => [MasterIdRequestType], {
    description: 'Requests for a Master-ID, those that wait first; at most two hundred. Staff only.',
  })
  async staffMasterIdRequests(@Ctx() context: OperationContext): Promise<MasterIdRequestType[]> {
    return (await this.#requests.list(context.scope)).map(showMasterIdRequest)
  }

  @Mutation(() => RequestMasterIdPayload, {
    description: 'Asks for a Master-ID. Needs a signed-in person; staff answer it and link the companies.',
  })
  async requestMasterId(
    @Ctx() context: OperationContext,
    @Arg('input', () => RequestMasterIdInput, { description: 'What it is wanted for.' }) input: RequestMasterIdInput,
  ): Promise<RequestMasterIdPayload> {
    const made = await this.#requests.request(context.scope, input)
    if (!made.ok) return { request: null, error: showRefusal(made.error) }
    return { request: showMasterIdRequest(made.value), error: null }
  }

  @Mutation(() => AnswerMasterIdRequestPayload, {
    description: 'Grants or refuses a Master-ID; whoever asked for it becomes its first member. Staff only.',
  })
  async answerMasterIdRequest(
    @Ctx() context: OperationContext,
    @Arg('input', () => AnswerMasterIdRequestInput, { description: 'The answer.' }) input: AnswerMasterIdRequestInput,
  ): Promise<AnswerMasterIdRequestPayload> {
    const { grant, code = null, note = null } = input
    const id = readId('MasterIdRequest', input.requestId).id
    const answered = await this.#requests.answer(context.scope, { id, grant, code, note })
    if (!answered.ok) return { request: null, error: showRefusal(answered.error) }
    return { request: showMasterIdRequest(answered.value), error: null }
  }

  @Mutation(() => LinkCompanyPayload, {
    description:
      "Links a company to a Master-ID on a recorded mandate; the company's administrators are told. Staff only.",
  })
  async linkCompany(
    @Ctx() context: OperationContext,
    @Arg('input', () => LinkCompanyInput, { description: 'What to link.' }) input: LinkCompanyInput,
  ): Promise<LinkCompanyPayload> {
    const linked = await this.#links.link(context.scope, { ...input, rights: input.rights ?? null })
    if (!linked.ok) return { told: null, error: showRefusal(linked.error) }
    return { told: linked.value.told, error: null }
  }
}
