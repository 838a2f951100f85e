import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of other systems' files; tests that read it are skipped where it is not given. */
export const fieldData = process.env.DUETTO_FIELD_DATA ?? ''

export function fieldFile(path: string): Buffer {
  return readFileSync(join(fieldData, path))
}

export async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** The bytes in pieces of the given sizes, taken in turn. */
export async function* inChunks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length
    yield bytes.subarray(at, at + size)
    at += size
  }
}
