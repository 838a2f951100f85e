import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { parseDecimal } from '../../kernel/money.ts'
import type { Unit } from '../../platform/database/unit.ts'

export const proposalKinds = ['REFERENCE_RATE', 'PRICE_LIST'] as const
export type ProposalKind = (typeof proposalKinds)[number]
export const proposalStates = ['WAITING', 'APPROVED', 'REJECTED'] as const
export type ProposalState = (typeof proposalStates)[number]

/** Fees as decimal euros without VAT; the percent as an exact decimal. */
export interface NewPriceList {
  readonly validFrom: CalendarDate
  readonly transferFee: string
  readonly recallFee: string
  readonly vatPercent: string
}

export interface NewProposal {
  readonly kind: ProposalKind
  readonly validFrom: CalendarDate
  readonly content: object
  readonly proposedBy: bigint
}

export interface Proposal extends NewProposal {
  readonly id: bigint
  readonly state: ProposalState
  readonly proposedAt: Date
  readonly proposedByName: string
  readonly decidedAt: Date | null
  readonly decidedByName: string | null
}

const PROPOSAL = `
  SELECT p.id, p.kind, p.valid_from AS "validFrom", p.content, p.state, p.proposed_by AS "proposedBy", p.proposed_at AS "proposedAt",
    coalesce(b.name, '') AS "proposedByName", p.decided_at AS "decidedAt", d.name AS "decidedByName"
  FROM agency.proposal p
  LEFT JOIN access.app_user b ON b.id = p.proposed_by LEFT JOIN access.app_user d ON d.id = p.decided_by`

export function listProposals(unit: Unit): Promise<Proposal[]> {
  return unit.rows<Proposal>(
    `${PROPOSAL} ORDER BY (p.state <> 'WAITING'), p.id DESC LIMIT 50`,
    [],
    'agency.listProposals',
  )
}

export function proposalOf(unit: Unit, id: bigint): Promise<Proposal | undefined> {
  return unit.row<Proposal>(`${PROPOSAL} WHERE p.id = $1`, [id], 'agency.proposalOf')
}

/** Nobody else decides on it until the unit ends. */
export async function lockProposal(unit: Unit, id: bigint): Promise<void> {
  await unit.rows('SELECT 1 FROM agency.proposal WHERE id = $1 FOR UPDATE', [id], 'agency.lockProposal')
}

/** Undefined when one for the same day waits already. */
export async function insertProposal(unit: Unit, given: NewProposal, at: Date): Promise<bigint | undefined> {
  const row = await unit.row<{ id: bigint }>(
    `INSERT INTO agency.proposal (kind, valid_from, content, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING id`,
    [given.kind, given.validFrom, JSON.stringify(given.content), given.proposedBy, at],
    'agency.insertProposal',
  )
  return row?.id
}

export async function closeProposal(
  unit: Unit,
  id: bigint,
  state: Exclude<ProposalState, 'WAITING'>,
  userId: bigint,
  at: Date,
): Promise<void> {
  await unit.rows(
    'UPDATE agency.proposal SET state = $2, decided_by = $3, decided_at = $4 WHERE id = $1',
    [id, state, userId, at],
    'agency.closeProposal',
  )
}

export async function isPriceListDay(unit: Unit, validFrom: CalendarDate): Promise<boolean> {
  const row = await unit.row(
    'SELECT 1 FROM platform.price_list WHERE valid_from = $1',
    [validFrom],
    'agency.isPriceListDay',
  )
  return row !== undefined
}

export async function insertPriceList(unit: Unit, given: NewPriceList): Promise<void> {
  const cents = (amount: string) => parseDecimal(amount)?.minor
  await unit.rows(
    `INSERT INTO platform.price_list (valid_from, currency, transfer_fee, recall_fee, vat_percent)
     VALUES ($1, 'EUR', $2, $3, $4)`,
    [given.validFrom, cents(given.transferFee), cents(given.recallFee), given.vatPercent],
    'agency.insertPriceList',
  )
}
