import { createHash } from 'node:crypto'
import type { MessageLetter, MessagePosting } from '../../exchange/messages/fromAgency.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { amountOf, type Effect, type EffectEvent, type SettlementLine } from '../assignment/effect.ts'

/** What applying needs of an assignment, read under its lock. */
export interface LockedAssignment {
  readonly id: bigint
  readonly uid: string
  readonly invoiceId: bigint
  readonly currency: string
  readonly stage: string
  readonly appliedSequence: number
}

export interface InboxRow {
  readonly id: bigint
  readonly sequence: number
  readonly message: unknown
}

export function invoiceOfAssignment(
  unit: Unit,
  companyId: bigint,
  uid: string,
): Promise<{ invoiceId: bigint } | undefined> {
  return unit.row(
    'SELECT invoice_id AS "invoiceId" FROM duetto.assignment WHERE company_id = $1 AND uid = $2',
    [companyId, uid],
    'duetto.invoiceOfAssignment',
  )
}

export function lockAssignment(unit: Unit, companyId: bigint, uid: string): Promise<LockedAssignment | undefined> {
  return unit.row(
    `SELECT id, uid, invoice_id AS "invoiceId", currency, stage, applied_sequence AS "appliedSequence"
     FROM duetto.assignment WHERE company_id = $1 AND uid = $2 FOR UPDATE`,
    [companyId, uid],
    'duetto.lockAssignment',
  )
}

export async function anotherRuns(unit: Unit, companyId: bigint, assignment: LockedAssignment): Promise<boolean> {
  const row = await unit.row(
    `SELECT 1 FROM duetto.assignment WHERE company_id = $1 AND invoice_id = $2 AND stage <> 'CLOSED' AND id <> $3`,
    [companyId, assignment.invoiceId, assignment.id],
    'duetto.anotherRuns',
  )
  return row !== undefined
}

/** Messages not yet applied, in the order of the sender; there may be gaps. */
export function waitingMessages(unit: Unit, companyId: bigint, uid: string): Promise<InboxRow[]> {
  return unit.rows(
    `SELECT id, sequence, message FROM duetto.inbox
     WHERE company_id = $1 AND assignment = $2 AND applied_at IS NULL ORDER BY sequence`,
    [companyId, uid],
    'duetto.waitingMessages',
  )
}

export async function markApplied(
  unit: Unit,
  companyId: bigint,
  inboxId: bigint,
  problem: string | null,
  now: Date,
): Promise<void> {
  await unit.rows(
    // The paper of a letter is filed by itself; the message keeps its digest.
    `UPDATE duetto.inbox SET applied_at = $3, problem = $4,
       message = CASE WHEN message #>> '{body,letter,document,content}' IS NULL THEN message
         ELSE jsonb_set(message, '{body,letter,document,content}', 'null') END
     WHERE company_id = $1 AND id = $2`,
    [companyId, inboxId, now, problem],
    'duetto.markApplied',
  )
}

export async function setAppliedSequence(
  unit: Unit,
  companyId: bigint,
  assignmentId: bigint,
  sequence: number,
): Promise<void> {
  await unit.rows(
    'UPDATE duetto.assignment SET applied_sequence = $3 WHERE company_id = $1 AND id = $2',
    [companyId, assignmentId, sequence],
    'duetto.setAppliedSequence',
  )
}

export async function insertEvent(
  unit: Unit,
  companyId: bigint,
  assignmentId: bigint,
  event: EffectEvent,
): Promise<bigint> {
  const { amount, note } = event
  const detail = {
    ...(amount ? { amount: amount.minor.toString(), currency: amount.currency } : {}),
    ...(note ? { note } : {}),
  }
  const row = await unit.row<{ id: bigint }>(
    `INSERT INTO duetto.assignment_event (company_id, assignment_id, uid, type, on_day, at, detail)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [companyId, assignmentId, event.uid, event.type, event.on, event.at, JSON.stringify(detail)],
    'duetto.insertEvent',
  )
  return (row as { id: bigint }).id
}

export async function insertPostings(
  unit: Unit,
  companyId: bigint,
  assignmentId: bigint,
  eventId: bigint,
  postings: readonly MessagePosting[],
): Promise<void> {
  if (postings.length === 0) return
  const rows = postings.map((posting) => ({
    uid: posting.id,
    kind: posting.kind,
    component: posting.component,
    beneficiary: posting.beneficiary,
    amount: amountOf(posting.amount).minor.toString(),
    currency: posting.amount.currency,
    on: posting.on,
    section: posting.section,
    detail: {
      from: posting.from,
      to: posting.to,
      days: posting.days,
      ratePercent: posting.ratePercent,
      base: posting.base && amountOf(posting.base).minor.toString(),
    },
  }))
  await unit.rows(
    `INSERT INTO duetto.posting (company_id, assignment_id, event_id, uid, kind, component, beneficiary, amount, currency, on_day, section, detail)
     SELECT $1, $2, $3, r.uid, r.kind, r.component, r.beneficiary, r.amount, r.currency, r."on", r.section, jsonb_strip_nulls(r.detail)
     FROM jsonb_to_recordset($4::jsonb) AS r (uid uuid, kind text, component text, beneficiary text, amount bigint, currency text,
       "on" date, section text, detail jsonb)`,
    [companyId, assignmentId, eventId, JSON.stringify(rows)],
    'duetto.insertPostings',
  )
}

export async function insertLetter(
  unit: Unit,
  companyId: bigint,
  assignmentId: bigint,
  eventId: bigint,
  letter: MessageLetter,
): Promise<void> {
  const total = amountOf(letter.total)
  const row = await unit.row<{ id: bigint }>(
    `INSERT INTO duetto.letter (company_id, assignment_id, event_id, uid, kind, sent_on, due_on, channel, language, total, currency, body)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`,
    [
      companyId,
      assignmentId,
      eventId,
      letter.id,
      letter.kind,
      letter.sentOn,
      letter.dueOn,
      letter.channel,
      letter.language,
      total.minor,
      total.currency,
      letter.body,
    ],
    'duetto.insertLetter',
  )
  const paper = paperOf(letter)
  if (!row || !paper) return
  await unit.rows(
    'INSERT INTO duetto.letter_document (company_id, letter_id, sha256, content) VALUES ($1, $2, $3, $4)',
    [companyId, row.id, Buffer.from(letter.document?.sha256 ?? '', 'hex'), paper],
    'duetto.insertLetterDocument',
  )
}

/** The bytes of a letter's paper, if they are those that its digest names. */
export function paperOf({ document }: MessageLetter): Buffer | undefined {
  if (!document?.content) return undefined
  const bytes = Buffer.from(document.content, 'base64')
  const isWhole = createHash('sha256').update(bytes).digest('hex') === document.sha256
  return isWhole ? bytes : undefined
}

export async function insertSettlementLines(
  unit: Unit,
  companyId: bigint,
  assignmentId: bigint,
  lines: readonly SettlementLine[],
): Promise<void> {
  for (const line of lines) {
    await unit.rows(
      `INSERT INTO duetto.settlement_line (company_id, settlement_uid, ordinal, assignment_id, settled_on, reference, amount, currency,
         kind, share, costs, vat, vat_netted)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        companyId,
        line.settlementUid,
        line.ordinal,
        assignmentId,
        line.settledOn,
        line.reference,
        line.amount.minor,
        line.amount.currency,
        line.kind,
        line.share.minor,
        line.costs.minor,
        line.vat.minor,
        line.vatNetted.minor,
      ],
      'duetto.insertSettlementLine',
    )
  }
}

const COLLECTED = `e.type = 'PAYMENT_TO_AGENCY' AND p.beneficiary = 'CREDITOR'
  AND p.kind IN ('PAYMENT', 'REVERSAL', 'REALLOCATION', 'REFUND')`

/** The postings of the assignment $2 by part, and what the agency's payments paid of the company's own. */
const SUMS = `
  SELECT coalesce(sum(p.amount) FILTER (WHERE p.component = 'PRINCIPAL'), 0)::bigint AS principal,
    coalesce(sum(p.amount) FILTER (WHERE p.component = 'COSTS'), 0)::bigint AS costs,
    coalesce(sum(p.amount) FILTER (WHERE p.component = 'INTEREST'), 0)::bigint AS interest,
    coalesce(-sum(p.amount) FILTER (WHERE ${COLLECTED} AND p.component = 'PRINCIPAL'), 0)::bigint AS "collectedPrincipal",
    coalesce(-sum(p.amount) FILTER (WHERE ${COLLECTED} AND p.component = 'INTEREST'), 0)::bigint AS "collectedInterest",
    coalesce(-sum(p.amount) FILTER (WHERE ${COLLECTED} AND p.component = 'COSTS'), 0)::bigint AS "collectedCosts"
  FROM duetto.posting p LEFT JOIN duetto.assignment_event e ON e.company_id = p.company_id AND e.id = p.event_id
  WHERE p.company_id = $1 AND p.assignment_id = $2`

/** Collected is what the agency says; of one that does not say, what its payments paid. */
const UPDATE = `
  UPDATE duetto.assignment a SET
    principal_open = s.principal, costs_open = s.costs, interest_open = s.interest, balance = s.principal + s.costs + s.interest,
    stage = $3, close_reason = $4, hold = $5, closed_on = CASE WHEN $3 = 'CLOSED' THEN coalesce(a.closed_on, $13) END, next_step_on = $6,
    agency_reference = coalesce($7, a.agency_reference), agency_iban = coalesce($8, a.agency_iban),
    recall_state = coalesce($9, a.recall_state), credit_loss_state = coalesce($10, a.credit_loss_state),
    newest_event_id = $11, newest_event_type = $12, newest_event_on = $13, newest_event_at = $14,
    surveillance = a.surveillance OR $15,
    collected_principal = coalesce($16, s."collectedPrincipal"), collected_interest = coalesce($17, s."collectedInterest"),
    collected_costs = coalesce($18, s."collectedCosts")
  FROM (${SUMS}) s
  WHERE a.company_id = $1 AND a.id = $2
  RETURNING a.balance`

/** Writes what the message says of the assignment, with open amounts that are the sums of its postings. Returns the balance. */
export async function updateAssignment(
  unit: Unit,
  companyId: bigint,
  assignment: LockedAssignment,
  effect: Effect,
  eventId: bigint,
): Promise<bigint> {
  const { event, state, agency, collected } = effect
  const isClosed = state.stage === 'CLOSED'
  const values = [
    ...[companyId, assignment.id],
    ...[state.stage, isClosed ? state.closeReason : null, isClosed ? null : (state.hold ?? null), state.nextStepOn],
    ...[agency?.reference ?? null, agency?.iban ?? null, effect.recall, effect.creditLoss],
    ...[eventId, event.type, event.on, event.at],
    ...[effect.surveillance, collected?.principal ?? null, collected?.interest ?? null, collected?.costs ?? null],
  ]
  const row = await unit.row<{ balance: bigint }>(UPDATE, values, 'duetto.updateAssignment')
  return (row as { balance: bigint }).balance
}
