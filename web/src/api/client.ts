import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client'
import { BaseHttpLink } from '@apollo/client/link/http'
import { map } from 'rxjs'
import { findFiles, UploadLink } from './uploadLink.ts'

const uri = '/graphql'
/** Without this header the server answers no request of a browser: another site cannot set it (cross-site request forgery). */
const headers = { 'apollo-require-preflight': 'true' }

/** Puts the answer's request id beside each error, so that a page can show it to whoever asks for help. */
const requestIdLink = new ApolloLink((operation, forward) =>
  forward(operation).pipe(
    map((result) => {
      const response: Response | undefined = operation.getContext().response
      const requestId = response?.headers.get('x-request-id')
      if (!requestId || !('errors' in result) || !result.errors) return result
      const errors = result.errors.map((error) => ({ ...error, extensions: { requestId, ...error.extensions } }))
      return { ...result, errors }
    }),
  ),
)

/** Tells the shell when a session has ended, whichever operation found out. */
function sessionLink(onSignedOut: () => void) {
  return new ApolloLink((operation, forward) =>
    forward(operation).pipe(
      map((result) => {
        const errors = 'errors' in result ? result.errors : undefined
        if (errors?.some((error) => error.extensions?.code === 'UNAUTHENTICATED')) onSignedOut()
        return result
      }),
    ),
  )
}

/** The one client of the pages; money and totals have no id of their own and are kept inside their parents. */
export function createClient(onSignedOut: () => void): ApolloClient {
  const transport = ApolloLink.split(
    (operation) => findFiles(operation.variables).length > 0,
    new UploadLink(uri, headers),
    new BaseHttpLink({ uri, credentials: 'same-origin', headers }),
  )
  return new ApolloClient({
    cache: new InMemoryCache({
      possibleTypes: {
        Send: ['ReminderSend', 'CollectionSend'],
        UserError: ['Refusal', 'DocumentRefusal', 'TooManyAttempts'],
        SearchHit: ['Company', 'CollectionAssignment', 'SalesInvoice'],
      },
      typePolicies: {
        Viewer: { keyFields: [] },
        ServiceActivation: { merge: true },
        Company: { fields: { totals: { merge: false }, invoiceSections: { merge: false } } },
      },
    }),
    link: ApolloLink.from([sessionLink(onSignedOut), requestIdLink, transport]),
    defaultOptions: { watchQuery: { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' } },
  })
}
