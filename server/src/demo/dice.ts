import { createHash } from 'node:crypto'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/**
 * Chance that is the same on every machine: a seed always gives the same throws. Whatever is drawn independently has
 * dice of its own, so that one more throw in one place changes nothing elsewhere.
 */
export class Dice {
  readonly #generator: ReturnType<typeof xoroshiro128plus>

  constructor(seed: string) {
    this.#generator = xoroshiro128plus(createHash('sha256').update(seed).digest().readInt32BE(0))
  }

  /** Both ends belong to the range. */
  int(from: number, to: number): number {
    return uniformInt(this.#generator, from, to)
  }

  /** True in so many of a hundred cases. */
  chance(percent: number): boolean {
    return this.int(1, 1_000) <= percent * 10
  }

  pick<T>(list: readonly T[]): T {
    const [first] = list
    if (first === undefined) throw new RangeError('There is nothing to pick from.')
    return list[this.int(0, list.length - 1)] ?? first
  }

  /** One of the choices, each as likely as its weight. */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T {
    let left = this.int(
      1,
      choices.reduce((sum, [weight]) => sum + weight, 0),
    )
    for (const [weight, choice] of choices) {
      left -= weight
      if (left <= 0) return choice
    }
    throw new RangeError('There is nothing to choose from.')
  }
}
