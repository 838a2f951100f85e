import { type ClassType, Field, ObjectType } from 'type-graphql'
import { parseCalendarDate } from '../../kernel/calendarDate.ts'
import { decodeCursor, encodeCursor } from '../../kernel/globalId.ts'
import { BadInput } from './inputError.ts'

/** The most rows that one page may have. */
export const PAGE_LIMIT = 100

/** What the arguments of a paged field say of themselves. */
export const FIRST = { description: 'How many, at most 100.' }
export const AFTER = { nullable: true, description: 'A cursor: the page starts after it.' }

@ObjectType('PageInfo', { description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there are rows after this page.' })
  hasNextPage!: boolean

  @Field(() => Boolean, { description: 'Whether this page was asked for after a cursor.' })
  hasPreviousPage!: boolean

  @Field(() => String, { nullable: true, description: 'Cursor of the first row; null on an empty page.' })
  startCursor!: string | null

  @Field(() => String, { nullable: true, description: 'Cursor of the last row, to ask for what comes after it.' })
  endCursor!: string | null
}

export interface EdgeOf<T> {
  cursor: string
  node: T
}

export interface ConnectionOf<T> {
  edges: EdgeOf<T>[]
  nodes: T[]
  pageInfo: PageInfo
}

/** What a list query needs of its page arguments. */
export interface Page {
  /** One row more than asked for: it tells whether there is a next page. */
  readonly limit: number
  readonly first: number
  /** The sort key, company and id after which the page starts, as `showPage` wrote them. */
  readonly after: readonly (string | null)[] | undefined
}

/** Checks page arguments. `parts` is how many parts a cursor of this list has. */
export function readPage(
  args: { first: number; after?: string | null | undefined },
  parts: number,
  most = PAGE_LIMIT,
): Page {
  if (args.first < 0) throw new BadInput('`first` cannot be negative.')
  if (args.first > most) {
    throw new BadInput(`A page has at most ${most} rows; ask for the next ones after its end cursor.`, 'PAGE_TOO_LARGE')
  }
  const page = { limit: args.first + 1, first: args.first }
  if (args.after === undefined || args.after === null) return { ...page, after: undefined }
  const after = decodeCursor(args.after)
  if (after?.length !== parts || !isPlace(after)) throw new BadInput('`after` is not a cursor of this list.')
  return { ...page, after }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const LOCAL_ID = /^(\d{1,18}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** Whether a cursor can have been written by `showPage`: days exist, and the last part is a local id. */
export function isPlace(cursor: readonly (string | null)[]): boolean {
  const isDay = (part: string | null) => part === null || !DAY.test(part) || parseCalendarDate(part) !== undefined
  return cursor.every(isDay) && LOCAL_ID.test(cursor.at(-1) ?? '')
}

/** Makes the page of rows that were read with `page.limit`. `key` gives the parts of a row's cursor, as SQL compares them. */
export function showPage<R, T>(
  rows: readonly R[],
  page: Page,
  node: (row: R) => T,
  key: (row: R) => readonly (string | bigint | null)[],
): ConnectionOf<T> {
  const kept = rows.slice(0, page.first)
  const edges = kept.map((row) => ({
    cursor: encodeCursor(key(row).map((part) => (part === null ? null : String(part)))),
    node: node(row),
  }))
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: rows.length > page.first,
      hasPreviousPage: page.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

/**
 * The connection type of a list: `connectionType('Company', () => Company)` is `CompanyConnection` with its
 * `CompanyEdge`. Call it once per name and export what it returns.
 */
export function connectionType<T extends object>(name: string, node: () => ClassType<T>): ClassType<ConnectionOf<T>> {
  @ObjectType(`${name}Edge`, { description: 'A row of a list with its cursor.' })
  class Edge implements EdgeOf<T> {
    @Field(() => String, { description: 'Where the row stands: pass it as `after` to go on from here.' })
    cursor!: string

    @Field(node, { description: 'The row itself.' })
    node!: T
  }

  @ObjectType(`${name}Connection`, { description: 'A page of a list.' })
  class Connection implements ConnectionOf<T> {
    @Field(() => [Edge], { description: 'The rows of the page with their cursors.' })
    edges!: Edge[]

    @Field(() => [node()], { description: 'The rows of the page.' })
    nodes!: T[]

    @Field(() => PageInfo, { description: 'Whether there is more, and from where.' })
    pageInfo!: PageInfo
  }
  return Connection
}
