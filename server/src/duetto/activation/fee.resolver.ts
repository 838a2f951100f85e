import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql'
import { requireRight } from '../../access/rights.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { decodeId, encodeId } from '../../kernel/globalId.ts'
import { requireCompany } from '../../ledger/invoice/salesInvoice.resolver.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { words } from '../../platform/graphql/enums.ts'
import { BadInput } from '../../platform/graphql/inputError.ts'
import { MoneyType, showMoney } from '../../platform/graphql/money.type.ts'
import { DateScalar, DecimalScalar } from '../../platform/graphql/scalars.ts'
import { type DocumentGround, documentRoute } from '../../platform/http/documents.ts'
import type { Room } from '../../platform/room.ts'
import { type FeeStatement, feeStatement } from './fee.store.ts'
import { type FeeKind, type FeeLine, feeKinds, monthOf } from './fee.ts'
import { feeFile, readFeeId } from './feeFile.ts'

export const FeeKindEnum = words(feeKinds)
registerEnumType(FeeKindEnum, {
  name: 'FeeKind',
  description: 'What a company is charged for.',
  valuesConfig: {
    REMINDER_TRANSFER: { description: 'Invoices sent to the reminder service.' },
    COLLECTION_TRANSFER: { description: 'Invoices sent to the collection service.' },
    RECALL: { description: 'An assignment stopped on request.' },
    CANCELLED_COSTS: { description: 'Costs of a stopped assignment that the debtor had not paid.' },
  } satisfies Record<FeeKind, { description: string }>,
})

@ObjectType('FeeLine', { description: 'One fee: of a send or of a recall.' })
export class FeeLineType {
  @Field(() => DateScalar, { description: 'The day of the price list that it follows.' })
  on!: CalendarDate

  @Field(() => FeeKindEnum, { description: 'What it is for.' })
  kind!: FeeKind

  @Field(() => Int, { description: 'How many invoices it is for.' })
  count!: number

  @Field(() => MoneyType, { description: 'Without VAT.' })
  net!: MoneyType

  @Field(() => DecimalScalar, { description: 'VAT, percent.' })
  vatPercent!: string

  @Field(() => MoneyType, { description: 'The VAT.' })
  vat!: MoneyType

  @Field(() => ID, { nullable: true, description: 'The send that it is of.' })
  sendId!: string | null

  @Field(() => ID, { nullable: true, description: 'The assignment that it is of.' })
  assignmentId!: string | null

  @Field(() => String, { nullable: true, description: "Number of the assignment's invoice." })
  invoiceNumber!: string | null
}

@ObjectType('FeeStatement', { description: 'What the service charges a company for a calendar month.' })
export class FeeStatementType {
  @Field(() => String, { description: 'The month, YYYY-MM.' })
  month!: string

  @Field(() => [FeeLineType], { description: 'The fees in the order of their days.' })
  lines!: FeeLineType[]

  @Field(() => MoneyType, { description: 'All of them without VAT.' })
  net!: MoneyType

  @Field(() => MoneyType, { description: 'The VAT on all of them.' })
  vat!: MoneyType

  @Field(() => MoneyType, { description: 'All of them with VAT.' })
  total!: MoneyType

  @Field(() => String, {
    description: 'The address of the statement on this server without its ending: .fi, .sv or .en and .pdf or .csv.',
  })
  statement!: string
}

function showLine(companyId: bigint, line: FeeLine): FeeLineType {
  const { on, kind, count, vatPercent, sendId, assignmentId, invoiceNumber } = line
  const sendType = kind === 'COLLECTION_TRANSFER' ? 'CollectionSend' : 'ReminderSend'
  return {
    ...{ on, kind, count, vatPercent, invoiceNumber },
    net: showMoney(line.net),
    vat: showMoney(line.vat),
    sendId: sendId === null ? null : encodeId(sendType, companyId, sendId),
    assignmentId: assignmentId === null ? null : encodeId('CollectionAssignment', companyId, assignmentId),
  }
}

function showStatement(
  companyId: bigint,
  companyGlobalId: string,
  { month, lines, sums }: FeeStatement,
): FeeStatementType {
  return {
    month,
    lines: lines.map((line) => showLine(companyId, line)),
    net: showMoney(sums.net),
    vat: showMoney(sums.vat),
    total: showMoney(sums.total),
    statement: `/fees/${companyGlobalId}.${month}`,
  }
}

@Resolver()
export class FeeResolver {
  @Query(() => FeeStatementType, { description: 'The fees of a company for a month, with VAT (requirement A4).' })
  async feeStatement(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { description: 'The company.' }) companyId: string,
    @Arg('month', () => String, { description: 'The month, YYYY-MM.' }) month: string,
  ): Promise<FeeStatementType> {
    const company = await requireCompany(context, companyId)
    const period = monthOf(month)
    if (!period) throw new BadInput('A month is written YYYY-MM.')
    return showStatement(company, companyId, await feeStatement(await context.unit(), company, month, period))
  }
}

/** Statements as files, for who may read the company's books. */
export function feeRoutes(ground: DocumentGround): NonNullable<Room['routes']> {
  return (['pdf', 'csv'] as const).map((ending) =>
    documentRoute({
      ...ground,
      ending,
      path: '/fees',
      find: async (unit, scope, id) => {
        const wanted = readFeeId(id)
        const named = wanted && decodeId(wanted.company)
        const period = wanted && monthOf(wanted.month)
        if (!wanted || !period || named?.type !== 'Company') return undefined
        const companyId = BigInt(named.companyId)
        await requireRight(unit, scope, companyId, 'READ')
        const file = await feeFile(await feeStatement(unit, companyId, wanted.month, period), wanted.language, ending)
        return { ...file, opened: { document: 'FEE_STATEMENT', companyId, subject: { name: wanted.month } } }
      },
    }),
  )
}
