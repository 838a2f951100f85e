import { NotAllowed, NotSignedIn } from '../kernel/result.ts'
import type { Scope, UserScope } from '../kernel/scope.ts'

/** The scope of somebody. Throws NotSignedIn for nobody. */
export function requireUser(scope: Scope): UserScope {
  if (scope.kind === 'anonymous') throw new NotSignedIn()
  return scope
}

/**
 * The scope of a person who signed in. Sessions and tokens are a person's own affair: a program with a token does not
 * manage them, so for an API token this throws NotAllowed.
 */
export function requireSession(scope: Scope): UserScope {
  const user = requireUser(scope)
  if (user.token) throw new NotAllowed('An API token cannot do this. Sign in with e-mail and password.')
  return user
}

/** The scope of one of the agency's staff. Throws NotSignedIn or NotAllowed for everybody else. */
export function requireStaff(scope: Scope): UserScope {
  const staff = requireStaffReader(scope)
  if (staff.token?.readOnly) throw new NotAllowed('This API token may only read.')
  return staff
}

/** As `requireStaff`, for what only reads. */
export function requireStaffReader(scope: Scope): UserScope {
  const user = requireUser(scope)
  if (user.staffRole === null) throw new NotAllowed('Only staff of the service may do this.')
  return user
}
