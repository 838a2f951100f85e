import type { CalendarDate } from '../kernel/calendarDate.ts'
import type { Unit } from '../platform/database/unit.ts'
import { BadInput } from '../platform/graphql/inputError.ts'
import { type Page, readPage } from '../platform/graphql/paging.ts'
import type { AuditAction } from './audit.ts'
import { type AuditActor, type AuditKind, KIND_CONDITIONS } from './audit.type.ts'
import type { AuditRow } from './auditEntry.type.ts'
import { contains } from './company.store.ts'

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** What a trail is narrowed to; null: not by that. */
export interface AuditNarrowing {
  readonly actions: readonly AuditAction[] | null
  readonly kind: AuditKind
  readonly actors: readonly AuditActor[] | null
  readonly from: CalendarDate | null
  readonly to: CalendarDate | null
  readonly search: string | null
  readonly userIds: readonly bigint[] | null
  readonly tokenIds: readonly bigint[] | null
  readonly viaToken: boolean | null
  readonly masterIds: readonly bigint[] | null
  readonly subject: { readonly type: string; readonly id: bigint } | null
}

/** Only conditions that are asked stand in the statement: each then finds its own index. */
const CONDITIONS: Readonly<Record<Exclude<keyof AuditNarrowing, 'subject' | 'kind'>, string>> = {
  actions: 'a.action = ANY (?::text[])',
  actors: 'a.actor = ANY (?::text[])',
  from: "a.at >= ?::date::timestamp AT TIME ZONE 'Europe/Helsinki'",
  to: "a.at < (?::date + 1)::timestamp AT TIME ZONE 'Europe/Helsinki'",
  search: 'a.subject_name ILIKE ?',
  userIds: "a.user_id = ANY (?::bigint[]) AND a.actor <> 'STAFF'",
  tokenIds: 'a.token_id = ANY (?::bigint[])',
  viaToken: '(a.token_id IS NOT NULL) = ?::boolean',
  masterIds: 'a.master_id = ANY (?::bigint[])',
}

/** The newest first. A page begins after a moment and the id of the entry there. */
export function auditTrail(
  unit: Unit,
  companyId: bigint,
  narrowing: AuditNarrowing,
  page: { readonly limit: number; readonly after: readonly (string | null)[] | undefined },
): Promise<AuditRow[]> {
  const params: unknown[] = [companyId, page.limit]
  const put = (condition: string, ...values: unknown[]) =>
    values.reduce<string>((text, value) => text.replace('?', `$${params.push(value)}`), condition)
  const where = ['a.company_id = $1']
  for (const [name, condition] of Object.entries(CONDITIONS)) {
    const value = narrowing[name as keyof typeof CONDITIONS]
    if (value !== null) where.push(put(condition, name === 'search' ? contains(String(value)) : value))
  }
  const { subject } = narrowing
  const kind = KIND_CONDITIONS[narrowing.kind]
  if (kind !== undefined) where.push(kind)
  if (subject) where.push(put('a.subject_type = ? AND a.subject_id = ?', subject.type, subject.id))
  if (page.after) where.push(put('(a.at, a.id) < (?::timestamptz, ?::bigint)', ...page.after))
  return unit.rows<AuditRow>(
    `SELECT a.company_id, a.id, a.at, a.actor, a.user_id, a.token_id, a.token_name, m.name AS master_id_name, a.action,
       a.subject_type, a.subject_id, a.subject_name, a.before, a.after
     FROM access.audit_entry a LEFT JOIN access.master_id m ON m.id = a.master_id
     WHERE ${where.join(' AND ')} ORDER BY a.at DESC, a.id DESC LIMIT $2`,
    params,
  )
}

export interface AuditChoices {
  readonly actions: readonly AuditAction[]
  readonly userIds: readonly bigint[]
  readonly tokens: readonly { readonly id: bigint; readonly name: string }[]
  readonly masterIds: readonly { readonly id: bigint; readonly name: string }[]
}

/** The values of a column in a company, each found by one step through its index, however many entries there are. */
function distinct(column: 'action' | 'user_id' | 'token_id'): string {
  return `
    WITH RECURSIVE step (value) AS (
      (SELECT min(a.${column}) FROM access.audit_entry a WHERE a.company_id = $1 AND a.${column} IS NOT NULL)
      UNION ALL
      SELECT (SELECT min(a.${column}) FROM access.audit_entry a WHERE a.company_id = $1 AND a.${column} > s.value)
      FROM step s WHERE s.value IS NOT NULL
    )
    SELECT value FROM step WHERE value IS NOT NULL LIMIT 200`
}

export async function auditChoices(unit: Unit, companyId: bigint): Promise<AuditChoices> {
  const column = <T>(name: Parameters<typeof distinct>[0]) =>
    unit.column(`access.auditChoices.${name}`, distinct(name), [companyId]) as Promise<T[]>
  const actions = await column<AuditAction>('action')
  const people = await column<bigint>('user_id')
  const staff = await unit.rows<{ id: bigint }>(
    `SELECT u.id FROM unnest($2::bigint[]) AS u (id) WHERE EXISTS (
       SELECT 1 FROM access.audit_entry a WHERE a.company_id = $1 AND a.user_id = u.id AND a.actor <> 'STAFF')`,
    [companyId, people],
    'access.auditPeople',
  )
  const tokens = await unit.rows<{ id: bigint; name: string }>(
    `SELECT t.id, n.name FROM unnest($2::bigint[]) AS t (id) CROSS JOIN LATERAL (
       SELECT a.token_name AS name FROM access.audit_entry a WHERE a.company_id = $1 AND a.token_id = t.id
         AND a.token_name IS NOT NULL ORDER BY a.at DESC, a.id DESC LIMIT 1) n ORDER BY n.name, t.id`,
    [companyId, await column<bigint>('token_id')],
    'access.auditTokens',
  )
  const masterIds = await unit.rows<{ id: bigint; name: string }>(
    `SELECT m.id, m.name FROM access.master_id m WHERE EXISTS (
       SELECT 1 FROM access.master_id_link l WHERE l.company_id = $1 AND l.master_id = m.id) ORDER BY m.name, m.id`,
    [companyId],
    'access.auditMasterIds',
  )
  return { actions, userIds: staff.map((row) => row.id), tokens, masterIds }
}

/**
 * A page of a list that stands in the order of moments, the newest first; with `books`, entries of several books at one
 * moment stand in the order of those.
 */
export function pageByMoment(first: number, after: string | undefined, books?: readonly string[]): Page {
  const page = readPage({ first, after }, books ? 3 : 2)
  if (!page.after) return page
  const [moment, ...rest] = page.after
  const isMoment = MOMENT.test(moment ?? '') && !Number.isNaN(Date.parse(moment ?? ''))
  const isBook = !books || books.includes(rest[0] ?? '')
  if (isMoment && isBook && /^\d{1,18}$/.test(rest.at(-1) ?? '')) return page
  throw new BadInput('`after` is not a cursor of this list.')
}
