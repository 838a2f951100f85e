import { audit, auditOther, changeOf } from '../access/audit.ts'
import { requireRight } from '../access/rights.ts'
import { NotAllowed, NotSignedIn, ok, type Result } from '../kernel/result.ts'
import type { Scope } from '../kernel/scope.ts'
import type { Database } from '../platform/database/database.ts'
import {
  type ActivationRow,
  activationsOf,
  type KycRequest,
  kycRequests,
  lockActivation,
  lockBegunActivation,
  ownContact,
  termsOn,
  writeAcceptance,
  writeKycAnswer,
  writeRemoval,
} from './activation.store.ts'
import { type ActivationState, acceptTerms, answerKyc, removeService, stateUnder } from './activation.ts'

/** Rows of no company: enough for asking who waits. */
const NO_COMPANY = 0n

/** Taking the service into use: the company accepts the terms, the agency answers the identity check. */
export class ActivationService {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Accepts the terms in force for a company (requirements A1, A2). Throws NotAllowed without the right ACTIVATE. */
  activate(scope: Scope, companyId: bigint, termsVersion: string): Promise<Result<ActivationState>> {
    return this.#database.write(scope, companyId, async (unit) => {
      await requireRight(unit, scope, companyId, 'ACTIVATE')
      if (scope.kind !== 'user') throw new NotSignedIn()
      const begun = await lockActivation(unit, companyId, scope.now)
      const acceptor = await ownContact(unit)
      const current = await termsOn(unit, scope.today)
      const state = stateUnder(begun.state, begun.termsVersion, current.version)
      const identified = begun.identifiedAt !== null
      const accepted = acceptTerms(state, acceptor, termsVersion, current.version, identified)
      if (!accepted.ok) return accepted
      const acceptance = { ...acceptor, termsVersion, userId: scope.userId, at: scope.now }
      await writeAcceptance(unit, companyId, accepted.value, acceptance)
      await audit(unit, scope, companyId, {
        action: 'SERVICE_ACTIVATED',
        ...changeOf({ state, termsVersion: begun.termsVersion }, { state: accepted.value, termsVersion }),
      })
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
      return ok(null)
    })
  }

  /** Companies that wait for the identity check, for the agency's staff. Throws NotAllowed for anybody else. */
  async kycRequests(scope: Scope): Promise<KycRequest[]> {
    if (scope.kind !== 'user') throw new NotSignedIn()
    if (scope.staffRole === null) throw new NotAllowed('Only the staff of the agency answer identity checks.')
    return this.#database.job(NO_COMPANY, kycRequests)
  }

  /**
   * How the company that staff know by its business ID stands; undefined when there is none here. `row` is absent when it
   * never began. Throws NotAllowed for anybody but staff.
   */
  async ofBusiness(
    scope: Scope,
    businessId: string,
  ): Promise<{ companyId: bigint; row: ActivationRow | undefined; currentTerms: string } | undefined> {
    if (scope.kind !== 'user') throw new NotSignedIn()
    if (scope.staffRole === null) throw new NotAllowed('Only the staff of the agency see how a company stands.')
    const known = await this.#database.job(NO_COMPANY, (unit) =>
      unit.row<{ id: bigint | null }>('SELECT duetto.creditor($1) AS id', [businessId.trim()], 'duetto.companyFor'),
    )
    const companyId = known?.id
    if (!companyId) return undefined
    return this.#database.job(companyId, async (unit) => {
      const [row] = await activationsOf(unit, [companyId])
      return { companyId, row, currentTerms: (await termsOn(unit, scope.today)).version }
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
      const act = { action: 'KYC_ANSWERED', before: { state }, after: { state: answered.value } } as const
      await auditOther(unit, { staffId: userId, now }, companyId, act)
      return ok(answered.value)
    })
  }
}
