import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { OperationContext } from '../platform/graphql/context.ts'
import { readId } from '../platform/graphql/node.type.ts'
import { type RefusalType, showRefusal } from '../platform/graphql/userError.type.ts'
import { companyById } from './access.loader.ts'
import type { ApiTokenService } from './apiToken.service.ts'
import { showApiToken } from './apiToken.type.ts'
import { type CookieSettings, endedCookie, sessionCookie } from './cookie.ts'
import type { MasterIdLinkService } from './masterIdLink.service.ts'
import {
  CreateApiTokenInput,
  CreateApiTokenPayload,
  EndMasterIdLinkInput,
  EndMasterIdLinkPayload,
  RevokeApiTokenInput,
  RevokeApiTokenPayload,
  RevokeSessionsPayload,
  SetLanguageInput,
  SetLanguagePayload,
  SignInInput,
  SignInPayload,
  SignOutPayload,
} from './session.input.ts'
import type { SessionService, SignInError } from './session.service.ts'
import type { UserService } from './user.service.ts'
import type { TooManyAttemptsType } from './viewer.type.ts'

@Resolver()
export class SessionResolver {
  readonly #sessions: SessionService
  readonly #users: UserService
  readonly #cookie: CookieSettings

  constructor(sessions: SessionService, users: UserService, cookie: CookieSettings) {
    this.#sessions = sessions
    this.#users = users
    this.#cookie = cookie
  }

  @Mutation(() => SignInPayload, { description: 'Signs in and sets the session cookie. A session lasts 12 hours.' })
  async signIn(
    @Ctx() context: OperationContext,
    @Arg('input', () => SignInInput, { description: 'E-mail and password.' }) input: SignInInput,
  ): Promise<SignInPayload> {
    const { email, password } = input
    const signedIn = await this.#sessions.signIn(context.scope, {
      email,
      password,
      address: context.exchange.clientAddress,
    })
    if (!signedIn.ok) return { viewer: null, error: showSignInError(signedIn.error) }
    const { secret, credential, expiresAt } = signedIn.value
    context.exchange.addCookie(sessionCookie(this.#cookie, secret, expiresAt))
    await context.become(credential)
    return { viewer: {}, error: null }
  }

  @Mutation(() => SignOutPayload, { description: 'Ends the session in use. Also fine when nobody is signed in.' })
  async signOut(@Ctx() context: OperationContext): Promise<SignOutPayload> {
    await this.#sessions.signOut(context.scope)
    await this.#leave(context)
    return { viewer: {} }
  }

  @Mutation(() => RevokeSessionsPayload, {
    description: "Ends all of the viewer's sessions, on every device. API tokens stay.",
  })
  async revokeSessions(@Ctx() context: OperationContext): Promise<RevokeSessionsPayload> {
    const revoked = await this.#sessions.revokeAll(context.scope)
    await this.#leave(context)
    return { revoked }
  }

  @Mutation(() => SetLanguagePayload, { description: "Chooses the language of the viewer's pages." })
  async setLanguage(
    @Ctx() context: OperationContext,
    @Arg('input', () => SetLanguageInput, { description: 'The language.' }) input: SetLanguageInput,
  ): Promise<SetLanguagePayload> {
    await this.#users.setLanguage(context.scope, input.language)
    return { viewer: {} }
  }

  async #leave(context: OperationContext): Promise<void> {
    context.exchange.addCookie(endedCookie(this.#cookie))
    await context.become(undefined)
  }
}

@Resolver()
export class GrantResolver {
  readonly #tokens: ApiTokenService
  readonly #links: MasterIdLinkService

  constructor(tokens: ApiTokenService, links: MasterIdLinkService) {
    this.#tokens = tokens
    this.#links = links
  }

  @Mutation(() => CreateApiTokenPayload, {
    description: 'Makes a personal API token. Needs a signed-in person; a token cannot make tokens.',
  })
  async createApiToken(
    @Ctx() context: OperationContext,
    @Arg('input', () => CreateApiTokenInput, { description: 'What it shall be good for.' }) input: CreateApiTokenInput,
  ): Promise<CreateApiTokenPayload> {
    const companyIds = input.companyIds?.map((id) => readId('Company', id).id)
    const { name, readOnly, expiresOn } = input
    const made = await this.#tokens.create(context.scope, { name, readOnly, expiresOn, companyIds })
    if (!made.ok) return { token: null, secret: null, error: showRefusal(made.error) }
    return { token: showApiToken(made.value.token), secret: made.value.secret, error: null }
  }

  @Mutation(() => RevokeApiTokenPayload, {
    description: "Revokes one of the viewer's API tokens, from the next request on.",
  })
  async revokeApiToken(
    @Ctx() context: OperationContext,
    @Arg('input', () => RevokeApiTokenInput, { description: 'Which one.' }) input: RevokeApiTokenInput,
  ): Promise<RevokeApiTokenPayload> {
    const token = await this.#tokens.revoke(context.scope, readId('ApiToken', input.id).id)
    return { token: showApiToken(token), error: null }
  }

  @Mutation(() => EndMasterIdLinkPayload, {
    description:
      "Ends a company's link to a Master-ID; its members lose their way in at once. Needs the right MANAGE_LINKS.",
  })
  async endMasterIdLink(
    @Ctx() context: OperationContext,
    @Arg('input', () => EndMasterIdLinkInput, { description: 'Which link.' }) input: EndMasterIdLinkInput,
  ): Promise<EndMasterIdLinkPayload> {
    const companyId = readId('Company', input.companyId).id
    const ended = await this.#links.end(context.scope, companyId, readId('MasterId', input.masterId).id)
    if (!ended.ok) return { company: null, error: showRefusal(ended.error) }
    return { company: (await context.load(companyById, companyId)) ?? null, error: null }
  }
}

function showSignInError(error: SignInError): RefusalType | TooManyAttemptsType {
  const refusal = showRefusal(error)
  const { retryAt } = error
  return retryAt ? Object.assign(refusal, { __typename: 'TooManyAttempts', retryAt }) : refusal
}
