import { Field, ID, InterfaceType } from 'type-graphql'
import { decodeId, type GlobalId } from '../../kernel/globalId.ts'
import type { OperationContext } from './context.ts'
import { BadInput } from './inputError.ts'

@InterfaceType('Node', {
  description: 'A thing that can be fetched again by its id.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class NodeType {
  @Field(() => ID, { description: 'Opaque and stable; do not take it apart.' })
  id!: string
}

/** A thing by its id, with its `__typename`; null when it does not exist for the one who asks. */
export type NodeLoader = (
  context: OperationContext,
  id: CompanyAndId,
) => Promise<(object & { __typename: string }) | null>

/** How each room's types are fetched by id, by the name of the type. */
export type NodeLoaders = Readonly<Record<string, NodeLoader>>

export interface CompanyAndId {
  /** 0 for types without a company. */
  readonly companyId: bigint
  readonly id: bigint
}

/** Reads an id that must be of the type. Throws BadInput for any other text. */
export function readId(type: string, text: string): CompanyAndId {
  const id = decodeId(text)
  if (id?.type !== type) throw new BadInput(`This is not the id of a ${type}.`)
  return numbers(id)
}

/** Reads an id of whatever type. Throws BadInput for text that is no id. */
export function readAnyId(text: string): CompanyAndId & { readonly type: string } {
  const id = decodeId(text)
  if (!id) throw new BadInput('This is not an id of this service.')
  return { type: id.type, ...numbers(id) }
}

/** The largest bigint of the database; what is beyond cannot be the id of anything. */
const LARGEST = 2n ** 63n - 1n

function numbers(id: GlobalId): CompanyAndId {
  const [companyId, localId] = [BigInt(id.companyId), BigInt(id.localId)]
  if (companyId > LARGEST || localId > LARGEST) throw new BadInput('This is not an id of this service.')
  return { companyId, id: localId }
}
