import { NotAllowed, NotSignedIn } from '../kernel/result.ts'
import type { Scope } from '../kernel/scope.ts'
import type { AgencyActor } from '../platform/database/database.ts'

/** Who of the agency's staff asks. Throws NotSignedIn or NotAllowed for everybody else. */
export function staffReader(scope: Scope): Exclude<AgencyActor, 'system'> {
  if (scope.kind === 'anonymous') throw new NotSignedIn()
  if (scope.staffRole === null) throw new NotAllowed('Only staff of the service may do this.')
  return { userId: scope.userId }
}

/** As `staffReader`, for what writes. */
export function staffActor(scope: Scope): Exclude<AgencyActor, 'system'> {
  const actor = staffReader(scope)
  if (scope.kind === 'user' && scope.token?.readOnly === true) throw new NotAllowed('This API token may only read.')
  return actor
}
