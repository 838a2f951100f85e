import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { SettlementSetOffType } from '../../platform/graphql/agencyInvoice.type.ts'
import { words } from '../../platform/graphql/enums.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { connectionType } from '../../platform/graphql/paging.ts'
import { DateScalar } from '../../platform/graphql/scalars.ts'
import { SettlementLineType, showStatementLine } from '../../platform/graphql/settlementLine.type.ts'
import type { SettlementRow } from './settlement.store.ts'

const fileStates = words(['NONE', 'SOME', 'ALL'])
registerEnumType(fileStates, {
  name: 'SettlementFileState',
  description: 'Whether the transfers of a settlement are in payment files.',
  valuesConfig: {
    NONE: { description: 'None of them.' },
    SOME: { description: 'Some of them.' },
    ALL: { description: 'All of them.' },
  },
})

@ObjectType('AgencySettlement', { description: 'What the agency has settled with a creditor on a day.' })
export class AgencySettlementType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, { description: 'Its name in messages and in the addresses of its statement.' })
  settlementId!: string

  @Field(() => DateScalar, { description: 'The day.' })
  settledOn!: CalendarDate

  @Field(() => String, { description: 'Name of the creditor.' })
  creditorName!: string

  @Field(() => String, { description: 'Business ID of the creditor.' })
  businessId!: string

  @Field(() => MoneyType, { description: 'What is transferred in all.' })
  amount!: MoneyType

  @Field(() => MoneyType, { description: 'VAT that the creditor bears on costs which debtors have paid.' })
  vat!: MoneyType

  @Field(() => MoneyType, { description: 'The part of the VAT that was held back.' })
  vatNetted!: MoneyType

  @Field(() => MoneyType, { description: 'What cannot be transferred because no account of the creditor is known.' })
  withoutAccount!: MoneyType

  @Field(() => Int, { description: 'How many transfers it needs.' })
  transfers!: number

  @Field(() => fileStates, { description: 'Whether they are in payment files.' })
  inFile!: 'NONE' | 'SOME' | 'ALL'

  @Field(() => [SettlementLineType], { description: 'Every case in it.' })
  lines!: SettlementLineType[]

  @Field(() => [SettlementSetOffType], { description: 'What is kept back for invoices of the agency.' })
  setOffs!: SettlementSetOffType[]

  @Field(() => String, { description: 'The address of the statement on this server without its ending, .pdf or .csv.' })
  statement!: string
}
export const AgencySettlementConnection = connectionType('AgencySettlement', () => AgencySettlementType)

export function showSettlement(row: SettlementRow): AgencySettlementType {
  const { companyId, id, uid, settledOn, creditorName, businessId, currency, inFile, transfers } = row
  return {
    ...{ settledOn, creditorName, businessId, transfers },
    id: encodeId('AgencySettlement', companyId, id),
    settlementId: uid,
    amount: showCents(row.amount, currency),
    vat: showCents(row.vat, currency),
    vatNetted: showCents(row.vatNetted, currency),
    withoutAccount: showCents(row.withoutAccount, currency),
    inFile: inFile >= transfers ? 'ALL' : inFile === 0 ? 'NONE' : 'SOME',
    lines: row.lines.map((line) => showStatementLine(line, currency)),
    setOffs: row.setOffs.map(({ number, amount: held }) => ({ number, amount: showCents(held, currency) })),
    statement: `/agency/settlements/${uid}`,
  }
}
