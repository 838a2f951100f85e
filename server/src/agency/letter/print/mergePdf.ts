import { PDFDocument } from '@cantoo/pdf-lib'

export interface MergedPdf {
  readonly content: Buffer
  readonly pages: number
}

/** One file of several, each beginning on a page of its own. The same files give the same bytes. */
export async function mergePdf(files: readonly Uint8Array[], title: string, at: Date): Promise<MergedPdf> {
  const merged = await PDFDocument.create({ updateMetadata: false })
  merged.setTitle(title)
  merged.setCreationDate(at)
  for (const file of files) {
    const source = await PDFDocument.load(file, { updateMetadata: false })
    for (const page of await merged.copyPages(source, source.getPageIndices())) merged.addPage(page)
  }
  return { content: Buffer.from(await merged.save({ useObjectStreams: true })), pages: merged.getPageCount() }
}
