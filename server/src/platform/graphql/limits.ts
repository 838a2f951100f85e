import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql'
import { BadInput } from './inputError.ts'
import { PAGE_LIMIT } from './paging.ts'

export interface OperationLimits {
  /** Fields inside fields; fields of introspection are not counted. */
  readonly depth: number
  /** Fields that carry an alias. */
  readonly aliases: number
  /** Fields of one selection, fragments opened. */
  readonly breadth: number
  /** Fields of the whole answer at most, lists counted by their page size. */
  readonly cost: number
}

const operationLimits: OperationLimits = { depth: 14, aliases: 30, breadth: 80, cost: 500_000 }

/** Tokens of a request's document. */
export const TOKEN_LIMIT = 4_000

/** How many rows a list without a page size is reckoned to have. */
const UNPAGED_ROWS = 5

interface Walk {
  readonly schema: GraphQLSchema
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly variables: Readonly<Record<string, unknown>>
  readonly limits: OperationLimits
  aliases: number
  cost: number
}

/** Throws BadInput with a code of its own for each limit that a validated operation exceeds. */
export function checkLimits(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
  variables: Readonly<Record<string, unknown>>,
  limits: OperationLimits = operationLimits,
): void {
  const root = schema.getRootType(operation.operation)
  if (!root) return
  const walk: Walk = { schema, fragments, variables: withDefaults(operation, variables), limits, aliases: 0, cost: 0 }
  visit(walk, operation.selectionSet.selections, root, 1, 1, 1)
}

function withDefaults(operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>) {
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === 'IntValue' ? [[variable.name.value, Number(defaultValue.value)] as const] : [],
  )
  return { ...Object.fromEntries(defaults), ...variables }
}

/** `times`: how often this selection may be answered; `rows`: the page size of the connection that we are inside of. */
function visit(
  walk: Walk,
  selections: readonly SelectionNode[],
  parent: GraphQLCompositeType,
  depth: number,
  times: number,
  rows: number,
): void {
  const fields = openFragments(walk, selections, parent, [])
  if (fields.length > walk.limits.breadth) {
    throw new BadInput(
      `A selection has more than ${walk.limits.breadth} fields. Ask for fewer at a time.`,
      'TOO_MANY_FIELDS',
    )
  }
  for (const { field, type } of fields) {
    if (field.name.value.startsWith('__')) continue
    countField(walk, field, depth, times)
    const definition = fieldOf(type, field.name.value)
    const target = definition && getNamedType(definition.type)
    if (!definition || !target || !isCompositeType(target) || !field.selectionSet) continue
    const isConnection = target.name.endsWith('Connection')
    const factor = isConnection ? 1 : listFactor(definition, rows)
    const inner = isConnection ? pageSize(walk, field, definition) : 1
    visit(walk, field.selectionSet.selections, target, depth + 1, times * factor, inner)
  }
}

function countField(walk: Walk, field: FieldNode, depth: number, times: number): void {
  const { limits } = walk
  if (depth > limits.depth) {
    throw new BadInput(`The operation is nested deeper than ${limits.depth} levels.`, 'TOO_DEEP')
  }
  if (field.alias) walk.aliases += 1
  if (walk.aliases > limits.aliases) {
    throw new BadInput(`The operation has more than ${limits.aliases} aliases.`, 'TOO_MANY_ALIASES')
  }
  walk.cost += times
  if (walk.cost > limits.cost) {
    throw new BadInput(
      `The operation could answer more than ${limits.cost} fields. Ask for smaller pages or fewer levels.`,
      'TOO_COSTLY',
    )
  }
}

/** `nodes` and `edges` of a connection have as many rows as its page; other lists are reckoned. */
function listFactor(definition: GraphQLField<unknown, unknown>, rows: number): number {
  const type = isNonNullType(definition.type) ? definition.type.ofType : definition.type
  if (!isListType(type)) return 1
  return definition.name === 'nodes' || definition.name === 'edges' ? Math.max(rows, 1) : UNPAGED_ROWS
}

function pageSize(walk: Walk, field: FieldNode, definition: GraphQLField<unknown, unknown>): number {
  const given = field.arguments?.find((argument) => argument.name.value === 'first')?.value
  const fallback: unknown = definition.args.find((argument) => argument.name === 'first')?.defaultValue
  const asked =
    given?.kind === 'IntValue'
      ? Number(given.value)
      : given?.kind === 'Variable'
        ? walk.variables[given.name.value]
        : undefined
  const size = typeof asked === 'number' ? asked : typeof fallback === 'number' ? fallback : PAGE_LIMIT
  return Math.max(size, 0)
}

function openFragments(
  walk: Walk,
  selections: readonly SelectionNode[],
  type: GraphQLCompositeType,
  into: { field: FieldNode; type: GraphQLCompositeType }[],
): { field: FieldNode; type: GraphQLCompositeType }[] {
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      into.push({ field: selection, type })
      // Fragments spread over and over could grow without end before anybody counts.
      if (into.length > walk.limits.breadth) return into
      continue
    }
    const fragment = selection.kind === 'FragmentSpread' ? walk.fragments[selection.name.value] : selection
    const condition = fragment?.typeCondition && walk.schema.getType(fragment.typeCondition.name.value)
    if (fragment) {
      openFragments(
        walk,
        fragment.selectionSet.selections,
        condition && isCompositeType(condition) ? condition : type,
        into,
      )
    }
  }
  return into
}

function fieldOf(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined
}
