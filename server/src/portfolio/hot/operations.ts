import { readFileSync } from 'node:fs'
import { decodeCursor, decodeId, encodeCursor } from '../../kernel/globalId.ts'
import { type Right, rightsOfRole, roles } from '../../kernel/permission.ts'
import { sqlState } from '../../platform/database/unit.ts'
import type { OperationContext } from '../../platform/graphql/context.ts'
import type { KnownOperation } from '../../platform/graphql/knownOperations.ts'
import { isPlace, PAGE_LIMIT } from '../../platform/graphql/paging.ts'
import { type AssignmentSort, CURSOR_PARTS, isCursorOf } from '../assignmentList.store.ts'
import { OVERVIEW_CURSOR_PARTS, OVERVIEW_PAGE_LIMIT } from '../overview.store.ts'
import { overviewRows } from './functions.ts'

type Variables = Readonly<Record<string, unknown>>

interface Hot {
  /** File of the document among the published ones. */
  readonly document: string
  readonly answer: (context: OperationContext, variables: Variables) => Promise<string | undefined>
}

const hot: readonly Hot[] = [
  { document: 'overview', answer: overview },
  { document: 'overviewTotals', answer: written('portfolio.hot_overview_totals', () => []) },
  { document: 'assignments', answer: written('portfolio.hot_assignments', assignments) },
  { document: 'companyAssignments', answer: written('portfolio.hot_company_assignments', companyAssignments) },
  { document: 'assignment', answer: written('portfolio.hot_assignment', assignment) },
]

/** The pages' own operations. Whatever is odd about a request is left to the resolvers, which know how to refuse it. */
export const hotOperations: readonly KnownOperation[] = hot.map(({ document, answer }) => ({
  document: readFileSync(new URL(`../../../../schema/operations/${document}.graphql`, import.meta.url), 'utf8'),
  answer: async (context, variables) => {
    try {
      return await answer(context, variables)
    } catch (error) {
      // A cursor made by hand: its parts are not what the sort key is compared with.
      if (sqlState(error)?.startsWith('22')) return undefined
      throw error
    }
  },
}))

/** An answer that a function of the database writes, in one round trip with the identity. `params` come after today. */
function written(called: string, params: (variables: Variables) => unknown[] | undefined): Hot['answer'] {
  return async (context, variables) => {
    const read = params(variables)
    if (!read) return undefined
    const places = read.map((_, i) => `, $${i + 4}`).join('')
    const sql = `SELECT ${called}($1, $2, $3${places})`
    const text = await context.single(called, sql, [context.today, ...read])
    return typeof text === 'string' ? text : undefined
  }
}

/** Two round trips, but rows that are put together here. */
async function overview(context: OperationContext, variables: Variables): Promise<string | undefined> {
  const { search, sort = 'NAME' } = variables
  const page = readPage(variables, 100, OVERVIEW_PAGE_LIMIT, OVERVIEW_CURSOR_PARTS)
  if (!page || (search ?? '') !== '' || sort !== 'NAME') return undefined
  const unit = await context.unit()
  if (context.scope.kind === 'anonymous') return undefined
  const rows = await unit.column('portfolio.hotOverview', overviewRows, [context.today, ...page])
  return joinOverview(rows as string[], page)
}

function joinOverview(rows: readonly string[], [size, after]: readonly unknown[]): string {
  const kept = rows.slice(0, size as number)
  // Added up, not joined: the pieces are copied once, when they are sent.
  let nodes = ''
  for (const row of kept) nodes += nodes === '' ? row : `,${row}`
  const pageInfo = {
    hasNextPage: rows.length > kept.length,
    hasPreviousPage: after !== null,
    endCursor: cursorOf(kept.at(-1)),
    __typename: 'PageInfo',
  }
  return `{"overview":{"nodes":[${nodes}],"pageInfo":${JSON.stringify(pageInfo)},"__typename":"OverviewConnection"}}`
}

function cursorOf(row: string | undefined): string | null {
  if (row === undefined) return null
  const { company } = JSON.parse(row) as { company: { id: string; name: string } }
  return encodeCursor([company.name, decodeId(company.id)?.companyId ?? null])
}

function assignments(variables: Variables): unknown[] | undefined {
  const list = readList(variables)
  return list && !list.withClosed ? list.params : undefined
}

function companyAssignments(variables: Variables): unknown[] | undefined {
  const id = readId('Company', variables.id)
  const list = readList(variables)
  if (!list || !id || id.companyId !== id.localId) return undefined
  return [id.localId, ...list.params, list.withClosed]
}

/** The roles that give each of the two rights which an assignment shows. */
const RECALL_ROLES = rolesWith('REQUEST_RECALL')
const CREDIT_LOSS_ROLES = rolesWith('REQUEST_CREDIT_LOSS')

function assignment(variables: Variables): unknown[] | undefined {
  const id = readId('CollectionAssignment', variables.id)
  return id && [id.companyId, id.localId, RECALL_ROLES, CREDIT_LOSS_ROLES]
}

function rolesWith(right: Right): string[] {
  return roles.filter((role) => rightsOfRole[role].includes(right))
}

function readId(type: string, id: unknown): { companyId: string; localId: string } | undefined {
  const read = typeof id === 'string' ? decodeId(id) : undefined
  return read?.type === type ? read : undefined
}

/** Page size and the parts of the cursor. */
function readPage({ first, after }: Variables, usual: number, most: number, parts: number): unknown[] | undefined {
  const size = first === undefined ? usual : first
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 0 || size > most) return undefined
  if (after === undefined || after === null) return [size, ...Array<null>(parts).fill(null)]
  const cursor = typeof after === 'string' ? decodeCursor(after) : undefined
  return cursor?.length === parts && !cursor.includes(null) && isPlace(cursor) ? [size, ...cursor] : undefined
}

const SORTS: readonly unknown[] = ['DUE_DATE', 'BALANCE_DESC', 'NEWEST_EVENT']
const KINDS: readonly unknown[] = ['REMINDER', 'COLLECTION']
const STAGES: readonly unknown[] = ['SENT', 'RECEIVED', 'REMINDER', 'NOTICE', 'COLLECTION', 'CLOSED']

function readList(variables: Variables): { params: unknown[]; withClosed: boolean } | undefined {
  const { sort = 'DUE_DATE', filter } = variables
  const page = readPage(variables, 50, PAGE_LIMIT, CURSOR_PARTS)
  const narrowed = readFilter(filter ?? {})
  if (!page || !narrowed || !SORTS.includes(sort)) return undefined
  const [size, ...cursor] = page
  if (cursor[0] !== null && !isCursorOf(sort as AssignmentSort, cursor)) return undefined
  return { params: [size, sort, ...cursor, narrowed.kind, narrowed.stages], withClosed: narrowed.withClosed }
}

/** Only kind, stages and ended ones: anything else in a filter is read by the general list. */
function readFilter(
  filter: unknown,
): { kind: string | null; stages: string[] | null; withClosed: boolean } | undefined {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) return undefined
  const { kind = null, stages = null, includeClosed = false, ...others } = filter as Variables
  if (Object.values(others).some((value) => value !== undefined)) return undefined
  if (kind !== null && !KINDS.includes(kind)) return undefined
  if (stages !== null && !(Array.isArray(stages) && stages.every((stage) => STAGES.includes(stage)))) return undefined
  if (typeof includeClosed !== 'boolean') return undefined
  const read = { kind: kind as string | null, stages: stages as string[] | null }
  return { ...read, withClosed: includeClosed || (read.stages?.includes('CLOSED') ?? false) }
}
