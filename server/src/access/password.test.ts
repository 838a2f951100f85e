import { describe, expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './password.ts'

describe('a password', () => {
  it('is kept as argon2id with the published parameters, salted anew each time', async () => {
    const [first, second] = [await hashPassword('correct horse'), await hashPassword('correct horse')]
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(first).not.toBe(second)
  })

  it('fits its own digest only', async () => {
    const digest = await hashPassword('correct horse')
    expect(await verifyPassword(digest, 'correct horse')).toBe(true)
    expect(await verifyPassword(digest, 'correct horsE')).toBe(false)
  })

  it('fits nobody who does not exist, not even the password that stands in for theirs', async () => {
    expect(await verifyPassword(undefined, 'the password of nobody')).toBe(false)
  })

  it('has 8 to 1,000 characters', async () => {
    await expect(hashPassword('seven 7')).rejects.toThrow(RangeError)
    await expect(hashPassword('x'.repeat(1_001))).rejects.toThrow(RangeError)
    const digest = await hashPassword('x'.repeat(1_000))
    expect(await verifyPassword(digest, 'x'.repeat(1_001))).toBe(false)
  })
})
