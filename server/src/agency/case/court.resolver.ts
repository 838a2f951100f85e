import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { parseDecimal } from '../../kernel/money.ts'
import type { Result } from '../../kernel/result.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { BadInput } from '../../platform/graphql/inputError.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import { CasePayload } from './case.input.ts'
import { showCase } from './case.type.ts'
import type { CaseDesk, CaseKey } from './caseDesk.ts'
import type { CaseBook } from './caseView.ts'
import { AuthoriseLegalInput, ChargeAuthorityFeeInput, RecordJudgmentInput } from './court.input.ts'

const keyOf = (id: string): CaseKey => readId('StaffAssignment', id)

@Resolver()
export class CourtResolver {
  readonly #desk: CaseDesk
  readonly #book: CaseBook

  constructor(desk: CaseDesk, book: CaseBook) {
    this.#desk = desk
    this.#book = book
  }

  @Mutation(() => CasePayload, {
    description: 'Writes down that the creditor has authorised legal collection; without it none is begun. Staff only.',
  })
  authoriseLegalCollection(
    @Ctx() context: OperationContext,
    @Arg('input', () => AuthoriseLegalInput, { description: 'The authorisation.' }) input: AuthoriseLegalInput,
  ): Promise<CasePayload> {
    const { assignmentId, givenBy, givenOn, note } = input
    const wish = { givenBy, givenOn, note: note ?? null }
    return this.#answer(context, this.#desk.authorise(context.scope, keyOf(assignmentId), wish))
  }

  @Mutation(() => CasePayload, { description: 'Puts the fee of a court or of enforcement on the debt. Staff only.' })
  chargeAuthorityFee(
    @Ctx() context: OperationContext,
    @Arg('input', () => ChargeAuthorityFeeInput, { description: 'The fee.' }) input: ChargeAuthorityFeeInput,
  ): Promise<CasePayload> {
    const { assignmentId, kind, on, note } = input
    const amount = parseDecimal(input.amount, 'EUR')?.minor
    if (amount === undefined) throw new BadInput('An amount has at most two decimals.')
    const fee = { kind, amount, on, note: note ?? null }
    return this.#answer(context, this.#desk.chargeFee(context.scope, keyOf(assignmentId), fee))
  }

  @Mutation(() => CasePayload, {
    description:
      'Writes down a judgment: the debt becomes time-barred five years after it (728/2003 13 §). Staff only.',
  })
  recordJudgment(
    @Ctx() context: OperationContext,
    @Arg('input', () => RecordJudgmentInput, { description: 'The judgment.' }) input: RecordJudgmentInput,
  ): Promise<CasePayload> {
    const { assignmentId, givenOn, judgment } = input
    return this.#answer(context, this.#desk.recordJudgment(context.scope, keyOf(assignmentId), { givenOn, judgment }))
  }

  async #answer(context: OperationContext, acted: Promise<Result<CaseKey>>): Promise<CasePayload> {
    const result = await acted
    if (!result.ok) return { assignment: null, error: showRefusal(result.error) }
    return { assignment: showCase(await this.#book.find(context.scope, result.value)), error: null }
  }
}
