import { encodeId } from '../../server/src/kernel/globalId.ts'
import type { People } from '../kit/people.ts'

/*
 * Who gets what from every root field, about one company. The columns are the actors by what they are to that company:
 *
 *   nobody      not signed in
 *   admin       its COMPANY_ADMINISTRATOR
 *   keeper      its BOOKKEEPER
 *   auditor     its AUDITOR
 *   payroll     its PAYROLL_ACCOUNTANT
 *   member      member of a Master-ID that it is linked to
 *   former      member of a Master-ID whose link to it has ended
 *   stranger    COMPANY_ADMINISTRATOR of another company
 *   reader      the admin's API token that may only read
 *   elsewhere   the admin's API token limited to another company
 *   staff       a SUPERVISOR of the agency without a company
 *
 * The cells: ok (an answer), null, none (an empty list), NS (UNAUTHENTICATED: not signed in), NA (FORBIDDEN: not
 * allowed), NF (NOT_FOUND: does not exist), or !CODE for a refusal in the payload.
 */
export const ANSWERS = `
field                      nobody admin keeper auditor payroll member former stranger reader elsewhere staff
Query.companies            NS     ok    ok     ok      none    ok     none   ok       ok     ok        none
Query.company              NS     ok    ok     ok      null    ok     null   null     ok     null      null
Query.node                 NS     ok    ok     ok      null    ok     null   null     ok     null      null
Query.viewer               ok     ok    ok     ok      ok      ok     ok     ok       ok     ok        ok
Mutation.createApiToken    NS     ok    ok     ok      NF      ok     NF     NF       NA     NA        NF
Mutation.endMasterIdLink   NS     ok    NA     NA      NF      NA     NF     NF       NA     NF        NF
Mutation.revokeApiToken    NS     NF    NF     NF      NF      NF     NF     NF       NA     NA        NF
Mutation.revokeSessions    NS     ok    ok     ok      ok      ok     ok     ok       NA     NA        ok
Mutation.setLanguage       NS     ok    ok     ok      ok      ok     ok     ok       NA     ok        ok
Mutation.signIn            !SIGN_IN_FAILED*
Mutation.signOut           ok     ok    ok     ok      ok      ok     ok     ok       NA     NA        ok
`

/** What every question may be about. Rooms add what their fields need. */
export interface World {
  readonly make: People
  readonly companyId: bigint
  /** An API token of somebody else. */
  readonly foreignTokenId: bigint
  readonly tomorrow: string
}

export interface Question {
  /** The selection below the field, with its arguments: `company(id: $id) { id }`. */
  readonly ask: string
  /** Declarations of the variables: `$id: ID!`. */
  readonly variables?: string
  /** Their values, made anew for every actor. */
  readonly values?: (world: World) => Record<string, unknown> | Promise<Record<string, unknown>>
  /** The actor's session ends by it. */
  readonly endsSession?: boolean
}

const companyId = (world: World) => encodeId('Company', world.companyId, world.companyId)
const aboutCompany = (world: World) => ({ id: companyId(world) })

let attempts = 0

/** How each root field is asked. */
export const QUESTIONS: Readonly<Record<string, Question>> = {
  'Query.companies': { ask: 'companies { nodes { id } }' },
  'Query.company': { ask: 'company(id: $id) { id }', variables: '$id: ID!', values: aboutCompany },
  'Query.node': { ask: 'node(id: $id) { id }', variables: '$id: ID!', values: aboutCompany },
  'Query.viewer': { ask: 'viewer { via }' },
  'Mutation.createApiToken': {
    ask: 'createApiToken(input: $input) { token { id } error { code } }',
    variables: '$input: CreateApiTokenInput!',
    values: (world) => ({
      input: { name: 'Program', readOnly: true, companyIds: [companyId(world)], expiresOn: world.tomorrow },
    }),
  },
  'Mutation.endMasterIdLink': {
    ask: 'endMasterIdLink(input: $input) { company { id } error { code } }',
    variables: '$input: EndMasterIdLinkInput!',
    values: async (world) => {
      const masterId = await world.make.masterId([], [world.companyId])
      return { input: { companyId: companyId(world), masterId: encodeId('MasterId', 0, masterId) } }
    },
  },
  'Mutation.revokeApiToken': {
    ask: 'revokeApiToken(input: $input) { token { id } error { code } }',
    variables: '$input: RevokeApiTokenInput!',
    values: (world) => ({ input: { id: encodeId('ApiToken', 0, world.foreignTokenId) } }),
  },
  'Mutation.revokeSessions': { ask: 'revokeSessions { revoked }', endsSession: true },
  'Mutation.setLanguage': { ask: 'setLanguage(input: { language: FI }) { viewer { via } }' },
  'Mutation.signIn': {
    ask: 'signIn(input: $input) { viewer { via } error { code } }',
    variables: '$input: SignInInput!',
    values: () => {
      attempts += 1 // An e-mail of its own each time, or the throttle answers instead.
      return { input: { email: `guess${attempts}@example.test`, password: 'wrong password' } }
    },
  },
  'Mutation.signOut': { ask: 'signOut { viewer { via } }', endsSession: true },
}
