import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseKey } from '../../server/src/agency/case/caseDesk.ts'
import { HOUSE_POLICY } from '../../server/src/agency/case/policy.ts'
import type { CalendarDate } from '../../server/src/kernel/calendarDate.ts'
import { NotAllowed } from '../../server/src/kernel/result.ts'
import { type AgencyBench, agencyBench } from '../kit/agency.ts'

let bench: AgencyBench
beforeAll(async () => {
  bench = await agencyBench('2025-02-03')
})
afterAll(() => bench.close())

const day = (text: string) => text as CalendarDate
const euro = (amount: string) => ({ amount, currency: 'EUR' })
const dates = { issuedOn: '2025-01-07', dueOn: '2025-01-21' }

async function keyOf(assignment: string): Promise<CaseKey> {
  const [row] = await bench.db.sql<CaseKey>(
    'SELECT company_id AS "companyId", id FROM agency.assignment WHERE uid = $1',
    [assignment],
  )
  if (!row) throw new Error('The agency has no such assignment.')
  return row
}

const rows = async (assignment: string) =>
  (
    await bench.db.sql<{ line: string }>(
      `SELECT concat_ws(' ', p.on_day, p.kind, p.amount::text) AS line FROM agency.posting p
       JOIN agency.assignment a ON a.company_id = p.company_id AND a.id = p.assignment_id WHERE a.uid = $1 ORDER BY p.id`,
      [assignment],
    )
  ).map(({ line }) => line)

const next = async (assignment: string) => {
  const sql = `SELECT concat_ws(' ', next_step, next_step_on) AS line FROM agency.assignment WHERE uid = $1`
  return (await bench.db.sql<{ line: string }>(sql, [assignment]))[0]?.line
}

const types = (assignment: string) =>
  bench.toldOf(assignment).flatMap(({ kind, body }) => {
    return kind === 'EVENT' ? [`${body.event.on} ${body.event.type} ${body.state.hold ?? body.state.stage}`] : [kind]
  })

const desk = () => bench.agency.cases.desk
const work = async () =>
  (await bench.agency.cases.work.list(bench.staff, { types: null, search: null }, all)).map(short)
const all = { limit: 101, first: 100, after: undefined }
const short = ({ type, since, invoiceNumber }: { type: string; since: string; invoiceNumber: string | null }) =>
  `${since} ${type} ${invoiceNumber}`

describe('a case to its end', () => {
  it('a consumer: letters, legal decision, surveillance, a yearly review, and credit loss', async () => {
    const assignment = await bench.open({ ...dates, number: 'C-1', afterReminder: 'CONTINUE', amount: '150.00' })
    await bench.runTo('2025-05-01')
    expect(types(assignment)).toEqual([
      'ACKNOWLEDGEMENT',
      '2025-02-04 REMINDER_SENT REMINDER',
      '2025-02-19 NOTICE_SENT NOTICE',
      '2025-03-06 COLLECTION_LETTER_SENT COLLECTION',
      '2025-03-21 SECOND_DEMAND_SENT COLLECTION',
      '2025-04-07 LEGAL_DECISION LEGAL_DECISION',
    ])
    expect(await rows(assignment)).toEqual([
      '2025-02-03 PRINCIPAL 15000',
      '2025-02-04 LATE_INTEREST 60',
      '2025-02-04 REMINDER_COST 500',
      '2025-02-19 LATE_INTEREST 65',
      '2025-02-19 NOTICE_COST 500',
      '2025-03-06 LATE_INTEREST 65',
      '2025-03-06 DEMAND_COST 2400',
      '2025-03-21 LATE_INTEREST 65',
      '2025-03-21 DEMAND_COST 1200',
    ])
    expect(await work()).toContain('2025-04-07 LEGAL_DECISION C-1')
    const key = await keyOf(assignment)
    expect(await desk().act(bench.staff, key, 'BEGIN_SURVEILLANCE', 'No assets')).toMatchObject({ ok: true })
    expect(await work()).not.toContain('2025-04-07 LEGAL_DECISION C-1')
    await bench.runTo('2026-05-05')
    expect(await work()).toContain('2026-05-04 REVIEW C-1')
    expect(await desk().act(bench.staff, key, 'GIVE_UP', null)).toMatchObject({ error: { code: 'NOTE_MISSING' } })
    expect(await desk().act(bench.staff, key, 'GIVE_UP', 'Not worth it')).toMatchObject({ ok: true })
    await bench.settle()
    // Unpaid costs of the agency are cancelled; principal and interest stay in the book.
    expect(bench.story(assignment).at(-1)).toBe('2026-05-05 CLOSED Not worth it → CLOSED CREDIT_LOSS 152.55')
    expect(await desk().act(bench.staff, key, 'RESUME', null)).toMatchObject({ error: { code: 'ASSIGNMENT_CLOSED' } })
  })

  it('a business: reminder, notice and two demands without a tratta, costs netted against 40 euro', async () => {
    const start = bench.today()
    const assignment = await bench.open({
      number: 'B-1',
      debtor: 'BUSINESS',
      afterReminder: 'CONTINUE',
      amount: '800.00',
      issuedOn: '2026-04-14',
      dueOn: '2026-04-28',
    })
    expect(start).toBe('2026-05-05')
    await bench.runTo('2026-06-30')
    expect(types(assignment)).toEqual([
      'ACKNOWLEDGEMENT',
      '2026-05-06 REMINDER_SENT REMINDER',
      '2026-05-19 NOTICE_SENT NOTICE',
      '2026-06-01 COLLECTION_LETTER_SENT COLLECTION',
      '2026-06-12 SECOND_DEMAND_SENT COLLECTION',
      '2026-06-23 LEGAL_DECISION LEGAL_DECISION',
    ])
    // 12 + 12 + 70 - 40 with the first demand, then half of 70.
    expect((await rows(assignment)).filter((line) => /COST|COMPENSATION/.test(line))).toEqual([
      '2026-05-06 FIXED_COMPENSATION 4000',
      '2026-06-01 DEMAND_COST 5400',
      '2026-06-12 DEMAND_COST 3500',
    ])
  })
})

describe('acts of staff', () => {
  const may = { issuedOn: '2026-05-15', dueOn: '2026-06-02' }

  it('a broken payment plan goes back to the ladder; a plan costs what the law lets it', async () => {
    const assignment = await bench.open({ ...may, number: 'P-1', afterReminder: 'CONTINUE', amount: '300.00' })
    const key = await keyOf(assignment)
    const wish = { instalments: 3, firstOn: day('2026-07-15'), charge: true }
    expect(await desk().makePlan(bench.staff, key, { ...wish, instalments: 1 })).toMatchObject({
      error: { code: 'INSTALMENTS_OUT_OF_RANGE' },
    })
    expect(await desk().makePlan(bench.staff, key, wish)).toMatchObject({ ok: true })
    await bench.settle()
    const { plans } = await bench.agency.cases.book.find(bench.staff, key)
    const total = BigInt(bench.balance(assignment).replace('.', ''))
    expect(plans[0]?.instalments.map(({ dueOn }) => dueOn)).toEqual(['2026-07-15', '2026-08-15', '2026-09-15'])
    expect(plans[0]?.instalments.reduce((sum, { amount }) => sum + amount, 0n)).toBe(total)
    expect((await rows(assignment)).filter((line) => line.includes('PLAN_COST'))).toEqual(['2026-06-30 PLAN_COST 2000'])
    await bench.runTo('2026-07-10')
    const first = plans[0]?.instalments[0]?.amount ?? 0n
    const amount = `${first / 100n}.${(first % 100n).toString().padStart(2, '0')}`
    await bench.send(assignment, 'DIRECT_PAYMENT', { paymentId: 'p1', amount: euro(amount), paidOn: bench.today() })
    await bench.runTo('2026-08-20')
    expect(types(assignment).slice(1)).toEqual([
      '2026-06-30 PAYMENT_PLAN_MADE PLAN',
      '2026-07-10 DIRECT_PAYMENT PLAN',
      '2026-07-16 STEP_POSTPONED PLAN',
      '2026-08-18 PAYMENT_PLAN_BROKEN RECEIVED',
    ])
    // The letter that tells it gives 14 days before the ladder goes on.
    expect(await next(assignment)).toBe('REMINDER 2026-09-02')
  })

  it('a dispute stops letters; upheld it ends the assignment and takes back costs, rejected it goes on', async () => {
    const late = { issuedOn: '2026-07-01', dueOn: '2026-07-20', amount: '90.00', afterReminder: 'CONTINUE' } as const
    const wrong = await bench.open({ ...late, number: 'D-1' })
    const right = await bench.open({ ...late, number: 'D-2' })
    await bench.runTo('2026-08-24')
    await bench.send(wrong, 'DISPUTE', { reason: 'The goods never came', raisedOn: bench.today() })
    expect(await desk().act(bench.staff, await keyOf(right), 'DISPUTE', 'Too expensive')).toMatchObject({ ok: true })
    await bench.runTo('2026-09-30')
    expect((await work()).filter((line) => line.includes('DISPUTE'))).toEqual([
      '2026-08-24 DISPUTE D-1',
      '2026-08-24 DISPUTE D-2',
    ])
    const key = await keyOf(wrong)
    expect(await desk().grantExtension(bench.staff, key, { until: day('2026-12-01'), charge: true })).toMatchObject({
      error: { code: 'NOT_IN_THIS_STATE' },
    })
    expect(await desk().answerDispute(bench.staff, key, true, 'Delivery was not proven.')).toMatchObject({ ok: true })
    expect(await desk().answerDispute(bench.staff, await keyOf(right), false, 'The price was agreed.')).toMatchObject({
      ok: true,
    })
    await bench.settle()
    expect(bench.story(wrong).slice(-2)).toEqual([
      expect.stringContaining('2026-09-30 DISPUTE_ANSWERED UPHELD: Delivery was not proven. → REMINDER'),
      expect.stringContaining('2026-09-30 CLOSED → CLOSED DISPUTE_UPHELD'),
    ])
    await bench.runTo('2026-10-02')
    expect(types(right).slice(-2)).toEqual(['2026-08-24 DISPUTED DISPUTED', '2026-09-30 DISPUTE_ANSWERED REMINDER'])
    expect(await next(right)).toBe('NOTICE 2026-10-15')
  })

  it('an extension keeps letters away until its last day has passed, and costs 5 euro', async () => {
    const assignment = await bench.open({ issuedOn: '2026-08-25', dueOn: '2026-09-08', number: 'E-1' })
    const key = await keyOf(assignment)
    const short = { until: day('2026-10-15'), charge: true }
    expect(await desk().grantExtension(bench.staff, key, short)).toMatchObject({
      error: { code: 'EXTENSION_TOO_SHORT' },
    })
    expect(await desk().grantExtension(bench.staff, key, { ...short, until: day('2026-10-16') })).toMatchObject({
      ok: true,
    })
    await bench.runTo('2026-10-25')
    expect(types(assignment).slice(1)).toEqual([
      '2026-10-02 EXTENSION_GRANTED EXTENSION',
      expect.stringMatching(/^2026-10-(17|19) REMINDER_SENT REMINDER$/),
    ])
    expect(await rows(assignment)).toContain('2026-10-02 EXTENSION_COST 500')
  })

  it('mail that came back waits for an address; a consumer’s suspension makes all that follows free', async () => {
    const assignment = await bench.open({
      issuedOn: '2026-09-01',
      dueOn: '2026-10-05',
      number: 'M-1',
      afterReminder: 'CONTINUE',
    })
    await bench.runTo('2026-10-28')
    const key = await keyOf(assignment)
    expect(await desk().act(bench.staff, key, 'RETURN_MAIL', null)).toMatchObject({ ok: true })
    await bench.runTo('2026-12-01')
    expect(await work()).toContain('2026-10-28 RETURNED_MAIL M-1')
    const address = { street: 'Uusikatu 5', postCode: '00200', town: 'Helsinki', country: 'FI' }
    expect(await desk().changeAddress(bench.staff, key, address)).toMatchObject({ ok: true })
    await bench.runTo('2026-12-03')
    expect(types(assignment).at(-1)).toBe('2026-12-02 NOTICE_SENT NOTICE')
    // A payment demand states its interest, so it needs the rate of the half-year.
    const rate = { from: day('2026-07-01'), percent: '2.5', source: 'Made up for this test', isDemo: true }
    expect(await bench.agency.rates.enter(bench.staff, rate)).toMatchObject({ ok: true })
    const costs = (await rows(assignment)).filter((line) => line.includes('COST')).length
    expect(await desk().act(bench.staff, key, 'SUSPEND', 'Wants it in court')).toMatchObject({ ok: true })
    expect(await desk().act(bench.staff, key, 'RESUME', 'Took it back')).toMatchObject({ ok: true })
    await bench.runTo('2026-12-20')
    expect(types(assignment).at(-1)).toMatch(/2026-12-\d\d COLLECTION_LETTER_SENT COLLECTION/)
    expect((await rows(assignment)).filter((line) => line.includes('COST'))).toHaveLength(costs)
  })

  it('are told with who did them, and only staff may do them', async () => {
    const assignment = await bench.open({ issuedOn: '2026-12-01', dueOn: '2026-12-15', number: 'W-1' })
    const key = await keyOf(assignment)
    const outsider = { ...bench.staff, staffRole: null }
    await expect(async () => desk().act(outsider, key, 'REPORT_DECEASED', null)).rejects.toThrow(NotAllowed)
    await desk().act(bench.staff, key, 'REPORT_DECEASED', 'The estate wrote')
    const { events, book } = await bench.agency.cases.book.find(bench.staff, key)
    expect(events.at(-1)).toMatchObject({ type: 'DEBTOR_DECEASED', by: 'Kaisa Käsittelijä', note: 'The estate wrote' })
    expect(book.assignment).toMatchObject({ hold: 'DECEASED', waitsFor: 'DECEASED', nextStepOn: null })
  })
})

describe('a policy', () => {
  it('counts for assignments to come, in versions, and is only milder than the law', async () => {
    const creditor = '0737546-2'
    const before = await bench.open({ creditor, issuedOn: '2026-12-01', dueOn: '2026-12-15', number: 'V-1' })
    const { companyId } = await keyOf(before)
    const { files } = bench.agency.cases
    const rules = { ...HOUSE_POLICY.rules, REMINDER: { ...HOUSE_POLICY.rules.REMINDER, taken: false } }
    const noReminder = { ...rules, NOTICE: rules.REMINDER }
    const wish = { validFrom: bench.today(), last: 'SURVEILLANCE', legalMinimum: 0n } as const
    expect(await files.setPolicy(bench.staff, companyId, { ...wish, rules: noReminder })).toMatchObject({
      error: { code: 'REMINDER_NEEDED' },
    })
    expect(await files.setPolicy(bench.staff, companyId, { ...wish, rules })).toMatchObject({ ok: true })
    const after = await bench.open({ creditor, issuedOn: '2026-12-01', dueOn: '2026-12-15', number: 'V-2' })
    const steps = await bench.db.sql<{ step: string; version: number }>(
      `SELECT next_step AS step, policy_version AS version FROM agency.assignment WHERE uid = ANY ($1::uuid[]) ORDER BY invoice_number`,
      [[before, after]],
    )
    expect(steps).toEqual([
      { step: 'REMINDER', version: 0 },
      { step: 'NOTICE', version: 1 },
    ])
    expect((await files.find(bench.staff, companyId)).policies.map(({ policy }) => policy.version)).toEqual([1])
  })
})
