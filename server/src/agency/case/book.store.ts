import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { money } from '../../kernel/money.ts'
import type { Unit } from '../../platform/database/unit.ts'
import type { StepKind } from '../../statute/facts.ts'
import type { Assignment, AssignmentPatch, Book, Step } from './assignment.ts'
import { atStart } from './assignment.ts'
import { runningPlan } from './paymentPlan.store.ts'
import { policyOf } from './policy.store.ts'
import type { PostedLine } from './posting.ts'

// Letters must say where the creditor is (513/1999 5 a §): what the material lacked, newer material may have brought.
const CREDITOR = `
  CASE WHEN a.creditor #>> '{address,town}' IS NOT NULL THEN a.creditor ELSE a.creditor || coalesce(
    (SELECT jsonb_build_object('address', c.card -> 'address') FROM agency.creditor c
     WHERE c.company_id = a.company_id AND c.card #>> '{address,town}' IS NOT NULL), '{}') END`

const ASSIGNMENT = `
  a.company_id AS "companyId", a.id, a.uid, a.previous_id AS "previousId", a.service, a.after_reminder AS "afterReminder",
  a.stage, a.close_reason AS "closeReason", a.received_on AS "receivedOn", a.closed_on AS "closedOn",
  a.next_step AS "nextStep", a.next_step_on AS "nextStepOn", a.waits_for AS "waitsFor", a.term_ends_on AS "termEndsOn",
  a.reference, a.client_iban AS "clientIban", ${CREDITOR} AS creditor, a.debtor, a.invoice_number AS "invoiceNumber",
  a.invoice_reference AS "invoiceReference", a.issued_on AS "issuedOn", a.due_on AS "dueOn",
  a.invoice_total AS "invoiceTotal", a.agreed_interest::text AS "agreedInterest", a.currency,
  a.interest_to AS "interestTo", a.interest_before AS "interestBefore", a.hold, a.holds_before AS "holdsBefore",
  a.suspended_on AS "suspendedOn", a.policy_version AS "policyVersion", a.authorised_on AS "authorisedOn",
  a.authorised_by AS "authorisedBy", a.judgment_on AS "judgmentOn", a.judgment`

/** The book of an assignment, locked until the unit ends: two acts on it never overlap. */
export async function lockBook(unit: Unit, companyId: bigint, id: bigint): Promise<Book | undefined> {
  const assignment = await unit.row<Assignment>(
    `SELECT ${ASSIGNMENT} FROM agency.assignment a WHERE a.company_id = $1 AND a.id = $2 FOR UPDATE`,
    [companyId, id],
    'agency.lockAssignment',
  )
  return assignment && completeBook(unit, assignment)
}

/** The book as it is now, for looking at. */
export async function readBook(unit: Unit, companyId: bigint, id: bigint): Promise<Book | undefined> {
  const assignment = await unit.row<Assignment>(
    `SELECT ${ASSIGNMENT} FROM agency.assignment a WHERE a.company_id = $1 AND a.id = $2`,
    [companyId, id],
    'agency.readAssignment',
  )
  return assignment && completeBook(unit, assignment)
}

/** As `lockBook`, by the company side's name of the assignment. */
export async function lockBookByUid(unit: Unit, companyId: bigint, uid: string): Promise<Book | undefined> {
  const assignment = await unit.row<Assignment>(
    `SELECT ${ASSIGNMENT} FROM agency.assignment a WHERE a.company_id = $1 AND a.uid = $2 FOR UPDATE`,
    [companyId, uid],
    'agency.lockAssignmentByUid',
  )
  return assignment && completeBook(unit, assignment)
}

async function completeBook(unit: Unit, assignment: Assignment): Promise<Book> {
  const key = [assignment.companyId, assignment.id]
  const [postings, steps, plan, policy] = await Promise.all([
    unit.rows<PostingRow>(POSTINGS, key, 'agency.postings'),
    unit.rows<StepRow>(STEPS, key, 'agency.steps'),
    runningPlan(unit, assignment),
    policyOf(unit, assignment.companyId, assignment.policyVersion),
  ])
  return {
    assignment,
    postings: postings.map(lineOf),
    steps: steps.map((step) => stepOf(step, assignment.currency)),
    policy,
    ...(plan ? { plan } : {}),
  }
}

type PostingRow = {
  [Field in keyof PostedLine]-?: Exclude<PostedLine[Field], undefined> | null
}

const POSTINGS = `
  SELECT id, kind, component, beneficiary, amount, on_day AS "on", section, from_day AS "from", to_day AS "to", days,
    (rate_percent * 100)::bigint AS "basisPoints", base, payment_key AS "paymentKey", cancels_id AS "cancelsId"
  FROM agency.posting WHERE company_id = $1 AND assignment_id = $2 ORDER BY id`

function lineOf(row: PostingRow): PostedLine {
  const present = Object.entries(row).filter(([field, value]) => value !== null || field === 'section')
  return Object.fromEntries(present) as unknown as PostedLine
}

interface StepRow {
  readonly kind: StepKind
  readonly sentOn: CalendarDate
  readonly payBy: CalendarDate | null
  readonly charged: bigint
  readonly cost: bigint
  readonly byAgency: boolean
}

const STEPS = `
  SELECT kind, sent_on AS "sentOn", pay_by AS "payBy", charged, cost, by_agency AS "byAgency" FROM agency.step
  WHERE company_id = $1 AND assignment_id = $2 ORDER BY sent_on, id`

function stepOf(row: StepRow, currency: string): Step {
  return {
    kind: row.kind,
    sentOn: row.sentOn,
    charged: money(row.charged, currency),
    cost: money(row.cost, currency),
    byAgency: row.byAgency,
    ...(row.payBy === null ? {} : { payBy: row.payBy }),
  }
}

/** What makes a new assignment; everything else of it starts empty. */
export type NewAssignment = Omit<Assignment, 'id' | keyof typeof atStart>

export async function insertAssignment(unit: Unit, made: NewAssignment): Promise<Assignment> {
  const row = await unit.row<{ id: bigint }>(
    `INSERT INTO agency.assignment (company_id, uid, previous_id, service, after_reminder, stage, close_reason, received_on,
       closed_on, next_step, next_step_on, waits_for, reference, client_iban, creditor, debtor, debtor_kind, invoice_number,
       invoice_reference, issued_on, due_on, invoice_total, agreed_interest, currency, interest_before, policy_version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)
     RETURNING id`,
    [
      made.companyId,
      made.uid,
      made.previousId,
      made.service,
      made.afterReminder,
      made.stage,
      made.closeReason,
      made.receivedOn,
      made.closedOn,
      made.nextStep,
      made.nextStepOn,
      made.waitsFor,
      made.reference,
      made.clientIban,
      JSON.stringify(made.creditor),
      JSON.stringify(made.debtor),
      made.debtor.kind,
      made.invoiceNumber,
      made.invoiceReference,
      made.issuedOn,
      made.dueOn,
      made.invoiceTotal,
      made.agreedInterest,
      made.currency,
      made.interestBefore,
      made.policyVersion,
    ],
    'agency.insertAssignment',
  )
  if (!row) throw new Error('The assignment was not stored.')
  return { ...made, id: row.id, ...atStart }
}

const COLUMNS: Readonly<Record<keyof AssignmentPatch, string>> = {
  stage: 'stage',
  closeReason: 'close_reason',
  closedOn: 'closed_on',
  nextStep: 'next_step',
  nextStepOn: 'next_step_on',
  waitsFor: 'waits_for',
  termEndsOn: 'term_ends_on',
  dueOn: 'due_on',
  interestTo: 'interest_to',
  surveillance: 'surveillance',
  hold: 'hold',
  holdsBefore: 'holds_before',
  suspendedOn: 'suspended_on',
  debtor: 'debtor',
  authorisedOn: 'authorised_on',
  authorisedBy: 'authorised_by',
  judgmentOn: 'judgment_on',
  judgment: 'judgment',
}

export async function patchAssignment(
  unit: Unit,
  { companyId, id }: Assignment,
  patch: AssignmentPatch,
): Promise<void> {
  const fields = Object.keys(patch) as (keyof AssignmentPatch)[]
  if (fields.length === 0) return
  const sets = fields.map((field, index) => `${COLUMNS[field]} = $${index + 3}`)
  const values = fields.map((field) => (field === 'debtor' ? JSON.stringify(patch.debtor) : (patch[field] ?? null)))
  await unit.rows(`UPDATE agency.assignment SET ${sets.join(', ')} WHERE company_id = $1 AND id = $2`, [
    companyId,
    id,
    ...values,
  ])
}
