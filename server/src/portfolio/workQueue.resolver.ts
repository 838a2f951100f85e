import { Arg, Ctx, Field, Int, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql'
import { CompanyType, showCompany } from '../access/company.type.ts'
import { requireUser } from '../access/signedIn.ts'
import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { OperationContext } from '../platform/graphql/context.ts'
import { words } from '../platform/graphql/enums.ts'
import { MoneyType, showCents } from '../platform/graphql/money.type.ts'
import { type ConnectionOf, connectionType, FIRST, readPage, showPage } from '../platform/graphql/paging.ts'
import { DateScalar } from '../platform/graphql/scalars.ts'
import {
  QUEUE_CURSOR_PARTS,
  type QueueCount,
  type QueueKind,
  type QueueRow,
  queueCounts,
  queueKinds,
  workQueue,
} from './workQueue.store.ts'

const QueueKindEnum = words(queueKinds)
registerEnumType(QueueKindEnum, {
  name: 'QueueKind',
  description: 'What waits for a person at a company, the most pressing first.',
  valuesConfig: {
    MONEY_DOUBTFUL: {
      description: 'Money on invoices in the service that is neither surely a settlement nor surely a direct payment.',
    },
    MONEY_UNMATCHED: { description: 'Incoming money that found no invoice, or is more than its invoice asked for.' },
    MESSAGES_FAILED: { description: 'Messages to the agency that do not get through, or that it refused.' },
    TERMS_TO_ACCEPT: {
      description: 'A new version of the terms of service; nothing can be sent before it is accepted.',
    },
    TO_COLLECTION: {
      description: 'Invoices with a reminder and a notice behind them, ready for the collection service.',
    },
    TO_REMINDER: { description: 'Overdue invoices, ready for the reminder service.' },
    ADDRESS_MISSING: {
      description: 'Customers with overdue invoices and neither a whole address nor an e-mail address.',
    },
    SERVICE_NOT_ACTIVE: { description: 'Overdue invoices of a company that does not use the service.' },
  } satisfies Record<QueueKind, { description: string }>,
})

@ObjectType('QueueItem', { description: 'What of one kind waits for a person at one company.' })
export class QueueItemType {
  @Field(() => CompanyType, { description: 'The company.' })
  company!: CompanyType

  @Field(() => QueueKindEnum, { description: 'What it is.' })
  kind!: QueueKind

  @Field(() => Int, { description: 'How many: invoices, payments, customers, messages.' })
  count!: number

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What is unpaid of the invoices, or not yet placed of the money; null where no money is counted.',
  })
  sum!: MoneyType | null

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The oldest due date, booking day or day of a message; null where there is none.',
  })
  since!: CalendarDate | null
}

@ObjectType('QueueCount', { description: 'How much of one kind waits at all companies within reach.' })
export class QueueCountType {
  @Field(() => QueueKindEnum, { description: 'What it is.' })
  kind!: QueueKind

  @Field(() => Int, { description: 'At how many companies.' })
  companies!: number

  @Field(() => Int, { description: 'How many in all.' })
  count!: number
}

const QueueItemConnection = connectionType('QueueItem', () => QueueItemType)

/** What to do next, across companies. */
@Resolver()
export class WorkQueueResolver {
  @Query(() => QueueItemConnection, {
    description:
      'What waits for a person at the companies within reach: the most pressing kind first, then the most money; one item a company.',
  })
  async workQueue(
    @Ctx() context: OperationContext,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor after which the page starts.' }) after:
      | string
      | null,
    @Arg('kinds', () => [QueueKindEnum], { nullable: true, description: 'Only of these kinds.' })
    kinds: QueueKind[] | null,
    @Arg('search', () => String, { nullable: true, description: "A part of the company's name or business ID." })
    search: string | null,
  ): Promise<ConnectionOf<QueueItemType>> {
    requireUser(context.scope)
    const page = readPage({ first, after }, QUEUE_CURSOR_PARTS)
    const filter = { kinds: kinds ?? queueKinds, search: search?.trim() || undefined }
    const rows = await workQueue(await context.unit(), filter, page, context.today)
    return showPage(rows, page, showItem, (row) => [
      String(row.rank),
      row.currency ?? '',
      row.sum ?? 0n,
      row.company_id,
    ])
  }

  @Query(() => [QueueCountType], {
    description: 'The work queue in figures; kinds of which nothing waits are left out.',
  })
  async workQueueCounts(@Ctx() context: OperationContext): Promise<QueueCount[]> {
    requireUser(context.scope)
    return queueCounts(await context.unit(), context.today)
  }
}

function showItem(row: QueueRow): QueueItemType {
  const sum = row.sum !== null && row.currency !== null ? showCents(row.sum, row.currency) : null
  return { company: showCompany(row), kind: row.kind, count: row.count, sum, since: row.since }
}
