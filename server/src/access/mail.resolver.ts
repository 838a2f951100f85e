import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import type { Database } from '../platform/database/database.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { BadInput } from '../platform/graphql/inputError.ts'
import { readId } from '../platform/graphql/node.type.ts'
import { type ConnectionOf, FIRST, type Page, readPage, showPage } from '../platform/graphql/paging.ts'
import { standingIn } from './access.loader.ts'
import { CompanyType } from './company.type.ts'
import { MailConnection, type MailRow, type MailType, showMail } from './mail.type.ts'
import { requireRight } from './rights.ts'
import { requireStaffReader } from './signedIn.ts'

const MAIL_COLUMNS = 'm.company_id, m.id, m.recipient, m.subject, m.body, m.written_at, m.sent_at'

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
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
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
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
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
