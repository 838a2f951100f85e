import { hash, type Options, verify } from '@node-rs/argon2'

/**
 * argon2id (the library's default kind) with 19 MiB, two passes and one lane: the first configuration of the OWASP
 * Password Storage Cheat Sheet. The parameters stand in every digest, so raising them leaves old ones valid.
 */
const PARAMETERS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Longer texts are refused unread: hashing megabytes would be a way to keep the server busy. */
export const LONGEST_PASSWORD = 1_000
export const SHORTEST_PASSWORD = 8

export async function hashPassword(password: string): Promise<string> {
  if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD)
    throw new RangeError('A password has 8 to 1,000 characters.')
  return hash(password, PARAMETERS)
}

let nobodys: Promise<string> | undefined

/**
 * Whether the password fits. Without a digest (no such user) it does the same work and answers false, so that the time
 * of an answer does not tell which e-mails are known.
 */
export async function verifyPassword(digest: string | undefined, password: string): Promise<boolean> {
  if (password.length > LONGEST_PASSWORD) return false
  nobodys ??= hash('the password of nobody', PARAMETERS)
  const fits = await verify(digest ?? (await nobodys), password)
  return fits && digest !== undefined
}
