import type { AssignmentFilter, AssignmentKind, AssignmentSort, Stage } from '@duetto/schema'
import { readDecimal } from '../../format/decimal.ts'

const stages: readonly Stage[] = ['SENT', 'RECEIVED', 'REMINDER', 'NOTICE', 'COLLECTION', 'CLOSED']
const sorts: readonly AssignmentSort[] = ['DUE_DATE', 'BALANCE_DESC', 'NEWEST_EVENT']

/** The names under which the list's filters stand in the address. */
export const filterNames = [
  'q',
  'company',
  'stage',
  'kind',
  'minDays',
  'maxDays',
  'minBalance',
  'maxBalance',
  'from',
  'to',
  'closed',
] as const

const isDay = (text: string | null) => (text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null)

function readDays(text: string | null): number | null {
  return text !== null && /^-?\d{1,5}$/.test(text) ? Number(text) : null
}

/** An address anybody may have typed: what is not a filter is left out, never passed on. */
export function readFilter(params: URLSearchParams): AssignmentFilter {
  const kind = params.get('kind')
  const companyIds = params.getAll('company')
  const chosen = params.getAll('stage').filter((stage): stage is Stage => stages.includes(stage as Stage))
  return {
    companyIds: companyIds.length > 0 ? companyIds : null,
    kind: kind === 'REMINDER' || kind === 'COLLECTION' ? (kind as AssignmentKind) : null,
    stages: chosen.length > 0 ? chosen : null,
    search: params.get('q') || null,
    minDaysOverdue: readDays(params.get('minDays')),
    maxDaysOverdue: readDays(params.get('maxDays')),
    minBalance: readDecimal(params.get('minBalance') ?? '') ?? null,
    maxBalance: readDecimal(params.get('maxBalance') ?? '') ?? null,
    openedFrom: isDay(params.get('from')),
    openedTo: isDay(params.get('to')),
    includeClosed: params.has('closed') || chosen.includes('CLOSED'),
  }
}

export function readSort(params: URLSearchParams): AssignmentSort {
  return sorts.find((sort) => sort === params.get('sort')) ?? 'DUE_DATE'
}

export { stages as allStages }
