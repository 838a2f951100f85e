import { afterAll, beforeEach, expect, it } from 'vitest'
import { type AgencyBench, agencyBench } from '../kit/agency.ts'

/*
 * The calendar and the road back, broken at awkward places. What is refused or broken is the database or the receiver,
 * never a part of the product.
 */

let bench: AgencyBench
beforeEach(async () => {
  await bench?.close()
  bench = await agencyBench('2026-01-20')
})
afterAll(() => bench.close())

const DAY = '2026-01-30' as never
const counts = async () => {
  const [row] =
    await bench.db.sql(`SELECT (SELECT count(*)::integer FROM agency.event WHERE type = 'REMINDER_SENT') AS events,
    (SELECT count(*)::integer FROM agency.letter) AS letters, (SELECT count(*)::integer FROM agency.step) AS steps,
    (SELECT count(*)::integer FROM agency.posting WHERE kind = 'REMINDER_COST') AS costs,
    (SELECT count(*)::integer FROM agency.outbox WHERE kind = 'EVENT') AS messages`)
  return row
}
const times = (number: number) => ({ events: number, letters: number, steps: number, costs: number, messages: number })

async function breakAt(table: string, invoiceNumber: string): Promise<void> {
  await bench.db.sql(`CREATE FUNCTION agency.break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT invoice_number FROM agency.assignment WHERE id = (SELECT max(e.assignment_id) FROM agency.event e
        WHERE e.xmin::text = pg_current_xact_id()::xid::text)) = '${invoiceNumber}' THEN RAISE EXCEPTION 'broken off'; END IF;
    RETURN NEW; END $$`)
  await bench.db.sql(
    `CREATE TRIGGER break_off BEFORE INSERT ON agency.${table} FOR EACH ROW EXECUTE FUNCTION agency.break_off()`,
  )
}

it('a second run of the same day takes no step', async () => {
  for (const number of ['A', 'B', 'C']) await bench.open({ number })
  expect(await bench.agency.calendar.advance(DAY)).toBe(3)
  expect(await bench.agency.calendar.advance(DAY)).toBe(0)
  expect(await counts()).toEqual(times(3))
})

it('two runs at the same moment take each step once', async () => {
  for (const number of ['A', 'B', 'C', 'D', 'E', 'F']) await bench.open({ number })
  const steps = await Promise.all([1, 2, 3].map(() => bench.agency.calendar.advance(DAY)))
  expect(steps.reduce((sum, own) => sum + own, 0)).toBe(6)
  expect(await counts()).toEqual(times(6))
})

it.each(['posting', 'letter', 'step', 'outbox'])(
  'a step that breaks off at its %s leaves nothing of itself, the others are taken, and the next run takes it',
  async (table) => {
    for (const number of ['A', 'B', 'C']) await bench.open({ number })
    await breakAt(table, 'B')
    await expect(bench.agency.calendar.advance(DAY)).rejects.toThrow('broken off')
    expect(await counts()).toEqual(times(2))
    await bench.db.sql(`DROP TRIGGER break_off ON agency.${table}`)
    expect(await bench.agency.calendar.advance(DAY)).toBe(1)
    expect(await counts()).toEqual(times(3))
  },
)

it('a message whose application breaks off is applied by the next try, once', async () => {
  const assignment = await bench.open({ number: 'A' })
  await breakAt('posting', 'A')
  const amount = { amount: '40.00', currency: 'EUR' }
  const payment = bench.message(assignment, 'DIRECT_PAYMENT', { paymentId: 'p', amount, paidOn: '2026-01-20' })
  await bench.agency.inbox.receive(payment)
  await expect(bench.settle()).rejects.toThrow('broken off')
  expect(bench.balance(assignment)).toBe('100.00')
  await bench.db.sql('DROP TRIGGER break_off ON agency.posting')
  await bench.db.sql('UPDATE graphile_worker._private_jobs SET run_at = now()')
  await bench.settle()
  expect(bench.story(assignment)).toEqual([
    '2026-01-20 RECEIVED → RECEIVED 100.00',
    '2026-01-20 DIRECT_PAYMENT 40.00 → RECEIVED 60.00',
  ])
})

it('messages whose jobs gave up are taken up again by the nightly sweep', async () => {
  const assignment = await bench.open({ number: 'A' })
  await bench.agency.calendar.advance(DAY)
  const amount = { amount: '5.00', currency: 'EUR' }
  await bench.agency.inbox.receive(bench.message(assignment, 'DIRECT_PAYMENT', { paymentId: 'p', amount, paidOn: DAY }))
  await bench.db.sql('DELETE FROM graphile_worker._private_jobs')
  await bench.settle()
  expect(bench.story(assignment)).toHaveLength(1)
  await bench.agency.room.tasks?.['agency.sweep']?.({})
  await bench.settle()
  expect(bench.story(assignment).map((line) => line.split(' ')[1])).toEqual([
    'RECEIVED',
    'REMINDER_SENT',
    'DIRECT_PAYMENT',
  ])
})
