import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql'
import { encodeId } from '../../kernel/globalId.ts'
import { add } from '../../kernel/money.ts'
import { SELECTION_LIMIT } from '../../ledger/invoice/invoiceSelection.ts'
import { invoiceFilter, invoiceIdIn } from '../../ledger/invoice/salesInvoice.input.ts'
import { requireCompany } from '../../ledger/invoice/salesInvoice.resolver.ts'
import { salesInvoiceIds } from '../../ledger/invoice/salesInvoice.store.ts'
import { SalesInvoiceType } from '../../ledger/invoice/salesInvoice.type.ts'
import { salesInvoiceById } from '../../ledger/ledger.loader.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { BadInput } from '../../platform/graphql/inputError.ts'
import { showMoney } from '../../platform/graphql/money.type.ts'
import { AFTER, type ConnectionOf, FIRST, readPage, showPage } from '../../platform/graphql/paging.ts'
import { showRefusal } from '../../platform/graphql/userError.type.ts'
import { priceLists } from '../activation/priceList.store.ts'
import { priceListOn, transferFee } from '../activation/priceList.ts'
import { SEND_LIMIT } from './send.ts'
import { type JudgedLight, judgeAll, type ProblemGroup, principalOf, problemGroups } from './sendCheck.ts'
import {
  SendCheckInput,
  SendCheckItemConnection,
  SendCheckItemType,
  SendCheckType,
  type SendProblemType,
} from './sendCheck.type.ts'

@Resolver(() => SendCheckType)
export class SendCheckResolver {
  @Query(() => SendCheckType, {
    description: 'Judges every invoice of a selection before it is sent, and tells what sending it costs.',
  })
  async sendCheck(
    @Ctx() context: OperationContext,
    @Arg('input', () => SendCheckInput, { description: 'What may be sent.' }) input: SendCheckInput,
  ): Promise<SendCheckType> {
    const companyId = await requireCompany(context, input.companyId)
    const unit = await context.unit()
    const ids = await idsOf(context, companyId, input)
    const judged = await judgeAll(unit, { companyId, kind: input.kind, on: context.today }, ids)
    const list = priceListOn(await priceLists(unit), context.today)
    if (!list) throw new Error(`No price list holds on ${context.today}.`)
    const sendableCount = judged.filter(({ problems }) => problems.length === 0).length
    const { fee, vat } = transferFee(list, sendableCount)
    return {
      judged,
      count: judged.length,
      sendableCount,
      problemCount: judged.length - sendableCount,
      principal: principalOf(judged).map(showMoney),
      price: showMoney(list.transferFee),
      priceFrom: list.validFrom,
      vatPercent: list.vatPercent,
      fee: showMoney(fee),
      feeVat: showMoney(vat),
      feeTotal: showMoney(add(fee, vat)),
      problems: problemGroups(judged).map(showGroup),
    }
  }

  @FieldResolver(() => SendCheckItemConnection, { description: 'The invoices in the order of the selection.' })
  items(
    @Root() { judged }: SendCheckType,
    @Arg('first', () => Int, { defaultValue: 50, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER) after?: string,
    @Arg('onlyProblems', () => Boolean, { defaultValue: false, description: 'Only those that cannot be sent.' })
    onlyProblems = false,
    @Arg('code', () => String, { nullable: true, description: 'Only those at which this reason or remark stands.' })
    code?: string,
  ): ConnectionOf<SendCheckItemType> {
    const page = readPage({ first, after }, 1)
    const wanted = judged
      .map((one, ordinal) => ({ ...one, ordinal }))
      .filter(({ problems }) => !onlyProblems || problems.length > 0)
      .filter(({ problems, remarks }) => !code || [...problems, ...remarks].some((one) => one.code === code))
      .filter(({ ordinal }) => page.after === undefined || ordinal > Number(page.after[0]))
    return showPage(wanted.slice(0, page.limit), page, showItem, ({ ordinal }) => [String(ordinal)])
  }
}

async function idsOf(context: OperationContext, companyId: bigint, input: SendCheckInput): Promise<bigint[]> {
  const { invoiceIds, filter } = input
  if (invoiceIds && filter) throw new BadInput('Give either `invoiceIds` or `filter`.')
  if (invoiceIds) {
    if (invoiceIds.length > SELECTION_LIMIT) throw new BadInput(`At most ${SELECTION_LIMIT} ids can be named.`)
    return [...new Set(invoiceIds.map((id) => invoiceIdIn(companyId, id)))]
  }
  if (!filter) throw new BadInput('Give `invoiceIds` or `filter`.')
  const conditions = invoiceFilter(companyId, filter)
  const ids = await salesInvoiceIds(await context.unit(), companyId, conditions, context.today, SEND_LIMIT + 1)
  if (ids.length > SEND_LIMIT) throw new BadInput(`One send takes at most ${SEND_LIMIT} invoices. Narrow the filter.`)
  return ids
}

function showItem({ invoice, problems, remarks }: JudgedLight): SendCheckItemType {
  return { invoiceKey: invoice, problems: problems.map(showRefusal), remarks: remarks.map(showRefusal) }
}

function showGroup({ code, isRemark, invoices }: ProblemGroup): SendProblemType {
  const ids = invoices.slice(0, SELECTION_LIMIT).map(({ companyId, id }) => encodeId('SalesInvoice', companyId, id))
  return { code, isRemark, count: invoices.length, invoiceIds: ids }
}

@Resolver(() => SendCheckItemType)
export class SendCheckItemResolver {
  @FieldResolver(() => SalesInvoiceType, { description: 'The invoice.' })
  async invoice(@Root() item: SendCheckItemType, @Ctx() context: OperationContext): Promise<SalesInvoiceType> {
    const { companyId, id } = item.invoiceKey
    return (await context.load(salesInvoiceById, { companyId, id })) as SalesInvoiceType
  }
}
