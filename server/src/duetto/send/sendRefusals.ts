import type { UserError } from '../../kernel/result.ts'

/** Why nothing can be sent: the service is not in use. */
export function notActive(state: string): UserError {
  const word = state.toLowerCase().replaceAll('_', ' ')
  return {
    code: 'SERVICE_NOT_ACTIVE',
    message: `The service is not in use in this company (${word}). Take it into use first.`,
  }
}
