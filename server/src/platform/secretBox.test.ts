import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keyFromText, keyInFolder, SecretBox, SecretUnreadable } from './secretBox.ts'

const box = new SecretBox(randomBytes(32))

it('opens what it sealed for the same owner', () => {
  expect(box.open('netvisor:1', box.seal('netvisor:1', 'avain å'))).toBe('avain å')
})

it('seals the same secret differently each time', () => {
  expect(box.seal('a', 'x').equals(box.seal('a', 'x'))).toBe(false)
})

it('opens nothing that was sealed for another owner, with another key, or changed', () => {
  const sealed = box.seal('netvisor:1', 'avain')
  const changed = Buffer.from(sealed)
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
  expect(() => box.open('netvisor:2', sealed)).toThrow(SecretUnreadable)
  expect(() => new SecretBox(keyFromText('another key of secrets')).open('netvisor:1', sealed)).toThrow(
    SecretUnreadable,
  )
  expect(() => box.open('netvisor:1', changed)).toThrow(SecretUnreadable)
  expect(() => box.open('netvisor:1', Buffer.alloc(5))).toThrow(SecretUnreadable)
})

it('keeps one key in the folder, for its owner alone, and refuses a file that is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'duetto-key-'))
  try {
    const key = keyInFolder(folder)
    expect(keyInFolder(folder).equals(key)).toBe(true)
    expect(statSync(join(folder, 'secrets.key')).mode & 0o777).toBe(0o600)
    writeFileSync(join(folder, 'secrets.key'), 'short')
    expect(() => keyInFolder(folder)).toThrow('does not hold a key')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
