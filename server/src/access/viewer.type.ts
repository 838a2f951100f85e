import { Field, ObjectType } from 'type-graphql'
import { DateTimeScalar } from '../platform/graphql/scalars.ts'
import { UserErrorType } from '../platform/graphql/userError.type.ts'

/** Every field is resolved from the operation itself. */
@ObjectType('Viewer', { description: 'Who asks, and what they may see. Answers also when nobody is signed in.' })
export class ViewerType {}

@ObjectType('TooManyAttempts', {
  implements: UserErrorType,
  description: 'Too many sign-ins failed for the e-mail or from the network address. Code `TOO_MANY_ATTEMPTS`.',
})
export class TooManyAttemptsType extends UserErrorType {
  @Field(() => DateTimeScalar, { description: 'When the next attempt is let through.' })
  retryAt!: Date
}
