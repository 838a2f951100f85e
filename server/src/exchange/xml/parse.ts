import type { XmlLimits } from './limits.ts'
import { Stopped, TreeBuilder, type XmlVisitor } from './treeBuilder.ts'

interface Outcome {
  /** Index behind what was read. */
  readonly end: number
  readonly line: number
  /** Where a broken document broke. */
  readonly broken?: 'before root' | 'inside'
}

async function parseRoot(text: string, line: number, limits: XmlLimits, visitor: XmlVisitor): Promise<Outcome> {
  const builder = new TreeBuilder(line, limits, visitor)
  try {
    await builder.run(text)
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    const end = { end: builder.position, line: builder.line }
    if (!error.refusal) return end
    visitor.refused(error.refusal)
    return { ...end, broken: builder.begun ? 'inside' : 'before root' }
  }
  return { end: text.length, line: builder.line }
}

const BETWEEN_ROOTS = /(?:\s+|<!--[\s\S]*?-->|<\?[\s\S]*?\?>)*/y

/** Where the next root, or whatever else follows the blanks, comments and instructions, begins. */
function skipBetweenRoots(text: string, from: number): number {
  BETWEEN_ROOTS.lastIndex = from
  return BETWEEN_ROOTS.test(text) ? BETWEEN_ROOTS.lastIndex : from
}

function searchFrom(text: string, from: number, pattern: RegExp): number | undefined {
  const offset = text.slice(from).search(pattern)
  return offset < 0 ? undefined : from + offset
}

function nextRoot(text: string, from: number, broken: Outcome['broken'], resumeAt: RegExp): number | undefined {
  if (!broken) {
    const next = skipBetweenRoots(text, from)
    return /^<[^/]/.test(text.slice(next, next + 2)) ? next : undefined
  }
  const next = searchFrom(text, from, resumeAt)
  // What broke before its root has its root still to come: that one is refused already.
  return next === undefined || broken === 'inside' ? next : searchFrom(text, next + 1, resumeAt)
}

/**
 * Reads a text that holds one document, or several without declarations between them. Nothing is fetched, no entity is
 * expanded but the five of XML and character references. After a broken document reading goes on at the next tag that
 * matches `resumeAt`, so that one bad document does not take the others along.
 */
export async function parseDocument(
  text: string,
  firstLine: number,
  limits: XmlLimits,
  visitor: XmlVisitor,
  resumeAt: RegExp,
) {
  let start: number | undefined = 0
  let line = firstLine
  while (start !== undefined && !visitor.full()) {
    const outcome = await parseRoot(text.slice(start), line, limits, visitor)
    const end = start + outcome.end
    start = nextRoot(text, end, outcome.broken, resumeAt)
    if (start !== undefined) line = outcome.line + countLineFeeds(text.slice(end, start))
  }
}

function countLineFeeds(text: string): number {
  return text.split('\n').length - 1
}
