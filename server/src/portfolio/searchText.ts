/** Words shorter than this cannot use the word index and would read everything. */
const SHORTEST_WORD = 3
const MOST_WORDS = 6

/** A search as the database takes it: LIKE patterns in lower case, the longest word first. */
export interface SearchPatterns {
  readonly pattern: string
  readonly others: readonly string[]
}

/** Undefined when no word is long enough to search by. Digits written in groups (references) count as one word as well. */
export function searchPatterns(text: string): SearchPatterns | undefined {
  const trimmed = text.trim().toLowerCase()
  const words = /^[\d\s]+$/.test(trimmed) ? [trimmed.replaceAll(/\s/g, '')] : trimmed.split(/\s+/)
  const longestFirst = words.slice(0, MOST_WORDS).sort((a, b) => b.length - a.length)
  const [longest, ...others] = longestFirst
  if (longest === undefined || longest.length < SHORTEST_WORD) return undefined
  return { pattern: containing(longest), others: others.map(containing) }
}

function containing(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, (special) => `\\${special}`)}%`
}
