import { mkdir, open, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ToldByAgency } from '../../exchange/messages/account.ts'
import { MessageRefused } from '../../exchange/messages/refused.ts'
import type { ToAgency } from '../../exchange/messages/toAgency.ts'
import { messageFile, namedIn, type Receipt, readMessageFile, readReceipt, receiptFile } from './messageFile.ts'

/*
 * The road as folders, for a transfer by SFTP or a share. Each direction has one folder with
 *   new/       what the sender has put there, and nobody has taken yet
 *   done/      what the receiver has stored
 *   refused/   what the receiver can never store, each with `<name>.reason.json`
 *   receipts/  what the receiver says of each message, of a Finvoice as a Finvoiceack; the sender reads them and takes
 *              them away
 * A file gets its name when it is whole: it is written under a name that begins with a dot, which nobody reads.
 */

/** A letter with its paper is the largest message. */
const MOST_BYTES = 16 * 1024 * 1024

const PLACES = ['new', 'done', 'refused', 'receipts'] as const
type Place = (typeof PLACES)[number]

export class MessageFolder {
  readonly #root: string
  readonly #now: () => Date

  /** `root` is the folder of one direction. */
  constructor(root: string, now: () => Date = () => new Date()) {
    this.#root = root
    this.#now = now
  }

  /** Puts a message there, whole or not at all. Doing it again changes nothing. */
  async put(message: ToAgency | ToldByAgency): Promise<void> {
    await this.#prepare()
    const { name, bytes } = await messageFile(message)
    await this.#write('new', name, bytes)
  }

  /**
   * Hands over every message that waits, in the order they were sent. One that cannot be stored now stays for the next
   * time, and its failure is thrown at the end. Broken off anywhere, it starts again: the receiver answers a repeat.
   */
  async collect(receive: (message: unknown) => Promise<void>): Promise<number> {
    await this.#prepare()
    const failures: unknown[] = []
    const names = (await readdir(this.#path('new'))).filter((name) => !name.startsWith('.')).sort()
    for (const name of names) {
      try {
        await this.#take(name, receive)
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
    return names.length
  }

  /** Hands over what the receiver has said since the last time. One that cannot be read leaves the others their turn. */
  async receipts(handle: (receipt: Receipt) => Promise<void>): Promise<void> {
    await this.#prepare()
    const failures: unknown[] = []
    for (const name of (await readdir(this.#path('receipts'))).filter((found) => !found.startsWith('.')).sort()) {
      const place = this.#path('receipts', name)
      try {
        await handle(await readReceipt(name, await readFile(place)))
        await unlink(place)
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }

  async #take(name: string, receive: (message: unknown) => Promise<void>): Promise<void> {
    const refusal = await this.#refusal(name, receive)
    const named = namedIn(name)
    // The receipt before the move: whoever dies in between gives it again.
    if (named) {
      const receipt = receiptFile(name, { ...named, refusal }, this.#now())
      await this.#write('receipts', receipt.name, receipt.bytes)
    }
    if (refusal) await this.#write('refused', `${name}.reason.json`, Buffer.from(JSON.stringify(refusal)))
    await rename(this.#path('new', name), this.#path(refusal ? 'refused' : 'done', name))
  }

  async #refusal(name: string, receive: (message: unknown) => Promise<void>): Promise<Receipt['refusal']> {
    try {
      await receive(await this.#read(name))
      return null
    } catch (error) {
      if (error instanceof MessageRefused) return { code: error.code, text: error.message }
      throw error
    }
  }

  async #read(name: string): Promise<unknown> {
    const place = this.#path('new', name)
    const { size } = await stat(place)
    if (size > MOST_BYTES) throw new MessageRefused('FILE_TOO_LARGE', `The file is larger than ${MOST_BYTES} bytes.`)
    return readMessageFile({ name, bytes: await readFile(place) })
  }

  async #prepare(): Promise<void> {
    for (const place of PLACES) await mkdir(this.#path(place), { recursive: true })
  }

  async #write(place: Place, name: string, bytes: Buffer): Promise<void> {
    const draft = this.#path(place, `.${name}`)
    await writeFile(draft, bytes)
    const file = await open(draft, 'r+')
    // On the disk before it has its name: a file that is there is whole, also after a power cut.
    await file.sync().finally(() => file.close())
    await rename(draft, this.#path(place, name))
  }

  #path(place: Place, name = ''): string {
    return join(this.#root, place, name)
  }
}
