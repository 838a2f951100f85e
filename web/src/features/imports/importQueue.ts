import type { ApolloClient } from '@apollo/client'
import { type Fault, toFault } from '../../api/fault.ts'
import {
  ImportBankFilesDocument,
  type ImportBankFilesMutation,
  ImportEInvoicesDocument,
  type ImportEInvoicesMutation,
} from '../../api/generated.ts'
import { detectKind, type FileKind } from './detectKind.ts'

/** One chosen file on its way: waiting, going up, being read by the server, answered, or failed; a table waits for its columns. */
export interface QueuedFile {
  id: string
  name: string
  size: number
  file: File
  kind?: FileKind
  state: 'WAITING' | 'SENDING' | 'READING' | 'TABLE' | 'DONE' | 'FAILED'
  /** Bytes gone up. */
  sent: number
  invoices?: ImportEInvoicesMutation['importEInvoices']
  bank?: ImportBankFilesMutation['importBankFiles']
  fault?: Fault
}

/**
 * Files go up one at a time, and each has its own answer, so that one that fails takes nothing with it. The queue lives beside the
 * pages: one may leave the import page, and the results wait.
 */
class ImportQueue {
  private files: readonly QueuedFile[] = []
  private readonly listeners = new Set<() => void>()
  private running = false

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly read = () => this.files

  /** Returns the files' ids in the queue. */
  add(client: ApolloClient, files: readonly File[]): string[] {
    const queued = files.map(
      (file): QueuedFile => ({
        id: crypto.randomUUID(),
        name: file.name,
        size: file.size,
        file,
        state: 'WAITING',
        sent: 0,
      }),
    )
    this.write([...this.files, ...queued])
    void this.run(client)
    return queued.map(({ id }) => id)
  }

  /** The page of a table has imported it. */
  markImported(id: string): void {
    this.change(id, { state: 'DONE' })
  }

  /** Importing twice changes nothing, so a file whose answer was lost may simply go again. */
  retry(client: ApolloClient, id: string): void {
    this.change(id, { state: 'WAITING', sent: 0, fault: undefined })
    void this.run(client)
  }

  clear(): void {
    this.write(this.files.filter((file) => file.state !== 'DONE' && file.state !== 'FAILED'))
  }

  private async run(client: ApolloClient): Promise<void> {
    if (this.running) return
    this.running = true
    for (let next = this.nextWaiting(); next; next = this.nextWaiting()) await this.send(client, next)
    this.running = false
    // What was imported changes lists and totals everywhere.
    await client.refetchQueries({ include: 'active' })
  }

  private nextWaiting() {
    return this.files.find((file) => file.state === 'WAITING')
  }

  private async send(client: ApolloClient, { id, file, name }: QueuedFile): Promise<void> {
    const onProgress = (sent: number, total: number) =>
      this.change(id, { sent, state: sent === total ? 'READING' : 'SENDING' })
    const variables = { input: { files: [{ name, content: file }] } }
    try {
      const kind = await detectKind(file)
      if (kind === 'TABLE') return this.change(id, { kind, state: 'TABLE' })
      this.change(id, { kind, state: 'SENDING' })
      const context = { onProgress }
      if (kind === 'BANK') {
        const { data } = await client.mutate({ mutation: ImportBankFilesDocument, variables, context })
        this.change(id, { state: 'DONE', bank: data?.importBankFiles })
      } else {
        const { data } = await client.mutate({ mutation: ImportEInvoicesDocument, variables, context })
        this.change(id, { state: 'DONE', invoices: data?.importEInvoices })
      }
    } catch (error) {
      this.change(id, { state: 'FAILED', fault: toFault(error) })
    }
  }

  private change(id: string, changes: Partial<QueuedFile>): void {
    this.write(this.files.map((file) => (file.id === id ? { ...file, ...changes } : file)))
  }

  private write(files: readonly QueuedFile[]): void {
    this.files = files
    for (const listener of this.listeners) listener()
  }
}

export const importQueue = new ImportQueue()
