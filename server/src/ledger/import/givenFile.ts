import type { FormatRefusal } from '../../exchange/refusal.ts'
import type { ByteSource } from '../../exchange/source.ts'

/** A file to import: its bytes, or that it had more of them than were taken in. */
export interface GivenFile {
  readonly name: string
  readonly source: ByteSource | { readonly largerThan: number }
}

const MIB = 1024 * 1024

/** The bytes to read, or the refusal of a file that was too large to be received. */
export function openFile(file: GivenFile): { source: ByteSource } | { refusal: FormatRefusal } {
  if (!('largerThan' in file.source)) return { source: file.source }
  const limit = `${Math.floor(file.source.largerThan / MIB)} MB`
  const message = `The file is larger than ${limit}.`
  return { refusal: { code: 'FILE_TOO_LARGE', message, line: 1, advice: 'Send the material in several files.' } }
}
