import { creditTransferCode } from '../../../exchange/payment/creditTransferCode.ts'
import { virtualBarcode } from '../../../exchange/payment/virtualBarcode.ts'
import { statementAmount } from '../../../exchange/settlement/statement.ts'
import type { CalendarDate } from '../../../kernel/calendarDate.ts'
import { formatIban } from '../../../kernel/iban.ts'
import { formatReference } from '../../../kernel/referenceNumber.ts'
import { mm, PAGE, Paper, QUIET, type Style } from '../../../platform/print/paper.ts'
import type { CreditorCard } from '../../case/assignment.ts'
import type { InvoiceHead } from '../../invoice/invoice.store.ts'
import { type Charge, percentText } from '../../invoice/invoice.ts'
import { type InvoiceWords, invoiceWords } from '../../invoice/invoiceWords.ts'
import { AGENCY } from '../../party.ts'
import { drawBarcode, drawQrCode } from './codes.ts'

const PANEL = mm(62)
const QR_SIZE = mm(30)
const BARCODE = { width: mm(105), height: mm(12) }
/** Left edge and width in millimetres: day, what, count, net, rate, VAT, with VAT. */
const COLUMNS = [
  [20, 18],
  [39, 66],
  [106, 12],
  [119, 20],
  [140, 11],
  [152, 17],
  [170, 20],
] as const

export interface InvoiceContent {
  readonly head: InvoiceHead
  readonly buyer: CreditorCard
  readonly charges: readonly Charge[]
}

/** The sum and VAT of each rate, the highest first. */
function sumsByRate(charges: readonly Charge[]): { basisPoints: bigint; net: bigint; vat: bigint }[] {
  const rates = [...new Set(charges.map(({ basisPoints }) => basisPoints))].sort((left, right) => Number(right - left))
  return rates.map((basisPoints) => {
    const own = charges.filter((charge) => charge.basisPoints === basisPoints)
    const sum = (of: (charge: Charge) => bigint) => own.reduce((total, charge) => total + of(charge), 0n)
    return { basisPoints, net: sum(({ net }) => net), vat: sum(({ vat }) => vat) }
  })
}

/** What a line is for, in words. */
export function chargeText({ kind, invoiceNumber }: Charge, words: InvoiceWords): string {
  return invoiceNumber === null ? words[kind] : `${words[kind]}, ${words.invoice(invoiceNumber)}`
}

/** The invoice on paper (A4). The same invoice gives the same bytes. */
export function invoicePdf(content: InvoiceContent): Promise<Buffer> {
  const { head } = content
  const words = invoiceWords[head.language]
  const title = `${words.title} ${head.number}`
  const paper = new Paper({ title, language: head.language, createdAt: new Date(`${head.issuedOn}T00:00:00Z`) })
  drawHead(paper, content, words)
  drawLines(paper, content, words)
  drawSums(paper, content, words)
  drawPanel(paper, content, words)
  paper.onEveryPage((page, of) => {
    const y = mm(288)
    const party = `${AGENCY.name}, ${words.businessId} ${AGENCY.businessId}, ${AGENCY.vatId}, ${AGENCY.email}`
    paper.put(party, PAGE.left, y, { size: 7, colour: QUIET, width: mm(130) })
    paper.put(`${page} / ${of}`, PAGE.left, y, { size: 7, colour: QUIET, align: 'right' })
  })
  return paper.bytes()
}

function dayText(day: CalendarDate): string {
  const [year, month, date] = day.split('-')
  return `${Number(date)}.${Number(month)}.${year}`
}

function drawHead(paper: Paper, { head, buyer }: InvoiceContent, words: InvoiceWords): void {
  paper.put(AGENCY.name, PAGE.left, PAGE.top, { weight: 'bold', size: 17 })
  paper.put(`${words.title} ${head.number}`, mm(110), PAGE.top + 2, { weight: 'bold', size: 14 })
  const { address } = buyer
  const town = [address.postCode, address.town].filter(Boolean).join(' ')
  const recipient = [buyer.name, address.street ?? '', town].filter((line) => line !== '')
  paper.put(recipient.join('\n'), PAGE.left, mm(47), { size: 11, width: mm(85) })
  const facts: [string, string][] = [
    [words.issuedOn, dayText(head.issuedOn)],
    [words.dueOn, dayText(head.dueOn)],
    [words.reference, formatReference(head.reference)],
    [words.periodEnd, dayText(head.periodEnd)],
    [words.businessId, buyer.businessId],
  ]
  let y = mm(28)
  for (const [label, text] of facts) {
    paper.put(label, mm(110), y, { size: 9, colour: QUIET, width: mm(35) })
    paper.put(text, mm(146), y, { size: 9.5, width: mm(44) })
    y += mm(5.5)
  }
  paper.y = mm(78)
}

function drawRow(paper: Paper, cells: readonly string[], style: Style = {}): void {
  const size = 8.5
  const height = Math.max(
    ...COLUMNS.map(([, width], at) => paper.height(cells[at] ?? '', { size, ...style, width: mm(width) })),
  )
  paper.room(height + mm(1.3))
  for (const [at, [x, width]] of COLUMNS.entries()) {
    paper.put(cells[at] ?? '', mm(x), paper.y, { size, ...style, width: mm(width), align: at < 2 ? 'left' : 'right' })
  }
  paper.y += height + mm(1.3)
}

function drawLines(paper: Paper, { head, charges }: InvoiceContent, words: InvoiceWords): void {
  const amount = (cents: bigint) => statementAmount(cents, head.currency)
  drawRow(paper, [words.day, words.what, words.count, words.net, words.percent, words.vat, words.gross], {
    colour: QUIET,
  })
  paper.rule(paper.y)
  paper.y += mm(1.5)
  for (const charge of charges) {
    const { on, count, net, vat, basisPoints } = charge
    const percent = percentText(basisPoints).replace('.', ',')
    const sums = [amount(net), percent, amount(vat), amount(net + vat)]
    drawRow(paper, [dayText(on), chargeText(charge, words), `${count}`, ...sums])
  }
}

function drawSums(paper: Paper, { head, charges }: InvoiceContent, words: InvoiceWords): void {
  const amount = (cents: bigint) => statementAmount(cents, head.currency)
  const line = (label: string, cents: bigint, style: Style = {}) => {
    paper.room(mm(6))
    paper.put(label, mm(106), paper.y, { size: 9.5, ...style, width: mm(60) })
    paper.put(amount(cents), mm(160), paper.y, { size: 9.5, ...style, width: mm(30), align: 'right' })
    paper.y += mm(5)
  }
  paper.room(mm(30))
  paper.rule(paper.y)
  paper.y += mm(2)
  line(words.net, head.net)
  for (const { basisPoints, vat } of sumsByRate(charges))
    line(words.vatOf(percentText(basisPoints).replace('.', ',')), vat)
  line(`${words.total} ${head.currency}`, head.net + head.vat, { weight: 'bold' })
  if (head.paidByDebtors !== 0n) line(words.paidByDebtors, -head.paidByDebtors)
  line(`${words.payable} ${head.currency}`, head.payable, { weight: 'bold', size: 11 })
  if (head.way === 'NETTED') paper.write(words.netted, { size: 9, colour: QUIET })
}

/** How to pay, for people and for banks; what is set off is not to be paid, and has no codes. */
function drawPanel(paper: Paper, { head }: InvoiceContent, words: InvoiceWords): void {
  if (head.way === 'NETTED') return
  if (paper.y > PAGE.bottom - PANEL) paper.doc.addPage()
  const top = PAGE.bottom - PANEL
  paper.rule(top)
  let y = top + mm(4)
  y += paper.put(words.pay, PAGE.left, y, { weight: 'bold', size: 11 }) + mm(1.5)
  const facts: [string, string][] = [
    [words.payee, AGENCY.name],
    [words.account, formatIban(head.iban)],
    [words.reference, formatReference(head.reference)],
    [words.dueOn, dayText(head.dueOn)],
    [words.payable, `${statementAmount(head.payable, head.currency)} ${head.currency}`],
  ]
  for (const [label, text] of facts) {
    paper.put(label, PAGE.left, y + 1, { colour: QUIET, size: 9, width: mm(36) })
    y += paper.put(text, PAGE.left + mm(36), y, { size: 10.5, width: mm(90) }) + mm(0.4)
  }
  const order = {
    payee: AGENCY.name,
    iban: head.iban,
    amount: head.payable,
    reference: head.reference,
    dueOn: head.dueOn,
  }
  const code = creditTransferCode(order)
  if (code) {
    const x = PAGE.right - QR_SIZE
    drawQrCode(paper.doc, code, { x, y: top + mm(5), width: QR_SIZE })
    paper.put(words.qrCode, x, top + mm(6) + QR_SIZE, { colour: QUIET, size: 8, width: QR_SIZE })
  }
  const barcode = virtualBarcode(order)
  if (!barcode) return
  const at = PAGE.bottom - BARCODE.height - mm(4)
  paper.put(words.barcode, PAGE.left, at - mm(4.5), { colour: QUIET, size: 8 })
  drawBarcode(paper.doc, barcode, { x: PAGE.left, y: at, ...BARCODE })
  paper.put(barcode, PAGE.left, at + BARCODE.height + 1, { size: 8, colour: '#1c2024' })
}
