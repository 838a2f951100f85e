import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import { staffReader } from '../staff.ts'
import { MOST_RETURNED, type ReturnedMail } from './returnedMail.ts'
import { ReturnMailInput, ReturnMailPayload, showReturned } from './returnedMail.type.ts'

function lettersIn({ letters }: ReturnMailInput): Result<string[]> {
  const list = letters.map((one) => one.trim()).filter((one) => one !== '')
  if (list.length === 0) return err({ code: 'LIST_EMPTY', message: 'Scan or type the references of the letters.' })
  if (list.length <= MOST_RETURNED) return ok(list)
  return err({ code: 'LIST_TOO_LONG', message: `At most ${MOST_RETURNED} letters at once.`, field: 'letters' })
}

@Resolver()
export class ReturnedMailResolver {
  readonly #mail: ReturnedMail

  constructor(mail: ReturnedMail) {
    this.#mail = mail
  }

  @Query(() => ReturnMailPayload, {
    description: 'What would become of letters that the post brought back. Changes nothing. Staff only.',
  })
  async returnedMail(
    @Ctx() context: OperationContext,
    @Arg('input', () => ReturnMailInput, { description: 'The letters.' }) input: ReturnMailInput,
  ): Promise<ReturnMailPayload> {
    staffReader(context.scope)
    const list = lettersIn(input)
    if (!list.ok) return { letters: null, error: showRefusal(list.error) }
    return { letters: (await this.#mail.judge(context.scope, list.value)).map(showReturned), error: null }
  }

  @Mutation(() => ReturnMailPayload, {
    description: 'Marks letters that the post brought back; each assignment waits for an address. Staff only.',
  })
  async returnMail(
    @Ctx() context: OperationContext,
    @Arg('input', () => ReturnMailInput, { description: 'The letters.' }) input: ReturnMailInput,
  ): Promise<ReturnMailPayload> {
    staffReader(context.scope)
    const list = lettersIn(input)
    if (!list.ok) return { letters: null, error: showRefusal(list.error) }
    return { letters: (await this.#mail.mark(context.scope, list.value)).map(showReturned), error: null }
  }
}
