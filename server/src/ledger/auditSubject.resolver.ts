import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { AuditEntryType } from '../access/auditEntry.type.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { readId } from '../platform/graphql/node.type.ts'
import { customerById } from './ledger.loader.ts'

/** A trail keeps no names of debtors: who may read one sees the customer's name as it is now, as long as there is one. */
@Resolver(() => AuditEntryType)
export class AuditSubjectResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: "The subject as a page shows it: a customer's name of today, otherwise as `subjectName`.",
  })
  async subjectTitle(@Root() entry: AuditEntryType, @Ctx() context: OperationContext): Promise<string | null> {
    const { subjectType, subjectId, subjectName } = entry
    if (subjectType !== 'Customer' || subjectId === null) return subjectName
    const customer = await context.load(customerById, readId('Customer', subjectId))
    return customer?.name ?? subjectName
  }
}
