import { useApolloClient } from '@apollo/client/react'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { type Fault, toFault } from '../../api/fault.ts'
import {
  type Language,
  type TableKind,
  type TableMappingInput,
  TablePreviewDocument,
  type TablePreviewQuery,
} from '../../api/generated.ts'

export type TablePreview = TablePreviewQuery['tablePreview']

export interface PreviewWish {
  readonly companyId: string | null
  readonly kind: TableKind
  readonly file: File
  /** Null: as the server proposes it. */
  readonly mapping: TableMappingInput | null
  readonly noDoubles: readonly number[]
  readonly language: Language
}

/** While one chooses, one chooses on: the server is asked when that has come to rest. */
const restMs = 250

/** The table as it would be imported; while it is asked again, the answer before stays in sight. */
export function useTablePreview(wish: PreviewWish) {
  const client = useApolloClient()
  const [preview, setPreview] = useState<TablePreview>()
  const [fault, setFault] = useState<Fault>()
  const [busy, setBusy] = useState(true)
  const [attempt, setAttempt] = useState(0)
  const [rested] = useDebouncedValue(wish, restMs)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks the same again.
  useEffect(() => {
    const { companyId, kind, file, mapping, noDoubles, language } = rested
    if (companyId === null) return
    let isWanted = true
    setBusy(true)
    const input = { companyId, kind, file: { name: file.name, content: file }, mapping, noDoubles: [...noDoubles] }
    client
      .query({
        query: TablePreviewDocument,
        variables: { input, language },
        fetchPolicy: 'no-cache',
        // Two files look alike to the client.
        context: { queryDeduplication: false },
      })
      .then(({ data }) => {
        if (!isWanted) return
        setPreview(data?.tablePreview)
        setFault(undefined)
      })
      .catch((error: unknown) => isWanted && setFault(toFault(error)))
      .finally(() => isWanted && setBusy(false))
    return () => {
      isWanted = false
    }
  }, [client, rested, attempt])

  return { preview, fault, busy: busy || rested !== wish, retry: () => setAttempt(attempt + 1) }
}
