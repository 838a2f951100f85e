import { mm, PAGE, Paper, QUIET, type Style } from '../../../platform/print/paper.ts'
import type { ClaimLine, Labelled, LetterContent } from '../letterContent.ts'
import { drawInstalments } from './instalments.ts'
import { belowHead, COLUMN, drawFoot, drawLetterhead, MIDDLE, WINDOW } from './letterhead.ts'
import { drawPaymentPanel, drawSlips, PANEL_HEIGHT } from './paymentPanel.ts'

const AMOUNT = mm(34)

/**
 * The letter on paper (A4): the recipient where a window envelope shows it, then what the law asks for, then how to pay.
 * The same content gives the same bytes.
 */
export function letterPdf(content: LetterContent): Promise<Buffer> {
  const { title, language, sentOn, words } = content
  const paper = new Paper({ title: `Duetto: ${title}`, language, createdAt: new Date(`${sentOn}T00:00:00Z`) })
  paper.y = belowHead(drawHead(paper, content))
  paper.write(words.sender, { gap: mm(3) })
  for (const [index, text] of content.lead.entries()) paper.write(text, { size: 10.5, gap: mm(2), ...first(index) })
  if (content.lead.length > 0) paper.y += mm(2)
  if (content.ownText !== null) paper.write(content.ownText, { gap: mm(4) })
  drawParties(paper, content)
  if (content.claim.length > 0) drawClaim(paper, content)
  if (content.instalments.length > 0) drawInstalments(paper, content)
  drawNotices(paper, content)
  if (content.payment.length > 0) {
    if (paper.y > PAGE.bottom - PANEL_HEIGHT) {
      paper.doc.addPage()
      paper.y = mm(20)
    }
    drawPaymentPanel(paper, content)
    drawSlips(paper, content, PAGE.bottom - PANEL_HEIGHT)
  }
  paper.onEveryPage((number, of) => drawFoot(paper, content.contact, words.page(number, of)))
  return paper.bytes()
}

/** The first sentence is what matters. */
const first = (index: number): Style => (index === 0 ? { weight: 'bold' } : {})

/** Returns where it ends: a long name and address may go below the window. */
function drawHead(paper: Paper, content: LetterContent): number {
  const { payment, words, isPreview } = content
  const end = drawLetterhead(paper, content)
  if (isPreview) paper.put(words.preview, MIDDLE, PAGE.top + mm(15), { weight: 'bold', size: 10, colour: '#b3261e' })
  let y = WINDOW
  for (const { label, text } of payment) y += drawFact(paper, MIDDLE, y, { label, text })
  return Math.max(end, y)
}

/** A small label above its text; returns the height. */
function drawFact(paper: Paper, x: number, y: number, { label, text }: Labelled): number {
  const ofLabel = paper.put(label, x, y, { size: 8, colour: QUIET, width: COLUMN })
  return ofLabel + paper.put(text, x, y + ofLabel, { width: COLUMN }) + mm(1.2)
}

/** Who is owed, and for what, side by side. */
function drawParties(paper: Paper, content: LetterContent): void {
  const { words, creditor, creditorAddress, basis, originalReference } = content
  const [first, ...others] = creditor
  const left: Labelled[] = [
    ...(first ? [{ label: first.label, text: [first.text, creditorAddress.join(', ')].join('\n') }] : []),
    ...others,
  ]
  const right: Labelled[] = [
    { label: words.basis, text: basis },
    ...(originalReference === null ? [] : [{ label: words.original, text: originalReference }]),
  ]
  paper.room(mm(30))
  const top = paper.y
  const column = (x: number, facts: readonly Labelled[]) =>
    facts.reduce((y, fact) => y + drawFact(paper, x, y, fact), top)
  paper.y = Math.max(column(PAGE.left, left), column(MIDDLE, right)) + mm(2)
}

function drawClaim(paper: Paper, { words, claim, total }: LetterContent): void {
  paper.room(mm(20))
  paper.write(words.claim, { weight: 'bold', size: 11, gap: mm(1) })
  paper.rule(paper.y)
  paper.y += mm(1.5)
  for (const line of claim) drawClaimLine(paper, line)
  paper.room(mm(10))
  paper.rule(paper.y)
  paper.y += mm(1.5)
  paper.put(total, PAGE.right - AMOUNT, paper.y, { weight: 'bold', size: 11, align: 'right', width: AMOUNT })
  paper.write(words.total, { weight: 'bold', size: 11, width: mm(120), gap: mm(3) })
}

function drawClaimLine(paper: Paper, { what, why, section, amount }: ClaimLine): void {
  const width = PAGE.right - PAGE.left - AMOUNT
  const law = section === null ? '' : ` [${section}]`
  const detail = why === null ? '' : `${why}${law}`
  const ofDetail = detail === '' ? 0 : paper.height(detail, { size: 8.5, width })
  paper.room(mm(5) + ofDetail)
  paper.put(amount, PAGE.right - AMOUNT, paper.y, { align: 'right', width: AMOUNT })
  paper.write(why === null ? `${what}${law}` : what, { width })
  if (detail !== '') paper.write(detail, { size: 8.5, colour: QUIET, width })
  paper.y += mm(0.8)
}

function drawNotices(paper: Paper, { notices, contact, rights }: LetterContent): void {
  const style = { size: 8.5, gap: mm(1) }
  for (const text of notices) paper.write(text, style)
  paper.write(contact, { ...style, weight: 'bold' })
  for (const text of rights) paper.write(text, style)
}
