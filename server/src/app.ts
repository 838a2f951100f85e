import type { FastifyInstance } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import { cookieSettings } from './access/cookie.ts'
import { identify } from './access/identify.ts'
import type { Clock } from './platform/clock.ts'
import type { DatabaseAddress } from './platform/database/connection.ts'
import { Database, type DatabaseOptions } from './platform/database/database.ts'
import { NodeResolver } from './platform/graphql/node.resolver.ts'
import { makeSchema } from './platform/graphql/schema.ts'
import { type GraphqlServer, startGraphqlServer } from './platform/graphql/server.ts'
import { makeHttp } from './platform/http/server.ts'
import { Jobs } from './platform/jobs/jobs.ts'
import type { MailSettings } from './platform/mail/smtp.ts'
import type { Room } from './platform/room.ts'
import { entities, type Ground, makeRooms, type NetvisorGround, type Road, type Side } from './rooms.ts'

export interface AppOptions {
  readonly address: DatabaseAddress
  readonly pools: DatabaseOptions['pools']
  readonly clock: Clock
  readonly log: Logger
  /** The address that people use. */
  readonly publicUrl: string
  readonly trustProxy: boolean
  /** Folder of the built pages. */
  readonly pages: string
  /** Both books in one process unless said otherwise; one alone needs the road to the other. */
  readonly side?: Side
  readonly road?: Road
  readonly mail?: MailSettings | undefined
  /** Without it no company can be connected to Netvisor. */
  readonly netvisor?: NetvisorGround | undefined
  readonly onStatement?: (sql: string) => void
}

/** The whole product on a migrated database, wired but neither listening nor working its queue. */
export interface App extends ReturnType<typeof makeRooms> {
  readonly database: Database
  readonly clock: Clock
  readonly log: Logger
  readonly publicUrl: string
  readonly schema: GraphQLSchema
  readonly http: FastifyInstance
  readonly jobs: Jobs
  /** Ends requests and jobs under way, then closes every connection. */
  close(): Promise<void>
}

export async function createApp(options: AppOptions): Promise<App> {
  const { address, clock, log, publicUrl } = options
  const database = await Database.open({
    address,
    entities,
    pools: options.pools,
    ...(options.onStatement ? { onStatement: options.onStatement } : {}),
  })
  const ground: Ground = {
    database,
    clock,
    log,
    publicUrl,
    side: options.side ?? 'both',
    road: options.road,
    mail: options.mail,
    netvisor: options.netvisor,
  }
  const made = makeRooms(ground)
  const parts = joinRooms(made.rooms)
  const schema = makeSchema([new NodeResolver(parts.nodes), ...parts.resolvers], parts.orphanedTypes)
  const graphql = await startGraphqlServer(schema, parts.knownOperations, (error, requestId) =>
    log.error({ requestId, err: error }, 'operation failed'),
  )
  const http = await makeAppHttp(options, database, graphql, parts.routes)
  const jobs = new Jobs(address, parts.tasks, parts.schedule, log)
  return {
    ...made,
    ...ground,
    schema,
    http,
    jobs,
    close: async () => {
      await http.close()
      await Promise.all([jobs.stop(), graphql.stop()])
      await database.close()
    },
  }
}

function makeAppHttp(options: AppOptions, database: Database, graphql: GraphqlServer, routes: Joined['routes']) {
  const { clock, log, publicUrl, trustProxy, pages } = options
  const cookie = cookieSettings(publicUrl)
  return makeHttp({
    database,
    graphql,
    clock,
    log,
    pages,
    trustProxy,
    routes,
    isSecure: cookie.isSecure,
    identify: (request) => identify(request, { cookie, publicUrl }),
    isHealthy: () => database.isReachable(),
  })
}

type Joined = Required<Room>

function joinRooms(rooms: readonly Room[]): Joined {
  return {
    resolvers: rooms.flatMap((room) => room.resolvers ?? []),
    orphanedTypes: rooms.flatMap((room) => room.orphanedTypes ?? []),
    nodes: Object.assign({}, ...rooms.map((room) => room.nodes ?? {})) as Joined['nodes'],
    knownOperations: rooms.flatMap((room) => room.knownOperations ?? []),
    tasks: Object.assign({}, ...rooms.map((room) => room.tasks ?? {})) as Joined['tasks'],
    schedule: rooms.flatMap((room) => room.schedule ?? []),
    routes: rooms.flatMap((room) => room.routes ?? []),
  }
}
