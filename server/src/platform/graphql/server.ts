import { ApolloServer, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled'
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql'
import type { OperationContext } from './context.ts'
import type { ReportBug } from './errors.ts'
import { executionPlugin } from './execution.ts'
import { JsonText, type KnownOperation, KnownOperations } from './knownOperations.ts'
import { TOKEN_LIMIT } from './limits.ts'
import { Shortcut, wholeAnswer } from './shortcut.ts'

/** Answers GraphQL requests over HTTP, whatever server they came in by. */
export interface GraphqlServer {
  /** The answer in JSON to a body that asks for one of the known operations, or undefined: see `Shortcut`. */
  answerKnown(body: unknown, context: () => OperationContext): Promise<string | undefined>
  answer(request: HTTPGraphQLRequest, context: () => OperationContext): Promise<HTTPGraphQLResponse>
  stop(): Promise<void>
}

export async function startGraphqlServer(
  schema: GraphQLSchema,
  known: readonly KnownOperation[],
  report: ReportBug,
): Promise<GraphqlServer> {
  const apollo = new ApolloServer<OperationContext>({
    schema,
    plugins: [
      executionPlugin(new KnownOperations(known), report),
      // Every answer is private to its actor, and working out cache hints takes longer than executing.
      ApolloServerPluginCacheControlDisabled(),
      {
        async serverWillStart() {
          return {
            async renderLandingPage() {
              return { html: '' }
            },
          }
        },
      },
    ],
    csrfPrevention: true,
    introspection: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: TOKEN_LIMIT },
    formatError: nameTokenLimit,
    stringifyResult,
    nodeEnv: 'production',
  })
  await apollo.start()
  const shortcut = new Shortcut(known, schema)
  return {
    answerKnown: (body, context) => shortcut.answer(body, context),
    answer: (request, context) =>
      apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest: request, context: async () => context() }),
    stop: () => apollo.stop(),
  }
}

function stringifyResult(result: { data?: unknown }): string {
  return result.data instanceof JsonText ? wholeAnswer(result.data.text) : `${JSON.stringify(result)}\n`
}

/** The parser has no code of its own for a document that is too long. */
function nameTokenLimit(error: GraphQLFormattedError): GraphQLFormattedError {
  if (!error.message.includes('tokens. Parsing aborted')) return error
  return {
    message: `The document has more than ${TOKEN_LIMIT} tokens. Split it into smaller operations.`,
    extensions: { code: 'TOO_MANY_TOKENS' },
  }
}
