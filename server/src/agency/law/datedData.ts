import { z } from 'zod'
import type { AuditAction } from '../../access/audit.ts'
import { auditStaff } from '../../access/staffAudit.ts'
import { day } from '../../exchange/messages/envelope.ts'
import type { CalendarDate } from '../../kernel/calendarDate.ts'
import { parseDecimal } from '../../kernel/money.ts'
import type { Result, UserError } from '../../kernel/result.ts'
import { err, NotFound, ok } from '../../kernel/result.ts'
import type { Scope } from '../../kernel/scope.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Unit } from '../../platform/database/unit.ts'
import { enteredRates } from '../../platform/referenceRate.ts'
import { tellPriceLists } from '../road/priceListRoad.ts'
import { staffActor, staffReader } from '../staff.ts'
import type { NewPriceList, Proposal, ProposalKind } from './datedData.store.ts'
import {
  closeProposal,
  insertPriceList,
  insertProposal,
  isPriceListDay,
  listProposals,
  lockProposal,
  proposalOf,
} from './datedData.store.ts'
import { checkRate, type NewRate, storeRate } from './rateRules.ts'

const rateContent = z.object({ from: day, percent: z.string(), source: z.string() })
const priceContent = z.object({
  validFrom: day,
  transferFee: z.string(),
  recallFee: z.string(),
  vatPercent: z.string(),
})

/** Figures that bind everybody. One of the staff puts them forward, another brings them into force. */
export class DatedData {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Staff only. Those that wait first, then the newest decided. */
  list(scope: Scope): Promise<Proposal[]> {
    return this.#database.agency(staffReader(scope), listProposals)
  }

  /** Staff only. Errors: those of `checkRate`, and ALREADY_PROPOSED. */
  proposeRate(scope: Scope, given: NewRate): Promise<Result<Proposal>> {
    const { from, percent, source } = given
    return this.#propose(scope, 'REFERENCE_RATE', from, { from, percent, source: source.trim() }, async (unit) => {
      const checked = checkRate({ ...given, isDemo: false }, await enteredRates(unit))
      return checked.ok ? undefined : checked.error
    })
  }

  /** Staff only. Errors: DAY_PASSED, LIST_EXISTS, FEE_INVALID, PERCENT_INVALID, ALREADY_PROPOSED. */
  proposePriceList(scope: Scope, given: NewPriceList): Promise<Result<Proposal>> {
    return this.#propose(scope, 'PRICE_LIST', given.validFrom, given, (unit) =>
      checkPriceList(unit, given, scope.today),
    )
  }

  /**
   * Staff only. Brings a figure into force; not for who put it forward. Throws NotFound. Errors: ALREADY_DECIDED,
   * SAME_PERSON, and those of proposing it, for what has changed meanwhile.
   */
  approve(scope: Scope, id: bigint): Promise<Result<Proposal>> {
    return this.#decide(scope, id, 'APPROVED', async (unit, proposal, userId) => {
      if (proposal.proposedBy === userId) {
        return { code: 'SAME_PERSON', message: 'Another of the staff than who put it forward must approve it.' }
      }
      return proposal.kind === 'REFERENCE_RATE'
        ? this.#enterRate(unit, proposal, userId, scope.today)
        : this.#enterPriceList(unit, proposal, scope.today)
    })
  }

  /** Staff only. Anybody may take a proposal from the table, also who put it there. Errors: ALREADY_DECIDED. */
  reject(scope: Scope, id: bigint): Promise<Result<Proposal>> {
    return this.#decide(scope, id, 'REJECTED', async () => undefined)
  }

  async #enterRate(
    unit: Unit,
    { content }: Proposal,
    userId: bigint,
    today: CalendarDate,
  ): Promise<UserError | undefined> {
    const given = rateContent.parse(content) as Omit<NewRate, 'isDemo'>
    const checked = checkRate({ ...given, isDemo: false }, await enteredRates(unit))
    if (!checked.ok) return checked.error
    await storeRate(unit, checked.value, userId, { today, now: this.#clock.now() })
    return undefined
  }

  async #enterPriceList(unit: Unit, { content }: Proposal, today: CalendarDate): Promise<UserError | undefined> {
    const given = priceContent.parse(content) as NewPriceList
    const refusal = await checkPriceList(unit, given, today)
    if (!refusal) await insertPriceList(unit, given)
    return refusal
  }

  #propose(
    scope: Scope,
    kind: ProposalKind,
    validFrom: CalendarDate,
    content: object,
    check: (unit: Unit) => Promise<UserError | undefined>,
  ): Promise<Result<Proposal>> {
    const actor = staffActor(scope)
    return this.#database.agency(actor, async (unit) => {
      const refusal = await check(unit)
      if (refusal) return err(refusal)
      const id = await insertProposal(unit, { kind, validFrom, content, proposedBy: actor.userId }, this.#clock.now())
      if (id === undefined) {
        return err({ code: 'ALREADY_PROPOSED', message: 'A proposal for that day waits already.' })
      }
      await auditProposal(unit, scope, PROPOSED[kind], { kind, validFrom, content, id }, { state: 'WAITING' })
      return ok((await proposalOf(unit, id)) as Proposal)
    })
  }

  #decide(
    scope: Scope,
    id: bigint,
    state: 'APPROVED' | 'REJECTED',
    act: (unit: Unit, proposal: Proposal, userId: bigint) => Promise<UserError | undefined>,
  ): Promise<Result<Proposal>> {
    const actor = staffActor(scope)
    return this.#database.agency(actor, async (unit) => {
      await lockProposal(unit, id)
      const proposal = await proposalOf(unit, id)
      if (!proposal) throw new NotFound('There is no such proposal.')
      if (proposal.state !== 'WAITING') {
        return err({ code: 'ALREADY_DECIDED', message: 'The proposal has been decided before.' })
      }
      const refusal = await act(unit, proposal, actor.userId)
      if (refusal) return err(refusal)
      await closeProposal(unit, id, state, actor.userId, this.#clock.now())
      if (state === 'APPROVED' && proposal.kind === 'PRICE_LIST') await tellPriceLists(unit, null, this.#clock.now())
      const action = state === 'APPROVED' ? 'PROPOSAL_APPROVED' : 'PROPOSAL_REJECTED'
      await auditProposal(unit, scope, action, proposal, { state, proposedBy: proposal.proposedByName })
      return ok((await proposalOf(unit, id)) as Proposal)
    })
  }
}

const PROPOSED: Readonly<Record<ProposalKind, AuditAction>> = {
  REFERENCE_RATE: 'REFERENCE_RATE_PROPOSED',
  PRICE_LIST: 'PRICE_LIST_PROPOSED',
}

/** With the figures themselves: they are published, and nobody's. */
async function auditProposal(
  unit: Unit,
  scope: Scope,
  action: AuditAction,
  { id, kind, validFrom, content }: Pick<Proposal, 'id' | 'kind' | 'validFrom' | 'content'>,
  more: { readonly state: string; readonly proposedBy?: string },
): Promise<void> {
  const figures = Object.fromEntries(Object.entries(content).map(([name, value]) => [name, String(value)]))
  const subject = { type: 'Proposal', id, name: `${kind} ${validFrom}` }
  const before = action.endsWith('PROPOSED') ? {} : { before: { state: 'WAITING' } }
  await auditStaff(unit, scope, { action, subject, ...before, after: { kind, ...figures, ...more } })
}

/** Cents. No price list has come near it: a larger one is mistyped. */
const LARGEST_FEE = 100_000n

async function checkPriceList(unit: Unit, given: NewPriceList, today: CalendarDate): Promise<UserError | undefined> {
  if (given.validFrom <= today) {
    return { code: 'DAY_PASSED', message: 'A price list begins tomorrow or later.', field: 'validFrom' }
  }
  for (const field of ['transferFee', 'recallFee'] as const) {
    const fee = parseDecimal(given[field])
    if (!fee || fee.minor < 0n || fee.minor > LARGEST_FEE)
      return { code: 'FEE_INVALID', message: 'A fee is an amount of euros, at most 1,000.00.', field }
  }
  if (!/^\d{1,2}(\.\d{1,2})?$/.test(given.vatPercent)) {
    return { code: 'PERCENT_INVALID', message: 'VAT is a percent of at most two decimals.', field: 'vatPercent' }
  }
  if (await isPriceListDay(unit, given.validFrom)) {
    return { code: 'LIST_EXISTS', message: 'A price list of that day is in force already.', field: 'validFrom' }
  }
  return undefined
}
