import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { SalesInvoiceType } from '../../ledger/invoice/salesInvoice.type.ts'
import { words } from '../../platform/graphql/enums.ts'
import { MoneyType, showCents } from '../../platform/graphql/money.type.ts'
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../platform/graphql/scalars.ts'
import { UserErrorType } from '../../platform/graphql/userError.type.ts'
import type { AgreementRow, CostRow } from './cost.store.ts'
import { type CostKind, type CostState, costKinds, costStates } from './cost.ts'

export const CostKindEnum = words(costKinds)
registerEnumType(CostKindEnum, {
  name: 'CollectionCostKind',
  description: "What a cost is for: a letter of the company's own.",
  valuesConfig: {
    REMINDER: { description: 'A payment reminder (maksumuistutus).' },
    NOTICE: { description: 'A payment notice (maksuhuomautus).' },
  } satisfies Record<CostKind, { description: string }>,
})

const CostStateEnum = words(costStates)
registerEnumType(CostStateEnum, {
  name: 'CollectionCostState',
  description: 'What became of a cost on an invoice.',
  valuesConfig: {
    ADDED: { description: 'It goes with the invoice when that is sent.' },
    SENT: { description: 'It went with the invoice; the agency has not answered yet.' },
    ACCEPTED: { description: "The agency asks for it on the company's behalf." },
    REFUSED: { description: 'The law does not allow it; the section and the reason stand with it.' },
  } satisfies Record<CostState, { description: string }>,
})

@ObjectType('CostAgreement', {
  description: "What a company and the service have agreed on as the cost of the company's own letters, for a period.",
})
export class CostAgreementType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => CostKindEnum, { description: 'Which letter.' })
  kind!: CostKind

  @Field(() => MoneyType, { description: 'The one amount that may be asked for it.' })
  amount!: MoneyType

  @Field(() => DateScalar, { description: 'The first day on which it is in force.' })
  validFrom!: CalendarDate

  @Field(() => DateScalar, { nullable: true, description: 'The last day; null: until another is agreed.' })
  validTo!: CalendarDate | null

  @Field(() => DateTimeScalar, { description: 'When it was agreed.' })
  agreedAt!: Date
}

export function showAgreement(row: AgreementRow): CostAgreementType {
  const { companyId, id, kind, amount, currency, validFrom, validTo, agreedAt } = row
  return {
    id: encodeId('CostAgreement', companyId, id),
    kind,
    amount: showCents(amount, currency),
    validFrom,
    validTo,
    agreedAt,
  }
}

@ObjectType('CollectionCost', {
  description: "The cost of a letter of the company's own, on an invoice: the agency asks for it when the law allows.",
})
export class CollectionCostType {
  @Field(() => CostKindEnum, { description: 'Which letter.' })
  kind!: CostKind

  @Field(() => MoneyType, { description: 'How much.' })
  amount!: MoneyType

  @Field(() => CostStateEnum, { description: 'What became of it.' })
  state!: CostState

  @Field(() => String, {
    nullable: true,
    description: 'The section of law by which the agency accepted or refused it.',
  })
  section!: string | null

  @Field(() => String, { nullable: true, description: 'Why the agency refused it.' })
  note!: string | null
}

export function showCost({ kind, amount, currency, state, section, note }: CostRow): CollectionCostType {
  return { kind, amount: showCents(amount, currency), state, section, note }
}

@InputType({ description: 'A cost that the service agrees on with a company.' })
export class AgreeCostInput {
  @Field(() => ID, { nullable: true, description: 'The company; or else its business ID.' })
  companyId?: string | null

  @Field(() => String, { nullable: true, description: "The company's business ID, which is what staff know it by." })
  businessId?: string | null

  @Field(() => CostKindEnum, { description: 'Which letter.' })
  kind!: CostKind

  @Field(() => DecimalScalar, { description: 'The amount in euro.' })
  amount!: string

  @Field(() => DateScalar, { description: 'The first day; an older agreement ends the day before.' })
  validFrom!: CalendarDate

  @Field(() => DateScalar, { nullable: true, description: 'The last day; when left out, until another is agreed.' })
  validTo?: CalendarDate | null
}

@ObjectType({ description: 'The agreement, or why it was refused.' })
export class AgreeCostPayload {
  @Field(() => CostAgreementType, { nullable: true, description: 'The agreement.' })
  agreement!: CostAgreementType | null

  @Field(() => UserErrorType, { nullable: true, description: 'AMOUNT_INVALID, AMOUNT_NEGATIVE or PERIOD_INVALID.' })
  error!: UserErrorType | null
}

@InputType({ description: 'A cost to add to an invoice before it is sent.' })
export class AddCollectionCostInput {
  @Field(() => ID, { description: 'The invoice.' })
  invoiceId!: string

  @Field(() => CostKindEnum, {
    nullable: true,
    description: 'Which letter of the company it is for; the reminder when left out.',
  })
  kind?: CostKind | null

  @Field(() => DecimalScalar, { description: "The agreed amount, in the invoice's currency." })
  amount!: string
}

@InputType({ description: 'A cost to take off an invoice.' })
export class RemoveCollectionCostInput {
  @Field(() => ID, { description: 'The invoice.' })
  invoiceId!: string

  @Field(() => CostKindEnum, { description: 'Which letter the cost is for.' })
  kind!: CostKind
}

@ObjectType({ description: 'The invoice with its costs, or why the change was refused.' })
export class CollectionCostPayload {
  @Field(() => SalesInvoiceType, { nullable: true, description: 'The invoice.' })
  invoice!: SalesInvoiceType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description: 'For example COST_NOT_AGREED, COST_DIFFERS (with the agreed amount), LETTER_MISSING or IN_SERVICE.',
  })
  error!: UserErrorType | null
}
