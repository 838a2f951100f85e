import { auditOther } from '../../access/audit.ts'
import { accountMessage } from '../../exchange/messages/account.ts'
import { type FromAgency, fromAgency } from '../../exchange/messages/fromAgency.ts'
import { lockInvoices } from '../../ledger/invoice/invoice.store.ts'
import { enterService, leaveService, setAgencyStatus } from '../../ledger/invoice/serviceLink.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { actIn, numberOf } from '../assignment/agencyAct.ts'
import { allocateMoney, bookNetted, divideLines } from '../assignment/allocation.service.ts'
import { mailAnswer } from '../assignment/answerMail.ts'
import { amountOf, type Effect, effectOf, isInCurrency } from '../assignment/effect.ts'
import { tellWhatCameMeanwhile } from '../assignment/paymentLink.service.ts'
import { answerCosts } from '../cost/cost.store.ts'
import { type AccountProblem, accountKinds, applyAccountMessage } from './accountApply.ts'
import {
  anotherRuns,
  type InboxRow,
  insertEvent,
  insertLetter,
  insertPostings,
  insertSettlementLines,
  invoiceOfAssignment,
  type LockedAssignment,
  lockAssignment,
  markApplied,
  paperOf,
  setAppliedSequence,
  updateAssignment,
  waitingMessages,
} from './apply.store.ts'

/** A message that does not fit the company's copy. It is logged by code and ids alone. */
export interface ExchangeProblem {
  readonly code: 'BALANCE_DIFFERS' | 'CURRENCY_DIFFERS' | 'ANOTHER_RUNS' | 'DOCUMENT_DIFFERS' | AccountProblem
  readonly companyId: bigint
  readonly assignment: string
  readonly sequence: number
}

export type TellProblem = (problem: ExchangeProblem) => void

/**
 * Brings the agency's messages into the company's copy: each once, per assignment in the order of their sequence,
 * whatever came twice or out of order. A gap waits for what is missing.
 */
export class Application {
  readonly #database: Database
  readonly #publicUrl: string
  readonly #now: () => Date
  readonly #tell: TellProblem

  constructor(database: Database, publicUrl: string, now: () => Date, tell: TellProblem) {
    this.#database = database
    this.#publicUrl = publicUrl
    this.#now = now
    this.#tell = tell
  }

  /** One transaction per assignment: what fails in one does not hold up the others. Throws the first failure at the end. */
  async apply(companyId: bigint): Promise<void> {
    const failures: unknown[] = []
    for (const row of await this.#accountWaiting(companyId)) {
      try {
        await this.#applyAccount(companyId, row)
      } catch (error) {
        failures.push(error)
      }
    }
    for (const uid of await this.#assignmentsWaiting(companyId)) {
      try {
        const problems = await this.#database.job(companyId, (unit) => this.#applyTo(unit, companyId, uid))
        for (const problem of problems) this.#tell(problem)
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }

  async #assignmentsWaiting(companyId: bigint): Promise<string[]> {
    const rows = await this.#database.job(companyId, (unit) =>
      unit.rows<{ uid: string }>(
        `SELECT assignment AS uid FROM duetto.inbox WHERE company_id = $1 AND applied_at IS NULL AND kind <> ALL ($2)
         GROUP BY assignment ORDER BY min(id)`,
        [companyId, accountKinds],
        'duetto.assignmentsWaiting',
      ),
    )
    return rows.map((row) => row.uid)
  }

  #accountWaiting(companyId: bigint): Promise<InboxRow[]> {
    return this.#database.job(companyId, (unit) =>
      unit.rows<InboxRow>(
        `SELECT id, sequence, message FROM duetto.inbox WHERE company_id = $1 AND applied_at IS NULL AND kind = ANY ($2) ORDER BY id`,
        [companyId, accountKinds],
        'duetto.accountWaiting',
      ),
    )
  }

  async #applyAccount(companyId: bigint, row: InboxRow): Promise<void> {
    const message = accountMessage.parse(row.message)
    const code = await this.#database.job(companyId, (unit) =>
      applyAccountMessage(unit, companyId, row.id, message, this.#now()),
    )
    if (code) this.#tell({ code, companyId, assignment: message.assignment, sequence: row.sequence })
  }

  async #applyTo(unit: Unit, companyId: bigint, uid: string): Promise<ExchangeProblem[]> {
    // The invoice first, then the assignment: the order in which booking a payment locks them.
    const found = await invoiceOfAssignment(unit, companyId, uid)
    if (!found) return []
    await lockInvoices(unit, companyId, [found.invoiceId])
    const assignment = await lockAssignment(unit, companyId, uid)
    if (!assignment) return []
    const ready = consecutive(await waitingMessages(unit, companyId, uid), assignment.appliedSequence)
    const problems: ExchangeProblem[] = []
    let stage = assignment.stage
    for (const row of ready) {
      const message = fromAgency.parse(row.message)
      const effect = effectOf(message)
      const code = await this.#write(unit, companyId, { ...assignment, stage }, effect)
      await markApplied(unit, companyId, row.id, code, this.#now())
      if (code !== 'CURRENCY_DIFFERS' && code !== 'ANOTHER_RUNS')
        await this.#audit(unit, companyId, assignment, message)
      if (code !== null) problems.push({ code, companyId, assignment: uid, sequence: row.sequence })
      if (code !== 'CURRENCY_DIFFERS' && code !== 'ANOTHER_RUNS') stage = effect.state.stage
    }
    const last = ready.at(-1)
    if (last) await setAppliedSequence(unit, companyId, assignment.id, last.sequence)
    return problems
  }

  async #write(
    unit: Unit,
    companyId: bigint,
    assignment: LockedAssignment,
    effect: Effect,
  ): Promise<ExchangeProblem['code'] | null> {
    if (!isInCurrency(effect, assignment.currency)) return 'CURRENCY_DIFFERS'
    const eventId = await insertEvent(unit, companyId, assignment.id, effect.event)
    await insertPostings(unit, companyId, assignment.id, eventId, effect.postings)
    if (effect.letter) await insertLetter(unit, companyId, assignment.id, eventId, effect.letter)
    await insertSettlementLines(unit, companyId, assignment.id, effect.lines)
    await answerCosts(unit, companyId, assignment.id, effect.costs)
    const another = reopens(assignment, effect) && (await anotherRuns(unit, companyId, assignment))
    const balance = await updateAssignment(unit, companyId, assignment, another ? keptClosed(effect) : effect, eventId)
    if (another) return 'ANOTHER_RUNS'
    await this.#tellLedger(unit, companyId, assignment, effect)
    if (balance !== amountOf(effect.state.balance).minor) return 'BALANCE_DIFFERS'
    // The letter is kept by its text; its paper did not come through whole.
    return effect.letter?.document && !paperOf(effect.letter) ? 'DOCUMENT_DIFFERS' : null
  }

  /** What somebody did; a step that the agency's calendar took stands in the assignment's own history. */
  async #audit(unit: Unit, companyId: bigint, { id }: LockedAssignment, message: FromAgency): Promise<void> {
    const told = actIn(message)
    if (!told) return
    const { invoiceNumber } = (await numberOf(unit, companyId, id)) ?? {}
    const subject = { type: 'Assignment', id, ...(invoiceNumber === undefined ? {} : { name: invoiceNumber }) }
    const { isStaff, ...act } = told
    await auditOther(unit, { isStaff, now: this.#now() }, companyId, { ...act, subject })
  }

  async #tellLedger(unit: Unit, companyId: bigint, assignment: LockedAssignment, effect: Effect): Promise<void> {
    const { invoiceId } = assignment
    const { event, state, collectionStatus } = effect
    const now = this.#now()
    const kind = answerIn(event.type)
    if (kind) {
      const confirmed = event.type.endsWith('_CONFIRMED')
      const answer = { kind, assignmentId: assignment.id, uid: event.uid, confirmed, at: now }
      await mailAnswer(unit, companyId, answer, this.#publicUrl)
    }
    if (reopens(assignment, effect)) {
      await enterService(unit, companyId, [invoiceId], event.on, now)
      await tellWhatCameMeanwhile(unit, companyId, assignment.id, invoiceId, now)
    }
    if (isAboutMoney(effect)) {
      if (effect.lines.length > 0) await divideLines(unit, companyId, assignment.id)
      await bookNetted(unit, companyId, assignment, { on: event.on, now })
      await allocateMoney(unit, companyId, invoiceId, { on: event.on, now })
    }
    if (collectionStatus) await setAgencyStatus(unit, companyId, invoiceId, collectionStatus, event.on, now)
    const closes = assignment.stage !== 'CLOSED' && state.stage === 'CLOSED'
    if (closes && state.closeReason) await leaveService(unit, companyId, invoiceId, state.closeReason, event.on, now)
  }
}

/** Which question of the company an event answers. */
function answerIn(type: string): 'RECALL_ANSWERED' | 'CREDIT_LOSS_ANSWERED' | undefined {
  if (/^RECALL_(CONFIRMED|REFUSED)$/.test(type)) return 'RECALL_ANSWERED'
  if (/^CREDIT_LOSS_(CONFIRMED|REFUSED)$/.test(type)) return 'CREDIT_LOSS_ANSWERED'
  return undefined
}

/** Only these change what money has paid, or tell what it has. */
function isAboutMoney({ lines, postings, event }: Effect): boolean {
  return lines.length > 0 || postings.length > 0 || event.amount !== null
}

/** A payment that had ended the assignment was taken back: it goes on. */
function reopens(assignment: LockedAssignment, effect: Effect): boolean {
  return assignment.stage === 'CLOSED' && effect.state.stage !== 'CLOSED'
}

/** Meanwhile the company has sent the invoice again: only one of its assignments runs here. */
function keptClosed(effect: Effect): Effect {
  return { ...effect, state: { ...effect.state, stage: 'CLOSED', closeReason: 'PAID', nextStepOn: null } }
}

/** The messages that follow without a gap what was applied before. */
function consecutive(waiting: readonly InboxRow[], applied: number): InboxRow[] {
  const ready: InboxRow[] = []
  for (const row of waiting) {
    if (row.sequence !== applied + ready.length + 1) break
    ready.push(row)
  }
  return ready
}
