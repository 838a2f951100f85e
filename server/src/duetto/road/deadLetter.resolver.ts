import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import { requireUser } from '../../access/signedIn.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import {
  DeadLetterType,
  ResendMessageInput,
  ResendMessagePayload,
  showDeadLetter,
} from '../../platform/graphql/deadLetter.type.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import type { DeadLetters } from './deadLetters.ts'

@Resolver()
export class DeadLetterResolver {
  readonly #deadLetters: DeadLetters

  constructor(deadLetters: DeadLetters) {
    this.#deadLetters = deadLetters
  }

  @Query(() => [DeadLetterType], {
    description:
      "A company's messages to the agency that have not got through, the newest first, at most 100. For its administrators.",
  })
  async deadLetters(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { description: 'The company.' }) companyId: string,
  ): Promise<DeadLetterType[]> {
    requireUser(context.scope)
    const { id } = readId('Company', companyId)
    const rows = await this.#deadLetters.list(await context.unit(), context.scope, id)
    return rows.map((row) => showDeadLetter('OutboxMessage', row))
  }

  @Mutation(() => ResendMessagePayload, {
    description: 'Sends a message to the agency again that has not got through. For administrators of the company.',
  })
  async resendMessage(
    @Ctx() context: OperationContext,
    @Arg('input', () => ResendMessageInput, { description: 'Which.' }) input: ResendMessageInput,
  ): Promise<ResendMessagePayload> {
    requireUser(context.scope)
    const resent = await this.#deadLetters.resend(context.scope, readId('OutboxMessage', input.id))
    return resent.ok ? { resent: true, error: null } : { resent: false, error: showRefusal(resent.error) }
  }
}
