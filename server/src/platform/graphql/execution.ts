import type { ApolloServerPlugin, GraphQLRequestContextResponseForOperation, GraphQLResponse } from '@apollo/server'
import { HeaderMap } from '@apollo/server'
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
} from 'graphql'
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit'
import type { OperationContext } from './context.ts'
import { type ReportBug, showError } from './errors.ts'
import { JsonText, type KnownOperations } from './knownOperations.ts'
import { checkLimits } from './limits.ts'
import { Recent } from './recent.ts'

type Request = GraphQLRequestContextResponseForOperation<OperationContext>
type Compiled = CompiledQuery | 'impossible'

/**
 * Executes operations: limits, then the known operation's own answer, in one round trip with the identity; or else the
 * identity with a snapshot in one round trip, and the compiled resolvers. The snapshot is given back whatever happens.
 */
export function executionPlugin(known: KnownOperations, report: ReportBug): ApolloServerPlugin<OperationContext> {
  const compiled = new Recent<Compiled>(500)
  return {
    async requestDidStart() {
      return {
        async responseForOperation(request) {
          if (!request.operation) return null
          const { contextValue } = request
          try {
            return await answer(request, known, compiled, report)
          } catch (error) {
            return respond({ errors: [show(error, contextValue, report)] })
          } finally {
            // The answer does not wait for the end of a transaction that wrote nothing.
            void contextValue.release()
          }
        },
        async willSendResponse({ request, response }) {
          const { http } = response
          // GraphQL over HTTP: a client that does not know the newer media type sees a transport error in any 4xx.
          const isNewer = request.http?.headers.get('accept')?.includes('application/graphql-response+json') === true
          if (http.status === 400 && !isNewer) http.status = 200
        },
      }
    },
  }
}

async function answer(
  request: Request,
  known: KnownOperations,
  compiled: Recent<Compiled>,
  report: ReportBug,
): Promise<GraphQLResponse> {
  const { contextValue, schema, document, operation } = request
  const variables = request.request.variables ?? {}
  checkLimits(schema, operation, fragmentsOf(document), variables)
  const text = await known.find(request.queryHash ?? request.source, request.source)?.answer(contextValue, variables)
  if (text !== undefined) return respond({ data: new JsonText(text) as unknown as Record<string, unknown> })
  if (!isIntrospection(operation)) await contextValue.unit()
  const result = await run(request, compiled, variables)
  const errors = result.errors?.map((error) => show(error, contextValue, report))
  // Variables that do not fit are a bad request and not an answer: then there is no data at all.
  if (result.data === undefined) return respond({ errors: errors ?? [] })
  return respond({ ...(errors ? { errors } : {}), data: result.data as Record<string, unknown> })
}

async function run(
  request: Request,
  compiled: Recent<Compiled>,
  variables: Record<string, unknown>,
): Promise<ExecutionResult> {
  const { schema, document, contextValue } = request
  const operationName = request.request.operationName ?? undefined
  const query = compile(request, compiled, operationName)
  if (query === 'impossible') {
    return execute({ schema, document, contextValue, variableValues: variables, operationName: operationName ?? null })
  }
  return query.query(undefined, contextValue, variables)
}

function compile(request: Request, compiled: Recent<Compiled>, operationName: string | undefined): Compiled {
  const key = `${request.queryHash ?? request.source} ${operationName ?? ''}`
  const ready = compiled.get(key)
  if (ready) return ready
  const made = compileQuery(request.schema, request.document, operationName ?? '', {
    // Its own JSON writer cannot write custom scalars.
    customJSONSerializer: false,
  })
  const result = isCompiledQuery(made) ? made : 'impossible'
  compiled.set(key, result)
  return result
}

function respond(singleResult: { data?: Record<string, unknown>; errors?: GraphQLFormattedError[] }): GraphQLResponse {
  const status = singleResult.data === undefined ? 400 : undefined
  return { http: { status, headers: new HeaderMap() }, body: { kind: 'single', singleResult } }
}

function show(error: unknown, context: OperationContext, report: ReportBug): GraphQLFormattedError {
  const original = error instanceof Error ? error : new Error(String(error))
  const located =
    error instanceof GraphQLError ? error : new GraphQLError(original.message, { originalError: original })
  return showError(located, context.requestId, report)
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((definition) => definition.kind === 'FragmentDefinition')
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]))
}

/** Operations about the schema alone need no database. */
function isIntrospection(operation: OperationDefinitionNode): boolean {
  return operation.selectionSet.selections.every(
    (selection) => selection.kind === 'Field' && selection.name.value.startsWith('__'),
  )
}
