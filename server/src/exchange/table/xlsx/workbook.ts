import { notWorkbook, type Parts } from './parts.ts'

export interface Workbook {
  /** The part of the first sheet that is not hidden. */
  readonly sheet: string
  readonly hasOtherSheets: boolean
  /** Days are counted from 1904 and not from 1900. */
  readonly from1904: boolean
  readonly strings: readonly string[]
  /** For each style of a cell, whether it shows a number as a day. */
  readonly showsDay: readonly boolean[]
}

export async function readWorkbook(parts: Parts): Promise<Workbook> {
  const sheets: { id: string; hidden: boolean }[] = []
  let from1904 = false
  await parts.read('xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = isTrue(attributes.date1904)
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1]
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden'
      if (id) sheets.push({ id, hidden })
    },
  })
  const visible = sheets.filter((sheet) => !sheet.hidden)
  const first = visible[0] ?? sheets[0]
  if (!first) throw notWorkbook('it has no sheet')
  return {
    sheet: await partOf(parts, first.id),
    hasOtherSheets: visible.length > 1,
    from1904,
    strings: await readStrings(parts),
    showsDay: await readStyles(parts),
  }
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}

async function partOf(parts: Parts, id: string): Promise<string> {
  let target: string | undefined
  await parts.read('xl/_rels/workbook.xml.rels', {
    open(name, attributes) {
      if (name === 'Relationship' && attributes.Id === id) target = attributes.Target
    },
  })
  if (!target) throw notWorkbook('its sheet is missing')
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

async function readStrings(parts: Parts): Promise<string[]> {
  const strings: string[] = []
  if (!parts.has('xl/sharedStrings.xml')) return strings
  let text = ''
  let isText = false
  // Readings of Chinese characters stand beside the text.
  let inReading = false
  await parts.read('xl/sharedStrings.xml', {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') inReading = true
      isText = name === 't'
    },
    close(name) {
      if (name === 'si') strings.push(text)
      if (name === 'rPh') inReading = false
      isText = false
    },
    text(piece) {
      if (isText && !inReading) text += piece
    },
  })
  return strings
}

/** Formats that a workbook need not define (ECMA-376, 18.8.30): days, and days with a time. */
function isBuiltInDay(id: number): boolean {
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
}

/** Whether a format code of the workbook's own shows a day: it names years or days, or months without hours. */
export function isDayFormat(code: string): boolean {
  const signs = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '').split(';')[0] ?? ''
  if (/^general$/i.test(signs)) return false
  return /[yd]/i.test(signs) || (/m/i.test(signs) && !/[hs]/i.test(signs))
}

async function readStyles(parts: Parts): Promise<boolean[]> {
  const showsDay: boolean[] = []
  if (!parts.has('xl/styles.xml')) return showsDay
  const own = new Map<number, boolean>()
  let inCells = false
  await parts.read('xl/styles.xml', {
    open(name, attributes) {
      if (name === 'numFmt') own.set(Number(attributes.numFmtId), isDayFormat(attributes.formatCode ?? ''))
      if (name === 'cellXfs') inCells = true
      if (name !== 'xf' || !inCells) return
      const id = Number(attributes.numFmtId ?? 0)
      showsDay.push(own.get(id) ?? isBuiltInDay(id))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return showsDay
}
