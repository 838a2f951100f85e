import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors'

/** What a page tells of a failure: a stable code, the server's words, and the id under which the server logged it. */
export interface Fault {
  code: string
  message: string
  requestId?: string
}

function fromGraphQLErrors(error: CombinedGraphQLErrors): Fault {
  const first = error.errors[0]
  const extensions = first?.extensions ?? {}
  return {
    code: typeof extensions.code === 'string' ? extensions.code : 'INTERNAL_SERVER_ERROR',
    message: first?.message ?? error.message,
    requestId: typeof extensions.requestId === 'string' ? extensions.requestId : undefined,
  }
}

/** An answer outside GraphQL: the server's own error body when it has one, else what its status says. */
function fromStatus(error: ServerError): Fault {
  const requestId = error.response.headers.get('x-request-id') ?? undefined
  const byStatus = { 413: 'REQUEST_TOO_LARGE', 503: 'BUSY' }[error.statusCode] ?? 'SERVER_ERROR'
  try {
    const first = JSON.parse(error.bodyText).errors?.[0]
    return { code: first?.extensions?.code ?? byStatus, message: first?.message ?? error.message, requestId }
  } catch {
    return { code: byStatus, message: error.message, requestId }
  }
}

/** Reads any error that a query or a mutation may end with. */
export function toFault(error: unknown): Fault {
  if (CombinedGraphQLErrors.is(error)) return fromGraphQLErrors(error)
  if (ServerError.is(error)) return fromStatus(error)
  // A browser reports a request that never got an answer as TypeError.
  if (error instanceof TypeError) return { code: 'OFFLINE', message: error.message }
  return { code: 'PAGE_ERROR', message: error instanceof Error ? error.message : String(error) }
}
