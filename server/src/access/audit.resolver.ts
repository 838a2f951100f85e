import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { rightsOfRole, roles } from '../kernel/permission.ts'
import type { Database } from '../platform/database/database.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { BadInput } from '../platform/graphql/inputError.ts'
import { readId } from '../platform/graphql/node.type.ts'
import { type ConnectionOf, type Page, readPage, showPage } from '../platform/graphql/paging.ts'
import { standingIn, userNameIn } from './access.loader.ts'
import {
  AuditEntryConnection,
  AuditEntryType,
  AuditFilterInput,
  type AuditRow,
  MailConnection,
  type MailRow,
  type MailType,
  RoleRightsType,
  showAuditEntry,
  showMail,
} from './audit.type.ts'
import { contains } from './company.store.ts'
import { CompanyType } from './company.type.ts'
import { requireRight } from './rights.ts'
import { requireStaffReader } from './signedIn.ts'

const TRAIL = `
  SELECT a.company_id, a.id, a.at, a.actor, a.user_id, a.token_id, m.name AS master_id_name, a.action, a.subject_type,
    a.subject_id, a.subject_name, a.before, a.after
  FROM access.audit_entry a LEFT JOIN access.master_id m ON m.id = a.master_id
  WHERE a.company_id = $1 AND ($2::bigint IS NULL OR a.id < $2)
    AND ($4::text[] IS NULL OR a.action = ANY ($4)) AND ($5::text[] IS NULL OR a.actor = ANY ($5))
    AND ($6::date IS NULL OR a.at >= $6::date::timestamp AT TIME ZONE 'Europe/Helsinki')
    AND ($7::date IS NULL OR a.at < ($7::date + 1)::timestamp AT TIME ZONE 'Europe/Helsinki')
    AND ($8::text IS NULL OR a.subject_name ILIKE $8)
  ORDER BY a.id DESC LIMIT $3`

const MAIL_COLUMNS = 'm.company_id, m.id, m.recipient, m.subject, m.body, m.written_at, m.sent_at'

@Resolver(() => AuditEntryType)
export class AuditResolver {
  @Query(() => AuditEntryConnection, {
    description: 'Who did what in a company, the newest first. Needs the right READ_AUDIT.',
  })
  async auditTrail(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { description: 'The company.' }) companyId: string,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, at most 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to start after.' }) after?: string,
    @Arg('filter', () => AuditFilterInput, { nullable: true, description: 'Which entries.' }) filter?: AuditFilterInput,
  ): Promise<ConnectionOf<AuditEntryType>> {
    const { id } = readId('Company', companyId)
    const page = pageById(first, after)
    const unit = await context.unit()
    await requireRight(unit, context.scope, id, 'READ_AUDIT')
    const { actions = null, actors = null, from = null, to = null, search } = filter ?? {}
    const text = search?.trim() ? contains(search.trim()) : null
    const rows = await unit.rows<AuditRow>(
      TRAIL,
      [id, page.after?.[0] ?? null, page.limit, actions, actors, from, to, text],
      'access.auditTrail',
    )
    return showPage(rows, page, showAuditEntry, (row) => [row.id])
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

@Resolver(() => CompanyType)
export class MailResolver {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  @Query(() => MailConnection, {
    description: "Mail to a company's administrators, the newest first. Needs the right MANAGE_LINKS.",
  })
  async companyMail(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { description: 'The company.' }) companyId: string,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, at most 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to start after.' }) after?: string,
  ): Promise<ConnectionOf<MailType>> {
    const { id } = readId('Company', companyId)
    const page = pageById(first, after)
    const unit = await context.unit()
    await requireRight(unit, context.scope, id, 'MANAGE_LINKS')
    const rows = await unit.rows<MailRow>(
      `SELECT ${MAIL_COLUMNS} FROM access.mail m WHERE m.company_id = $1 AND ($2::bigint IS NULL OR m.id < $2)
       ORDER BY m.id DESC LIMIT $3`,
      [id, page.after?.[0] ?? null, page.limit],
      'access.companyMail',
    )
    return showPage(rows, page, showMail, (row) => [row.id])
  }

  @Query(() => MailConnection, { description: 'All mail that the service has written, the newest first. Staff only.' })
  async staffMail(
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, at most 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to start after.' }) after?: string,
  ): Promise<ConnectionOf<MailType>> {
    const { userId } = requireStaffReader(context.scope)
    const page = pageById(first, after)
    const rows = await this.#database.agency({ userId }, (unit) =>
      unit.rows<MailRow>(
        `SELECT ${MAIL_COLUMNS} FROM access.mail m WHERE $1::bigint IS NULL OR m.id < $1 ORDER BY m.id DESC LIMIT $2`,
        [page.after?.[0] ?? null, page.limit],
        'access.staffMail',
      ),
    )
    return showPage(rows, page, showMail, (row) => [row.id])
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may end links to Master-IDs and read the mail.' })
  async viewerCanManageLinks(@Root() company: CompanyType, @Ctx() context: OperationContext): Promise<boolean> {
    return (await context.load(standingIn, company.companyId)).rights.has('MANAGE_LINKS')
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may read the audit trail.' })
  async viewerCanReadAudit(@Root() company: CompanyType, @Ctx() context: OperationContext): Promise<boolean> {
    return (await context.load(standingIn, company.companyId)).rights.has('READ_AUDIT')
  }
}

function pageById(first: number, after: string | undefined): Page {
  const page = readPage({ first, after }, 1)
  if (page.after && !/^\d{1,18}$/.test(page.after[0] ?? '')) throw new BadInput('`after` is not a cursor of this list.')
  return page
}
