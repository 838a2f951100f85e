import { afterAll, beforeAll, expect, it } from 'vitest'
import { Delivery, DeliveryFailed } from '../../server/src/duetto/road/delivery.ts'
import { Sweep } from '../../server/src/duetto/sweep.ts'
import type { ToAgency } from '../../server/src/exchange/messages/toAgency.ts'
import { type TestApp, testApp } from '../kit/app.ts'
import { type Creditor, creditor } from '../kit/creditor.ts'

/** The road to the agency when it is bad: the test stands where the agency is, and takes or refuses messages. */
let t: TestApp

beforeAll(async () => {
  t = await testApp({ now: '2026-03-02' })
})
afterAll(() => t.close())

/** A company with so many messages waiting, and a road that refuses those that `refuses` says. */
async function waiting(count: number, refuses: (taken: number) => boolean) {
  const who = await creditor(t)
  await who.client.run(
    'mutation ($input: SendToReminderServiceInput!) { sendToReminderService(input: $input) { error { code } } }',
    {
      input: {
        companyId: who.id,
        invoiceIds: await who.invoiceIds(count),
        afterReminder: 'RETURN',
        idempotencyKey: 'key',
      },
    },
  )
  const tried: ToAgency[] = []
  const carrier = async (message: ToAgency) => {
    tried.push(message)
    if (refuses(tried.length)) throw new Error('The road is closed.')
  }
  const delivery = new Delivery(t.app.database, carrier, () => t.clock.now())
  return { who, tried, deliver: () => delivery.deliver(who.companyId) }
}

const outbox = (who: Creditor) =>
  t.db.sql<{ attempts: number; last_error: string | null; delivered: boolean }>(
    'SELECT attempts, last_error, delivered_at IS NOT NULL AS delivered FROM duetto.outbox WHERE company_id = $1 ORDER BY id',
    [who.companyId],
  )

it('a message that does not get through is kept with its error, and gets through at the next try', async () => {
  const { who, tried, deliver } = await waiting(3, (taken) => taken === 2)
  await expect(deliver()).rejects.toThrow(DeliveryFailed)
  expect(await outbox(who)).toEqual([
    { attempts: 1, last_error: null, delivered: true },
    { attempts: 1, last_error: 'The road is closed.', delivered: false },
    { attempts: 1, last_error: null, delivered: true },
  ])
  await deliver()
  expect(await outbox(who)).toMatchObject([{}, { attempts: 2, last_error: null, delivered: true }, {}])
  expect(tried.map((message) => message.id)[3]).toBe(tried[1]?.id)
  await deliver()
  expect(tried).toHaveLength(4)
})

it('a closed road is not tried for every message that waits', async () => {
  const { tried, deliver } = await waiting(8, () => true)
  await expect(deliver()).rejects.toThrow(DeliveryFailed)
  expect(tried).toHaveLength(3)
})

it('more messages than a page holds all get through', async () => {
  const { who, tried, deliver } = await waiting(230, () => false)
  await deliver()
  expect(new Set(tried.map((message) => message.assignment)).size).toBe(230)
  expect((await outbox(who)).every((row) => row.delivered)).toBe(true)
})

it('work whose jobs have given up is taken up by the nightly sweep', async () => {
  const { who } = await waiting(2, () => true)
  await t.db.sql('DELETE FROM graphile_worker._private_jobs')
  await t.settle()
  expect((await outbox(who)).some((row) => row.delivered)).toBe(false)
  await new Sweep(t.app.database, 'http://localhost:4000', () => t.clock.now()).run()
  await t.settle()
  expect((await outbox(who)).every((row) => row.delivered)).toBe(true)
})
