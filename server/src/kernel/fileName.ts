/** As many characters as file systems give a name: a longer one comes from no file. */
const LONGEST = 255

/** Kept of the end, where the kind of the file stands. */
const ENDING = 40

const CUT = '…'

/**
 * The name of a given file as it is kept and shown: what the books cannot store is replaced, a longer name than any file
 * has is cut in the middle.
 */
export function fileName(given: string): string {
  const letters = [...given.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD')]
  if (letters.length <= LONGEST) return letters.join('')
  return [...letters.slice(0, LONGEST - ENDING - 1), CUT, ...letters.slice(-ENDING)].join('')
}
