import { Field, InputType, ObjectType } from 'type-graphql'
import { DateTimeScalar } from '../platform/graphql/scalars.ts'
import { UserErrorType } from '../platform/graphql/userError.type.ts'
import { ViewerType } from './viewer.type.ts'

@ObjectType('EmailChange', { description: 'A new e-mail address that waits for its code.' })
export class EmailChangeType {
  @Field(() => String, { description: 'The new address; the old one stays until the code is given.' })
  email!: string

  @Field(() => DateTimeScalar, { description: 'Until when the code holds.' })
  expiresAt!: Date
}

@InputType({ description: "One's own details, as they shall be." })
export class UpdateOwnDetailsInput {
  @Field(() => String, { description: 'Name, 1 to 100 characters.' })
  name!: string

  @Field(() => String, {
    nullable: true,
    description: 'Phone number as written in Finland or with its country code; kept as E.164. Null: none.',
  })
  phone?: string | null
}

@InputType({ description: 'A new e-mail address to sign in with.' })
export class AskEmailChangeInput {
  @Field(() => String, { description: 'The new address. A code is mailed to it.' })
  email!: string

  @Field(() => String, { description: 'The password in use.' })
  password!: string
}

@InputType({ description: 'The proof that a new address is read by the person.' })
export class ConfirmEmailChangeInput {
  @Field(() => String, { description: 'The code of the mail.' })
  code!: string
}

@InputType({ description: 'A new password.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password in use.' })
  password!: string

  @Field(() => String, { description: 'The new one, at least 8 characters.' })
  newPassword!: string
}

@ObjectType({ description: "What changing one's own details came to." })
export class OwnDetailsPayload {
  @Field(() => ViewerType, { nullable: true, description: 'Who asks, as changed; null when it was refused.' })
  viewer!: ViewerType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description:
      'OWN_NAME_MISSING, PHONE_INVALID, EMAIL_INVALID, EMAIL_UNCHANGED, EMAIL_USED, CODE_WRONG, CODE_EXPIRED, PASSWORD_TOO_SHORT, PASSWORD_WRONG or TOO_MANY_ATTEMPTS.',
  })
  error!: UserErrorType | null
}
