import { creditTransferCode } from '../../../exchange/payment/creditTransferCode.ts'
import { virtualBarcode } from '../../../exchange/payment/virtualBarcode.ts'
import { mm, PAGE, type Paper, QUIET } from '../../../platform/print/paper.ts'
import type { LetterContent } from '../letterContent.ts'
import { drawBarcode, drawQrCode } from './codes.ts'

export const PANEL_HEIGHT = mm(65)
const LABELS = mm(36)
const QR_SIZE = mm(30)
/** The length that the bank guide gives to the bar code. */
const BARCODE = { width: mm(105), height: mm(12) }

/** How to pay: at the foot of the last page, in figures for people and in codes for banks. */
export function drawPaymentPanel(paper: Paper, content: LetterContent): void {
  const { words, payment, payable, order } = content
  const top = PAGE.bottom - PANEL_HEIGHT
  paper.rule(top)
  let y = top + mm(4)
  y += paper.put(words.pay, PAGE.left, y, { weight: 'bold', size: 11 }) + mm(1.5)
  const payee = { label: words.payee.split(':')[0] ?? '', text: words.payee.slice(words.payee.indexOf(':') + 1).trim() }
  for (const { label, text } of [payee, ...payment]) {
    paper.put(label, PAGE.left, y + 1, { colour: QUIET, size: 9, width: LABELS })
    y += paper.put(text, PAGE.left + LABELS, y, { size: 10.5, width: mm(90) }) + mm(0.4)
  }
  paper.put(payable.label, PAGE.left, y + 2, { colour: QUIET, size: 9, width: LABELS })
  paper.put(payable.text, PAGE.left + LABELS, y, { weight: 'bold', size: 12, width: mm(90) })
  const barcode = order && virtualBarcode(order)
  const code = order && creditTransferCode(order)
  if (code) {
    const x = PAGE.right - QR_SIZE
    drawQrCode(paper.doc, code, { x, y: top + mm(5), width: QR_SIZE })
    paper.put(words.qrCode, x, top + mm(6) + QR_SIZE, { colour: QUIET, size: 8, width: QR_SIZE })
  }
  if (barcode) {
    const at = PAGE.bottom - BARCODE.height - mm(5)
    paper.put(words.barcode, PAGE.left, at - mm(4.5), { colour: QUIET, size: 8 })
    drawBarcode(paper.doc, barcode, { x: PAGE.left, y: at, ...BARCODE })
    // The digits are for whoever types them: banks take them instead of the bars.
    paper.put(barcode, PAGE.left, at + BARCODE.height + 2, { size: 8 })
  }
}

const SLIP_HEIGHT = mm(24)

/**
 * A barcode for each instalment after the first, so that nobody has to type an amount: above the panel while there is
 * room, then on pages of their own. `bottom`: where the panel begins.
 */
export function drawSlips(paper: Paper, { instalments }: LetterContent, bottom: number): void {
  let end = bottom
  for (const { name, day, amount, order } of instalments.slice(1)) {
    const barcode = order && virtualBarcode(order)
    if (!barcode) continue
    if (paper.y + SLIP_HEIGHT > end) {
      paper.doc.addPage()
      paper.y = mm(20)
      end = PAGE.bottom
    }
    const { y } = paper
    const facts = [name, day, amount].join('\n')
    paper.put(facts, PAGE.right - mm(55), y, { size: 10, width: mm(55) })
    drawBarcode(paper.doc, barcode, { x: PAGE.left, y, ...BARCODE })
    paper.put(barcode, PAGE.left, y + BARCODE.height + 2, { size: 8 })
    paper.y = y + SLIP_HEIGHT
  }
}
