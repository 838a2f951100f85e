import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/*
 * Secrets of other services that the product must know in clear to use them: sealed in the database, with a key that is
 * not in it. Whoever has the database alone, or a backup of it, has none of them.
 */

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

/** A sealed secret cannot be opened: the key is another one, or the row was moved or changed. */
export class SecretUnreadable extends Error {
  constructor() {
    super('A sealed secret cannot be opened with this key.')
    this.name = 'SecretUnreadable'
  }
}

/** Seals and opens. `owner` says whose secret it is: what was sealed for one cannot be opened as another's. */
export class SecretBox {
  readonly #key: Buffer

  constructor(key: Buffer) {
    if (key.length !== KEY_BYTES) throw new RangeError(`The key of secrets has ${KEY_BYTES} bytes.`)
    this.#key = key
  }

  seal(owner: string, secret: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce).setAAD(Buffer.from(owner))
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
  }

  /** Throws SecretUnreadable. */
  open(owner: string, sealed: Buffer): string {
    try {
      const nonce = sealed.subarray(0, NONCE_BYTES)
      const decipher = createDecipheriv(ALGORITHM, this.#key, nonce, { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      const opened = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES))
      return Buffer.concat([opened, decipher.final()]).toString('utf8')
    } catch {
      throw new SecretUnreadable()
    }
  }
}

/** The key that a configured text of any length stands for. */
export function keyFromText(text: string): Buffer {
  return createHash('sha256').update('duetto.secrets\0').update(text).digest()
}

/**
 * The key in the data folder, beside the database and not in it; made when there is none. Of two processes that start
 * at the same moment, the first one's counts.
 */
export function keyInFolder(folder: string): Buffer {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const file = join(folder, 'secrets.key')
  const known = readKey(file)
  if (known) return known
  const made = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(made, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  try {
    linkSync(made, file)
  } catch (error) {
    if (!isThere(error)) throw error
  } finally {
    rmSync(made, { force: true })
  }
  const kept = readKey(file)
  if (!kept) throw new Error(`The key of secrets in ${file} cannot be read.`)
  return kept
}

function readKey(file: string): Buffer | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim()
    if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`${file} does not hold a key of secrets.`)
    return Buffer.from(text, 'hex')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
