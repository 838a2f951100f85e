import { auditStaff } from '../../access/staffAudit.ts'
import type { Result } from '../../kernel/result.ts'
import { err, NotFound, ok } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { askStatement, type StatementAnswer } from '../../statute/debtStatement.ts'
import { type Assignment, hasAddress } from '../case/assignment.ts'
import { lockBook } from '../case/book.store.ts'
import type { CaseKey } from '../case/caseDesk.ts'
import { balanceOn } from '../case/caseView.ts'
import { insertEvent } from '../case/record.ts'
import { filePaper } from '../letter/letter.store.ts'
import { loadPractice } from '../practice.ts'
import { staffActor, staffReader } from '../staff.ts'
import { debtsOf, type HeldDebt, insertStatement, statementDays } from './debtStatement.store.ts'
import { type StatedDebt, statedDebt, statementContent, statementText } from './statementContent.ts'
import { statementPdf } from './statementPdf.ts'

/** What a statement asked for on an assignment would state. */
export interface StatementOffer {
  /** The debtor is known by its business ID: all its debts are stated, and nobody chooses. */
  readonly isKnown: boolean
  readonly others: readonly HeldDebt[]
  /** By the statements that had this debt, or any other of the business, in them. */
  readonly answer: StatementAnswer
}

export interface StatementWish {
  /** Which of the others are the same person's, as staff have made sure. */
  readonly others: readonly CaseKey[]
  /** Staff know that the year's free one has been given. */
  readonly again: boolean
}

const isSame = (one: CaseKey, other: CaseKey) => one.companyId === other.companyId && one.id === other.id

/**
 * Statements of debts (513/1999 4 a §): a letter to the debtor alone with every debt that the agency holds. No creditor is
 * told: it would learn of the others.
 */
export class DebtStatements {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Undefined: the debt has ended. Staff only. */
  offer(scope: Scope, key: CaseKey): Promise<StatementOffer | undefined> {
    return this.#database.agency(staffReader(scope), async (unit) => {
      const debts = await debtsOf(unit, key)
      const own = debts.find((debt) => isSame(debt, key))
      if (!own) return undefined
      const answer = askStatement(await statementDays(unit, [key]), scope.today)
      return { isKnown: own.isKnown, others: debts.filter((debt) => debt !== own), answer }
    })
  }

  /**
   * Errors: ASSIGNMENT_CLOSED, NOT_THE_SAME_DEBTOR, ADDRESS_MISSING, STATEMENT_GIVEN_BEFORE, RATE_UNKNOWN. Throws NotFound
   * for an unknown assignment.
   */
  give(scope: Scope, key: CaseKey, wish: StatementWish): Promise<Result<CaseKey>> {
    const actor = staffActor(scope)
    return this.#database.agency(actor, async (unit) => {
      const debts = await debtsOf(unit, key)
      const own = debts.find((debt) => isSame(debt, key))
      const chosen = debts.filter(
        (debt) => debt === own || own?.isKnown || wish.others.some((one) => isSame(one, debt)),
      )
      const books = await lockAll(unit, own ? chosen : [key])
      const asked = books.find(({ assignment }) => isSame(assignment, key))
      if (!asked) throw new NotFound('There is no such assignment.')
      if (!own) return err({ code: 'ASSIGNMENT_CLOSED', message: 'The assignment has ended. Nothing is owed on it.' })
      if (!wish.others.every((one) => chosen.some((debt) => isSame(one, debt)))) return notTheSame()
      if (isUnreachable(asked.assignment)) return noAddress()
      const answer = askStatement(await statementDays(unit, chosen), scope.today)
      if (!answer.isFree && !wish.again) return givenBefore(answer)
      const practice = await loadPractice(unit)
      const stated: StatedDebt[] = []
      for (const book of books) {
        const { lines, problem } = balanceOn(book, scope.today, practice)
        if (problem !== null) return err({ code: 'RATE_UNKNOWN', message: problem })
        stated.push(statedDebt(book.assignment, lines))
      }
      await this.#write(unit, scope, asked.assignment, stated, answer)
      return ok(key)
    })
  }

  async #write(unit: Unit, scope: Scope, asked: Assignment, stated: StatedDebt[], answer: StatementAnswer) {
    const on = scope.today
    const { companyId, id, currency, invoiceNumber, debtor } = asked
    const event = await insertEvent(
      unit,
      asked,
      { type: 'DEBT_STATEMENT', on, amount: null, note: null },
      this.#clock.now(),
    )
    const content = statementContent(debtor, stated, { on, section: answer.section })
    const inCurrency = stated.filter(({ assignment }) => assignment.currency === currency)
    const { letterId } = await filePaper(unit, asked, event.id, {
      ...{ kind: 'DEBT_STATEMENT', sentOn: on, dueOn: on, channel: 'PRINT', language: debtor.language },
      total: inCurrency.reduce((sum, { figures }) => sum + figures.open, 0n),
      body: statementText(content),
      pdf: await statementPdf(content),
    })
    await insertStatement(unit, { companyId, assignmentId: id, letterId }, stated, on)
    await auditStaff(unit, scope, {
      action: 'DEBT_STATEMENT_GIVEN',
      companyId,
      assignmentId: id,
      subject: { type: 'StaffAssignment', id, name: invoiceNumber },
      after: { debts: String(stated.length), free: answer.isFree ? 'true' : 'false' },
    })
  }
}

/** In the order of their ids, so that two statements never wait for each other. */
async function lockAll(unit: Unit, keys: readonly CaseKey[]) {
  const books = []
  for (const { companyId, id } of keys) books.push(await lockBook(unit, companyId, id))
  return books.flatMap((book) => book ?? [])
}

function isUnreachable({ debtor, hold, holdsBefore }: Assignment): boolean {
  return [hold, ...holdsBefore].includes('MAIL_RETURNED') || !hasAddress(debtor)
}

function notTheSame() {
  const message = 'One of the debts is not among those of the same debtor. Read the list again.'
  return err({ code: 'NOT_THE_SAME_DEBTOR', message, field: 'otherIds' })
}

function noAddress() {
  return err({ code: 'ADDRESS_MISSING', message: 'The statement goes by post, and the address is not known.' })
}

function givenBefore({ lastGivenOn, freeFrom, section }: StatementAnswer) {
  const message = `A statement was given on ${lastGivenOn}. By law the next one is free from ${freeFrom} (${section}); confirm that another is given, without charge.`
  return err({ code: 'STATEMENT_GIVEN_BEFORE', message, field: 'again' })
}
