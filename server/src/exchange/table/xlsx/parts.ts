import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { TABLE_LIMITS, TableRefused } from '../sourceTable.ts'

/** What happens while a part is read; names come without their prefix. */
export interface PartVisitor {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  close?(name: string): void
  text?(text: string): void
}

export function notWorkbook(reason: string): TableRefused {
  const message = `The file is no workbook that can be read: ${reason}.`
  return new TableRefused('XLSX_BROKEN', message, 'Open it in a spreadsheet program and save it again as XLSX or CSV.')
}

/**
 * The parts of a workbook, which is a ZIP archive. What the directory promises is added up before anything is inflated,
 * and a part that turns out larger than promised is stopped there.
 */
export class Parts {
  readonly #zip: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip
    this.#entries = entries
  }

  /** Throws TableRefused. */
  static async open(bytes: Uint8Array): Promise<Parts> {
    const entries = new Map<string, Entry>()
    let inflated = 0
    try {
      const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
        lazyEntries: true,
      })
      for await (const entry of zip.eachEntry()) {
        inflated += entry.uncompressedSize
        if (inflated > TABLE_LIMITS.inflatedBytes || entries.size >= TABLE_LIMITS.parts) throw tooLarge()
        entries.set(entry.fileName.toLowerCase(), entry)
      }
      return new Parts(zip, entries)
    } catch (error) {
      throw error instanceof TableRefused ? error : notWorkbook('it is a damaged archive')
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase())
  }

  /** Reads a part of XML as it is inflated: nothing is fetched and no entity expanded. Throws TableRefused. */
  async read(name: string, visitor: PartVisitor): Promise<void> {
    const entry = this.#entries.get(name.toLowerCase())
    if (!entry) throw notWorkbook(`its part ${name.slice(0, 100)} is missing`)
    const parser = new SaxesParser({ xmlns: false, position: false })
    parser.on('error', () => {
      throw notWorkbook('a part of it is not well-formed')
    })
    parser.on('doctype', () => {
      throw notWorkbook('a part of it has a document type')
    })
    parser.on('opentag', (tag: SaxesTagPlain) => visitor.open?.(local(tag.name), tag.attributes))
    parser.on('closetag', (tag: SaxesTagPlain) => visitor.close?.(local(tag.name)))
    parser.on('text', (text: string) => visitor.text?.(text))
    parser.on('cdata', (text: string) => visitor.text?.(text))
    const decoder = new TextDecoder()
    try {
      const stream = await this.#zip.openReadStreamPromise(entry)
      for await (const chunk of stream as AsyncIterable<Buffer>) parser.write(decoder.decode(chunk, { stream: true }))
      parser.write(decoder.decode())
      parser.close()
    } catch (error) {
      throw error instanceof TableRefused ? error : notWorkbook('a part of it is damaged')
    }
  }
}

function tooLarge(): TableRefused {
  const limit = `${TABLE_LIMITS.inflatedBytes / 1024 / 1024} MB`
  const message = `The workbook would take more than ${limit} once unpacked.`
  return new TableRefused('TABLE_TOO_LONG', message, 'Divide it into several files, or save the sheet as CSV.')
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
