import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { type ConnectionOf, FIRST, readPage, showPage } from '../../platform/graphql/paging.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import type { MailState } from './letterMail.store.ts'
import type { LetterMail } from './letterMail.ts'
import {
  LetterMailStateEnum,
  MailedLetterConnection,
  type MailedLetterType,
  PutLetterOnPaperInput,
  PutLetterOnPaperPayload,
  showMailed,
} from './letterMail.type.ts'

@Resolver()
export class LetterMailResolver {
  readonly #mail: LetterMail

  constructor(mail: LetterMail) {
    this.#mail = mail
  }

  @Query(() => MailedLetterConnection, { description: 'Letters that go by e-mail, the newest first. Staff only.' })
  async mailedLetters(
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to start after.' }) after?: string,
    @Arg('states', () => [LetterMailStateEnum], { nullable: true, description: 'In these states; all when left out.' })
    states?: MailState[],
  ): Promise<ConnectionOf<MailedLetterType>> {
    const page = readPage({ first, after }, 3)
    const rows = await this.#mail.list(context.scope, states ?? null, page)
    return showPage(rows, page, showMailed, (row) => [row.writtenAt.toISOString(), row.companyId, row.letterId])
  }

  @Mutation(() => PutLetterOnPaperPayload, {
    description:
      'Sends a letter on paper that went or was to go by e-mail: the mail came back, or waits too long. Staff only.',
  })
  async putLetterOnPaper(
    @Ctx() context: OperationContext,
    @Arg('input', () => PutLetterOnPaperInput, { description: 'Which letter.' }) input: PutLetterOnPaperInput,
  ): Promise<PutLetterOnPaperPayload> {
    const { companyId, id } = readId('StaffLetter', input.letterId)
    const reason = input.bounced ? 'BOUNCED' : 'BY_STAFF'
    const put = await this.#mail.putOnPaper(context.scope, { companyId, letterId: id }, reason)
    if (!put.ok) return { letter: null, error: showRefusal(put.error) }
    return { letter: showMailed(put.value), error: null }
  }
}
