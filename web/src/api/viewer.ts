import { ViewerDocument, type ViewerQuery } from './generated.ts'
import { useLatest } from './useLatest.ts'

export type Viewer = ViewerQuery['viewer']

/** Who is signed in, and what they may see; one read shared by the whole shell. */
export function useViewer() {
  const { data, fault, retry } = useLatest(ViewerDocument, { variables: {} })
  return { viewer: data?.viewer, fault, retry }
}

/** The server's day: all that depends on today asks it, not the reader's clock. */
export function useToday(): string | undefined {
  return useViewer().viewer?.today
}
