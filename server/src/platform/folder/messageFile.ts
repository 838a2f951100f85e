import {
  type Acknowledgement,
  readAcknowledgement,
  writeAcknowledgement,
} from '../../exchange/finvoice/acknowledgement.ts'
import { readMaterial } from '../../exchange/finvoice/readMaterial.ts'
import { writeMaterial } from '../../exchange/finvoice/writeMaterial.ts'
import type { ToldByAgency } from '../../exchange/messages/account.ts'
import { MessageRefused } from '../../exchange/messages/refused.ts'
import type { ToAgency } from '../../exchange/messages/toAgency.ts'

export interface MessageFile {
  readonly name: string
  readonly bytes: Buffer
}

const NAME = /^\d{14}-(\d{7}-\d)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(xml|json)$/

/** Material as Finvoice, which a reader of others' making understands too; every other message as JSON. */
export async function messageFile(message: ToAgency | ToldByAgency): Promise<MessageFile> {
  const sent = message.sentAt.replace(/\D/g, '').slice(0, 14)
  if (message.kind === 'MATERIAL')
    return { name: `${sent}-${message.creditor}-${message.id}.xml`, bytes: await writeMaterial(message) }
  return { name: `${sent}-${message.creditor}-${message.id}.json`, bytes: Buffer.from(JSON.stringify(message)) }
}

/** Creditor and id of the message in a file, by the file's name; undefined for a name that this product does not write. */
export function namedIn(name: string): { creditor: string; message: string } | undefined {
  const match = NAME.exec(name)
  return match?.[1] && match[2] ? { creditor: match[1], message: match[2] } : undefined
}

/** The message of a file, not yet checked. Throws MessageRefused when it holds none. */
export async function readMessageFile({ name, bytes }: MessageFile): Promise<unknown> {
  if (!name.endsWith('.xml')) return readJson(bytes)
  const read = await readMaterial(bytes)
  if (!read.ok) throw new MessageRefused('MESSAGE_INVALID', read.error)
  return read.value
}

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new MessageRefused('MESSAGE_INVALID', 'The file is not JSON.')
  }
}

/** What the receiver says of a message: the creditor's business ID, the message's id, and why it was refused, if it was. */
export type Receipt = Acknowledgement

/** The receipt of a file: of a Finvoice document as Finvoiceack, of any other message as JSON. */
export function receiptFile(of: string, receipt: Receipt, now: Date): MessageFile {
  const { message } = receipt
  if (!of.endsWith('.xml')) return { name: `${message}.json`, bytes: Buffer.from(JSON.stringify(receipt)) }
  return { name: `${message}.xml`, bytes: writeAcknowledgement(receipt, `ACK-${message}`, now.toISOString()) }
}

/** Throws for what is no receipt: then it stays where it is, for a person to look at. */
export async function readReceipt(name: string, bytes: Buffer): Promise<Receipt> {
  if (!name.endsWith('.xml')) return JSON.parse(bytes.toString('utf8')) as Receipt
  const read = await readAcknowledgement(bytes)
  if (!read.ok) throw new Error(`The receipt ${name} cannot be read: ${read.error}`)
  return read.value
}
