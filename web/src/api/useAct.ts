import type { ApolloClient, OperationVariables, TypedDocumentNode } from '@apollo/client'
import { useApolloClient } from '@apollo/client/react'
import { useRef, useState } from 'react'
import type { CodedProblem } from '../ui/useErrorText.ts'
import { type Fault, toFault } from './fault.ts'

interface Act<Data, Variables> {
  /** The answer, or undefined when it failed (see `fault`) or when the same act is still under way. */
  run: (variables: Variables) => Promise<Data | undefined>
  /** The same, of which only matters whether it was done: neither failed nor refused. */
  succeeds: (variables: Variables) => Promise<boolean>
  busy: boolean
  fault: Fault | undefined
  /** Why the newest answer did not do it; null when it did. */
  refusal: CodedProblem | null
  /** Refusal and fault are of no matter any more: something else was chosen, or asked of another act. */
  forget: () => void
}

/** The refusal in an answer: a mutation has one field, and its payload an `error`. */
function refusalIn(data: unknown): CodedProblem | null {
  const [payload] = Object.values(data as Record<string, { error?: CodedProblem | null }>)
  return payload?.error ?? null
}

/** Names of the queries that pages show at present; the others are read when their page is opened. */
function shownNames(client: ApolloClient): string[] {
  return [...client.getObservableQueries('active')].flatMap((query) => query.queryName ?? [])
}

/** A page's act. While it is under way a second click does nothing; names of queries to read again may be given. */
export function useAct<Data, Variables extends OperationVariables>(
  document: TypedDocumentNode<Data, Variables>,
  readAgain: readonly string[] = [],
): Act<Data, Variables> {
  const client = useApolloClient()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Fault>()
  const [refusal, setRefusal] = useState<CodedProblem | null>(null)
  const underWay = useRef(false)

  const run = async (variables: Variables) => {
    if (underWay.current) return undefined
    underWay.current = true
    setBusy(true)
    setFault(undefined)
    try {
      const result = await client.mutate<Data, OperationVariables>({
        mutation: document as TypedDocumentNode<Data, OperationVariables>,
        variables,
        refetchQueries: shownNames(client).filter((name) => readAgain.includes(name)),
      })
      setRefusal(refusalIn(result.data))
      return result.data as Data
    } catch (error) {
      setFault(toFault(error))
      return undefined
    } finally {
      underWay.current = false
      setBusy(false)
    }
  }

  const succeeds = async (variables: Variables) => {
    const data = await run(variables)
    return data !== undefined && refusalIn(data) === null
  }
  const forget = () => {
    setFault(undefined)
    setRefusal(null)
  }

  return { run, succeeds, busy, fault, refusal, forget }
}
