import { type GraphQLSchema, Kind, type OperationDefinitionNode, parse } from 'graphql'
import { CodedError } from '../../kernel/result.ts'
import type { OperationContext } from './context.ts'
import type { KnownOperation } from './knownOperations.ts'
import { checkLimits } from './limits.ts'

interface Known {
  readonly operation: OperationDefinitionNode
  readonly answer: KnownOperation['answer']
}

/**
 * The way of known operations past what only unknown ones need: parsing, validating, executing. It is for requests
 * that carry a known document letter by letter; limits, identity and the rows' own security are the same as for any.
 */
export class Shortcut {
  readonly #schema: GraphQLSchema
  readonly #byText = new Map<string, Known>()

  constructor(operations: readonly KnownOperation[], schema: GraphQLSchema) {
    this.#schema = schema
    for (const { document, answer } of operations) {
      const operation = parse(document).definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)
      if (!operation) throw new Error('A known document has no operation.')
      for (const text of [document, document.trimEnd()]) this.#byText.set(text, { operation, answer })
    }
  }

  /** The whole answer in JSON; undefined when the request must go the usual way, which also tells what is wrong with it. */
  async answer(body: unknown, context: () => OperationContext): Promise<string | undefined> {
    if (typeof body !== 'object' || body === null) return undefined
    const { query, variables = {}, operationName } = body as Readonly<Record<string, unknown>>
    const known = typeof query === 'string' ? this.#byText.get(query) : undefined
    if (!known || !isRecord(variables)) return undefined
    if (operationName !== undefined && operationName !== known.operation.name?.value) return undefined
    if (!this.#isWithinLimits(known.operation, variables)) return undefined
    const asked = context()
    try {
      const text = await known.answer(asked, variables)
      return text === undefined ? undefined : wholeAnswer(text)
    } finally {
      // An answer that opened the snapshot gives it back, as any operation does.
      void asked.release()
    }
  }

  #isWithinLimits(operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): boolean {
    try {
      checkLimits(this.#schema, operation, {}, variables)
      return true
    } catch (error) {
      if (error instanceof CodedError) return false
      throw error
    }
  }
}

/** `data` is JSON text already. */
export function wholeAnswer(data: string): string {
  return `{"data":${data}}\n`
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
