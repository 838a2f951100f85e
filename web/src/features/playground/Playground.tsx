import { GraphiQL } from 'graphiql'
import { makeExamples } from './examples.ts'

interface Parameters {
  query: string
  variables?: Record<string, unknown>
  operationName?: string | null
}

/** Posts an operation to this host, with the session's cookie unless the header editor gives a token. */
async function fetcher(parameters: Parameters, options?: { headers?: Record<string, unknown> }) {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      'apollo-require-preflight': 'true',
      ...(options?.headers as Record<string, string>),
    },
    body: JSON.stringify(parameters),
  })
  return response.json()
}

const examples = makeExamples(window.location.origin, crypto.randomUUID())

/** The editors show the first tab's texts only when told so, and that only before there is anything of the reader's own. */
const isFirstVisit = localStorage.getItem('graphiql:tabState') === null
const begin = isFirstVisit ? { initialQuery: examples[0]?.query, initialVariables: examples[0]?.variables } : {}

/** The schema to explore and the API to call, with operations to begin from. */
export function Playground() {
  return (
    <GraphiQL
      fetcher={fetcher}
      defaultTabs={examples}
      {...begin}
      defaultEditorToolsVisibility="variables"
      // A token typed into the header editor is not kept after the page is closed.
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
    >
      <GraphiQL.Logo>
        <a className="playground-name" href="/">
          Duetto
        </a>
      </GraphiQL.Logo>
    </GraphiQL>
  )
}
