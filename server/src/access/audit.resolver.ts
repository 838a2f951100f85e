import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { encodeId } from '../kernel/globalId.ts'
import { rightsOfRole, roles } from '../kernel/permission.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { readAnyId, readId } from '../platform/graphql/node.type.ts'
import { type ConnectionOf, FIRST, showPage } from '../platform/graphql/paging.ts'
import { userNameIn } from './access.loader.ts'
import { kindAsked } from './audit.type.ts'
import {
  AuditChoicesType,
  AuditEntryConnection,
  AuditEntryType,
  AuditFilterInput,
  RoleRightsType,
  showAuditEntry,
} from './auditEntry.type.ts'
import { type AuditNarrowing, auditChoices, auditTrail, pageByMoment } from './auditTrail.store.ts'
import { requireRight } from './rights.ts'

@Resolver(() => AuditEntryType)
export class AuditResolver {
  @Query(() => AuditEntryConnection, {
    description: 'Who did what in a company, the newest first. Needs the right READ_AUDIT.',
  })
  async auditTrail(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { description: 'The company.' }) companyId: string,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to start after.' }) after?: string,
    @Arg('filter', () => AuditFilterInput, { nullable: true, description: 'Which entries.' }) filter?: AuditFilterInput,
  ): Promise<ConnectionOf<AuditEntryType>> {
    const { id } = readId('Company', companyId)
    const page = pageByMoment(first, after)
    const narrowing = narrowingOf(id, filter ?? {})
    const unit = await context.unit()
    await requireRight(unit, context.scope, id, 'READ_AUDIT')
    const rows = narrowing ? await auditTrail(unit, id, narrowing, page) : []
    return showPage(rows, page, showAuditEntry, (row) => [row.at.toISOString(), row.id])
  }

  @Query(() => AuditChoicesType, {
    description: "What a company's audit trail can be narrowed to. Needs the right READ_AUDIT.",
  })
  async auditChoices(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { description: 'The company.' }) companyId: string,
  ): Promise<AuditChoicesType> {
    const { id } = readId('Company', companyId)
    const unit = await context.unit()
    await requireRight(unit, context.scope, id, 'READ_AUDIT')
    const { actions, userIds, tokens, masterIds } = await auditChoices(unit, id)
    const people = await Promise.all(
      userIds.map(async (userId) => ({
        id: encodeId('User', 0, userId),
        name: (await context.load(userNameIn, { companyId: id, userId })) ?? null,
      })),
    )
    return {
      actions: [...actions],
      people: people.sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'fi')),
      tokens: tokens.map(({ id: tokenId, name }) => ({ id: encodeId('ApiToken', 0, tokenId), name })),
      masterIds: masterIds.map(({ id: masterId, name }) => ({ id: encodeId('MasterId', 0, masterId), name })),
    }
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The person's name; null for staff and for the service itself.",
  })
  async actorName(@Root() entry: AuditEntryType, @Ctx() context: OperationContext): Promise<string | null> {
    const { companyId, userId } = entry
    if (userId === null || entry.actor === 'STAFF') return null
    return (await context.load(userNameIn, { companyId, userId })) ?? null
  }

  @Query(() => [RoleRightsType], { description: 'What each role may do in its company: the one table of roles.' })
  roleRights(): RoleRightsType[] {
    return roles.map((role) => ({ role, rights: rightsOfRole[role] }))
  }
}

/** Undefined when nothing can be found: the subject belongs to another company. */
function narrowingOf(companyId: bigint, filter: AuditFilterInput): AuditNarrowing | undefined {
  const subject = filter.subjectId ? readAnyId(filter.subjectId) : null
  if (subject && subject.companyId !== 0n && subject.companyId !== companyId) return undefined
  const ids = (type: string, texts: string[] | null | undefined) => texts?.map((text) => readId(type, text).id) ?? null
  return {
    actions: filter.actions ?? null,
    kind: kindAsked(filter.kind, filter.actions),
    actors: filter.actors ?? null,
    from: filter.from ?? null,
    to: filter.to ?? null,
    search: filter.search?.trim() || null,
    userIds: ids('User', filter.userIds),
    tokenIds: ids('ApiToken', filter.tokenIds),
    viaToken: filter.viaToken ?? null,
    masterIds: ids('MasterId', filter.masterIds),
    subject,
  }
}
