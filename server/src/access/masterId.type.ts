import { Field, ObjectType } from 'type-graphql'
import { encodeId } from '../kernel/globalId.ts'
import type { Right } from '../kernel/permission.ts'
import { NodeType } from '../platform/graphql/node.type.ts'
import { DateTimeScalar } from '../platform/graphql/scalars.ts'
import { type MasterIdKind, MasterIdKindEnum, RightEnum } from './access.enums.ts'

@ObjectType('MasterId', {
  implements: NodeType,
  description: 'An organisation that manages the collection of many companies. Its members each sign in as themselves.',
})
export class MasterIdType extends NodeType {
  /** Not published. */
  masterId!: bigint

  @Field(() => String, { description: 'The code by which the agency and the organisation speak of it.' })
  code!: string

  @Field(() => String, { description: "The organisation's name." })
  name!: string

  @Field(() => String, { description: "The organisation's business ID, `NNNNNNN-C`." })
  businessId!: string

  @Field(() => MasterIdKindEnum, { description: 'What kind of organisation it is.' })
  kind!: MasterIdKind
}

@ObjectType('MasterIdLink', {
  description: "A company's link to a Master-ID: whose members may do what there, and on what mandate.",
})
export class MasterIdLinkType {
  @Field(() => MasterIdType, { description: 'Whom the company is linked to.' })
  masterId!: MasterIdType

  @Field(() => [RightEnum], {
    description: 'What the link grants the members. Never the right to take the service into use.',
  })
  rights!: Right[]

  @Field(() => String, { description: 'The mandate that the link rests on.' })
  mandate!: string

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  linkedAt!: Date

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; null while it holds.' })
  endedAt!: Date | null
}

export interface MasterIdRow {
  id: bigint
  code: string
  name: string
  business_id: string
  kind: MasterIdKind
}

export interface LinkRow extends MasterIdRow {
  company_id: bigint
  rights: Right[]
  mandate: string
  linked_at: Date
  /** The number Infinity while the link holds. */
  ended_at: Date | number
}

export function showMasterId(row: MasterIdRow): MasterIdType & { __typename: 'MasterId' } {
  return {
    __typename: 'MasterId',
    id: encodeId('MasterId', 0, row.id),
    masterId: row.id,
    code: row.code,
    name: row.name,
    businessId: row.business_id,
    kind: row.kind,
  }
}

export function showLink(row: LinkRow): MasterIdLinkType {
  return {
    masterId: showMasterId(row),
    rights: row.rights,
    mandate: row.mandate,
    linkedAt: row.linked_at,
    endedAt: row.ended_at instanceof Date ? row.ended_at : null,
  }
}
