import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql'
import type { OperationContext } from '../platform/graphql/context.ts'
import { type ConnectionOf, FIRST, showPage } from '../platform/graphql/paging.ts'
import { pageByMoment } from './auditTrail.store.ts'
import {
  SecurityEntryConnection,
  type SecurityEntryType,
  type SecurityRow,
  showSecurityEntry,
} from './security.type.ts'
import { requireSession } from './signedIn.ts'

@Resolver()
export class SecurityResolver {
  @Query(() => SecurityEntryConnection, {
    description:
      "The viewer's own security log, the newest first: signing in and out, attempts with a wrong password, API tokens.",
  })
  async securityLog(
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to start after.' }) after?: string,
  ): Promise<ConnectionOf<SecurityEntryType>> {
    const page = pageByMoment(first, after)
    const unit = await context.unit()
    const { userId } = requireSession(context.scope)
    const [moment, id] = page.after ?? [null, null]
    const rows = await unit.rows<SecurityRow>(
      `SELECT e.id, e.at, e.action, e.subject_name, e.before, e.after FROM access.security_entry e
       WHERE e.user_id = $1 AND ($2::timestamptz IS NULL OR (e.at, e.id) < ($2, $3::bigint)) ORDER BY e.at DESC, e.id DESC LIMIT $4`,
      [userId, moment, id, page.limit],
      'access.securityLog',
    )
    return showPage(rows, page, showSecurityEntry, (row) => [row.at.toISOString(), row.id])
  }
}
