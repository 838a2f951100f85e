import { ACCESS } from './truth/access.ts'
import { AGENCY_CASES } from './truth/agencyCases.ts'
import { AGENCY_MONEY } from './truth/agencyMoney.ts'
import { IMPORTS } from './truth/imports.ts'
import { LEDGER } from './truth/ledger.ts'
import { PAYMENTS } from './truth/payments.ts'
import { PORTFOLIO } from './truth/portfolio.ts'
import type { Question } from './truth/question.ts'
import { SERVICE } from './truth/service.ts'

/*
 * Who gets what from every root field, about one company: a table a subject, each in its file of truth/. The columns are
 * the actors by what they are to that company:
 *
 *   nobody      not signed in
 *   admin       its COMPANY_ADMINISTRATOR
 *   keeper      its BOOKKEEPER
 *   auditor     its AUDITOR
 *   payroll     its PAYROLL_ACCOUNTANT
 *   member      member of a Master-ID that it is linked to
 *   former      member of a Master-ID whose link to it has ended
 *   stranger    COMPANY_ADMINISTRATOR of another company
 *   reader      the admin's API token that may only read
 *   elsewhere   the admin's API token limited to another company
 *   staff       a SUPERVISOR of the agency without a company
 *
 * The cells: ok (an answer), null, none (an empty list), NS (UNAUTHENTICATED: not signed in), NA (FORBIDDEN: not
 * allowed), NF (NOT_FOUND: does not exist), or !CODE for a refusal in the payload: !AA (ALREADY_ACTIVE), and of a
 * document in a file !NR (NO_RIGHT) and !UN (its company is unknown: ACCOUNT_UNKNOWN, SELLER_NOT_IN_SCOPE).
 */
const TRUTHS = [ACCESS, LEDGER, PAYMENTS, IMPORTS, SERVICE, PORTFOLIO, AGENCY_CASES, AGENCY_MONEY]

/** How each root field is asked. */
export const QUESTIONS: Readonly<Record<string, Question>> = Object.fromEntries(
  TRUTHS.flatMap(({ questions }) => Object.entries(questions)),
)

/** Each root field with what every actor gets of it. */
export const ANSWERS = TRUTHS.flatMap(({ answers }) => readTable(answers))

export interface Cell {
  readonly actor: string
  readonly answer: string
}

function readTable(table: string): (readonly [field: string, cells: readonly Cell[]])[] {
  const [[, ...actors] = [], ...rows] = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  return rows.map(([field = '', ...given]) => {
    const [only = ''] = given
    // A single cell with a star stands for every actor.
    const answers = given.length === 1 && only.endsWith('*') ? actors.map(() => only.slice(0, -1)) : given
    if (answers.length !== actors.length) throw new Error(`${field} has ${answers.length} cells of ${actors.length}.`)
    return [field, actors.map((actor, column) => ({ actor, answer: answers[column] ?? '' }))]
  })
}
