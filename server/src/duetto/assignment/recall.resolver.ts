import { Arg, Ctx, Field, ID, ObjectType, Query, Resolver } from 'type-graphql'
import { requireUser } from '../../access/signedIn.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { add, money } from '../../kernel/money.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { MoneyType, showMoney } from '../../platform/graphql/money.type.ts'
import { readId } from '../../platform/graphql/node.type.ts'
import { DateScalar, DecimalScalar } from '../../platform/graphql/scalars.ts'
import { type FeeKind, feeSums, recallLines } from '../activation/fee.ts'
import { priceLists } from '../activation/priceList.store.ts'
import { priceListOn } from '../activation/priceList.ts'
import { creditorOf } from '../send/send.store.ts'
import { mayRequest } from './agencyRequest.ts'
import { assignmentById } from './assignment.loader.ts'

@ObjectType('RecallConsequences', {
  description: 'What stopping an assignment would cost the company if the agency confirmed it today (requirement O7).',
})
export class RecallConsequencesType {
  @Field(() => Boolean, { description: 'Whether it may be asked for now.' })
  mayRequest!: boolean

  @Field(() => Boolean, { description: 'Whether the agency has sent a letter; before the first one it costs nothing.' })
  letterSent!: boolean

  @Field(() => MoneyType, {
    description: "The agency's costs that the debtor has not paid: cancelled, and charged to the company.",
  })
  unpaidCosts!: MoneyType

  @Field(() => MoneyType, {
    description:
      'VAT of those costs: on top of them when the company may deduct VAT, otherwise a part of them, for the debtor was asked for it.',
  })
  unpaidCostsVat!: MoneyType

  @Field(() => MoneyType, { description: 'The recall fee without VAT.' })
  recallFee!: MoneyType

  @Field(() => MoneyType, { description: 'VAT on the recall fee.' })
  recallFeeVat!: MoneyType

  @Field(() => DecimalScalar, { description: 'VAT, percent.' })
  vatPercent!: string

  @Field(() => MoneyType, { description: 'What would be charged in all, with VAT.' })
  charged!: MoneyType

  @Field(() => DateScalar, { description: 'From when the price list in force holds.' })
  priceListFrom!: CalendarDate
}

@Resolver()
export class RecallResolver {
  @Query(() => RecallConsequencesType, {
    nullable: true,
    description: 'What a recall would bring; null when there is no assignment that the viewer may see.',
  })
  async recallConsequences(
    @Ctx() context: OperationContext,
    @Arg('assignmentId', () => ID, { description: 'The assignment.' }) assignmentId: string,
  ): Promise<RecallConsequencesType | null> {
    requireUser(context.scope)
    const key = readId('CollectionAssignment', assignmentId)
    const assignment = await context.load(assignmentById, key)
    if (!assignment) return null
    const unit = await context.unit()
    const list = priceListOn(await priceLists(unit), context.today)
    if (!list) throw new Error(`No price list holds on ${context.today}.`)
    // As the agency reckons it: its own costs on the lines, charged only once a letter has gone.
    const made = await unit.row<{ letterSent: boolean; costs: bigint }>(
      `SELECT EXISTS (SELECT 1 FROM duetto.letter WHERE company_id = $1 AND assignment_id = $2) AS "letterSent",
         (SELECT greatest(coalesce(sum(amount), 0), 0)::bigint FROM duetto.posting
          WHERE company_id = $1 AND assignment_id = $2 AND component = 'COSTS' AND beneficiary = 'AGENCY') AS costs`,
      [key.companyId, key.id],
      'duetto.recallCosts',
    )
    const letterSent = made?.letterSent ?? false
    const costs = money(made?.costs ?? 0n, assignment.balance.currency)
    const fee = letterSent ? list.recallFee : money(0n, list.recallFee.currency)
    const charged = letterSent ? add(costs, fee) : fee
    const { mayDeductVat } = await creditorOf(unit, key.companyId)
    // As the statement of fees will have it when the agency confirms today.
    const recall = { on: context.today, charged, assignmentId: key.id, invoiceNumber: '' }
    const lines = recallLines(recall, [list], mayDeductVat)
    const vatIn = (kind: FeeKind) => feeSums(lines.filter((line) => line.kind === kind)).vat
    return {
      mayRequest: mayRequest({ stage: assignment.stage, answer: assignment.recallState }),
      letterSent,
      unpaidCosts: showMoney(costs),
      unpaidCostsVat: showMoney(vatIn('CANCELLED_COSTS')),
      recallFee: showMoney(fee),
      recallFeeVat: showMoney(vatIn('RECALL')),
      vatPercent: list.vatPercent,
      charged: showMoney(feeSums(lines).total),
      priceListFrom: list.validFrom,
    }
  }
}
