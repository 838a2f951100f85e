import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import { DateScalar } from '../platform/graphql/scalars.ts'
import { UserErrorType } from '../platform/graphql/userError.type.ts'
import { type Language, LanguageEnum } from './access.enums.ts'
import { ApiTokenType } from './apiToken.type.ts'
import { CompanyType } from './company.type.ts'
import { ViewerType } from './viewer.type.ts'

@InputType({ description: 'What one signs in with.' })
export class SignInInput {
  @Field(() => String, { description: 'E-mail; upper and lower case are the same.' })
  email!: string

  @Field(() => String, { description: 'Password.' })
  password!: string
}

@ObjectType({ description: 'The answer to signing in. The session itself is set as a cookie.' })
export class SignInPayload {
  @Field(() => ViewerType, { nullable: true, description: 'Who is signed in now; null when it failed.' })
  viewer!: ViewerType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: '`SIGN_IN_FAILED`, or `TOO_MANY_ATTEMPTS` with the time to try again.',
  })
  error!: UserErrorType | null
}

@ObjectType({ description: 'The answer to signing out.' })
export class SignOutPayload {
  @Field(() => ViewerType, { description: 'Nobody, from now on.' })
  viewer!: ViewerType
}

@ObjectType({ description: 'The answer to ending all sessions.' })
export class RevokeSessionsPayload {
  @Field(() => Int, { description: 'How many sessions were ended, this one included.' })
  revoked!: number
}

@InputType({ description: 'What a new API token shall be good for.' })
export class CreateApiTokenInput {
  @Field(() => String, { description: 'A name to know it by, 1 to 100 characters.' })
  name!: string

  @Field(() => Boolean, { description: 'Whether it may only read.' })
  readOnly!: boolean

  @Field(() => [ID], {
    nullable: true,
    description: 'The companies it is limited to; left out, it is good for all, later ones included.',
  })
  companyIds?: string[] | null

  @Field(() => DateScalar, { description: 'The last day on which it works, at most a year ahead.' })
  expiresOn!: CalendarDate
}

@ObjectType({ description: 'A new API token.' })
export class CreateApiTokenPayload {
  @Field(() => ApiTokenType, { nullable: true, description: 'The token; null when it was refused.' })
  token!: ApiTokenType | null

  @Field(() => String, {
    nullable: true,
    description: 'The secret for the Authorization header, `Bearer duetto_…`. Shown this once.',
  })
  secret!: string | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: '`NAME_REQUIRED`, `EXPIRY_OUT_OF_RANGE`, `NO_COMPANIES` or `TOO_MANY_COMPANIES`.',
  })
  error!: UserErrorType | null
}

@InputType({ description: 'Which API token to revoke.' })
export class RevokeApiTokenInput {
  @Field(() => ID, { description: "The token's id." })
  id!: string
}

@ObjectType({ description: 'The answer to revoking an API token.' })
export class RevokeApiTokenPayload {
  @Field(() => ApiTokenType, { nullable: true, description: 'The token, revoked.' })
  token!: ApiTokenType | null

  @Field(() => UserErrorType, { nullable: true, description: 'Why it was refused; none of the reasons exists today.' })
  error!: UserErrorType | null
}

@InputType({ description: "The language of one's own pages." })
export class SetLanguageInput {
  @Field(() => LanguageEnum, { description: 'The language to use from now on.' })
  language!: Language
}

@ObjectType({ description: 'The answer to choosing a language.' })
export class SetLanguagePayload {
  @Field(() => ViewerType, { description: 'Who asks, with the new language.' })
  viewer!: ViewerType
}

@InputType({ description: "Which of a company's links to end." })
export class EndMasterIdLinkInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => ID, { description: 'The Master-ID.' })
  masterId!: string
}

@ObjectType({ description: 'The answer to ending a link.' })
export class EndMasterIdLinkPayload {
  @Field(() => CompanyType, {
    nullable: true,
    description: 'The company, whose link has ended; null when it was refused.',
  })
  company!: CompanyType | null

  @Field(() => UserErrorType, { nullable: true, description: '`NOT_LINKED` when no such link was running.' })
  error!: UserErrorType | null
}
