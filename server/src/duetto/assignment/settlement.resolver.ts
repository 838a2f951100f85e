import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql'
import { requireRight } from '../../access/rights.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { requireCompany } from '../../ledger/invoice/salesInvoice.resolver.ts'
import { SettlementSetOffType } from '../../platform/graphql/agencyInvoice.type.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { AFTER, type ConnectionOf, connectionType, FIRST, readPage, showPage } from '../../platform/graphql/paging.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import { SettlementLineType, showStatementLine } from '../../platform/graphql/settlementLine.type.ts'
import { type DocumentGround, documentRoute } from '../../platform/http/documents.ts'
import { readStatementId, statementFile } from '../../platform/print/statementFiles.ts'
import type { Room } from '../../platform/room.ts'
import { type CompanySettlement, listSettlements, settlementByUid } from './settlement.store.ts'

@ObjectType('Settlement', { description: 'What the agency has settled with a company on a day (tilitys).' })
export class SettlementType {
  @Field(() => ID, { description: 'Its name in messages and in the addresses of its statement.' })
  settlementId!: string

  @Field(() => DateScalar, { description: 'The day.' })
  settledOn!: CalendarDate

  @Field(() => MoneyType, { description: 'What is transferred in all.' })
  amount!: MoneyType

  @Field(() => MoneyType, { description: 'VAT that the company bears on costs which debtors have paid.' })
  vat!: MoneyType

  @Field(() => MoneyType, { description: 'The part of the VAT that was held back; the rest is invoiced.' })
  vatNetted!: MoneyType

  @Field(() => Int, { description: 'How many transfers it has, one per invoice.' })
  transfers!: number

  @Field(() => Int, { description: 'How many of them have come in the bank files and are booked.' })
  booked!: number

  @Field(() => [SettlementLineType], { description: 'Every case in it.' })
  lines!: SettlementLineType[]

  @Field(() => [SettlementSetOffType], { description: 'What is kept back for invoices of the agency.' })
  setOffs!: SettlementSetOffType[]

  @Field(() => String, { description: 'The address of the statement on this server without its ending, .pdf or .csv.' })
  statement!: string
}
export const SettlementConnection = connectionType('Settlement', () => SettlementType)

function showSettlement(row: CompanySettlement): SettlementType {
  const { uid, settledOn, amount, vat, vatNetted, currency, transfers, booked, lines } = row
  return {
    ...{ settledOn, transfers, booked },
    settlementId: uid,
    amount: showCents(amount, currency),
    vat: showCents(vat, currency),
    vatNetted: showCents(vatNetted, currency),
    lines: lines.map((line) => showStatementLine(line, currency)),
    setOffs: row.setOffs.map(({ number, amount: held }) => ({ number, amount: showCents(held, currency) })),
    statement: `/settlements/${uid}`,
  }
}

@Resolver()
export class SettlementResolver {
  @Query(() => SettlementConnection, { description: "The agency's settlements with a company, newest first." })
  async settlements(
    @Ctx() context: OperationContext,
    @Arg('companyId', () => ID, { description: 'The company.' }) companyId: string,
    @Arg('first', () => Int, { defaultValue: 20, ...FIRST }) first: number,
    @Arg('after', () => String, AFTER) after: string | undefined,
  ): Promise<ConnectionOf<SettlementType>> {
    const company = await requireCompany(context, companyId)
    const page = readPage({ first, after }, 2)
    const rows = await listSettlements(await context.unit(), company, page)
    return showPage(rows, page, showSettlement, (row) => [row.settledOn, row.uid])
  }
}

/** Statements as files, for who may read the company's books. */
export function statementRoutes(ground: DocumentGround): NonNullable<Room['routes']> {
  return (['pdf', 'csv'] as const).map((ending) =>
    documentRoute({
      ...ground,
      ending,
      path: '/settlements',
      find: async (unit, scope, id) => {
        const wanted = readStatementId(id)
        const found = wanted && (await settlementByUid(unit, wanted.uid))
        if (!found) return undefined
        await requireRight(unit, scope, found.companyId, 'READ')
        const { companyId, settledOn } = found
        const opened = { document: 'SETTLEMENT', companyId, subject: { name: settledOn } }
        return { ...(await statementFile(found, wanted.language, ending)), opened }
      },
    }),
  )
}
