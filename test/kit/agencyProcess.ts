import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Road } from '../../server/src/rooms.ts'

export interface AgencyPlan {
  /** Folder of the built server. */
  readonly build: string
  readonly ownerUrl: string
  readonly port: number
  /** The road to the company side. */
  readonly road: Road
  /** A moment. */
  readonly now: string
}

export interface AgencyProcess {
  readonly pid: number
  readonly url: string
  today(day: string): Promise<void>
  /** Takes the steps that are due; the number of them. */
  advance(day: string): Promise<number>
  settle(): Promise<void>
  /** Looks into the folders, when the road is one. */
  collect(): Promise<void>
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>
}

interface Reply {
  readonly id: number
  readonly value?: unknown
  readonly error?: string
}

export async function startAgency(plan: AgencyPlan): Promise<AgencyProcess> {
  const script = fileURLToPath(new URL('./agencyProcess.mjs', import.meta.url))
  const child = fork(script, {
    env: { ...process.env, AGENCY_PLAN: JSON.stringify(plan) },
    stdio: 'inherit',
    execArgv: [],
  })
  await Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => failed(code))])
  const ask = channel(child)
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${plan.port}`,
    today: async (day) => void (await ask('today', day)),
    advance: async (day) => Number(await ask('advance', day)),
    settle: async () => void (await ask('settle')),
    collect: async () => void (await ask('collect')),
    kill: async () => {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

function failed(code: unknown): never {
  throw new Error(`The process of the agency ended with ${code}.`)
}

function channel(child: ChildProcess): (act: string, argument?: string) => Promise<unknown> {
  let id = 0
  const waiting = new Map<number, (reply: Reply) => void>()
  child.on('message', (reply: Reply) => waiting.get(reply.id)?.(reply))
  return async (act, argument) => {
    id += 1
    const number = id
    const reply = await new Promise<Reply>((resolve) => {
      waiting.set(number, resolve)
      child.send({ id: number, act, argument })
    })
    waiting.delete(number)
    if (reply.error !== undefined) throw new Error(reply.error)
    return reply.value
  }
}
