import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { showRefusal, UserErrorType } from '../../platform/graphql/userError.type.ts'
import type { AgencyRequestService } from './agencyRequest.service.ts'
import type { RequestKind } from './agencyRequest.ts'
import { assignmentById } from './assignment.loader.ts'
import { AssignmentType } from './assignment.type.ts'

@InputType({ description: 'A request to stop an assignment that was sent by mistake.' })
export class RequestRecallInput {
  @Field(() => ID, { description: 'The assignment.' })
  assignmentId!: string

  @Field(() => String, { description: 'Why; the agency reads it. At most 1,000 characters.' })
  reason!: string
}

@InputType({ description: 'A request for leave to book a credit loss.' })
export class RequestCreditLossInput {
  @Field(() => ID, { description: 'The assignment.' })
  assignmentId!: string

  @Field(() => String, { description: 'Why; the agency reads it. At most 1,000 characters.' })
  reason!: string
}

@ObjectType({ description: 'What a request to the agency came to. Its answer comes later.' })
export class RequestPayload {
  @Field(() => AssignmentType, { nullable: true, description: 'The assignment, with the request in its history.' })
  assignment!: AssignmentType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: 'ASSIGNMENT_CLOSED, ALREADY_REQUESTED, REASON_MISSING or REASON_TOO_LONG.',
  })
  error!: UserErrorType | null
}

@Resolver()
export class AgencyRequestResolver {
  readonly #requests: AgencyRequestService

  constructor(requests: AgencyRequestService) {
    this.#requests = requests
  }

  @Mutation(() => RequestPayload, {
    description:
      'Asks the agency to stop an assignment. Nothing changes before it confirms; then the invoice is overdue again, and costs that the debtor has not paid are charged to the company by the price list.',
  })
  requestRecall(
    @Ctx() context: OperationContext,
    @Arg('input', () => RequestRecallInput, { description: 'The assignment and the reason.' })
    input: RequestRecallInput,
  ): Promise<RequestPayload> {
    return this.#request(context, 'RECALL', input)
  }

  @Mutation(() => RequestPayload, {
    description:
      'Asks the agency for leave to book a credit loss on an invoice in the service. Nothing changes before it confirms.',
  })
  requestCreditLoss(
    @Ctx() context: OperationContext,
    @Arg('input', () => RequestCreditLossInput, { description: 'The assignment and the reason.' })
    input: RequestCreditLossInput,
  ): Promise<RequestPayload> {
    return this.#request(context, 'CREDIT_LOSS', input)
  }

  async #request(context: OperationContext, kind: RequestKind, input: RequestRecallInput): Promise<RequestPayload> {
    const key = readId('CollectionAssignment', input.assignmentId)
    const requested = await this.#requests.request(context.scope, kind, key, input.reason)
    if (!requested.ok) return { assignment: null, error: showRefusal(requested.error) }
    return { assignment: (await context.load(assignmentById, requested.value)) ?? null, error: null }
  }
}
