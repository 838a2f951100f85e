/** The bytes of a file, whole or as they arrive. */
export type ByteSource = Uint8Array | AsyncIterable<Uint8Array>

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

export function chunksOf(source: ByteSource): AsyncIterable<Uint8Array> {
  return source instanceof Uint8Array ? whole(source) : source
}

async function* continued(head: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* head
    while (true) {
      const next = await rest.next()
      if (next.done) return
      yield next.value
    }
  } finally {
    // A reader that stops at a limit must also stop the sender.
    await rest.return?.()
  }
}

/** The first `size` bytes (fewer if the file ends before), and a source that still begins at the first byte. */
export async function peek(source: ByteSource, size: number): Promise<{ head: Uint8Array; source: ByteSource }> {
  if (source instanceof Uint8Array) return { head: source.subarray(0, size), source }
  const iterator = source[Symbol.asyncIterator]()
  const read: Uint8Array[] = []
  let length = 0
  while (length < size) {
    const next = await iterator.next()
    if (next.done) break
    read.push(next.value)
    length += next.value.length
  }
  return { head: Buffer.concat(read).subarray(0, size), source: continued(read, iterator) }
}
