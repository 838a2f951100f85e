import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import type { ClientConfig } from 'pg'
import { types } from 'pg'

/** The roles that sign in to the database; `duetto_guard` never does. */
export const loginRoles = ['duetto_app', 'duetto_jobs', 'duetto_agency', 'duetto_queue'] as const
export type LoginRole = (typeof loginRoles)[number]

/** Where the database is, as the one who owns the tables (and migrates) reaches it. */
export interface DatabaseAddress {
  readonly ownerUrl: string
  /** Urls that replace the derived ones, for servers whose roles are made by hand. */
  readonly roleUrls?: Partial<Record<LoginRole, string>>
}

/**
 * The password of a role is derived from the owner's, so that several processes agree on it without keeping anything.
 * An owner that signs in without a password is known by user, host and port instead.
 */
export function rolePassword(ownerUrl: string, role: LoginRole): string {
  const url = new URL(ownerUrl)
  const secret = url.password === '' ? `${url.username}@${url.host}` : decodeURIComponent(url.password)
  return createHmac('sha256', secret).update(role).digest('base64url')
}

export function roleUrl(address: DatabaseAddress, role: LoginRole): string {
  const given = address.roleUrls?.[role]
  if (given !== undefined) return given
  const url = new URL(address.ownerUrl)
  url.username = role
  url.password = rolePassword(address.ownerUrl, role)
  return url.toString()
}

/**
 * What PostgreSQL stores for a password (RFC 5803), so that the password itself never stands in a statement that a
 * server could log. The salt is derived too: the same password gives the same verifier.
 */
export function scramVerifier(password: string): string {
  const iterations = 4096
  const salt = createHash('sha256').update(`duetto:${password}`).digest().subarray(0, 16)
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const clientKey = createHmac('sha256', salted).update('Client Key').digest()
  const storedKey = createHash('sha256').update(clientKey).digest('base64')
  const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`
}

const OID = { int8: 20, date: 1082, int8Array: 1016, dateArray: 1182 }
const textArray = types.getTypeParser(1009 as number)

/**
 * How values come out: int8 as bigint, date as `YYYY-MM-DD` text, numeric as text (pg's own choice), timestamptz as
 * Date, json parsed. 'infinity' of a timestamptz becomes the number Infinity.
 */
const valueTypes: ClientConfig['types'] = {
  getTypeParser(oid: number, format?: string) {
    if (format === 'binary') return types.getTypeParser(oid, 'binary')
    if (oid === OID.int8) return BigInt
    if (oid === OID.date) return (text: string) => text
    if (oid === OID.int8Array) return (text: string) => (textArray(text) as (string | null)[]).map(bigintOrNull)
    if (oid === OID.dateArray) return textArray
    return types.getTypeParser(oid)
  },
}

function bigintOrNull(text: string | null): bigint | null {
  return text === null ? null : BigInt(text)
}

/** The product never asks for just-in-time compilation in the database: it costs more than these short reads. */
export function connectionConfig(url: string, applicationName: string): ClientConfig {
  return { connectionString: url, types: valueTypes, application_name: applicationName, options: '-c jit=off' }
}
