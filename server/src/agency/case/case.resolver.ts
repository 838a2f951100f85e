import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Result } from '../../kernel/result.ts'
import { err } from '../../kernel/result.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { BadInput } from '../../platform/graphql/inputError.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import { staffActor } from '../staff.ts'
import {
  ActOnAssignmentInput,
  ActOnAssignmentsInput,
  ActOnAssignmentsPayload,
  type ActResultType,
  AnswerDisputeInput,
  CasePayload,
  ChangeDebtorAddressInput,
  GrantExtensionInput,
  MakePaymentPlanInput,
} from './case.input.ts'
import { StaffAssignmentType, showCase } from './case.type.ts'
import {
  InstalmentStandingType,
  StaffBalanceType,
  StaffLineType,
  showBalance,
  showInstalment,
  showLine,
} from './caseBalance.type.ts'
import type { CaseDesk, CaseKey } from './caseDesk.ts'
import { LimitationType } from './caseRecord.type.ts'
import { balanceOn, type CaseBook, lawOf, limitationOf, planOn } from './caseView.ts'
import { StepAnswerType, showStepAnswer } from './stepAnswer.type.ts'

const MOST_AT_ONCE = 100

const keyOf = (id: string): CaseKey => readId('StaffAssignment', id)

@Resolver(() => StaffAssignmentType)
export class CaseResolver {
  readonly #desk: CaseDesk
  readonly #book: CaseBook

  constructor(desk: CaseDesk, book: CaseBook) {
    this.#desk = desk
    this.#book = book
  }

  @Query(() => StaffAssignmentType, {
    description: "An assignment in the agency's own book, with what the law says about every step. Staff only.",
  })
  async staffAssignment(
    @Arg('id', () => ID, { description: 'Id of the assignment, from the work list.' }) id: string,
    @Ctx() context: OperationContext,
  ): Promise<StaffAssignmentType> {
    return showCase(await this.#book.find(context.scope, keyOf(id)))
  }

  @FieldResolver(() => [StepAnswerType], {
    description: 'What the law says about every step: allowed, from which day, at which cost, by which sections.',
  })
  stepAnswers(
    @Root() { case: found }: StaffAssignmentType,
    @Ctx() context: OperationContext,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today when left out.' }) on?: CalendarDate,
  ): StepAnswerType[] {
    return lawOf(found.book, on ?? context.today, found.practice).map(showStepAnswer)
  }

  @FieldResolver(() => [StaffLineType], { description: 'Every posting, oldest first.' })
  postings(@Root() { case: { book } }: StaffAssignmentType): StaffLineType[] {
    return book.postings.map((line) => showLine({ ...line, posted: true }, book.assignment.currency))
  }

  @FieldResolver(() => StaffBalanceType, {
    description: 'What is owed at the end of a day: what was, or what would be left to pay on a day to come.',
  })
  explanation(
    @Root() { case: { book, practice } }: StaffAssignmentType,
    @Ctx() context: OperationContext,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today when left out.' }) on?: CalendarDate,
  ): StaffBalanceType {
    return showBalance(balanceOn(book, on ?? context.today, practice), book.assignment.currency)
  }

  @FieldResolver(() => [InstalmentStandingType], {
    description: 'How the instalments of the running plan stand on a day, if nothing more is paid until then.',
  })
  instalmentsOn(
    @Root() { case: { book } }: StaffAssignmentType,
    @Ctx() context: OperationContext,
    @Arg('on', () => DateScalar, { nullable: true, description: 'The day; today when left out.' }) on?: CalendarDate,
  ): InstalmentStandingType[] {
    return planOn(book, on ?? context.today).map((one) => showInstalment(one, book.assignment.currency))
  }

  @FieldResolver(() => LimitationType, {
    nullable: true,
    description: 'By when the debt becomes time-barred, as things stand.',
  })
  limitation(@Root() { case: { book } }: StaffAssignmentType, @Ctx() context: OperationContext): LimitationType | null {
    const answer = limitationOf(book, context.today)
    return answer ? { expiresOn: answer.expiresOn, sections: [...answer.sections] } : null
  }

  @Mutation(() => CasePayload, { description: 'An act on an assignment that needs words alone. Staff only.' })
  actOnAssignment(
    @Ctx() context: OperationContext,
    @Arg('input', () => ActOnAssignmentInput, { description: 'What is done.' }) input: ActOnAssignmentInput,
  ): Promise<CasePayload> {
    const { assignmentId, act, note } = input
    return this.#answer(context, this.#desk.act(context.scope, keyOf(assignmentId), act, note ?? null))
  }

  @Mutation(() => ActOnAssignmentsPayload, {
    description:
      'The same act on many assignments, each by itself: what is refused for one leaves the others. Staff only.',
  })
  async actOnAssignments(
    @Ctx() context: OperationContext,
    @Arg('input', () => ActOnAssignmentsInput, { description: 'What is done, on which.' }) input: ActOnAssignmentsInput,
  ): Promise<ActOnAssignmentsPayload> {
    staffActor(context.scope)
    const { assignmentIds, act, note } = input
    if (assignmentIds.length > MOST_AT_ONCE) throw new BadInput(`At most ${MOST_AT_ONCE} assignments at once.`)
    const results: ActResultType[] = []
    for (const assignmentId of assignmentIds) {
      const acted = await this.#desk.act(context.scope, keyOf(assignmentId), act, note ?? null)
      results.push({ assignmentId, error: acted.ok ? null : showRefusal(acted.error) })
    }
    return { done: results.filter(({ error }) => error === null).length, results }
  }

  @Mutation(() => CasePayload, { description: 'Answers the dispute of an assignment with reasons. Staff only.' })
  answerDispute(
    @Ctx() context: OperationContext,
    @Arg('input', () => AnswerDisputeInput, { description: 'The answer.' }) input: AnswerDisputeInput,
  ): Promise<CasePayload> {
    const { assignmentId, uphold, answer } = input
    return this.#answer(context, this.#desk.answerDispute(context.scope, keyOf(assignmentId), uphold, answer))
  }

  @Mutation(() => CasePayload, { description: 'Gives the debtor more time, at least 14 days. Staff only.' })
  grantExtension(
    @Ctx() context: OperationContext,
    @Arg('input', () => GrantExtensionInput, { description: 'Until when.' }) input: GrantExtensionInput,
  ): Promise<CasePayload> {
    return this.#answer(context, this.#desk.grantExtension(context.scope, keyOf(input.assignmentId), input))
  }

  @Mutation(() => CasePayload, {
    description:
      'Agrees on monthly instalments for the whole rest. An instalment not paid in time breaks the plan. Staff only.',
  })
  makePaymentPlan(
    @Ctx() context: OperationContext,
    @Arg('input', () => MakePaymentPlanInput, { description: 'The plan.' }) input: MakePaymentPlanInput,
  ): Promise<CasePayload> {
    return this.#answer(context, this.#desk.makePlan(context.scope, keyOf(input.assignmentId), input))
  }

  @Mutation(() => CasePayload, {
    description: 'Writes down a new address of the debtor; letters that waited for it go on. Staff only.',
  })
  changeDebtorAddress(
    @Ctx() context: OperationContext,
    @Arg('input', () => ChangeDebtorAddressInput, { description: 'The address.' }) input: ChangeDebtorAddressInput,
  ): Promise<CasePayload> {
    const { street, postCode, town, country } = input
    const address = {
      street: street.trim(),
      postCode: postCode.trim(),
      town: town.trim(),
      country: country?.trim() || 'FI',
    }
    const isWhole = address.street !== '' && address.town !== '' && /^[A-Z]{2}$/.test(address.country)
    const key = keyOf(input.assignmentId)
    return this.#answer(
      context,
      isWhole ? this.#desk.changeAddress(context.scope, key, address) : this.#incomplete(context, key),
    )
  }

  /** Nobody but staff learns what an address lacks. */
  async #incomplete(context: OperationContext, key: CaseKey): Promise<Result<CaseKey>> {
    await this.#book.find(context.scope, key)
    return err({ code: 'ADDRESS_MISSING', message: 'Give the street, the town and the country.', field: 'street' })
  }

  async #answer(context: OperationContext, acted: Promise<Result<CaseKey>>): Promise<CasePayload> {
    const result = await acted
    if (!result.ok) return { assignment: null, error: showRefusal(result.error) }
    return { assignment: showCase(await this.#book.find(context.scope, result.value)), error: null }
  }
}
