import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { CodedError } from '../../kernel/result.ts'
import { refusedValue } from './inputError.ts'

/** Told of a bug, once, with the id under which the client can ask about it. */
export type ReportBug = (error: unknown, requestId: string) => void

/** What a client sees of an error. Refusals keep their code and text; of a bug it sees the request's id and nothing else. */
export function showError(error: GraphQLError, requestId: string, report: ReportBug): GraphQLFormattedError {
  const place = {
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
  }
  const root = rootOf(error)
  const cause = refusedValue(root) ?? root
  if (cause instanceof CodedError) return { message: cause.message, ...place, extensions: { code: cause.code } }
  if (cause instanceof GraphQLError) {
    return { message: cause.message, ...place, extensions: { code: 'BAD_USER_INPUT', ...publicExtensions(cause) } }
  }
  report(cause, requestId)
  return {
    message: `Something went wrong on our side. Ask about it with the request id ${requestId}.`,
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
  }
}

function rootOf(error: GraphQLError): unknown {
  let cause: unknown = error
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError
  return cause
}

function publicExtensions(error: GraphQLError): { code?: string } {
  const { code } = error.extensions ?? {} // Compiled operations make errors without them.
  return typeof code === 'string' ? { code } : {}
}
