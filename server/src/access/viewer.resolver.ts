import { Ctx, FieldResolver, Int, Query, Resolver } from 'type-graphql'
import type { StaffRole } from '../kernel/scope.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { DateScalar } from '../platform/graphql/scalars.ts'
import { StaffRoleEnum } from './access.enums.ts'
import { API_TOKEN_COLUMNS, type ApiTokenRow, ApiTokenType, showApiToken } from './apiToken.type.ts'
import { companyCount } from './company.store.ts'
import { type MasterIdRow, MasterIdType, showMasterId } from './masterId.type.ts'
import { mayAnywhere } from './rights.ts'
import { showUser, type UserRow, UserType } from './user.type.ts'
import { ViewerType } from './viewer.type.ts'

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'Who asks, and what they may see. Never fails, signed in or not.' })
  viewer(): ViewerType {
    return {}
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'The person who asks; null when nobody is signed in.' })
  async user(@Ctx() context: OperationContext): Promise<UserType | null> {
    const unit = await context.unit()
    const row = await unit.row<UserRow>(
      'SELECT id, name, email, language, phone FROM access.app_user WHERE id = (SELECT access.actor())',
      [],
      'access.viewer',
    )
    return row ? showUser(row) : null
  }

  @FieldResolver(() => [MasterIdType], { description: 'The Master-IDs that the person is a member of.' })
  async masterIds(@Ctx() context: OperationContext): Promise<MasterIdType[]> {
    const unit = await context.unit()
    const rows = await unit.rows<MasterIdRow>(
      `SELECT m.id, m.code, m.name, m.business_id, m.kind
       FROM access.master_id_member mm JOIN access.master_id m ON m.id = mm.master_id
       WHERE mm.user_id = (SELECT access.actor()) AND mm.valid_from <= now() AND mm.valid_to > now() ORDER BY m.name, m.id`,
      [],
      'access.viewerMasterIds',
    )
    return rows.map(showMasterId)
  }

  @FieldResolver(() => Int, { description: 'How many companies are within reach.' })
  async companyCount(@Ctx() context: OperationContext): Promise<number> {
    const unit = await context.unit()
    return companyCount(unit, context.scope)
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the person may import invoices or payments into any company within reach.',
  })
  async canImport(@Ctx() context: OperationContext): Promise<boolean> {
    return mayAnywhere(await context.unit(), context.scope, ['IMPORT_INVOICES', 'IMPORT_PAYMENTS'])
  }

  @FieldResolver(() => StaffRoleEnum, {
    nullable: true,
    description: "The person's role at the agency's desk; null for everybody else.",
  })
  staffRole(@Ctx() context: OperationContext): StaffRole | null {
    return context.scope.kind === 'user' ? context.scope.staffRole : null
  }

  @FieldResolver(() => [ApiTokenType], {
    description: "The person's API tokens, newest first, ended ones included; at most a hundred.",
  })
  async apiTokens(@Ctx() context: OperationContext): Promise<ApiTokenType[]> {
    const unit = await context.unit()
    const rows = await unit.rows<ApiTokenRow>(
      `SELECT ${API_TOKEN_COLUMNS} FROM access.api_token WHERE user_id = (SELECT access.actor())
       ORDER BY created_at DESC, id DESC LIMIT 100`,
      [],
      'access.viewerTokens',
    )
    return rows.map(showApiToken)
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'By what the person is known: `SESSION` (signed in) or `TOKEN` (API token); null when nobody is signed in.',
  })
  via(@Ctx() context: OperationContext): 'SESSION' | 'TOKEN' | null {
    return context.scope.kind === 'user' ? context.scope.credential.kind : null
  }

  @FieldResolver(() => DateScalar, {
    description: 'Today in Finland: the day by which due dates and ages are counted.',
  })
  today(@Ctx() context: OperationContext): string {
    return context.today
  }
}
