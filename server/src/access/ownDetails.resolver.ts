import { Arg, Ctx, FieldResolver, Mutation, Resolver } from 'type-graphql'
import type { Result } from '../kernel/result.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { showRefusal } from '../platform/graphql/userError.type.ts'
import { MailType, showUserMail, type UserMailRow } from './mail.type.ts'
import type { OwnDetails } from './ownDetails.service.ts'
import {
  AskEmailChangeInput,
  ChangePasswordInput,
  ConfirmEmailChangeInput,
  EmailChangeType,
  OwnDetailsPayload,
  UpdateOwnDetailsInput,
} from './ownDetails.type.ts'
import { ViewerType } from './viewer.type.ts'

@Resolver(() => ViewerType)
export class OwnDetailsResolver {
  readonly #details: OwnDetails

  constructor(details: OwnDetails) {
    this.#details = details
  }

  @Mutation(() => OwnDetailsPayload, {
    description: "Changes the viewer's own name and phone. Needs a signed-in person; a token cannot.",
  })
  async updateOwnDetails(
    @Ctx() context: OperationContext,
    @Arg('input', () => UpdateOwnDetailsInput, { description: 'The details.' }) input: UpdateOwnDetailsInput,
  ): Promise<OwnDetailsPayload> {
    return show(await this.#details.update(context.scope, { name: input.name, phone: input.phone ?? null }))
  }

  @Mutation(() => OwnDetailsPayload, {
    description: 'Mails a code to a new e-mail address; the address changes when the code is given.',
  })
  async askEmailChange(
    @Ctx() context: OperationContext,
    @Arg('input', () => AskEmailChangeInput, { description: 'The address.' }) { email, password }: AskEmailChangeInput,
  ): Promise<OwnDetailsPayload> {
    return show(
      await this.#details.askEmail(context.scope, email, { password, address: context.exchange.clientAddress }),
    )
  }

  @Mutation(() => OwnDetailsPayload, { description: 'Changes the e-mail address by the code that was mailed to it.' })
  async confirmEmailChange(
    @Ctx() context: OperationContext,
    @Arg('input', () => ConfirmEmailChangeInput, { description: 'The code.' }) { code }: ConfirmEmailChangeInput,
  ): Promise<OwnDetailsPayload> {
    return show(await this.#details.confirmEmail(context.scope, code))
  }

  @Mutation(() => OwnDetailsPayload, {
    description: "Changes the viewer's password and ends their other sessions. API tokens stay.",
  })
  async changePassword(
    @Ctx() context: OperationContext,
    @Arg('input', () => ChangePasswordInput, { description: 'Both passwords.' })
    { password, newPassword }: ChangePasswordInput,
  ): Promise<OwnDetailsPayload> {
    const proof = { password, address: context.exchange.clientAddress }
    return show(await this.#details.changePassword(context.scope, newPassword, proof))
  }

  @FieldResolver(() => EmailChangeType, {
    nullable: true,
    description: 'A new address that waits for its code; null when none does, and for a token.',
  })
  async emailChange(@Ctx() context: OperationContext): Promise<EmailChangeType | null> {
    const row = await (await context.unit()).row<EmailChangeType>(
      `SELECT c.email, c.expires_at AS "expiresAt" FROM access.email_change c
       WHERE c.user_id = (SELECT access.actor()) AND c.expires_at > now()`,
      [],
      'access.emailChange',
    )
    return row ?? null
  }

  @FieldResolver(() => [MailType], {
    description: 'Mail to the person about their own matters, the newest first; at most fifty, and none for a token.',
  })
  async mail(@Ctx() context: OperationContext): Promise<MailType[]> {
    const rows = await (await context.unit()).rows<UserMailRow>(
      `SELECT m.id, m.recipient, m.subject, m.body, m.written_at, m.sent_at FROM access.user_mail m
       WHERE m.user_id = (SELECT access.actor()) ORDER BY m.id DESC LIMIT 50`,
      [],
      'access.ownMail',
    )
    return rows.map(showUserMail)
  }
}

function show(done: Result<true>): OwnDetailsPayload {
  return done.ok ? { viewer: {}, error: null } : { viewer: null, error: showRefusal(done.error) }
}
