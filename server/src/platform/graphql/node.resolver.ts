import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import { NotSignedIn } from '../../kernel/result.ts'
import type { OperationContext } from './context.ts'
import { type NodeLoaders, NodeType, readAnyId } from './node.type.ts'

@Resolver()
export class NodeResolver {
  readonly #loaders: NodeLoaders

  constructor(loaders: NodeLoaders) {
    this.#loaders = loaders
  }

  @Query(() => NodeType, {
    nullable: true,
    description: 'Anything that has an id, by its id; null when it does not exist for you.',
  })
  async node(
    @Arg('id', () => ID, { description: 'The id as it was answered before.' }) id: string,
    @Ctx() context: OperationContext,
  ): Promise<object | null> {
    if (context.scope.kind === 'anonymous') throw new NotSignedIn()
    const { type, ...key } = readAnyId(id)
    const load = this.#loaders[type]
    return load ? load(context, key) : null
  }
}
