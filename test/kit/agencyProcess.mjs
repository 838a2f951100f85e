/*
 * The agency as a process of its own, on a database of its own, with its own end of the road. Started by a test with a
 * plan in the environment; the test sets its clock and calls its calendar over the channel between the processes.
 */
const plan = JSON.parse(process.env.AGENCY_PLAN)
const { createApp } = await import(`${plan.build}/app.js`)
const { makeLog } = await import(`${plan.build}/platform/logging/log.js`)

let now = new Date(plan.now)
const pool = { size: 4, waitMs: 5_000, statementMs: 30_000 }
const app = await createApp({
  address: { ownerUrl: plan.ownerUrl },
  pools: { app: pool, jobs: pool, agency: pool },
  clock: { now: () => now },
  log: makeLog('error'),
  publicUrl: 'http://localhost:4000',
  trustProxy: false,
  pages: '/nowhere',
  side: 'agency',
  road: plan.road,
})
await app.http.listen({ port: plan.port, host: '127.0.0.1' })

const acts = {
  today: (day) => {
    now = new Date(`${day}T10:00:00Z`)
  },
  advance: (day) => app.agency.calendar.advance(day),
  settle: () => app.jobs.settle(),
  collect: () => app.rooms.flatMap((room) => room.tasks?.['agency.collect'] ?? [])[0]?.({}),
}
process.on('message', async ({ id, act, argument }) => {
  try {
    process.send({ id, value: await acts[act](argument) })
  } catch (error) {
    process.send({ id, error: String(error?.stack ?? error) })
  }
})
process.on('disconnect', () => process.exit(0))
process.send({ ready: true })
