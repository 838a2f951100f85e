import { allByKey, defineLoader, oneByKey } from '../platform/graphql/loader.ts'
import type { NodeLoaders } from '../platform/graphql/node.type.ts'
import { API_TOKEN_COLUMNS, type ApiTokenRow, showApiToken } from './apiToken.type.ts'
import { type CompanyRow, type CompanyType, showCompany } from './company.type.ts'
import { type LinkRow, type MasterIdLinkType, type MasterIdRow, showLink, showMasterId } from './masterId.type.ts'
import { type Standing, standingsIn } from './rights.ts'
import { showUser, type UserRow } from './user.type.ts'

type ShownCompany = ReturnType<typeof showCompany>

/** A company by its id, for every field that names one; undefined out of reach. */
export const companyById = defineLoader<bigint, ShownCompany | undefined>('access.company', async (unit, ids) => {
  const rows = await unit.rows<CompanyRow>(
    'SELECT company_id, name, business_id FROM access.company WHERE company_id = ANY ($1)',
    [ids],
    'access.companies',
  )
  return oneByKey(ids, rows, (row) => row.company_id).map((row) => row && showCompany(row))
})

/** The actor's roles and rights in a company. */
export const standingIn = defineLoader<bigint, Standing>('access.standing', (unit, ids, context) =>
  standingsIn(unit, context.scope, ids),
)

/** The links of a company that the actor may see, newest first. */
export const linksOfCompany = defineLoader<bigint, MasterIdLinkType[]>('access.links', async (unit, ids) => {
  const rows = await unit.rows<LinkRow>(
    `SELECT l.company_id, l.rights, l.mandate, l.linked_at, l.ended_at, m.id, m.code, m.name, m.business_id, m.kind
     FROM access.master_id_link l JOIN access.master_id m ON m.id = l.master_id
     WHERE l.company_id = ANY ($1) ORDER BY l.linked_at DESC`,
    [ids],
    'access.links',
  )
  return allByKey(ids, rows, (row) => row.company_id).map((links) => links.map(showLink))
})

/** How many companies a Master-ID has a running link to, of those that the actor reaches. */
export const companyCountOf = defineLoader<bigint, number>('access.companyCount', async (unit, masterIds) => {
  const rows = await unit.rows<{ master_id: bigint; count: number }>(
    `SELECT master_id, count(*)::integer AS count FROM access.master_id_link
     WHERE master_id = ANY ($1) AND linked_at <= now() AND ended_at > now() GROUP BY master_id`,
    [masterIds],
    'access.companyCount',
  )
  return oneByKey(masterIds, rows, (row) => row.master_id).map((row) => row?.count ?? 0)
})

/** The companies that a token is limited to and its owner still reaches, by name. */
export const companiesOfToken = defineLoader<bigint, CompanyType[]>(
  'access.companiesOfToken',
  async (unit, tokenIds) => {
    const rows = await unit.rows<CompanyRow & { token_id: bigint }>(
      `SELECT t.token_id, c.company_id, c.name, c.business_id
     FROM access.api_token_company t JOIN access.company c ON c.company_id = t.company_id
     WHERE t.token_id = ANY ($1) ORDER BY c.name, c.company_id`,
      [tokenIds],
      'access.companiesOfToken',
    )
    return allByKey(tokenIds, rows, (row) => row.token_id).map((companies) => companies.map(showCompany))
  },
)

export interface PersonKey {
  readonly companyId: bigint
  readonly userId: bigint
}

/** The name of a person in a company's history; undefined for one who never had a way into that company. */
export const userNameIn = defineLoader<PersonKey, string | undefined>('access.userName', async (unit, keys) => {
  const rows = await unit.rows<{ company_id: bigint; user_id: bigint; name: string }>(
    'SELECT company_id, user_id, name FROM access.user_names($1, $2)',
    [keys.map((key) => key.companyId), keys.map((key) => key.userId)],
    'access.userNames',
  )
  const named = oneByKey(keys, rows, (row) => ({ companyId: row.company_id, userId: row.user_id }))
  return named.map((row) => row?.name)
})

const userById = defineLoader('access.user', async (unit, ids: readonly bigint[]) => {
  const rows = await unit.rows<UserRow>(
    'SELECT id, name, email, language, phone FROM access.app_user WHERE id = ANY ($1)',
    [ids],
    'access.users',
  )
  return oneByKey(ids, rows, (row) => row.id)
})

const masterIdById = defineLoader('access.masterId', async (unit, ids: readonly bigint[]) => {
  const rows = await unit.rows<MasterIdRow>(
    'SELECT id, code, name, business_id, kind FROM access.master_id WHERE id = ANY ($1)',
    [ids],
    'access.masterIds',
  )
  return oneByKey(ids, rows, (row) => row.id)
})

const apiTokenById = defineLoader('access.apiToken', async (unit, ids: readonly bigint[]) => {
  const rows = await unit.rows<ApiTokenRow>(
    `SELECT ${API_TOKEN_COLUMNS} FROM access.api_token WHERE id = ANY ($1)`,
    [ids],
    'access.apiTokens',
  )
  return oneByKey(ids, rows, (row) => row.id)
})

/** How this room's types are fetched by id. Row security leaves out whatever is not the actor's to see. */
export const accessNodes: NodeLoaders = {
  Company: async (context, { companyId, id }) => {
    return (companyId === id && (await context.load(companyById, id))) || null
  },
  User: async (context, { id }) => {
    const row = await context.load(userById, id)
    return row ? showUser(row) : null
  },
  MasterId: async (context, { id }) => {
    const row = await context.load(masterIdById, id)
    return row ? showMasterId(row) : null
  },
  ApiToken: async (context, { id }) => {
    const row = await context.load(apiTokenById, id)
    return row ? showApiToken(row) : null
  },
}
