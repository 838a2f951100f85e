import { checkReason } from '../kernel/reason.ts'
import { err, ok, type Result } from '../kernel/result.ts'

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

/**
 * May the terms be accepted from this state by this person, in this version? Acceptance leads to the identity check, or
 * straight back to ACTIVE for a company that has been identified before and only accepts a new version.
 */
export function acceptTerms(
  state: ActivationState,
  acceptor: Acceptor,
  acceptedVersion: string,
  currentVersion: string,
  identified = false,
): Result<'KYC_PENDING' | 'ACTIVE'> {
  if (state === 'ACTIVE') {
    return err({ code: 'ALREADY_ACTIVE', message: 'The service is already in use. Invoices can be sent.' })
  }
  if (state === 'KYC_PENDING') {
    return err({ code: 'KYC_PENDING', message: 'The terms are accepted. Wait for the answer to the identity check.' })
  }
  if (state === 'REJECTED') {
    return err({ code: 'ACTIVATION_REJECTED', message: 'The identity check failed. Contact Duetto.' })
  }
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
  return ok(identified && state === 'TERMS_PENDING' ? 'ACTIVE' : 'KYC_PENDING')
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
