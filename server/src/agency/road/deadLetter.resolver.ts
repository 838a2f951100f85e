import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import type { OperationContext } from '../../platform/graphql/context.ts'
import {
  DeadLetterType,
  ResendMessageInput,
  ResendMessagePayload,
  showDeadLetter,
} from '../../platform/graphql/deadLetter.type.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import type { AgencyDeadLetters } from './deadLetters.ts'

@Resolver()
export class AgencyDeadLetterResolver {
  readonly #deadLetters: AgencyDeadLetters

  constructor(deadLetters: AgencyDeadLetters) {
    this.#deadLetters = deadLetters
  }

  @Query(() => [DeadLetterType], {
    description:
      "The agency's messages to companies that have not got through, the newest first, at most 100. Staff only.",
  })
  async agencyDeadLetters(@Ctx() context: OperationContext): Promise<DeadLetterType[]> {
    return (await this.#deadLetters.list(context.scope)).map((row) => showDeadLetter('AgencyOutboxMessage', row))
  }

  @Mutation(() => ResendMessagePayload, {
    description: 'Sends a message of the agency again that has not got through. Staff only.',
  })
  async resendAgencyMessage(
    @Ctx() context: OperationContext,
    @Arg('input', () => ResendMessageInput, { description: 'Which.' }) input: ResendMessageInput,
  ): Promise<ResendMessagePayload> {
    const resent = await this.#deadLetters.resend(context.scope, readId('AgencyOutboxMessage', input.id))
    return resent.ok ? { resent: true, error: null } : { resent: false, error: showRefusal(resent.error) }
  }
}
