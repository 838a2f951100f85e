import { checkReason } from '../../kernel/reason.ts'
import { err, ok, type Result } from '../../kernel/result.ts'

export const activationStates = ['NOT_ACTIVE', 'TERMS_PENDING', 'KYC_PENDING', 'ACTIVE', 'REJECTED', 'REMOVED'] as const

/**
 * Where a company is on its way into the service (requirement A3). TERMS_PENDING: begun, the terms are not yet
 * accepted. KYC_PENDING: accepted, the agency identifies its customer (the collection agency is under the act on
 * preventing money laundering, 444/2017). REJECTED: the identification failed. REMOVED: the company has left.
 */
export type ActivationState = (typeof activationStates)[number]

/** The person who accepts; both ways of reaching them are needed (requirement A2). */
export interface Acceptor {
  readonly email: string | null
  readonly phone: string | null
}

/** The state of the day: whoever accepted an earlier version than the one in force is asked again (requirement A2). */
export function stateUnder(state: ActivationState, accepted: string | null, current: string): ActivationState {
  return state === 'ACTIVE' && accepted !== null && accepted !== current ? 'TERMS_PENDING' : state
}

/** What has been known of the company before: identified by the agency; its statement for the identity check. */
export interface KnownBefore {
  readonly identified: boolean
  readonly stated: boolean
}

/** May the way into the service be begun, or gone on with, from this state? Begun, it waits for the terms. */
export function beginActivation(state: ActivationState): Result<'TERMS_PENDING'> {
  if (state === 'ACTIVE') {
    return err({ code: 'ALREADY_ACTIVE', message: 'The service is already in use. Invoices can be sent.' })
  }
  if (state === 'KYC_PENDING') {
    return err({ code: 'KYC_PENDING', message: 'The terms are accepted. Wait for the answer to the identity check.' })
  }
  if (state === 'REJECTED') {
    const message = 'The identity check failed. Correct the statement and send it again.'
    return err({ code: 'ACTIVATION_REJECTED', message })
  }
  return ok('TERMS_PENDING')
}

/**
 * May the terms be accepted from this state by this person, in this version? Acceptance leads to the identity check, or
 * straight back to ACTIVE for a company that has been identified before and only accepts a new version.
 */
export function acceptTerms(
  state: ActivationState,
  acceptor: Acceptor,
  acceptedVersion: string,
  currentVersion: string,
  { identified, stated }: KnownBefore,
): Result<'KYC_PENDING' | 'ACTIVE'> {
  const begun = beginActivation(state)
  if (!begun.ok) return begun
  if (acceptedVersion !== currentVersion) {
    const message = `Version ${acceptedVersion} of the terms does not hold today. Read and accept version ${currentVersion}.`
    return err({ code: 'TERMS_VERSION_NOT_CURRENT', message, field: 'input.termsVersion' })
  }
  if (!acceptor.email?.trim()) {
    return err({ code: 'EMAIL_NEEDED', message: 'Add an e-mail address to your own details first.' })
  }
  if (!acceptor.phone?.trim()) {
    return err({ code: 'PHONE_NEEDED', message: 'Add a phone number to your own details first.' })
  }
  if (identified && state === 'TERMS_PENDING') return ok('ACTIVE')
  if (stated) return ok('KYC_PENDING')
  const message = 'State who has the right to sign and who owns more than a quarter of the company first.'
  return err({ code: 'IDENTITY_MISSING', message, field: 'input.identity' })
}

/** The agency's answer to the identity check; only a company that waits for one can be answered. */
export function answerKyc(state: ActivationState, approve: boolean): Result<'ACTIVE' | 'REJECTED'> {
  if (state === 'KYC_PENDING') return ok(approve ? 'ACTIVE' : 'REJECTED')
  return err({ code: 'KYC_NOT_PENDING', message: 'The company does not wait for an identity check.' })
}

/** May the company leave the service, and for what reason? Running assignments go on to their end (requirement A3). */
export function removeService(state: ActivationState, reason: string): Result<string> {
  if (state === 'NOT_ACTIVE' || state === 'REMOVED') {
    return err({ code: 'SERVICE_NOT_IN_USE', message: 'The service is not in use in this company.' })
  }
  // A rejection is the agency's; leaving and coming back would undo it.
  if (state === 'REJECTED') {
    return err({ code: 'ACTIVATION_REJECTED', message: 'The identity check failed. Contact Duetto.' })
  }
  return checkReason(reason, 'input.reason')
}
