import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/** What a person and a bank's app read from a letter. */
export interface ReadLetter {
  /** The lines of all pages, from top to bottom as they were written. */
  readonly text: string
  readonly pages: number
  /** The digits of the bank barcode, read off the page as it looks. */
  readonly barcode: string | undefined
  /** All of them on the page, in no order. */
  readonly barcodes: readonly string[]
  /** The lines of the QR code, read off the page as it looks. */
  readonly qrCode: readonly string[] | undefined
  /** How far below the top of its page each piece of text stands, in points. */
  readonly places: ReadonlyMap<string, number>
  /** A picture of the last page. */
  readonly png: Buffer
}

const require = createRequire(import.meta.url)
prepareZXingModule({
  overrides: { wasmBinary: readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm')).buffer as ArrayBuffer },
})

/** Pixels per point: about 200 dots an inch, what an office scanner makes. */
const SCALE = 2.8

interface Canvas {
  readonly canvas: { toBuffer(type: 'image/png'): Buffer; readonly width: number; readonly height: number }
  readonly context: { getImageData(x: number, y: number, width: number, height: number): ImageData }
}

/** Reads a letter without anything of the product: text from the file, codes from the picture of its last page, or of `seen`. */
export async function readLetter(pdf: Uint8Array, seen?: number): Promise<ReadLetter> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const texts: string[] = []
  const places = new Map<string, number>()
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    const top = page.getViewport({ scale: 1 }).height
    for (const item of items) if ('str' in item) places.set(item.str, top - (item.transform[5] as number))
    texts.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''))
  }
  const page = await document.getPage(seen ?? document.numPages)
  const viewport = page.getViewport({ scale: SCALE })
  const factory = document.canvasFactory as { create(width: number, height: number): Canvas }
  const made = factory.create(Math.ceil(viewport.width), Math.ceil(viewport.height))
  await page.render({ canvas: made.canvas as never, canvasContext: made.context as never, viewport }).promise
  const { width, height } = made.canvas
  const found = await readBarcodes(made.context.getImageData(0, 0, width, height), { formats: ['Code128', 'QRCode'] })
  const read = {
    text: texts.join('\n'),
    pages: document.numPages,
    places,
    barcodes: found.flatMap(({ format, text }) => (format === 'Code128' ? [text] : [])),
    barcode: found.find(({ format }) => format === 'Code128')?.text,
    qrCode: found.find(({ format }) => format === 'QRCode')?.text.split('\n'),
    png: made.canvas.toBuffer('image/png'),
  }
  await document.destroy()
  return read
}
