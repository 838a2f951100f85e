import type { App } from '../../server/src/app.ts'

type Http = App['http']

export interface GraphqlError {
  message: string
  path?: (string | number)[]
  extensions: { code: string; requestId?: string }
}

export interface Answer<T> {
  status: number
  data: T | null | undefined
  errors: GraphqlError[]
  headers: Record<string, string | string[] | number | undefined>
}

export interface UploadedFile {
  readonly name: string
  readonly content: Buffer | string
}

// biome-ignore lint/suspicious/noExplicitAny: tests read whatever they asked for.
type Data = any

/** A GraphQL client that keeps cookies as a browser does. */
export interface Client {
  /** Executes and returns data; fails the test on any error. */
  run<T = Data>(query: string, variables?: Record<string, unknown>): Promise<T>
  /** Executes and returns everything, for tests that expect errors. */
  ask<T = Data>(query: string, variables?: Record<string, unknown>): Promise<Answer<T>>
  /** As `run`, with files at paths like `variables.input.files.0.content`. */
  upload<T = Data>(query: string, variables: Record<string, unknown>, files: Record<string, UploadedFile>): Promise<T>
  /** A file of the service. */
  read(url: string): Promise<ReadFile>
  /** Fetches a file that the app makes of JSON. */
  download(path: string, body: unknown): Promise<{ status: number; headers: Answer<unknown>['headers']; file: Buffer }>
  /** A client of the same app that speaks with an API token. */
  withToken(secret: string): Client
  /** A client of the same app with no cookie. */
  fresh(): Client
}

export interface ReadFile {
  readonly status: number
  readonly headers: Record<string, string | string[] | number | undefined>
  readonly bytes: Buffer
}

interface Identity {
  token: string | undefined
  cookies: Map<string, string>
}

export function makeClient(http: Http, token?: string): Client {
  const identity: Identity = { token, cookies: new Map() }
  const ask = async <T>(query: string, variables: Record<string, unknown> = {}) =>
    send<T>(http, identity, { 'content-type': 'application/json' }, JSON.stringify({ query, variables }, showBigint))
  return {
    ask,
    run: async <T>(query: string, variables?: Record<string, unknown>) => dataOf(await ask<T>(query, variables)),
    upload: async <T>(query: string, variables: Record<string, unknown>, files: Record<string, UploadedFile>) => {
      const form = multipart(query, variables, files)
      return dataOf(await send<T>(http, identity, { ...form.headers, 'apollo-require-preflight': 'true' }, form.body))
    },
    read: async (url) => {
      const response = await http.inject({ method: 'GET', url, headers: headersOf(identity) })
      return { status: response.statusCode, headers: response.headers, bytes: response.rawPayload }
    },
    download: (path, body) => download(http, identity, path, body),
    withToken: (secret) => makeClient(http, secret),
    fresh: () => makeClient(http),
  }
}

async function download(http: Http, identity: Identity, url: string, body: unknown) {
  const cookie = [...identity.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await http.inject({
    method: 'POST',
    url,
    payload: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      ...(cookie ? { cookie } : {}),
      ...(identity.token ? { authorization: `Bearer ${identity.token}` } : {}),
    },
  })
  return { status: response.statusCode, headers: response.headers, file: response.rawPayload }
}

async function send<T>(
  http: Http,
  identity: Identity,
  headers: Record<string, string>,
  payload: string | Buffer,
): Promise<Answer<T>> {
  const response = await http.inject({
    method: 'POST',
    url: '/graphql',
    payload,
    headers: {
      ...headers,
      accept: 'application/graphql-response+json, application/json',
      ...headersOf(identity),
    },
  })
  keepCookies(identity, response.headers['set-cookie'])
  const body = response.json<{ data?: T; errors?: GraphqlError[] }>()
  return { status: response.statusCode, data: body.data, errors: body.errors ?? [], headers: response.headers }
}

function headersOf(identity: Identity): Record<string, string> {
  const cookie = [...identity.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    ...(cookie ? { cookie } : {}),
    ...(identity.token ? { authorization: `Bearer ${identity.token}` } : {}),
  }
}

function keepCookies(identity: Identity, header: string | string[] | undefined): void {
  for (const line of [header ?? []].flat()) {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
    const at = pair.indexOf('=')
    const isEnded = attributes.some((attribute) => attribute.toLowerCase() === 'max-age=0')
    if (isEnded) identity.cookies.delete(pair.slice(0, at))
    else identity.cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
}

function dataOf<T>(answer: Answer<T>): T {
  if (answer.errors.length > 0 || !answer.data) {
    throw new Error(`The operation was not expected to fail:\n${JSON.stringify(answer.errors, null, 2)}`)
  }
  return answer.data
}

/** The body of a GraphQL multipart request. */
export function multipart(query: string, variables: Record<string, unknown>, files: Record<string, UploadedFile>) {
  const boundary = '----duetto-test'
  const paths = Object.keys(files)
  const field = (name: string, value: string) =>
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  const parts = [
    field('operations', JSON.stringify({ query, variables }, showBigint)),
    field('map', JSON.stringify(Object.fromEntries(paths.map((path, index) => [String(index), [path]])))),
  ]
  paths.forEach((path, index) => {
    const { name, content } = files[path] as UploadedFile
    const head = `content-disposition: form-data; name="${index}"; filename="${name}"\r\ncontent-type: application/octet-stream`
    parts.push(Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n'))
  })
  parts.push(Buffer.from(`--${boundary}--\r\n`))
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, body: Buffer.concat(parts) }
}

function showBigint(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
