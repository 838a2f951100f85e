import { parse, print, stripIgnoredCharacters } from 'graphql'
import type { OperationContext } from './context.ts'
import { Recent } from './recent.ts'

/** An operation of our own pages whose whole `data` one SQL statement writes as JSON text. */
export interface KnownOperation {
  /** The document exactly as the client sends it; blanks, commas and comments do not matter. */
  readonly document: string
  /**
   * JSON text of `data`; undefined leaves this request to the resolvers: nobody is signed in, or the variables are not
   * ones it knows. They come as the client sent them, unchecked.
   */
  answer(context: OperationContext, variables: Readonly<Record<string, unknown>>): Promise<string | undefined>
}

/** JSON that is passed through as it is. */
export class JsonText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

const NONE = 'none'

export class KnownOperations {
  readonly #byText: ReadonlyMap<string, KnownOperation>
  readonly #seen = new Recent<KnownOperation | typeof NONE>(500)

  constructor(operations: readonly KnownOperation[]) {
    this.#byText = new Map(operations.map((operation) => [compact(operation.document), operation]))
  }

  /** `hash` stands for the source text, so that it is compared once and not on every request. */
  find(hash: string, source: string): KnownOperation | undefined {
    if (this.#byText.size === 0) return undefined
    let found = this.#seen.get(hash)
    if (!found) {
      found = this.#byText.get(compact(source)) ?? NONE
      this.#seen.set(hash, found)
    }
    return found === NONE ? undefined : found
  }
}

function compact(document: string): string {
  return stripIgnoredCharacters(print(parse(document)))
}
