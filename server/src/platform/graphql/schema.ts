import { type GraphQLSchema, isAbstractType, lexicographicSortSchema, printSchema } from 'graphql'
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql'
import type { OperationContext } from './context.ts'

type ClassOf = abstract new (...args: never[]) => unknown

/** Builds the schema from resolvers that are wired already: type-graphql looks them up by their class. */
export function makeSchema(resolvers: readonly object[], orphanedTypes: readonly Function[] = []): GraphQLSchema {
  const instances = new Map(resolvers.map((resolver) => [resolver.constructor as ClassOf, resolver]))
  const classes = [...instances.keys()]
  const schema = buildSchemaSync({
    resolvers: classes as unknown as NonEmptyArray<Function>,
    orphanedTypes: [...orphanedTypes],
    container: { get: (wanted: ClassOf) => instances.get(wanted) },
    // Rights are asked for in services: a global middleware on every field costs more than the whole execution.
    simpleResolvers: true,
    validate: false,
  } as Parameters<typeof buildSchemaSync>[0])
  describeRoots(schema)
  nameAbstractTypesAtOnce(schema)
  releaseAroundMutations(schema)
  return schema
}

/** type-graphql makes these two types itself and has no place for their descriptions. */
function describeRoots(schema: GraphQLSchema): void {
  const [query, mutation] = [schema.getQueryType(), schema.getMutationType()]
  if (query) query.description = 'What can be read. What one sees follows from who one is.'
  if (mutation) mutation.description = 'What can be done. Each takes one input and answers with one payload.'
}

/**
 * type-graphql makes every `resolveType` asynchronous, which compiled operations cannot wait for. Here every value of an
 * interface or union says itself what it is.
 */
function nameAbstractTypesAtOnce(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = (value: { __typename: string }) => value.__typename
  }
}

/**
 * A mutation writes in a unit of its own. It must not hold the operation's snapshot meanwhile, or as many mutations as
 * there are connections would all wait for one more; and what its payload reads must see what it wrote.
 */
export function releaseAroundMutations(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve } = field
    if (!resolve) continue
    field.resolve = async (source, args, context: OperationContext, info) => {
      await context.release()
      const result: unknown = await resolve(source, args, context, info)
      await context.release()
      return result
    }
  }
}

/** The published SDL: sorted, so that a change shows as one, and with its descriptions. */
export function printSdl(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`
}
