import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { encodeId } from '../../kernel/globalId.ts'
import { words } from '../../platform/graphql/enums.ts'
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../platform/graphql/scalars.ts'
import { UserErrorType } from '../../platform/graphql/userError.type.ts'
import {
  type Proposal,
  type ProposalKind,
  type ProposalState,
  proposalKinds,
  proposalStates,
} from './datedData.store.ts'

const ProposalKindEnum = words(proposalKinds)
registerEnumType(ProposalKindEnum, {
  name: 'ProposalKind',
  description: 'What is put forward.',
  valuesConfig: {
    REFERENCE_RATE: { description: 'A reference rate of the interest act.' },
    PRICE_LIST: { description: 'What the service costs companies.' },
  } satisfies Record<ProposalKind, { description: string }>,
})

const ProposalStateEnum = words(proposalStates)
registerEnumType(ProposalStateEnum, {
  name: 'ProposalState',
  description: 'What became of it.',
  valuesConfig: {
    WAITING: { description: 'Waits for another of the staff.' },
    APPROVED: { description: 'Holds from its day on.' },
    REJECTED: { description: 'Taken from the table.' },
  } satisfies Record<ProposalState, { description: string }>,
})

@ObjectType('Proposal', { description: 'A figure that one of the staff has put forward.' })
export class ProposalType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => ProposalKindEnum, { description: 'What it is.' })
  kind!: ProposalKind

  @Field(() => DateScalar, { description: 'The day from which it is meant to hold.' })
  validFrom!: CalendarDate

  @Field(() => DecimalScalar, { nullable: true, description: 'Of a reference rate: percent a year.' })
  percent!: string | null

  @Field(() => String, { nullable: true, description: 'Of a reference rate: where it was published.' })
  source!: string | null

  @Field(() => DecimalScalar, { nullable: true, description: 'Of a price list: euros for each invoice sent.' })
  transferFee!: string | null

  @Field(() => DecimalScalar, { nullable: true, description: 'Of a price list: euros for a recalled assignment.' })
  recallFee!: string | null

  @Field(() => DecimalScalar, { nullable: true, description: 'Of a price list: VAT, percent.' })
  vatPercent!: string | null

  @Field(() => ProposalStateEnum, { description: 'What became of it.' })
  state!: ProposalState

  @Field(() => String, { description: 'Who put it forward.' })
  proposedBy!: string

  @Field(() => DateTimeScalar, { description: 'When.' })
  proposedAt!: Date

  @Field(() => String, { nullable: true, description: 'Who decided.' })
  decidedBy!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was decided.' })
  decidedAt!: Date | null
}

export function showProposal(proposal: Proposal): ProposalType {
  const { id, kind, validFrom, state, proposedByName, proposedAt, decidedByName, decidedAt } = proposal
  const content = proposal.content as Partial<
    Record<'percent' | 'source' | 'transferFee' | 'recallFee' | 'vatPercent', string>
  >
  const { percent = null, source = null, transferFee = null, recallFee = null, vatPercent = null } = content
  return {
    ...{ kind, validFrom, state, proposedAt, decidedAt, percent, source, transferFee, recallFee, vatPercent },
    id: encodeId('Proposal', 0, id),
    proposedBy: proposedByName,
    decidedBy: decidedByName,
  }
}

@InputType({ description: 'A reference rate that has been published.' })
export class ProposeReferenceRateInput {
  @Field(() => DateScalar, { description: 'First day of the half-year: 1 January or 1 July.' })
  from!: CalendarDate

  @Field(() => DecimalScalar, { description: 'Percent a year, in whole or half points.' })
  percent!: string

  @Field(() => String, { description: 'Where it was published.' })
  source!: string
}

@InputType({ description: 'What the service shall cost companies, in euros without VAT.' })
export class ProposePriceListInput {
  @Field(() => DateScalar, { description: 'The first day, tomorrow or later.' })
  validFrom!: CalendarDate

  @Field(() => DecimalScalar, { description: 'For each invoice sent.' })
  transferFee!: string

  @Field(() => DecimalScalar, { description: 'For an assignment stopped on request.' })
  recallFee!: string

  @Field(() => DecimalScalar, { description: 'VAT on the fees, percent.' })
  vatPercent!: string
}

@InputType({ description: 'Which figure is decided on.' })
export class DecideProposalInput {
  @Field(() => ID, { description: 'The proposal.' })
  id!: string
}

@ObjectType({ description: 'What came of a proposal.' })
export class ProposalPayload {
  @Field(() => ProposalType, { nullable: true, description: 'The proposal; null when the act was refused.' })
  proposal!: ProposalType | null

  @Field(() => UserErrorType, {
    nullable: true,
    description:
      '`SAME_PERSON`, `ALREADY_DECIDED`, `ALREADY_PROPOSED`; of a rate `NOT_HALF_YEAR`, `NOT_HALF_POINTS`, `SOURCE_NEEDED`, `RATE_EXISTS`; of a price list `DAY_PASSED`, `LIST_EXISTS`, `FEE_INVALID`, `PERCENT_INVALID`.',
  })
  error!: UserErrorType | null
}
