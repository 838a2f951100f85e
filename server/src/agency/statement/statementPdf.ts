import { mm, PAGE, Paper, QUIET, type Style } from '../../platform/print/paper.ts'
import type { ClaimLine } from '../letter/letterContent.ts'
import { belowHead, drawFoot, drawLetterhead } from '../letter/print/letterhead.ts'
import { type DebtContent, type FigureTexts, figureNames, type StatementContent } from './statementContent.ts'

const AMOUNT = mm(34)
/** What a row of figures is about, then the five figures. */
const NAME = mm(50)
const FIGURE = mm(24)

/** The statement on paper (A4), the recipient where a window envelope shows it. The same content gives the same bytes. */
export function statementPdf(content: StatementContent): Promise<Buffer> {
  const { title, language, sentOn, words, lead, notices, contact } = content
  const paper = new Paper({ title: `Duetto: ${title}`, language, createdAt: new Date(`${sentOn}T00:00:00Z`) })
  paper.y = belowHead(drawLetterhead(paper, content))
  for (const text of lead) paper.write(text, { size: 10, gap: mm(1.5) })
  paper.y += mm(2)
  for (const debt of content.debts) drawDebt(paper, debt, figureNames(words))
  drawTotals(paper, content)
  for (const text of notices) paper.write(text, { size: 8.5, gap: mm(1) })
  paper.write(contact, { size: 8.5, weight: 'bold' })
  paper.onEveryPage((number, of) => drawFoot(paper, contact, content.page(number, of)))
  return paper.bytes()
}

function drawDebt(paper: Paper, { title, facts, basis, claim, figures }: DebtContent, names: FigureTexts): void {
  paper.room(mm(42))
  paper.rule(paper.y)
  paper.y += mm(1.5)
  paper.write(title, { weight: 'bold', size: 11, gap: mm(0.5) })
  for (const { label, text } of facts) paper.write(`${label}: ${text}`)
  paper.write(basis, { gap: mm(1.5) })
  for (const line of claim) drawLine(paper, line)
  drawFigures(paper, '', names, { size: 8, colour: QUIET })
  drawFigures(paper, '', figures, { size: 9 })
  paper.y += mm(4)
}

function drawLine(paper: Paper, { what, why, section, amount }: ClaimLine): void {
  const width = PAGE.right - PAGE.left - AMOUNT
  const law = section === null ? '' : ` [${section}]`
  const text = `${what}${why === null ? '' : `: ${why}`}${law}`
  paper.room(paper.height(text, { width }))
  paper.put(amount, PAGE.right - AMOUNT, paper.y, { align: 'right', width: AMOUNT })
  paper.write(text, { width, gap: mm(0.6) })
}

/** All debts side by side, and what they are together. */
function drawTotals(paper: Paper, { debts, totals, words }: StatementContent): void {
  paper.room(mm(16) + mm(6) * totals.length)
  paper.rule(paper.y)
  paper.y += mm(1.5)
  drawFigures(paper, words.inAll, figureNames(words), { size: 8, colour: QUIET })
  for (const { title, creditor, figures } of debts) drawFigures(paper, `${title}, ${creditor}`, figures, { size: 8.5 })
  paper.rule(paper.y)
  paper.y += mm(1)
  for (const total of totals) drawFigures(paper, words.inAll, total, { size: 8.5, weight: 'bold' })
  paper.y += mm(3)
}

/** A row: its name and the five figures. */
function drawFigures(paper: Paper, name: string, texts: FigureTexts, style: Style): void {
  const height = Math.max(
    paper.height(name, { ...style, width: NAME - mm(2) }),
    ...texts.map((text) => paper.height(text, { ...style, width: FIGURE })),
  )
  paper.room(height + mm(1))
  if (name !== '') paper.put(name, PAGE.left, paper.y, { ...style, width: NAME - mm(2) })
  for (const [index, text] of texts.entries()) {
    const x = PAGE.left + NAME + FIGURE * index
    paper.put(text, x, paper.y, { ...style, width: FIGURE, align: 'right' })
  }
  paper.y += height + mm(1)
}
