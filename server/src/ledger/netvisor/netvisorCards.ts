import { type NetvisorCustomer, readCustomers } from '../../exchange/netvisor/customer.ts'
import { customers } from '../../exchange/netvisor/questions.ts'
import { inChunks, type Run } from './netvisorFetch.ts'

/** Cards asked for at once. */
const CHUNK_SIZE = 100

/** By key; the answer to a question for one bears none. */
export function keyed<T extends { readonly key: bigint | undefined }>(read: readonly T[], asked: readonly bigint[]) {
  const [only, ...others] = asked
  return new Map(
    read.flatMap((one): [bigint, T][] => {
      const key = one.key ?? (others.length === 0 ? only : undefined)
      return key === undefined ? [] : [[key, one]]
    }),
  )
}

export async function askForCards(run: Run, keys: readonly bigint[]): Promise<Map<bigint, NetvisorCustomer>> {
  const cards = new Map<bigint, NetvisorCustomer>()
  for (const chunk of inChunks(keys, CHUNK_SIZE)) {
    const read = readCustomers(await run.ask(customers(chunk)))
    for (const [key, card] of keyed(read, chunk)) cards.set(key, card)
  }
  return cards
}
