import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font, type GlyphRun } from 'fontkit'
import PDFDocument from 'pdfkit'

const MM = 72 / 25.4
/** Points per millimetre times millimetres. */
export const mm = (millimetres: number): number => millimetres * MM

export const PAGE = {
  width: mm(210),
  height: mm(297),
  left: mm(20),
  right: mm(190),
  top: mm(15),
  bottom: mm(284),
} as const

const INK = '#1c2024'
export const QUIET = '#5b6470'
const RULE = '#c9ced6'

export type Weight = 'regular' | 'bold'

/** Source Sans 3, under the SIL Open Font License: embedded, so that a printer needs no font of its own. */
const FILES: Readonly<Record<Weight, string>> = {
  regular: '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  bold: '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
}

const read = new Map<Weight, Font>()

/** Read once: taking a font file apart costs more than a whole letter. */
function font(weight: Weight): Font {
  const known = read.get(weight)
  if (known) return known
  const made = create(readFileSync(createRequire(import.meta.url).resolve(FILES[weight]))) as Font
  made.layout = remembered(made.layout.bind(made))
  read.set(weight, made)
  return made
}

/** More words than the fixed wording of all letters has. */
const MOST_WORDS = 5_000

/** Letters share nearly all their words, and shaping one costs more than drawing it. */
function remembered(layout: Font['layout']): Font['layout'] {
  const words = new Map<string, GlyphRun>()
  return (word, ...options) => {
    const known = words.get(word) ?? layout(word, ...options)
    if (words.size < MOST_WORDS) words.set(word, known)
    // Whoever draws it scales the positions in place.
    const positions = known.positions.map((position) => ({ ...position }))
    return Object.assign(Object.create(Object.getPrototypeOf(known)), known, { positions })
  }
}

export interface Style {
  readonly size?: number
  readonly weight?: Weight
  readonly colour?: string
  readonly width?: number
  readonly align?: 'left' | 'right'
}

export interface PaperInfo {
  readonly title: string
  readonly language: string
  /** Stands in the file instead of the moment of writing: the same letter has the same bytes and hash. */
  readonly createdAt: Date
}

/** Pages on which text flows downward. Places are in points from the upper left corner. */
export class Paper {
  readonly doc: PDFKit.PDFDocument
  /** Where the next line goes. */
  y: number = PAGE.top
  readonly #chunks: Buffer[] = []
  readonly #done: Promise<void>

  constructor({ title, language, createdAt }: PaperInfo) {
    this.doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      lang: language,
      displayTitle: true,
      bufferPages: true,
      font: font('regular') as unknown as string,
      info: { Title: title, Author: 'Duetto', Creator: 'Duetto', Producer: 'Duetto', CreationDate: createdAt },
    })
    // Under a name of its own each is looked up, not compared with all others at every change.
    for (const weight of ['regular', 'bold'] as const) this.doc.registerFont(weight, font(weight) as unknown as string)
    this.doc.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
    this.#done = new Promise((resolve, reject) => this.doc.once('end', resolve).once('error', reject))
  }

  /** Writes at a place without moving on. Returns the height used. */
  put(text: string, x: number, y: number, style: Style = {}): number {
    const { width = PAGE.right - x, align = 'left' } = style
    this.#style(style)
    this.doc.text(text, x, y, { width, align })
    return this.doc.y - y
  }

  /** Writes below what stands there, on a new page when this one is full. */
  write(text: string, style: Style & { readonly x?: number; readonly gap?: number } = {}): void {
    const { x = PAGE.left, gap = 0 } = style
    this.#style(style)
    this.room(this.doc.heightOfString(text, { width: style.width ?? PAGE.right - x }))
    this.y += this.put(text, x, this.y, style) + gap
  }

  /** Begins a page unless there is so much room left on this one. */
  room(height: number): void {
    if (this.y + height <= PAGE.bottom) return
    this.doc.addPage()
    this.y = mm(25)
  }

  height(text: string, style: Style): number {
    this.#style(style)
    return this.doc.heightOfString(text, { width: style.width ?? PAGE.right - PAGE.left })
  }

  rule(y: number, from: number = PAGE.left, to: number = PAGE.right): void {
    this.doc.moveTo(from, y).lineTo(to, y).lineWidth(0.6).strokeColor(RULE).stroke()
  }

  /** Does something on every page when all are there, with its number and how many there are. */
  onEveryPage(work: (number: number, of: number) => void): void {
    const { count } = this.doc.bufferedPageRange()
    for (let page = 0; page < count; page++) {
      this.doc.switchToPage(page)
      work(page + 1, count)
    }
  }

  async bytes(): Promise<Buffer> {
    this.doc.end()
    await this.#done
    return Buffer.concat(this.#chunks)
  }

  #style({ size = 9, weight = 'regular', colour = INK }: Style): void {
    this.doc.font(weight).fontSize(size).fillColor(colour)
  }
}
