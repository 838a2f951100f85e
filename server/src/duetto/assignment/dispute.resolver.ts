import { Arg, Ctx, Field, FieldResolver, ID, InputType, Mutation, Resolver, Root } from 'type-graphql'
import { standingIn } from '../../access/access.loader.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import { RequestPayload } from './agencyRequest.resolver.ts'
import { assignmentById } from './assignment.loader.ts'
import { AssignmentType } from './assignment.type.ts'
import type { DisputeService } from './dispute.service.ts'
import { mayDispute } from './dispute.ts'

@InputType({ description: 'The debtor has told the company that the debt is wrong.' })
export class ReportDisputeInput {
  @Field(() => ID, { description: 'The assignment.' })
  assignmentId!: string

  @Field(() => String, { description: 'What the debtor says; the agency reads it. At most 1,000 characters.' })
  reason!: string
}

@Resolver(() => AssignmentType)
export class DisputeResolver {
  readonly #disputes: DisputeService

  constructor(disputes: DisputeService) {
    this.#disputes = disputes
  }

  @Mutation(() => RequestPayload, {
    description:
      'Tells the agency that the debtor disputes the debt. Collection stops until the agency has answered it (513/1999 4 b §).',
  })
  async reportDispute(
    @Ctx() context: OperationContext,
    @Arg('input', () => ReportDisputeInput, { description: 'The assignment and the reason.' })
    input: ReportDisputeInput,
  ): Promise<RequestPayload> {
    const key = readId('CollectionAssignment', input.assignmentId)
    const reported = await this.#disputes.report(context.scope, key, input.reason)
    if (!reported.ok) return { assignment: null, error: showRefusal(reported.error) }
    return { assignment: (await context.load(assignmentById, reported.value)) ?? null, error: null }
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may report a dispute of the debtor now.' })
  async viewerCanReportDispute(@Root() { row }: AssignmentType, @Ctx() context: OperationContext): Promise<boolean> {
    if (!mayDispute(row)) return false
    return (await context.load(standingIn, row.companyId)).rights.has('REQUEST_RECALL')
  }
}
