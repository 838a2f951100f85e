import type { OperationVariables, TypedDocumentNode } from '@apollo/client'
import { useQuery } from '@apollo/client/react'
import { type Fault, toFault } from './fault.ts'

interface Options<Variables> {
  variables: Variables
  skip?: boolean
  /** Asks the server even when the answer is known. */
  fresh?: boolean
  /** Asks again so often, in milliseconds, while the page is looked at. */
  every?: number
}

export interface Latest<Data> {
  /** The newest answer; while another is on its way, the one before it. */
  data: Data | undefined
  /** What is shown is the answer before. */
  stale: boolean
  fault: Fault | undefined
  retry: () => void
}

/** A page's read: what was seen stays until the new comes. */
export function useLatest<Data, Variables extends OperationVariables>(
  document: TypedDocumentNode<Data, Variables>,
  { variables, skip, fresh, every = 0 }: Options<Variables>,
): Latest<Data> {
  const result = useQuery<Data, OperationVariables>(document as TypedDocumentNode<Data, OperationVariables>, {
    variables,
    skip,
    fetchPolicy: fresh ? 'cache-and-network' : undefined,
    pollInterval: every,
    skipPollAttempt: () => globalThis.document.hidden,
  })
  const data = (result.data ?? result.previousData) as Data | undefined
  return {
    data,
    stale: result.loading && data !== undefined && result.data === undefined,
    fault: result.error ? toFault(result.error) : undefined,
    retry: () => void result.refetch(),
  }
}
