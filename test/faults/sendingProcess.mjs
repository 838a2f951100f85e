/*
 * The product as a process of its own that sends invoices and works its queue, and kills itself before a statement of
 * its own choosing. Run by send.test.ts; says how many statements it made when it was not killed.
 */
const plan = JSON.parse(process.env.SENDING_PLAN)
const { createApp } = await import(`${plan.build}/app.js`)
const { makeLog } = await import(`${plan.build}/platform/logging/log.js`)

let statements = 0
let counts = false
const pool = { size: 4, waitMs: 5_000, statementMs: 30_000 }
const now = new Date(plan.now)
const app = await createApp({
  address: { ownerUrl: plan.ownerUrl },
  pools: { app: pool, jobs: pool, agency: pool },
  clock: { now: () => now },
  log: makeLog('silent'),
  publicUrl: 'http://localhost:4000',
  trustProxy: false,
  pages: '/nowhere',
  onStatement: () => {
    if (!counts) return
    statements += 1
    if (statements === plan.killBefore) process.kill(process.pid, 'SIGKILL')
  },
})
counts = true
const scope = {
  kind: 'user',
  userId: BigInt(plan.userId),
  credential: { kind: 'SESSION', hash: Buffer.from(plan.hash, 'hex') },
  token: null,
  staffRole: null,
  today: plan.now.slice(0, 10),
  now,
  requestId: 'fault',
}
const sent = await app.duetto.sends.send(scope, {
  companyId: BigInt(plan.companyId),
  kind: 'REMINDER',
  afterReminder: 'RETURN',
  selection: { ids: plan.invoiceIds.map(BigInt) },
  idempotencyKey: plan.key,
  inBackground: plan.inBackground === true,
})
if (!sent.ok) throw new Error(sent.error.code)
await app.jobs.settle()
counts = false
await app.close()
console.log(statements)
