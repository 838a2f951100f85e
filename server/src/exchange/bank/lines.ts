import { type ByteSource, chunksOf } from '../source.ts'

export interface Line {
  readonly number: number
  readonly text: string
}

// Far longer than any record of a bank file; a file without line ends must not be gathered whole.
const LONGEST = 4096

/** The lines of a file in ISO-8859-1, or where its size passed the limit; nothing is read after that. */
export async function* readLines(source: ByteSource, limit: number): AsyncGenerator<Line | 'TOO_LARGE'> {
  let rest = ''
  let number = 0
  let total = 0
  for await (const chunk of chunksOf(source)) {
    total += chunk.length
    if (total > limit) {
      yield 'TOO_LARGE'
      return
    }
    const lines = (rest + Buffer.from(chunk).toString('latin1')).split('\n')
    rest = (lines.pop() ?? '').slice(0, LONGEST)
    for (const text of lines) {
      number += 1
      yield { number, text: text.replace(/\r$/, '') }
    }
  }
  if (rest !== '') yield { number: number + 1, text: rest.replace(/\r$/, '') }
}
