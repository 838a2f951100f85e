import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NotAllowed, NotFound, NotSignedIn } from '../../server/src/kernel/result.ts'
import type { UserScope } from '../../server/src/kernel/scope.ts'
import { type AgencyBench, agencyBench } from '../kit/agency.ts'
import { nobody } from '../kit/people.ts'

let bench: AgencyBench
beforeAll(async () => {
  bench = await agencyBench('2026-01-20')
})
afterAll(() => bench.close())

const euro = (amount: string) => ({ amount, currency: 'EUR' })

async function waiting(invoiceNumber: string) {
  const requests = await bench.agency.desk.requests(bench.staff)
  const request = requests.find((found) => found.invoiceNumber === invoiceNumber)
  if (!request) throw new Error('No such request waits.')
  return request
}

async function answer(invoiceNumber: string, confirm: boolean) {
  const { kind, companyId, id } = await waiting(invoiceNumber)
  const answered = await bench.agency.desk.answer(bench.staff, { kind, companyId, id, confirm, note: null })
  await bench.settle()
  return answered
}

describe('recall (an invoice sent by mistake)', () => {
  it('stops letters while it waits; confirmed, it takes back costs not paid and charges them with the fee', async () => {
    const assignment = await bench.open({ number: 'W-1', afterReminder: 'CONTINUE' })
    await bench.runTo('2026-02-01')
    await bench.send(assignment, 'RECALL_REQUEST', { reason: 'Sent by mistake', requestedOn: bench.today() })
    await bench.runTo('2026-03-01')
    expect(bench.story(assignment).at(-1)).toBe('2026-01-30 REMINDER_SENT 105.36 → REMINDER 105.36 REMINDED')
    expect(await waiting('W-1')).toMatchObject({
      kind: 'RECALL',
      balance: 10_536n,
      unpaidCosts: 500n,
      reason: 'Sent by mistake',
    })
    expect((await answer('W-1', true)).ok).toBe(true)
    expect(bench.story(assignment).at(-1)).toBe(
      '2026-03-01 RECALL_ANSWER CONFIRMED charged 30.00 → CLOSED RECALLED 100.36',
    )
    expect(bench.balance(assignment)).toBe('100.36')
  })

  it('costs nothing when no letter has gone', async () => {
    const assignment = await bench.open({ number: 'W-2', dueOn: '2026-03-10' })
    await bench.send(assignment, 'RECALL_REQUEST', { reason: 'Sent by mistake', requestedOn: bench.today() })
    await answer('W-2', true)
    expect(bench.story(assignment).at(-1)).toContain('CONFIRMED charged 0.00 → CLOSED RECALLED 100.00')
  })

  it('charges only the part of the costs that the debtor has not paid', async () => {
    const assignment = await bench.open({ number: 'W-3', dueOn: '2026-02-12', issuedOn: '2026-01-20' })
    await bench.agency.calendar.advance(bench.today())
    const total = BigInt(bench.balance(assignment).replace('.', ''))
    await bench.settle()
    expect(bench.story(assignment).at(-1)).toContain('REMINDER_SENT')
    const left = BigInt(bench.balance(assignment).replace('.', '')) - 200n
    expect(left).toBeGreaterThan(total)
    const amount = `${left / 100n}.${(left % 100n).toString().padStart(2, '0')}`
    await bench.send(assignment, 'DIRECT_PAYMENT', { paymentId: 'w3', amount: euro(amount), paidOn: bench.today() })
    await bench.send(assignment, 'RECALL_REQUEST', { reason: 'Settled between us', requestedOn: bench.today() })
    await answer('W-3', true)
    expect(bench.story(assignment).at(-1)).toContain('CONFIRMED charged 27.00 → CLOSED RECALLED 0.00')
  })

  it('refused, lets the letters go on', async () => {
    const assignment = await bench.open({ number: 'W-4', dueOn: '2026-02-10', issuedOn: '2026-01-20' })
    await bench.send(assignment, 'RECALL_REQUEST', { reason: 'Perhaps wrong', requestedOn: bench.today() })
    await answer('W-4', false)
    await bench.runTo('2026-03-03')
    expect(bench.story(assignment).slice(1)).toEqual([
      '2026-03-01 RECALL_ANSWER REFUSED charged 0.00 → RECEIVED 100.00',
      expect.stringContaining('2026-03-02 REMINDER_SENT'),
    ])
  })

  it('of what has ended is refused by itself', async () => {
    const assignment = await bench.open({ number: 'W-5' })
    await bench.send(assignment, 'CREDIT_NOTE', { number: 'H1', amount: euro('100.00'), creditedOn: '2026-01-10' })
    await bench.send(assignment, 'RECALL_REQUEST', { reason: 'Too late', requestedOn: bench.today() })
    expect(bench.story(assignment).at(-1)).toContain('RECALL_ANSWER REFUSED charged 0.00 ALREADY_CLOSED → CLOSED PAID')
  })
})

describe('credit loss', () => {
  it('confirmed, ends the assignment and takes back the agency’s costs', async () => {
    const assignment = await bench.open({ number: 'W-6', dueOn: '2026-01-16' })
    await bench.runTo('2026-03-05')
    await bench.send(assignment, 'CREDIT_LOSS_REQUEST', { reason: 'Bankrupt', requestedOn: bench.today() })
    await answer('W-6', true)
    expect(bench.story(assignment).at(-1)).toMatch(/CREDIT_LOSS_ANSWER CONFIRMED → CLOSED CREDIT_LOSS 101\.\d\d$/)
  })

  it('is answered once', async () => {
    const assignment = await bench.open({ number: 'W-7' })
    await bench.send(assignment, 'CREDIT_LOSS_REQUEST', { reason: 'Bankrupt', requestedOn: bench.today() })
    const { kind, companyId, id } = await waiting('W-7')
    await answer('W-7', true)
    const again = await bench.agency.desk.answer(bench.staff, { kind, companyId, id, confirm: false, note: null })
    expect(again).toMatchObject({ ok: false, error: { code: 'ALREADY_ANSWERED' } })
    expect(bench.toldOf(assignment).filter((message) => message.kind === 'CREDIT_LOSS_ANSWER')).toHaveLength(1)
  })

  it('cannot be confirmed for an assignment that was paid meanwhile', async () => {
    const assignment = await bench.open({ number: 'W-8' })
    await bench.send(assignment, 'CREDIT_LOSS_REQUEST', { reason: 'Bankrupt', requestedOn: bench.today() })
    await bench.send(assignment, 'CREDIT_NOTE', { number: 'H2', amount: euro('100.00'), creditedOn: '2026-01-10' })
    expect(await answer('W-8', true)).toMatchObject({ ok: false, error: { code: 'ASSIGNMENT_CLOSED' } })
    expect((await answer('W-8', false)).ok).toBe(true)
  })
})

describe('only staff', () => {
  it('see requests and answer them, run settlements and import client funds', async () => {
    const outsider: UserScope = { ...bench.staff, staffRole: null }
    const answerOf = { kind: 'RECALL', companyId: 1n, id: 1n, confirm: true, note: null } as const
    const rate = { from: bench.today(), percent: '3', source: 'x', isDemo: false }
    const { desk, settlements, clientFunds, rates } = bench.agency
    const acts = [
      (scope: UserScope) => desk.requests(scope),
      (scope: UserScope) => desk.answer(scope, answerOf),
      (scope: UserScope) => settlements.run(scope, bench.today()),
      (scope: UserScope) => clientFunds.importFiles(scope, []),
      (scope: UserScope) => rates.enter(scope, rate),
    ]
    for (const act of acts) {
      await expect(async () => act(outsider)).rejects.toThrow(NotAllowed)
      await expect(async () => act(nobody() as never)).rejects.toThrow(NotSignedIn)
    }
    const readOnly: UserScope = { ...bench.staff, token: { id: 1n, readOnly: true } }
    for (const act of acts.slice(1)) await expect(async () => act(readOnly)).rejects.toThrow(NotAllowed)
    await expect(desk.answer(bench.staff, { ...answerOf, id: 999_999n })).rejects.toThrow(NotFound)
  })
})
