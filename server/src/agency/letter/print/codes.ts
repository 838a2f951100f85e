import bwipjs from 'bwip-js/node'
import { create } from 'qrcode'

interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Draws digits as Code 128, two in a symbol. Needs white on both sides, ten of the narrowest bars wide. */
export function drawBarcode(doc: PDFKit.PDFDocument, digits: string, { x, y, width, height }: Place): void {
  const [code] = bwipjs.raw({ bcid: 'code128', text: digits })
  if (!code || !('sbs' in code)) throw new Error('Code 128 is made of bars.')
  const modules = code.sbs.reduce((sum, modulesOfBar) => sum + modulesOfBar, 0)
  const unit = width / modules
  let at = x
  for (const [index, wide] of code.sbs.entries()) {
    if (index % 2 === 0) doc.rect(at, y, wide * unit, height)
    at += wide * unit
  }
  doc.fill('black')
}

/** Draws text as a QR code, error correction M as the guideline of credit transfers asks. */
export function drawQrCode(doc: PDFKit.PDFDocument, text: string, { x, y, width }: Omit<Place, 'height'>): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const unit = width / modules.size
  for (let row = 0; row < modules.size; row++) {
    for (let from = 0; from < modules.size; from++) {
      if (!modules.get(row, from)) continue
      let to = from + 1
      while (to < modules.size && modules.get(row, to)) to++
      doc.rect(x + from * unit, y + row * unit, (to - from) * unit, unit)
      from = to
    }
  }
  doc.fill('black')
}
