import { join } from 'node:path'
import type { Room } from '../room.ts'
import type { Receipt } from './messageFile.ts'
import { MessageFolder } from './messageFolder.ts'

/** How messages come in and what is said of those sent. */
export interface FolderParts {
  /** The task that looks into the folders: `<room>.collect`. */
  readonly task: string
  readonly sent: MessageFolder
  readonly received: MessageFolder
  readonly receive: (message: unknown) => Promise<void>
  readonly acknowledge: (receipt: Receipt) => Promise<void>
}

/** The two directions below the folder that both sides see. */
export function foldersOf(folder: string): { toAgency: MessageFolder; fromAgency: MessageFolder } {
  return {
    toAgency: new MessageFolder(join(folder, 'to-agency')),
    fromAgency: new MessageFolder(join(folder, 'from-agency')),
  }
}

/** Looks into the folders every minute. */
export function folderRoom({ task, sent, received, receive, acknowledge }: FolderParts): Room {
  const collect = async () => {
    await sent.receipts(acknowledge)
    await received.collect(receive)
  }
  return { tasks: { [task]: collect }, schedule: [{ task, cron: '* * * * *' }] }
}
