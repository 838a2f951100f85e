import type { CalendarDate } from '../../kernel/calendarDate.ts'
import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'
import { newestLetter } from '../letter/letterDraft.ts'
import type { Practice } from '../settings.ts'
import type { AssignmentPatch, Book, Draft } from './assignment.ts'
import { withDraft } from './assignment.ts'
import type { LadderEvent, LadderState, Target } from './ladder.ts'
import { heldAfter, targetOf } from './ladder.ts'
import { goOn } from './step.ts'

/** Where the table of the ladder has an assignment. */
export function ladderStateOf(book: Book): LadderState {
  const { stage, hold } = book.assignment
  if (stage === 'CLOSED') return 'CLOSED'
  return hold ?? newestLetter(book)?.rung ?? 'RECEIVED'
}

/** Whether an act is possible where the assignment stands, and where it leads. */
export function moveTo(book: Book, event: LadderEvent): Result<Target> {
  const state = ladderStateOf(book)
  if (state === 'CLOSED') {
    return err({ code: 'ASSIGNMENT_CLOSED', message: 'The assignment has ended. Nothing is done on it any more.' })
  }
  const target = targetOf(state, event)
  if (!target || (event === 'SUSPEND' && book.assignment.debtor.kind !== 'CONSUMER')) {
    return err({ code: 'NOT_IN_THIS_STATE', message: `${event} is not possible in ${state}.` })
  }
  return ok(target)
}

export type Told = Pick<Draft, 'type' | 'note'> &
  Partial<Pick<Draft, 'amount' | 'lines' | 'step' | 'plan' | 'planEnd' | 'letter'>>

/** Puts a hold on the assignment, or lifts it, and plans what comes next from there. */
export function moved(
  book: Book,
  target: Target,
  told: Told,
  on: CalendarDate,
  practice: Practice,
  more: AssignmentPatch = {},
) {
  const held = heldAfter(book.assignment, target)
  const endsPlan = book.plan && held.hold !== 'PLAN' && !held.holdsBefore.includes('PLAN')
  const planEnd = told.planEnd ?? (endsPlan ? 'ENDED' : undefined)
  const draft: Draft = {
    on,
    amount: null,
    lines: [],
    ...told,
    ...(planEnd ? { planEnd } : {}),
    patch: { ...more, ...held },
  }
  const { plan, ...rest } = book
  const after = withDraft(planEnd || !plan ? rest : book, draft)
  return { ...draft, patch: { ...draft.patch, ...goOn(after, on, practice) } }
}
