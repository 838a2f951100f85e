import type { CalendarDate } from './calendarDate.ts'

export const staffRoles = ['HANDLER', 'SUPERVISOR'] as const
export type StaffRole = (typeof staffRoles)[number]

/** What proves an identity: a session cookie or an API token, known to the server only by its SHA-256. */
export interface Credential {
  readonly kind: 'SESSION' | 'TOKEN'
  readonly hash: Buffer
}

export interface AnonymousScope {
  readonly kind: 'anonymous'
  readonly today: CalendarDate
  readonly now: Date
  readonly requestId: string
}

/**
 * Who asks, made in one place from a verified identity and then immutable. It names no companies: the database knows
 * which ones the user reaches (`access.reach`) at the moment of each statement, so an ended link ends at once.
 */
export interface UserScope {
  readonly kind: 'user'
  readonly userId: bigint
  readonly credential: Credential
  /** Present when an API token speaks for the user. */
  readonly token: { readonly id: bigint; readonly readOnly: boolean } | null
  readonly staffRole: StaffRole | null
  readonly today: CalendarDate
  readonly now: Date
  readonly requestId: string
}

export type Scope = AnonymousScope | UserScope
