/** Rows of one transaction: short enough that nobody waits for it. */
const BATCH = 5_000

/**
 * Repeats work that takes at most so many rows and answers how many it took, each time in a transaction of its own, until
 * it finds none. Returns how many it took in all.
 */
export async function inBatches(take: (most: number) => Promise<number>): Promise<number> {
  let taken = 0
  for (;;) {
    const count = await take(BATCH)
    if (count === 0) return taken
    taken += count
  }
}
