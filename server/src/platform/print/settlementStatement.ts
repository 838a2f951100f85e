import type { SettlementStatement, StatementLanguage, StatementLine } from '../../exchange/settlement/statement.ts'
import { statementAmount, statementWords } from '../../exchange/settlement/statement.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { mm, PAGE, Paper, QUIET } from './paper.ts'

interface Column {
  readonly x: number
  readonly width: number
  readonly align: 'left' | 'right'
}

const column = (from: number, width: number, align: Column['align'] = 'left'): Column => ({
  x: mm(from),
  width: mm(width),
  align,
})
/** Debtor, invoice, reference, share, costs, VAT, paid: millimetres from the left edge. */
const COLUMNS = [
  column(20, 44),
  column(66, 26),
  column(93, 25),
  column(118, 20, 'right'),
  column(139, 17, 'right'),
  column(157, 14, 'right'),
  column(171, 19, 'right'),
] as const
const GAP = mm(1.4)
const MARGIN = mm(2)

function dayText(day: CalendarDate): string {
  const [year, month, date] = day.split('-')
  return `${Number(date)}.${Number(month)}.${year}`
}

/** A row of cells as high as its highest, on a new page when it does not fit. */
function row(paper: Paper, cells: readonly string[], style: { weight?: 'bold'; colour?: string } = {}): void {
  const size = 8
  const height = Math.max(
    ...cells.map((text, index) => paper.height(text, { size, ...style, width: COLUMNS[index]?.width ?? 0 })),
  )
  paper.room(height + GAP)
  for (const [index, text] of cells.entries()) {
    const at = COLUMNS[index]
    if (at) paper.put(text, at.x, paper.y, { size, ...style, width: at.width, align: at.align })
  }
  paper.y += height + GAP
}

function cellsOf(line: StatementLine, currency: string, carried: string): string[] {
  const { debtorName, invoiceNumber, reference, kind, share, costs, vat, paid } = line
  const invoice = kind === 'CARRIED' ? `${invoiceNumber} (${carried})` : invoiceNumber
  return [
    debtorName,
    invoice,
    reference ?? '',
    ...[share, costs, vat, paid].map((sum) => statementAmount(sum, currency)),
  ]
}

/** The statement on paper: the same statement in the same language has the same bytes. */
export function statementPdf(statement: SettlementStatement, language: StatementLanguage): Promise<Buffer> {
  const words = statementWords[language]
  const { creditorName, businessId, settledOn, currency, lines, setOffs, amount, vat, vatNetted, uid } = statement
  const title = `${words.title} ${dayText(settledOn)}`
  const paper = new Paper({ title, language, createdAt: new Date(`${settledOn}T00:00:00Z`) })
  paper.write('Duetto', { size: 9, colour: QUIET, gap: mm(4) })
  paper.write(title, { size: 16, weight: 'bold', gap: mm(2) })
  paper.write(`${creditorName}, ${words.businessId} ${businessId}`, { size: 10 })
  paper.write(uid, { size: 8, colour: QUIET, gap: mm(5) })
  const head = [words.debtor, words.invoice, words.reference, words.share, words.costs, words.vat, words.paid]
  row(paper, head, { colour: QUIET })
  paper.rule(paper.y - GAP / 2)
  paper.y += MARGIN
  for (const line of lines) row(paper, cellsOf(line, currency, words.carried))
  for (const { number, amount: held } of setOffs) {
    row(paper, [words.setOff(number), '', '', '', '', '', statementAmount(-held, currency)])
  }
  paper.room(mm(14))
  paper.rule(paper.y)
  paper.y += MARGIN
  const sum = (of: (line: StatementLine) => bigint) =>
    statementAmount(
      lines.reduce((total, line) => total + of(line), 0n),
      currency,
    )
  const sums = [sum(({ share }) => share), sum(({ costs }) => costs), statementAmount(vat, currency)]
  row(paper, [`${words.total} ${currency}`, '', '', ...sums, statementAmount(amount, currency)], { weight: 'bold' })
  const note = vatNetted === 0n ? words.vatInvoiced : words.vatNetted
  if (vat !== 0n) paper.write(`${note}: ${statementAmount(vat, currency)} ${currency}.`, { size: 8, colour: QUIET })
  paper.onEveryPage((number, of) => {
    paper.put(`${number} / ${of}`, PAGE.left, PAGE.bottom, { size: 7, colour: QUIET, align: 'right' })
  })
  return paper.bytes()
}
