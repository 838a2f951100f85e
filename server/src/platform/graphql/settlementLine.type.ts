import { Field, ObjectType, registerEnumType } from 'type-graphql'
import type { StatementLine } from '../../exchange/settlement/statement.ts'
import { words } from './enums.ts'
import { MoneyType, showCents } from './money.type.ts'

const lineKinds = words(['SHARE', 'CARRIED'])
registerEnumType(lineKinds, {
  name: 'SettlementLineKind',
  description: 'What a line of a settlement is.',
  valuesConfig: {
    SHARE: { description: 'What was collected for the company.' },
    CARRIED: { description: 'Paid in an earlier settlement for a payment that the bank took back: it is held back.' },
  },
})

@ObjectType('SettlementLine', { description: 'One case of a settlement.' })
export class SettlementLineType {
  @Field(() => String, { description: 'Name of the debtor.' })
  debtorName!: string

  @Field(() => String, { description: 'Number of the invoice.' })
  invoiceNumber!: string

  @Field(() => String, { nullable: true, description: "The invoice's own reference: the transfer comes with it." })
  reference!: string | null

  @Field(() => lineKinds, { description: 'What the line is.' })
  kind!: StatementLine['kind']

  @Field(() => MoneyType, { description: 'Collected for the company; below zero when it was paid too much before.' })
  share!: MoneyType

  @Field(() => MoneyType, { description: 'What is transferred with the reference.' })
  paid!: MoneyType

  @Field(() => MoneyType, { description: "The agency's costs that the debtor has paid since the last line." })
  costs!: MoneyType

  @Field(() => MoneyType, { description: 'VAT that the company bears on those costs.' })
  vat!: MoneyType
}

export function showStatementLine(line: StatementLine, currency: string): SettlementLineType {
  const { debtorName, invoiceNumber, reference, kind, share, paid, costs, vat } = line
  return {
    ...{ debtorName, invoiceNumber, reference, kind },
    share: showCents(share, currency),
    paid: showCents(paid, currency),
    costs: showCents(costs, currency),
    vat: showCents(vat, currency),
  }
}
