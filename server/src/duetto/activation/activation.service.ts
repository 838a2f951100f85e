import { audit, auditOther, changeOf } from '../../access/audit.ts'
import { writeMail } from '../../access/mail.ts'
import { requireRight } from '../../access/rights.ts'
import { requireUser } from '../../access/signedIn.ts'
import { NotAllowed, NotSignedIn, ok, type Result } from '../../kernel/result.ts'
import type { Scope, UserScope } from '../../kernel/scope.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import {
  type ActivationRow,
  activationsOf,
  type BegunActivation,
  type KycRequest,
  kycRequests,
  lockActivation,
  lockBegunActivation,
  nameAndAcceptor,
  ownContact,
  runningAssignments,
  termsOn,
  writeAcceptance,
  writeBeginning,
  writeKycAnswer,
  writeRemoval,
  writeRestated,
} from './activation.store.ts'
import {
  type ActivationState,
  acceptTerms,
  answerKyc,
  beginActivation,
  removeService,
  stateUnder,
} from './activation.ts'
import {
  earlierChecks,
  type IdentityCheckRow,
  type IdentityRow,
  identitiesOf,
  identitiesToCheck,
  identityChecksOf,
  rejectedOn,
  writeIdentity,
  writeIdentityCheck,
} from './identity.store.ts'
import { checkIdentity, type IdentityStatement, mayStateAgain } from './identity.ts'

/** Rows of no company: enough for asking who waits. */
const NO_COMPANY = 0n

/** How a company stands, for staff: what it states now, and what was answered before. */
export interface CompanyStanding {
  readonly companyId: bigint
  /** Absent when it never began. */
  readonly row: ActivationRow | undefined
  readonly currentTerms: string
  readonly identity: IdentityRow | null
  readonly checks: readonly IdentityCheckRow[]
}

/** Taking the service into use: the company accepts the terms, the agency answers the identity check. */
export class ActivationService {
  readonly #database: Database
  readonly #publicUrl: string

  constructor(database: Database, publicUrl: string) {
    this.#database = database
    this.#publicUrl = publicUrl
  }

  /** The first step: the person has seen which data goes. Throws NotAllowed without the right ACTIVATE. */
  begin(scope: Scope, companyId: bigint): Promise<Result<ActivationState>> {
    return this.#database.write(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'ACTIVATE')
      const user = requireUser(scope)
      const before = await lockActivation(unit, companyId, user.now)
      const state = stateUnder(before.state, before.termsVersion, (await termsOn(unit, user.today)).version)
      const begun = beginActivation(state)
      if (!begun.ok || state === 'TERMS_PENDING') return begun
      await writeBeginning(unit, companyId, { userId: user.userId, at: user.now })
      await audit(unit, user, companyId, { action: 'ACTIVATION_BEGUN', ...changeOf({ state }, { state: begun.value }) })
      return begun
    })
  }

  /**
   * The second step: what the company says of itself for the identity check. A company that was rejected corrects it so
   * and is checked anew, once it has accepted the terms of the day. As `begin`; error beside: IDENTITY_TOO_OFTEN.
   */
  stateIdentity(scope: Scope, companyId: bigint, statement: IdentityStatement): Promise<Result<null>> {
    return this.#database.write(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'ACTIVATE')
      const user = requireUser(scope)
      const before = await lockActivation(unit, companyId, user.now)
      if (before.state === 'REJECTED') return this.#stateAgain(unit, user, companyId, { before, statement })
      const begun = beginActivation(before.state)
      if (!begun.ok) return begun
      return stateIdentity(unit, user, companyId, statement)
    })
  }

  async #stateAgain(
    unit: Unit,
    user: UserScope,
    companyId: bigint,
    { before, statement }: { readonly before: BegunActivation; readonly statement: IdentityStatement },
  ): Promise<Result<null>> {
    const may = mayStateAgain(await rejectedOn(unit, companyId), user.today)
    if (!may.ok) return may
    const stated = await stateIdentity(unit, user, companyId, statement)
    if (!stated.ok) return stated
    const { version } = await termsOn(unit, user.today)
    const state = before.termsVersion === version ? 'KYC_PENDING' : 'TERMS_PENDING'
    await writeRestated(unit, companyId, state, user.now)
    await audit(unit, user, companyId, { action: 'ACTIVATION_BEGUN', ...changeOf({ state: before.state }, { state }) })
    if (state === 'KYC_PENDING') await this.#tell(unit, companyId, 'ACTIVATION_RECEIVED', user.now, user.userId)
    return ok(null)
  }

  /** Accepts the terms in force for a company (requirements A1, A2), with its statement if not given before. As `begin`. */
  activate(
    scope: Scope,
    companyId: bigint,
    { termsVersion, identity }: { readonly termsVersion: string; readonly identity?: IdentityStatement | null },
  ): Promise<Result<ActivationState>> {
    return this.#database.write(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'ACTIVATE')
      if (scope.kind !== 'user') throw new NotSignedIn()
      const begun = await lockActivation(unit, companyId, scope.now)
      const acceptor = await ownContact(unit)
      const current = await termsOn(unit, scope.today)
      const state = stateUnder(begun.state, begun.termsVersion, current.version)
      const known = {
        identified: begun.identifiedAt !== null,
        stated: Boolean(identity) || (await identitiesOf(unit, [companyId])).length > 0,
      }
      const accepted = acceptTerms(state, acceptor, termsVersion, current.version, known)
      if (!accepted.ok) return accepted
      const stated = identity ? await stateIdentity(unit, scope, companyId, identity) : ok(null)
      if (!stated.ok) return stated
      const acceptance = { ...acceptor, termsVersion, userId: scope.userId, at: scope.now }
      await writeAcceptance(unit, companyId, accepted.value, acceptance)
      await audit(unit, scope, companyId, {
        action: 'SERVICE_ACTIVATED',
        ...changeOf({ state, termsVersion: begun.termsVersion }, { state: accepted.value, termsVersion }),
      })
      if (accepted.value === 'KYC_PENDING') await this.#tell(unit, companyId, 'ACTIVATION_RECEIVED', scope.now)
      return accepted
    })
  }

  /** Leaves the service: nothing more can be sent, running assignments go on to their end. Needs the right ACTIVATE. */
  remove(scope: Scope, companyId: bigint, reason: string): Promise<Result<null>> {
    return this.#database.write(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'ACTIVATE')
      if (scope.kind !== 'user') throw new NotSignedIn()
      const { state } = await lockBegunActivation(unit, companyId)
      const checked = removeService(state, reason)
      if (!checked.ok) return checked
      await writeRemoval(unit, companyId, { reason: checked.value, userId: scope.userId, at: scope.now })
      await audit(unit, scope, companyId, {
        action: 'SERVICE_REMOVED',
        before: { state },
        after: { state: 'REMOVED' },
      })
      await this.#tell(unit, companyId, 'SERVICE_REMOVED', scope.now, scope.userId)
      return ok(null)
    })
  }

  /** Companies that wait for the identity check, for the agency's staff. Throws NotAllowed for anybody else. */
  async kycRequests(
    scope: Scope,
  ): Promise<(KycRequest & { identity: IdentityRow | null; checks: IdentityCheckRow[] })[]> {
    if (scope.kind !== 'user') throw new NotSignedIn()
    if (scope.staffRole === null) throw new NotAllowed('Only the staff of the agency answer identity checks.')
    return this.#database.job(NO_COMPANY, async (unit) => {
      const identities = await identitiesToCheck(unit)
      const checks = await earlierChecks(unit)
      return (await kycRequests(unit)).map((request) => {
        const isOf = (one: { companyId: bigint }) => one.companyId === request.companyId
        return { ...request, identity: identities.find(isOf) ?? null, checks: checks.filter(isOf) }
      })
    })
  }

  /**
   * How the company that staff know by its business ID stands; undefined when there is none here. Throws NotAllowed for
   * anybody but staff.
   */
  async ofBusiness(scope: Scope, businessId: string): Promise<CompanyStanding | undefined> {
    if (scope.kind !== 'user') throw new NotSignedIn()
    if (scope.staffRole === null) throw new NotAllowed('Only the staff of the agency see how a company stands.')
    const known = await this.#database.job(NO_COMPANY, (unit) =>
      unit.row<{ id: bigint | null }>('SELECT duetto.creditor($1) AS id', [businessId.trim()], 'duetto.companyFor'),
    )
    const companyId = known?.id
    if (!companyId) return undefined
    return this.#database.job(companyId, async (unit) => {
      const [row] = await activationsOf(unit, [companyId])
      const [identity = null] = await identitiesOf(unit, [companyId])
      const checks = await identityChecksOf(unit, [companyId])
      return { companyId, row, currentTerms: (await termsOn(unit, scope.today)).version, identity, checks }
    })
  }

  /** The agency's answer to the identity check of a company, by its staff. Throws NotAllowed for anybody else. */
  answerKyc(scope: Scope, companyId: bigint, approve: boolean, note: string | null): Promise<Result<ActivationState>> {
    if (scope.kind !== 'user') throw new NotSignedIn()
    if (scope.staffRole === null) throw new NotAllowed('Only the staff of the agency answer identity checks.')
    if (scope.token?.readOnly) throw new NotAllowed('This API token may only read.')
    const { userId, now } = scope
    return this.#database.job(companyId, async (unit) => {
      const { state } = await lockBegunActivation(unit, companyId)
      const answered = answerKyc(state, approve)
      if (!answered.ok) return answered
      await writeKycAnswer(unit, companyId, answered.value, { note, userId, at: now })
      await writeIdentityCheck(unit, companyId, { approved: approve, note, userId, at: now })
      const act = { action: 'KYC_ANSWERED', before: { state }, after: { state: answered.value } } as const
      await auditOther(unit, { staffId: userId, now }, companyId, act)
      const outcome = approve ? 'ACTIVATION_ACTIVE' : 'ACTIVATION_REJECTED'
      await this.#tell(unit, companyId, outcome, now, null, note)
      return ok(answered.value)
    })
  }

  /** The administrators, and whoever accepted the terms or does the act. */
  async #tell(
    unit: Unit,
    companyId: bigint,
    kind: 'ACTIVATION_RECEIVED' | 'ACTIVATION_ACTIVE' | 'ACTIVATION_REJECTED' | 'SERVICE_REMOVED',
    at: Date,
    by: bigint | null = null,
    note: string | null = null,
  ): Promise<void> {
    const { name: company, acceptedBy } = await nameAndAcceptor(unit, companyId)
    const [count] = kind === 'SERVICE_REMOVED' ? await runningAssignments(unit, [companyId]) : []
    const news = { kind, company, note, running: count?.running ?? 0 }
    await writeMail(unit, { companyId, news, publicUrl: this.#publicUrl, at, person: by ?? acceptedBy })
  }
}

async function stateIdentity(
  unit: Unit,
  user: UserScope,
  companyId: bigint,
  statement: IdentityStatement,
): Promise<Result<null>> {
  const checked = checkIdentity(statement, user.today)
  if (!checked.ok) return checked
  await writeIdentity(unit, companyId, checked.value, { userId: user.userId, at: user.now })
  const { signing, owners } = checked.value
  await audit(unit, user, companyId, { action: 'IDENTITY_STATED', after: { signing, owners: String(owners.length) } })
  return ok(null)
}
