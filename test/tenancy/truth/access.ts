import { encodeId } from '../../../server/src/kernel/globalId.ts'
import { byId, mutation, ofCompany, type Truth } from './question.ts'

/** A wish that nothing is wrong with. */
const masterIdWish = {
  name: 'Tilitoimisto Malli Oy',
  businessId: '1234567-1',
  kind: 'BUREAU',
  companies: ['1234567-1'],
  mandate: 'Agreements with our clients',
}

/** People, their companies and tokens, and the books of acts. */
export const ACCESS: Truth = {
  answers: `
field                          nobody  admin   keeper  auditor   payroll   member  former  stranger  reader  elsewhere staff
Query.auditChoices             NS      ok      NA      ok        NF        NA      NF      NF        ok      NF        NF
Query.auditTrail               NS      ok      NA      ok        NF        NA      NF      NF        ok      NF        NF
Query.companies                NS      ok      ok      ok        none      ok      none    ok        ok      ok        none
Query.company                  NS      ok      ok      ok        null      ok      null    null      ok      null      null
Query.companyMail              NS      none    NA      NA        NF        NA      NF      NF        NA      NF        NF
Query.node                     NS      ok      ok      ok        null      ok      null    null      ok      null      null
Query.roleRights               ok*
Query.securityLog              NS      ok      ok      ok        ok        ok      ok      ok        NA      NA        ok
Query.staffMail                NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Query.staffMasterIdRequests    NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        none
Query.viewer                   ok*
Mutation.answerMasterIdRequest NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Mutation.askEmailChange        NS      !EMAIL_INVALID !EMAIL_INVALID !EMAIL_INVALID !EMAIL_INVALID !EMAIL_INVALID !EMAIL_INVALID !EMAIL_INVALID NA      NA        !EMAIL_INVALID
Mutation.changePassword        NS      !PASSWORD_TOO_SHORT !PASSWORD_TOO_SHORT !PASSWORD_TOO_SHORT !PASSWORD_TOO_SHORT !PASSWORD_TOO_SHORT !PASSWORD_TOO_SHORT !PASSWORD_TOO_SHORT NA      NA        !PASSWORD_TOO_SHORT
Mutation.confirmEmailChange    NS      !CODE_EXPIRED !CODE_EXPIRED !CODE_EXPIRED !CODE_EXPIRED !CODE_EXPIRED !CODE_EXPIRED !CODE_EXPIRED NA      NA        !CODE_EXPIRED
Mutation.createApiToken        NS      ok      ok      ok        NF        ok      NF      NF        NA      NA        NF
Mutation.endMasterIdLink       NS      ok      NA      NA        NF        NA      NF      NF        NA      NF        NF
Mutation.linkCompany           NS      NA      NA      NA        NA        NA      NA      NA        NA      NA        ok
Mutation.requestMasterId       NS      ok      ok      ok        ok        ok      ok      ok        NA      NA        ok
Mutation.revokeApiToken        NS      NF      NF      NF        NF        NF      NF      NF        NA      NA        NF
Mutation.revokeSessions        NS      ok      ok      ok        ok        ok      ok      ok        NA      NA        ok
Mutation.setLanguage           NS      ok      ok      ok        ok        ok      ok      ok        NA      ok        ok
Mutation.signIn                !SIGN_IN_FAILED*
Mutation.signOut               ok      ok      ok      ok        ok        ok      ok      ok        NA      NA        ok
Mutation.updateOwnDetails      NS      ok      ok      ok        ok        ok      ok      ok        NA      NA        ok
`,
  questions: {
    'Query.auditChoices': {
      ask: 'auditChoices(companyId: $companyId) { actions }',
      variables: '$companyId: ID!',
      values: (world) => ({ companyId: world.ids.company }),
    },
    'Query.auditTrail': ofCompany('auditTrail'),
    'Query.companies': { ask: 'companies { nodes { id } }' },
    'Query.company': byId('company', (world) => world.ids.company),
    'Query.companyMail': ofCompany('companyMail'),
    'Query.node': byId('node', (world) => world.ids.company),
    'Query.roleRights': { ask: 'roleRights { role rights }' },
    'Query.securityLog': { ask: 'securityLog { pageInfo { hasNextPage } }' },
    'Query.staffMail': { ask: 'staffMail(first: 0) { pageInfo { hasNextPage } }' },
    'Query.staffMasterIdRequests': { ask: 'staffMasterIdRequests { id }' },
    'Query.viewer': { ask: 'viewer { via }' },
    'Mutation.answerMasterIdRequest': mutation('answerMasterIdRequest', 'request { id }', async (world) => ({
      requestId: await world.newMasterIdRequest(),
      grant: false,
    })),
    'Mutation.askEmailChange': mutation('askEmailChange', 'viewer { via }', () => ({
      email: 'nowhere',
      password: 'x',
    })),
    'Mutation.changePassword': mutation('changePassword', 'viewer { via }', () => ({
      password: 'x',
      newPassword: 'x',
    })),
    'Mutation.confirmEmailChange': mutation('confirmEmailChange', 'viewer { via }', () => ({ code: '00000000' })),
    'Mutation.createApiToken': mutation('createApiToken', 'token { id }', (world) => ({
      name: 'Program',
      readOnly: true,
      companyIds: [world.ids.company],
      expiresOn: '2026-12-31',
    })),
    'Mutation.endMasterIdLink': mutation('endMasterIdLink', 'company { id }', async (world) => {
      const masterId = await world.make.masterId([], [world.companyId])
      return { companyId: world.ids.company, masterId: encodeId('MasterId', 0, masterId) }
    }),
    'Mutation.linkCompany': mutation('linkCompany', 'told', async (world) => ({
      masterIdCode: await world.newMasterIdCode(),
      businessId: world.businessId,
      mandate: 'Agreement of 1 January 2026',
    })),
    'Mutation.requestMasterId': mutation('requestMasterId', 'request { id }', () => masterIdWish),
    'Mutation.revokeApiToken': mutation('revokeApiToken', 'token { id }', (world) => ({
      id: encodeId('ApiToken', 0, world.foreignTokenId),
    })),
    'Mutation.revokeSessions': { ask: 'revokeSessions { revoked }', endsSession: true },
    'Mutation.setLanguage': { ask: 'setLanguage(input: { language: FI }) { viewer { via } }' },
    'Mutation.signIn': mutation('signIn', 'viewer { via }', (world) => ({
      email: `guess${world.serial()}@example.test`, // Its own each time, or the throttle answers instead.
      password: 'wrong password',
    })),
    'Mutation.signOut': { ask: 'signOut { viewer { via } }', endsSession: true },
    'Mutation.updateOwnDetails': mutation('updateOwnDetails', 'viewer { via }', () => ({ name: 'Malli Mallinen' })),
  },
}
