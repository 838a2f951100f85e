import { mm, PAGE, type Paper, QUIET } from '../../../platform/print/paper.ts'

/** Where a window envelope shows the recipient. */
export const WINDOW = mm(47)
export const MIDDLE = mm(110)
export const COLUMN = mm(80)

export interface Letterhead {
  readonly title: string
  readonly day: string
  readonly recipient: readonly string[]
}

/** What every letter of the agency begins with. Returns where the recipient ends: a long address goes below the window. */
export function drawLetterhead(paper: Paper, { title, day, recipient }: Letterhead): number {
  paper.put('Duetto', PAGE.left, PAGE.top, { weight: 'bold', size: 17 })
  paper.put(title, MIDDLE, PAGE.top + 2, { weight: 'bold', size: 14, width: COLUMN })
  paper.put(day, MIDDLE, PAGE.top + mm(9), { size: 10, width: COLUMN })
  return WINDOW + paper.put(recipient.join('\n'), PAGE.left, WINDOW, { size: 11, width: mm(85) })
}

/** Where what a letter says begins: below the window, and below a head that goes on beneath it. */
export function belowHead(end: number): number {
  return Math.max(mm(79), end + mm(4))
}

/** What stands at the foot of every page of a letter. */
export function drawFoot(paper: Paper, contact: string, page: string): void {
  const y = mm(289)
  paper.put(contact, PAGE.left, y, { size: 8, colour: QUIET, width: mm(120) })
  paper.put(page, PAGE.right - mm(40), y, { size: 8, colour: QUIET, align: 'right', width: mm(40) })
}
