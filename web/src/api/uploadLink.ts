import { ApolloLink } from '@apollo/client'
import { ServerError } from '@apollo/client/errors'
import { print } from 'graphql'
import { Observable } from 'rxjs'

/** Called with the bytes sent and the bytes in all while a file goes up. */
export type UploadProgress = (sent: number, total: number) => void

interface FoundFile {
  path: string
  file: File
}

/** The files among an operation's variables with their places, e.g. `variables.input.files.0.content`. */
export function findFiles(value: unknown, path = 'variables'): FoundFile[] {
  if (value instanceof File) return [{ path, file: value }]
  if (Array.isArray(value)) return value.flatMap((item, index) => findFiles(item, `${path}.${index}`))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, item]) => findFiles(item, `${path}.${key}`))
}

/** The body of the GraphQL multipart request specification: `operations`, `map`, then the files. */
function multipartBody(query: string, operationName: string | undefined, variables: Record<string, unknown>): FormData {
  const files = findFiles(variables)
  const body = new FormData()
  const nulled = JSON.stringify({ query, operationName, variables }, (_key, value) =>
    value instanceof File ? null : value,
  )
  body.append('operations', nulled)
  body.append('map', JSON.stringify(Object.fromEntries(files.map(({ path }, index) => [index, [path]]))))
  for (const [index, { file }] of files.entries()) body.append(String(index), file, file.name)
  return body
}

/** Sends operations that carry files. XMLHttpRequest, because `fetch` does not tell how much has been sent. */
export class UploadLink extends ApolloLink {
  constructor(
    private readonly uri: string,
    private readonly headers: Record<string, string>,
  ) {
    super()
  }

  override request(operation: ApolloLink.Operation): Observable<ApolloLink.Result> {
    return new Observable((observer) => {
      const request = new XMLHttpRequest()
      const onProgress: UploadProgress | undefined = operation.getContext().onProgress
      request.open('POST', this.uri)
      for (const [name, value] of Object.entries(this.headers)) request.setRequestHeader(name, value)
      request.setRequestHeader('accept', 'application/graphql-response+json, application/json')
      request.upload.onprogress = (event) => onProgress?.(event.loaded, event.total)
      request.onerror = () => observer.error(new TypeError('Failed to fetch'))
      request.onload = () => {
        const response = new Response(request.responseText, { status: Math.max(request.status, 200) })
        const requestId = request.getResponseHeader('x-request-id')
        if (requestId) response.headers.set('x-request-id', requestId)
        operation.setContext({ response })
        try {
          observer.next(JSON.parse(request.responseText))
          observer.complete()
        } catch {
          observer.error(new ServerError('The answer was not JSON', { response, bodyText: request.responseText }))
        }
      }
      request.send(multipartBody(print(operation.query), operation.operationName, operation.variables))
      return () => request.abort()
    })
  }
}
