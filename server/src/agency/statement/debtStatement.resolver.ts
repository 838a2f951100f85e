import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import { CasePayload } from '../case/case.input.ts'
import { StaffAssignmentType, showCase } from '../case/case.type.ts'
import type { CaseBook } from '../case/caseView.ts'
import type { DebtStatements } from './debtStatement.ts'
import { DebtStatementOfferType, GiveDebtStatementInput, showOffer } from './debtStatement.type.ts'

@Resolver(() => StaffAssignmentType)
export class DebtStatementResolver {
  readonly #statements: DebtStatements
  readonly #book: CaseBook

  constructor(statements: DebtStatements, book: CaseBook) {
    this.#statements = statements
    this.#book = book
  }

  @FieldResolver(() => DebtStatementOfferType, {
    nullable: true,
    description: 'What a statement of debts would state today; null: the debt has ended.',
  })
  async debtStatement(
    @Root() { case: found }: StaffAssignmentType,
    @Ctx() context: OperationContext,
  ): Promise<DebtStatementOfferType | null> {
    const offer = await this.#statements.offer(context.scope, found.book.assignment)
    return offer ? showOffer(offer) : null
  }

  @Mutation(() => CasePayload, {
    description:
      'Gives the debtor a statement of all debts that the agency holds, whoever the creditors are: a letter by post, free of charge. No company is told. Staff only.',
  })
  async giveDebtStatement(
    @Ctx() context: OperationContext,
    @Arg('input', () => GiveDebtStatementInput, { description: 'Of which debtor.' }) input: GiveDebtStatementInput,
  ): Promise<CasePayload> {
    const key = readId('StaffAssignment', input.assignmentId)
    const others = (input.otherIds ?? []).map((id) => readId('StaffAssignment', id))
    const given = await this.#statements.give(context.scope, key, { others, again: input.again ?? false })
    if (!given.ok) return { assignment: null, error: showRefusal(given.error) }
    return { assignment: showCase(await this.#book.find(context.scope, given.value)), error: null }
  }
}
