import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import { CompanyType } from '../access/company.type.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { AFTER, type ConnectionOf, FIRST } from '../platform/graphql/paging.ts'
import { sendPage } from './send/send.loader.ts'
import { SendConnection, type SendType } from './send/send.type.ts'

/** A company's sends, as one goes down to them from the consolidated view (requirement M4). */
@Resolver(() => CompanyType)
export class CompanySendsResolver {
  @FieldResolver(() => SendConnection, { description: 'Its sends to the reminder service, newest first.' })
  reminderSends(
    @Root() { companyId }: CompanyType,
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 20, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER) after?: string,
  ): Promise<ConnectionOf<SendType>> {
    return context.load(sendPage, { companyId, kind: 'REMINDER', first, after: after ?? null })
  }

  @FieldResolver(() => SendConnection, { description: 'Its sends to the collection service, newest first.' })
  collectionSends(
    @Root() { companyId }: CompanyType,
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 20, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER) after?: string,
  ): Promise<ConnectionOf<SendType>> {
    return context.load(sendPage, { companyId, kind: 'COLLECTION', first, after: after ?? null })
  }
}
