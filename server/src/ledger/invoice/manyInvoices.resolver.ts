import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql'
import { requireUser } from '../../access/signedIn.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import { UserErrorType } from '../../platform/graphql/userError.type.ts'
import type { CustomerCards } from '../customer/customer.service.ts'
import { CollectionStatusChange, showAnswers } from './collectionStatus.input.ts'
import type { Disputes } from './dispute.service.ts'
import type { InvoiceChanges } from './invoiceChange.service.ts'
import type { InvoiceSelection } from './invoiceSelection.ts'
import { invoiceSelection, SalesInvoiceFilterInput } from './salesInvoice.input.ts'

/** Which invoices an act for many is done to. */
@InputType()
abstract class ManyInvoicesInput {
  @Field(() => ID, { description: 'The company.' })
  companyId!: string

  @Field(() => [ID], { nullable: true, description: 'The invoices, at most 1,000; or else a filter.' })
  invoiceIds?: string[] | null

  @Field(() => SalesInvoiceFilterInput, {
    nullable: true,
    description: 'All invoices that the filter finds, instead of naming them.',
  })
  filter?: SalesInvoiceFilterInput | null

  @Field(() => Int, {
    nullable: true,
    description: 'With a filter: how many invoices it found when they were chosen. Another number is refused.',
  })
  expectedCount?: number | null
}

@InputType({ description: 'One due date for many invoices.' })
export class ChangeDueDatesInput extends ManyInvoicesInput {
  @Field(() => DateScalar, { description: 'The new due date.' })
  dueOn!: CalendarDate

  @Field(() => String, { description: 'Why; it stands in the history of each. At most 1,000 characters.' })
  reason!: string
}

@InputType({ description: 'Whether many invoices are disputed.' })
export class SetManyDisputedInput extends ManyInvoicesInput {
  @Field(() => Boolean, { description: 'Whether they are disputed.' })
  disputed!: boolean

  @Field(() => String, {
    description: 'What the customer says, or why the dispute has ended; for the history of each.',
  })
  reason!: string
}

@InputType({ description: 'Whether collection is prohibited of the customers of many invoices.' })
export class SetCollectionProhibitedInput extends ManyInvoicesInput {
  @Field(() => Boolean, { description: 'True: do not remind. False: they may be reminded again.' })
  prohibited!: boolean
}

@ObjectType({ description: 'What became of each invoice, or why nothing was tried.' })
export class ManyInvoicesPayload {
  @Field(() => Int, { description: 'Of how many it holds now.' })
  changed!: number

  @Field(() => [CollectionStatusChange], { description: 'What became of each invoice.' })
  invoices!: CollectionStatusChange[]

  @Field(() => UserErrorType, {
    nullable: true,
    description:
      'NOTHING_SELECTED, TOO_MANY, REASON_MISSING, REASON_TOO_LONG, or SELECTION_CHANGED when the filter finds another number of invoices.',
  })
  error!: UserErrorType | null
}

interface Parts {
  readonly changes: InvoiceChanges
  readonly disputes: Disputes
  readonly cards: CustomerCards
}

/** What is done to one invoice on its page, done to many: each is answered for, changed or left with a reason. */
@Resolver()
export class ManyInvoicesResolver {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  @Mutation(() => ManyInvoicesPayload, {
    description:
      'Moves the due date of many invoices, as changeDueDate does for one. Each is answered for: changed, or left with a reason.',
  })
  async changeDueDates(
    @Ctx() context: OperationContext,
    @Arg('input', () => ChangeDueDatesInput, { description: 'The new due date.' }) input: ChangeDueDatesInput,
  ): Promise<ManyInvoicesPayload> {
    const { companyId, selection } = chosen(context, input)
    const { dueOn, reason } = input
    return showAnswers(
      companyId,
      await this.#parts.changes.changeDueDates(context.scope, companyId, selection, dueOn, reason),
    )
  }

  @Mutation(() => ManyInvoicesPayload, {
    description:
      'Marks that the customers dispute many invoices, or removes the mark, as setDisputed does for one. Each is answered for.',
  })
  async setManyDisputed(
    @Ctx() context: OperationContext,
    @Arg('input', () => SetManyDisputedInput, { description: 'The mark.' }) input: SetManyDisputedInput,
  ): Promise<ManyInvoicesPayload> {
    const { companyId, selection } = chosen(context, input)
    const { disputed, reason } = input
    const mark = { disputed, reason }
    return showAnswers(companyId, await this.#parts.disputes.setMany(context.scope, companyId, selection, mark))
  }

  @Mutation(() => ManyInvoicesPayload, {
    description:
      'Prohibits collection of the customers of many invoices on their cards ("do not remind"), or allows it again: it holds for all of their invoices. Needs the right EDIT_CUSTOMERS.',
  })
  async setCollectionProhibited(
    @Ctx() context: OperationContext,
    @Arg('input', () => SetCollectionProhibitedInput, { description: 'The prohibition.' })
    input: SetCollectionProhibitedInput,
  ): Promise<ManyInvoicesPayload> {
    const { companyId, selection } = chosen(context, input)
    return showAnswers(
      companyId,
      await this.#parts.cards.prohibitMany(context.scope, companyId, selection, input.prohibited),
    )
  }
}

function chosen(
  context: OperationContext,
  input: ManyInvoicesInput,
): { companyId: bigint; selection: InvoiceSelection } {
  requireUser(context.scope)
  const { id: companyId } = readId('Company', input.companyId)
  return { companyId, selection: invoiceSelection(companyId, input) }
}
