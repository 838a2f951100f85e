import type { FastifyInstance } from 'fastify'
import type { KnownOperation } from './graphql/knownOperations.ts'
import type { NodeLoaders } from './graphql/node.type.ts'
import type { ScheduledTask, Tasks } from './jobs/jobs.ts'

/** What a room brings to the product; a part is left out where it has none. */
export interface Room {
  /** Instances, wired. */
  readonly resolvers?: readonly object[]
  /** Object types that only interfaces or unions lead to. */
  readonly orphanedTypes?: readonly Function[]
  readonly nodes?: NodeLoaders
  readonly knownOperations?: readonly KnownOperation[]
  readonly tasks?: Tasks
  readonly schedule?: readonly ScheduledTask[]
  readonly routes?: readonly ((http: FastifyInstance) => Promise<void>)[]
}
