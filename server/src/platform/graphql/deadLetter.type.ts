import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { encodeId } from '../../kernel/globalId.ts'
import { words } from './enums.ts'
import { DateTimeScalar } from './scalars.ts'
import { UserErrorType } from './userError.type.ts'

const states = ['REFUSED', 'FAILING'] as const
const DeadLetterStateEnum = words(states)
registerEnumType(DeadLetterStateEnum, {
  name: 'DeadLetterState',
  description: 'Why a message has not got through.',
  valuesConfig: {
    REFUSED: { description: 'The other side can never store it as it is: it waits for a person.' },
    FAILING: { description: 'It was tried several times and is tried again, ever later.' },
  },
})

/** A message that fails so often is shown to people. */
const FAILING_AFTER = 3

/** Whether a row of an outbox `o` has not got through: refused, or failing. */
export const IS_STUCK = `o.delivered_at IS NULL AND (o.refused_at IS NOT NULL OR o.attempts >= ${FAILING_AFTER})`

@ObjectType('DeadLetter', { description: 'A message between company and agency that has not got through.' })
export class DeadLetterType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string

  @Field(() => String, {
    description: 'What kind of message it is, as in the exchange: `MATERIAL`, `DIRECT_PAYMENT` …',
  })
  kind!: string

  @Field(() => String, { description: 'Name of the company.' })
  companyName!: string

  @Field(() => String, { nullable: true, description: 'Number of the invoice that it is about.' })
  invoiceNumber!: string | null

  @Field(() => DeadLetterStateEnum, { description: 'Why it has not got through.' })
  state!: (typeof states)[number]

  @Field(() => Int, { description: 'How often it was tried.' })
  attempts!: number

  @Field(() => String, {
    nullable: true,
    description: 'What the other side or the road said last, with a code if it had one.',
  })
  lastError!: string | null

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  createdAt!: Date
}

export interface DeadLetterRow {
  readonly companyId: bigint
  readonly id: bigint
  readonly kind: string
  readonly companyName: string
  readonly invoiceNumber: string | null
  readonly isRefused: boolean
  readonly attempts: number
  readonly lastError: string | null
  readonly createdAt: Date
}

export function showDeadLetter(type: 'OutboxMessage' | 'AgencyOutboxMessage', row: DeadLetterRow): DeadLetterType {
  const { companyId, id, isRefused, ...told } = row
  return { ...told, id: encodeId(type, companyId, id), state: isRefused ? 'REFUSED' : 'FAILING' }
}

@InputType({ description: 'Which message is sent again.' })
export class ResendMessageInput {
  @Field(() => ID, { description: 'The message.' })
  id!: string
}

@ObjectType({ description: 'What came of the wish to send a message again.' })
export class ResendMessagePayload {
  @Field(() => Boolean, { description: 'Whether it is on its way.' })
  resent!: boolean

  @Field(() => UserErrorType, { nullable: true, description: '`ALREADY_DELIVERED`: it has got through meanwhile.' })
  error!: UserErrorType | null
}

export const ALREADY_DELIVERED = { code: 'ALREADY_DELIVERED', message: 'The message has got through meanwhile.' }
