import { mm, PAGE, type Paper, QUIET } from '../../../platform/print/paper.ts'
import type { LetterContent } from '../letterContent.ts'

/** Two columns side by side, so that the longest plan of 36 instalments stays on the page of its letter. */
const COLUMN = mm(80)
const GAP = mm(10)
const ROW = mm(5)

/** The instalments of a payment plan: which, by which day, how much. */
export function drawInstalments(paper: Paper, { words, instalments }: LetterContent): void {
  const inColumn = instalments.length > 6 ? Math.ceil(instalments.length / 2) : instalments.length
  paper.room(mm(8) + ROW * (inColumn + 1))
  paper.write(words.instalments, { weight: 'bold', size: 11, gap: mm(1) })
  paper.rule(paper.y)
  const top = paper.y + mm(1.5)
  const columns = [instalments.slice(0, inColumn), instalments.slice(inColumn)].filter((list) => list.length > 0)
  for (const [index, list] of columns.entries()) {
    const x = PAGE.left + index * (COLUMN + GAP)
    const row = (y: number, [name, day, amount]: readonly [string, string, string], quiet: boolean) => {
      const style = quiet ? { size: 8, colour: QUIET } : {}
      paper.put(name, x, y, { ...style, width: mm(25) })
      paper.put(day, x + mm(25), y, { ...style, width: mm(25) })
      paper.put(amount, x + mm(50), y, { ...style, width: mm(30), align: 'right' })
    }
    row(top, ['', words.dueDay, words.amount], true)
    for (const [at, one] of list.entries()) row(top + ROW * (at + 0.9), [one.name, one.day, one.amount], false)
  }
  paper.y = top + ROW * (inColumn + 1) + mm(2)
}
