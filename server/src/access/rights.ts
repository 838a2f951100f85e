import { type Right, type Role, readingRights, rightsOfRole, roles } from '../kernel/permission.ts'
import { NotAllowed, NotFound, NotSignedIn } from '../kernel/result.ts'
import type { Scope } from '../kernel/scope.ts'
import type { Unit } from '../platform/database/unit.ts'

/** What the actor is and may do in one company at the moment of the question. */
export interface Standing {
  readonly roles: readonly Role[]
  readonly rights: ReadonlySet<Right>
}

interface WayIn {
  company_id: bigint
  role: Role | null
  rights: Right[] | null
}

const NOWHERE: Standing = { roles: [], rights: new Set() }

/*
 * Row security narrows both tables to the actor's own roles and Master-IDs, to links that still hold a reader's way in,
 * and to the companies that the token is limited to.
 */
const WAYS_IN = `
  SELECT m.company_id, m.role, NULL::text[] AS rights FROM access.membership m
  WHERE m.company_id = ANY ($1) AND m.user_id = (SELECT access.actor()) AND m.valid_from <= now() AND m.valid_to > now()
  UNION ALL
  SELECT l.company_id, NULL, l.rights FROM access.master_id_member mm
  JOIN access.master_id_link l ON l.master_id = mm.master_id
  WHERE l.company_id = ANY ($1) AND mm.user_id = (SELECT access.actor()) AND mm.valid_from <= now() AND mm.valid_to > now()
    AND l.linked_at <= now() AND l.ended_at > now()`

/** The actor's standing in each of the companies, in the order asked; nothing at all in a company out of reach. */
export async function standingsIn(unit: Unit, scope: Scope, companyIds: readonly bigint[]): Promise<Standing[]> {
  if (scope.kind === 'anonymous') return companyIds.map(() => NOWHERE)
  const rows = await unit.rows<WayIn>(WAYS_IN, [companyIds], 'access.waysIn')
  const byCompany = new Map<bigint, WayIn[]>()
  for (const row of rows) {
    const waysIn = byCompany.get(row.company_id)
    if (waysIn) waysIn.push(row)
    else byCompany.set(row.company_id, [row])
  }
  const mayOnlyRead = scope.token?.readOnly === true
  return companyIds.map((companyId) => standing(byCompany.get(companyId) ?? [], mayOnlyRead))
}

function standing(waysIn: readonly WayIn[], mayOnlyRead: boolean): Standing {
  const roles = waysIn.flatMap((way) => way.role ?? [])
  const given = waysIn.flatMap((way) => (way.role ? rightsOfRole[way.role] : (way.rights ?? [])))
  return { roles, rights: new Set(mayOnlyRead ? given.filter((right) => readingRights.has(right)) : given) }
}

const ANY_WAY = `
  SELECT EXISTS (SELECT 1 FROM access.membership m
    WHERE m.role = ANY ($1::text[]) AND m.user_id = (SELECT access.actor()) AND m.valid_from <= now() AND m.valid_to > now())
  OR EXISTS (SELECT 1 FROM access.master_id_member mm JOIN access.master_id_link l ON l.master_id = mm.master_id
    WHERE l.rights && $2::text[] AND mm.user_id = (SELECT access.actor()) AND mm.valid_from <= now() AND mm.valid_to > now()
      AND l.linked_at <= now() AND l.ended_at > now()) AS may`

/** Whether the actor has one of these rights in any company at all; the first way in that gives one is enough. */
export async function mayAnywhere(unit: Unit, scope: Scope, wanted: readonly Right[]): Promise<boolean> {
  if (scope.kind === 'anonymous') return false
  const asked = scope.token?.readOnly ? wanted.filter((right) => readingRights.has(right)) : wanted
  const giving = roles.filter((role) => asked.some((right) => rightsOfRole[role].includes(right)))
  const row = await unit.row<{ may: boolean }>(ANY_WAY, [giving, asked], 'access.anyWay')
  return row?.may === true
}

export async function rightsIn(unit: Unit, scope: Scope, companyId: bigint): Promise<ReadonlySet<Right>> {
  const [only = NOWHERE] = await standingsIn(unit, scope, [companyId])
  return only.rights
}

/**
 * Asks for a right before an act. Throws NotSignedIn without an identity, NotFound for a company that the actor cannot
 * read (it does not exist to them), NotAllowed for a right they lack there.
 */
export async function requireRight(unit: Unit, scope: Scope, companyId: bigint, right: Right): Promise<void> {
  if (scope.kind === 'anonymous') throw new NotSignedIn()
  const rights = await rightsIn(unit, scope, companyId)
  if (!rights.has('READ')) throw new NotFound('There is no such company.')
  if (rights.has(right)) return
  if (scope.token?.readOnly === true) throw new NotAllowed('This API token may only read.')
  throw new NotAllowed(`You do not have the right ${right} in this company.`)
}
